"""Which dates of a plan go into a calendar, and that they say what is expected and where they come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from npqpath.advice.pacing import Bar
from npqpath.advice.person import make_person
from npqpath.advice.plan import Plan, make_plan
from npqpath.output.calendar_file import EXPECTED, NOT_SAID, Date, plan_dates, render_ics, review_dates
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import few_examples, frozen, frozen_core
from tests.unit.advice.people import partial_answers

DAY = dt.date(2026, 11, 21)
MADE = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
COURSE = "npqsl"


def nobody() -> Plan:
    """Return the plan of somebody who has said nothing."""
    return make_plan(make_person(frozen_core(), {}), DAY)


def dated(*bars: Bar) -> tuple[Date, ...]:
    """Return the dates of a plan with just these bars."""
    plan = nobody()
    return plan_dates(replace(plan, timeline=replace(plan.timeline, bars=bars)))


def bar(kind: str, first: dt.date, last: dt.date, *, expected: bool = False, id: str | None = COURSE) -> Bar:
    """Return a bar with a note."""
    return Bar(id, kind, "Do it", first, last, expected, "A note.")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "months", "days"),
    [
        ("study", ("2027-11", "2028-10"), ("2027-11-01", "2027-11-30")),
        ("coaching", ("2027-11", "2028-10"), ("2027-11-01", "2027-11-30")),
        ("study", ("2026-11", "2027-10"), ("2026-11-23", "2026-11-23")),
        ("assessment", ("2028-02", "2028-02"), ("2028-02-01", "2028-02-29")),
        ("assessment", ("2028-01", "2028-12"), ("2028-01-03", "2028-01-03")),
        ("deadline", ("2028-11", "2029-11"), ("2028-11-01", "2028-11-01")),
        ("step", ("2026-11", "2027-10"), ("2026-11-23", "2026-11-23")),
        ("review", ("2027-07", "2027-07"), ("2027-07-01", "2027-07-01")),
        ("use", ("2029-07", "2029-10"), ("2029-07-02", "2029-07-02")),
    ],
)
def test_a_window_takes_its_days_and_the_rest_a_working_day(
    kind: str, months: tuple[str, str], days: tuple[str, str]
) -> None:
    first, last = (dt.date.fromisoformat(f"{month}-01") for month in months)
    (date,) = dated(bar(kind, first, last))
    assert (date.first.isoformat(), date.last.isoformat()) == days


def test_registration_is_the_day_it_opens_and_the_day_it_closes() -> None:
    first, last = dt.date(2027, 5, 1), dt.date(2027, 6, 1)
    opens, closes = dated(bar("apply", first, last, expected=True))
    assert (opens.first, opens.last) == (dt.date(2027, 5, 3), dt.date(2027, 5, 3))
    assert (closes.first, closes.last) == (dt.date(2027, 6, 30), dt.date(2027, 6, 30))
    assert (opens.closes, closes.closes) == (False, True)
    assert closes.told[0] == NOT_SAID


def test_registration_that_is_open_by_now_has_only_its_last_day() -> None:
    (closes,) = dated(bar("apply", dt.date(2026, 11, 1), dt.date(2026, 11, 1), expected=True))
    assert (closes.first, closes.last) == (dt.date(2026, 11, 30), dt.date(2026, 11, 30))


def test_an_expected_date_says_so_in_its_title_and_in_words() -> None:
    first = dt.date(2027, 11, 1)
    sure, hoped = dated(bar("study", first, first), bar("study", first, first, expected=True))
    assert (sure.title, sure.expected, EXPECTED in sure.told) == ("Do it: start", False, False)
    assert (hoped.title, hoped.expected, EXPECTED in hoped.told) == ("Do it: start (expected)", True, True)


def test_a_time_limit_that_may_end_later_says_so() -> None:
    first, last = dt.date(2028, 11, 1), dt.date(2029, 11, 1)
    titles = [date.title for date in dated(bar("deadline", first, first), bar("deadline", first, last))]
    assert titles == ["Do it", "Do it: this month at the earliest"]


def test_a_date_tells_its_months_its_note_and_its_source() -> None:
    (date,) = dated(bar("study", dt.date(2027, 11, 1), dt.date(2029, 4, 1)))
    length = frozen().qualification(COURSE).length
    assert length is not None
    source = frozen().source(length.sources[0])
    assert date.told[:2] == ("From November 2027 to April 2029.", "A note.")
    assert date.told[2].startswith(f"Source: {source.title}, checked ")
    assert date.told[-1] == "From your plan of 21 November 2026."
    assert date.url == source.url


def test_ids_stay_when_the_days_move() -> None:
    first, later = dt.date(2027, 11, 1), dt.date(2028, 11, 1)
    before = dated(bar("study", first, later), bar("review", first, first, id=None))
    after = dated(bar("study", later, later), bar("review", later, later, id=None))
    assert [date.id for date in before] == [date.id for date in after] == ["study-npqsl-1", "review-1"]


def test_the_next_talk_is_a_date() -> None:
    assert review_dates(None) == ()
    (date,) = review_dates(dt.date(2027, 3, 5))
    assert (date.first, date.last, date.expected) == (dt.date(2027, 3, 5), dt.date(2027, 3, 5), False)


@given(partial_answers())
@few_examples
def test_every_plan_has_a_calendar_without_answers_in_it(answers: dict[str, AnswerValue]) -> None:
    plan = make_plan(make_person(frozen_core(), answers), DAY)
    dates = plan_dates(plan)
    assert len({date.id for date in dates}) == len(dates) >= len(plan.timeline.bars)
    assert all(DAY <= date.first <= date.last for date in dates)
    content = render_ics(dates, MADE, "me").replace(b"\r\n ", b"").decode()
    assert not [each.ask for each in plan.answered if each.ask in content]
