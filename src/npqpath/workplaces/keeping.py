"""The workplaces file: compressed lines of JSON, one for each place, and an index of their words.

The first line says what the file holds and how long its parts are. After it come the closed places, the
numbers of childminders, the places, where each place begins, and the index. Only the places that a search
finds are read as JSON, so that opening the file is quick.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from array import array
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from npqpath.errors import UserError
from npqpath.files import USUAL, put_whole
from npqpath.workplaces import FILE, index
from npqpath.workplaces.combining import Combined
from npqpath.workplaces.listing import KINDS, Kind, ListInfo, Workplace, kind_of
from npqpath.workplaces.words import name_words, other_words, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = "npqpath/workplaces/1"

_LARGEST = 64_000_000
"""Bytes of a file once it is unpacked; all of England's open places take 6 million."""
_MAKE_AGAIN = "Make it again with `npqpath workplaces import`."


@dataclass(frozen=True, slots=True)
class Kept:
    """An open workplaces file; `index` tells which words stand in which rows."""

    lists: tuple[ListInfo, ...]
    index: index.Index
    _places: bytes
    _starts: array[int]
    _closed: bytes
    _childminders: bytes

    def __len__(self) -> int:
        return len(self._starts) - 1

    def place(self, row: int) -> Workplace:
        """Return the place in this row. Raises `UserError` where the file is damaged."""
        with _sound():
            line = self._places[self._starts[row] : self._starts[row + 1]]
            return _place(json.loads(line), is_closed=False)

    def rows_holding(self, letters: str) -> Iterator[int]:
        """Return the rows whose line of JSON holds these very letters; a row with several of them repeats."""
        wanted = letters.encode()
        at = self._places.find(wanted)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._places.find(wanted, at + 1)

    def closed(self, urn: str) -> Workplace | None:
        """Return the closed place with this URN, or None."""
        if f'["{urn}"'.encode() not in self._closed:
            return None
        return next((place for place in self._all_closed() if place.urn == urn), None)

    def has_childminder(self, number: str) -> bool:
        """Return whether the list of childminders names this Ofsted number."""
        return number.isalnum() and f'"{number}"'.encode() in self._childminders

    def all(self) -> Combined:
        """Return everything that the file holds, to make a newer one of it."""
        places = tuple(self.place(row) for row in range(len(self)))
        with _sound():
            minders = tuple(str(number) for number in json.loads(self._childminders))
        return Combined(self.lists, places, self._all_closed(), minders)

    def _all_closed(self) -> tuple[Workplace, ...]:
        with _sound():
            return tuple(_place(row, is_closed=True) for row in json.loads(self._closed))


@contextmanager
def _sound() -> Iterator[None]:
    """Turn whatever a damaged file gives rise to into one sentence."""
    try:
        yield
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UserError("The workplaces file is damaged.", _MAKE_AGAIN) from error


def keep(combined: Combined, folder: Path) -> Path:
    """Write the workplaces file into the folder, as a whole or not at all, and return its path.

    The same lists give the same file. Raises OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    put_whole(path, gzip.compress(_packed(combined), 6, mtime=0), mode=USUAL, wait="for nothing")
    return path


def open_kept(path: Path) -> Kept:
    """Return the workplaces file at `path`. Raises `UserError` where it is damaged or of another version."""
    try:
        first, _, body = _unpacked(path.read_bytes()).partition(b"\n")
        head = json.loads(first)
        if head["schema"] != SCHEMA:
            raise UserError(f"{path} is for another version of npqpath.", _MAKE_AGAIN)
        return _kept(head, body)
    except (OSError, ValueError, LookupError, TypeError, zlib.error, RecursionError) as error:
        raise UserError(f"{path} is damaged and cannot be read.", _MAKE_AGAIN) from error


def _kept(head: dict[str, Any], body: bytes) -> Kept:
    bounds = list(accumulate((int(size) for size in head["parts"]), initial=0))
    if bounds[-1] != len(body) or any(after < before for before, after in pairwise(bounds)):
        raise ValueError("parts are missing")
    closed, minders, places, starts, *words = (body[start:end] for start, end in pairwise(bounds))
    begins = index.read_numbers(starts)
    kept = Kept(tuple(map(_list_info, head["lists"])), index.load(words), places, begins, closed, minders)
    if len(kept) != len(kept.index.lengths) or begins[-1] != len(places):
        raise ValueError("places are missing")
    return kept


def _unpacked(raw: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    text = unpacking.decompress(raw, _LARGEST)
    if not unpacking.eof:
        raise ValueError("too long or cut off")
    return text


def _packed(combined: Combined) -> bytes:
    lines = [_json(_row(place)) + b"\n" for place in combined.places]
    names = [name_words(place.name) for place in combined.places]
    where = [
        (*other_words(words), *plain_words(place.town), *plain_words(place.area))
        for words, place in zip(names, combined.places, strict=True)
    ]
    starts = array("I", accumulate(map(len, lines), initial=0))
    parts = [
        _json([_row(place) for place in combined.closed]),
        _json(list(combined.childminders)),
        b"".join(lines),
        index.write_numbers(starts),
        *index.build(names, where).dump(),
    ]
    head = {
        "schema": SCHEMA,
        "lists": [_head(info) for info in combined.lists],
        "parts": [len(part) for part in parts],
    }
    return b"".join((_json(head), b"\n", *parts))


def _head(info: ListInfo) -> dict[str, object]:
    day = info.on.isoformat()
    return {"kind": info.kind, "on": day, "dated": info.is_dated, "file": info.file, "rows": info.rows}


def _row(place: Workplace) -> list[object]:
    kinds = [kind for kind in KINDS if kind in place.kinds]
    told = (place.urn, place.ukprn, place.name, place.type, place.postcode, place.town, place.area)
    return [*told, int(place.is_outside_england), *kinds]


def _place(row: list[Any], *, is_closed: bool) -> Workplace:
    urn, ukprn, name, type_, postcode, town, area = (_printable(str(text)) for text in row[:7])
    named = (kind_of(str(word)) for word in row[8:])
    kinds: frozenset[Kind] = frozenset(kind for kind in named if kind is not None)
    return Workplace(urn, ukprn, name, type_, postcode, town, area, is_closed, bool(row[7]), kinds)


def _printable(text: str) -> str:
    # A file from somebody else must not steer the terminal.
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())


def _list_info(head: dict[str, Any]) -> ListInfo:
    kind = kind_of(head["kind"])
    if kind is None:
        raise ValueError("no such list")
    on = dt.date.fromisoformat(head["on"])
    return ListInfo(kind, on, bool(head["dated"]), _printable(str(head["file"])), int(head["rows"]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
