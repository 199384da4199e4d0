"""The same person some time on."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.person import Person, later, make_person, read_answers, under_way
from npqpath.rules.question_kinds import Statuses
from tests.builders import frozen_core


def teacher(**raw: object) -> Person:
    core = frozen_core()
    return make_person(core, read_answers(raw, core.catalogue))


NOW = dt.date(2026, 11, 28)


def in_years(person: Person, years: int, changed: dict[str, str]) -> Person:
    return later(person, NOW, NOW.replace(year=NOW.year + years), changed)


def test_two_years_later_a_person_has_more_years_and_induction_behind_them() -> None:
    person = teacher(role="early-career-teacher", setting="school", awards=["qts"])
    assert in_years(person, 2, {}).answers["role"] == "classroom-teacher"
    assert in_years(person, 1, {}).answers["role"] == "early-career-teacher"
    experienced = teacher(role="subject-lead", teaching_years=3, leadership_years=0)
    after = in_years(experienced, 2, {"npqlt": "completed"})
    assert (after.answers["teaching_years"], after.answers["leadership_years"]) == (5, 2)
    assert after.answers["npqs"] == Statuses((("npqlt", "completed"),))


def test_months_count_in_full_and_induction_ends_with_a_school_year() -> None:
    person = teacher(role="subject-lead", teaching_years="1.5", leadership_years=1)
    after = later(person, NOW, dt.date(2027, 6, 1), {})
    assert (after.answers["teaching_years"], after.answers["leadership_years"]) == (2.08, 1.58)
    assert later(after, dt.date(2027, 6, 1), dt.date(2028, 11, 1), {}).answers["leadership_years"] == 3
    new = teacher(role="early-career-teacher", setting="school", awards=["qts"])
    assert later(new, NOW, dt.date(2028, 7, 31), {}).answers["role"] == "early-career-teacher"
    assert later(new, NOW, dt.date(2028, 8, 1), {}).answers["role"] == "classroom-teacher"


def test_a_course_that_was_under_way_is_finished_later_and_others_stay() -> None:
    person = teacher(npqs={"npqlt": "studying", "npqsl": "completed"})
    assert in_years(person, 1, {"npqlt": "completed"}).answers["npqs"] == Statuses(
        (("npqlt", "completed"), ("npqsl", "completed"))
    )


def test_under_way_is_what_is_studied_or_starts_soon() -> None:
    person = teacher(npqs={"npqlt": "studying", "npqsl": "completed", "npqh": "starting-soon"})
    assert under_way(person) == {"npqlt": "studying", "npqh": "starting-soon"}
