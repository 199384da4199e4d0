"""Calendar files, read back by another library than the one that writes them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

import npqpath
from npqpath.output.calendar_file import Date, render_ics
from npqpath.output.text import safe
from tests.unit.output.documents import texts

DAY = dt.date(2026, 11, 21)
MADE = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
MINE = "2744ccd10c75"
"""What stands for the plan of "me"."""
START = Date(
    id="study-npqsl-1",
    title="Study for NPQSL: start (expected)",
    first=dt.date(2027, 11, 1),
    last=dt.date(2027, 11, 30),
    expected=True,
    told=("November 2027.", "Source: DfE; read it, twice."),
    url="https://example.org/a?b=c&d",
)


def read(*dates: Date, on: dt.date = DAY) -> Calendar:
    """Return the calendar of these dates as another library reads it."""
    made = dt.datetime.combine(on, dt.time(), dt.UTC)
    return IcsCalendarStream.calendar_from_ics(render_ics(dates, made, "me").decode())


def test_a_date_comes_back_whole() -> None:
    (event,) = read(START).events
    assert (event.uid, event.summary) == (
        f"study-npqsl-1-{MINE}@npqpath",
        "Study for NPQSL: start (expected)",
    )
    assert (event.dtstart, event.dtend) == (dt.date(2027, 11, 1), dt.date(2027, 12, 1))
    assert event.description == "November 2027.\nSource: DfE; read it, twice."
    assert str(event.url) == "https://example.org/a?b=c&d"
    assert (event.status, event.transparency, event.classification) == (
        "TENTATIVE",
        "TRANSPARENT",
        "PRIVATE",
    )
    assert not event.alarm


def test_the_file_word_for_word() -> None:
    assert render_ics([START], MADE, "me").decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//npqpath//npqpath {npqpath.__version__}//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:NPQ plan",
        "BEGIN:VEVENT",
        "SUMMARY:Study for NPQSL: start (expected)",
        "DTSTART;VALUE=DATE:20271101",
        "DTEND;VALUE=DATE:20271201",
        "DTSTAMP:20261121T093000Z",
        f"UID:study-npqsl-1-{MINE}@npqpath",
        "SEQUENCE:185794200",
        "CLASS:PRIVATE",
        "DESCRIPTION:November 2027.\\nSource: DfE\\; read it\\, twice.",
        "LAST-MODIFIED:20261121T093000Z",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "URL:https://example.org/a?b=c&d",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_later_calendar_takes_the_place_of_the_one_before() -> None:
    """An importer keeps the event with the higher SEQUENCE and the later stamps for the same UID."""
    moved = Date(START.id, "Start", dt.date(2027, 10, 4), dt.date(2027, 10, 4), expected=False)
    (before,) = read(START).events
    (after,) = read(moved, on=DAY + dt.timedelta(days=200)).events
    assert before.uid == after.uid
    assert (before.sequence or 0) < (after.sequence or 0)
    assert before.dtstamp < after.dtstamp
    assert (after.status, after.description) == ("CONFIRMED", None)


def test_later_on_the_same_day_is_newer_too() -> None:
    before = read_at(MADE)
    after = read_at(MADE + dt.timedelta(minutes=5))
    assert before.uid == after.uid
    assert (before.sequence or 0) < (after.sequence or 0)


def read_at(made: dt.datetime) -> Event:
    """Return the one event of a calendar made at a moment."""
    (event,) = IcsCalendarStream.calendar_from_ics(render_ics([START], made, "me").decode()).events
    return event


def test_two_plans_have_no_event_in_common() -> None:
    mine, yours = (render_ics([START], MADE, whose).decode() for whose in ("me", "you"))
    uids = [next(line for line in text.split("\r\n") if line.startswith("UID:")) for text in (mine, yours)]
    assert uids[0] != uids[1]


def test_a_closing_date_has_one_reminder_a_week_before() -> None:
    (event,) = read(dataclasses.replace(START, closes=True)).events
    (alarm,) = event.alarm
    assert alarm.trigger == dt.timedelta(days=-7)


def test_the_same_dates_and_moment_give_the_same_bytes() -> None:
    assert render_ics([START], MADE, "me") == render_ics([START], MADE, "me")


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "https://exa mple.org", "x\r\nATTENDEE:mailto:a@b"]
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    content = render_ics([Date("a", "b", DAY, DAY, expected=False, url=url)], MADE, "me")
    assert b"URL" not in content
    assert b"ATTENDEE" not in content


def test_long_lines_are_folded_between_letters_at_75_bytes() -> None:
    long = "学校の計画 " * 60 + "👩\u200d🏫" * 30
    content = render_ics([Date("a", long, DAY, DAY, expected=False, told=(long, long))], MADE, "me")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = read(Date("a", long, DAY, DAY, expected=False, told=(long, long))).events
    assert event.summary == safe(long)
    assert event.description == f"{safe(long)}\n{safe(long)}"


@given(st.lists(st.tuples(texts(1), texts(), texts()), max_size=3))
def test_any_text_comes_back_and_adds_no_line_of_its_own(rows: list[tuple[str, str, str]]) -> None:
    dates = [
        Date(f"id-{number}", title, DAY, DAY, expected=False, told=(one, two))
        for number, (title, one, two) in enumerate(rows)
    ]
    content = render_ics(dates, MADE, "me").decode()
    names = [line.partition(":")[0].partition(";")[0] for line in content.split("\r\n") if line[:1] != " "]
    assert set(names) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTEND"),
        *("DTSTAMP", "UID", "SEQUENCE", "CLASS", "DESCRIPTION", "LAST-MODIFIED", "STATUS", "TRANSP", ""),
    }
    events = read(*dates).events
    assert [event.summary or "" for event in events] == [safe(title) for title, _, _ in rows]
    told = ["\n".join(filter(None, map(safe, lines))) for _, *lines in rows]
    assert [event.description or "" for event in events] == told
