"""`npqpath questions`: every question with its answers."""

from __future__ import annotations

from pathlib import Path

from npqpath.cli.data import load_rules
from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import current_context
from npqpath.output.views.lookups import questions_document, questions_json


def questions(wanted: Wanted, on: str | None, folders: list[Path]) -> None:
    """Write the list of questions to where it is wanted, as they stand on the day `on`; None is today."""
    context = current_context()
    core = load_rules(folders, context, on=read_day(on, context))
    give(lambda: questions_document(core), lambda: questions_json(core), wanted, context)
