"""The JSON Schemas that the program can write, by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.schema import Schema

SchemaName: TypeAlias = Literal[
    "qualifications", "pathways", "overlay", "answers", "plan-file", "plan", "team"
]

SCHEMA_NAMES: tuple[SchemaName, ...] = get_args(SchemaName)
"""The two data files, an overlay, an answers file, a plan file, what `advise --format json` prints, and
a team file."""


def schema_for(name: str, catalogue: Catalogue | None = None) -> Schema:
    """Return the schema called `name`, with the ids of a data set: the bundled one where none is given.

    Raises `UsageError` where the name is none of `SCHEMA_NAMES`.
    """
    if name == "plan":
        from npqpath.render.plan_schema import plan_schema

        return plan_schema()
    if name not in SCHEMA_NAMES:
        raise UsageError(f'There is no schema called "{name}".', f"The names are {', '.join(SCHEMA_NAMES)}.")
    return _schema_of_data(name, catalogue or _bundled())


def _schema_of_data(name: str, catalogue: Catalogue) -> Schema:
    from npqpath.catalogue.overlay import OverlayFile
    from npqpath.catalogue.pathways import PathwaysFile
    from npqpath.catalogue.qualifications import QualificationsFile
    from npqpath.catalogue.schema import file_schema
    from npqpath.logic.condition_schema import (
        conditions_of_funding,
        conditions_of_overlay,
        conditions_on_people,
    )
    from npqpath.render.answers_schema import answers_schema

    if name == "team":
        from npqpath.render.team_file_schema import team_file_schema

        return team_file_schema(catalogue)
    answers = answers_schema(catalogue)
    if name == "answers":
        return answers
    answers = {key: value for key, value in answers.items() if key not in ("$schema", "title")}
    if name == "plan-file":
        from npqpath.render.plan_file_schema import plan_file_schema

        return plan_file_schema(catalogue, answers)
    if name == "qualifications":
        return file_schema(QualificationsFile, catalogue, conditions_of_funding(catalogue))
    if name == "overlay":
        answers["additionalProperties"] = {"description": "A question of this overlay."}
        return file_schema(OverlayFile, catalogue, {**conditions_of_overlay(catalogue), "Answers": answers})
    return file_schema(PathwaysFile, catalogue, {**conditions_on_people(catalogue), "Answers": answers})


def schema_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _bundled() -> Catalogue:
    from npqpath.catalogue.loading import bundled_folder, load

    return load(bundled_folder(), None)
