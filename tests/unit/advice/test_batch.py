"""The advice for many people is, person by person, the advice for one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.batch import Advice, Adviser, AnswerTable, Column, Line
from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.funding import decide_funding
from npqpath.advice.legal_deadlines import unmet_deadlines
from npqpath.advice.person import make_person
from npqpath.advice.sorter import Bitsets, Sorter, bytes_of
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.dataset.pathways import Question
from npqpath.dataset.qualifications import Raw
from npqpath.errors import UsageError
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked, parts_of
from tests.builders import (
    catalogue,
    cohort,
    few_examples,
    frozen_core,
    npqs,
    number,
    one,
    row,
    rule,
    several,
)

Sheet = dict[str, AnswerValue]


def sheets_of(people: list[Sheet]) -> AnswerTable:
    """Return the answers of some people as columns."""
    columns = {}
    for question in dict.fromkeys(question for person in people for question in person):
        answers: list[AnswerValue | None] = []
        for person in people:
            if person.get(question) not in answers:
                answers.append(person.get(question))
        columns[question] = Column([answers.index(person.get(question)) for person in people], answers)
    return AnswerTable(len(people), columns)


def one_by_one(core: CompiledRules, person: Sheet) -> Advice | str:
    """Return what the path for one person says, without what the path for many leaves out."""
    start = core.catalogue.qualifications.cohorts[-1]
    try:
        teacher = make_person(core, person)
    except UsageError as error:
        return error.message
    return Advice(
        tuple(
            Line(
                replace(told, facts=(), assumes=(), because=if_so(core, told)),
                replace(decide_funding(teacher, start, told.id), assumed_none=())
                if told.kind == "qualification"
                else None,
                next((due for due in unmet_deadlines(teacher) if due.qualification == told.id), None),
            )
            for told in suggest(teacher)
        )
    )


def if_so(core: CompiledRules, told: Suggestion) -> str:
    """Return a reason with "if" for its condition: one person is not told again what was said before."""
    because = core.catalogue.rules_by_id[told.rule].because
    return f"If: {because}" if told.assumes else because


def if_told(core: CompiledRules, told: Suggestion) -> str:
    """Return the reason of somebody among many likewise."""
    because = core.catalogue.rules_by_id[told.rule].because
    condition = told.because.removesuffix(because)
    assert not condition or condition.startswith(("If ", "Unless "))
    return f"If: {because}" if condition else because


def check(core: CompiledRules, people: list[Sheet]) -> None:
    """Assert that both paths say the same about everybody."""
    adviser = Adviser(core, core.catalogue.qualifications.cohorts[-1])
    assert told_by(adviser, core, people) == [one_by_one(core, person) for person in people]


def told_by(adviser: Adviser, core: CompiledRules, people: list[Sheet]) -> list[Advice | str]:
    """Return what the path for many says, with "if" for each condition."""

    def worded(line: Line) -> Line:
        return replace(line, suggestion=replace(line.suggestion, because=if_told(core, line.suggestion)))

    advice = adviser.advise(sheets_of(people))
    return [each.clash or Advice(tuple(map(worded, each.lines))) for each in advice]


@st.composite
def values(draw: st.DrawFn, question: Question) -> AnswerValue:
    """Return some answer to a question."""
    if draw(st.integers(0, 5)) == 0:
        return NOT_SURE
    if question.kind in ("one", "month"):
        months = ["2026-09", "2024-01 to 2024-12"] if question.kind == "month" else []
        return draw(st.sampled_from([*months, *(answer.id for answer in question.answers)]))
    if question.kind == "number":
        return draw(st.integers(0, 12))
    held = draw(st.lists(st.sampled_from(parts_of(question)), max_size=2, unique=True))
    parts = tuple(part for part in parts_of(question) if part in held)
    if question.kind == "several":
        return Ticked(parts)
    return Statuses(tuple((part, draw(st.sampled_from(STATUSES[:3]))) for part in parts))


@st.composite
def people(draw: st.DrawFn, core: CompiledRules, most: int) -> list[Sheet]:
    """Return some people, who leave a question out now and then."""
    questions = core.catalogue.pathways.questions
    return [
        {q.id: draw(values(q)) for q in questions if draw(st.integers(0, 4))}
        for _ in range(draw(st.integers(1, most)))
    ]


@few_examples
@given(st.data())
def test_many_teachers_get_what_each_would_get(data: st.DataObject) -> None:
    core = frozen_core()
    check(core, data.draw(people(core, 6)))


def test_sencos_short_of_time_get_their_deadline() -> None:
    core = frozen_core()
    senco: Sheet = {"role": "senco", "setting": "school", "senco_post": "mainstream"}
    known = [{**senco, "senco_since": since} for since in ("2026-09", "2025-01 to 2025-12", NOT_SURE)]
    check(core, [*known, senco, {"role": "headteacher"}])


def small_core() -> CompiledRules:
    """Return a core in which every kind of question, rule and row plays a part."""
    questions = [
        one("role", "teacher", "head", "trainee", usual="teacher"),
        one("place", "school", "nursery", usual="nursery"),
        one("listed", "yes", "no", ask_if={"place": "school"}),
        number("years", ask_if={"role": ["teacher", "head"]}),
        npqs("npqs", "depth", "breadth"),
        several("awards", "old", "older"),
        replace(several("paid", "depth"), of=("depth", "breadth"), answers=(), if_left_out="none"),
    ]
    rules = [
        rule("depth", {"role": "teacher", "years": "2 or more"}, strength="strong"),
        rule("depth", {"awards": {"any of": ["old"]}}, strength="must", id="old-depth"),
        rule(
            "breadth",
            {"role": ["teacher", "head"], "npqs": {"depth": "completed"}},
            strength="worth-considering",
        ),
        rule("breadth", {"role": "head"}, unless={"npqs": {"any of": ["breadth"]}}, id="head-breadth"),
        rule("share", {"years": "5 or more"}),
        rule("wait", {"role": "trainee"}, strength="must"),
        rule("wait", {"place": "nursery"}, strength="worth-considering", id="wait-there"),
    ]
    table = cohort(
        row("paid-before", "ineligible", {"paid": {"any of": ["this"]}}),
        row("place-first", None, {"role": "head"}, needs="place"),
        row("listed", "funded", {"listed": "yes"}),
        row("head", "needs-review", {"role": "head", "place": "nursery"}),
        row("old", "not-funded", {"awards": {"all of": ["old", "older"]}}),
        row("rest", "not-funded"),
    )
    impossible: dict[str, Raw] = {
        "Trainees have not finished.": {"role": "trainee", "npqs": {"breadth": "completed"}},
        "No heads in nurseries with old awards.": {
            "role": "head",
            "place": "nursery",
            "awards": {"any of": ["old"]},
        },
    }
    return compile_rules(catalogue(questions, rules, impossible=impossible, cohorts=[table]))


@pytest.fixture(scope="module")
def small() -> CompiledRules:
    return small_core()


@given(st.data())
def test_people_of_a_small_data_set(small: CompiledRules, data: st.DataObject) -> None:
    check(small, data.draw(people(small, 12)))


def test_one_adviser_serves_one_crowd_after_the_other(small: CompiledRules) -> None:
    adviser = Adviser(small, small.catalogue.qualifications.cohorts[-1])
    staffs: list[list[Sheet]] = [
        [{"role": "head"}, {"role": "trainee", "place": "nursery"}],
        [{"role": "teacher", "years": 3}, {"role": "teacher"}, {}],
        [{"role": "head"}],
    ]
    for staff in staffs:
        assert told_by(adviser, small, staff) == [one_by_one(small, person) for person in staff]


def test_more_verdicts_than_a_byte_holds(small: CompiledRules) -> None:
    core = small
    adviser = Adviser(core, core.catalogue.qualifications.cohorts[-1])
    for verdicts in adviser._suggested:
        # As if three hundred other verdicts had come before.
        verdicts.values.extend([None] * 300)
    staff: list[Sheet] = [{"role": "teacher", "years": 9, "place": "school"}, {"role": "trainee"}]
    assert told_by(adviser, core, staff) == [one_by_one(core, person) for person in staff]


def test_a_course_that_is_offered_without_a_word_on_funding() -> None:
    table = cohort(row("rest", "not-funded", only_for=("depth",)), offers=("depth", "breadth"))
    rules = [rule("depth"), rule("breadth")]
    core = compile_rules(catalogue([one("role", "teacher", "head")], rules, cohorts=[table]))
    check(core, [{"role": "head"}, {}])


SIZES = (2, 3, 4)

Known = tuple[int | None, ...]


@st.composite
def nodes(draw: st.DrawFn, diagram: Diagram) -> int:
    """Return some node of a diagram over `SIZES`."""
    node = NOBODY
    for _ in range(draw(st.integers(1, 4))):
        tests = [
            diagram.choose(level, draw(st.sets(st.integers(0, size - 1)))) for level, size in enumerate(SIZES)
        ]
        node = diagram.either(node, diagram.all_of(tests))
    return diagram.negate(node) if draw(st.booleans()) else node


SHEETS = st.lists(
    st.tuples(*(st.none() | st.integers(0, size - 1) for size in SIZES)), min_size=1, max_size=20
)


def bitsets_of(sheets: list[Known]) -> Bitsets:
    """Return the people with these sheets; None stands for a variable that they have not answered."""
    return {
        level: tuple(
            sum(1 << at for at, sheet in enumerate(sheets) if sheet[level] == value) for value in range(size)
        )
        for level, size in enumerate(SIZES)
    }


def known(sheet: Known) -> dict[int, int]:
    return {level: value for level, value in enumerate(sheet) if value is not None}


@given(st.data(), SHEETS)
def test_who_can_be_in_a_node(data: st.DataObject, sheets: list[Known]) -> None:
    diagram = Diagram(SIZES)
    node = data.draw(nodes(diagram))
    people = Sorter(diagram, (EVERYBODY, node)).who_can(bitsets_of(sheets), (1 << len(sheets)) - 1)
    for at, sheet in enumerate(sheets):
        assert bool(people >> at & 1) is (diagram.restrict(node, known(sheet)) != NOBODY)


@given(st.data(), SHEETS)
def test_people_are_sorted_by_what_is_left_of_the_nodes(data: st.DataObject, sheets: list[Known]) -> None:
    diagram = Diagram(SIZES)
    possible, node = data.draw(nodes(diagram)), data.draw(nodes(diagram))
    everyone = (1 << len(sheets)) - 1
    groups = Sorter(diagram, (possible, node)).sort(bitsets_of(sheets), everyone)
    assert sum(groups.values()) == everyone
    for at, sheet in enumerate(sheets):
        (left,) = [left for left, people in groups.items() if people >> at & 1]
        # Once nobody is possible or the node is settled, nothing more is asked.
        assert left[0] == NOBODY or left[1] == diagram.restrict(node, known(sheet))
        assert diagram.restrict(left[0], known(sheet)) == diagram.restrict(possible, known(sheet))


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=40))
def test_numbers_come_back_person_by_person(numbers: list[int]) -> None:
    groups = {
        number: sum(1 << at for at, each in enumerate(numbers) if each == number)
        for number in sorted(set(numbers))
    }
    columns = bytes_of(groups, len(numbers))
    assert [int.from_bytes(bytes(row), "little") for row in zip(*columns, strict=True)] == numbers
