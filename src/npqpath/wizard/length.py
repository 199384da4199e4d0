"""How many questions the wizard asks, counted over all possible answer sheets and not on samples."""

from __future__ import annotations

from random import Random

from npqpath.advice.core import CompiledRules
from npqpath.logic.diagram import EVERYBODY, NOBODY
from npqpath.logic.explain import smallest_reason


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


def random_sheet(core: CompiledRules, chance: Random) -> dict[int, int]:
    """Return one possible answer sheet, all of them equally likely."""
    while True:
        sheet = {level: chance.randrange(size) for level, size in enumerate(core.space.sizes)}
        if core.diagram.restrict(core.possible, sheet) == EVERYBODY:
            return sheet
