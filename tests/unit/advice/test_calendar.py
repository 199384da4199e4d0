"""What a teacher can do on a given day, in the exact words of the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from npqpath.advice.cohort_dates import Standing, stand
from npqpath.dataset.qualifications import Cohort
from npqpath.words import day, month
from tests.builders import FACT, catalogue, cohort, frozen, one, row

NOT_OUT = (
    "The rules for autumn 2027 are not out, and nothing about scholarships for 2027 was found. "
    "NPQs start once a year, in November, and the 2026 rules came out on 18 May 2026, "
    "so look again in late spring 2027."
)
STALE = (
    "The facts here were last checked on 21 November 2026. Check dates and funding on GOV.UK before you act."
)
GONE = "Autumn 2026 courses have started, so you cannot join that start any more."
ASK_TODAY = "If you hoped to start now, ask a lead provider today whether a place is left."
UNCONFIRMED = f"We could not confirm when registration closes. {ASK_TODAY}"

DAYS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "2026-04-01": (
        "spring-2026",
        "starting",
        "2026-11-01",
        (
            f"Spring 2026 courses start between January 2026 and April 2026. {UNCONFIRMED}",
            "The rules for the next start, expected in November 2026, were not out yet.",
        ),
    ),
    "2026-05-17": (
        "spring-2026",
        "started",
        "2026-11-01",
        (
            "Spring 2026 courses have started, so you cannot join that start any more.",
            "The rules for the next start, expected in November 2026, were not out yet.",
        ),
    ),
    "2026-05-20": (
        "autumn-2026",
        "announced",
        "2026-11-01",
        (
            "The rules for Autumn 2026 are out. Registration opens on 23 June 2026. "
            "Courses start in November 2026.",
        ),
    ),
    "2026-07-01": (
        "autumn-2026",
        "open",
        "2026-11-01",
        (
            "Registration for Autumn 2026 is open. We could not confirm when registration closes. "
            "Courses start in November 2026.",
        ),
    ),
    "2026-11-21": (
        "autumn-2026",
        "starting",
        "2027-11-01",
        (f"Autumn 2026 courses start this month. {UNCONFIRMED}", NOT_OUT),
    ),
    "2026-12-05": ("autumn-2026", "started", "2027-11-01", (GONE, NOT_OUT)),
    "2027-07-01": ("autumn-2026", "started", "2027-11-01", (STALE, GONE, NOT_OUT)),
}


@pytest.mark.parametrize(
    ("on", "rules", "phase", "next_start", "notices"),
    [(on, *expected) for on, expected in DAYS.items()],
    ids=DAYS,
)
def test_how_matters_stand_on_a_day(
    on: str, rules: str, phase: str, next_start: str, notices: tuple[str, ...]
) -> None:
    matters = stand(frozen(), dt.date.fromisoformat(on))
    assert (matters.rules.id, matters.phase) == (rules, phase)
    assert matters.next_start == dt.date.fromisoformat(next_start)
    assert matters.notices == notices
    assert matters.expected is (phase in ("starting", "started"))


def test_every_day_has_a_notice_a_later_start_and_sources_that_exist() -> None:
    for after in range(0, 2500, 9):
        on = dt.date(2021, 9, 1) + dt.timedelta(days=after)
        matters = stand(frozen(), on)
        assert matters.notices
        assert matters.next_start > on
        assert set(matters.sources) <= set(frozen().sources_by_id)


def standing(on: dt.date, **dates: dt.date) -> Standing:
    """Return how matters stand with one start, in November 2026, that has these dates."""
    start: Cohort = replace(cohort(row("rest", "funded")), **dates)  # type: ignore[arg-type]
    return stand(catalogue([one("role", "head", "teacher")], cohorts=[start]), on)


def test_a_closed_registration_is_said_first_and_the_next_start_is_a_later_one() -> None:
    closed = standing(
        dt.date(2026, 10, 20), announced=dt.date(2026, 5, 1), registration_closes=dt.date(2026, 10, 9)
    )
    assert (closed.phase, closed.expected, closed.next_start) == ("closed", True, dt.date(2027, 11, 1))
    assert closed.notices == ("Registration for Autumn closed on 9 October 2026.", FACT.text)


def test_registration_is_open_to_the_end_of_its_last_day() -> None:
    dates = {"announced": dt.date(2026, 5, 1), "registration_opens": dt.date(2026, 6, 1)}
    last = dt.date(2026, 10, 9)
    assert standing(dt.date(2026, 6, 1), registration_closes=last, **dates).phase == "open"
    assert standing(last, registration_closes=last, **dates).phase == "open"
    assert standing(dt.date(2026, 10, 10), registration_closes=last, **dates).phase == "closed"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (dt.date(2026, 11, 5), "closes on 10 November 2026"),
        (dt.date(2026, 11, 12), "closed on 10 November 2026"),
    ],
    ids=["before", "after"],
)
def test_the_closing_day_is_told_as_past_only_when_it_is(on: dt.date, told: str) -> None:
    (first, *_) = standing(on, registration_closes=dt.date(2026, 11, 10)).notices
    assert first == f"Autumn courses start this month. Registration {told}. {ASK_TODAY}"


def test_a_start_begins_on_its_first_day_and_is_over_after_its_last() -> None:
    assert standing(dt.date(2026, 11, 1)).phase == "starting"
    assert standing(dt.date(2026, 11, 30)).phase == "starting"
    assert standing(dt.date(2026, 12, 1)).phase == "started"


def test_facts_go_stale_after_half_a_year() -> None:
    checked = frozen().qualifications.checked
    assert STALE not in stand(frozen(), checked + dt.timedelta(days=183)).notices
    assert stand(frozen(), checked + dt.timedelta(days=184)).notices[0] == STALE


def test_dates_are_put_into_words() -> None:
    assert day(dt.date(2026, 5, 8)) == "8 May 2026"
    assert month(dt.date(2026, 5, 8)) == "May 2026"
