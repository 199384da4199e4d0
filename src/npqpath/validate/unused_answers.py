"""Proofs about what no advice depends on: suggestions nobody gets, and answers that change nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import kind_of
from npqpath.validate.findings import Finding
from npqpath.validate.funding_tables import deciding_nodes
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Question
    from npqpath.errors import Place
    from npqpath.rules.decision_diagram import Diagram
    from npqpath.validate.findings import Severity
    from npqpath.validate.proof_context import ProofContext


Given: TypeAlias = tuple[int, int]
"""An answer: a level and a value."""


def check_unused_answers(context: ProofContext) -> Iterator[Finding]:
    """Yield the suggestions nobody gets, and the questions and answers that have no effect."""
    yield from _check_suggestions(context)
    outcomes = _outcomes(context)
    used = _groups_of_values(context.diagram, outcomes).keys()
    groups = _groups_of_values(context.diagram, map(context.real, outcomes))
    alike = {level: groups[level] for level in used & groups.keys()}
    for index, question in enumerate(context.catalogue.pathways.questions):
        if not context.is_met(context.core.asked[question.id]):
            message = f'Nobody is asked the question "{question.id}".'
            hint = "Change its `ask_if`, or take the question away."
            place = context.key_place("pathways", ("questions", index, "ask_if"))
            yield _finding(place, "warning", message, hint)
            continue
        never = yield from _check_never_given(context, index, question)
        yield from _check_alike(
            context, index, question, {level: alike.get(level, []) for level in used}, never
        )


def _check_suggestions(context: ProofContext) -> Iterator[Finding]:
    """Yield what no rule suggests. Rules that can never match have a finding of their own."""
    suggested = set(context.core.offers)
    catalogue = context.catalogue
    offered = set(catalogue.qualifications.cohorts[-1].offers)
    for index, qualification in enumerate(catalogue.qualifications.qualifications):
        if qualification.id in offered - suggested:
            place = context.place("qualifications", ("qualifications", index, "id"))
            yield _never_suggested(place, qualification.id, "is offered in the newest cohort")
    for index, step in enumerate(catalogue.pathways.next_steps):
        if step.id not in suggested:
            place = context.place("pathways", ("next_steps", index, "id"))
            yield _never_suggested(place, step.id, "is a next step")


def _never_suggested(place: Place, id: str, what: str) -> Finding:
    message = f'"{id}" {what}, but no rule suggests it, so nobody can be given it.'
    return _finding(place, "warning", message, "Add a rule that suggests it, or take it away.")


def _check_never_given(
    context: ProofContext, index: int, question: Question
) -> Generator[Finding, None, set[Given]]:
    """Yield the answers that nobody who exists can give, and return their levels and values."""
    never: set[Given] = set()
    asked = context.real(context.core.asked[question.id])
    for level in context.core.space.levels.get(question.id, ()):
        variable = context.core.space.variables[level]
        for value, word in enumerate(variable.values):
            if context.diagram.restrict(asked, {level: value}) == NOBODY:
                never.add((level, value))
                name = f"{variable.part}: {word}" if variable.part else word
                reason = "Every such person is under `impossible`. Change that, or take the answer away."
                message = f'Nobody can give the answer "{name}" to the question "{question.id}".'
                place = _answer_place(context, index, question, variable.part or word)
                yield _finding(place, "warning", message, reason)
    return never


def _check_alike(
    context: ProofContext,
    index: int,
    question: Question,
    alike: dict[int, list[list[int]]],
    never: set[Given],
) -> Iterator[Finding]:
    """Yield that a question changes nothing, or which of its answers do not."""
    levels = context.core.space.levels.get(question.id, ())
    # A question without an answer that anybody can give, or with one that nobody can, is told as such.
    unsettled = {level for level, _ in never}
    unused = [level for level in levels if len(alike.get(level, ())) < 2 and level not in unsettled]
    if len(unused) == len(levels):
        message = f'The question "{question.id}" changes nothing: no advice and no funding depends on it.'
        place = context.place("pathways", ("questions", index, "id"))
        yield _finding(
            place, "note", message, "Take it away if the tables of the next cohort do not need it."
        )
    elif kind_of(question).part_words:
        if unused:
            parts = [str(context.core.space.variables[level].part) for level in unused]
            message = f'Ticking {listed(parts, "or")} under "{question.id}" changes nothing.'
            hint = "Write a rule that uses it, or take it away."
            yield _finding(_answer_place(context, index, question, parts[0]), "note", message, hint)
    else:
        values = context.core.space.variables[levels[0]].values
        for group in alike.get(levels[0], ()):
            names = [values[value] for value in group if (levels[0], value) not in never]
            if len(names) > 1:
                message = f'Some answers to "{question.id}" are never told apart: {listed(names)}.'
                hint = "One answer would do for all of these, if the teacher would still find theirs."
                yield _finding(_answer_place(context, index, question, names[0]), "note", message, hint)


def _outcomes(context: ProofContext) -> list[int]:
    """Return the people for whom something is so, for everything that can hang on an answer."""
    core = context.core
    found = [*core.rules, *core.deadlines, *core.asked.values()]
    found += [*core.posts.values(), *core.activities.values()]
    return found + deciding_nodes(context)


def _groups_of_values(diagram: Diagram, nodes: Iterable[int]) -> dict[int, list[list[int]]]:
    """Return for each level that a node depends on its values, in groups that never make a difference."""
    rows: dict[int, list[tuple[int, ...]]] = {}
    seen, waiting = {NOBODY, EVERYBODY}, [*nodes]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            rows.setdefault(diagram.level(node), []).append(diagram.children(node))
            waiting += diagram.children(node)
    groups: dict[int, list[list[int]]] = {}
    for level, children in rows.items():
        alike: dict[tuple[int, ...], list[int]] = {}
        for value, below in enumerate(zip(*children, strict=True)):
            alike.setdefault(below, []).append(value)
        groups[level] = [*alike.values()]
    return groups


def _answer_place(context: ProofContext, index: int, question: Question, answer: str) -> Place:
    ids: Iterable[str] = question.of or [each.id for each in question.answers]
    number = next((i for i, id in enumerate(ids) if id == answer), None)
    loc = ("questions", index)
    if number is None:
        return context.place("pathways", (*loc, "id"))
    below = ("of", number) if question.of else ("answers", number, "id")
    return context.place("pathways", (*loc, *below))


def _finding(place: Place, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(place, "NP307", severity, message, hint)
