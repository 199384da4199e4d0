"""Three years on a timeline: in order, with time in between, and nothing twice."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.answers import Statuses, Value, read_answers
from npqpath.advice.calendar import months_after, stand
from npqpath.advice.situation import Situation, situate
from npqpath.advice.suggestions import suggest
from npqpath.advice.timeline import EMBED_MONTHS, MONTHS, Milestone, draw_timeline, later
from tests.builders import bundled, bundled_core, examples
from tests.unit.advice.people import partial_answers

DAYS = [
    dt.date(2026, 4, 1),
    dt.date(2026, 5, 20),
    dt.date(2026, 7, 1),
    dt.date(2026, 11, 21),
    dt.date(2027, 7, 1),
]
TODAY = dt.date(2026, 11, 21)


def teacher(**raw: object) -> Situation:
    core = bundled_core()
    return situate(core, read_answers(raw, core.catalogue))


def timeline(person: Situation, on: dt.date = TODAY) -> tuple[Milestone, ...]:
    return draw_timeline(person, suggest(person), stand(bundled(), on))


def courses(lines: tuple[Milestone, ...]) -> list[Milestone]:
    return [line for line in lines if line.what.startswith("Start ")]


people_and_days = given(partial_answers(), st.sampled_from(DAYS))


@examples(150)
@people_and_days
def test_milestones_are_in_order_and_within_three_years(answers: dict[str, Value], on: dt.date) -> None:
    starts = [line.starts for line in timeline(situate(bundled_core(), answers), on)]
    assert starts
    assert starts == sorted(starts)
    assert on <= starts[0]
    assert starts[-1] <= months_after(on, MONTHS)


@examples(150)
@people_and_days
def test_no_step_is_there_twice_and_no_course_that_is_held(answers: dict[str, Value], on: dt.date) -> None:
    lines = timeline(situate(bundled_core(), answers), on)
    named = [line.id for line in lines if line.id is not None]
    assert sorted(named) == sorted(set(named))
    npqs = answers.get("npqs")
    held = {npq for npq, _ in npqs.pairs} if isinstance(npqs, Statuses) else set()
    assert not {line.id for line in courses(lines)} & held


@examples(150)
@people_and_days
def test_courses_start_when_courses_start_with_time_between_them(
    answers: dict[str, Value], on: dt.date
) -> None:
    standing = stand(bundled(), on)
    lines = courses(timeline(situate(bundled_core(), answers), on))
    for line in lines:
        assert (line.starts.month, line.starts.day) == (standing.next_start.month, 1)
        assert line.starts >= standing.next_start
    for first, second in pairwise(lines):
        length = bundled().qualification(first.id or "").length
        months = max(length.result_months) if length else 12
        assert second.starts >= months_after(first.starts, months + EMBED_MONTHS)


@examples(100)
@people_and_days
def test_a_course_at_the_next_start_is_one_that_fits_for_certain(
    answers: dict[str, Value], on: dt.date
) -> None:
    person = situate(bundled_core(), answers)
    first = courses(timeline(person, on))[:1]
    if first and first[0].starts == stand(bundled(), on).next_start:
        suggested = {each.id: each for each in suggest(person)}[first[0].id or ""]
        assert (suggested.certainty, suggested.strength == "worth-considering") == ("certain", False)


def test_a_head_of_year_starts_the_npq_for_behaviour_and_then_uses_it() -> None:
    person = teacher(
        role="pastoral-lead",
        works_in_england="yes",
        setting="school",
        workplace_type="community school",
        aim="lead-area",
        focus="behaviour",
        teaching_years=9,
        leadership_years=4,
        npqs="none",
        awards="none",
    )
    lines = [(line.when, line.id, line.what) for line in timeline(person)]
    assert lines[1] == (
        "About May 2027",
        None,
        "Look on GOV.UK for the next funding rules, then register and apply. "
        "The last ones came out on 18 May 2026.",
    )
    assert lines[2:4] == [
        (
            "November 2027",
            "npqlbc",
            "Start NPQLBC (expected; 12 months of teaching, a result by about February 2029).",
        ),
        ("February 2029 on", None, "Take about a term to use what you learned before you add more."),
    ]
    assert lines[0][0] == "Now to November 2027"


def test_a_start_that_is_announced_is_not_called_expected() -> None:
    person = teacher(role="deputy-headteacher", setting="school", aim="headship", npqs="none", awards="none")
    (first, *_) = courses(timeline(person, dt.date(2026, 7, 1)))
    assert (first.when, first.id) == ("November 2026", "npqh")
    assert "expected" not in first.what


def test_a_course_under_way_comes_first_and_another_no_sooner_than_a_year_on() -> None:
    person = teacher(
        role="subject-lead",
        setting="school",
        aim="headship",
        focus="teaching",
        teaching_years=9,
        leadership_years=4,
        npqs={"npqsl": "studying"},
        awards="none",
    )
    lines = timeline(person)
    assert (lines[0].when, lines[0].what, lines[0].id) == (
        "First",
        "Finish NPQSL and use it at work.",
        "npqsl",
    )
    assert [(line.when, line.id) for line in courses(lines)] == [("November 2027", "npqh")]


def test_a_course_that_ends_too_late_for_the_next_start_leaves_that_start_out() -> None:
    person = teacher(
        role="subject-lead",
        setting="school",
        aim="headship",
        focus="teaching",
        teaching_years=9,
        leadership_years=4,
        npqs="none",
        awards="none",
    )
    lines = timeline(person, dt.date(2026, 7, 1))
    assert [(line.when, line.id) for line in courses(lines)] == [("November 2026", "npqsl")]
    assert [(line.when, line.what) for line in lines[2:]] == [
        ("August 2028 on", "Take about a term to use what you learned before you add more."),
        ("July 2029 on", "Then look at this: NPQ in Headship."),
    ]


def test_a_course_that_starts_soon_takes_its_whole_time_before_the_next() -> None:
    person = teacher(
        role="deputy-headteacher",
        setting="school",
        aim="headship",
        npqs={"npqsl": "starting-soon"},
        awards="none",
    )
    assert [(line.when, line.id) for line in timeline(person)] == [
        ("First", "npqsl"),
        ("November 2029 on", "npqh"),
    ]


def test_what_comes_after_is_left_open_while_the_aim_is_open() -> None:
    lines = timeline(teacher(role="classroom-teacher", setting="school"))
    assert lines[-1].what == "Answer the questions again and see what has changed."
    assert (lines[-1].when, lines[-1].starts) == ("By November 2029", dt.date(2029, 11, 1))


def test_two_years_later_a_person_has_more_years_and_induction_behind_them() -> None:
    person = teacher(role="early-career-teacher", setting="school", awards=["qts"])
    assert later(person, (), 2).answers["role"] == "classroom-teacher"
    assert later(person, (), 1).answers["role"] == "early-career-teacher"
    experienced = teacher(role="subject-lead", teaching_years=3, leadership_years=0)
    after = later(experienced, ("npqlt",), 2)
    assert (after.answers["teaching_years"], after.answers["leadership_years"]) == (5, 2)
    assert after.answers["npqs"] == Statuses((("npqlt", "completed"),))


def test_a_course_that_was_under_way_is_finished_later_and_others_stay() -> None:
    person = teacher(npqs={"npqlt": "studying", "npqsl": "completed"})
    assert later(person, ("npqlt",), 1).answers["npqs"] == Statuses(
        (("npqlt", "completed"), ("npqsl", "completed"))
    )


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (dt.date(2026, 11, 21), 0, dt.date(2026, 11, 1)),
        (dt.date(2026, 11, 21), 1, dt.date(2026, 12, 1)),
        (dt.date(2026, 11, 30), 2, dt.date(2027, 1, 1)),
        (dt.date(2026, 1, 31), 36, dt.date(2029, 1, 1)),
    ],
    ids=["none", "one", "over the new year", "three years"],
)
def test_months_after_a_day(start: dt.date, months: int, expected: dt.date) -> None:
    assert months_after(start, months) == expected
