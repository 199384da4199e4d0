"""Many people at once: a set of people is one whole number, with a bit for each person.

A crowd knows for every variable of the diagram who has which value. Whom a node is true for, and what is left
of it for whom, then takes a few operations on whole numbers for each node, however many the people are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.logic.diagram import EVERYBODY, NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from npqpath.logic.diagram import Diagram

People: TypeAlias = int
"""A set of people: bit i is set where person i is in it."""

Nodes: TypeAlias = tuple[int, ...]

UNKNOWN = 255
"""Stands in a column for somebody whose value of the variable is not known."""

_MOST_STEPS = 1_000_000
_DIGIT = tuple(bytes(48 + (byte == value) for byte in range(256)) for value in range(256))
_BIT = bytes(byte & 1 for byte in range(256))


@dataclass(frozen=True, slots=True)
class Crowd:
    """People by what they answered: `held[level]` has, for each value of the variable, who has it.

    Whoever is in none of them has not answered; a level that is missing was answered by nobody.
    """

    everyone: People
    held: Mapping[int, tuple[People, ...]]


def people_with(column: bytes, value: int) -> People:
    """Return the people, by their place in `column`, who have `value` there."""
    return int(column.translate(_DIGIT[value])[::-1], 2)


def numbers_of(groups: Sequence[tuple[int, People]], size: int) -> list[bytes]:
    """Return for each person the number of the group they are in, or 0, as columns of bytes, lowest first.

    Nobody may be in two groups. There are as many columns as the highest number needs, at least one.
    """
    top = max((number for number, _ in groups), default=0)
    columns = []
    for shift in range(0, max(top.bit_length(), 1), 8):
        column = 0
        for bit in range(8):
            plane = 0
            for number, people in groups:
                if number >> shift + bit & 1:
                    plane |= people
            if plane:
                column |= int.from_bytes(f"{plane:0{size}b}".encode().translate(_BIT), "big") << bit
        columns.append(column.to_bytes(size, "little"))
    return columns


def who_can_be_in(diagram: Diagram, node: int, crowd: Crowd) -> People:
    """Return the people who are in `node` for at least one way to answer what they have not answered."""
    found: dict[int, People] = {NOBODY: 0, EVERYBODY: crowd.everyone}

    def visit(current: int) -> People:
        people = found.get(current)
        if people is None:
            held = crowd.held.get(diagram.level(current))
            children = [visit(child) for child in diagram.children(current)]
            people = 0
            if held is None:
                for child in children:
                    people |= child
            else:
                unknown = crowd.everyone
                for bits in held:
                    unknown &= ~bits
                for child, bits in zip(children, held, strict=True):
                    people |= child & (bits | unknown)
            found[current] = people
        return people

    return visit(node)


class Sorter:
    """Sorts people by what is left of some nodes once their answers are known.

    Two people of one group are the same to every question about these nodes. The first node says who can
    exist; once all the others are settled, nothing more is asked. What was worked out serves the next crowd.
    """

    def __init__(self, diagram: Diagram, nodes: Nodes) -> None:
        self._diagram = diagram
        self._nodes = nodes
        self._bottom = len(diagram.sizes)
        self._steps: dict[tuple[Nodes, int, int], tuple[int, Nodes]] = {}

    def sort(self, crowd: Crowd, people: People) -> dict[Nodes, People]:
        """Return the groups of `people` by what is left of the nodes."""
        if len(self._steps) > _MOST_STEPS:
            self._steps.clear()
        waiting: list[dict[Nodes, People]] = [{} for _ in range(self._bottom + 1)]
        if people:
            waiting[self._next(self._nodes, 0)][self._nodes] = people
        for level in range(self._bottom):
            held = crowd.held.get(level, ())
            for nodes, here in waiting[level].items():
                left = here
                for value, bits in enumerate(held):
                    taking = here & bits
                    if taking:
                        left ^= taking
                        self._move(waiting, nodes, level, value, taking)
                if left:
                    self._move(waiting, nodes, level, UNKNOWN, left)
        return waiting[self._bottom]

    def _move(
        self, waiting: list[dict[Nodes, People]], nodes: Nodes, level: int, value: int, people: People
    ) -> None:
        key = (nodes, level, value)
        step = self._steps.get(key)
        if step is None:
            step = self._steps[key] = self._step(nodes, level, value)
        at, then = step
        group = waiting[at]
        group[then] = group.get(then, 0) | people

    def _step(self, nodes: Nodes, level: int, value: int) -> tuple[int, Nodes]:
        if value != UNKNOWN:
            take = self._diagram.take
            nodes = tuple([take(node, level, value) for node in nodes])
        return self._next(nodes, level + 1), nodes

    def _next(self, nodes: Nodes, start: int) -> int:
        """Return the next variable that matters, or the bottom where none does."""
        if max(nodes[1:], default=NOBODY) <= EVERYBODY:
            return self._bottom
        return self._diagram.next_level(nodes, start)
