"""Study time is told by term."""

from __future__ import annotations

import datetime as dt

import pytest

from npqpath.team.coverage import study_by_term, term_name, term_of
from npqpath.team.task import Choice
from tests.builders import frozen_core
from tests.unit.team.candidates import standing
from tests.unit.team.teams import member, task


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2027, 9, 1), "Autumn 2027"),
        (dt.date(2027, 12, 31), "Autumn 2027"),
        (dt.date(2028, 1, 1), "Spring 2028"),
        (dt.date(2028, 4, 30), "Spring 2028"),
        (dt.date(2028, 5, 1), "Summer 2028"),
        (dt.date(2028, 8, 31), "Summer 2028"),
    ],
)
def test_a_day_is_in_a_term(day: dt.date, name: str) -> None:
    assert term_name(term_of(day)) == name


def test_a_course_takes_every_term_in_which_it_is_taught() -> None:
    team = task(member("ann", "npqlt"), member("ben", "npqsl"), member("cat", school="oak"))
    found = study_by_term(
        frozen_core(), team, [Choice("ann", "npqlt", 0), Choice("ben", "npqsl", 0)], standing()
    )
    named = {school: {term_name(t): n for t, n in sorted(terms.items())} for school, terms in found.items()}
    assert list(named["elm"])[:4] == ["Autumn 2027", "Spring 2028", "Summer 2028", "Autumn 2028"]
    assert set(list(named["elm"].values())[:4]) == {2}
    assert set(list(named["elm"].values())[4:]) == {1}
    assert named["oak"] == {}


def test_a_course_under_way_counts_too() -> None:
    busy = member("ann", "npqlt")
    busy = type(busy)(id="ann", school="elm", on_course=1, free_from=1)
    found = study_by_term(frozen_core(), task(busy), [], standing())
    assert sum(found["elm"].values()) == 4
