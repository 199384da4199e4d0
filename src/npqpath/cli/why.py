"""`npqpath why ID`: why it is in or out of the plan, and the smallest change that would alter that."""

from __future__ import annotations

import re
from pathlib import Path

from npqpath.advice.suggestions import explain, suggestion_goal
from npqpath.advice.wording import find_step
from npqpath.cli.asking import find_person
from npqpath.cli.data import load_rules
from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import current_context
from npqpath.errors import UsageError
from npqpath.output.views.why import why_document, why_json


def why(word: str, asked: Asked, wanted: Wanted, on: str | None, folders: list[Path]) -> None:
    """Ask what the reason needs, and write it to where it is wanted."""
    if re.fullmatch(r"NP\d{3}", word.strip(), re.IGNORECASE):
        raise UsageError(
            f"{word} is a code of `npqpath validate`.",
            f"`npqpath validate --explain {word}` says what it means.",
        )
    context = current_context()
    core = load_rules(folders, context, on=read_day(on, context))
    id = find_step(core.catalogue, word)
    if id not in core.offers:
        name = core.catalogue.name_of(id)
        raise UsageError(
            f"{name} is something to hold: no plan suggests it.", f"`npqpath show {id}` tells more."
        )
    person = find_person(core, lambda: suggestion_goal(core, id), asked, context)
    reason = explain(person, id)
    give(lambda: why_document(core.catalogue, reason), lambda: why_json(reason), wanted, context)
