"""A must that cannot be kept is told with what stands in its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from npqpath.team.allocation import why_unmet
from npqpath.team.task import Limits, Wish
from tests.unit.team.teams import member, task

ANN = Wish(person="ann", take="npqsl")


@pytest.mark.parametrize(
    ("ann", "wish", "why"),
    [
        (replace(member("ann"), holds=frozenset({"npqsl"})), ANN, "they hold it already, or are on it"),
        (
            replace(member("ann", "npqsl"), free_from=3),
            ANN,
            "they are on a course until after the last start",
        ),
        (member("ann"), Wish(person="ann"), "their own advice leads to no course then: name one under take"),
        (
            replace(member("ann", "npqsl"), free_from=1),
            Wish(person="ann", take="npqsl", starts=frozenset({0})),
            "they cannot begin it at that start",
        ),
        (member("ann", "npqsl"), ANN, "a limit or another must stands in the way"),
    ],
)
def test_what_stands_in_the_way(ann: object, wish: Wish, why: str) -> None:
    team = task(ann, limits=Limits(at_once=0))  # type: ignore[arg-type]
    assert why_unmet(team, wish) == f"ann{' on npqsl' if wish.take else ''} ({why})"


def test_a_must_that_is_a_must_not_too() -> None:
    team = replace(task(member("ann", "npqsl")), must_nots=(Wish(person="ann"),))
    assert why_unmet(team, ANN) == "ann on npqsl (it is under must_not too)"
