"""Groups of people in few conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.core import CompiledRules, compile_rules
from npqpath.advice.regions import Box, boxes, conditions_of, either, example_of, example_sheet
from npqpath.logic.diagram import EVERYBODY, NOBODY
from tests.builders import catalogue, examples, npqs, number, one, rule, several
from tests.unit.logic.oracles import Expression, expressions

QUESTIONS = [
    one("role", "head", "deputy", "teacher", "trainee", usual="teacher"),
    number("years", ask_if={"role": ["teacher", "deputy"]}),
    several("awards", "first", "second"),
    npqs("npqs", "depth"),
]
SIZES = (4, 3, 2, 2, 4)


def core() -> CompiledRules:
    """Return a core whose numbers change at 2 and at 5."""
    made = compile_rules(
        catalogue(QUESTIONS, [rule("depth", {"years": "2 or more"}), rule("wait", {"years": "under 5"})])
    )
    assert made.space.sizes == SIZES
    return made


def told(made: CompiledRules, people: int) -> list[tuple[str, ...]]:
    """Return the conditions of the boxes of some people, in words."""
    return [conditions_of(made, box, EVERYBODY) for box in boxes(made, people, EVERYBODY)]


def choose(made: CompiledRules, question: str, part: str | None, *values: str) -> int:
    """Return whoever is asked a question and gives one of these answers."""
    level = made.space.level[question, part]
    picked = [made.space.variables[level].values.index(value) for value in values]
    return made.diagram.both(made.asked[question], made.diagram.choose(level, picked))


@examples(150)
@given(expressions(SIZES), expressions(SIZES))
def test_a_box_holds_some_of_the_people_and_nobody_else(some: Expression, all_: Expression) -> None:
    made = core()
    diagram = made.diagram
    made.asked = dict.fromkeys(made.asked, EVERYBODY)
    among = all_.build(diagram)
    people = diagram.both(some.build(diagram), among)
    found = boxes(made, people, among)
    assert (found == ()) is (people == NOBODY)
    for box in found:
        within = diagram.both(box.node, among)
        assert within != NOBODY
        assert diagram.both(within, diagram.negate(people)) == NOBODY


@examples(60)
@given(st.lists(st.sets(st.integers(0, 1), min_size=1), min_size=5, max_size=5))
def test_people_whom_one_list_of_conditions_describes_are_one_box(allowed: list[set[int]]) -> None:
    made = core()
    made.asked = dict.fromkeys(made.asked, EVERYBODY)
    people = made.diagram.all_of(made.diagram.choose(level, values) for level, values in enumerate(allowed))
    (box,) = boxes(made, people, EVERYBODY)
    assert box.node == people


def test_everybody_is_a_box_without_conditions() -> None:
    assert told(core(), EVERYBODY) == [()]


def test_a_condition_on_a_question_takes_it_that_it_is_asked() -> None:
    made = core()
    assert told(made, choose(made, "years", None, "under 2")) == [("you did it for under 2 years",)]


def test_neighbouring_numbers_are_one_span() -> None:
    made = core()
    assert told(made, choose(made, "years", None, "2 to 4", "5 or more")) == [
        ("you did it for 2 years or more",)
    ]


def test_answers_are_alternatives() -> None:
    made = core()
    assert told(made, choose(made, "role", None, "head", "trainee")) == [("you are head or trainee",)]


def test_most_answers_are_told_by_the_few_that_are_left_out() -> None:
    made = compile_rules(catalogue([one("role", *"abcdefg")], []))
    assert told(made, made.diagram.choose(0, range(1, 7))) == [('your answer to "role?" is not "A"',)]


def test_what_is_not_held_of_one_question_is_one_condition() -> None:
    made = core()
    neither = made.diagram.both(choose(made, "awards", "first", "no"), choose(made, "awards", "second", "no"))
    people = made.diagram.both(neither, choose(made, "npqs", "depth", "none"))
    assert told(made, people) == [("First or Second: no", "you have not taken DEPTH")]


def test_values_that_nobody_has_are_left_out() -> None:
    made = core()
    among = made.diagram.negate(choose(made, "role", None, "deputy"))
    (box,) = boxes(made, choose(made, "role", None, "head"), among)
    assert conditions_of(made, box, among) == ("you are head",)


def test_an_example_has_the_usual_answers_and_what_the_conditions_ask_for() -> None:
    made = core()
    people = made.diagram.both(
        choose(made, "npqs", "depth", "none"), choose(made, "role", None, "teacher", "head")
    )
    (box,) = boxes(made, people, EVERYBODY)
    sheet = example_sheet(made, box, people)
    assert example_of(made, box, sheet) == ("you are teacher", "you have not taken DEPTH")


def test_a_box_around_nobody_has_no_example() -> None:
    assert example_sheet(core(), Box({}, EVERYBODY), NOBODY) == {}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (["you are a head"], "you are a head"),
        (["you are a head", "you are a SENCO"], "you are a head or SENCO"),
        (["you are a head", "you help to lead a trust"], "you are a head or help to lead a trust"),
        (["yours is a school", "you work alone"], "yours is a school or you work alone"),
        (["you lead", "you lead well"], "you lead or lead well"),
    ],
    ids=["one", "same beginning", "same first word", "nothing in common", "one within the other"],
)
def test_either_does_not_say_twice_how_facts_begin(facts: list[str], words: str) -> None:
    assert either(facts) == words
