"""Numbers of people as others may see them: nothing shown, nor any sum of it, gives a small group away.

A number under five is shown as "fewer than 5", and so is none, because a plan that says where nobody is
says more of the few who are elsewhere. What could be worked out from the rest is not shown at all:

- In a team of fewer than twenty, who knows the staff could tell almost every number, so courses have none.
- Nobody begins two courses at once. Where those who are left at a start are hardly more than the courses
  that are masked, the start is not shown.
- An area whose people are five or more, but nowhere five in one school, is not shown by school: with the
  numbers of its course they would give the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SMALLEST = 5
"""The smallest group that is counted; fewer people could be recognised."""
FEWEST_PEOPLE = 20
"""The smallest team whose courses are counted."""
FEW, ENOUGH, HIDDEN = f"fewer than {SMALLEST}", f"{SMALLEST} or more", "not shown"


def masked(count: int) -> str:
    """Return a number of people as it may be shown on its own."""
    return str(count) if count >= SMALLEST else FEW


def masked_starts(courses: Mapping[str, Sequence[int]], people: int) -> Mapping[str, tuple[str, ...]] | None:
    """Return how many begin each course at each start; None where the team is too small for numbers."""
    if people < FEWEST_PEOPLE:
        return None
    columns = [_masked_start(counts, people) for counts in zip(*courses.values(), strict=True)]
    return dict(zip(courses, zip(*columns, strict=True), strict=True))


def _masked_start(counts: Sequence[int], people: int) -> list[str]:
    small = [count for count in counts if count < SMALLEST]
    left = people - sum(count for count in counts if count >= SMALLEST)
    # The most that one masked number could be, with one person on each of the other masked courses.
    if small and left - (len(small) - 1) < SMALLEST - 1:
        return [HIDDEN] * len(counts)
    return [masked(count) for count in counts]


def masked_area(by_school: Sequence[int]) -> tuple[str, ...]:
    """Return whether five know an area: in all schools together, then in each where there are several."""
    total = _level(sum(by_school))
    if len(by_school) < 2:
        return (total,)
    schools = tuple(map(_level, by_school))
    if total == ENOUGH and ENOUGH not in schools:
        schools = (HIDDEN,) * len(schools)
    return (total, *schools)


def _level(count: int) -> str:
    return ENOUGH if count >= SMALLEST else FEW
