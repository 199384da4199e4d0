"""Which words stand in which rows: sorted words, and for each of them a run of row numbers.

A word of the town or the council area carries a mark, so that it is not taken for a word of the name. All of
it lies in a few arrays that are written and read as they are, so that opening a file costs next to nothing.
Words that begin alike stand side by side, and so do their rows.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from npqpath.errors import UserError
from npqpath.files import USUAL, put_whole
from npqpath.workplaces import FILE
from npqpath.workplaces.official_lists import KINDS, Kind, ListInfo, Listing, Workplace, kind_of
from npqpath.workplaces.search import name_words, other_words, plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Combined:
    """All lists in one: the places to search, the ones that have closed, and the numbers of childminders."""

    lists: tuple[ListInfo, ...]
    places: tuple[Workplace, ...]
    closed: tuple[Workplace, ...]
    childminders: tuple[str, ...]


def combine(listings: Iterable[Listing]) -> Combined:
    """Return the lists in one, one list of a kind at most.

    A place that the register does not hold stays in, with what its list tells of it.
    """
    by_kind: Mapping[Kind, Listing] = {listing.info.kind: listing for listing in listings}
    places: dict[str, Workplace] = {}
    for kind in KINDS:
        if kind in by_kind and kind != "childminders":
            _add(places, kind, by_kind[kind].places)
    minders = by_kind["childminders"].places if "childminders" in by_kind else ()
    return Combined(
        lists=tuple(by_kind[kind].info for kind in KINDS if kind in by_kind),
        places=tuple(place for place in places.values() if not place.is_closed),
        closed=tuple(place for place in places.values() if place.is_closed),
        childminders=tuple(place.urn for place in minders),
    )


def take_apart(combined: Combined) -> tuple[Listing, ...]:
    """Return the lists that were combined, so that one of them can be replaced by a newer one."""
    everything = (*combined.places, *combined.closed)
    return tuple(Listing(info, tuple(_named(info.kind, everything, combined))) for info in combined.lists)


def _add(places: dict[str, Workplace], kind: Kind, named: Iterable[Workplace]) -> None:
    """Mark the places of the list, and add those that are not there yet."""
    known = _by_number(places, kind)
    for place in named:
        number = place.number(kind)
        if number in known:
            for key in known[number]:
                places[key] = places[key].also_on(kind)
        else:
            places[f"{kind} {number}"] = place.also_on(kind)


def _by_number(places: Mapping[str, Workplace], kind: Kind) -> dict[str, list[str]]:
    """Return the keys of the places with each number; one UKPRN may belong to several open places."""
    found: dict[str, list[str]] = {}
    for key, place in places.items():
        number = place.number(kind)
        if number and not (kind == "16-to-19-list" and place.is_closed):
            found.setdefault(number, []).append(key)
    return found


def _named(kind: Kind, everything: Iterable[Workplace], combined: Combined) -> Iterable[Workplace]:
    if kind == "childminders":
        return [Workplace(number, "", "", kinds=frozenset({kind})) for number in combined.childminders]
    named = [place for place in everything if kind in place.kinds]
    if kind != "16-to-19-list":
        return [_as_listed(place, kind) for place in named]
    return {place.ukprn: _as_listed(place, kind) for place in named}.values()


def _as_listed(place: Workplace, kind: Kind) -> Workplace:
    # A closed place is closed only as long as the register says so.
    closed = place.is_closed and kind == "register"
    return replace(place, kinds=frozenset[Kind]({kind}), is_closed=closed)


SCHEMA = "npqpath/workplaces/1"

_LARGEST = 64_000_000
"""Bytes of a file once it is unpacked; all of England's open places take 6 million."""
_MAKE_AGAIN = "Make it again with `npqpath workplaces import`."


