"""`npqpath advise --what-if`: the plan as it is beside the plan as it would be."""

from __future__ import annotations

from pathlib import Path

from npqpath.advice.answers import read_answers, write_answers
from npqpath.advice.pacing import USUAL, Pacing
from npqpath.advice.plan import Plan, make_plan
from npqpath.advice.situation import make_person
from npqpath.cli.asking import put_answer
from npqpath.cli.data import load_rules
from npqpath.cli.flags import Wanted, WhatIf, read_pair
from npqpath.cli.giving import give, read_day
from npqpath.console import Context
from npqpath.render.document import Document


def give_what_if(
    now: Plan, asked: WhatIf, folders: list[Path], wanted: Wanted, context: Context, pacing: Pacing | None
) -> None:
    """Write the difference that other answers or another day make. Raises `UsageError` for what cannot be."""
    then = _other_plan(now, asked, folders, context, pacing or USUAL)

    def document() -> Document:
        from npqpath.render.what_if_document import what_if_document

        return what_if_document(now, then)

    def data() -> object:
        from npqpath.render.what_if_document import what_if_json

        return what_if_json(now, then)

    give(document, data, wanted, context, on=now.on)


def _other_plan(now: Plan, asked: WhatIf, folders: list[Path], context: Context, pacing: Pacing) -> Plan:
    on = now.on if asked.on is None else read_day(asked.on, context)
    core = now.core if on == now.on else load_rules(folders, context, on=on)
    raw: dict[str, object] = write_answers(now.person.answers)
    for pair in asked.answers:
        put_answer(raw, core, *read_pair(pair, "--what-if"))
    return make_plan(make_person(core, read_answers(raw, core.catalogue)), on, pacing)
