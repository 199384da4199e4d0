"""The sheets of an OpenDocument spreadsheet (.ods)."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from npqpath.spreadsheets import LONGEST_CELL, MOST_COLUMNS, Sheet
from npqpath.spreadsheets.zip_xml import XmlRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.spreadsheets.zip_xml import Archive


_NUMBERS = frozenset({"float", "percentage", "currency"})


def sheets_of(archive: Archive) -> Iterator[Sheet]:
    """Return the sheets, each to be read before the next."""
    for (_, name), rows in groupby(_rows(archive), key=attrgetter("sheet", "name")):
        yield Sheet(name, _repeated(rows))


def _rows(archive: Archive) -> Iterator[XmlRow]:
    content = _Content()
    for _ in archive.read_into("content.xml", content):
        yield from content.rows
        content.rows.clear()


def _repeated(rows: Iterator[XmlRow]) -> Iterator[list[str]]:
    for row in rows:
        yield from row.each()


class _Content:
    """Takes in content.xml; finished rows wait in `rows`."""

    def __init__(self) -> None:
        self.rows: list[XmlRow] = []
        self._sheet, self._name = 0, ""
        self._cells: list[str] = []
        self._row_times = self._cell_times = 1
        self._number: str | None = None
        self._text: list[str] = []
        self._depth_of_remark = self._depth_of_text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self._sheet += 1
            self._name = attributes.get("name", "")
        elif tag == "table-row":
            self._cells = []
            self._row_times = _times(attributes.get("number-rows-repeated"))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell_times = _times(attributes.get("number-columns-repeated"))
            self._number = attributes.get("value") if attributes.get("value-type") in _NUMBERS else None
            self._text = []
        elif tag == "annotation":
            self._depth_of_remark += 1
        elif tag in ("p", "h"):
            self._depth_of_text += 1
        elif tag in ("s", "tab", "line-break"):
            self._text.append(" ")

    def data(self, text: str) -> None:
        if self._depth_of_text and not self._depth_of_remark and len(self._text) < LONGEST_CELL:
            self._text.append(text[:LONGEST_CELL])

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            cell = self._number if self._number is not None else "".join(self._text)
            times = min(self._cell_times, MOST_COLUMNS - len(self._cells))
            self._cells.extend([cell] * max(0, times))
        elif tag == "table-row":
            self.rows.append(XmlRow(self._sheet, self._name, self._cells, self._row_times))
        elif tag == "annotation":
            self._depth_of_remark -= 1
        elif tag in ("p", "h"):
            self._depth_of_text -= 1
            self._text.append(" ")


def _times(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else 1
