"""Lists longer than the screen: what is drawn of them, and the way to a row by its first letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.wizard.long_list import LEAST_ROOM, next_beginning_with, part_to_draw, what_is_left_out

ONES = [1] * 10


@pytest.mark.parametrize(
    ("at", "first", "part"),
    [
        (0, 0, range(5)),
        (3, 0, range(5)),
        (4, 0, range(2, 6)),
        (5, 2, range(3, 7)),
        (9, 0, range(5, 10)),
        (6, 5, range(5, 10)),
        (5, 5, range(4, 8)),
    ],
    ids=["start", "still", "down", "on", "end", "up", "up one"],
)
def test_the_part_moves_no_more_than_it_must(at: int, first: int, part: range) -> None:
    assert part_to_draw(ONES, at, 6, first) == part


def test_a_list_that_fits_is_drawn_as_a_whole() -> None:
    assert part_to_draw(ONES, 9, 10, 4) == range(10)


@given(st.lists(st.integers(1, 2), min_size=1, max_size=40), st.integers(0, 39), st.integers(LEAST_ROOM, 30))
def test_the_arrow_is_always_drawn_and_nothing_stands_below_the_screen(
    heights: list[int], steps: int, room: int
) -> None:
    first = 0
    for at in [*range(min(steps, len(heights) - 1) + 1), len(heights) - 1, 0]:
        part = part_to_draw(heights, at, room, first)
        first = part.start
        assert at in part
        notices = sum(line is not None for line in what_is_left_out(part, len(heights), 80))
        assert sum(heights[row] for row in part) + notices <= room


def test_what_is_left_out_is_counted() -> None:
    assert what_is_left_out(range(3, 7), 12, 80) == (
        "  ... 3 more above",
        "  ... 5 more below (or type a letter)",
    )
    assert what_is_left_out(range(9), 12, 20) == (None, "  ... 3 more below")
    assert what_is_left_out(range(12), 12, 80) == (None, None)


@pytest.mark.parametrize(
    ("letter", "at", "row"), [("h", 0, 1), ("H", 1, 3), ("h", 3, 1), ("s", 0, 0), ("x", 2, 2)]
)
def test_a_letter_leads_to_the_next_row_that_begins_with_it(letter: str, at: int, row: int) -> None:
    assert next_beginning_with(letter, ["SENCO", "Head of year", "Other", "Headteacher"], at) == row
