"""A file as sheets of text cells: CSV, Excel (.xlsx) or OpenDocument (.ods), told by its content.

Rows come one by one, so that a file that would fill the memory is noticed before it does. Cells are as they
stand in the file; `tidied` takes the stray spaces out.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from npqpath.errors import UsageError, UserError
from npqpath.spreadsheets import LONGEST_CELL, MOST_COLUMNS, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


_LONGEST_ROW = 1_000_000
"""Letters of a row in a CSV file."""
_DELIMITERS = ",\t;|"

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


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is being read: where it is, what people call it, and what for."""

    path: Path
    name: str
    purpose: Purpose


def read_sheets(path: Path, purpose: Purpose, name: str | None = None) -> Iterator[Sheet]:
    """Return the sheets of a file, each to be read before the next. Raises `UserError` in plain words.

    `name` is what the file is called in them, where that is not its path.
    """
    file = _File(path, name or str(path), purpose)
    _check_size(file)
    with path.open("rb") as stream:
        start = stream.read(4096)
    if start.startswith(b"PK"):
        yield from _read_zipped(file)
    else:
        _refuse_strangers(file.name, start)
        yield Sheet("", _capped(file, _csv_rows(file, start)))


def tidied(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Return the rows with cells on one line, without stray spaces, and no longer than a cell is."""
    for row in rows:
        yield [" ".join(cell[:LONGEST_CELL].split()) for cell in row[:MOST_COLUMNS]]


def _check_size(file: _File) -> None:
    path, name, purpose = file.path, file.name, file.purpose
    if path.is_dir():
        raise UserError(f"{name} is a folder, not a file.", "Name a file inside it.")
    if not path.exists():
        raise UsageError(f"There is no file {name}.", "Check the name.")
    if not path.is_file():
        # Reading a pipe might wait for ever.
        raise UserError(f"{name} is not a file.", "Name a CSV, XLSX or ODS file.")
    size = path.stat().st_size
    if not size:
        raise UserError(f"{name} is empty.", purpose.again)
    if size > purpose.most_bytes:
        raise UserError(
            f"{name} is too big to be {purpose.is_a} ({size // 1_000_000} megabytes).",
            "Check that it is the right file.",
        )


def _refuse_strangers(name: str, start: bytes) -> None:
    """Refuse files that people often have by mistake, and say what they are."""
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(f"{name} is an old Excel file, or has a password.", SAVE_AS_CSV)
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UserError(
            f"{name} is a web page, not a list.",
            "Download the spreadsheet itself, from the link on the page.",
        )
    if head.startswith(b"%pdf"):
        raise UserError(f"{name} is a PDF, not a list.", "Download the spreadsheet instead.")
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in start:
        raise UserError(f"{name} is not a spreadsheet.", "It has to be a CSV, XLSX or ODS file.")


def _read_zipped(file: _File) -> Iterator[Sheet]:
    from npqpath.spreadsheets.zip_xml import open_archive

    with _told_plainly(file), open_archive(file.path) as archive:
        if "xl/workbook.xml" in archive.names:
            from npqpath.spreadsheets.xlsx import sheets_of
        elif "content.xml" in archive.names:
            from npqpath.spreadsheets.ods import sheets_of
        else:
            raise UserError(
                f"{file.name} is a ZIP file without a spreadsheet in it.",
                "Unpack it and give the file inside.",
            )
        for sheet in sheets_of(archive):
            yield replace(sheet, rows=_capped(file, _sound(file, sheet.rows)))


def _sound(file: _File, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    # The rows are read by whoever asks for them, not in the loop that gives out the sheets.
    with _told_plainly(file):
        yield from rows


@contextmanager
def _told_plainly(file: _File) -> Iterator[None]:
    from npqpath.spreadsheets.zip_xml import DamagedError

    try:
        yield
    except DamagedError as error:
        raise UserError(f"{file.name} cannot be read: {error}.", SAVE_AS_CSV) from error


def _csv_rows(file: _File, start: bytes) -> Iterator[list[str]]:
    encoding = _encoding(file.path, start)
    delimiter = _delimiter(start.decode(encoding, "replace"))
    # The longest cell that the csv module takes is 131,072 letters; a longer one is no list.
    with file.path.open(encoding=encoding, errors="replace", newline="") as text:
        lines = _Lines(text)
        try:
            for row in csv.reader(lines, delimiter=delimiter):
                if len(lines.texts) > 1 and sum(line.count('"') for line in lines.texts) % 2:
                    raise UserError(
                        f"{file.name} has a quotation mark in line {lines.first} that is never closed.",
                        "Close it at the end of that cell, or take it away; what follows it is in one cell.",
                    )
                lines.begin_row()
                yield row
        except csv.Error as error:
            raise UserError(f"{file.name} cannot be read as CSV: {error}.", file.purpose.again) from error


class _Lines:
    """The lines of a text; all those of one row together have an end."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._letters = 0
        self.first = 1
        self.texts: list[str] = []

    def begin_row(self) -> None:
        """Begin a row, which may have several lines."""
        self._letters = 0
        self.first += len(self.texts)
        self.texts.clear()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_ROW)
        self._letters += len(line)
        if self._letters >= _LONGEST_ROW:
            raise csv.Error("a row of it is longer than in any list")
        if not line:
            raise StopIteration
        self.texts.append(line)
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


def _capped(file: _File, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from islice(rows, file.purpose.most_rows)
    for _ in rows:
        message = f"{file.name} has over {file.purpose.most_rows:,} rows, {file.purpose.most}."
        raise UserError(message, "Check that it is the right file.")
