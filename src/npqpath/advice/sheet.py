"""What a teacher and their line manager talk about: the first step of a plan, and what to settle for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from npqpath.advice.arranging import arrangements_for
from npqpath.advice.funding import Funding
from npqpath.advice.plan import Plan, Step
from npqpath.catalogue.pathways import Implementation
from npqpath.catalogue.qualifications import Qualification

WANTED = "aim"
"""The question whose answer says what somebody wants."""
BEFORE_A_START = ("explore", "prepare")
"""The stages to talk about while a step has not begun."""
QUESTIONS_EACH = 3
"""How many questions of each stage fit on one page; the plan has them all."""
WAYS = 3


@dataclass(frozen=True, slots=True)
class Settle:
    """Something to settle together, in a few words, and what there is to know about it."""

    what: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A conversation about one step; `course` and `funding` are there where the step is a qualification."""

    on: dt.date
    want: str | None
    step: Step
    course: Qualification | None
    funding: Funding | None
    settle: tuple[Settle, ...]
    stages: tuple[tuple[Implementation, tuple[str, ...]], ...]


def make_sheet(plan: Plan) -> Sheet:
    """Return the conversation about the first step of a plan."""
    step = plan.steps[0]
    catalogue = plan.core.catalogue
    is_course = step.suggestion.kind == "qualification"
    return Sheet(
        on=plan.on,
        want=next((given.answer for given in plan.given if given.question == WANTED), None),
        step=step,
        course=catalogue.qualification(step.suggestion.id) if is_course else None,
        funding=step.funding,
        settle=_for_course(plan) if is_course else _for_step(step),
        stages=tuple(
            (stage, stage.ask[:QUESTIONS_EACH])
            for stage in catalogue.pathways.implementation
            if stage.id in BEFORE_A_START
        ),
    )


def _for_course(plan: Plan) -> tuple[Settle, ...]:
    arrange = arrangements_for(plan.core.catalogue, [plan.steps[0].suggestion.id])
    return tuple(Settle(each.settle, each.text, each.sources) for each in arrange if each.settle)


def _for_step(step: Step) -> tuple[Settle, ...]:
    return tuple(Settle(way.name, way.text, way.sources) for way in step.activities[:WAYS])
