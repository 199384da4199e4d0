"""How far ahead and how fast somebody plans, as the plan file says it."""

from __future__ import annotations

from npqpath.advice.pacing import USUAL, Pacing, make_pacing
from npqpath.errors import UsageError
from npqpath.planbook.book import Book, Pace


def pacing_of(book: Book) -> Pacing:
    """Return the pace of a plan, the usual one where it says none. Raises `UsageError` for an odd one."""
    pace = book.pace
    if pace is None:
        return USUAL
    try:
        hours = None if pace.hours is None else float(pace.hours)
    except ValueError as error:
        raise UsageError(f'"{pace.hours}" is not a number of hours a week.', "Write one like 1.5.") from error
    return make_pacing(pace.years, pace.at_once, hours)


def pace_of(pacing: Pacing) -> Pace | None:
    """Return a pace as the file says it, or None for the usual one."""
    if pacing == USUAL:
        return None
    hours = None if pacing.hours is None else f"{pacing.hours:g}"
    return Pace(years=pacing.years, at_once=pacing.at_once, hours=hours)
