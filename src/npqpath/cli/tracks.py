"""`npqpath tracks`: the map of the three tracks."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.answers import Answers
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import make_person
from npqpath.advice.suggestions import suggest
from npqpath.advice.track_position import find_way, place_on_tracks
from npqpath.cli.asking import given_answers
from npqpath.cli.data import load_rules
from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import current_context
from npqpath.output.views.lookups import tracks_document, tracks_json


def tracks(asked: Asked, wanted: Wanted, on: str | None, folders: list[Path]) -> None:
    """Write the map, with "you are here" where answers say so.

    It is the data as it stands on the day `on`; None is today.
    """
    context = current_context()
    core = load_rules(folders, context, on=read_day(on, context))
    answers = given_answers(core, asked, context)
    here, way = _place(core, answers) if answers else (frozenset[str](), ())
    give(
        lambda: tracks_document(core.catalogue, here, way),
        lambda: tracks_json(core.catalogue, here, way),
        wanted,
        context,
    )


def _place(core: CompiledRules, answers: Answers) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the posts where the person stands, and the way that their plan leads."""
    person = make_person(core, answers)
    places = place_on_tracks(person)
    way = find_way(person, places, {suggestion.id for suggestion in suggest(person)})
    return frozenset(place.post.id for place in places), way
