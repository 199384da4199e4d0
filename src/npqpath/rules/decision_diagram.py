"""The decision diagram: every statement about all possible answer sheets is a node in it.

From it come explanations too: the smallest reason for a verdict, and the smallest change that would alter it.

A node is a number: 0 is "nobody", 1 is "everybody", any other looks at one variable (its level) and
has one child for each value of it. Nodes are reduced and shared, so two statements that hold for
the same sheets are the same number. Levels follow the order in which questions are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import prod
from typing import TypeAlias

Replace: TypeAlias = Callable[[int, tuple[int, ...], Callable[[int], int]], int]
"""Returns what stands for a node, of its level, its children and what stands for a child."""

Cost: TypeAlias = Callable[[int, int], float]
"""What it costs that a variable (its level) takes a value."""

NOBODY = 0
EVERYBODY = 1


class Diagram:
    """Nodes over variables with `sizes[level]` values each; all operations return nodes of this diagram."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        bottom = len(self.sizes)
        self._levels = [bottom, bottom]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._negated: dict[int, int] = {NOBODY: EVERYBODY, EVERYBODY: NOBODY}
        self._masks: dict[int, int] = {NOBODY: 0, EVERYBODY: 0}
        self._supports: dict[int, list[int]] = {}
        self._counts: dict[int, int] = {}
        self._restricted: dict[tuple[int, frozenset[tuple[int, int]]], int] = {}
        self._forgotten: dict[tuple[int, frozenset[int]], int] = {}

    def __len__(self) -> int:
        return len(self._levels)

    def level(self, node: int) -> int:
        """Return the level that a node looks at; for 0 and 1 the number of levels."""
        return self._levels[node]

    def children(self, node: int) -> tuple[int, ...]:
        """Return one child for each value of the node's variable; for 0 and 1 nothing."""
        return self._children[node]

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the node at `level` with these children, or the child where they are all the same."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        result = self._known.get(key)
        if result is None:
            result = self._known[key] = len(self._levels)
            self._levels.append(level)
            self._children.append(children)
        return result

    def choose(self, level: int, values: Iterable[int]) -> int:
        """Return the sheets in which the variable at `level` has one of `values`."""
        children = [NOBODY] * self.sizes[level]
        for value in values:
            children[value] = EVERYBODY
        return self.node(level, tuple(children))

    def negate(self, node: int) -> int:
        """Return all other sheets."""
        result = self._negated.get(node)
        if result is None:
            result = self.node(self._levels[node], tuple(map(self.negate, self._children[node])))
            self._negated[node] = result
            self._negated[result] = node
        return result

    def both(self, a: int, b: int) -> int:
        """Return the sheets that are in `a` and in `b`."""
        if a > b:
            a, b = b, a
        if a in (NOBODY, b):
            return a
        if a == EVERYBODY:
            return b
        result = self._both.get((a, b))
        return self._combine(a, b) if result is None else result

    def _combine(self, a: int, b: int) -> int:
        """Return the sheets in two nodes, neither of them 0 or 1, that were not put together before."""
        known, children = self._both, []
        # Nine children in ten are answered at once, and a call of `both` would cost more than the answer.
        for x, y in self._below(a, b):
            if x == y:
                children.append(x)
            elif x <= EVERYBODY or y <= EVERYBODY:
                children.append(x * y)  # nobody is 0 and everybody 1
            else:
                pair = (x, y) if x < y else (y, x)
                child = known.get(pair)
                children.append(self._combine(*pair) if child is None else child)
        level = min(self._levels[a], self._levels[b])
        result = known[a, b] = self.node(level, tuple(children))
        return result

    def meet(self, a: int, b: int) -> bool:
        """Return whether any sheet is in `a` and in `b`; where one is, this is found long before `both`."""
        if a > b:
            a, b = b, a
        if a <= EVERYBODY or a == b:
            return a != NOBODY
        result = self._both.get((a, b))
        if result is not None:
            return result != NOBODY
        for x, y in self._below(a, b):
            if x and y and (x in (EVERYBODY, y) or y == EVERYBODY or self.meet(x, y)):
                return True
        self._both[a, b] = NOBODY
        return False

    def _below(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        """Yield what is left of two nodes for each value of the variable that is looked at first."""
        level_a, level_b = self._levels[a], self._levels[b]
        level = min(level_a, level_b)
        of_a = self._children[a] if level_a == level else (a,) * self.sizes[level]
        of_b = self._children[b] if level_b == level else (b,) * self.sizes[level]
        return zip(of_a, of_b, strict=True)

    def either(self, a: int, b: int) -> int:
        """Return the sheets that are in `a` or in `b`."""
        return self.negate(self.both(self.negate(a), self.negate(b)))

    def all_of(self, nodes: Iterable[int]) -> int:
        """Return the sheets that are in every one of `nodes`."""
        result = EVERYBODY
        for node in nodes:
            result = self.both(result, node)
        return result

    def any_of(self, nodes: Iterable[int]) -> int:
        """Return the sheets that are in at least one of `nodes`."""
        return self.negate(self.all_of(self.negate(node) for node in nodes))

    def at_least(self, count: int, nodes: Sequence[int]) -> int:
        """Return the sheets that are in `count` or more of `nodes`."""
        if count <= 0:
            return EVERYBODY
        if count > len(nodes):
            return NOBODY
        reached = [EVERYBODY] + [NOBODY] * count
        for node in nodes:
            for k in range(count, 0, -1):
                reached[k] = self.either(reached[k], self.both(node, reached[k - 1]))
        return reached[count]

    def restrict(self, node: int, values: Mapping[int, int]) -> int:
        """Return what is left of `node` once the variables in `values` are known."""
        # A sheet that answers what a node looks at first leads to a child: mostly all the way down.
        while (level := self._levels[node]) in values:
            node = self._children[node][values[level]]
        if node <= EVERYBODY:
            return node
        supports = self._supports.get(node)
        if supports is None:
            supports = self._supports[node] = sorted(self.support(node))
        known = {level: values[level] for level in supports if level in values}
        if not known:
            return node
        key = (node, frozenset(known.items()))
        result = self._restricted.get(key)
        if result is None:
            result = self._restricted[key] = self._rebuild(
                node, known, lambda level, children, visit: visit(children[known[level]])
            )
        return result

    def take(self, node: int, level: int, value: int) -> int:
        """Return what is left of `node` once one variable is known."""
        top = self._levels[node]
        if top > level:
            return node
        return self._children[node][value] if top == level else self.restrict(node, {level: value})

    def forget(self, node: int, levels: Iterable[int]) -> int:
        """Return the sheets that are in `node` for at least one value of the variables at `levels`."""
        mask = self._mask(node)
        gone = frozenset(level for level in levels if mask >> level & 1)
        if not gone:
            return node
        key = (node, gone)
        result = self._forgotten.get(key)
        if result is None:
            result = self._forgotten[key] = self._rebuild(
                node, gone, lambda _, children, visit: self.any_of(map(visit, children))
            )
        return result

    def _rebuild(self, node: int, levels: Iterable[int], replace: Replace) -> int:
        """Return `node` with every node at one of `levels` replaced; what depends on none of them stays."""
        wanted = sum(1 << level for level in levels)
        seen: dict[int, int] = {}

        def visit(current: int) -> int:
            result = seen.get(current)
            if result is None:
                level, children = self._levels[current], self._children[current]
                if not self._mask(current) & wanted:
                    result = current
                elif wanted >> level & 1:
                    result = replace(level, children, visit)
                else:
                    result = self.node(level, tuple([visit(child) for child in children]))
                seen[current] = result
            return result

        return visit(node)

    def support(self, node: int) -> frozenset[int]:
        """Return the levels that `node` depends on."""
        mask = self._mask(node)
        return frozenset(level for level in range(len(self.sizes)) if mask >> level & 1)

    def next_level(self, nodes: Iterable[int], start: int) -> int:
        """Return the first level from `start` on that one of `nodes` depends on, or the number of levels."""
        mask = 0
        for node in nodes:
            mask |= self._mask(node)
        mask >>= start
        return start + (mask & -mask).bit_length() - 1 if mask else len(self.sizes)

    def depends(self, node: int, levels: Iterable[int]) -> bool:
        """Return whether `node` depends on any of `levels`."""
        mask = self._mask(node)
        return any(mask >> level & 1 for level in levels)

    def _mask(self, node: int) -> int:
        """Return the support of `node` as the bits of a number."""
        result = self._masks.get(node)
        if result is None:
            result = 1 << self._levels[node]
            for child in set(self._children[node]):
                result |= self._mask(child)
            self._masks[node] = result
        return result

    def count(self, node: int) -> int:
        """Return the number of sheets in `node`, exactly."""
        return self._count(node) * self._between(0, self._levels[node])

    def share(self, node: int, among: int = EVERYBODY) -> float:
        """Return the share of the sheets in `among` that are in `node`, 0 to 1."""
        whole = self.count(among)
        return self.count(self.both(node, among)) / whole if whole else 0.0

    def _count(self, node: int) -> int:
        if node <= EVERYBODY:
            return node
        result = self._counts.get(node)
        if result is None:
            below = self._levels[node] + 1
            result = sum(self._count(c) * self._between(below, self._levels[c]) for c in self._children[node])
            self._counts[node] = result
        return result

    def _between(self, start: int, end: int) -> int:
        return prod(self.sizes[start:end])


def smallest_reason(
    diagram: Diagram, verdict: int, answers: Mapping[int, int], group: Callable[[int], object]
) -> frozenset[int]:
    """Return a smallest set of answered levels that alone force `verdict`, whatever else is answered.

    `verdict` must hold for everybody with these `answers`. Levels in one group (the parts of one
    question) are kept or dropped together and count once.
    """
    groups: dict[object, set[int]] = {}
    for level in sorted(diagram.support(verdict) & answers.keys()):
        groups.setdefault(group(level), set()).add(level)
    order = list(groups.values())
    best = list(range(len(order)))
    seen: dict[tuple[int, int], int] = {}

    def search(node: int, index: int, reason: tuple[int, ...]) -> None:
        nonlocal best
        if node == EVERYBODY:
            if len(reason) < len(best):
                best = list(reason)
            return
        if len(reason) + 1 >= len(best) or seen.get((node, index), len(order) + 1) <= len(reason):
            return
        seen[node, index] = len(reason)
        levels = order[index]
        free = _for_all(diagram, node, levels)
        if diagram.restrict(free, answers) == EVERYBODY:
            search(free, index + 1, reason)
        kept = {level: answers[level] for level in levels}
        search(diagram.restrict(node, kept), index + 1, (*reason, index))

    unknown = diagram.support(verdict) - answers.keys()
    search(_for_all(diagram, verdict, unknown), 0, ())
    return frozenset(level for index in best for level in order[index])


def _for_all(diagram: Diagram, node: int, levels: set[int] | frozenset[int]) -> int:
    return diagram.negate(diagram.forget(diagram.negate(node), levels))


def smallest_change(diagram: Diagram, wanted: int, cost: Cost) -> dict[int, int] | None:
    """Return the cheapest sheet in `wanted`, or None if it is empty.

    The sheet names the variables that the diagram looks at; a variable it leaves out may have any
    value, so it needs no change.
    """
    if wanted == NOBODY:
        return None
    memo: dict[int, tuple[float, int]] = {}
    cost_of = cache(cost)

    def cheapest(node: int) -> float:
        if node == EVERYBODY:
            return 0.0
        if node not in memo:
            level = diagram.level(node)
            memo[node] = min(
                (cost_of(level, value) + cheapest(child), value)
                for value, child in enumerate(diagram.children(node))
                if child != NOBODY
            )
        return memo[node][0]

    cheapest(wanted)
    sheet: dict[int, int] = {}
    node = wanted
    while node > EVERYBODY:
        value = sheet[diagram.level(node)] = memo[node][1]
        node = diagram.children(node)[value]
    return sheet
