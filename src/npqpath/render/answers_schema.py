"""JSON Schema of an answers file: every question with the answers that a data set offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.catalogue.schema import DRAFT, Schema
from npqpath.logic.question_kinds import NOT_SURE, kind_of

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Question


def answers_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of an answers file.

    The program takes more than it allows: labels, and any mix of small and capital letters.
    """
    return {
        "$schema": DRAFT,
        "title": "Answers file of npqpath",
        "description": "What one teacher answers. A question that is left out stays open.",
        "type": "object",
        "properties": {one.id: _question(catalogue, one) for one in catalogue.pathways.questions},
        "additionalProperties": False,
    }


def _question(catalogue: Catalogue, question: Question) -> Schema:
    how, schemas = kind_of(question).schema(catalogue)
    not_sure: Schema = {"description": "This stays open.", "const": NOT_SURE}
    return {"description": f"{question.ask} {how}", "anyOf": [*schemas, not_sure]}
