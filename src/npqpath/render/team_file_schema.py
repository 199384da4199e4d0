"""JSON Schema of a team file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.catalogue.schema import Schema, file_schema
from npqpath.team.aims import AIMS
from npqpath.team.teamfile import MOST_STARTS, TeamFile

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue


def team_file_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of a team file, with the ids of a data set.

    Priorities are only offered, because their other names and capitals are taken too. People and schools are
    those of a roster, which a schema does not know.
    """
    made = file_schema(TeamFile, {}, catalogue)
    whole, parts = made["properties"], made["definitions"]
    words = [word for each in catalogue.pathways.priorities for word in (each.id, *each.aliases)]
    parts["Priority"] = {"description": "A priority.", "anyOf": [{"enum": words}, {"type": "string"}]}
    parts["Aim"] = _one_of("An aim of the plan.", [aim.id for aim in AIMS])
    parts["Post"] = _one_of("A post on the tracks.", list(catalogue.posts_by_id))
    parts["Course"] = _one_of("A qualification.", list(catalogue.qualifications_by_id))
    whole["limits"].pop("default", None)
    whole["starts"] |= {"minimum": 1, "maximum": MOST_STARTS}
    whole["priorities"]["items"] = _ref("Priority")
    whole["aims"] |= {"items": _ref("Aim"), "uniqueItems": True}
    _refer(parts["WantedPost"], "post", "Post")
    _refer(parts["Settled"], "take", "Course")
    for limit in parts["LimitsWanted"]["properties"].values():
        if limit["type"] == "object":
            limit |= {
                "propertyNames": _ref("Course"),
                "additionalProperties": {"type": "integer", "minimum": 0},
            }
        else:
            limit["minimum"] = 0
    return made


def _refer(model: Schema, field: str, name: str) -> None:
    model["properties"][field] = {**_ref(name), "description": model["properties"][field]["description"]}


def _one_of(description: str, ids: list[str]) -> Schema:
    return {"description": description, "type": "string", "enum": ids}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}
