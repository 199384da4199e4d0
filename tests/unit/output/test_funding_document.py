"""What is good to know about the money for one course, and for all."""

from __future__ import annotations

import pytest

from npqpath.output.views.funding import main_facts, notes_about
from tests.builders import frozen

CATALOGUE = frozen()
RULES = CATALOGUE.qualifications.cohorts[-1]


def told(*ids: str) -> str:
    """Return the notes for these courses as one text."""
    return " ".join(note.text for note in notes_about(CATALOGUE, RULES, ids))


def test_for_all_courses_there_is_every_note() -> None:
    every = (*CATALOGUE.qualifications.funding_facts, *RULES.notes)
    assert notes_about(CATALOGUE, RULES, RULES.offers) == every


@pytest.mark.parametrize("id", RULES.offers)
def test_for_one_course_there_is_what_concerns_it_and_everybody_now(id: str) -> None:
    notes = notes_about(CATALOGUE, RULES, {id})
    assert set(main_facts(CATALOGUE)) < set(notes)
    assert len(notes) < 10
    assert "targeted support fund" not in told(id)
    assert "registration for autumn 2026" in told(id)


def test_a_note_that_names_courses_stands_only_with_those() -> None:
    assert "New for 2026: NPQSL is funded" in told("npqsl")
    assert "New for 2026: NPQSL is funded" in told("npqh", "npqlpm")
    assert "NPQSL" not in told("npqlt")
