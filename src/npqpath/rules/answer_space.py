"""The space of all answer sheets: which variables there are, and what a condition selects in it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

from npqpath.dataset.pathways import Question
from npqpath.rules.conditions import AtLeast, Named, Not, Pick, Test, Within
from npqpath.rules.decision_diagram import Diagram
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Band, kind_of


def bands(limits: tuple[int, ...]) -> tuple[Band, ...]:
    """Return the bands between the thresholds that the rules use."""
    starts = (0, *limits)
    return tuple(Band(low, high) for low, high in zip(starts, (*limits, None), strict=True))


class Space:
    """The variables of a list of questions, in the order in which the questions are asked."""

    def __init__(self, questions: tuple[Question, ...], limits: Mapping[str, tuple[int, ...]]) -> None:
        self._kinds = {question.id: kind_of(question) for question in questions}
        each_kind = ((kind, bands(limits.get(id, ()))) for id, kind in self._kinds.items())
        self.variables = tuple(one for kind, parts in each_kind for one in kind.variables(parts))
        self.bands = {variable.question: variable.bands for variable in self.variables if variable.bands}
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

    def values_of(self, question: str, value: AnswerValue) -> dict[int, int]:
        """Return the variables, by level, that an answer decides; nothing for "not-sure"."""
        if value == NOT_SURE:
            return {}
        kind = self._kinds[question]
        return {level: kind.place(value, self.variables[level]) for level in self.levels[question]}

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
            if test.term not in self._term_nodes:
                self._term_nodes[test.term] = self.node(self._terms[test.term])
            return self._term_nodes[test.term]
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

    def _at_least(self, test: AtLeast) -> int:
        nodes = [self.node(each) for each in test.tests]
        if test.count == len(nodes):
            return self.diagram.all_of(nodes)
        if test.count == 1:
            return self.diagram.any_of(nodes)
        return self.diagram.at_least(test.count, nodes)
