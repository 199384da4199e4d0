"""The sheets of an Excel workbook (.xlsx)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.spreadsheets import LONGEST_CELL, MOST_COLUMNS, Sheet
from npqpath.spreadsheets.zip_xml import DamagedError, Merged, XmlRow, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.spreadsheets.zip_xml import Archive


_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED = "xl/sharedStrings.xml"
_MOST_SHARED = 2_000_000
_COLUMN = re.compile(r"([A-Z]{1,3})\d*")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")
_WHOLE_NUMBER = re.compile(r"(\d{1,15})\.0+")


def sheets_of(archive: Archive) -> Iterator[Sheet]:
    """Return the sheets in the order of the workbook, each to be read before the next."""
    book, relations, shared = _Elements("sheet"), _Elements("Relationship"), _Shared()
    archive.read_whole(_WORKBOOK, book)
    archive.read_whole(_RELATIONS, relations)
    if _SHARED in archive.names:
        archive.read_whole(_SHARED, shared)
    files = {each.get("Id", ""): each.get("Target", "") for each in relations.found}
    for sheet in book.found:
        # A chart sheet has no rows, and a sheet without a file is no sheet.
        name = posixpath.normpath(posixpath.join("/xl", files.get(sheet.get("id", ""), ""))).lstrip("/")
        if name in archive.names:
            found = Sheet(sheet.get("name", ""), iter(()), sheet.get("state", "visible") != "visible")
            yield replace(found, rows=_rows(archive, name, shared.texts, found))


def _rows(archive: Archive, name: str, shared: list[str], sheet: Sheet) -> Iterator[list[str]]:
    # Which cells are merged stands behind the rows.
    elements = _Elements("mergeCell")
    archive.read_whole(name, elements)
    merged = [span for each in elements.found if (span := _merged(each.get("ref", "")))]
    return rows_of(_xml_rows(archive, name, _Content(shared, sheet)), sheet, merged, {})


def _xml_rows(archive: Archive, name: str, content: _Content) -> Iterator[XmlRow]:
    for _ in archive.read_into(name, content):
        yield from content.rows
        content.rows.clear()


def _merged(reference: str) -> Merged | None:
    """Return the cells of "A1:B3"."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]), _column(match[1], 0)
    return Merged(row, column, int(match[4]) - row + 1, _column(match[3], 0) - column + 1)


class _Elements:
    """Keeps the attributes of the elements of one name."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self.found: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._tag and len(self.found) < MOST_COLUMNS:
            self.found.append(attributes)

    def data(self, text: str) -> None:
        """Text does not matter here."""

    def end(self, tag: str) -> None:
        """Nor do ends."""


class _Text:
    """Gathers the text of `t` elements, without the reading aids for Japanese that stand in `rPh`."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._is_text = self._is_aid = False

    def start(self, tag: str) -> None:
        self._is_text = tag in ("t", "v")
        self._is_aid = self._is_aid or tag == "rPh"

    def data(self, text: str) -> None:
        if self._is_text and not self._is_aid and len(self.pieces) < LONGEST_CELL:
            self.pieces.append(text[:LONGEST_CELL])

    def end(self, tag: str) -> None:
        self._is_text = False
        self._is_aid = self._is_aid and tag != "rPh"

    def take(self) -> str:
        """Return the text so far, and begin again."""
        text = "".join(self.pieces)[:LONGEST_CELL]
        self.pieces.clear()
        return text


class _Shared:
    """Takes in sharedStrings.xml: `texts` are the texts to which cells point by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._text = _Text()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        self._text.start(tag)

    def data(self, text: str) -> None:
        self._text.data(text)

    def end(self, tag: str) -> None:
        self._text.end(tag)
        if tag == "si":
            if len(self.texts) >= _MOST_SHARED:
                raise DamagedError("it holds more texts than a list does")
            self.texts.append(self._text.take())


class _Content:
    """Takes in a sheet; finished rows wait in `rows`."""

    def __init__(self, shared: list[str], sheet: Sheet) -> None:
        self.rows: list[XmlRow] = []
        self._shared = shared
        self._sheet = sheet
        self._is_hidden = False
        self._text = _Text()
        self._cells: list[str] = []
        self._column = self._row = 0
        self._type = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._text.start(tag)
        if tag == "row":
            self._leave_out_to(attributes.get("r", ""))
            self._cells = []
            self._is_hidden = attributes.get("hidden") in _TRUE
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            last = min(int(attributes.get("max", "0")), MOST_COLUMNS)
            self._sheet.hidden_columns.update(range(int(attributes.get("min", "1")) - 1, last))
        elif tag == "c":
            self._column = _column(attributes.get("r", ""), len(self._cells))
            self._type = attributes.get("t", "n")
            self._text.take()

    def data(self, text: str) -> None:
        self._text.data(text)

    def end(self, tag: str) -> None:
        self._text.end(tag)
        if tag == "c" and self._column < MOST_COLUMNS:
            self._cells += [""] * (self._column + 1 - len(self._cells))
            self._cells[self._column] = self._cell(self._text.take())
        elif tag == "row":
            self._row += 1
            self.rows.append(XmlRow(0, "", self._cells, is_hidden=self._is_hidden))

    def _cell(self, text: str) -> str:
        if self._type == "s":
            at = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
            return self._shared[at] if 0 <= at < len(self._shared) else ""
        if self._type == "e":
            # A formula without a value, such as #N/A.
            return ""
        if self._type == "n":
            whole = _WHOLE_NUMBER.fullmatch(text)
            return whole[1] if whole else text
        return text

    def _leave_out_to(self, number: str) -> None:
        """Put in the empty rows that the file leaves out, so that the numbers of rows stay right."""
        if number.isascii() and number.isdigit() and len(number) < 9:
            gap = int(number) - 1 - self._row
            if gap > 0:
                self.rows.append(XmlRow(0, "", [], gap))
                self._row += gap


def _column(reference: str, following: int) -> int:
    """Return the column of "AB12", counted from 0; without a reference the one that follows."""
    match = _COLUMN.fullmatch(reference)
    if not match:
        return following
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
