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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


MOST_UNPACKED = 400_000_000
_PIECE = 65_536
_MOST_EMPTY = 1000
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

    def each(self) -> Iterator[list[str]]:
        """Return the row as often as it stands there; empty rows, which can be a million, not that often."""
        times = self.times if any(self.cells) else min(self.times, _MOST_EMPTY)
        for _ in range(times):
            yield self.cells


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
        parser = XMLParser(target=_Guard(target))
        try:
            if self._file.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise DamagedError("it is packed in a way that no spreadsheet is")
            with self._file.open(name) as member:
                while piece := member.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise DamagedError("it unpacks to far more than a list holds")
                    parser.feed(piece)
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
        self.data = target.data
        self._short: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._target.start(self._local(tag), {self._local(name): text for name, text in attributes.items()})

    def end(self, tag: str) -> None:
        self._target.end(self._local(tag))

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
