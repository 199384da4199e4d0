"""The answers of many people, column by column, and the crowd that they make.

Every step here does for many what `make_person` does for one: an answer to a question that makes no sense for
somebody does not count, and what is left out may be taken as none, or as usual.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.logic.crowd import UNKNOWN, Crowd, People, people_with, who_can_be_in
from npqpath.logic.diagram import EVERYBODY
from npqpath.logic.question_kinds import NOT_SURE, AnswerValue, Ticked, read_answer

if TYPE_CHECKING:
    from npqpath.advice.core import CompiledRules


@dataclass(frozen=True, slots=True)
class Column:
    """The answers of many people to one question: for each a number, and the answer that it stands for.

    None stands for an answer that was left out; "not-sure" is an answer.
    """

    numbers: Sequence[int]
    answers: Sequence[AnswerValue | None]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The answers of `size` people; a question that is not there was left out by all of them."""

    size: int
    columns: Mapping[str, Column]

    def answers_of(self, person: int) -> dict[str, AnswerValue]:
        """Return the answers of one person."""
        found = {}
        for question, column in self.columns.items():
            answer = column.answers[column.numbers[person]]
            if answer is not None:
                found[question] = answer
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers that count: the crowd they make, who answered each question, and who can exist.

    `answered` is without those who are not sure; `said` is with them.
    """

    crowd: Crowd
    answered: Mapping[str, People]
    said: Mapping[str, People]
    possible: People


@dataclass(frozen=True, slots=True)
class _Given:
    """The answers to one question: who said anything, who knows, and who holds which value at each level."""

    said: People
    answered: People
    held: Mapping[int, tuple[People, ...]]


def count_answers(core: CompiledRules, sheets: Sheets) -> Counted:
    """Return the answers that count."""
    return _count(core, _all_given(core, sheets), (1 << sheets.size) - 1)


def assume_left_out(core: CompiledRules, counted: Counted) -> Counted:
    """Return the same people with "none" for tick boxes that were left out and may be taken so."""
    everyone = counted.crowd.everyone
    none = {q.id: Ticked(()) for q in core.catalogue.pathways.questions if q.if_left_out == "none"}
    filling = {id: everyone & ~counted.said.get(id, 0) for id in none}
    filled = _fill(core, counted, none, filling)
    return Counted(filled.crowd, filled.answered, counted.said, filled.possible)


def take_as_usual(core: CompiledRules, counted: Counted) -> Counted:
    """Return the same people with the usual answer to every open question that has one.

    Some of them may not be able to exist like that: `otherwise` puts them back.
    """
    everyone = counted.crowd.everyone
    usual = {
        q.id: read_answer(q, q.usual, core.catalogue)
        for q in core.catalogue.pathways.questions
        if q.usual is not None
    }
    filling = {id: everyone & ~counted.answered.get(id, 0) for id in usual}
    return _fill(core, counted, usual, filling)


def otherwise(usual: Counted, before: Counted) -> Crowd:
    """Return the people as in `usual` where they can exist like that, and else as before."""
    rest = before.crowd.everyone & ~usual.possible
    if not rest:
        return usual.crowd
    held = {}
    for level, each in usual.crowd.held.items():
        old = before.crowd.held.get(level, (0,) * len(each))
        held[level] = tuple(new & usual.possible | was & rest for new, was in zip(each, old, strict=True))
    return Crowd(before.crowd.everyone, held)


def _all_given(core: CompiledRules, sheets: Sheets) -> dict[str, _Given]:
    return {
        question.id: _given(core, question.id, sheets.columns[question.id], (1 << sheets.size) - 1)
        for question in core.catalogue.pathways.questions
        if question.id in sheets.columns
    }


def _given(core: CompiledRules, question: str, column: Column, everyone: People) -> _Given:
    unsaid = _who(column, [answer is None for answer in column.answers])
    unsure = _who(column, [answer is None or answer == NOT_SURE for answer in column.answers])
    values = [{} if answer is None else core.space.values_of(question, answer) for answer in column.answers]
    held = {}
    for level in core.space.levels[question]:
        line = _spelt(column, [each.get(level, UNKNOWN) for each in values])
        used = set(line)
        sizes = range(core.space.sizes[level])
        held[level] = tuple(people_with(line, value) if value in used else 0 for value in sizes)
    return _Given(everyone & ~unsaid, everyone & ~unsure, held)


def _who(column: Column, wanted: list[bool]) -> People:
    return people_with(_spelt(column, [int(each) for each in wanted]), 1) if any(wanted) else 0


def _spelt(column: Column, values: list[int]) -> bytes:
    """Return for each person the value that their number stands for."""
    if isinstance(column.numbers, bytes):
        return column.numbers.translate(bytes(values).ljust(256, b"\0"))
    return bytes(map(values.__getitem__, column.numbers))


def _count(core: CompiledRules, given: Mapping[str, _Given], everyone: People) -> Counted:
    held: dict[int, tuple[People, ...]] = {}
    answered: dict[str, People] = {}
    said: dict[str, People] = {}
    crowd = Crowd(everyone, held)
    for question in core.catalogue.pathways.questions:
        one = given.get(question.id)
        if one is None:
            continue
        asked = core.asked[question.id]
        if asked == EVERYBODY:
            held.update(one.held)
            answered[question.id], said[question.id] = one.answered, one.said
        else:
            can = who_can_be_in(core.diagram, asked, crowd)
            held.update({level: tuple(bits & can for bits in each) for level, each in one.held.items()})
            answered[question.id], said[question.id] = one.answered & can, one.said & can
    return Counted(crowd, answered, said, who_can_be_in(core.diagram, core.possible, crowd))


def _fill(
    core: CompiledRules, counted: Counted, answers: Mapping[str, AnswerValue], filling: Mapping[str, People]
) -> Counted:
    """Return the people with `answers` to the questions that the people in `filling` have open."""
    given: dict[str, _Given] = {}
    crowd = counted.crowd
    for question, levels in core.space.levels.items():
        before = {level: crowd.held[level] for level in levels if level in crowd.held}
        people = filling.get(question, 0)
        if before or people:
            values = core.space.values_of(question, answers[question]) if people else {}
            held = {
                level: tuple(
                    (before[level][value] if before else 0) | (people if values.get(level) == value else 0)
                    for value in range(core.space.sizes[level])
                )
                for level in levels
            }
            known = counted.answered.get(question, 0) | people
            given[question] = _Given(counted.said.get(question, 0) | people, known, held)
    return _count(core, given, crowd.everyone)
