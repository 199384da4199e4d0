"""Dates that are too old, in the future or out of order."""

from __future__ import annotations

import datetime as dt

import pytest

from npqpath.dataset.catalogue import ended_on, on_day
from npqpath.validate.dates import check_dates, months_between
from tests.unit.validate.changed_data import DAY, Edit, changed, found, line_of, the_only

NEWEST = r"(- id: autumn-2026\n(?:    .*\n|\n)*?)"


def _newest(key: str, value: str) -> Edit:
    return rf"{NEWEST}(    {key}: ).*", rf"\g<1>\g<2>{value}"


def test_bundled_data_has_no_faults() -> None:
    assert list(check_dates(changed())) == []


def test_source_not_checked_for_a_year() -> None:
    edit = (r"(\n  generate-next-steps:\n(?:    .*\n)*?    checked: ).*", r"\g<1>2025-11-21")
    data = changed(edit)
    finding = the_only(check_dates, data, "NP401")
    assert line_of(data, finding) == "2025-11-21"
    assert finding.severity == "warning"
    assert finding.message == (
        "This source was last checked on 21 November 2025, 12 months ago: generate-next-steps."
    )


def test_source_checked_a_day_less_than_a_year_ago() -> None:
    edit = (r"(\n  generate-next-steps:\n(?:    .*\n)*?    checked: ).*", r"\g<1>2025-11-22")
    assert list(check_dates(changed(edit))) == []


def test_old_sources_of_one_day_are_one_finding() -> None:
    findings = found(check_dates, changed(on=dt.date(2028, 11, 21)), "NP401")
    assert len(findings) < 12
    assert any(" more." in each.message for each in findings)


def test_newest_cohort_in_the_past() -> None:
    data = changed(on=dt.date(2026, 12, 1))
    finding = the_only(check_dates, data, "NP402")
    assert finding.severity == "note"
    assert (
        finding.message
        == "The newest cohort, autumn-2026, started by 30 November 2026. No later start is listed."
    )
    assert line_of(data, finding) == "2026-11-30"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-04-15", "autumn-2026 starts on 15 April 2026, before the last start of spring-2026."),
        ("2025-12-15", "autumn-2026 starts before spring-2026, which is listed above it."),
    ],
    ids=["overlap", "order"],
)
def test_cohorts_that_do_not_follow_each_other(day: str, message: str) -> None:
    data = changed(qualifications=[_newest("starts_from", day)])
    finding = the_only(check_dates, data, "NP403")
    assert finding.message == message
    assert line_of(data, finding) == day


def test_page_checked_tomorrow() -> None:
    data = changed((r"^checked: .*", "checked: 2026-11-22"))
    finding = the_only(check_dates, data, "NP404")
    assert line_of(data, finding) == "2026-11-22"


def test_source_checked_tomorrow() -> None:
    edit = (r"(\n  generate-next-steps:\n(?:    .*\n)*?    checked: ).*", r"\g<1>2027-01-02")
    data = changed(edit)
    finding = the_only(check_dates, data, "NP404")
    assert finding.message == "The day 2 January 2027 has not come yet, so nobody can have checked this then."


def test_days_of_a_cohort_out_of_order() -> None:
    data = changed(qualifications=[_newest("registration_opens", "2026-12-23")])
    finding = the_only(check_dates, data, "NP405")
    assert finding.message == (
        "In autumn-2026 registration opens after the last start: 30 November 2026 is before 23 December 2026."
    )
    assert finding.hint == "Correct `registration_opens` or `starts_until`."


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (dt.date(2025, 11, 21), dt.date(2026, 11, 21), 12),
        (dt.date(2025, 11, 22), dt.date(2026, 11, 21), 11),
        (dt.date(2026, 1, 31), dt.date(2026, 2, 28), 0),
    ],
)
def test_months_between(start: dt.date, end: dt.date, months: int) -> None:
    assert months_between(start, end) == months


def test_a_text_that_waits_for_a_start_is_left_out_once_that_is_there() -> None:
    def facts(start: str) -> int:
        waiting = (r"(    as_of: 2025 and 2026\n)", rf"\g<1>        waits_for: {start}\n")
        context = changed(qualifications=[waiting])
        assert [each.code for each in check_dates(context)] == ["NP411"] * (start == "autumn-2026")
        return len(on_day(context.catalogue, DAY).qualifications.topics[-1].facts)

    assert facts("autumn-2026") == facts("autumn-2027") - 1


def test_a_row_that_names_another_start_is_told_with_the_start_that_takes_it_over() -> None:
    start = """\
  - {id: autumn-2027, name: Autumn 2027, starts_from: 2027-11-01, starts_until: 2027-11-30, like: autumn-2026,
     offers: [ehco, npqh], sources: [hisp-hub-2025]}
"""
    newest = r"(- id: autumn-2026\n(?:    .*\n|\n)*?        because: )(.*)"
    edits = [(newest, r"\g<1>For autumn 2026."), (r"^next_cohort:", rf"{start}\g<0>")]
    (finding,) = found(check_dates, changed(qualifications=edits), "NP413")
    assert finding.message == "This text of autumn-2027 names another start, Autumn 2026."


@pytest.mark.parametrize("announced", ["2027-05-17", None])
def test_only_a_start_that_dfe_announced_ends_what_it_does_not_offer(announced: str | None) -> None:
    said = f"announced: {announced}, " if announced else ""
    start = f"""\
  - {{id: autumn-2027, name: Autumn 2027, {said}starts_from: 2027-11-01, starts_until: 2027-11-30,
     like: autumn-2026, offers: [ehco, npqh], sources: [hisp-hub-2025]}}
"""
    catalogue = changed(qualifications=[(r"^next_cohort:", rf"{start}\g<0>")]).catalogue
    assert ended_on(catalogue, dt.date(2027, 5, 16)) == {}
    assert ("npqll" in ended_on(catalogue, dt.date(2027, 5, 17))) == (announced is not None)
    suggested = {rule.suggest for rule in on_day(catalogue, dt.date(2027, 12, 1)).pathways.rules}
    assert ("npqll" in suggested) == (announced is None)
