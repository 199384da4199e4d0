"""Answers that are told apart: exact, with people who cannot exist left out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.validate.unused_answers import alike, told_apart

SIZES = (3, 2, 4, 2)
SHEETS = list(product(*map(range, SIZES)))
_PEOPLE = st.frozensets(st.sampled_from(SHEETS), max_size=len(SHEETS))


def node_of(diagram: Diagram, sheets: Iterable[tuple[int, ...]]) -> int:
    """Return the node that holds these sheets."""
    return diagram.any_of(
        diagram.all_of(diagram.choose(level, (value,)) for level, value in enumerate(sheet))
        for sheet in sheets
    )


def all_levels(people: int) -> dict[int, int]:
    """Return these people for every level."""
    return dict.fromkeys(range(len(SIZES)), people)


def by_brute_force(
    possible: frozenset[tuple[int, ...]], groups: list[frozenset[tuple[int, ...]]], level: int
) -> list[int]:
    """Return what `told_apart` should return for a level."""
    found = [0] * SIZES[level]
    for one, two in product(range(SIZES[level]), repeat=2):
        pairs = [
            (sheet, (*sheet[:level], two, *sheet[level + 1 :])) for sheet in possible if sheet[level] == one
        ]
        pairs = [(a, b) for a, b in pairs if b in possible]
        differ = any((a in group) != (b in group) for a, b in pairs for group in groups)
        found[one] |= (one != two and (differ or not pairs)) << two
    return found


@settings(max_examples=150, deadline=None)
@given(_PEOPLE, st.lists(_PEOPLE, min_size=1, max_size=4))
def test_it_agrees_with_brute_force(
    possible: frozenset[tuple[int, ...]], groups: list[frozenset[tuple[int, ...]]]
) -> None:
    diagram = Diagram(SIZES)
    nodes = [node_of(diagram, group) for group in groups]
    found = told_apart(diagram, all_levels(node_of(diagram, possible)), nodes)
    for level, apart in found.items():
        wanted = by_brute_force(possible, groups, level)
        differing = told_apart(diagram, all_levels(EVERYBODY), nodes)[level]
        assert apart == [each & all_ for each, all_ in zip(wanted, differing, strict=True)]


def test_only_people_who_cannot_exist_are_told_apart() -> None:
    diagram = Diagram((3, 2))
    rule = node_of(diagram, [(0, 0), (1, 1), (0, 1)])
    impossible = node_of(diagram, [(1, 0)])
    assert told_apart(diagram, all_levels(EVERYBODY), [rule])[0] == [0b110, 0b101, 0b011]
    assert told_apart(diagram, all_levels(diagram.negate(impossible)), [rule])[0] == [0b100, 0b100, 0b011]


def test_nobody_in_the_nodes_is_no_dependence() -> None:
    assert told_apart(Diagram((2, 2)), all_levels(EVERYBODY), [NOBODY, EVERYBODY]) == {}


def test_groups_hold_only_values_of_which_no_two_are_apart() -> None:
    assert alike([0b010, 0b001, 0b000], [0, 1, 2]) == [[0, 2], [1]]
