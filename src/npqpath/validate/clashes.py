"""Proofs about two suggestions that must not stand in one plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.logic.diagram import NOBODY
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.validate.ground import Ground

NEVER_TOGETHER: tuple[tuple[str, str, str], ...] = (
    (
        "no-qualification-needed",
        "npqsenco",
        "One says that the rule for SENCOs is met, the other how to meet it.",
    ),
    (
        "build-experience-first",
        "npqel",
        "One says that a course comes too early, the other is for heads of several schools.",
    ),
    (
        "build-experience-first",
        "ehco",
        "One says that a course comes too early, the other is for heads in post.",
    ),
)
"""Two ids that no plan may hold together, and why."""


def check_clashes(ground: Ground) -> Iterator[Finding]:
    """Yield each pair of suggestions that must not meet and does, at the rule that stands later."""
    for one, other, why in NEVER_TOGETHER:
        pair = _meeting(ground, one, other)
        if pair is not None:
            names = listed(ground.names(sorted(pair)))
            yield Finding(
                place=ground.rule_place(max(pair)),
                code="NP306",
                severity="error",
                message=f"Somebody gets both {one} and {other}, which clash.",
                hint=f"{why} They come from {names}. Add an `unless` to one of them.",
                example=ground.example(ground.diagram.all_of(ground.core.rules[i] for i in pair)),
                cause=ground.rule_place(max(pair)),
            )


def _meeting(ground: Ground, one: str, other: str) -> tuple[int, int] | None:
    """Return the first two rules, one for each suggestion, that match the same person who can exist."""
    others = ground.real(ground.core.suggested(other))
    for i, rule in enumerate(ground.rules):
        if rule.suggest == one and (both := ground.diagram.both(ground.core.rules[i], others)) != NOBODY:
            partners = (j for j, rule in enumerate(ground.rules) if rule.suggest == other)
            return i, next(j for j in partners if ground.diagram.both(both, ground.core.rules[j]) != NOBODY)
    return None
