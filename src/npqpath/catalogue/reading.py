"""Strict YAML reading that keeps the line and column of every key and value.

Every value stays text until a model gives it a type, so `no`, `on`, `12:30` and `010` survive. What makes
YAML surprising is refused: repeated keys, anchors, aliases, tags, merge keys and more than one document.
JSON is read the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from npqpath.catalogue.screening import fetch, plain_text, screened
from npqpath.catalogue.spots import Spot, Text
from npqpath.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Loc: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists counted from 0."""

_PAIR = re.compile(r"(?<!\\)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A letter such as an emoji in two halves: JSON may write it so, and YAML does not know it."""


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
    from npqpath.catalogue.building import compose

    if name.endswith(".json"):
        text = _PAIR.sub(_whole_letter, text)
    data, root, problems = compose(Text(name, text))
    if problems:
        raise DataError(problems)
    return Tree(data, root)


def _whole_letter(pair: re.Match[str]) -> str:
    return chr(0x10000 + (int(pair[1], 16) - 0xD800) * 0x400 + int(pair[2], 16) - 0xDC00)
