"""`npqpath tracks`: the map of the three tracks."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.place import place_on_tracks
from npqpath.advice.situation import situate
from npqpath.cli.asking import given_answers
from npqpath.cli.data import load_core
from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.giving import give
from npqpath.cli.surroundings import look_around
from npqpath.render.tracks_document import tracks_document, tracks_json


def tracks(asked: Asked, wanted: Wanted, folders: list[Path]) -> None:
    """Write the map, with "you are here" where answers say so."""
    around = look_around()
    core = load_core(folders, around)
    answers = given_answers(core, asked, around)
    places = place_on_tracks(situate(core, answers)) if answers else ()
    here = frozenset(place.post.id for place in places)
    give(
        lambda: tracks_document(core.catalogue, here),
        lambda: tracks_json(core.catalogue, here),
        wanted,
        around,
    )
