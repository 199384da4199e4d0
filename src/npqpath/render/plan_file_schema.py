"""JSON Schema of a plan file."""

from __future__ import annotations

from npqpath.catalogue.fields import EXTRA
from npqpath.catalogue.schema import DRAFT, Schema, schemas_of
from npqpath.planbook.book import SCHEMA, Book

_MONTHS = {"month", "next_start"}


def plan_file_schema(answers: Schema) -> Schema:
    """Return the schema of a plan file; `answers` is that of an answers file.

    Keys that it does not know are allowed: they are the owner's, and the program keeps them.
    """
    models = schemas_of(Book)
    made = models.pop(Book.__name__)
    for one in (*models.values(), made):
        _finish(one)
    told = {"description": made["properties"]["answers"]["description"]}
    made["properties"]["answers"] = {**told, "$ref": "#/definitions/Answers"}
    made["properties"]["schema"]["pattern"] = f"^{SCHEMA}[1-9][0-9]*$"
    # A question that the data no longer asks stays in the file.
    kept = {key: value for key, value in answers.items() if key not in ("$schema", "title")}
    kept["additionalProperties"] = True
    made.pop("title", None)
    head = {"$schema": DRAFT, "title": "Plan file of npqpath"}
    return {**head, **made, "definitions": {**models, "Answers": kept}}


def _finish(schema: Schema) -> None:
    """Leave out what is not in the file, let the owner add keys, and say how months are written."""
    properties = schema["properties"]
    schema["additionalProperties"] = True
    properties.pop(EXTRA, None)
    for name in _MONTHS & properties.keys():
        properties[name]["pattern"] = "^[0-9]{4}-[0-9]{2}"
