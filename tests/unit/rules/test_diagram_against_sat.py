"""The diagram and a SAT solver come to the same verdicts, also where sheets are too many to try."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from tests.unit.rules.invented import Invented, data_sets
from tests.unit.rules.sat import Clauses


@given(data_sets(most=10))
def test_a_node_is_nobody_just_where_no_sheet_fits(data: Invented) -> None:
    terms, asks, tests = data.read()
    space, compiler, nodes = data.compile()
    clauses = Clauses(space, terms, asks)
    for node, test in zip(nodes, tests, strict=True):
        literal = clauses.literal(test)
        assert clauses.possible(literal) is (node != NOBODY)
        assert clauses.possible(-literal) is (node != EVERYBODY)
    everything = [clauses.literal(test) for test in tests]
    assert clauses.possible(*everything) is (compiler.diagram.all_of(nodes) != NOBODY)


@given(data_sets(most=10))
def test_one_condition_implies_another_for_both_or_for_neither(data: Invented) -> None:
    terms, asks, tests = data.read()
    space, compiler, nodes = data.compile()
    clauses = Clauses(space, terms, asks)
    diagram = compiler.diagram
    literals = [clauses.literal(test) for test in tests]
    for one, other in permutations(range(len(nodes)), 2):
        implied = diagram.both(nodes[one], diagram.negate(nodes[other])) == NOBODY
        assert clauses.possible(literals[one], -literals[other]) is not implied
        same = not clauses.possible(literals[one], -literals[other]) and not clauses.possible(
            -literals[one], literals[other]
        )
        assert (nodes[one] == nodes[other]) is same
