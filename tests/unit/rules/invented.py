"""Invented questions, terms and conditions, in all the forms that the condition language has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from random import Random

from hypothesis import strategies as st

from npqpath.dataset.pathways import Question
from npqpath.dataset.qualifications import Raw
from npqpath.rules.answer_space import Compiler, Space
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.conditions import ConditionReader, Test
from npqpath.rules.decision_diagram import Diagram
from npqpath.rules.question_kinds import parts_of
from tests import builders
from tests.unit.rules.oracles import Given, matches

MOST_YEARS = 6
OPERATORS = ("any of", "all of", "none of", "at least 1 of", "at least 2 of")


@dataclass(frozen=True)
class Invented:
    """A small data set as its files would hold it: questions in order, terms, and some conditions."""

    questions: tuple[Question, ...]
    terms: dict[str, Raw]
    conditions: tuple[Raw, ...]

    def read(self) -> tuple[dict[str, Test], dict[str, Test], list[Test]]:
        """Return what terms, `ask_if` and conditions mean."""
        return self._read(ConditionReader(self.questions, frozenset(self.terms), npqs=()))

    def _read(self, reader: ConditionReader) -> tuple[dict[str, Test], dict[str, Test], list[Test]]:
        terms = {name: reader.read(raw, ("terms", name)) for name, raw in self.terms.items()}
        asks = {question.id: reader.read(question.ask_if, (question.id,)) for question in self.questions}
        tests = [reader.read(raw, (i,)) for i, raw in enumerate(self.conditions)]
        assert reader.faults == []
        return terms, asks, tests

    def compile(self) -> tuple[Space, Compiler, list[int]]:
        """Return the space, its compiler, and a node for each condition."""
        reader = ConditionReader(self.questions, frozenset(self.terms), npqs=())
        terms, asks, tests = self._read(reader)
        space = Space(self.questions, reader.thresholds())
        compiler = Compiler(space, Diagram(space.sizes), terms)
        for question, test in asks.items():
            compiler.ask(question, test)
        return space, compiler, [compiler.node(test) for test in tests]

    def sheets(self, most: int) -> list[dict[str, Given]]:
        """Return complete sheets of answers, all or `most`, in which only what is asked is answered."""
        whole = [
            dict(zip((q.id for q in self.questions), row, strict=True))
            for row in product(*map(_answers, self.questions))
        ]
        picked = whole if len(whole) <= most else Random(0).sample(whole, most)
        return [self.without_unasked(sheet) for sheet in picked]

    def without_unasked(self, sheet: dict[str, Given]) -> dict[str, Given]:
        """Return the sheet without answers to questions that its person is not asked."""
        kept: dict[str, Given] = {}
        for question in self.questions:
            if matches(question.ask_if, kept, self.terms):
                kept[question.id] = sheet[question.id]
        return kept


def values_on(space: Space, sheet: dict[str, Given], filler: int) -> list[int]:
    """Return a sheet of answers as a value for each variable; those of unasked questions get `filler`."""
    values = []
    for variable in space.variables:
        given = sheet.get(variable.question)
        if given is None:
            values.append(filler % len(variable.values))
        elif isinstance(given, int):
            bands = space.bands[variable.question]
            values.append(next(i for i, band in enumerate(bands) if band.high is None or given < band.high))
        elif isinstance(given, str):
            values.append(variable.values.index(given))
        elif isinstance(given, dict):
            values.append(variable.values.index(given[variable.part or ""]))
        else:
            values.append(int(variable.part in given))
    return values


def _answers(question: Question) -> Sequence[Given]:
    parts = parts_of(question)
    if question.kind == "one":
        return parts
    if question.kind == "number":
        return range(MOST_YEARS + 1)
    if question.kind == "several":
        ticked = chain.from_iterable(combinations(parts, count) for count in range(len(parts) + 1))
        return [frozenset(each) for each in ticked]
    return [dict(zip(parts, row, strict=True)) for row in product(STATUSES, repeat=len(parts))]


def questions(name: str) -> st.SearchStrategy[Question]:
    """Make a question of any kind, without `ask_if`."""
    return st.sampled_from(
        [
            builders.one(name, f"{name}-red", f"{name}-blue"),
            builders.one(name, f"{name}-red", f"{name}-blue", f"{name}-green"),
            builders.number(name),
            builders.several(name, f"{name}-cat", f"{name}-dog"),
            builders.npqs(name, "depth", "breadth"),
        ]
    )


@st.composite
def conditions(draw: st.DrawFn, asked: Sequence[Question], terms: Sequence[str], nests: bool = True) -> Raw:
    """Make a condition on some of the questions and terms."""
    chosen = draw(st.lists(st.sampled_from(asked), min_size=1, max_size=2, unique_by=lambda q: q.id))
    raw: Raw = {question.id: draw(_values(question)) for question in chosen}
    if len(terms) > 0 and draw(st.booleans()):
        raw["is"] = draw(st.lists(st.sampled_from(terms), min_size=1, max_size=2, unique=True))
    if nests and draw(st.booleans()):
        raw["any of"] = draw(st.lists(conditions(asked, terms, nests=False), min_size=1, max_size=3))
        if draw(st.booleans()):
            del raw[chosen[0].id]
    return raw


def _values(question: Question) -> st.SearchStrategy[object]:
    parts = parts_of(question)
    if question.kind == "one":
        return _some(parts, most=len(parts) - 1)
    if question.kind == "number":
        years = st.integers(1, MOST_YEARS)
        pairs = st.tuples(st.integers(0, MOST_YEARS), st.integers(-1, 3))
        return st.one_of(
            years.map("{} or more".format),
            years.map("under {}".format),
            pairs.map(lambda pair: f"{pair[0]} to {max(0, pair[0] + pair[1])}"),
        )
    lists: st.SearchStrategy[object] = st.dictionaries(
        st.sampled_from(OPERATORS[:4]), _some(parts, most=len(parts)), min_size=1, max_size=2
    ) | st.just({OPERATORS[4]: list(parts)})
    if question.kind == "several":
        return lists
    return lists | st.dictionaries(st.sampled_from(parts), _some(STATUSES, most=3), min_size=1, max_size=2)


def _some(names: Sequence[str], most: int) -> st.SearchStrategy[object]:
    lists = st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True)
    return lists.map(lambda picked: picked[0] if len(picked) == 1 and len(picked[0]) % 2 else picked)


@st.composite
def data_sets(draw: st.DrawFn, most: int = 4) -> Invented:
    """Make a data set of up to `most` questions, some of them asked only after certain earlier answers."""
    made: list[Question] = []
    for i in range(draw(st.integers(1, most))):
        question = draw(questions(f"q{i}"))
        if i > 0 and draw(st.booleans()):
            condition = draw(conditions(made, ()))
            question = _asked_if(question, condition)
        made.append(question)
    terms: dict[str, Raw] = {}
    for name in islice(("alpha", "beta"), draw(st.integers(0, 2))):
        terms[name] = draw(conditions(made, tuple(terms)))
    wanted = draw(st.lists(conditions(made, tuple(terms)), min_size=1, max_size=3))
    return Invented(tuple(made), terms, tuple(wanted))


def _asked_if(question: Question, condition: Raw) -> Question:
    return Question(
        id=question.id,
        ask=question.ask,
        why=question.why,
        kind=question.kind,
        answers=question.answers,
        of=question.of,
        unit=question.unit,
        ask_if=condition,
    )
