"""From answer sheets to people: how many a group is, where somebody has counted who gives which answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.answers import read_answer
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY

if TYPE_CHECKING:
    from npqpath.advice.core import CompiledRules
    from npqpath.advice.shared_space import Merged

Weights: TypeAlias = Mapping[str, Mapping[str, float]]
"""How many people give each answer, by question and answer id."""

MOST_CELLS = 3_000
_ROUNDS = 60


def read_weights(raw: object, core: CompiledRules) -> dict[str, dict[str, float]]:
    """Return the counts of a weights file in ids. Raises `UsageError` for what cannot be counted so."""
    if not isinstance(raw, Mapping) or not raw:
        raise UsageError("The file of weights has no questions in it.", _HINT)
    return {str(id): _counts(str(id), counts, core) for id, counts in raw.items()}


_HINT = "Write how many people give each answer, such as: setting: {school: 450000, early-years: 20000}"


def _counts(id: str, counts: object, core: CompiledRules) -> dict[str, float]:
    questions = core.catalogue.questions_by_id
    if id not in questions:
        raise UsageError(f'There is no question "{id}".', did_you_mean(id, list(questions)) or _HINT)
    if questions[id].kind != "one" or core.sides(core.asked[id])[1] != NOBODY:
        raise UsageError(
            f'The answers to "{id}" cannot be weighed.',
            "Weigh questions that take one answer and that everybody is asked, such as role and setting.",
        )
    if not isinstance(counts, Mapping):
        raise UsageError(f'"{id}" takes a count for each answer.', _HINT)
    found: dict[str, float] = {}
    for answer, count in counts.items():
        read = str(read_answer(questions[id], answer, core.catalogue))
        found[read] = found.get(read, 0.0) + _count(id, answer, count)
    if not sum(found.values()):
        raise UsageError(f'Nobody is counted under "{id}".', _HINT)
    return found


def _count(id: str, answer: object, count: object) -> float:
    try:
        number = float(str(count).replace(",", "").replace("_", ""))
    except ValueError:
        number = -1
    if not 0 <= number < math.inf:
        raise UsageError(f'"{count}" is not a number of people, at "{answer}" of "{id}".', _HINT)
    return number


class Crowd:
    """People spread over the answer sheets of two data sets so that every count of the weights holds.

    Beyond the counts, and beyond what nobody can be, answers are taken to have nothing to do with each
    other: all other ways to answer are equally common. `size` is the number of people.
    """

    def __init__(self, both: Merged, weights: Weights) -> None:
        self._both = both
        self.questions = tuple(weights)
        first = next(iter(weights.values()))
        self.size = round(sum(first.values()))
        self._cells = self._spread(weights)

    def people(self, node: int) -> int:
        """Return about how many people are in `node`."""
        diagram = self._both.diagram
        return round(sum(each * diagram.count(diagram.both(node, cell)) for cell, each in self._cells))

    def _spread(self, weights: Weights) -> list[tuple[int, float]]:
        """Return cells of people who give the same answers, and how many people one of their sheets is."""
        if math.prod(map(len, weights.values())) > MOST_CELLS:
            raise UsageError(
                "The file of weights counts too much at once.", "Leave out a question with many answers."
            )
        diagram, space = self._both.diagram, self._both.space
        kept: list[tuple[tuple[str, ...], int]] = []
        for answers in product(*weights.values()):
            cell = self._both.sheets
            for question, answer in zip(weights, answers, strict=True):
                level = space.level[question, None]
                cell = diagram.both(
                    cell, diagram.choose(level, [space.variables[level].values.index(answer)])
                )
            if cell != NOBODY:
                kept.append((answers, cell))
        sizes = _fitted([answers for answers, _ in kept], list(weights.values()), self.size)
        return [(cell, size / diagram.count(cell)) for (_, cell), size in zip(kept, sizes, strict=True)]


def _fitted(cells: list[tuple[str, ...]], margins: list[Mapping[str, float]], size: int) -> list[float]:
    """Return how many people each cell has, so that every margin holds as far as cells allow."""
    sizes = [
        math.prod(margin[answer] for margin, answer in zip(margins, cell, strict=True)) for cell in cells
    ]
    for _ in range(_ROUNDS):
        for at, margin in enumerate(margins):
            now = dict.fromkeys(margin, 0.0)
            for cell, count in zip(cells, sizes, strict=True):
                now[cell[at]] += count
            scale = size / sum(margin.values())
            sizes = [
                count * margin[cell[at]] * scale / now[cell[at]] if now[cell[at]] else 0.0
                for cell, count in zip(cells, sizes, strict=True)
            ]
    return sizes
