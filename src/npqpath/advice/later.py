"""The same person some time on: with courses finished or begun, and years added."""

from __future__ import annotations

from npqpath.advice.situation import Person
from npqpath.errors import UsageError
from npqpath.logic.question_kinds import AnswerValue, Statuses, kind_of


def later(person: Person, years: int, changed: dict[str, str]) -> Person:
    """Return the person `years` on, with new statuses of some qualifications.

    Where the data knows nobody like that, the person as they are.
    """
    changes: dict[str, AnswerValue] = {}
    for question in person.core.catalogue.pathways.questions:
        value = kind_of(question).later(person.answers.get(question.id), years, changed)
        changes |= {} if value is None else {question.id: value}
    try:
        return person.with_answers(changes)
    except UsageError:
        return person


def under_way(person: Person) -> dict[str, str]:
    """Return the courses that somebody is on or about to start, with the status of each."""
    return {
        npq: status
        for value in person.answers.values()
        if isinstance(value, Statuses)
        for npq, status in value.pairs
        if status in ("studying", "starting-soon")
    }
