"""The same person some time on: with courses finished or begun, and years added."""

from __future__ import annotations

from npqpath.advice.answers import AnswerValue, Statuses
from npqpath.advice.situation import Person
from npqpath.errors import UsageError

LATER_YEARS = 2
"""After how many years an answer may have given way to the one that the data names as `later`."""


def later(person: Person, years: int, changed: dict[str, str]) -> Person:
    """Return the person `years` on, with new statuses of some qualifications.

    Where the data knows nobody like that, the person as they are.
    """
    changes: dict[str, AnswerValue] = {}
    for question in person.core.catalogue.pathways.questions:
        value = person.answers.get(question.id)
        if question.kind == "number" and isinstance(value, int):
            changes[question.id] = value + years
        elif question.kind == "npqs":
            held = dict(value.pairs) if isinstance(value, Statuses) else {}
            changes[question.id] = Statuses(tuple((held | changed).items()))
        elif question.kind == "one" and isinstance(value, str) and years >= LATER_YEARS:
            then = next((answer.later for answer in question.answers if answer.id == value), None)
            changes |= {question.id: then} if then else {}
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
