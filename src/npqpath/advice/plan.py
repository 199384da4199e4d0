"""A whole plan as data: everything that the terminal, Markdown and JSON versions print."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from npqpath.advice.bars import Timeline
from npqpath.advice.calendar import Standing, stand
from npqpath.advice.core import CompiledRules
from npqpath.advice.deadlines import Due, find_deadlines
from npqpath.advice.finding_out import FindOut, find_out
from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.pacing import USUAL, Pacing
from npqpath.advice.phrases import answer_text
from npqpath.advice.place import Place, find_way, place_on_tracks
from npqpath.advice.situation import Person
from npqpath.advice.suggestions import RuledOut, Suggestion, rule_out, suggest
from npqpath.advice.timeline import draw_timeline
from npqpath.catalogue.pathways import Activity


@dataclass(frozen=True, slots=True)
class Step:
    """A suggestion with what the teacher needs to act on it: funding for a qualification, else activities."""

    suggestion: Suggestion
    funding: Funding | None
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One question with the answer that was given."""

    question: str
    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one person on one day."""

    person: Person
    standing: Standing
    given: tuple[Given, ...]
    steps: tuple[Step, ...]
    ruled_out: tuple[RuledOut, ...]
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
    def on(self) -> dt.date:
        """The day of the plan."""
        return self.standing.on


def make_plan(person: Person, on: dt.date, pacing: Pacing = USUAL) -> Plan:
    """Return the plan for a person on a day, as far ahead and as fast as they want to go."""
    core = person.core
    standing = stand(core.catalogue, on)
    suggestions = suggest(person)
    steps = tuple(_step(person, suggestion, standing) for suggestion in suggestions)
    funding = [step.funding for step in steps if step.funding]
    given = tuple(
        Given(id, core.catalogue.question(id).ask, answer_text(core, core.catalogue.question(id), value))
        for id, value in person.answers.items()
    )
    return Plan(
        person=person,
        standing=standing,
        given=given,
        steps=steps,
        ruled_out=rule_out(person),
        find_out=find_out(person, suggestions, funding),
        deadlines=find_deadlines(person, standing),
        timeline=draw_timeline(person, suggestions, standing, pacing),
        places=(places := place_on_tracks(person)),
        way=find_way(person, places, {suggestion.id for suggestion in suggestions}),
    )


def _step(person: Person, suggestion: Suggestion, standing: Standing) -> Step:
    if suggestion.kind == "qualification":
        return Step(suggestion, decide_funding(person, standing.rules, suggestion.id), ())
    return Step(suggestion, None, activities_for(person, suggestion.id))


def activities_for(person: Person, step_id: str) -> tuple[Activity, ...]:
    """Return the activities of a next step that fit this person for certain, in the order of the data."""
    core = person.core
    return tuple(
        activity
        for activity in core.catalogue.next_step(step_id).activities
        if (step_id, activity.id) not in core.activities
        or person.certainty(core.activities[step_id, activity.id]) == "certain"
    )
