"""Many people pushed through the decision diagram together, and sorted by what is left of it for them.

A set of people is one whole number, with a bit for each person. For every variable of the diagram and each of
its values there is the set of those who have it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram

People: TypeAlias = int
"""A set of people: bit i is set where person i is in it."""
Bitsets: TypeAlias = Mapping[int, tuple[People, ...]]
"""People by what they answered: for each level who has which value. Whoever has none has not answered."""
Nodes: TypeAlias = tuple[int, ...]

UNKNOWN = 255
_MOST_STEPS = 1_000_000
_BIT = bytes(byte & 1 for byte in range(256))

T = TypeVar("T")


class Sorter:
    """Sorts people by what is left of some nodes once their answers are known.

    The first node says who can exist; once all the others are settled, nothing more is asked.
    """

    def __init__(self, diagram: Diagram, nodes: Nodes) -> None:
        self._diagram = diagram
        self._nodes = nodes
        self._bottom = len(diagram.sizes)
        self._steps: dict[tuple[Nodes, int, int], tuple[int, Nodes]] = {}

    def sort(self, bitsets: Bitsets, people: People) -> dict[Nodes, People]:
        """Return the groups of `people` by what is left of the nodes."""
        if len(self._steps) > _MOST_STEPS:
            self._steps.clear()
        waiting: list[dict[Nodes, People]] = [{} for _ in range(self._bottom + 1)]
        waiting[self._next(self._nodes, 0)][self._nodes] = people
        for level in range(self._bottom):
            held = bitsets.get(level, ())
            for nodes, group in waiting[level].items():
                unknown = group
                for value, bits in enumerate(held):
                    if taking := group & bits:
                        unknown ^= taking
                        self._move(waiting, nodes, level, value, taking)
                if unknown:
                    self._move(waiting, nodes, level, UNKNOWN, unknown)
        return waiting[self._bottom]

    def who_can(self, bitsets: Bitsets, people: People) -> People:
        """Return those of `people` of whom the last node may be true, whatever else they answer."""
        groups = self.sort(bitsets, people)
        return sum(group for nodes, group in groups.items() if nodes[-1] != NOBODY)

    def _move(
        self, waiting: list[dict[Nodes, People]], nodes: Nodes, level: int, value: int, people: People
    ) -> None:
        step = self._steps.get((nodes, level, value))
        if step is None:
            cofactors = nodes
            if value != UNKNOWN:
                cofactors = tuple([self._diagram.take(node, level, value) for node in nodes])
            step = self._steps[nodes, level, value] = (self._next(cofactors, level + 1), cofactors)
        at, cofactors = step
        waiting[at][cofactors] = waiting[at].get(cofactors, 0) | people

    def _next(self, nodes: Nodes, start: int) -> int:
        """Return the next variable that matters, or the bottom where none does."""
        if nodes[0] == NOBODY or max(nodes[1:], default=NOBODY) <= EVERYBODY:
            return self._bottom
        return self._diagram.next_level(nodes, start)


class Verdicts(Generic[T]):
    """Verdicts that hang on some nodes, in `values` by number; number 0 is that there is none."""

    def __init__(self, diagram: Diagram, nodes: Nodes, decide: Callable[[Nodes], T | None]) -> None:
        self.values: list[T | None] = [None]
        self._sorter = Sorter(diagram, nodes)
        self._decide = decide
        self._numbers: dict[T | None, int] = {None: 0}
        self._known: dict[Nodes, int] = {}

    def numbers(self, bitsets: Bitsets, asked: People, size: int) -> Sequence[int]:
        """Return for each of `size` persons the number of the verdict; 0 for those not in `asked`."""
        groups: dict[int, People] = {}
        for nodes, people in self._sorter.sort(bitsets, asked).items():
            number = self._known.get(nodes)
            if number is None:
                number = self._known[nodes] = self._number(nodes)
            groups[number] = groups.get(number, 0) | people
        low, *higher = bytes_of(groups, size)
        if not higher:
            return low
        return [int.from_bytes(each, "little") for each in zip(low, *higher, strict=True)]

    def _number(self, nodes: Nodes) -> int:
        verdict = None if nodes[0] == NOBODY else self._decide(nodes)
        if verdict not in self._numbers:
            self._numbers[verdict] = len(self.values)
            self.values.append(verdict)
        return self._numbers[verdict]


def bytes_of(groups: Mapping[int, People], size: int) -> Iterator[bytes]:
    """Yield for each person the number of their group, byte by byte, the lowest first."""
    for shift in range(0, max(max(groups, default=0).bit_length(), 1), 8):
        column = 0
        for bit in range(8):
            plane = sum(people for number, people in groups.items() if number >> shift + bit & 1)
            if plane:
                digits = f"{plane:0{size}b}".encode().translate(_BIT)
                column |= int.from_bytes(digits, "big") << bit
        yield column.to_bytes(size, "little")
