"""Every operation of the diagram does on small spaces what looking through all sheets does."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from tests.unit.rules.oracles import Expression, all_sheets, expressions, holds, members, small_sizes


@st.composite
def spaces(draw: st.DrawFn, count: int) -> tuple[list[int], list[Expression]]:
    """Make the sizes of a space and some statements about it."""
    sizes = draw(small_sizes)
    return sizes, draw(st.lists(expressions(sizes), min_size=count, max_size=count))


@given(spaces(2))
def test_both_either_and_negate_are_set_operations(space: tuple[list[int], list[Expression]]) -> None:
    sizes, (one, other) = space
    diagram = Diagram(sizes)
    a, b = one.build(diagram), other.build(diagram)
    everybody = frozenset(all_sheets(sizes))
    assert members(diagram, a) == one.people(sizes)
    assert members(diagram, diagram.both(a, b)) == one.people(sizes) & other.people(sizes)
    assert members(diagram, diagram.either(a, b)) == one.people(sizes) | other.people(sizes)
    assert members(diagram, diagram.negate(a)) == everybody - one.people(sizes)


@given(spaces(2))
def test_two_nodes_meet_where_somebody_is_in_both(space: tuple[list[int], list[Expression]]) -> None:
    sizes, (one, other) = space
    diagram = Diagram(sizes)
    a, b = one.build(diagram), other.build(diagram)
    common = one.people(sizes) & other.people(sizes)
    assert diagram.meet(a, b) == diagram.meet(b, a) == bool(common)
    # What was learnt on the way must not mislead `both`, nor the other way round.
    assert members(diagram, diagram.both(a, b)) == common
    assert diagram.meet(a, b) == bool(common)


@given(spaces(4))
def test_all_of_any_of_and_at_least_count_the_nodes_a_sheet_is_in(
    space: tuple[list[int], list[Expression]],
) -> None:
    sizes, statements = space
    diagram = Diagram(sizes)
    nodes = [each.build(diagram) for each in statements]
    in_how_many = {sheet: sum(each.check(sheet) for each in statements) for sheet in all_sheets(sizes)}
    for count in range(-1, len(nodes) + 2):
        expected = frozenset(sheet for sheet, reached in in_how_many.items() if reached >= count)
        assert members(diagram, diagram.at_least(count, nodes)) == expected
    assert diagram.all_of(nodes) == diagram.at_least(len(nodes), nodes)
    assert diagram.any_of(nodes) == diagram.at_least(1, nodes)


def test_all_of_nothing_is_everybody_and_any_of_nothing_is_nobody() -> None:
    diagram = Diagram([2, 2])
    assert diagram.all_of([]) == EVERYBODY
    assert diagram.any_of([]) == NOBODY
    assert diagram.at_least(0, []) == EVERYBODY
    assert diagram.at_least(1, []) == NOBODY


@given(spaces(2))
def test_statements_that_hold_for_the_same_sheets_are_the_same_node(
    space: tuple[list[int], list[Expression]],
) -> None:
    sizes, (one, other) = space
    diagram = Diagram(sizes)
    same = one.people(sizes) == other.people(sizes)
    assert (one.build(diagram) == other.build(diagram)) is same
    assert (one.build(diagram) == NOBODY) is (not one.people(sizes))
    assert (one.build(diagram) == EVERYBODY) is (len(one.people(sizes)) == len(all_sheets(sizes)))


@given(spaces(3))
def test_the_laws_of_sets_hold_node_for_node(space: tuple[list[int], list[Expression]]) -> None:
    sizes, statements = space
    d = Diagram(sizes)
    a, b, c = (each.build(d) for each in statements)
    assert d.both(a, b) == d.both(b, a)
    assert d.both(a, d.both(b, c)) == d.both(d.both(a, b), c)
    assert d.both(a, d.either(b, c)) == d.either(d.both(a, b), d.both(a, c))
    assert d.negate(d.both(a, b)) == d.either(d.negate(a), d.negate(b))
    assert d.negate(d.negate(a)) == a
    assert d.both(a, d.negate(a)) == NOBODY


@given(spaces(1), st.data())
def test_restrict_leaves_what_the_known_values_leave_open(
    space: tuple[list[int], list[Expression]], data: st.DataObject
) -> None:
    sizes, (one,) = space
    diagram = Diagram(sizes)
    levels = data.draw(st.sets(st.integers(0, len(sizes) - 1)))
    values = {level: data.draw(st.integers(0, sizes[level] - 1)) for level in sorted(levels)}
    restricted = diagram.restrict(one.build(diagram), values)
    for sheet in all_sheets(sizes):
        filled = tuple(values.get(level, value) for level, value in enumerate(sheet))
        assert holds(diagram, restricted, sheet) is one.check(filled)
    assert not diagram.support(restricted) & levels


@given(spaces(1), st.data())
def test_forget_keeps_a_sheet_if_some_value_of_the_forgotten_would(
    space: tuple[list[int], list[Expression]], data: st.DataObject
) -> None:
    sizes, (one,) = space
    diagram = Diagram(sizes)
    gone = data.draw(st.sets(st.integers(0, len(sizes) - 1)))
    forgotten = diagram.forget(one.build(diagram), gone)
    people = one.people(sizes)
    for sheet in all_sheets(sizes):
        ways = product(*(range(sizes[i]) if i in gone else (value,) for i, value in enumerate(sheet)))
        assert holds(diagram, forgotten, sheet) is any(way in people for way in ways)


@given(spaces(1))
def test_support_is_exactly_the_variables_that_can_make_a_difference(
    space: tuple[list[int], list[Expression]],
) -> None:
    sizes, (one,) = space
    diagram = Diagram(sizes)
    people = one.people(sizes)
    matter = {
        level
        for level, size in enumerate(sizes)
        for sheet in all_sheets(sizes)
        if any(
            ((*sheet[:level], value, *sheet[level + 1 :]) in people) != (sheet in people)
            for value in range(size)
        )
    }
    assert diagram.support(one.build(diagram)) == matter


@given(spaces(2))
def test_count_and_share_are_exact(space: tuple[list[int], list[Expression]]) -> None:
    sizes, (one, other) = space
    diagram = Diagram(sizes)
    a, b = one.build(diagram), other.build(diagram)
    of_one, of_other = one.people(sizes), other.people(sizes)
    assert diagram.count(a) == len(of_one)
    assert diagram.share(a) == len(of_one) / len(all_sheets(sizes))
    assert diagram.share(a, b) == (len(of_one & of_other) / len(of_other) if of_other else 0.0)


def test_counting_stays_exact_where_floats_would_not() -> None:
    diagram = Diagram([7] * 40)
    node = diagram.choose(39, [0])
    assert diagram.count(node) == 7**39
    assert diagram.count(diagram.negate(node)) == 6 * 7**39


def test_nodes_are_shared_so_a_long_chain_stays_small() -> None:
    diagram = Diagram([2] * 60)
    diagram.all_of(diagram.choose(level, [1]) for level in reversed(range(60)))
    assert len(diagram) < 250


@given(spaces(2), st.data())
def test_one_variable_at_a_time_is_restrict_and_the_next_level_is_in_the_support(
    space: tuple[list[int], list[Expression]], data: st.DataObject
) -> None:
    sizes, (one, other) = space
    diagram = Diagram(sizes)
    a, b = one.build(diagram), other.build(diagram)
    level = data.draw(st.integers(0, len(sizes) - 1))
    value = data.draw(st.integers(0, sizes[level] - 1))
    assert diagram.take(a, level, value) == diagram.restrict(a, {level: value})
    later = [each for each in diagram.support(a) | diagram.support(b) if each >= level]
    assert diagram.next_level((a, b), level) == min(later, default=len(sizes))
