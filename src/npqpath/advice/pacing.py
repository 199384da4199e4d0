"""Stretches of time on a timeline, and how fast somebody wants to go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from npqpath.errors import UsageError
from npqpath.words import months_apart

BarKind = Literal["step", "apply", "study", "coaching", "assessment", "use", "review", "act", "deadline"]
"""What a stretch of time is for: a next step, registering, a course, coaching, an assessment, using what a
course taught, looking back, what to do today because of the law, and the months by which it asks for
something."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of whole months; `starts` and `ends` are the first days of its first and its last month.

    `expected` is true where the dates rest on what is usual and nobody has announced them. `id` names the
    qualification or next step, and `note` says in a sentence or two what there is to know.
    """

    id: str | None
    kind: BarKind
    label: str
    starts: dt.date
    ends: dt.date
    expected: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars of some years, by the month they start; `first` and `last` are the first days of months.

    `remarks` say what the bars cannot, such as a deadline that they miss.
    """

    first: dt.date
    last: dt.date
    bars: tuple[Bar, ...]
    remarks: tuple[str, ...]

    @property
    def years(self) -> int:
        """How many years it covers."""
        return (months_apart(self.first, self.last) + 1) // 12


def when_text(bar: Bar) -> str:
    """Return the months of a bar in few letters: "Nov 2027 to Oct 2028", or one month alone."""
    first, last = f"{bar.starts:%b %Y}", f"{bar.ends:%b %Y}"
    when = first if first == last else f"{first} to {last}"
    return f"{when} (expected)" if bar.expected else when


AtOnce = Literal["one-at-a-time", "together"]

FEWEST_YEARS: Final = 1
MOST_YEARS: Final = 5
MOST_HOURS: Final = 40


@dataclass(frozen=True, slots=True)
class Pacing:
    """What somebody says about pace; `hours` are hours a week for study, or None where nothing was said."""

    years: int
    at_once: AtOnce
    hours: float | None


USUAL: Final = Pacing(3, "one-at-a-time", None)


def make_pacing(years: int, at_once: AtOnce, hours: float | None) -> Pacing:
    """Return the pace that somebody asks for. Raises `UsageError` for years or hours that cannot be."""
    if not FEWEST_YEARS <= years <= MOST_YEARS:
        hint = f"Give {FEWEST_YEARS} to {MOST_YEARS} years."
        raise UsageError(f"A plan cannot look {years} years ahead.", hint)
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        hint = f"Give 0 to {MOST_HOURS} hours, such as 1.5."
        raise UsageError(f"Nobody can plan with {hours:g} hours a week for study.", hint)
    return Pacing(years, at_once, hours)
