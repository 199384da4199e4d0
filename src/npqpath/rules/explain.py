"""Explanations: the smallest reason for a verdict, and the smallest change that would alter it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram

Cost = Callable[[int, int], float]
"""What it costs that a variable (its level) takes a value."""


def smallest_reason(
    diagram: Diagram, verdict: int, answers: Mapping[int, int], group: Callable[[int], object]
) -> frozenset[int]:
    """Return a smallest set of answered levels that alone force `verdict`, whatever else is answered.

    `verdict` must hold for everybody with these `answers`. Levels in one group (the parts of one
    question) are kept or dropped together and count once.
    """
    groups: dict[object, set[int]] = {}
    for level in sorted(diagram.support(verdict) & answers.keys()):
        groups.setdefault(group(level), set()).add(level)
    order = list(groups.values())
    best = list(range(len(order)))
    seen: dict[tuple[int, int], int] = {}

    def search(node: int, index: int, reason: tuple[int, ...]) -> None:
        nonlocal best
        if node == EVERYBODY:
            if len(reason) < len(best):
                best = list(reason)
            return
        if len(reason) + 1 >= len(best):
            return
        if seen.get((node, index), len(order) + 1) <= len(reason):
            return
        seen[node, index] = len(reason)
        levels = order[index]
        free = _for_all(diagram, node, levels)
        if _could_hold(diagram, free, answers):
            search(free, index + 1, reason)
        search(
            diagram.restrict(node, {level: answers[level] for level in levels}), index + 1, (*reason, index)
        )

    unknown = diagram.support(verdict) - answers.keys()
    search(_for_all(diagram, verdict, unknown), 0, ())
    return frozenset(level for index in best for level in order[index])


def _for_all(diagram: Diagram, node: int, levels: set[int] | frozenset[int]) -> int:
    return diagram.negate(diagram.forget(diagram.negate(node), levels))


def _could_hold(diagram: Diagram, node: int, answers: Mapping[int, int]) -> bool:
    return diagram.restrict(node, answers) == EVERYBODY


def smallest_change(diagram: Diagram, wanted: int, cost: Cost) -> dict[int, int] | None:
    """Return the cheapest sheet in `wanted`, or None if it is empty.

    The sheet names the variables that the diagram looks at; a variable it leaves out may have any
    value, so it needs no change.
    """
    if wanted == NOBODY:
        return None
    memo: dict[int, tuple[float, int]] = {}
    cost_of = cache(cost)

    def cheapest(node: int) -> float:
        if node == EVERYBODY:
            return 0.0
        if node not in memo:
            level = diagram.level(node)
            memo[node] = min(
                (cost_of(level, value) + cheapest(child), value)
                for value, child in enumerate(diagram.children(node))
                if child != NOBODY
            )
        return memo[node][0]

    cheapest(wanted)
    sheet: dict[int, int] = {}
    node = wanted
    while node > EVERYBODY:
        value = memo[node][1]
        sheet[diagram.level(node)] = value
        node = diagram.children(node)[value]
    return sheet
