"""Where the parts of a file stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from npqpath.errors import Place


class Position(Protocol):
    """What YAML's marks and ours have in common."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and a column, both counted from 0 as YAML counts them."""

    line: int
    column: int


_NOTHING: Mapping[str | int, Spot] = {}


class Spot:
    """Where a value begins and ends, the spot of its key, and the spots of the values below it."""

    # Not a dataclass: one is made for every value of a file, and most of them share the empty `below`.

    __slots__ = ("below", "end", "key", "start")

    def __init__(self, start: Position, end: Position) -> None:
        self.start = start
        self.end = end
        self.key: Spot | None = None
        self.below: Mapping[str | int, Spot] = _NOTHING

    @classmethod
    def start_of_file(cls) -> Spot:
        """Return the spot that stands for a file as a whole."""
        return cls(Mark(0, 0), Mark(0, 0))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.start.line == self.end.line and self.start.column == self.end.column

    def with_below(self, below: Mapping[str | int, Spot]) -> Spot:
        """Return the spot with others below it."""
        found = Spot(self.start, self.end)
        found.key, found.below = self.key, below
        return found

    def follow(self, loc: tuple[str | int, ...]) -> Spot:
        """Return the spot at `loc`, or that of the longest part of it that exists."""
        spot = self
        for part in loc:
            if part not in spot.below:
                break
            spot = spot.below[part]
        return spot

    def place(self, file: str, text: str) -> Place:
        """Return the spot as a place inside the file, ending where its first line ends."""
        lines = _lines_of(text)
        place = place_inside(file, lines, self.start)
        length = len(lines[place.line - 1].rstrip()) - place.column + 1
        if self.end.line == self.start.line:
            length = min(length, self.end.column - self.start.column)
        return Place(file, place.line, place.column, max(length, 1))


@lru_cache(maxsize=4)
def _lines_of(text: str) -> list[str]:
    return text.split("\n")


def place_inside(file: str, lines: list[str], position: Position) -> Place:
    """Return the position as a place; one that is behind the last text moves back to the end of that text."""
    line, column = position.line, position.column
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        line = max((at for at, text in enumerate(lines) if text.strip()), default=0)
        column = len(lines[line])
    return Place(file, line + 1, max(0, min(column, len(lines[line]) - 1)) + 1)
