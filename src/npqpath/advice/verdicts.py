"""Everything that two data sets could say about people, each with whom they say it of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from npqpath.advice.core import STRENGTHS, CompiledRules
from npqpath.advice.shared_space import Merged
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
    words = both.whole.catalogue
    for id in dict.fromkeys((*both.new.suggestible(), *both.old.suggestible())):
        states = (_strengths(core, id) for core in (both.old, both.new))
        yield Verdict("suggestion", id, words.name_of(id), *states)
    if cohort is not None:
        yield from _funding(both, cohort)
    yield from _deadlines(both)
    yield from _activities(both)
    posts = {**both.old.catalogue.posts_by_id, **both.new.catalogue.posts_by_id}
    for id, post in posts.items():
        yield _yes_or_no(
            both, "post", id, post.name, (each.posts.get(id, NOBODY) for each in (both.old, both.new))
        )
    for id, asked in both.new.asked.items():
        if id in both.old_asked:
            yield _yes_or_no(both, "question", id, words.question(id).ask, (both.old_asked[id], asked))


def _yes_or_no(both: Merged, subject: Subject, id: str, name: str, nodes: Iterable[int]) -> Verdict:
    """Return something that is said of people or not: the nodes are those of whom each data set says it."""
    return Verdict(subject, id, name, *({YES: node, NO: both.whole.diagram.negate(node)} for node in nodes))


def _strengths(core: CompiledRules, id: str) -> States:
    states, stronger = States(), NOBODY
    for strength in STRENGTHS:
        enough = core.suggested(id, strength)
        states[strength] = core.diagram.both(enough, core.diagram.negate(stronger))
        stronger = enough
    return {**states, NOT_SUGGESTED: core.diagram.negate(stronger)}


def _funding(both: Merged, cohort: str) -> Iterator[Verdict]:
    new, old = both.new.catalogue.cohort(cohort), both.old.catalogue.cohort(cohort)
    words = both.whole.catalogue
    for id in dict.fromkeys((*new.offers, *old.offers)):
        name = words.qualification(id).short_name
        yield Verdict("funding", id, name, *(_outcomes(core, cohort, id) for core in (both.old, both.new)))
        before, after = (_waits(core, cohort, id) for core in (both.old, both.new))
        for question in {**before, **after}:
            waits = f'{name} waits for "{words.question(question).ask}"'
            stopped = (each.get(question, NOBODY) for each in (before, after))
            yield _yes_or_no(both, "funding-waits", id, waits, stopped)


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
    words: dict[str, str] = {}
    nodes: list[dict[str, int]] = []
    for core in (both.old, both.new):
        entries = core.catalogue.pathways.deadlines
        words |= {one.id: one.because for one in entries}
        nodes.append({one.id: node for one, node in zip(entries, core.deadlines, strict=True)})
    for id, because in words.items():
        yield _yes_or_no(both, "deadline", id, because, (each.get(id, NOBODY) for each in nodes))


def _activities(both: Merged) -> Iterator[Verdict]:
    """Yield who sees each activity among those whom both data sets give its next step."""
    old, new = (
        {(step.id, each.id): each for step in core.catalogue.pathways.next_steps for each in step.activities}
        for core in (both.old, both.new)
    )
    for key, activity in {**old, **new}.items():
        step = both.whole.diagram.all_of(core.suggested(key[0]) for core in (both.old, both.new))
        seen = (
            both.whole.diagram.both(step, core.activities.get(key, EVERYBODY)) if key in own else NOBODY
            for core, own in ((both.old, old), (both.new, new))
        )
        yield _yes_or_no(both, "activity", activity.id, activity.name, seen)
