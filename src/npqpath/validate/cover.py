"""Proofs about rules that change nothing, because other rules already say the same to everybody they match.

Of all rules that suggest one thing to a person, the strongest gives the reason that is shown; of two
that are equally strong, the one that stands first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.logic.diagram import EVERYBODY, NOBODY
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.validate.ground import Ground


def check_cover(ground: Ground) -> Iterator[Finding]:
    """Yield the rules that never win, and those that add nothing but a reason."""
    for id in ground.core.suggestible():
        yield from _check_suggestion(ground, id)


def _check_suggestion(ground: Ground, id: str) -> Iterator[Finding]:
    """Look at the rules for one suggestion, from the strongest down; those they leave over are `missed`."""
    rules = (i for i, rule in enumerate(ground.rules) if rule.suggest == id)
    order = sorted(rules, key=ground.order.__getitem__)
    missed = EVERYBODY
    before: list[int] = []
    never: set[int] = set()
    spare: list[tuple[int, int, list[int]]] = []
    for _, group in groupby(order, key=lambda index: ground.rules[index].strength):
        equal = list(group)
        for index, later in zip(equal, _not_in_later(ground, equal), strict=True):
            node = ground.core.rules[index]
            wins = ground.diagram.both(node, missed)
            if not ground.is_met(wins):
                # A rule that matches nobody at all has a finding of its own.
                if ground.is_met(node):
                    never.add(index)
                    yield _never_wins(ground, index, ground.fewest(node, _nodes(ground, before)))
            elif not ground.is_met(ground.diagram.both(wins, later)):
                spare.append((index, wins, [*before, *(i for i in equal if i > index)]))
            missed = ground.diagram.both(missed, ground.diagram.negate(node))
            before.append(index)
    for index, wins, others in spare:
        covers = ground.fewest(ground.core.rules[index], _nodes(ground, others))
        if never.intersection(covers):
            # Of two rules for the same people one is told: the one that never wins.
            nodes = _nodes(ground, [i for i in others if i not in never])
            if ground.outside(wins, nodes.values()) != NOBODY:
                continue
            covers = ground.fewest(ground.core.rules[index], nodes)
        yield _adds_nothing(ground, index, covers)


def _not_in_later(ground: Ground, rules: list[int]) -> list[int]:
    """Return for each of `rules` the people whom none of those after it matches."""
    found = [EVERYBODY]
    for index in reversed(rules[1:]):
        found.append(ground.diagram.both(found[-1], ground.diagram.negate(ground.core.rules[index])))
    return found[::-1]


def _nodes(ground: Ground, rules: list[int]) -> dict[int, int]:
    return {index: ground.core.rules[index] for index in rules}


def _never_wins(ground: Ground, index: int, covers: list[int]) -> Finding:
    rule = ground.rules[index]
    names = listed(ground.names(covers))
    verb = "matches" if len(covers) == 1 else "together match"
    return Finding(
        place=ground.rule_place(index),
        code="NP304",
        severity="warning",
        message=f'The rule "{rule.id}" never wins: {names} {verb} all the same people first.',
        cause=ground.rule_place(covers[0] if len(covers) == 1 else index),
        hint=f"All of them suggest {rule.suggest}. Make this rule narrower, stronger, or take it away.",
        example=ground.example(ground.core.rules[index]),
    )


def _adds_nothing(ground: Ground, index: int, covers: list[int]) -> Finding:
    rule = ground.rules[index]
    return Finding(
        place=ground.rule_place(index),
        code="NP305",
        severity="note",
        message=f'Without the rule "{rule.id}" everybody would still get {rule.suggest}, as strongly, '
        f"from {listed(ground.names(covers))}.",
        hint="Keep it if its reason fits these people better. If not, take it away.",
        example=ground.example(ground.core.rules[index]),
    )
