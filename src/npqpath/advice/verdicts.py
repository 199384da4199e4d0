"""Everything that two data sets could say about people, each with whom they say it of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from npqpath.advice.core import STRENGTHS, CompiledRules
from npqpath.advice.shared_space import Carried, Merged
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Activity
from npqpath.logic.diagram import EVERYBODY, NOBODY

Subject: TypeAlias = Literal[
    "suggestion", "funding", "funding-waits", "deadline", "activity", "post", "question"
]

NOT_SUGGESTED, NOT_OFFERED, NO_RULE = "not-suggested", "not-offered", "no-rule"
YES, NO = "yes", "no"

States: TypeAlias = dict[str, int]
"""The people whom each verdict is for; nobody is in two of them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that people are told about, and who is told what about it by the old and the new data set."""

    subject: Subject
    id: str
    name: str
    old: States
    new: States


def verdicts(both: Merged, cohort: str | None) -> Iterator[Verdict]:
    """Yield all that either data set says about people; `cohort` is the start whose funding to compare."""
    old, new = both.old.core, both.new.core
    for id in dict.fromkeys((*new.suggestible(), *old.suggestible())):
        states = (_carry(core, _strengths(core.core, id)) for core in (both.old, both.new))
        yield Verdict("suggestion", id, both.words.name_of(id), *states)
    if cohort is not None:
        yield from _funding(both, cohort)
    yield from _deadlines(both)
    yield from _activities(both)
    yield from _posts(both)
    asked_before = both.old.asked()
    for id, asked in both.new.asked().items():
        if id in asked_before:
            ask = both.words.question(id).ask
            yield Verdict("question", id, ask, _states(both, asked_before[id]), _states(both, asked))


def _carry(carried: Carried, states: States) -> States:
    return {state: carried.node(node) for state, node in states.items()}


def _strengths(core: CompiledRules, id: str) -> States:
    states, stronger = States(), NOBODY
    for strength in STRENGTHS:
        enough = core.suggested(id, strength)
        states[strength] = core.diagram.both(enough, core.diagram.negate(stronger))
        stronger = enough
    return {**states, NOT_SUGGESTED: core.diagram.negate(stronger)}


def _funding(both: Merged, cohort: str) -> Iterator[Verdict]:
    new, old = both.new.core.catalogue.cohort(cohort), both.old.core.catalogue.cohort(cohort)
    for id in dict.fromkeys((*new.offers, *old.offers)):
        name = both.words.qualification(id).short_name
        states = (_carry(core, _outcomes(core.core, cohort, id)) for core in (both.old, both.new))
        yield Verdict("funding", id, name, *states)
        before, after = (_carry(core, _waits(core.core, cohort, id)) for core in (both.old, both.new))
        for question in {**before, **after}:
            waits = f'{name} waits for "{both.words.question(question).ask}"'
            stopped = (_states(both, each.get(question, NOBODY)) for each in (before, after))
            yield Verdict("funding-waits", id, waits, *stopped)


def _outcomes(core: CompiledRules, cohort: str, id: str) -> States:
    table = core.catalogue.cohort(cohort)
    if id not in table.offers:
        return {NOT_OFFERED: EVERYBODY}
    states, decided = States(), NOBODY
    for row, node in core.funding_rows(cohort, id):
        outcome = table.funding[row].outcome
        if outcome is not None and not table.funding[row].needs:
            states[outcome] = core.diagram.either(states.get(outcome, NOBODY), node)
            decided = core.diagram.either(decided, node)
    return {**states, NO_RULE: core.diagram.negate(decided)}


def _waits(core: CompiledRules, cohort: str, id: str) -> States:
    """Return the questions that must be answered before funding is decided, each with whom it stops."""
    table, states = core.catalogue.cohort(cohort), States()
    if id in table.offers:
        for row, node in core.funding_rows(cohort, id):
            if question := table.funding[row].needs:
                states[question] = core.diagram.either(states.get(question, NOBODY), node)
    return states


def _deadlines(both: Merged) -> Iterator[Verdict]:
    old, new = (_all_deadlines(carried) for carried in (both.old, both.new))
    for id, because in (old[0] | new[0]).items():
        states = (_states(both, nodes.get(id, NOBODY)) for _, nodes in (old, new))
        yield Verdict("deadline", id, because, *states)


def _all_deadlines(carried: Carried) -> tuple[dict[str, str], dict[str, int]]:
    """Return the words of every deadline, and whom it is for."""
    deadlines = carried.core.catalogue.pathways.deadlines
    nodes = zip(deadlines, carried.core.deadlines, strict=True)
    return {one.id: one.because for one in deadlines}, {one.id: carried.node(node) for one, node in nodes}


def _activities(both: Merged) -> Iterator[Verdict]:
    """Yield who sees each activity among those whom both data sets give its next step."""
    old, new = (_all_activities(carried.core.catalogue) for carried in (both.old, both.new))
    for key, activity in {**old, **new}.items():
        step = both.diagram.all_of(each.node(each.core.suggested(key[0])) for each in (both.old, both.new))
        seen = (
            both.diagram.both(step, each.node(each.core.activities.get(key, EVERYBODY)))
            if key in all_
            else NOBODY
            for each, all_ in ((both.old, old), (both.new, new))
        )
        yield Verdict("activity", activity.id, activity.name, *(_states(both, node) for node in seen))


def _all_activities(catalogue: Catalogue) -> dict[tuple[str, str], Activity]:
    return {(step.id, each.id): each for step in catalogue.pathways.next_steps for each in step.activities}


def _posts(both: Merged) -> Iterator[Verdict]:
    for id, post in {**both.old.core.catalogue.posts_by_id, **both.new.core.catalogue.posts_by_id}.items():
        nodes = (each.node(each.core.posts.get(id, NOBODY)) for each in (both.old, both.new))
        yield Verdict("post", id, post.name, *(_states(both, node) for node in nodes))


def _states(both: Merged, node: int) -> States:
    return {YES: node, NO: both.diagram.negate(node)}
