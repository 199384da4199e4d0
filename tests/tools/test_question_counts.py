"""The count of questions over all people agrees with the wizard itself, and is within its budget."""

from __future__ import annotations

import random

import pytest

from npqpath.advice.answers import read_answers
from npqpath.advice.goals import plan_goal
from npqpath.advice.regions import answers_of
from npqpath.logic.diagram import EVERYBODY
from npqpath.wizard.flow import Order, replay
from tests.builders import bundled, bundled_core
from tools.question_counts import (
    fewest_questions,
    mean_questions,
    most_questions,
    random_sheet,
    who_is_asked,
)


@pytest.fixture(scope="module")
def goal() -> tuple[int, ...]:
    return plan_goal(bundled_core(), bundled().qualifications.cohorts[-1].id)


def test_nobody_is_asked_more_than_eighteen_and_most_fewer_than_eleven(goal: tuple[int, ...]) -> None:
    assert mean_questions(bundled_core(), goal) <= 11
    assert most_questions(bundled_core(), goal) <= 18


def test_the_count_is_that_of_the_wizard(goal: tuple[int, ...]) -> None:
    core, chance = bundled_core(), random.Random(7)
    asked = who_is_asked(core, goal)
    for _ in range(40):
        sheet = random_sheet(core, chance)
        counted = [id for id, node in asked.items() if core.diagram.restrict(node, sheet) == EVERYBODY]
        position = replay(core, goal, read_answers(answers_of(core, sheet), bundled()))
        assert position.next is None
        assert list(position.answered) == counted


def test_no_order_could_ask_fewer_than_the_bound(goal: tuple[int, ...]) -> None:
    core, chance = bundled_core(), random.Random(8)
    for _ in range(10):
        sheet = random_sheet(core, chance)
        answers = read_answers(answers_of(core, sheet), bundled())
        bound = fewest_questions(core, goal, sheet)
        orders: tuple[Order, ...] = ("authored", "quick")
        for order in orders:
            assert len(replay(core, goal, answers, order).answered) >= bound
