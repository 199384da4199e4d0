"""Proofs about what no advice depends on: suggestions nobody gets, and answers that change nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.phrases import listed
from npqpath.logic.diagram import NOBODY
from npqpath.logic.question_kinds import kind_of
from npqpath.validate.findings import Finding
from npqpath.validate.funding_proofs import deciding_nodes
from npqpath.validate.telling_apart import alike, told_apart

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Question
    from npqpath.errors import Place
    from npqpath.validate.findings import Severity
    from npqpath.validate.ground import Ground
    from npqpath.validate.telling_apart import Apart


Given: TypeAlias = tuple[int, int]
"""An answer: a level and a value."""


def check_idle(ground: Ground) -> Iterator[Finding]:
    """Yield the suggestions nobody gets, and the questions and answers that have no effect."""
    yield from _check_suggestions(ground)
    apart = told_apart(ground.diagram, _who_is_asked(ground), _all_that_depends(ground))
    for index, question in enumerate(ground.data.catalogue.pathways.questions):
        if not ground.is_met(ground.core.asked[question.id]):
            message = f'Nobody is asked the question "{question.id}".'
            hint = "Change its `ask_if`, or take the question away."
            place = ground.data.key_place("pathways", ("questions", index, "ask_if"))
            yield _finding(place, "warning", message, hint)
            continue
        never = yield from _check_never_given(ground, index, question)
        yield from _check_alike(ground, index, question, apart, never)


def _check_suggestions(ground: Ground) -> Iterator[Finding]:
    """Yield what no rule suggests. Rules that can never match have a finding of their own."""
    suggested = set(ground.core.suggestible())
    catalogue = ground.data.catalogue
    offered = set(catalogue.qualifications.cohorts[-1].offers)
    for index, one in enumerate(catalogue.qualifications.qualifications):
        if one.id in offered - suggested:
            place = ground.data.place("qualifications", ("qualifications", index, "id"))
            yield _never_suggested(place, one.id, "is offered in the newest cohort")
    for index, step in enumerate(catalogue.pathways.next_steps):
        if step.id not in suggested:
            place = ground.data.place("pathways", ("next_steps", index, "id"))
            yield _never_suggested(place, step.id, "is a next step")


def _never_suggested(place: Place, id: str, what: str) -> Finding:
    message = f'"{id}" {what}, but no rule suggests it, so nobody can be given it.'
    return _finding(place, "warning", message, "Add a rule that suggests it, or take it away.")


def _check_never_given(
    ground: Ground, index: int, question: Question
) -> Generator[Finding, None, set[Given]]:
    """Yield the answers that nobody who exists can give, and return their levels and values."""
    never: set[Given] = set()
    asked = ground.real(ground.core.asked[question.id])
    for level in ground.core.space.levels.get(question.id, ()):
        variable = ground.core.space.variables[level]
        for value, word in enumerate(variable.values):
            if ground.diagram.restrict(asked, {level: value}) == NOBODY:
                never.add((level, value))
                name = f"{variable.part}: {word}" if variable.part else word
                reason = "Every such person is under `impossible`. Change that, or take the answer away."
                message = f'Nobody can give the answer "{name}" to the question "{question.id}".'
                place = _answer_place(ground, index, question, variable.part or word)
                yield _finding(place, "warning", message, reason)
    return never


def _check_alike(
    ground: Ground,
    index: int,
    question: Question,
    apart: dict[int, Apart],
    never: set[Given],
) -> Iterator[Finding]:
    """Yield that a question changes nothing, or which of its answers do not."""
    levels = ground.core.space.levels.get(question.id, ())
    # A question without an answer that anybody can give, or with one that nobody can, is told as such.
    unsettled = {level for level, _ in never}
    idle = [level for level in levels if not any(apart.get(level, ())) and level not in unsettled]
    if len(idle) == len(levels):
        message = f'The question "{question.id}" changes nothing: no advice and no funding depends on it.'
        place = ground.data.place("pathways", ("questions", index, "id"))
        yield _finding(
            place, "note", message, "Take it away if the tables of the next cohort do not need it."
        )
    elif kind_of(question).part_words:
        if idle:
            parts = [str(ground.core.space.variables[level].part) for level in idle]
            message = f'Ticking {listed(parts, "or")} under "{question.id}" changes nothing.'
            hint = "Write a rule that uses it, or take it away."
            yield _finding(_answer_place(ground, index, question, parts[0]), "note", message, hint)
    elif levels[0] in apart:
        values = ground.core.space.variables[levels[0]].values
        usable = [value for value in range(len(values)) if (levels[0], value) not in never]
        for group in alike(apart[levels[0]], usable):
            if len(group) > 1:
                names = [values[value] for value in group]
                message = f'Some answers to "{question.id}" are never told apart: {listed(names)}.'
                hint = "One answer would do for all of these, if the teacher would still find theirs."
                yield _finding(_answer_place(ground, index, question, names[0]), "note", message, hint)


def _who_is_asked(ground: Ground) -> dict[int, int]:
    """Return for each level who can exist and is asked about it."""
    asked, levels = ground.core.asked, ground.core.space.levels
    return {level: ground.real(asked[id]) for id in asked for level in levels.get(id, ())}


def _all_that_depends(ground: Ground) -> list[int]:
    """Return the people for whom something is so, for everything that can hang on an answer."""
    core = ground.core
    found = [*core.rules, *core.deadlines, *core.asked.values()]
    found += [*core.posts.values(), *core.activities.values()]
    return found + deciding_nodes(ground)


def _answer_place(ground: Ground, index: int, question: Question, answer: str) -> Place:
    ids: Iterable[str] = question.of or [each.id for each in question.answers]
    number = next((i for i, id in enumerate(ids) if id == answer), None)
    loc = ("questions", index)
    if number is None:
        return ground.data.place("pathways", (*loc, "id"))
    below = ("of", number) if question.of else ("answers", number, "id")
    return ground.data.place("pathways", (*loc, *below))


def _finding(place: Place, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(place, "NP307", severity, message, hint)
