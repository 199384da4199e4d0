"""A list that is longer than the screen: the part of it that is drawn, and the way to a row by its letter."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_ROOM = 6
"""On fewer lines a notice that the list goes on would take the place of the list."""


def part_to_draw(heights: Sequence[int], at: int, room: int, first: int) -> range:
    """Return the rows that fit in `room` lines, `at` among them, moved from `first` as little as can be.

    `heights` are the lines of each row. Where rows are left out, above or below, a line stays free to say so.
    """
    count = len(heights)
    ends = [0, *accumulate(heights)]
    if ends[count] <= room:
        return range(count)

    def part_from(first: int) -> range:
        free = room - (first > 0)
        fitting = (end for end in range(count, first, -1) if ends[end] - ends[first] + (end < count) <= free)
        return range(first, next(fitting, first + 1))

    # A row before and behind the arrow shows what the next key leads to.
    part = part_from(max(0, min(first, at - 1)))
    while min(at + 1, count - 1) not in part and part.start < at:
        part = part_from(part.start + 1)
    return part


def what_is_left_out(part: range, count: int, width: int) -> tuple[str | None, str | None]:
    """Return the line that says how many rows stand above the drawn part, and the one for those below."""
    above, below = part.start, count - part.stop
    words = f"  ... {below} more below"
    hint = " (or type a letter)"
    words += hint if len(words + hint) <= width else ""
    return (f"  ... {above} more above" if above else None, words if below else None)


def next_beginning_with(letter: str, labels: Sequence[str], at: int) -> int:
    """Return the next row behind `at` that begins with the letter, going on at the top; `at` if none does."""
    behind = [*range(at + 1, len(labels)), *range(at)]
    fitting = (row for row in behind if labels[row].casefold().startswith(letter.casefold()))
    return next(fitting, at)
