"""Spreadsheets and CSV files as rows of text, whoever made them and however wrong they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_COLUMNS = 500
LONGEST_CELL = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its rows from the first. Rows can be read once.

    What is hidden in it is known as far as its rows were read: rows by their numbers from 1, columns from 0.
    """

    name: str
    rows: Iterator[list[str]]
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
