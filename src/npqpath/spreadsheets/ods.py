"""The sheets of an OpenDocument spreadsheet (.ods)."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from npqpath.spreadsheets import LONGEST_CELL, MOST_COLUMNS, Sheet
from npqpath.spreadsheets.zip_xml import Merged, XmlRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.spreadsheets.zip_xml import Archive


_HIDDEN = ("collapse", "filter")
_NUMBERS = frozenset({"float", "percentage", "currency"})


def sheets_of(archive: Archive) -> Iterator[Sheet]:
    """Return the sheets, each to be read before the next."""
    content = _Content()
    for (number, _), rows in groupby(_rows(archive, content), key=attrgetter("sheet", "name")):
        sheet = content.sheets[number]
        yield replace(sheet, rows=rows_of(rows, sheet, content.merged[number], {}))


def _rows(archive: Archive, content: _Content) -> Iterator[XmlRow]:
    for _ in archive.read_into("content.xml", content):
        yield from content.rows
        content.rows.clear()


class _Content:
    """Takes in content.xml; finished rows wait in `rows`."""

    def __init__(self) -> None:
        self.rows: list[XmlRow] = []
        # The first is for rows in no sheet.
        self.sheets = [Sheet("", iter(()))]
        self.merged: list[list[Merged]] = [[]]
        self._row = self._columns = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._span = (1, 1)
        self._is_hidden = False
        self._cells: list[str] = []
        self._row_times = self._cell_times = 1
        self._number: str | None = None
        self._text: list[str] = []
        self._depth_of_remark = self._depth_of_text = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            is_hidden = attributes.get("style-name") in self._hidden_styles
            self.sheets.append(Sheet(attributes.get("name", ""), iter(()), is_hidden))
            self.merged.append([])
            self._row, self._columns = 1, 0
        elif tag == "table-column":
            times = min(_times(attributes.get("number-columns-repeated")), MOST_COLUMNS)
            if attributes.get("visibility") in _HIDDEN:
                self.sheets[-1].hidden_columns.update(range(self._columns, self._columns + times))
            self._columns += times
        elif tag == "table-row":
            self._cells = []
            self._is_hidden = attributes.get("visibility") in _HIDDEN
            self._row_times = _times(attributes.get("number-rows-repeated"))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell_times = _times(attributes.get("number-columns-repeated"))
            self._number = attributes.get("value") if attributes.get("value-type") in _NUMBERS else None
            self._text = []
            rows, columns = (_times(attributes.get(f"number-{each}-spanned")) for each in ("rows", "columns"))
            self._span = (rows, columns)
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
            if self._span != (1, 1) and len(self.merged[-1]) < MOST_COLUMNS:
                self.merged[-1].append(Merged(self._row, len(self._cells), *self._span))
            times = min(self._cell_times, MOST_COLUMNS - len(self._cells))
            self._cells.extend([cell] * max(0, times))
        elif tag == "table-row":
            number, times = len(self.sheets) - 1, self._row_times
            self.rows.append(XmlRow(number, self.sheets[number].name, self._cells, times, self._is_hidden))
            self._row += times
        elif tag == "annotation":
            self._depth_of_remark -= 1
        elif tag in ("p", "h"):
            self._depth_of_text -= 1
            self._text.append(" ")


def _times(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else 1
