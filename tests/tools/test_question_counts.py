"""The count of questions over all people agrees with the wizard itself, and is within its budget."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.rules.decision_diagram import EVERYBODY
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.wizard.interview import FEWEST, HELLO, MOST
from npqpath.wizard.replay import plan_goal, replay
from tests.builders import frozen, frozen_core
from tools.question_counts import (
    fewest_questions,
    mean_questions,
    most_questions,
    random_sheet,
    who_is_asked,
)


@pytest.fixture(scope="module")
def goal() -> tuple[int, ...]:
    return tuple(plan_goal(frozen_core(), frozen().qualifications.cohorts[-1].id))


def test_nobody_is_asked_more_than_eighteen_and_most_fewer_than_eleven(goal: tuple[int, ...]) -> None:
    assert mean_questions(frozen_core(), goal) <= 11
    assert most_questions(frozen_core(), goal) <= 18


def test_the_first_line_of_the_wizard_says_how_many_questions_come(goal: tuple[int, ...]) -> None:
    core, chance = frozen_core(), random.Random(9)
    assert f"{FEWEST} to {MOST} questions" in HELLO
    assert most_questions(core, goal) <= MOST
    for _ in range(100):
        answers = answers_of(core, random_sheet(core, chance))
        answers = {id: value for id, value in answers.items() if chance.random() < 0.9}
        answers |= {id: NOT_SURE for id in core.space.levels if id not in answers}
        assert FEWEST <= len(replay(core, goal, answers).answered) <= MOST


def answers_of(core: CompiledRules, sheet: Mapping[int, int]) -> dict[str, AnswerValue]:
    """Return a whole sheet as answers."""
    answers: dict[str, AnswerValue] = {}
    for id, levels in core.space.levels.items():
        held = [core.space.variables[level] for level in levels]
        words = [variable.values[sheet[level]] for variable, level in zip(held, levels, strict=True)]
        pairs = tuple((variable.part or "", word) for variable, word in zip(held, words, strict=True))
        match core.catalogue.question(id).kind:
            case "npqs":
                answers[id] = Statuses(tuple(pair for pair in pairs if pair[1] != "none"))
            case "several":
                answers[id] = Ticked(tuple(part for part, word in pairs if word == "yes"))
            case "number":
                answers[id] = core.space.bands[id][sheet[levels[0]]].low
            case _:
                answers[id] = words[0]
    return answers


def test_the_count_is_that_of_the_wizard(goal: tuple[int, ...]) -> None:
    core, chance = frozen_core(), random.Random(7)
    asked = who_is_asked(core, goal)
    for _ in range(40):
        sheet = random_sheet(core, chance)
        counted = [id for id, node in asked.items() if core.diagram.restrict(node, sheet) == EVERYBODY]
        position = replay(core, goal, answers_of(core, sheet))
        assert position.next is None
        assert list(position.answered) == counted


def test_the_wizard_asks_no_fewer_than_the_bound(goal: tuple[int, ...]) -> None:
    core, chance = frozen_core(), random.Random(8)
    for _ in range(10):
        sheet = random_sheet(core, chance)
        answers = answers_of(core, sheet)
        bound = fewest_questions(core, goal, sheet)
        assert len(replay(core, goal, answers).answered) >= bound
