"""A plan as the program writes one, and a place to compare it with what each renderer should print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from npqpath.output.document import (
    Bullets,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
)

TITLE = Heading("Your plan, September 2026 to August 2029", 1)
ANSWERED = (
    Paragraph("For a head of department in a state-funded secondary school, in the fourth year of teaching."),
    Notice(
        "Registration for autumn 2026 has closed. DfE has not yet announced the funding rules for the next "
        "start, so check them before you apply."
    ),
)
NEXT_STEP = (
    Heading("Your next step"),
    Paragraph("The National Professional Qualification for Senior Leadership (NPQSL)."),
    Bullets(
        (
            Item(
                "You lead a team already and want to lead across the school.",
                ("From your answers: you lead a team; your aim is to lead across the school.",),
            ),
            Item("Your headteacher agrees \N{EN DASH} that makes the 1 to 2 hours a week easier to find."),
        )
    ),
    Pairs(
        (
            ("How long", "18 months, with an eight-day assessment near the end"),
            ("Hours a week", "1 to 2, on average"),
            ("Assessment", "One written response to a case study you have not seen before"),
            ("Providers", "Ambition Institute, Best Practice Network, LLSE, Teach First"),
        )
    ),
)
FUNDING = (
    Heading("Would DfE pay?"),
    Paragraph(
        "One more answer is needed: is your school on the list of the most disadvantaged schools? A place "
        "without DfE's money costs about £1,200."
    ),
)
TIMELINE = (
    Heading("Three years"),
    Table(
        ("When", "What", "Why then"),
        (
            (
                "Autumn 2026",
                "Agree with your line manager what you will lead",
                "Time to explore before you start",
            ),
            ("Spring 2027", "Register with a provider", "Places go in the order people apply"),
            ("Autumn 2027", "Start NPQSL", "The next start that is likely"),
            ("2028 to 2029", "Lead one whole-school change and keep it going", ""),
        ),
    ),
)
TO_DO = (
    Heading("What to settle first"),
    Heading("With your line manager", 3),
    Tasks(
        (
            Item("Ask which whole-school problem you could lead on.", ("This is the explore stage.",)),
            Item("Agree two hours a week in your timetable."),
        )
    ),
    Heading("By yourself", 3),
    Steps((Item("Find out whether your school is on the list."), Item("Read the course page."))),
)
SOURCES = (
    Heading("Sources"),
    Sources(
        (
            (
                "DfE: National professional qualifications (NPQs)",
                "https://www.gov.uk/guidance/national-professional-qualification-npq-courses",
                "20 July 2026",
            ),
            (
                "DfE: NPQ funding",
                "https://www.gov.uk/guidance/funding-for-national-professional-qualifications-npqs",
                "21 August 2026",
            ),
        )
    ),
)


@pytest.fixture
def plan() -> Document:
    """A whole plan with a block of every kind."""
    return Document((TITLE, *ANSWERED, *NEXT_STEP, *FUNDING, *TIMELINE, *TO_DO, *SOURCES))


@pytest.fixture
def expected() -> Callable[[str], str]:
    """Reads a file of expected text beside the tests."""
    folder = Path(__file__).parent / "expected"
    return lambda name: (folder / name).read_text(encoding="utf-8")
