"""What a reader of a roster should know: faults grouped by what is wrong, and remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.team.roster import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.team.cells import Cells
    from npqpath.team.headings import Layout

_ROWS_TOLD = 5
"""Rows that are named where many have the same fault."""
_LONG = 80
"""Letters of a hint that is told once for each column."""
MOST_FINDINGS = 1_000
"""Different faults that are kept; who has more has the wrong file."""


class Notices:
    """Gathers what is noticed while a roster is read."""

    def __init__(self) -> None:
        self._faults: dict[tuple[str | None, str, str | None], list[int]] = {}
        self._counts: dict[tuple[str | None, str, str | None], int] = {}
        self._more = 0
        self._remarks: list[str] = []
        self._bare = 0

    def layout(self, layout: Layout) -> None:
        """Take note of headings that mean nothing here."""
        for cell, guess in layout.near.items():
            self._add(None, cell, "This column is not known, so it is left out.", f'Did you mean "{guess}"?')
        for cell in layout.twice:
            self._add(
                None, cell, "Another column says the same, so this one is left out.", "Keep one of them."
            )
        if layout.names:
            columns, are, _ = _columns(layout.names)
            self._remarks.append(f"Names are not needed and not kept, so the {columns} {are} left out.")
        if layout.unknown:
            columns, are, they = _columns(layout.unknown)
            self._remarks.append(f"The {columns} {are} not known here, so {they} {are} left out.")

    def too_long(self, row: int) -> None:
        """Take note of a row with cells beyond the last heading."""
        self._add(
            row,
            None,
            "There are more cells than headings.",
            "Look for a comma too many, and put text in quotes.",
        )

    def no_id(self, row: int) -> None:
        """Take note of a row without an id."""
        self._add(row, None, "There is no id, so the number of the row takes its place.", None)

    def twice(self, row: int, id: str, first: int) -> None:
        """Take note of an id that was there before."""
        self._add(
            row,
            None,
            f'The id "{id}" stands in row {first} too, so this row is left out.',
            "Give each person one id.",
        )

    def clash(self, row: int, message: str) -> None:
        """Take note of answers that do not go together."""
        self._add(row, None, message, "There is no advice for this person.")

    def cells(self, heading: str, cells: Cells, texts: Sequence[str], *, rows: Sequence[int]) -> None:
        """Take note of the cells of a column that could not be read, and of NPQs without a status."""
        for text, row in zip(texts, rows, strict=True):
            fault = cells.faults.get(text)
            if fault is not None:
                self._add(row, heading, *fault)
            self._bare += text in cells.bare

    def _add(self, row: int | None, column: str | None, message: str, hint: str | None) -> None:
        key = (column, message, hint)
        if key not in self._counts and len(self._counts) >= MOST_FINDINGS:
            self._more += 1
            return
        self._counts[key] = self._counts.get(key, 0) + 1
        rows = self._faults.setdefault(key, [])
        if row is not None and len(rows) < _ROWS_TOLD:
            rows.append(row)

    def findings(self) -> tuple[Finding, ...]:
        """Return the faults, in the order in which they were first seen."""
        found = []
        hints: set[tuple[str | None, str]] = set()
        for key, rows in self._faults.items():
            column, message, hint = key
            # The answers that a column takes are a long list, so it is told once.
            is_told = hint is not None and len(hint) > _LONG and (column, hint) in hints
            count = self._counts[key] if rows else 0
            found.append(Finding(tuple(rows), count, column, message, None if is_told else hint))
            if hint is not None:
                hints.add((column, hint))
        if self._more:
            found.append(Finding((), 0, None, f"There are {self._more:,} more faults like these.", None))
        return tuple(found)

    def remarks(self) -> tuple[str, ...]:
        """Return what is worth knowing although nothing is wrong."""
        if not self._bare:
            return tuple(self._remarks)
        cells = "One cell names" if self._bare == 1 else f"{self._bare:,} cells name"
        return (
            *self._remarks,
            f"{cells} an NPQ without saying how far it has got. That counts as completed.",
        )


def _columns(names: Sequence[str]) -> tuple[str, str, str]:
    """Return the columns by name, with the verb and the pronoun that fit."""
    quoted = ", ".join(f'"{name}"' for name in names)
    return (f"column {quoted}", "is", "it") if len(names) == 1 else (f"columns {quoted}", "are", "they")
