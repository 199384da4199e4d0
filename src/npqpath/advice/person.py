"""One person: the answers, and what is certain, possible or ruled out for them by the compiled rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.rules import question_kinds as kinds
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, smallest_change, smallest_reason
from npqpath.words import months_apart, school_years_between

Answers: TypeAlias = Mapping[str, kinds.AnswerValue]


def read_answers(raw: Mapping[str, object], catalogue: Catalogue) -> dict[str, kinds.AnswerValue]:
    """Return the answers of an answers file, in the order of the questions.

    Raises `UsageError` that names every unknown question and answer with its near miss.
    """
    troubles: list[str] = []
    answers: dict[str, kinds.AnswerValue] = {}
    ids = [question.id for question in catalogue.pathways.questions]
    for key, value in raw.items():
        if key not in ids:
            hint = did_you_mean(key, ids)
            troubles.append(f'There is no question "{key}".' + (f" {hint}" if hint else ""))
            continue
        try:
            answers[key] = kinds.read_answer(catalogue.question(key), value, catalogue)
        except UsageError as error:
            troubles.append(error.message)
    if troubles:
        raise UsageError("\n".join(troubles), "`npqpath questions` lists every question with its answers.")
    return {id: answers[id] for id in ids if id in answers}


def write_answers(answers: Answers) -> dict[str, object]:
    """Return answers as an answers file holds them; `read_answers` gives them back."""
    written: dict[str, object] = {}
    for question, value in answers.items():
        ticks = list(value.ids) if isinstance(value, kinds.Ticked) else value
        written[question] = dict(value.pairs) if isinstance(value, kinds.Statuses) else ticks
    return written


Certainty = Literal["certain", "possible", "ruled-out"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the answers that count, and what they leave open.

    `known` holds the decided variables of the diagram by level; `possible` are the people who could
    still be this person; `dropped` are questions whose answer does not count, because nobody with
    the other answers is asked them; `assumed` are questions taken as "none" because they were left
    out.
    """

    core: CompiledRules
    answers: Mapping[str, kinds.AnswerValue]
    known: Mapping[int, int]
    possible: int
    dropped: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    def certainty(self, node: int) -> Certainty:
        """Return whether this person is in `node`: for certain, possibly, or ruled out."""
        diagram = self.core.diagram
        inside = diagram.both(self.possible, diagram.restrict(node, self.known))
        if inside == NOBODY:
            return "ruled-out"
        return "certain" if inside == self.possible else "possible"

    def share(self, node: int) -> float:
        """Return the share of the sheets this person could still give that are in `node`, 0 to 1."""
        return self.core.diagram.share(self.core.diagram.restrict(node, self.known), self.possible)

    def hangs_on(self, *nodes: int) -> tuple[str, ...]:
        """Return the unanswered questions, in order, that some of `nodes` still depends on."""
        diagram, space = self.core.diagram, self.core.space
        levels = {level for node in nodes for level in diagram.support(diagram.restrict(node, self.known))}
        return tuple(dict.fromkeys(space.variables[level].question for level in sorted(levels)))

    def reason(self, node: int) -> tuple[tuple[str, str | None], ...]:
        """Return a smallest set of this person's answers that alone puts them in `node`.

        Each is a question with the part of it (an NPQ, a tick box) or None. `node` must be certain.
        """
        diagram, space = self.core.diagram, self.core.space
        forced = diagram.negate(self.core.sides(node)[1])
        levels = smallest_reason(diagram, forced, self.known, lambda level: level)
        forcing = (space.variables[level] for level in sorted(levels))
        return tuple((each.question, each.part) for each in forcing)

    def change(self, node: int) -> dict[int, int] | None:
        """Return the answers, by level, to change so that the person is in `node`, or None.

        Questions that are open cost nothing to settle and are among them. Prefers what a teacher
        can change now, then with time; None where only something fixed would have to change.
        """
        wanted, _ = self.core.sides(node)
        sheet = smallest_change(self.core.diagram, wanted, partial(_cost, self))
        if sheet is None or any(_cost(self, level, value) >= FIXED for level, value in sheet.items()):
            return None
        return {level: value for level, value in sheet.items() if self.known.get(level) != value}

    def with_answers(self, changes: Answers) -> Person:
        """Return the same person with other answers to some questions."""
        return make_person(self.core, {**self.answers, **changes})


FIXED = 1000.0


def _cost(person: Person, level: int, value: int) -> float:
    if person.known.get(level) == value:
        return 0.0
    if level not in person.known:
        return 0.5
    when = person.core.can_become(level, value)
    if when == "now":
        return 10.0
    if when == "with-a-new-job":
        usual_way = _later_value(person, level)
        return 30.0 if value == usual_way else 100.0
    return FIXED if when == "no" or _goes_back(person, level, value) else 30.0


def _goes_back(person: Person, level: int, value: int) -> bool:
    """Return whether a value is one that somebody had before: years, and NPQs and awards, only grow."""
    question = person.core.space.variables[level].question
    return value < person.known[level] and kinds.kind_of(person.core.catalogue.question(question)).only_grows


