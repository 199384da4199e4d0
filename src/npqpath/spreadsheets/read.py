"""A file as sheets of text cells: CSV, Excel (.xlsx) or OpenDocument (.ods), told by its content.

Rows come one by one, so that a file that would fill the memory is noticed before it does. Cells are as they
stand in the file; `tidied` takes the stray spaces out.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

from npqpath.errors import UserError
from npqpath.spreadsheets.sheet import LONGEST_CELL, MOST_COLUMNS, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_LONGEST_ROW = 1_000_000
"""Letters of a row in a CSV file."""
_DELIMITERS = ",\t;"

SAVE_AS_CSV = "Open it in a spreadsheet program and save it as CSV, then try again with that file."


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a file is read for: how big it may be, and how to speak of it.

    `is_a` follows "too big to be", `most` follows "over so many rows,", and `again` says how to mend it.
    """

    is_a: str
    most: str
    again: str
    most_rows: int
    most_bytes: int


def read_sheets(path: Path, purpose: Purpose) -> Iterator[Sheet]:
    """Return the sheets of a file, each to be read before the next. Raises `UserError` in plain words."""
    _check_size(path, purpose)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK"):
        yield from _read_zipped(path, purpose)
    else:
        _refuse_strangers(path, start)
        yield Sheet("", _capped(path, purpose, _csv_rows(path, purpose, start)))


def tidied(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Return the rows with cells on one line, without stray spaces, and no longer than a cell is."""
    for row in rows:
        yield [" ".join(cell[:LONGEST_CELL].split()) for cell in row[:MOST_COLUMNS]]


def _check_size(path: Path, purpose: Purpose) -> None:
    if path.is_dir():
        raise UserError(f"{path} is a folder, not a file.", "Name a file inside it.")
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "Check the name.")
    size = path.stat().st_size
    if not size:
        raise UserError(f"{path} is empty.", purpose.again)
    if size > purpose.most_bytes:
        raise UserError(
            f"{path} is too big to be {purpose.is_a} ({size // 1_000_000} megabytes).",
            "Check that it is the right file.",
        )


def _refuse_strangers(path: Path, start: bytes) -> None:
    """Refuse files that people often have by mistake, and say what they are."""
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(f"{path} is an old Excel file, or has a password.", SAVE_AS_CSV)
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UserError(
            f"{path} is a web page, not a list.",
            "Download the spreadsheet itself, from the link on the page.",
        )
    if head.startswith(b"%pdf"):
        raise UserError(f"{path} is a PDF, not a list.", "Download the spreadsheet instead.")
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in start:
        raise UserError(f"{path} is not a spreadsheet.", "It has to be a CSV, XLSX or ODS file.")


def _read_zipped(path: Path, purpose: Purpose) -> Iterator[Sheet]:
    from npqpath.spreadsheets.zip_xml import open_archive

    with _told_plainly(path), open_archive(path) as archive:
        if "xl/workbook.xml" in archive.names:
            from npqpath.spreadsheets.xlsx import sheets_of
        elif "content.xml" in archive.names:
            from npqpath.spreadsheets.ods import sheets_of
        else:
            raise UserError(
                f"{path} is a ZIP file without a spreadsheet in it.", "Unpack it and give the file inside."
            )
        for sheet in sheets_of(archive):
            yield Sheet(sheet.name, _capped(path, purpose, _sound(path, sheet.rows)))


def _sound(path: Path, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    # The rows are read by whoever asks for them, not in the loop that gives out the sheets.
    with _told_plainly(path):
        yield from rows


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    from npqpath.spreadsheets.zip_xml import DamagedError

    try:
        yield
    except DamagedError as error:
        raise UserError(f"{path} cannot be read: {error}.", SAVE_AS_CSV) from error


def _csv_rows(path: Path, purpose: Purpose, start: bytes) -> Iterator[list[str]]:
    encoding = _encoding(path, start)
    delimiter = _delimiter(start.decode(encoding, "replace"))
    # The longest cell that the csv module takes is 131,072 letters; a longer one is no list.
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        lines = _Lines(text)
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                lines.letters = 0
                yield row
        except csv.Error as error:
            raise UserError(f"{path} cannot be read as CSV: {error}.", purpose.again) from error


class _Lines:
    """The lines of a text; all those of one row together have an end."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.letters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_ROW)
        self.letters += len(line)
        if self.letters >= _LONGEST_ROW:
            raise csv.Error("a row of it is longer than in any list")
        if not line:
            raise StopIteration
        return line


def _delimiter(text: str) -> str:
    """Return what most lines have; within a cell, commas and semicolons stand now and then only."""
    lines = text.splitlines()
    return max(_DELIMITERS, key=lambda mark: (sum(mark in line for line in lines), text.count(mark)))


def _encoding(path: Path, start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # The register's own extract is in Windows letters; most other files are in UTF-8.
    with path.open("rb") as file:
        decoder = io.TextIOWrapper(file, "utf-8")
        try:
            while decoder.read(1_000_000):
                pass
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _capped(path: Path, purpose: Purpose, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    return chain(islice(rows, purpose.most_rows), _refuse_more(path, purpose, rows))


def _refuse_more(path: Path, purpose: Purpose, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for _ in rows:
        raise UserError(
            f"{path} has over {purpose.most_rows:,} rows, {purpose.most}.",
            "Check that it is the right file.",
        )
    yield from ()
