"""The condition language: what a `when` map of the data files means.

Questions in a map must all match; answers in a list are alternatives; `any of:` takes a list of
maps of which one must match; `is:` names terms that must all hold. Nothing nests deeper. For
questions with several answers: `any of`, `all of`, `none of`, `at least N of`. For numbers: `2 or
more`, `under 5`, `3 to 5`. For NPQs: the same operators (an NPQ counts if it is completed, being
studied or starting soon), or a map from an NPQ to its statuses. `any NPQ` stands for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from npqpath.dataset.near_miss import did_you_mean, near
from npqpath.dataset.pathways import Question
from npqpath.dataset.qualifications import ANY_NPQ
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.question_kinds import answer_hint, kind_of, parts_of

_STATUSES = dict.fromkeys(STATUSES)
THIS = "this"
_COMPARE = ("any of", "all of", "none of")
_OPERATORS = (*_COMPARE, "at least 2 of")
NUMBER_FORMS = "2 or more, under 5, or 3 to 5"

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """A variable has one of some values. `part` names the NPQ or tick-box option, if any."""

    question: str
    part: str | None
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """A number is at least `low` and, where `high` is given, below it."""

    question: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of several tests hold."""

    count: int
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """A test does not hold."""

    test: Test


@dataclass(frozen=True, slots=True)
class Named:
    """A term holds."""

    term: str


Test: TypeAlias = Pick | Within | AtLeast | Not | Named

