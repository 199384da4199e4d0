"""JSON Schema of a plan file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.catalogue.schema import Schema, file_schema
from npqpath.planbook.book import Book

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue


def plan_file_schema(catalogue: Catalogue, answers: Schema) -> Schema:
    """Return the schema of a plan file; `answers` is that of an answers file.

    Keys that it does not know are allowed: they are the owner's, and the program keeps them. A question that
    the data no longer asks stays in the file too.
    """
    return file_schema(Book, catalogue, {"Answers": {**answers, "additionalProperties": True}})
