"""The flags that say how fast somebody wants to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.pacing import Pacing

MOST_HOURS = 40


def read_pacing(years: int | None, hours: float | None, *, together: bool) -> Pacing:
    """Return the pace that the flags ask for. Raises `UsageError` for years or hours that cannot be."""
    from npqpath.advice.pacing import FEWEST_YEARS, MOST_YEARS, USUAL, Pacing

    years = USUAL.years if years is None else years
    if not FEWEST_YEARS <= years <= MOST_YEARS:
        raise UsageError(
            f"A plan cannot look {years} years ahead.", f"Give {FEWEST_YEARS} to {MOST_YEARS} after --years."
        )
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise UsageError(
            f"Nobody can plan with {hours:g} hours a week for study.",
            f"Give 0 to {MOST_HOURS} after --hours, such as --hours 2.",
        )
    return Pacing(years, "together" if together else USUAL.at_once, hours)
