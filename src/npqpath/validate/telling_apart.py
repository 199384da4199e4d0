"""Which answers are told apart: two people who can exist differ in that answer alone, and one of them is in a
node that the other is not in.

Where the children of all nodes are the same for two answers, nobody is told apart. Where some differ, one
pair of people is the proof; mostly the first one that comes to hand will do. Only where none does, the
diagram is asked about all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from npqpath.logic.diagram import EVERYBODY, NOBODY, Diagram

Apart: TypeAlias = list[int]
"""For each value of a variable, the values that are told apart from it, as the bits of a number."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """The nodes below some roots by level, and a way to each: a node above it and a value; 0 above a root."""

    roots: list[int]
    by_level: dict[int, list[int]]
    above: dict[int, tuple[int, int]]


def told_apart(diagram: Diagram, people: Mapping[int, int], nodes: Iterable[int]) -> dict[int, Apart]:
    """Return which values some of the nodes tell apart, for each level that any of them depends on.

    `people` says for each level who can exist and is asked. Two values that no one of them could have in turn
    count as told apart: something else does that.
    """
    reach = _reach(diagram, nodes)
    found = {}
    for level, at_level in reach.by_level.items():
        wanted = _differing(diagram, at_level)
        possible = people[level]
        if possible == EVERYBODY or not any(wanted):
            found[level] = wanted
        else:
            found[level] = _Search(diagram, possible, level, reach, wanted).apart()
    return found


def alike(apart: Apart, values: Iterable[int]) -> list[list[int]]:
    """Return the values in groups of which no two are told apart."""
    groups: list[list[int]] = []
    for value in values:
        fits = (group for group in groups if not any(apart[value] >> other & 1 for other in group))
        group = next(fits, None)
        if group is None:
            groups.append([value])
        else:
            group.append(value)
    return groups


def _reach(diagram: Diagram, nodes: Iterable[int]) -> _Reach:
    roots = [node for node in dict.fromkeys(nodes) if node > EVERYBODY]
    by_level: dict[int, list[int]] = {}
    above: dict[int, tuple[int, int]] = dict.fromkeys(roots, (NOBODY, 0))
    waiting = roots
    while waiting:
        below: list[int] = []
        for node in waiting:
            by_level.setdefault(diagram.level(node), []).append(node)
            for value, child in enumerate(diagram.children(node)):
                if child > EVERYBODY and child not in above:
                    above[child] = (node, value)
                    below.append(child)
        waiting = below
    return _Reach(roots, by_level, above)


def _differing(diagram: Diagram, nodes: list[int]) -> Apart:
    """Return which values lead to other children in some of these nodes of one level."""
    groups: dict[tuple[int, ...], int] = {}
    rows = list(zip(*map(diagram.children, nodes), strict=True))
    for value, row in enumerate(rows):
        groups[row] = groups.get(row, 0) | 1 << value
    everything = (1 << len(rows)) - 1
    return [everything & ~groups[row] for row in rows]


class _Search:
    """Looks for two people for each pair of values of one level that may be told apart."""

    def __init__(self, diagram: Diagram, possible: int, level: int, reach: _Reach, wanted: Apart) -> None:
        self._diagram, self._possible, self._level, self._reach = diagram, possible, level, reach
        self._wanted = wanted
        self._found = [0] * len(wanted)
        self._waiting = [value for value, others in enumerate(wanted) if others]
        """The values that are not yet told apart from all the others."""

    def apart(self) -> Apart:
        """Return which of the wanted values are told apart."""
        self._try(self._people(self._anybody()))
        for value, other in list(self._left()):
            if self._open(value) >> other & 1:
                self._prove(value, other)
        return self._found

    def _anybody(self) -> Mapping[int, int]:
        """Return somebody who could have every value in turn, where there is such a person."""
        diagram, values = self._diagram, range(len(self._wanted))
        ways = {diagram.take(self._possible, self._level, value) for value in values}
        return diagram.pick(diagram.all_of(ways - {NOBODY}), {}) or {}

    def _open(self, value: int) -> int:
        return self._wanted[value] & ~self._found[value]

    def _left(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of values that are still open."""
        for value in range(len(self._wanted)):
            yield from ((value, other) for other in range(value) if self._open(value) >> other & 1)

    def _prove(self, value: int, other: int) -> None:
        """Settle whether two values are told apart."""
        diagram, level = self._diagram, self._level
        both = diagram.both(
            diagram.take(self._possible, level, value), diagram.take(self._possible, level, other)
        )
        sheet = diagram.pick(both, {})
        if sheet is None:
            self._note(1 << value, 1 << other)
            return
        self._try(self._people(sheet))
        if not self._open(value) >> other & 1:
            return
        for root in self._reach.roots:
            if diagram.depends(root, (level,)):
                one, two = diagram.take(root, level, value), diagram.take(root, level, other)
                if one != two and any(
                    diagram.meet(diagram.both(both, here), diagram.negate(there))
                    for here, there in ((one, two), (two, one))
                ):
                    self._note(1 << value, 1 << other)
                    return

    def _people(self, likely: Mapping[int, int]) -> Iterator[tuple[int, dict[int, int]]]:
        """Yield nodes at the level, each with people who come to it and get through it with some value."""
        diagram, reach = self._diagram, self._reach
        for node in reach.by_level[self._level]:
            below = diagram.children(node)
            if len({below[value] for value in self._waiting}) < 2:
                continue
            way: dict[int, int] = {}
            current, (at, value) = node, reach.above[node]
            while at != NOBODY:
                level, children = diagram.level(at), diagram.children(at)
                liked = likely.get(level, value)
                way[level] = liked if children[liked] == current else value
                current, (at, value) = at, reach.above[at]
            for child in self._worth_a_look(below):
                yield node, {**likely, **way, **(diagram.pick(child, likely) or {})}

    def _worth_a_look(self, children: tuple[int, ...]) -> Iterator[int]:
        """Yield the children that differ for two values that are still open, each once."""
        values: dict[int, int] = {}
        for value, child in enumerate(children):
            values[child] = values.get(child, 0) | 1 << value
        for value, child in enumerate(children):
            if child != NOBODY and self._open(value) & ~values.get(child, -1):
                del values[child]
                yield child

    def _try(self, people: Iterable[tuple[int, dict[int, int]]]) -> None:
        """Note what people tell apart, until nothing is open."""
        for node, sheet in people:
            exist = self._values_to(self._descend(self._possible, sheet, self._level), sheet)
            if exist:
                match = self._values_to(node, sheet)
                self._note(exist & match, exist & ~match)
                if not self._waiting:
                    return

    def _values_to(self, node: int, sheet: Mapping[int, int]) -> int:
        """Return with which values at the level the sheet is in a node at that level or below, as bits."""
        diagram, bottom = self._diagram, len(self._diagram.sizes)
        if diagram.level(node) != self._level:
            everything = (1 << len(self._wanted)) - 1
            return everything * self._descend(node, sheet, bottom)
        children = diagram.children(node)
        ends = {child: self._descend(child, sheet, bottom) for child in set(children)}
        return sum(1 << value for value, child in enumerate(children) if ends[child])

    def _descend(self, node: int, sheet: Mapping[int, int], level: int) -> int:
        """Return where the sheet leads, at `level` or below; what it leaves open has the first value."""
        levels, children = self._diagram.level, self._diagram.children
        while (at := levels(node)) < level:
            node = children(node)[sheet.get(at, 0)]
        return node

    def _note(self, some: int, others: int) -> None:
        """Note that each of some values is told apart from each of the others."""
        if some and others:
            for value in range(len(self._found)):
                if some >> value & 1:
                    self._found[value] |= others
                elif others >> value & 1:
                    self._found[value] |= some
            self._waiting = [value for value in self._waiting if self._open(value)]