def _later_value(person: Person, level: int) -> int | None:
    """Return the value that somebody with this answer usually has about two years on, if the data says so."""
    variable = person.core.space.variables[level]
    now = variable.values[person.known[level]]
    answers = person.core.catalogue.question(variable.question).answers
    then = next((answer.later for answer in answers if answer.id == now), None)
    return variable.values.index(then) if then is not None else None


def make_person(core: CompiledRules, answers: Answers) -> Person:
    """Return the person who gave these answers; unknown questions stay open.

    Raises `UsageError` when nobody can be like that, with the reason.
    """
    person = _count(core, answers)
    if person.possible == NOBODY:
        raise UsageError(_clash(core, person), "Change one of these answers.")
    return person


def assume_left_out(person: Person) -> Person:
    """Return the person with "none" for tick boxes that were left out and may be taken so."""
    questions = person.core.catalogue.pathways.questions
    assumed = tuple(q.id for q in questions if q.if_left_out == "none" and q.id not in person.answers)
    if assumed == person.assumed:
        return person
    filled = _count(person.core, {**person.answers, **dict.fromkeys(assumed, kinds.Ticked(()))})
    return replace(filled, answers=person.answers, assumed=assumed)


def take_as_usual(person: Person) -> Person:
    """Return the person with the usual answer to every open question that has one.

    For putting what is possible in order only: nothing becomes certain by it.
    """
    usual = {id: answer for id, answer in usual_answers(person.core.catalogue).items() if is_open(person, id)}
    filled = _count(person.core, {**person.answers, **usual}) if usual else person
    return person if filled.possible == NOBODY else filled


def take_as_likely(person: Person) -> Person:
    """Return the person as `take_as_usual` does, but with what people like them would mostly answer first."""
    likely = {id: answers[0] for id, answers in likely_answers(person).items() if is_open(person, id)}
    filled = _count(person.core, {**person.answers, **likely}) if likely else person
    return take_as_usual(person if filled.possible == NOBODY else filled)


def likely_answers(person: Person) -> dict[str, tuple[str, ...]]:
    """Return what people like this would mostly answer, the likeliest first, by question, answered or not.

    Of the entries that fit for certain the first counts that names a question.
    """
    found = dict[str, tuple[str, ...]]()
    for node, answers in person.core.likely:
        if person.certainty(node) == "certain":
            found = {**answers, **found}
    return {id: found[id] for id in person.core.space.levels if id in found}


def usual_answers(catalogue: Catalogue) -> dict[str, kinds.AnswerValue]:
    """Return the usual answer to every question that has one."""
    having = (one for one in catalogue.pathways.questions if one.usual is not None)
    return {one.id: kinds.read_answer(one, one.usual, catalogue) for one in having}


def _count(core: CompiledRules, answers: Answers) -> Person:
    known: dict[int, int] = {}
    counted: dict[str, kinds.AnswerValue] = {}
    dropped: list[str] = []
    for question in core.catalogue.pathways.questions:
        if question.id not in answers:
            continue
        if core.diagram.restrict(core.asked[question.id], known) == NOBODY:
            dropped.append(question.id)
            continue
        counted[question.id] = answers[question.id]
        known |= core.space.values_of(question.id, answers[question.id])
    return Person(core, counted, known, core.diagram.restrict(core.possible, known), tuple(dropped))


def _clash(core: CompiledRules, person: Person) -> str:
    entries = zip(core.catalogue.pathways.impossible, core.impossible, strict=True)
    reasons = [(entry.because, core.diagram.restrict(node, person.known)) for entry, node in entries]
    for reason in reversed(reasons):
        others = [each for each in reasons if each is not reason]
        if core.diagram.any_of(node for _, node in others) == EVERYBODY:
            reasons = others
    return " ".join(["These answers do not go together.", *(because for because, _ in reasons)])


def is_open(person: Person, question: str) -> bool:
    """Return whether a question is unanswered or answered "not-sure"."""
    return person.answers.get(question, kinds.NOT_SURE) == kinds.NOT_SURE


def later(person: Person, on: dt.date, then: dt.date, changed: dict[str, str]) -> Person:
    """Return the person of one day on a later day, with new statuses of some qualifications.

    Where the data knows nobody like that, the person as they are.
    """
    changes: dict[str, kinds.AnswerValue] = {}
    passed = kinds.TimePassed(months_apart(on, then), school_years_between(on, then))
    for question in person.core.catalogue.pathways.questions:
        value = kinds.kind_of(question).later(person.answers.get(question.id), passed, changed)
        changes |= {} if value is None else {question.id: value}
    try:
        return person.with_answers(changes)
    except UsageError:
        return person


def under_way(person: Person) -> dict[str, str]:
    """Return the courses that somebody is on or about to start, with the status of each."""
    answers = (value for value in person.answers.values() if isinstance(value, kinds.Statuses))
    pairs = (pair for value in answers for pair in value.pairs)
    return {npq: status for npq, status in pairs if status in ("studying", "starting-soon")}
