"""JSON Schema of a team file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.catalogue.schema import Schema, file_schema, offered, one_of
from npqpath.team.aims import AIMS
from npqpath.team.teamfile import TeamFile

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue


def team_file_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of a team file, with the ids of a data set.

    Priorities are only offered, because their other names and capitals are taken too. People and schools are
    those of a roster, which a schema does not know.
    """
    words = [word for each in catalogue.pathways.priorities for word in (each.id, *each.aliases)]
    definitions = {
        "Priority": offered("A priority.", words),
        "Aim": one_of("An aim of the plan.", [aim.id for aim in AIMS]),
    }
    return file_schema(TeamFile, catalogue, definitions)
