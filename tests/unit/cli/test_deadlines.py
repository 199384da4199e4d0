"""Somebody whose time under the law may run out hears what to do today, whatever they ask for."""

from __future__ import annotations

import json

import pytest

from tests.program import ANSWERS
from tests.unit.cli.calling import Caller

LATE = ("--answers", str(ANSWERS / "new-senco.yaml"), "--set", "senco_since=one-to-two-years", "--no-input")
ACT = "Ask a lead provider today whether a place on NPQSENCO is left for Autumn 2026"
TOO_LATE = "A start in November 2027 gives a result by about September 2029, which is too late."


@pytest.mark.parametrize(
    "words",
    [
        ("advise", *LATE),
        ("advise", *LATE, "--sheet"),
        ("advise", *LATE, "--format", "json"),
        ("funding", "npqsenco", *LATE),
        ("funding", "npqsenco", *LATE, "--format", "json"),
    ],
    ids=" ".join,
)
def test_the_deadline_is_in_every_view_of_the_advice(cli: Caller, words: tuple[str, ...]) -> None:
    told = cli.call(*words, "--on", "2026-11-22").stdout
    assert ACT in told
    assert TOO_LATE in told


def test_the_sheet_begins_with_it(cli: Caller) -> None:
    told = cli.call("advise", *LATE, "--sheet", "--on", "2026-11-22").stdout
    assert told.index(ACT) < told.index("What I want")
    assert "Ask today" not in told.partition("Dates")[2]


def test_the_timeline_and_the_calendar_begin_with_it(cli: Caller) -> None:
    (first, *_) = json.loads(cli.call("advise", *LATE, "--format", "json", "--on", "2026-11-22").stdout)[
        "timeline"
    ]
    assert (first["kind"], first["when"], first["what"]) == (
        "act",
        "Nov 2026",
        "Ask today for a place on NPQSENCO",
    )
    calendar = cli.call("advise", *LATE, "--format", "ics", "--on", "2026-11-22").stdout
    (summary, *_) = [line for line in calendar.splitlines() if line.startswith("SUMMARY")]
    assert summary == "SUMMARY:Ask today for a place on NPQSENCO"


def test_funding_for_another_course_says_nothing_of_it(cli: Caller) -> None:
    told = cli.call("funding", "npqh", *LATE, "--on", "2026-11-22").stdout
    assert "too late" not in told


def test_it_is_the_first_step_of_a_plan_file(cli: Caller) -> None:
    file = str(cli.home / "plan.yaml")
    started = cli.call("plan", "start", "--file", file, *LATE, "--on", "2026-11-22")
    assert f"1. {ACT}" in started.stdout
    assert TOO_LATE in started.stdout
    cli.call("plan", "done", "1", "--file", file, "--on", "2026-11-22")
    assert ACT not in cli.call("plan", "next", "--file", file, "--on", "2026-11-22").stdout


def test_a_check_puts_it_first_in_a_plan_that_lacked_it(cli: Caller) -> None:
    path = cli.home / "plan.yaml"
    cli.call("plan", "start", "--file", str(path), *LATE[:2], "--no-input", "--on", "2026-10-01")
    text = path.read_text("utf-8")
    assert "by-law-npqsenco" not in text
    path.write_text(text.replace("senco_since: under-a-year", "senco_since: one-to-two-years"), "utf-8")
    cli.call("plan", "check", "--file", str(path), "--on", "2026-11-22")
    assert f"1. {ACT}" in cli.call("plan", "next", "--file", str(path), "--on", "2026-11-22").stdout
