"""A linear model as data: columns, rows and expressions, with nothing of a solver in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Expression: TypeAlias = dict[int, float]
"""A sum of columns, each times a factor."""

NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """low <= the sum of columns times factors <= high."""

    low: float
    high: float
    factors: Expression


@dataclass(frozen=True, slots=True)
class Stage:
    """One aim as a sum to make as large as possible; `constant` is what it reaches without any column."""

    id: str
    factors: Expression
    constant: float = 0.0


@dataclass(slots=True)
class Model:
    """Columns (0 to `uppers`, whole numbers) and rows, built up by the functions that know what they mean."""

    uppers: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, upper: float = 1.0) -> int:
        """Add a column of whole numbers from 0 to `upper` and return its number."""
        self.uppers.append(upper)
        return len(self.uppers) - 1

    def at_most(self, factors: Expression, high: float) -> None:
        """Add a row: the sum is no more than `high`."""
        self.rows.append(Row(-NO_LIMIT, high, factors))

    def at_least(self, factors: Expression, low: float) -> None:
        """Add a row: the sum is no less than `low`."""
        self.rows.append(Row(low, NO_LIMIT, factors))

    def any_of(self, columns: Iterable[int]) -> int:
        """Return a new column that can only be 1 where one of `columns` is."""
        found = self.column()
        self.at_least({**dict.fromkeys(columns, 1.0), found: -1.0}, 0.0)
        return found
