"""Print how many questions a full plan takes, over all possible people, beside the lower bound."""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Mapping

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import read_answers
from npqpath.dataset.load import bundled_folder, load
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, smallest_reason
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue
from npqpath.wizard.interview import MOST
from npqpath.wizard.replay import plan_goal, replay

SAMPLE = 200
SEED = 2026


def main() -> int:
    """Print the exact mean and the exact most, and the mean of the lower bound over a sample.

    Returns 1 where somebody is asked more than the wizard promises.
    """
    core = compile_rules(load(bundled_folder(), None))
    goal = tuple(plan_goal(core, core.catalogue.qualifications.cohorts[-1].id))
    chance = random.Random(SEED)
    bounds = [fewest_questions(core, goal, random_sheet(core, chance)) for _ in range(SAMPLE)]
    print("questions for a full plan, over all possible answer sheets (budget: mean 11, most 18)")
    print(f"  mean, exact                              {mean_questions(core, goal):5.2f}")
    print(f"  most that anybody is asked, exact        {most_questions(core, goal):5}")
    print(f"  lower bound for any order, mean of {SAMPLE}   {sum(bounds) / SAMPLE:5.2f}")
    counts = [len(path_of(core, test.answers)) for test in core.catalogue.pathways.tests]
    print("questions asked of the made-up people of the data, who are not sure of what is left out")
    print(f"  median (budget 9)                        {statistics.median(counts):5g}")
    print(f"  most (budget 13)                         {max(counts):5}")
    return int(most_questions(core, goal) > MOST)


def path_of(core: CompiledRules, raw: Mapping[str, object]) -> tuple[str, ...]:
    """Return the questions that the wizard asks somebody on the way to a plan."""
    goal = plan_goal(core, core.catalogue.qualifications.cohorts[-1].id)
    given, answers = read_answers(raw, core.catalogue), dict[str, AnswerValue]()
    while (at := replay(core, goal, answers)).next is not None:
        answers[at.next] = given.get(at.next, NOT_SURE)
    return at.answered


def who_is_asked(core: CompiledRules, goal: tuple[int, ...]) -> dict[str, int]:
    """Return for each question the people who are asked it in authored order, as a node.

    Somebody is asked a question if it makes sense for them and, with their answers to the earlier
    questions, two answers to it could still leave two different lines of `goal`.
    """
    diagram = core.diagram
    lines = [core.sides(line) for line in goal]
    asked: dict[str, int] = {}
    for question in core.catalogue.pathways.questions:
        levels = core.space.levels[question.id]
        later = range(levels[0], len(core.space.variables))
        matters = NOBODY
        for yes, no in lines:
            if diagram.support(yes).isdisjoint(levels) and diagram.support(no).isdisjoint(levels):
                continue
            undecided = diagram.both(diagram.forget(yes, levels), diagram.forget(no, levels))
            matters = diagram.either(matters, diagram.forget(undecided, later))
        asked[question.id] = diagram.all_of([core.possible, core.asked[question.id], matters])
    return asked


def mean_questions(core: CompiledRules, goal: tuple[int, ...]) -> float:
    """Return the mean number of questions over all possible answer sheets."""
    return sum(core.diagram.share(node, core.possible) for node in who_is_asked(core, goal).values())


def most_questions(core: CompiledRules, goal: tuple[int, ...]) -> int:
    """Return the largest number of questions that anybody is asked."""
    nodes = [node for node in who_is_asked(core, goal).values() if node != NOBODY]
    count = 0
    while core.diagram.at_least(count + 1, nodes) != NOBODY:
        count += 1
    return count


def fewest_questions(core: CompiledRules, goal: tuple[int, ...], sheet: dict[int, int]) -> int:
    """Return the fewest questions whose answers settle every line of `goal` for this complete sheet.

    Nobody could ask this person fewer, in whatever order: a lower bound for every wizard.
    """
    diagram = core.diagram
    settled = diagram.all_of(
        line if diagram.restrict(line, sheet) == EVERYBODY else diagram.negate(line) for line in goal
    )
    verdict = diagram.either(diagram.negate(core.possible), settled)
    levels = smallest_reason(diagram, verdict, sheet, lambda level: core.space.variables[level].question)
    return len({core.space.variables[level].question for level in levels})


def random_sheet(core: CompiledRules, chance: random.Random) -> dict[int, int]:
    """Return one possible answer sheet, all of them equally likely."""
    while True:
        sheet = {level: chance.randrange(size) for level, size in enumerate(core.space.sizes)}
        if core.diagram.restrict(core.possible, sheet) == EVERYBODY:
            return sheet


if __name__ == "__main__":
    sys.exit(main())
