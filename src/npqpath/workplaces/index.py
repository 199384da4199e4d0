"""Which words stand in which rows: sorted words, and for each of them a run of row numbers.

A word of the town or the council area carries a mark, so that it is not taken for a word of the name. All of
it lies in a few arrays that are written and read as they are, so that opening a file costs next to nothing.
Words that begin alike stand side by side, and so do their rows.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
