"""No number that is shown gives a small group away, on its own or with the others."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.output.views.team_masked import ENOUGH, FEW, HIDDEN, SMALLEST, masked, masked_area, masked_starts


@pytest.mark.parametrize(("count", "shown"), [(0, FEW), (1, FEW), (4, FEW), (5, "5"), (200, "200")])
def test_a_number(count: int, shown: str) -> None:
    assert masked(count) == shown


def test_a_small_team_has_no_numbers() -> None:
    assert masked_starts({"npqlt": (9,)}, people=19) is None
    assert masked_starts({"npqlt": (9,)}, people=20) == {"npqlt": ("9",)}


def test_a_start_where_almost_everybody_begins_is_not_shown() -> None:
    courses = {"npqlt": (17, 0), "npqll": (1, 1), "npqsl": (1, 2)}
    shown = masked_starts(courses, people=20)
    assert shown == {
        "npqlt": (HIDDEN, FEW),
        "npqll": (HIDDEN, FEW),
        "npqsl": (HIDDEN, FEW),
    }


@pytest.mark.parametrize(
    ("by_school", "shown"),
    [
        ([3], (FEW,)),
        ([12], (ENOUGH,)),
        ([1, 0], (FEW, FEW, FEW)),
        ([6, 0], (ENOUGH, ENOUGH, FEW)),
        ([4, 3], (ENOUGH, HIDDEN, HIDDEN)),
    ],
)
def test_an_area(by_school: list[int], shown: tuple[str, ...]) -> None:
    assert masked_area(by_school) == shown


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[str, tuple[int, ...]], int]:
    """Draw how many begin each course at each start, and a team just large enough or larger."""
    starts, courses = draw(st.integers(1, 2)), draw(st.integers(1, 3))
    counts = {
        f"npq{n}": tuple(draw(st.lists(st.integers(0, 18), min_size=starts, max_size=starts)))
        for n in range(courses)
    }
    counts = {course: row if any(row) else (1, *row[1:]) for course, row in counts.items()}
    most = max(map(sum, zip(*counts.values(), strict=True)))
    return counts, max(20, most) + draw(st.integers(0, 6))


@given(plans())
def test_whoever_knows_the_size_of_the_team_cannot_work_out_a_small_group(
    plan: tuple[dict[str, tuple[int, ...]], int],
) -> None:
    counts, people = plan
    shown = masked_starts(counts, people)
    assert shown is not None
    for start in range(len(next(iter(counts.values())))):
        cells = [row[start] for row in shown.values()]
        if HIDDEN in cells:
            assert set(cells) == {HIDDEN}
            continue
        # All that somebody could think of: at one start each person is on one course at most.
        lows = range(0 if len(counts) and len(next(iter(counts.values()))) > 1 else 1, SMALLEST)
        ranges = [lows if cell == FEW else [int(cell)] for cell in cells]
        possible = [each for each in product(*ranges) if sum(each) <= people]
        for at, cell in enumerate(cells):
            if cell == FEW:
                assert {each[at] for each in possible} == set(lows)
