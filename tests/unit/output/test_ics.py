"""Calendar files, read back by another library than the one that writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

import npqpath
from npqpath.output.calendar_file import Date, render_ics
from npqpath.output.text import safe
from tests.unit.output.documents import texts

DAY = dt.date(2026, 11, 21)
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
    return IcsCalendarStream.calendar_from_ics(render_ics(dates, on).decode())


def test_a_date_comes_back_whole() -> None:
    (event,) = read(START).events
    assert (event.uid, event.summary) == ("study-npqsl-1@npqpath", "Study for NPQSL: start (expected)")
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
    assert render_ics([START], DAY).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//npqpath//npqpath {npqpath.__version__}//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:NPQ plan",
        "BEGIN:VEVENT",
        "SUMMARY:Study for NPQSL: start (expected)",
        "DTSTART;VALUE=DATE:20271101",
        "DTEND;VALUE=DATE:20271201",
        "DTSTAMP:20261121T000000Z",
        "UID:study-npqsl-1@npqpath",
        "SEQUENCE:2150",
        "CLASS:PRIVATE",
        "DESCRIPTION:November 2027.\\nSource: DfE\\; read it\\, twice.",
        "LAST-MODIFIED:20261121T000000Z",
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


def test_the_same_dates_and_day_give_the_same_bytes() -> None:
    assert render_ics([START], DAY) == render_ics([START], DAY)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "https://exa mple.org", "x\r\nATTENDEE:mailto:a@b"]
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    content = render_ics([Date("a", "b", DAY, DAY, expected=False, url=url)], DAY)
    assert b"URL" not in content
    assert b"ATTENDEE" not in content


def test_long_lines_are_folded_between_letters_at_75_bytes() -> None:
    long = "学校の計画 " * 60 + "👩\u200d🏫" * 30
    content = render_ics([Date("a", long, DAY, DAY, expected=False, told=(long, long))], DAY)
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
    content = render_ics(dates, DAY).decode()
    names = [line.partition(":")[0].partition(";")[0] for line in content.split("\r\n") if line[:1] != " "]
    assert set(names) <= {
        *("BEGIN", "END", "VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "SUMMARY", "DTSTART", "DTEND"),
        *("DTSTAMP", "UID", "SEQUENCE", "CLASS", "DESCRIPTION", "LAST-MODIFIED", "STATUS", "TRANSP", ""),
    }
    events = read(*dates).events
    assert [event.summary or "" for event in events] == [safe(title) for title, _, _ in rows]
    told = ["\n".join(filter(None, map(safe, lines))) for _, *lines in rows]
    assert [event.description or "" for event in events] == told
