"""Spreadsheets and CSV files as rows of text, whoever made them and however wrong they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST_COLUMNS = 500
LONGEST_CELL = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its rows from the first. Rows can be read once."""

    name: str
    rows: Iterator[list[str]]
