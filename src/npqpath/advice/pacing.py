"""How fast somebody wants to go: how many years ahead, how much at once, and with how much time a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from npqpath.errors import UsageError

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
        raise UsageError(
            f"A plan cannot look {years} years ahead.", f"Give {FEWEST_YEARS} to {MOST_YEARS} years."
        )
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise UsageError(
            f"Nobody can plan with {hours:g} hours a week for study.",
            f"Give 0 to {MOST_HOURS} hours, such as 1.5.",
        )
    return Pacing(years, at_once, hours)
