"""`npqpath questions`: every question with its answers."""

from __future__ import annotations

from pathlib import Path

from npqpath.cli.data import load_core
from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give
from npqpath.cli.surroundings import look_around
from npqpath.render.questions_document import questions_document, questions_json


def questions(wanted: Wanted, folders: list[Path]) -> None:
    """Write the list of questions to where it is wanted."""
    around = look_around()
    core = load_core(folders, around)
    give(lambda: questions_document(core), lambda: questions_json(core), wanted, around)