@dataclass(frozen=True, slots=True)
class Kept:
    """An open workplaces file; `index` tells which words stand in which rows."""

    lists: tuple[ListInfo, ...]
    index: Index
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
    begins = read_numbers(starts)
    kept = Kept(tuple(map(_list_info, head["lists"])), load(words), places, begins, closed, minders)
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
        write_numbers(starts),
        *build(names, where).dump(),
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


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_AFTER_ALL_LETTERS = "\U0010ffff"
_PLACE = "@"


@dataclass(frozen=True)
class Index:
    """The rows of word number n are `rows[starts[n]:starts[n + 1]]`; `lengths` are the words in each name."""

    words: tuple[str, ...]
    starts: array[int]
    rows: array[int]
    lengths: array[int]

    def rows_with(self, word: str) -> array[int]:
        """Return the rows with this very word in the name."""
        at = bisect_left(self.words, word)
        if at == len(self.words) or self.words[at] != word:
            return array("I")
        return self.rows[self.starts[at] : self.starts[at + 1]]

    def rows_near(self, word: str) -> array[int]:
        """Return the rows with this very word in what says where they are."""
        return self.rows_with(_PLACE + word)

    def rows_beginning(self, letters: str) -> array[int]:
        """Return the rows with a word in the name that begins so; a row with several such words repeats."""
        first = bisect_left(self.words, letters)
        last = bisect_left(self.words, letters + _AFTER_ALL_LETTERS)
        return self.rows[self.starts[first] : self.starts[last]]

    def slips(self, word: str) -> list[str]:
        """Return the words that one slip of the keys turns into `word`.

        A slip is a letter that is wrong, missing or too many, or two that changed places.
        """
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        near = {head + tail[1:] for head, tail in parts if tail}
        near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
        near |= {head + letter + tail[1:] for head, tail in parts if tail for letter in _LETTERS}
        near |= {head + letter + tail for head, tail in parts for letter in _LETTERS}
        return sorted((near & self._known) - {word})

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.words)

    def dump(self) -> list[bytes]:
        """Return the parts as bytes, to be given to `load` in the same order."""
        arrays = (self.starts, self.rows, self.lengths)
        return [" ".join(self.words).encode(), *map(write_numbers, arrays)]


def build(names: Sequence[Sequence[str]], places: Sequence[Iterable[str]]) -> Index:
    """Return the index of rows that have these words in their name, and these in what says where they are."""
    found: dict[str, list[int]] = {}
    for row, (name, where) in enumerate(zip(names, places, strict=True)):
        for word in dict.fromkeys((*name, *(_PLACE + word for word in where))):
            found.setdefault(word, []).append(row)
    words = tuple(sorted(found))
    starts = array("I", accumulate((len(found[word]) for word in words), initial=0))
    rows = array("I", (row for word in words for row in found[word]))
    return Index(words, starts, rows, array("I", map(len, names)))


def load(parts: Sequence[bytes]) -> Index:
    """Return the index that `dump` gave. Raises ValueError where the parts do not fit together."""
    words, *rest = parts
    starts, rows, lengths = map(read_numbers, rest)
    index = Index(tuple(words.decode().split()), starts, rows, lengths)
    fits = len(starts) == len(index.words) + 1 and starts[0] == 0 and starts[-1] == len(rows)
    if not fits or any(after < before for before, after in pairwise(starts)):
        raise ValueError("words and rows do not fit together")
    if rows and max(rows) >= len(lengths):
        raise ValueError("a row is missing")
    return index


def write_numbers(numbers: array[int]) -> bytes:
    """Return numbers as bytes that every machine reads alike: four to a number, the lowest first."""
    return _swapped(numbers).tobytes()


def read_numbers(raw: bytes) -> array[int]:
    """Return the numbers that `write_numbers` wrote. Raises ValueError for half a number."""
    numbers = array("I")
    numbers.frombytes(raw)
    return _swapped(numbers)


def _swapped(numbers: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return numbers
    other = array("I", numbers)
    other.byteswap()
    return other
