"""How fast somebody wants to go: how many years ahead, how much at once, and with how much time a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

AtOnce = Literal["one-at-a-time", "together"]

FEWEST_YEARS: Final = 1
MOST_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Pacing:
    """What somebody says about pace; `hours` are hours a week for study, or None where nothing was said."""

    years: int
    at_once: AtOnce
    hours: float | None


USUAL: Final = Pacing(3, "one-at-a-time", None)
