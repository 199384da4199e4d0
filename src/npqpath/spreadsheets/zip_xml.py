"""The XML inside XLSX and ODS files, read piece by piece and never trusted.

The readers are our own and small. The fast library for both formats ends the whole program when a file says
that a cell stands in the last row and column, and the usual one for ODS builds every sheet in memory.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from npqpath.spreadsheets import MOST_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from npqpath.spreadsheets import Sheet


MOST_UNPACKED = 400_000_000
_PIECE = 65_536
_MOST_ALIKE = 1000
"""How often a row that is repeated is read."""
_MOST_IN_ROW = 200_000
"""Elements, attributes and pieces of text in one row: more than the widest sheet of any program has."""
_LONGEST_TAG = 1_000_000
"""Bytes from which nothing is learned, because a tag that began goes on and on."""
_UNITS = frozenset({"row", "table-row", "si", "style"})
"""Elements of which a file may have as many as it likes, because each is done with when it ends."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ParseError),
    # What zipfile lets through for places and lengths that make no sense.
    *(EOFError, OSError, ValueError, OverflowError, NotImplementedError),
)


class DamagedError(Exception):
    """The file is not what it claims to be; the text of the error says what is wrong, without a full stop."""


@dataclass(frozen=True, slots=True)
class XmlRow:
    """A row as files hold it: with the sheet it belongs to, and repeated so many times."""

    sheet: int
    name: str
    cells: list[str]
    times: int = 1
    is_hidden: bool = False

    def each(self) -> Iterator[list[str]]:
        """Return the row as often as it stands there; empty rows, which can be a million, not that often."""
        if self.times > _MOST_ALIKE and any(self.cells):
            raise DamagedError("a row is repeated more often than in any list")
        for _ in range(min(self.times, _MOST_ALIKE)):
            yield self.cells


@dataclass(frozen=True, slots=True)
class Merged:
    """Merged cells: the row from 1 and the column from 0 where they begin, and how many there are."""

    row: int
    column: int
    rows: int
    columns: int


def rows_of(
    rows: Iterable[XmlRow], sheet: Sheet, merged: Sequence[Merged], texts: dict[Merged, str]
) -> Iterator[list[str]]:
    """Yield the rows of a sheet, the text of merged cells in each of them, and note which are hidden."""
    number = 0
    for row in rows:
        for cells in row.each():
            number += 1
            if row.is_hidden:
                sheet.hidden_rows.add(number)
            yield _filled(cells, number, merged, texts) if merged else cells


def _filled(cells: list[str], number: int, merged: Sequence[Merged], texts: dict[Merged, str]) -> list[str]:
    for span in merged:
        if span.row <= number < span.row + span.rows:
            end = min(span.column + span.columns, MOST_COLUMNS)
            cells = [*cells, *[""] * (end - len(cells))]
            text = texts.setdefault(span, cells[span.column] if span.column < end else "")
            cells[span.column : end] = [text] * (end - span.column)
    return cells


class Target(Protocol):
    """What takes the XML in: the beginnings and ends of elements, and the text between them."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        ...

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        ...

    def data(self, text: str) -> None:
        """Take text."""
        ...


@dataclass(slots=True)
class Archive:
    """An open file; `names` are its members. All reading together is capped."""

    _file: zipfile.ZipFile
    names: frozenset[str]
    _left: int

    def read_into(self, name: str, target: Target) -> Iterator[None]:
        """Feed a member to the target, stopping after every piece. Raises `DamagedError`."""
        guard = _Guard(target)
        parser = XMLParser(target=guard)
        silent = 0
        try:
            if self._file.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise DamagedError("it is packed in a way that no spreadsheet is")
            with self._file.open(name) as member:
                while piece := member.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise DamagedError("it unpacks to far more than a list holds")
                    before = guard.events
                    parser.feed(piece)
                    silent = silent + len(piece) if guard.events == before else 0
                    if silent > _LONGEST_TAG:
                        raise DamagedError("one tag in it never ends")
                    yield
            parser.close()
            yield
        except KeyError as error:
            raise DamagedError("a part of it is missing") from error
        except _DAMAGE as error:
            raise DamagedError("it is damaged") from error
        except RuntimeError as error:
            # What zipfile says of a member with a password.
            raise DamagedError("it has a password") from error

    def read_whole(self, name: str, target: Target) -> None:
        """Feed a whole member to the target."""
        for _ in self.read_into(name, target):
            pass


class _Guard:
    """Passes everything on without namespaces, and refuses what no spreadsheet program writes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._short: dict[str, str] = {}
        self._in_row = 0
        self.events = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count(1 + len(attributes))
        self._target.start(self._local(tag), {self._local(name): text for name, text in attributes.items()})

    def data(self, text: str) -> None:
        self._count(1)
        self._target.data(text)

    def end(self, tag: str) -> None:
        local = self._local(tag)
        self._target.end(local)
        if local in _UNITS:
            self._in_row = 0

    def _count(self, events: int) -> None:
        self.events += events
        self._in_row += events
        if self._in_row > _MOST_IN_ROW:
            raise DamagedError("a row of it holds more than any list does")

    def doctype(self, *_: object) -> None:
        # Entities that multiply are declared here.
        raise DamagedError("it holds declarations that no spreadsheet has")

    def close(self) -> None:
        return

    def _local(self, tag: str) -> str:
        if tag not in self._short:
            self._short[tag] = tag.rpartition("}")[2]
        return self._short[tag]


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an XLSX or ODS file. Raises `DamagedError`."""
    try:
        with zipfile.ZipFile(path) as file:
            yield Archive(file, frozenset(file.namelist()), MOST_UNPACKED)
    except _DAMAGE as error:
        raise DamagedError("it is damaged") from error
