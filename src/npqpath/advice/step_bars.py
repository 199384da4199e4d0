"""Next steps as bars in the time between courses, with a look back at each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from npqpath.advice.bars import Bar, months_apart
from npqpath.advice.calendar import months_after
from npqpath.advice.suggestions import Suggestion
from npqpath.catalogue.catalogue import Catalogue

NOTHING_TO_DO = ("no-qualification-needed",)
LOOK_BACK = "Look back at how it is going"
AGAIN = "Answer the questions again and see what has changed"
LEAST_MONTHS = 3
"""A shorter time between two courses is left free."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Time with no course in it, from the first day of its first month to that of its last."""

    starts: dt.date
    ends: dt.date


def next_steps(chosen: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the next steps that are something to do and fit for certain, best first."""
    return [
        each
        for each in chosen
        if each.kind == "next-step" and each.id not in NOTHING_TO_DO and each.certainty == "certain"
    ]


def step_bars(gap: Gap, steps: Sequence[Suggestion], catalogue: Catalogue) -> Iterator[Bar]:
    """Yield one step after another until the gap is full or there are no more.

    After one that has a time of its own everything is asked again.
    """
    pace, starts = catalogue.pathways.pace, gap.starts
    for each in steps:
        if months_apart(starts, gap.ends) + 1 < LEAST_MONTHS:
            return
        takes = catalogue.next_step(each.id).takes or pace.step
        ends = min(gap.ends, months_after(starts, takes.months - 1))
        yield Bar(each.id, "step", each.name, starts, ends, False, takes.text)
        look_back = months_after(starts, pace.look_back.months)
        if look_back <= ends:
            yield Bar(None, "review", LOOK_BACK, look_back, look_back, False, pace.look_back.text)
        starts = months_after(ends, 1)
        if takes is not pace.step and starts <= gap.ends:
            yield Bar(None, "review", AGAIN, starts, starts, False)
