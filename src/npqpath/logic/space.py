"""The space of all answer sheets: which variables there are, and what a condition selects in it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from npqpath.catalogue.pathways import Question
from npqpath.logic.conditions import AtLeast, Named, Not, Pick, Test, Within, parts_of
from npqpath.logic.diagram import EVERYBODY, Diagram

NPQ_VALUES = ("none", "starting-soon", "studying", "completed")
"""In the order in which somebody goes through them, so that a higher one is later."""
TICK_VALUES = ("no", "yes")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the diagram: a question, or one NPQ or tick box of a question."""

    question: str
    part: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers from `low` up to, but not including, `high` (no end where it is None)."""

    low: int
    high: int | None

    def label(self, unit: str) -> str:
        """Return the band in words, such as "2 to 4 years"."""
        if self.high is None:
            return f"{_counted(self.low, unit)} or more" if self.low else f"any number of {unit}"
        if self.low == 0:
            return f"under {_counted(self.high, unit)}"
        last = self.high - 1
        return _counted(last, unit) if last == self.low else f"{self.low} to {_counted(last, unit)}"

    @property
    def id(self) -> str:
        """The band as conditions write it: "under 2", "2 to 4" or "5 or more"."""
        if self.high is None:
            return f"{self.low} or more"
        return f"under {self.high}" if self.low == 0 else f"{self.low} to {self.high - 1}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


def bands(limits: tuple[int, ...]) -> tuple[Band, ...]:
    """Return the bands between the thresholds that the rules use."""
    starts = (0, *limits)
    return tuple(Band(low, high) for low, high in zip(starts, (*limits, None), strict=True))


class Space:
    """The variables of a list of questions, in the order in which the questions are asked."""

    def __init__(self, questions: tuple[Question, ...], limits: Mapping[str, tuple[int, ...]]) -> None:
        self.bands = {q.id: bands(limits[q.id]) for q in questions if q.kind == "number"}
        self.variables = tuple(v for q in questions for v in self._variables(q))
        self.level = {(v.question, v.part): i for i, v in enumerate(self.variables)}
        self.levels = _by_question(self.level)

    def called(self, names: Mapping[str, str]) -> Space:
        """Return the same variables for conditions that call some questions by other ids, keys of `names`."""
        own = {name: id for id, name in names.items()}
        space = copy(self)
        space.bands = {own.get(id, id): each for id, each in self.bands.items() if id not in names}
        space.level = {(own.get(id, id), p): i for (id, p), i in self.level.items() if id not in names}
        space.levels = _by_question(space.level)
        return space

    def _variables(self, question: Question) -> list[Variable]:
        if question.kind == "one":
            return [Variable(question.id, None, tuple(answer.id for answer in question.answers))]
        if question.kind == "number":
            return [Variable(question.id, None, tuple(band.id for band in self.bands[question.id]))]
        values = NPQ_VALUES if question.kind == "npqs" else TICK_VALUES
        return [Variable(question.id, part, values) for part in parts_of(question)]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of values of each variable."""
        return tuple(len(variable.values) for variable in self.variables)


def _by_question(level: Mapping[tuple[str, str | None], int]) -> dict[str, tuple[int, ...]]:
    levels: dict[str, tuple[int, ...]] = {}
    for (question, _), i in level.items():
        levels[question] = (*levels.get(question, ()), i)
    return levels


class Compiler:
    """Turns conditions into nodes of one diagram.

    A question that makes no sense for somebody (its `ask_if` is false) has no answer for them: a
    test on it is false, and its variable plays no part.
    """

    def __init__(self, space: Space, diagram: Diagram, terms: Mapping[str, Test]) -> None:
        self._space = space
        self.diagram = diagram
        self._terms = terms
        self._term_nodes: dict[str, int] = {}
        self.asked: dict[str, int] = {}

    def ask(self, question: str, condition: Test) -> None:
        """Say who is asked a question; all questions must be told, in order, before they are tested."""
        self.asked[question] = self.node(condition)

    def node(self, test: Test) -> int:
        """Return the sheets that a condition selects."""
        if isinstance(test, Pick):
            return self._pick(test)
        if isinstance(test, Within):
            return self._within(test)
        if isinstance(test, Not):
            return self.diagram.negate(self.node(test.test))
        if isinstance(test, Named):
            return self._term(test.term)
        return self._at_least(test)

    def _pick(self, test: Pick) -> int:
        level = self._space.level[test.question, test.part]
        values = self._space.variables[level].values
        return self._where_asked(test.question, level, {i for i, v in enumerate(values) if v in test.values})

    def _within(self, test: Within) -> int:
        level = self._space.level[test.question, None]
        top = float("inf") if test.high is None else test.high
        inside = {
            i
            for i, band in enumerate(self._space.bands[test.question])
            if band.low >= test.low and (float("inf") if band.high is None else band.high) <= top
        }
        return self._where_asked(test.question, level, inside)

    def _where_asked(self, question: str, level: int, values: set[int]) -> int:
        return self.diagram.both(self.asked[question], self.diagram.choose(level, values))

    def _term(self, name: str) -> int:
        if name not in self._term_nodes:
            self._term_nodes[name] = self.node(self._terms[name])
        return self._term_nodes[name]

    def _at_least(self, test: AtLeast) -> int:
        nodes = [self.node(each) for each in test.tests]
        if test.count == 0:
            return EVERYBODY
        if test.count == len(nodes):
            return self.diagram.all_of(nodes)
        if test.count == 1:
            return self.diagram.any_of(nodes)
        return self.diagram.at_least(test.count, nodes)
