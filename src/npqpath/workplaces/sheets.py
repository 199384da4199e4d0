"""A published file as sheets of text cells: CSV, Excel (.xlsx) or OpenDocument (.ods), told by its content.

Rows come one by one, so that a file that would fill the memory is noticed before it does.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from npqpath.errors import UserError
from npqpath.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 300_000_000
MOST_ROWS = 300_000
MOST_COLUMNS = 500
LONGEST_CELL = 5_000

SAVE_AS_CSV = "Open it in a spreadsheet program and save it as CSV, then try again with that file."
_DOWNLOAD_AGAIN = "Download it again."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its rows from the first. Rows can be read once."""

    name: str
    rows: Iterator[list[str]]


def read_sheets(path: Path) -> Iterator[Sheet]:
    """Return the sheets of a file, each to be read before the next. Raises `UserError` in plain words."""
    _check_size(path)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK"):
        yield from _read_zipped(path)
    else:
        _refuse_strangers(path, start)
        yield Sheet("", _capped(path, _csv_rows(path, start)))


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "Check the name.")
    size = path.stat().st_size
    if not size:
        raise UserError(f"{path} is empty.", _DOWNLOAD_AGAIN)
    if size > LARGEST_FILE:
        raise UserError(
            f"{path} is too big to be one of these lists ({size // 1_000_000} megabytes).",
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


def _read_zipped(path: Path) -> Iterator[Sheet]:
    from npqpath.workplaces.zipped import open_archive

    with _told_plainly(path), open_archive(path) as archive:
        if "xl/workbook.xml" in archive.names:
            from npqpath.workplaces.xlsx import sheets_of
        elif "content.xml" in archive.names:
            from npqpath.workplaces.ods import sheets_of
        else:
            raise UserError(
                f"{path} is a ZIP file without a spreadsheet in it.", "Unpack it and give the file inside."
            )
        for sheet in sheets_of(archive):
            yield Sheet(sheet.name, _capped(path, _sound(path, sheet.rows)))


def _sound(path: Path, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    # The rows are read by whoever asks for them, not in the loop that gives out the sheets.
    with _told_plainly(path):
        yield from rows


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    from npqpath.workplaces.zipped import DamagedError

    try:
        yield
    except DamagedError as error:
        raise UserError(f"{path} cannot be read: {error}.", SAVE_AS_CSV) from error


def _csv_rows(path: Path, start: bytes) -> Iterator[list[str]]:
    encoding = _encoding(path, start)
    lines = start.decode(encoding, "replace")
    delimiter = max(",\t;", key=lines.count)
    # The longest cell that the csv module takes is 131,072 letters; a longer one is no list.
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        try:
            yield from csv.reader(text, delimiter=delimiter)
        except csv.Error as error:
            raise UserError(f"{path} cannot be read as CSV: {error}.", _DOWNLOAD_AGAIN) from error


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


def _capped(path: Path, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            raise UserError(
                f"{path} has over {MOST_ROWS:,} rows, more than there are places.",
                "Check that it is the right file.",
            )
        yield [" ".join(cell[:LONGEST_CELL].split()) for cell in row[:MOST_COLUMNS]]
