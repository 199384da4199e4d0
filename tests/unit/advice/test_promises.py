"""A SAT solver agrees with what the decision diagram proves of rules and promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from npqpath.advice.compiled_rules import compile_rules, read_rulebook
from npqpath.dataset.pathways import Promise
from npqpath.rules.conditions import Test
from npqpath.rules.decision_diagram import NOBODY
from tests.builders import catalogue, frozen, frozen_core, one, rule
from tests.unit.advice.people import witness
from tests.unit.rules.sat import Clauses

BOOK = frozen().pathways
promises = pytest.mark.parametrize("promise", BOOK.promises, ids=lambda promise: promise.id)


def promised_ids(promise: Promise) -> list[tuple[str, ...]]:
    """Return lists of ids, of each of which everybody whom the promise is about gets at least one."""
    steps = tuple(step.id for step in BOOK.next_steps)
    everything = (*steps, *frozen().qualifications_by_id)
    gets = {"at least one next step": steps, "at least one suggestion": everything}
    lists = [gets[promise.gets]] if promise.gets else []
    return [*lists, promise.always] if promise.always else lists


@cache
def promise_tests() -> dict[str, Test]:
    tests = read_rulebook(frozen()).promises
    return {promise.id: test for promise, test in zip(BOOK.promises, tests, strict=True)}


@pytest.fixture(scope="module")
def clauses() -> Iterator[Clauses]:
    """Return the frozen data as clauses; only people who can exist fit them."""
    book = read_rulebook(frozen())
    made = Clauses(frozen_core().space, book.terms, book.asks)
    for test in book.impossible:
        made.rule_out(test)
    yield made
    made.close()


def literals_of(clauses: Clauses, ids: Sequence[str]) -> list[int]:
    """Return the literals of the rules that suggest one of `ids`."""
    rules = zip(BOOK.rules, read_rulebook(frozen()).rules, strict=True)
    return [clauses.literal(test) for each, test in rules if each.suggest in ids]


@promises
def test_a_sat_solver_finds_nobody_for_whom_a_promise_fails(promise: Promise, clauses: Clauses) -> None:
    meant = clauses.literal(promise_tests()[promise.id])
    assert clauses.possible(meant)
    for ids in promised_ids(promise):
        assert not clauses.possible(meant, *(-literal for literal in literals_of(clauses, ids)))
    for id in promise.never:
        assert not clauses.possible(meant, clauses.any(literals_of(clauses, [id])))


def test_a_sat_solver_and_the_diagram_agree_on_which_rules_can_meet(clauses: Clauses) -> None:
    core = frozen_core()
    tests = read_rulebook(frozen()).rules
    for i, one_node in enumerate(core.rules):
        for j in range(i):
            meet = core.diagram.all_of([core.possible, one_node, core.rules[j]]) != NOBODY
            assert clauses.possible(clauses.literal(tests[i]), clauses.literal(tests[j])) is meet


def test_a_broken_promise_shows_a_person() -> None:
    data = catalogue([one("role", "head", "teacher")], [rule("wait", {"role": "head"})])
    core = compile_rules(data)
    left_out = core.diagram.both(core.possible, core.diagram.negate(core.suggested("wait")))
    assert witness(core, left_out) == {"role": "teacher"}
