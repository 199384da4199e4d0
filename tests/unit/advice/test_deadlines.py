"""Days by which the law asks a qualification: counted from the answers and the day of the plan."""

from __future__ import annotations

import datetime as dt

import pytest

from npqpath.advice.cohort_dates import stand
from npqpath.advice.legal_deadlines import Due, find_deadlines
from npqpath.advice.person import make_person, read_answers
from tests.builders import frozen, frozen_core

RULE = "A mainstream SENCO must have the result of this NPQ within three years of being appointed."
ASK = (
    "Ask a lead provider today whether a place on NPQSENCO is left for Autumn 2026, "
    "and tell your headteacher."
)


def deadlines(on: dt.date, **raw: object) -> tuple[Due, ...]:
    core = frozen_core()
    answers = {
        "role": "senco",
        "setting": "school",
        "senco_post": "mainstream",
        "npqs": "none",
        "awards": "none",
        **raw,
    }
    return find_deadlines(make_person(core, read_answers(answers, core.catalogue)), stand(frozen(), on))


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (
            "under-a-year",
            "Your time ends between November 2028 and November 2029. "
            "A start in November 2027 gives a result by about September 2029, which may be too late.",
        ),
        (
            "one-to-two-years",
            "Your time ends between November 2027 and November 2028. "
            "A start in November 2027 gives a result by about September 2029, which is too late.",
        ),
        (
            "over-two-years",
            "Your time ends by November 2027 at the latest, or is over already. "
            "A start in November 2027 gives a result by about September 2029, which is too late.",
        ),
        (
            "September 2025",
            "Your time ends in September 2028. "
            "A start in November 2027 gives a result by about September 2029, which is too late.",
        ),
        (
            "2026-09",
            "Your time ends in September 2029. "
            "A start in November 2027 gives a result by about September 2029, which may be too late.",
        ),
        (
            "2023-01",
            "Your time ended by January 2026. "
            "A start in November 2027 gives a result by about September 2029, which is too late.",
        ),
    ],
)
def test_a_senco_hears_whether_the_next_start_is_in_time(since: str, told: str) -> None:
    (due,) = deadlines(dt.date(2026, 11, 21), senco_since=since)
    assert due == Due("npqsenco", f"{RULE} {told} {ASK}", ("gov-senco-rules",), ASK)


def test_somebody_who_does_not_know_the_kind_of_school_hears_of_the_deadline() -> None:
    (due,) = deadlines(dt.date(2026, 11, 21), senco_since="under-a-year", workplace_type="not sure")
    assert due.qualification == "npqsenco"


def test_in_good_time_the_next_start_will_do() -> None:
    (due,) = deadlines(dt.date(2026, 10, 1), senco_since="under-a-year")
    assert due.text.endswith(
        "A start in November 2026 gives a result by about September 2028, which is in time, "
        "but do not let that start pass."
    )
    assert due.act is None


def test_between_starts_a_late_senco_is_sent_to_the_headteacher() -> None:
    (due,) = deadlines(dt.date(2026, 12, 5), senco_since="one-to-two-years")
    act = "Tell your headteacher today, and ask DfE and a lead provider what to do about NPQSENCO."
    assert (due.act, due.text.endswith(act)) == (act, True)


@pytest.mark.parametrize(
    "answers",
    [
        {"senco_since": "not sure"},
        {"senco_since": "before-september-2009"},
        {"senco_since": "under-a-year", "npqs": {"npqsenco": "completed"}},
        {"senco_since": "under-a-year", "awards": ["nasenco"]},
        {"senco_post": "elsewhere"},
        {"senco_since": "under-a-year", "workplace_type": "independent-school"},
        {"senco_since": "under-a-year", "works_in_england": "no"},
    ],
    ids=[
        "date not known",
        "before the rule",
        "met already",
        "older award",
        "not mainstream",
        "charges fees",
        "outside England",
    ],
)
def test_nobody_hears_of_a_deadline_that_may_not_be_theirs(answers: dict[str, object]) -> None:
    assert deadlines(dt.date(2026, 11, 21), **answers) == ()


@pytest.mark.parametrize(
    ("since", "ends"),
    [("2023-09", "ended by September 2026"), ("2024-02", "ends in February 2027")]
    + [(since, "ends on 31 August 2027") for since in ("2024-09", "2026-09", "not sure")],
)
def test_a_nasenco_under_way_ends_on_the_fixed_day_or_before(since: str, ends: str) -> None:
    begun = ["nasenco-begun-before-september-2024"]
    (due,) = deadlines(dt.date(2026, 11, 28), senco_since=since, awards=begun)
    words = f"A NASENCO begun before September 2024 must be finished in time. Your time {ends}."
    assert due == Due("nasenco", words, ("gov-senco-rules",), None)


def test_a_deadline_does_not_move_with_the_day_of_the_plan() -> None:
    days = [dt.date(2026, 11, 28), dt.date(2027, 2, 10), dt.date(2028, 12, 1)]
    assert all(
        "Your time ends in September 2029." in deadlines(on, senco_since="2026-09")[0].text for on in days
    )


def test_a_deadline_that_is_likely_is_told_before_all_is_answered() -> None:
    core = frozen_core()
    raw = {"role": "senco", "setting": "school", "senco_since": "2025-09"}
    person = make_person(core, read_answers(raw, core.catalogue))
    (due,) = find_deadlines(person, stand(frozen(), dt.date(2026, 11, 28)))
    assert "Your time ends in September 2028." in due.text
