"""The wizard as a pure function: replay the answers from the first question, and say what comes next.

Back, changing one answer, going on another day and an answers file are all the same call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from npqpath.advice.answers import AnswerValue, values_of
from npqpath.advice.core import CompiledRules
from npqpath.advice.situation import Person, make_person
from npqpath.catalogue.pathways import Question
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY

Order = Literal["authored", "quick"]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line of the plan that is still open: whom it would be for, and whom it would not."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a replay ends: the questions answered on the way, and the next one, or None at the end.

    `person` has only the answers that were reached; `open_lines` says how much of the plan is open.
    """

    person: Person
    answered: tuple[str, ...]
    next: str | None
    open_lines: tuple[Undecided, ...]
    may_come: int


def replay(
    core: CompiledRules, goal: tuple[int, ...], answers: Mapping[str, AnswerValue], order: Order = "authored"
) -> Position:
    """Return where somebody with these answers stands on the way to `goal` (the lines to decide).

    A question is passed over when nobody with the answers so far is asked it, or when no answer to
    it can change a line any more. An answer to a question that is passed over does not count.
    """
    lines = _undecided([Undecided(*core.sides(node)) for node in goal])
    known: dict[int, int] = {}
    counted: dict[str, AnswerValue] = {}
    waiting = list(core.catalogue.pathways.questions)
    while lines:
        question = _choose(core, waiting, known, lines, order)
        if question is None:
            lines, waiting = _settle(core, waiting, lines)
            if not waiting:
                break
        elif question.id not in answers:
            may_come = _may_come(core, waiting, known, lines)
            return Position(make_person(core, counted), tuple(counted), question.id, lines, may_come)
        else:
            waiting.remove(question)
            counted[question.id] = answers[question.id]
            values = values_of(core.space, question.id, answers[question.id])
            known |= values
            restrict = core.diagram.restrict
            lines = _undecided(
                [Undecided(restrict(line.yes, values), restrict(line.no, values)) for line in lines]
            )
    return Position(make_person(core, counted), tuple(counted), None, lines, 0)


def _settle(
    core: CompiledRules, waiting: list[Question], lines: tuple[Undecided, ...]
) -> tuple[tuple[Undecided, ...], list[Question]]:
    """Return the lines without the first waiting question, and the other questions.

    Two questions that always go together matter to nobody one by one; without the first, the second does.
    """
    levels, forget = core.space.levels[waiting[0].id] if waiting else (), core.diagram.forget
    return _undecided(
        [Undecided(forget(line.yes, levels), forget(line.no, levels)) for line in lines]
    ), waiting[1:]


def _choose(
    core: CompiledRules,
    waiting: list[Question],
    known: dict[int, int],
    lines: tuple[Undecided, ...],
    order: Order,
) -> Question | None:
    """Return the next question that is asked and matters; what can never matter leaves `waiting`."""
    candidates = []
    for question in list(waiting):
        if _is_asked(core, question.id, known) and _matters(core, question.id, lines):
            if order == "authored":
                return question
            candidates.append(question)
    if not candidates:
        return None
    return max(candidates, key=lambda question: _weight(core, question.id, lines))


def _is_asked(core: CompiledRules, question: str, known: dict[int, int]) -> bool:
    diagram = core.diagram
    left = diagram.restrict(core.possible, known)
    return diagram.both(left, diagram.negate(diagram.restrict(core.asked[question], known))) == NOBODY


def _matters(core: CompiledRules, question: str, lines: tuple[Undecided, ...]) -> bool:
    """Return whether two answers to a question could leave two different plans, all else being equal."""
    diagram, levels = core.diagram, core.space.levels[question]
    return any(
        diagram.both(diagram.forget(line.yes, levels), diagram.forget(line.no, levels)) != NOBODY
        for line in lines
        if diagram.depends(line.yes, levels) or diagram.depends(line.no, levels)
    )


def _undecided(lines: list[Undecided]) -> tuple[Undecided, ...]:
    return tuple(dict.fromkeys(line for line in lines if line.yes != NOBODY and line.no != NOBODY))


def _weight(core: CompiledRules, question: str, lines: tuple[Undecided, ...]) -> float:
    """Return how much hangs on a question: a line that hangs on three counts a third for each."""
    weight = 0.0
    for line in lines:
        asked = {core.space.variables[level].question for level in core.diagram.support(line.yes)}
        if question in asked:
            weight += 1 / len(asked)
    return weight


def _may_come(
    core: CompiledRules, waiting: list[Question], known: dict[int, int], lines: tuple[Undecided, ...]
) -> int:
    """Return how many questions may still come at most, the next one included."""
    depends, restrict = core.diagram.depends, core.diagram.restrict
    return sum(
        restrict(core.asked[question.id], known) != NOBODY
        and any(
            depends(line.yes, core.space.levels[question.id])
            or depends(line.no, core.space.levels[question.id])
            for line in lines
        )
        for question in waiting
    )


def fitting(core: CompiledRules, answers: Mapping[str, AnswerValue]) -> dict[str, AnswerValue]:
    """Return the answers without those that nobody gives together with the ones before them."""
    kept: dict[str, AnswerValue] = {}
    for question, value in answers.items():
        try:
            make_person(core, {**kept, question: value})
        except UsageError:
            continue
        kept[question] = value
    return kept


def options_left(position: Position, question: Question) -> tuple[str, ...]:
    """Return the answers that a real person with the answers so far could give, in order."""
    core, known = position.person.core, position.person.known
    level = core.space.level[question.id, None]
    return tuple(
        word
        for value, word in enumerate(core.space.variables[level].values)
        if core.diagram.restrict(core.possible, {**known, level: value}) != NOBODY
    )
