"""What the questions have to settle: the lines of a plan, of a funding check, or one suggestion."""

from __future__ import annotations

from npqpath.advice.core import STRENGTHS, CompiledRules
from npqpath.advice.funding import UNPAID
from npqpath.logic.diagram import EVERYBODY


def plan_goal(core: CompiledRules, cohort: str) -> tuple[int, ...]:
    """Return the lines of a whole plan: suggestions by strength, funding of what is suggested, deadlines."""
    rules = core.catalogue.pathways.rules
    lines = [
        core.suggested(id, strength)
        for id in core.suggestible()
        for strength in STRENGTHS
        if any(rule.suggest == id and rule.strength == strength for rule in rules)
    ]
    for id in core.suggestible():
        if id in core.catalogue.cohort(cohort).offers:
            suggested = core.suggested(id)
            lines += [core.diagram.both(suggested, line) for line in funding_goal(core, cohort, (id,))]
    for deadline, node in zip(core.catalogue.pathways.deadlines, core.deadlines, strict=True):
        lines.append(core.diagram.both(node, core.suggested(deadline.qualification)))
    return _worth_asking(lines)


def funding_goal(core: CompiledRules, cohort: str, ids: tuple[str, ...]) -> tuple[int, ...]:
    """Return the lines of a funding check: each outcome of each qualification that the cohort offers.

    Those that pay nothing are one line, because nobody is asked which of them it is. A row that only needs an
    answer decides nothing itself: whatever the answer decides is in other rows.
    """
    table = core.catalogue.cohort(cohort)
    lines: list[int] = []
    for id in ids:
        if id not in table.offers:
            continue
        outcomes: dict[str, list[int]] = {}
        for row, node in core.funding_rows(cohort, id):
            outcome = table.funding[row].outcome
            if outcome is not None:
                outcomes.setdefault("unpaid" if outcome in UNPAID else outcome, []).append(node)
        lines += [core.diagram.any_of(nodes) for nodes in outcomes.values()]
    return _worth_asking(lines)


def suggestion_goal(core: CompiledRules, id: str) -> tuple[int, ...]:
    """Return the one line of whether something is suggested."""
    return _worth_asking([core.suggested(id)])


def _worth_asking(lines: list[int]) -> tuple[int, ...]:
    return tuple(line for line in dict.fromkeys(lines) if line > EVERYBODY)
