"""Strict YAML reading that keeps the line and column of every key and value.

Every value stays text until a model gives it a type, so `no`, `on`, `12:30` and `010` survive. What makes
YAML surprising is refused: repeated keys, anchors, aliases, tags, merge keys and more than one document.
JSON is read the same way.

YAML's events are followed one by one. `yaml.compose` would nest calls as deep as the file nests brackets, and
crash where these are many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from npqpath.dataset.yaml_errors import (
    HIDDEN,
    Text,
    fetch,
    hidden_character,
    in_plain_words,
    is_plain,
    plain_text,
    refused,
    screened,
)
from npqpath.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from pathlib import Path


# Imported only where a file is read: yaml takes 25 ms.


Loc: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists counted from 0."""

Point: TypeAlias = tuple[int, int]
"""A line and a column, both counted from 0 as YAML counts them."""

_MOST_LEVELS = 40
"""Nothing in a data file nests deeper than a dozen levels."""
_MOST_PROBLEMS = 100
_EMPTY = frozenset({"", "~", "null"})
_PAIR = re.compile(r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A letter such as an emoji in two halves: JSON may write it so, and YAML does not know it."""
_LACKS_DASH = " If a new entry begins here, put a dash before it."
_LACKS_ID = " If a new entry begins here, it lacks the line before, with a dash and an id."
_NOTHING: Mapping[str | int, Spot] = {}


class Spot:
    """Where a value begins and ends, the spot of its key, and the spots of the values below it."""

    # Not a dataclass: one is made for every value of a file, and most of them share the empty `below`.

    __slots__ = ("below", "end", "key", "start", "text")

    def __init__(self, text: Text, start: Point, end: Point) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.key: Spot | None = None
        self.below: Mapping[str | int, Spot] = _NOTHING

    def with_below(self, below: Mapping[str | int, Spot]) -> Spot:
        """Return the spot with others below it, which may be of other files."""
        found = Spot(self.text, self.start, self.end)
        found.key, found.below = self.key, below
        return found

    def with_items(self, items: Iterable[Spot]) -> Spot:
        """Return the spot of a list with these items."""
        return self.with_below(dict(enumerate(items)))

    def follow(self, loc: tuple[str | int, ...]) -> Spot:
        """Return the spot at `loc`, or that of the longest part of it that exists."""
        spot = self
        for part in loc:
            if part not in spot.below:
                break
            spot = spot.below[part]
        return spot

    @property
    def place(self) -> Place:
        """The spot as a place inside its file, ending where its first line ends."""
        place = self.text.place(*self.start)
        length = len(self.text.lines[place.line - 1].rstrip()) - place.column + 1
        if self.end[0] == self.start[0]:
            length = min(length, self.end[1] - self.start[1])
        return Place(place.file, place.line, place.column, max(length, 1))

    @property
    def key_place(self) -> Place:
        """Where the key of the value stands; for an item of a list, where the item stands."""
        return (self.key or self).place


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds (dicts, lists, text and None) and where each part of it stands.

    Parts of a data set that was put together may stand in other files; the rest is that of its main file.
    """

    data: object
    root: Spot

    @property
    def file(self) -> str:
        """What problems call the file."""
        return self.root.text.name

    @property
    def text(self) -> str:
        """The file as it is written."""
        return self.root.text.whole

    def place(self, loc: Loc) -> Place:
        """Return where the value stands, or where the longest part of `loc` that exists stands."""
        return self.root.follow(loc).place

    def key_place(self, loc: Loc) -> Place:
        """Return where the key of the value stands; for an item of a list, where the item stands."""
        return self.root.follow(loc).key_place

    def first_key_place(self, loc: Loc) -> Place:
        """Return where the first key below `loc` stands; without one, where the value stands."""
        spot = self.root.follow(loc)
        return next(iter(spot.below.values()), spot).key_place

    def with_items(self, key: str, numbers: Iterable[int]) -> Tree:
        """Return the tree in which the list under a key at the top has only these items; the data stays."""
        spot = self.root.follow((key,))
        items = spot.with_items(spot.follow((number,)) for number in numbers)
        return replace(self, root=self.root.with_below({**self.root.below, key: items}))


def read(path: Path) -> Tree:
    """Return what the YAML or JSON file holds.

    Raises `UserError` if it cannot be opened, and `DataError` with every fault that could be found.
    """
    return parse(fetch(path), str(path))


def parse(raw: bytes, name: str) -> Tree:
    """Return what the bytes of a file hold; `name` is what problems call the file. Raises `DataError`."""
    return _tree(plain_text(raw, name), name)


def read_text(text: str, name: str) -> Tree:
    """Return what the text holds; `name` is what problems call it. Raises `DataError`."""
    return _tree(screened(text, name), name)


def _tree(text: str, name: str) -> Tree:
    file = Text(name, _PAIR.sub(_whole_letter, text) if name.endswith(".json") else text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(file.whole)
    builder = _Builder(iter(loader.get_event, None), file)
    try:
        found = builder.document()
    except yaml.YAMLError as error:
        found_last = in_plain_words(error, file)
        others = [one for one in builder.problems if one.place.line != found_last.place.line]
        builder.problems = [*others, found_last]
    except _EnoughError:
        pass
    finally:
        loader.dispose()
    if builder.problems:
        raise DataError(tuple(sorted(builder.problems, key=lambda one: (one.place.line, one.place.column))))
    return Tree(*found)


def _whole_letter(pair: re.Match[str]) -> str:
    return chr(0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00)


class _EnoughError(Exception):
    """The rest of the file is not worth reading."""


class _Builder:
    """Takes YAML's events one by one; `problems` are the faults so far."""

    def __init__(self, events: Iterator[yaml.Event], text: Text) -> None:
        self.problems: list[Problem] = []
        self._events = events
        self._text = text
        self._anchors: set[str] = set()

    def document(self) -> tuple[object, Spot]:
        """Return what the one document of the file holds, and where."""
        whole_file = Spot(self._text, (0, 0), (0, 0))
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None, whole_file
        data, spot = self._value(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._refuse(self._spot_of(after), "NP012")
        return data, whole_file if spot.start == spot.end else spot

    def _spot_of(self, event: Any) -> Spot:
        start, end = event.start_mark, event.end_mark
        return Spot(self._text, (start.line, start.column), (end.line, end.column))

    def _value(self, event: yaml.Event, level: int) -> tuple[object, Spot]:
        """Return the value that begins with this event, and where it stands."""
        spot = self._spot_of(event)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                self._refuse(spot, "NP009", name=event.anchor)
            return None, spot
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, spot.start)
        if isinstance(event, yaml.ScalarEvent):
            return self._text_of(event, spot), spot
        if level == _MOST_LEVELS:
            self._refuse(spot, "NP004", levels=_MOST_LEVELS)
            raise _EnoughError
        found = self._map if isinstance(event, yaml.MappingStartEvent) else self._list
        return found(spot, level + 1), spot

    def _text_of(self, event: yaml.ScalarEvent, spot: Spot) -> str | None:
        if not event.style and event.value in _EMPTY:
            return None
        if event.style == '"' and not is_plain(event.value):
            self.problems.append(hidden_character(spot.place, HIDDEN.findall(event.value)[0]))
        return event.value

    def _list(self, spot: Spot, level: int) -> list[object]:
        """Return the items that follow. An item without a value stands at its dash."""
        data: list[object] = []
        below: dict[str | int, Spot] = {}
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value, there = self._value(event, level)
            if value is None and there.start == there.end:
                there.start = (there.start[0], max(there.start[1] - 1, 0))
            below[len(data)] = there
            data.append(value)
        spot.below, spot.end = below, self._spot_of(event).end
        return data

    def _map(self, spot: Spot, level: int) -> dict[str, object]:
        """Return the keys that follow, with their values. What has no value stands at its key."""
        data: dict[str, object] = {}
        below: dict[str | int, Spot] = {}
        lacks_dash = False
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, at = self._value(event, level)
            of_value = next(self._events)
            is_merge = key == "<<" and not getattr(event, "style", None)
            if not isinstance(key, str):
                if not isinstance(event, yaml.AliasEvent):
                    self._refuse(at, "NP013")
            elif is_merge:
                if not isinstance(of_value, yaml.AliasEvent):
                    self._refuse(at, "NP011")
            elif key in data and not lacks_dash:
                first, *others = data
                lacks_id = first == "id" and len(others) > 1 and others[0] == key
                more = _LACKS_DASH if key == first else _LACKS_ID if lacks_id else ""
                lacks_dash = bool(more)
                self._refuse(at, "NP007", name=key, line=below[key].key_place.line, more=more)
            value, there = self._value(of_value, level)
            if value is None and there.start == there.end:
                there.start, there.end = at.start, at.end
            if isinstance(key, str) and key not in data and not is_merge:
                there.key = at
                data[key], below[key] = value, there
        spot.below, spot.end = below, self._spot_of(event).end
        return data

    def _decorated(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: Point) -> None:
        """Refuse an anchor and a tag at the start of a value."""
        if event.anchor is not None:
            self._anchors.add(event.anchor)
            end = (start[0], start[1] + len(event.anchor) + 1)
            self._refuse(Spot(self._text, start, end), "NP008", name=event.anchor)
        if event.tag is not None:
            self._refuse(Spot(self._text, start, start), "NP010")

    def _refuse(self, spot: Spot, code: str, **names: object) -> None:
        self.problems.append(refused(code, spot.place, **names))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _EnoughError
