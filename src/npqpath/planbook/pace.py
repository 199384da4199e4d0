"""How far ahead and how fast somebody plans, as the plan file says it."""

from __future__ import annotations

from npqpath.advice.pacing import FEWEST_YEARS, MOST_YEARS, USUAL, Pacing
from npqpath.errors import UsageError
from npqpath.planbook.book import Book, Pace

MOST_HOURS = 40


def pacing_of(book: Book) -> Pacing:
    """Return the pace of a plan, the usual one where it says none. Raises `UsageError` for an odd one."""
    pace = book.pace
    if pace is None:
        return USUAL
    if not FEWEST_YEARS <= pace.years <= MOST_YEARS:
        raise UsageError(
            f"The plan looks {pace.years} years ahead.",
            f"Write a number from {FEWEST_YEARS} to {MOST_YEARS} after `years`.",
        )
    return Pacing(pace.years, pace.at_once, None if pace.hours is None else _hours(pace.hours))


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = -1.0
    if not 0 <= hours <= MOST_HOURS:
        raise UsageError(f'"{text}" is not a number of hours a week.', "Write a number such as 1.5.")
    return hours


def pace_of(pacing: Pacing) -> Pace | None:
    """Return a pace as the file says it, or None for the usual one."""
    if pacing == USUAL:
        return None
    hours = None if pacing.hours is None else f"{pacing.hours:g}"
    return Pace(years=pacing.years, at_once=pacing.at_once, hours=hours)
