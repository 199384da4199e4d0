"""A whole plan as data, and the sheet to talk about its first step; every form of output prints these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing, stand
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.fork import Fork, find_fork
from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.legal_deadlines import Due, find_deadlines
from npqpath.advice.pacing import USUAL, Pacing, Timeline
from npqpath.advice.person import Person, take_as_likely
from npqpath.advice.route import Place, place_on_tracks, shortest_path
from npqpath.advice.suggestions import FindOut, RuledOut, Suggestion, find_out, rule_out, suggest
from npqpath.advice.timeline import draw_timeline
from npqpath.advice.wording import answer_text
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Activity, Arrangement


@dataclass(frozen=True, slots=True)
class Step:
    """A suggestion with what the teacher needs to act on it: funding for a qualification, else activities."""

    suggestion: Suggestion
    funding: Funding | None
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question with the answer that was given."""

    question: str
    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one person on one day."""

    person: Person
    standing: Standing
    answered: tuple[AnsweredQuestion, ...]
    steps: tuple[Step, ...]
    fork: Fork
    find_out: tuple[FindOut, ...]
    deadlines: tuple[Due, ...]
    timeline: Timeline
    places: tuple[Place, ...]
    way: tuple[str, ...]

    @property
    def core(self) -> CompiledRules:
        """The core that the plan was made with."""
        return self.person.core

    @property
    def ruled_out(self) -> tuple[RuledOut, ...]:
        """What the person cannot be given, and why: worked out when asked for, as a page never does."""
        return rule_out(self.person)

    @property
    def on(self) -> dt.date:
        """The day of the plan."""
        return self.standing.on


def make_plan(person: Person, on: dt.date, pacing: Pacing = USUAL) -> Plan:
    """Return the plan for a person on a day, as far ahead and as fast as they want to go."""
    core = person.core
    standing = stand(core.catalogue, on)
    suggestions = suggest(person)
    steps = tuple(_step(person, suggestion, standing) for suggestion in suggestions)
    likely = [suggestion for suggestion in suggestions if suggestion.is_likely]
    funding = [step.funding for step in steps if step.funding and step.suggestion.is_likely]
    asked = ((core.catalogue.question(id), value) for id, value in person.answers.items())
    answered = (AnsweredQuestion(one.id, one.ask, answer_text(core, one, value)) for one, value in asked)
    return Plan(
        person=person,
        standing=standing,
        answered=tuple(answered),
        steps=steps,
        fork=find_fork(person, suggestions),
        find_out=find_out(person, likely, funding),
        deadlines=find_deadlines(person, standing),
        timeline=draw_timeline(person, suggestions, standing, pacing),
        places=(places := place_on_tracks(person)),
        way=shortest_path(person, places),
    )


def _step(person: Person, suggestion: Suggestion, standing: Standing) -> Step:
    if suggestion.kind == "qualification":
        return Step(suggestion, decide_funding(person, standing.rules, suggestion.id), ())
    return Step(suggestion, None, activities_for(person, suggestion.id))


def activities_for(person: Person, step_id: str) -> tuple[Activity, ...]:
    """Return the activities of a next step that fit this person, what is open taken as likely, in order."""
    core, likely = person.core, take_as_likely(person)
    return tuple(
        activity
        for activity in core.catalogue.next_step(step_id).activities
        if (step_id, activity.id) not in core.activities
        or likely.certainty(core.activities[step_id, activity.id]) == "certain"
    )


def arrangements(plan: Plan) -> tuple[Arrangement, ...]:
    """Return what fits any course of the plan; nothing where it has none."""
    courses = [step.suggestion.id for step in plan.steps if step.funding and step.suggestion.is_likely]
    return arrangements_for(plan.core.catalogue, courses)


def arrangements_for(catalogue: Catalogue, courses: Collection[str]) -> tuple[Arrangement, ...]:
    """Return what fits at least one of these qualifications, in the order of the data."""
    return tuple(one for one in catalogue.pathways.arrange if any(id not in one.not_for for id in courses))
