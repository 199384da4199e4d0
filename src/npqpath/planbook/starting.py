"""A new plan file from a plan of today."""

from __future__ import annotations

from dataclasses import replace

from npqpath.advice.answers import write_answers
from npqpath.advice.pacing import USUAL, Pacing
from npqpath.advice.plan import Plan
from npqpath.planbook.book import SCHEMA, VERSION, Advice, Book, Line
from npqpath.planbook.pace import pace_of
from npqpath.planbook.reviewing import months_on
from npqpath.planbook.steps import steps_of, written

REVIEW_MONTHS = 3
"""How long until the first talk is due: about a term."""


def book_of(plan: Plan, pacing: Pacing = USUAL) -> Book:
    """Return a new plan file's content: what was answered, what to do, and what was advised at this pace."""
    steps = steps_of(plan)
    return Book(
        schema=f"{SCHEMA}{VERSION}",
        made=plan.on,
        answered=plan.on,
        next_review=months_on(plan.on, REVIEW_MONTHS),
        pace=pace_of(pacing),
        answers=write_answers(plan.person.answers),
        steps=steps,
        advice=advice_of(plan, written(steps)),
    )


def advice_of(plan: Plan, checksums: dict[str, str]) -> Advice:
    """Return what a plan says, short enough to keep; `checksums` are those of its steps."""
    catalogue = plan.core.catalogue
    return Advice(
        day=plan.on,
        facts_checked=catalogue.qualifications.checked,
        data=catalogue.fingerprint,
        next_start=f"{plan.standing.next_start:%Y-%m}",
        answers=write_answers(plan.person.answers),
        suggestions=lines_of(plan),
        written=checksums,
    )


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Return the suggestions of a plan, best first."""
    return tuple(
        Line(
            id=step.suggestion.id,
            name=step.suggestion.name,
            certainty=step.suggestion.certainty,
            strength=step.suggestion.strength,
            because=step.suggestion.because,
            funding=step.funding.outcome if step.funding else None,
        )
        for step in plan.steps
    )


def with_answers(book: Book, fresh: dict[str, object]) -> Book:
    """Return the plan with new answers; an NPQ that is named changes alone, and the others stay."""
    held, named = book.answers.get("npqs"), fresh.get("npqs")
    if isinstance(held, dict) and isinstance(named, dict) and named:
        fresh = {**fresh, "npqs": {**held, **named}}
    return replace(book, answers={**book.answers, **fresh})