ALWAYS = AtLeast(0, ())


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a condition: where in it, a stable code, a sentence and a hint."""

    loc: Loc
    code: str
    message: str
    hint: str | None = None
    on_key: bool = False


class ConditionReader:
    """Reads conditions against the questions and terms of a data set, and collects the faults."""

    def __init__(
        self, questions: tuple[Question, ...], terms: frozenset[str], *, npqs: tuple[str, ...]
    ) -> None:
        self._questions = {question.id: question for question in questions}
        self._answers = {one.id: dict.fromkeys(answer.id for answer in one.answers) for one in questions}
        self._parts = {one.id: frozenset(parts_of(one)) for one in questions}
        self._terms = terms
        self._npqs = npqs
        self.faults: list[Fault] = []
        self._limits: dict[str, set[int]] = {}

    def thresholds(self) -> dict[str, tuple[int, ...]]:
        """Return for number questions the numbers, in order, at which some test tells two answers apart."""
        return {question: tuple(sorted(numbers - {0})) for question, numbers in self._limits.items()}

    def read(self, raw: object, loc: Loc, this: str | None = None) -> Test:
        """Return what the condition means; `this` is the qualification that the word stands for."""
        if raw is None:
            return ALWAYS
        if not isinstance(raw, Mapping):
            return self._fault(loc, "NP101", "A condition is a list of questions with answers.")
        tests = [self._entry(str(key), value, (*loc, str(key)), this) for key, value in raw.items()]
        if not tests:
            hint = "Name a question, or leave the line out."
            return self._fault(loc, "NP102", "This condition is empty.", hint)
        return every(tests)

    def _entry(self, key: str, value: object, loc: Loc, this: str | None) -> Test:
        if key == "is":
            return every([self._term(name, part) for name, part in self._words(value, loc)])
        if key == "any of":
            if not isinstance(value, list) or not value:
                message = "`any of` takes a list of conditions, of which one must match."
                return self._fault(loc, "NP103", message)
            return AtLeast(1, tuple(self._branch(each, (*loc, i), this) for i, each in enumerate(value)))
        question = self._questions.get(key)
        if question is None:
            hint = did_you_mean(key, [*self._questions, "is", "any of"])
            return self._fault(loc, "NP104", f'There is no question "{key}".', hint, on_key=True)
        return self._question(question, value, loc, this)

    def _branch(self, raw: object, loc: Loc, this: str | None) -> Test:
        if isinstance(raw, Mapping) and "any of" in raw:
            hint = "Give the inner condition a name under `terms` and use it with `is`."
            return self._fault((*loc, "any of"), "NP105", "`any of` does not nest.", hint, on_key=True)
        # Nothing after a dash would otherwise mean everybody.
        return self.read({} if raw is None else raw, loc, this)

    def _term(self, name: str, loc: Loc) -> Test:
        if name not in self._terms:
            hint = did_you_mean(name, sorted(self._terms))
            return self._fault(loc, "NP106", f'There is no term "{name}".', hint)
        return Named(name)

    def _question(self, question: Question, value: object, loc: Loc, this: str | None) -> Test:
        form = kind_of(question).conditions
        if form != "parts":
            return (self._one if form == "answers" else self._number)(question, value, loc)
        if not isinstance(value, Mapping) or not value:
            hint = "Use `any of`, `all of`, `none of` or `at least 2 of`, each with a list."
            message = f'The question "{question.id}" can have several answers.'
            return self._fault(loc, "NP107", message, hint)
        entries = ((str(op), each) for op, each in value.items())
        return every([self._several(question, op, each, (*loc, op), this) for op, each in entries])

    def _one(self, question: Question, value: object, loc: Loc) -> Test:
        if isinstance(value, Mapping):
            hint = "Write one answer, or a list of answers of which any will do."
            return self._fault(loc, "NP108", f'The question "{question.id}" has one answer.', hint)
        return Pick(question.id, None, self._chosen(question, value, self._answers[question.id], loc))

    def _chosen(
        self, question: Question, value: object, legal: Mapping[str, None], loc: Loc
    ) -> frozenset[str]:
        """Return the names in a value: some of those that are legal, and not all of them."""
        chosen = frozenset(names_in(value))
        if not chosen or not chosen < legal.keys():
            for word, at in self._words(value, loc):
                if word not in legal:
                    self._unknown_answer(word, question, list(legal), at)
            if legal.keys() <= chosen:
                message = f'This names every answer to "{question.id}", so it says nothing.'
                self._fault(loc, "NP110", message, "Leave the line out, or take an answer away.")
        return chosen

    def _number(self, question: Question, value: object, loc: Loc) -> Test:
        text = value if isinstance(value, str) else ""
        if match := re.fullmatch(r"([0-9]{1,9}) or more", text):
            return self._within(question, int(match[1]), None)
        if match := re.fullmatch(r"under ([0-9]{1,9})", text):
            return self._within(question, 0, int(match[1]))
        if match := re.fullmatch(r"([0-9]{1,9}) to ([0-9]{1,9})", text):
            return self._within(question, int(match[1]), int(match[2]) + 1)
        message = f'The question "{question.id}" is a number.'
        return self._fault(loc, "NP111", message, f"Write {NUMBER_FORMS}.")

    def _within(self, question: Question, low: int, high: int | None) -> Test:
        self._limits.setdefault(question.id, set()).update({low, high or 0})
        return Within(question.id, low, high)

    def _several(self, question: Question, op: str, value: object, loc: Loc, this: str | None) -> Test:
        count = None if op in _COMPARE else re.fullmatch(r"at least ([0-9]{1,9}) of", op)
        if op not in _COMPARE and not count:
            return self._status(question, op, value, loc, this)
        words = [this if word == THIS and this else word for word in names_in(value)]
        parts = [part for word in words for part in self._meant(question, word)]
        if not parts or not self._parts[question.id].issuperset(parts):
            for word, (_, at) in zip(words, self._words(value, loc), strict=True):
                if word != ANY_NPQ or not self._meant(question, word):
                    self._part(question, word, at)
        tests = tuple(Pick(question.id, part, kind_of(question).held_words) for part in parts)
        if op == "all of":
            return every(tests)
        if op == "none of":
            return Not(AtLeast(1, tests))
        return AtLeast(int(count[1]) if count else 1, tests)

    def _status(self, question: Question, op: str, value: object, loc: Loc, this: str | None) -> Test:
        if not kind_of(question).stages or (op not in parts_of(question) and near(op, _OPERATORS)):
            hint = did_you_mean(op, [*_OPERATORS, *([ANY_NPQ] if kind_of(question).stages else [])])
            message = f'"{op}" is not a way to compare several answers.'
            return self._fault(loc, "NP112", message, hint, on_key=True)
        parts = self._meant(question, this if op == THIS and this else op)
        for part in parts:
            self._part(question, part, loc, on_key=True)
        chosen = self._chosen(question, value, _STATUSES, loc)
        tests = [Pick(question.id, part, chosen) for part in parts]
        return tests[0] if len(tests) == 1 else AtLeast(1, tuple(tests))

    def _meant(self, question: Question, word: str) -> tuple[str, ...]:
        """Return the parts that a word stands for: `any NPQ` for those NPQs that the question lists."""
        known = self._parts[question.id]
        npqs = tuple(id for id in self._npqs if id in known) if word == ANY_NPQ else ()
        return npqs or (word,)

    def _part(self, question: Question, word: str, loc: Loc, on_key: bool = False) -> None:
        if word not in (parts := parts_of(question)):
            self._unknown_answer(word, question, list(parts), loc, on_key)

    def _words(self, value: object, loc: Loc) -> list[tuple[str, Loc]]:
        """Return the names in a value and where each stands; only a fault needs to know that."""
        if isinstance(value, str):
            return [(value, loc)]
        if names := names_in(value):
            return [(each, (*loc, i)) for i, each in enumerate(names)]
        self._fault(loc, "NP113", "A name or a list of names belongs here.", "Write at least one.")
        return []

    def _unknown_answer(
        self, word: str, question: Question, legal: list[str], loc: Loc, on_key: bool = False
    ) -> None:
        message = f'"{word}" is not an answer to the question "{question.id}".'
        self._fault(loc, "NP109", message, answer_hint(word, legal, self._questions.values()), on_key)

    def _fault(
        self, loc: Loc, code: str, message: str, hint: str | None = None, on_key: bool = False
    ) -> Test:
        self.faults.append(Fault(loc, code, message, hint, on_key))
        return ALWAYS


def names_in(value: object) -> list[str]:
    """Return the names in a value: one, or a list of them; nothing where it is neither."""
    if isinstance(value, str):
        return [value]
    is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return cast("list[str]", value) if is_list else []


def every(tests: list[Test] | tuple[Test, ...]) -> Test:
    """Return the test that all of `tests` hold."""
    return tests[0] if len(tests) == 1 else AtLeast(len(tests), tuple(tests))
