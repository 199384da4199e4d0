"""`npqpath advise --what-if`: the plan as it is beside the plan as it would be."""

from __future__ import annotations

from collections.abc import Sequence

from npqpath.advice.answers import read_answers, write_answers
from npqpath.advice.bars import USUAL, Pacing
from npqpath.advice.person import make_person
from npqpath.advice.plan import Plan, make_plan
from npqpath.cli.asking import put_answer
from npqpath.cli.flags import Wanted, read_pair
from npqpath.cli.giving import give
from npqpath.console import Context
from npqpath.output.document import Document


def give_what_if(
    now: Plan, pairs: Sequence[str], wanted: Wanted, context: Context, pacing: Pacing | None
) -> None:
    """Write the difference that other answers make. Raises `UsageError` for what cannot be."""
    answers: dict[str, object] = write_answers(now.person.answers)
    for pair in pairs:
        put_answer(answers, now.core, *read_pair(pair, "--what-if"))
    person = make_person(now.core, read_answers(answers, now.core.catalogue))
    then = make_plan(person, now.on, pacing or USUAL)

    def document() -> Document:
        from npqpath.output.views.what_if import what_if_document

        return what_if_document(now, then)

    def data() -> object:
        from npqpath.output.views.what_if import what_if_json

        return what_if_json(now, then)

    give(document, data, wanted, context, on=now.on)
