"""Proofs about what no advice depends on: suggestions nobody gets, and answers that change nothing."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.wording import listed
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.rules.question_kinds import kind_of
from npqpath.validate.findings import Finding
from npqpath.validate.funding_tables import deciding_nodes

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Question
    from npqpath.errors import Place
    from npqpath.validate.findings import Severity
    from npqpath.validate.proof_context import Ground


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


Given: TypeAlias = tuple[int, int]
"""An answer: a level and a value."""


def check_idle(ground: Ground) -> Iterator[Finding]:
    """Yield the suggestions nobody gets, and the questions and answers that have no effect."""
    yield from _check_suggestions(ground)
    apart = told_apart(ground.diagram, _who_is_asked(ground), _all_that_depends(ground))
    for index, question in enumerate(ground.data.catalogue.pathways.questions):
        if not ground.is_met(ground.core.asked[question.id]):
            message = f'Nobody is asked the question "{question.id}".'
            hint = "Change its `ask_if`, or take the question away."
            place = ground.data.key_place("pathways", ("questions", index, "ask_if"))
            yield _finding(place, "warning", message, hint)
            continue
        never = yield from _check_never_given(ground, index, question)
        yield from _check_alike(ground, index, question, apart, never)


def _check_suggestions(ground: Ground) -> Iterator[Finding]:
    """Yield what no rule suggests. Rules that can never match have a finding of their own."""
    suggested = set(ground.core.suggestible())
    catalogue = ground.data.catalogue
    offered = set(catalogue.qualifications.cohorts[-1].offers)
    for index, one in enumerate(catalogue.qualifications.qualifications):
        if one.id in offered - suggested:
            place = ground.data.place("qualifications", ("qualifications", index, "id"))
            yield _never_suggested(place, one.id, "is offered in the newest cohort")
    for index, step in enumerate(catalogue.pathways.next_steps):
        if step.id not in suggested:
            place = ground.data.place("pathways", ("next_steps", index, "id"))
            yield _never_suggested(place, step.id, "is a next step")


def _never_suggested(place: Place, id: str, what: str) -> Finding:
    message = f'"{id}" {what}, but no rule suggests it, so nobody can be given it.'
    return _finding(place, "warning", message, "Add a rule that suggests it, or take it away.")


def _check_never_given(
    ground: Ground, index: int, question: Question
) -> Generator[Finding, None, set[Given]]:
    """Yield the answers that nobody who exists can give, and return their levels and values."""
    never: set[Given] = set()
    asked = ground.real(ground.core.asked[question.id])
    for level in ground.core.space.levels.get(question.id, ()):
        variable = ground.core.space.variables[level]
        for value, word in enumerate(variable.values):
            if ground.diagram.restrict(asked, {level: value}) == NOBODY:
                never.add((level, value))
                name = f"{variable.part}: {word}" if variable.part else word
                reason = "Every such person is under `impossible`. Change that, or take the answer away."
                message = f'Nobody can give the answer "{name}" to the question "{question.id}".'
                place = _answer_place(ground, index, question, variable.part or word)
                yield _finding(place, "warning", message, reason)
    return never


def _check_alike(
    ground: Ground,
    index: int,
    question: Question,
    apart: dict[int, Apart],
    never: set[Given],
) -> Iterator[Finding]:
    """Yield that a question changes nothing, or which of its answers do not."""
    levels = ground.core.space.levels.get(question.id, ())
    # A question without an answer that anybody can give, or with one that nobody can, is told as such.
    unsettled = {level for level, _ in never}
    idle = [level for level in levels if not any(apart.get(level, ())) and level not in unsettled]
    if len(idle) == len(levels):
        message = f'The question "{question.id}" changes nothing: no advice and no funding depends on it.'
        place = ground.data.place("pathways", ("questions", index, "id"))
        yield _finding(
            place, "note", message, "Take it away if the tables of the next cohort do not need it."
        )
    elif kind_of(question).part_words:
        if idle:
            parts = [str(ground.core.space.variables[level].part) for level in idle]
            message = f'Ticking {listed(parts, "or")} under "{question.id}" changes nothing.'
            hint = "Write a rule that uses it, or take it away."
            yield _finding(_answer_place(ground, index, question, parts[0]), "note", message, hint)
    elif levels[0] in apart:
        values = ground.core.space.variables[levels[0]].values
        usable = [value for value in range(len(values)) if (levels[0], value) not in never]
        for group in alike(apart[levels[0]], usable):
            if len(group) > 1:
                names = [values[value] for value in group]
                message = f'Some answers to "{question.id}" are never told apart: {listed(names)}.'
                hint = "One answer would do for all of these, if the teacher would still find theirs."
                yield _finding(_answer_place(ground, index, question, names[0]), "note", message, hint)


def _who_is_asked(ground: Ground) -> dict[int, int]:
    """Return for each level who can exist and is asked about it."""
    asked, levels = ground.core.asked, ground.core.space.levels
    return {level: ground.real(asked[id]) for id in asked for level in levels.get(id, ())}


def _all_that_depends(ground: Ground) -> list[int]:
    """Return the people for whom something is so, for everything that can hang on an answer."""
    core = ground.core
    found = [*core.rules, *core.deadlines, *core.asked.values()]
    found += [*core.posts.values(), *core.activities.values()]
    return found + deciding_nodes(ground)


def _answer_place(ground: Ground, index: int, question: Question, answer: str) -> Place:
    ids: Iterable[str] = question.of or [each.id for each in question.answers]
    number = next((i for i, id in enumerate(ids) if id == answer), None)
    loc = ("questions", index)
    if number is None:
        return ground.data.place("pathways", (*loc, "id"))
    below = ("of", number) if question.of else ("answers", number, "id")
    return ground.data.place("pathways", (*loc, *below))


def _finding(place: Place, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(place, "NP307", severity, message, hint)
