"""What is another line of advice now, in words, and the reason from the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from npqpath.advice.phrases import listed, reason_for
from npqpath.advice.plan import Plan
from npqpath.advice.reasons import explain
from npqpath.planbook.book import Line
from npqpath.planbook.starting import lines_of

What: TypeAlias = Literal["new", "gone", "unknown", "certainty", "strength", "funding", "first"]


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is another now. `before` and `after` are in the terms of the file; `because` are facts.

    "unknown" is a line whose qualification or next step the data no longer knows.
    """

    what: What
    id: str
    name: str
    before: str | None
    after: str | None
    because: tuple[str, ...]


def changes_between(old: tuple[Line, ...], plan: Plan) -> Iterator[Change]:
    """Yield what `plan` says otherwise than the lines kept before."""
    was = {line.id: line for line in old}
    lines = lines_of(plan)
    now = {line.id: line for line in lines}
    if old and lines and old[0].id != lines[0].id:
        first = lines[0]
        yield Change("first", first.id, first.name, old[0].name, first.name, ())
    for line in lines:
        if line.id not in was:
            yield Change("new", line.id, line.name, None, line.strength, _why(plan, line.id))
        else:
            yield from _moves(was[line.id], line, plan)
    for line in old:
        if line.id not in now:
            yield _gone(line, plan)


def _moves(before: Line, after: Line, plan: Plan) -> Iterator[Change]:
    id, name = after.id, after.name
    if before.certainty != after.certainty:
        why = _why(plan, id)
        yield Change("certainty", id, name, before.certainty, after.certainty, why)
    if before.strength != after.strength:
        yield Change("strength", id, name, before.strength, after.strength, (reason_for(after),))
    if before.funding != after.funding:
        funding = next((step.funding for step in plan.steps if step.suggestion.id == id), None)
        because = (funding.because,) if funding else ()
        yield Change("funding", id, name, before.funding, after.funding, because)


def _gone(line: Line, plan: Plan) -> Change:
    catalogue = plan.core.catalogue
    if line.id not in (*catalogue.qualifications_by_id, *catalogue.next_steps_by_id):
        return Change("unknown", line.id, line.name, line.strength, None, ())
    return Change("gone", line.id, line.name, line.strength, None, _why(plan, line.id))


def _why(plan: Plan, id: str) -> tuple[str, ...]:
    """Return the facts that settle whether something is suggested: a smallest set that does."""
    reason = explain(plan.person, id)
    if reason.verdict == "possible":
        return (f"it hangs on your answer to {listed(ask for _, ask in reason.hangs_on[:2])}",)
    held = tuple(fact.text for fact in reason.facts if fact.holds)
    return held or tuple(fact.text for fact in reason.facts)
