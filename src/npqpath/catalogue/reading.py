"""Strict YAML reading that keeps the line and column of every key and value.

Every value stays text until a model gives it a type, so `no`, `on`, `12:30` and `010` survive. What makes
YAML surprising is refused: repeated keys, anchors, aliases, tags, merge keys and more than one document.
JSON is read the same way.
"""

# yaml is imported inside `_events`: with a snapshot at hand no YAML is read, and the import takes 25 ms.

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.catalogue.building import Builder
from npqpath.catalogue.screening import fetch, plain_text, screened
from npqpath.catalogue.spots import Spot
from npqpath.catalogue.syntax import in_plain_words
from npqpath.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import yaml

Loc: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and positions in lists counted from 0."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file holds (dicts, lists, text and None) and where each part of it stands."""

    data: object
    text: str
    file: str
    root: Spot

    def place(self, loc: Loc) -> Place:
        """Return where the value stands, or where the longest part of `loc` that exists stands."""
        return self.root.follow(loc).place(self.file, self.text)

    def key_place(self, loc: Loc) -> Place:
        """Return where the key of the value stands; for an item of a list, where the item stands."""
        spot = self.root.follow(loc)
        return (spot.key or spot).place(self.file, self.text)

    def first_key_place(self, loc: Loc) -> Place:
        """Return where the first key below `loc` stands; without one, where the value stands."""
        spot = self.root.follow(loc)
        below = next(iter(spot.below.values()), spot)
        return (below.key or spot).place(self.file, self.text)


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
    import yaml

    builder = Builder(name, text)
    try:
        builder.take(_events(text))
    except yaml.YAMLError as error:
        from npqpath.catalogue.json_text import read_json

        found = read_json(text) if name.endswith(".json") and not builder.problems else None
        if found is not None:
            return Tree(found, text, name, Spot.start_of_file())
        builder.problems.append(in_plain_words(error, name=name, lines=text.split("\n")))
    problems = builder.all_problems()
    if problems:
        raise DataError(problems)
    return Tree(builder.data, text, name, builder.root)


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events. They come without recursion, so no depth of nesting can exhaust the stack."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()
