"""Where the parts of a file stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from npqpath.errors import Place


class Position(Protocol):
    """What YAML's marks and ours have in common: a line and a column, both counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A position of our own."""

    line: int
    column: int


@dataclass(frozen=True)
class Text:
    """What a file holds, and what problems call it."""

    # No slots: `cached_property` keeps the lines on the instance.

    name: str
    whole: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.whole.split("\n")

    def place(self, position: Position) -> Place:
        """Return a position as a place; one behind the last words moves back to the end of these."""
        line, column, lines = position.line, position.column, self.lines
        if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
            line = max((at for at, words in enumerate(lines) if words.strip()), default=0)
            column = len(lines[line])
        return Place(self.name, line + 1, max(0, min(column, len(lines[line]) - 1)) + 1)


_NOTHING: Mapping[str | int, Spot] = {}


class Spot:
    """Where a value begins and ends, the spot of its key, and the spots of the values below it."""

    # Not a dataclass: one is made for every value of a file, and most of them share the empty `below`.

    __slots__ = ("below", "end", "key", "start", "text")

    def __init__(self, text: Text, start: Position, end: Position) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.key: Spot | None = None
        self.below: Mapping[str | int, Spot] = _NOTHING

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.start.line == self.end.line and self.start.column == self.end.column

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
        place = self.text.place(self.start)
        length = len(self.text.lines[place.line - 1].rstrip()) - place.column + 1
        if self.end.line == self.start.line:
            length = min(length, self.end.column - self.start.column)
        return Place(place.file, place.line, place.column, max(length, 1))

    @property
    def key_place(self) -> Place:
        """Where the key of the value stands; for an item of a list, where the item stands."""
        return (self.key or self).place
