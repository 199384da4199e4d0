"""What somebody says they hold: read from the text of a teaching record."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.person import make_person
from npqpath.advice.plan import make_plan
from npqpath.planfile.check import book_of
from npqpath.planfile.model import Book
from npqpath.planfile.teaching_record import recognise, with_holdings
from tests.builders import DAY, frozen, frozen_core

RECORD = """\
Your qualifications
Initial teacher training (ITT)
Qualification	BA
End date	28 January 2011
Qualified teacher status (QTS)
Held since	27 February 2012
Certificate	Download QTS certificate
National Professional Qualification (NPQ) for Senior Leadership
Held since	27 February 2020
Certificate	Download NPQSL certificate
National Professional Qualification (NPQ) for Leading Behaviour and Culture

Awarded
\t27 February 2024
Certificate
Download NPQLBC certificate
National Professional Qualification (NPQ) for Headship
Held since	1 March 2023
National Professional Qualification (NPQ) for Special Educational Needs Co-ordinators (SENCOs)
Certificate	Download NPQSENCO certificate
"""


def book() -> Book:
    """Return the plan of somebody who answered one question."""
    return book_of(make_plan(make_person(frozen_core(), {"role": "classroom-teacher"}), DAY))


def told(text: str) -> list[tuple[str, str | None]]:
    """Return the parts that a text names, each with its day."""
    found = recognise(text, frozen())
    return [(each.part, each.awarded.isoformat() if each.awarded else None) for each in found]


def test_the_page_of_the_teaching_record_is_read() -> None:
    assert told(RECORD) == [
        ("qts", "2012-02-27"),
        ("legacy-npqsl", "2020-02-27"),
        ("npqlbc", "2024-02-27"),
        ("npqh", "2023-03-01"),
        ("npqsenco", None),
    ]
    assert [each.older for each in recognise(RECORD, frozen())] == [None, None, None, "legacy-npqh", None]


@pytest.mark.parametrize("qualification", [each for each in frozen().question("npqs").of if each != "ehco"])
def test_every_npq_is_known_by_its_name_and_its_letters(qualification: str) -> None:
    known = frozen().qualification(qualification)
    subject = known.name.removeprefix("NPQ in ").removeprefix("NPQ for ")
    for name in (
        f"National Professional Qualification (NPQ) for {subject}",
        f"National Professional Qualification in {subject}",
        f"npq for {subject.lower()}",
        f"{known.short_name} (2025)",
    ):
        assert [part for part, _ in told(f"{name}\nHeld since 2 May 2025")] == [qualification]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("NPQLT 3rd May 2025", "2025-05-03"),
        ("NPQLT, 3 May, 2025", "2025-05-03"),
        ("NPQLT 2025-05-03", "2025-05-03"),
        ("NPQLT 2025-05", "2025-05-01"),
        ("NPQLT 03/05/2025", "2025-05-03"),
        ("NPQLT 99/99/2025", None),
        ("NPQLT 31 Foo 2025", None),
        ("NPQLT Not known", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: str | None) -> None:
    assert told(text) == [("npqlt", day)]


@pytest.mark.parametrize(
    "text", ["", "A list of books", "leading teaching assistants", "npq", "I want to lead"]
)
def test_nothing_is_found_where_nothing_is_named(text: str) -> None:
    assert told(text) == []


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    recognise(text, frozen())


def test_what_is_held_becomes_answers_and_evidence_once() -> None:
    found = recognise(RECORD, frozen())
    once = with_holdings(book(), found, DAY, frozen())
    assert once.answers["npqs"] == {"npqlbc": "completed", "npqh": "completed", "npqsenco": "completed"}
    assert once.answers["awards"] == ["qts", "legacy-npqsl"]
    assert [each.awarded for each in once.evidence][:2] == [dt.date(2012, 2, 27), dt.date(2020, 2, 27)]
    assert with_holdings(once, found, DAY, frozen()) == once
