"""What the frozen data promises holds for everybody: proved over all possible people, not on samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from npqpath.advice.compiled_rules import CompiledRules, compile_rules, read_rulebook
from npqpath.dataset.pathways import NextStep, Promise
from npqpath.rules.answer_space import Compiler
from npqpath.rules.conditions import Test
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from tests.builders import bundled, bundled_core, catalogue, one, rule
from tests.unit.advice.people import witness
from tests.unit.rules.sat import Clauses

BOOK = bundled().pathways
promises = pytest.mark.parametrize("promise", BOOK.promises, ids=lambda promise: promise.id)


def compiler_of(core: CompiledRules) -> Compiler:
    """Return a compiler for more conditions on the diagram of a core."""
    book = read_rulebook(core.catalogue)
    compiler = Compiler(core.space, core.diagram, book.terms)
    for question, test in book.asks.items():
        compiler.ask(question, test)
    return compiler


def promised_ids(promise: Promise) -> list[tuple[str, ...]]:
    """Return lists of ids, of each of which everybody whom the promise is about gets at least one."""
    steps = tuple(step.id for step in BOOK.next_steps)
    everything = (*steps, *bundled().qualifications_by_id)
    gets = {"at least one next step": steps, "at least one suggestion": everything}
    lists = [gets[promise.gets]] if promise.gets else []
    return [*lists, promise.always] if promise.always else lists


@cache
def promise_tests() -> dict[str, Test]:
    tests = read_rulebook(bundled()).promises
    return {promise.id: test for promise, test in zip(BOOK.promises, tests, strict=True)}


@promises
def test_a_promise_holds_for_everybody_who_can_exist(promise: Promise) -> None:
    core = bundled_core()
    diagram = core.diagram
    meant = diagram.both(core.possible, compiler_of(core).node(promise_tests()[promise.id]))
    for ids in promised_ids(promise):
        left_out = diagram.both(meant, diagram.negate(diagram.any_of(core.suggested(id) for id in ids)))
        assert witness(core, left_out) is None, "this person gets none of them"
    for id in promise.never:
        assert witness(core, diagram.both(meant, core.suggested(id))) is None, (
            f"this person is told to take {id}"
        )


@promises
def test_a_promise_is_about_somebody_and_says_something(promise: Promise) -> None:
    core = bundled_core()
    meant = compiler_of(core).node(promise_tests()[promise.id])
    assert core.diagram.both(core.possible, meant) != NOBODY
    assert promised_ids(promise) or promise.never


@pytest.fixture(scope="module")
def clauses() -> Iterator[Clauses]:
    """Return the frozen data as clauses; only people who can exist fit them."""
    book = read_rulebook(bundled())
    made = Clauses(bundled_core().space, book.terms, book.asks)
    for test in book.impossible:
        made.rule_out(test)
    yield made
    made.close()


def literals_of(clauses: Clauses, ids: Sequence[str]) -> list[int]:
    """Return the literals of the rules that suggest one of `ids`."""
    rules = zip(BOOK.rules, read_rulebook(bundled()).rules, strict=True)
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
    core = bundled_core()
    tests = read_rulebook(bundled()).rules
    for i, one_node in enumerate(core.rules):
        for j in range(i):
            meet = core.diagram.all_of([core.possible, one_node, core.rules[j]]) != NOBODY
            assert clauses.possible(clauses.literal(tests[i]), clauses.literal(tests[j])) is meet


def test_everybody_who_can_exist_gets_a_next_step() -> None:
    core = bundled_core()
    steps = core.diagram.any_of(core.suggested(step.id) for step in BOOK.next_steps)
    assert witness(core, core.diagram.both(core.possible, core.diagram.negate(steps))) is None


def test_a_broken_promise_shows_a_person() -> None:
    data = catalogue([one("role", "head", "teacher")], [rule("wait", {"role": "head"})])
    core = compile_rules(data)
    left_out = core.diagram.both(core.possible, core.diagram.negate(core.suggested("wait")))
    assert witness(core, left_out) == {"role": "teacher"}


def test_every_rule_matches_somebody_who_can_exist() -> None:
    core = bundled_core()
    pairs = zip(BOOK.rules, core.rules, strict=True)
    assert [each.id for each, node in pairs if core.diagram.both(core.possible, node) == NOBODY] == []


def test_every_npq_and_every_next_step_is_suggested_by_some_rule() -> None:
    core = bundled_core()
    assert set(core.offers) == {*(step.id for step in BOOK.next_steps), *bundled().question("npqs").of}


def test_every_question_is_asked_of_somebody_and_every_answer_can_be_given() -> None:
    core = bundled_core()
    for level, variable in enumerate(core.space.variables):
        asked = core.diagram.both(core.possible, core.asked[variable.question])
        for value, word in enumerate(variable.values):
            given = core.diagram.both(asked, core.diagram.choose(level, [value]))
            assert given != NOBODY, (variable.question, variable.part, word)


def test_every_reason_why_somebody_cannot_exist_is_about_somebody() -> None:
    core = bundled_core()
    assert [e.id for e, node in zip(BOOK.impossible, core.impossible, strict=True) if node == NOBODY] == []


@pytest.mark.parametrize("step", BOOK.next_steps, ids=lambda step: step.id)
def test_everybody_who_gets_a_next_step_finds_something_to_do_in_it(step: NextStep) -> None:
    core = bundled_core()
    something = core.diagram.any_of(
        core.activities.get((step.id, each.id), EVERYBODY) for each in step.activities
    )
    people = core.diagram.both(core.possible, core.suggested(step.id))
    assert witness(core, core.diagram.both(people, core.diagram.negate(something))) is None


def test_somebody_stands_at_every_post_that_has_a_condition() -> None:
    core = bundled_core()
    assert [
        post for post, node in core.posts.items() if core.diagram.both(core.possible, node) == NOBODY
    ] == []


def test_every_deadline_is_for_somebody_who_is_told_to_take_the_course() -> None:
    core = bundled_core()
    for deadline, node in zip(BOOK.deadlines, core.deadlines, strict=True):
        assert core.diagram.all_of([core.possible, node, core.suggested(deadline.qualification)]) != NOBODY


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("works_in_england", "no"),
        ("workplace_type", "independent-school"),
        ("workplace_type", "independent-special-school"),
        ("workplace_type", "other-establishment"),
    ],
)
def test_nobody_hears_must_who_may_not_be_covered_by_the_law(question: str, answer: str) -> None:
    core = bundled_core()
    level = core.space.level[question, None]
    value = core.space.variables[level].values.index(answer)
    told = core.diagram.both(core.possible, core.suggested("npqsenco", "must"))
    assert told != NOBODY
    assert core.diagram.restrict(told, {level: value}) == NOBODY
