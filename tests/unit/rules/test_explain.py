"""Explanations are right and as small as can be, checked against every smaller one on small spaces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram, smallest_change, smallest_reason
from tests.unit.rules.oracles import Expression, Sheet, all_sheets, expressions, small_sizes, subsets


@st.composite
def verdicts(draw: st.DrawFn) -> tuple[Diagram, int, dict[int, int]]:
    """Make a verdict that holds for everybody with some answers, and those answers."""
    sizes = draw(small_sizes)
    statement: Expression = draw(expressions(sizes))
    diagram = Diagram(sizes)
    sheet: Sheet = draw(st.sampled_from(all_sheets(sizes)))
    node = statement.build(diagram) if statement.check(sheet) else diagram.negate(statement.build(diagram))
    answered = draw(st.sets(st.integers(0, len(sizes) - 1)))
    answers = {level: sheet[level] for level in range(len(sizes)) if level not in answered}
    if diagram.restrict(node, answers) != EVERYBODY:
        answers = dict(enumerate(sheet))
    return diagram, node, answers


@given(verdicts())
def test_a_reason_forces_the_verdict_and_no_smaller_set_of_answers_does(
    verdict: tuple[Diagram, int, dict[int, int]],
) -> None:
    diagram, node, answers = verdict
    reason = smallest_reason(diagram, node, answers, lambda level: level)
    assert reason <= answers.keys()
    assert diagram.restrict(node, {level: answers[level] for level in reason}) == EVERYBODY
    for fewer in subsets(sorted(answers)):
        if len(fewer) < len(reason):
            assert diagram.restrict(node, {level: answers[level] for level in fewer}) != EVERYBODY


@given(verdicts(), st.data())
def test_answers_in_one_group_count_once_and_stay_together(
    verdict: tuple[Diagram, int, dict[int, int]], data: st.DataObject
) -> None:
    diagram, node, answers = verdict
    group = {level: data.draw(st.integers(0, 1)) for level in range(len(diagram.sizes))}
    reason = smallest_reason(diagram, node, answers, group.__getitem__)
    used = {group[level] for level in reason}
    matter = diagram.support(node) & answers.keys()
    assert reason == {level for level in matter if group[level] in used}
    assert diagram.restrict(node, {level: answers[level] for level in reason}) == EVERYBODY
    for groups in subsets([0, 1]):
        kept = {level: answers[level] for level in matter if group[level] in groups}
        assert len(groups) >= len(used) or diagram.restrict(node, kept) != EVERYBODY


def test_what_holds_for_everybody_needs_no_reason() -> None:
    diagram = Diagram([2, 2])
    assert smallest_reason(diagram, EVERYBODY, {0: 1}, lambda level: level) == frozenset()


def test_one_answer_is_enough_where_two_would_do_as_well() -> None:
    diagram = Diagram([2, 2, 2])
    yes = [diagram.choose(level, [1]) for level in range(3)]
    node = diagram.either(diagram.both(yes[0], yes[1]), yes[2])
    assert smallest_reason(diagram, node, {0: 1, 1: 1, 2: 1}, lambda level: level) == {2}
    assert smallest_reason(diagram, node, {0: 1, 1: 1, 2: 0}, lambda level: level) == {0, 1}


def test_a_longer_way_to_the_same_point_does_not_hide_a_shorter_one() -> None:
    diagram = Diagram([2, 2, 2, 2])
    yes = [diagram.choose(level, [1]) for level in range(4)]
    node = diagram.both(diagram.either(yes[0], diagram.both(yes[1], yes[2])), yes[3])
    assert smallest_reason(diagram, node, dict.fromkeys(range(4), 1), lambda level: level) == {0, 3}


@given(small_sizes.flatmap(lambda sizes: st.tuples(st.just(sizes), expressions(sizes))), st.data())
def test_the_smallest_change_is_as_cheap_as_the_cheapest_sheet(
    space: tuple[list[int], Expression], data: st.DataObject
) -> None:
    sizes, statement = space
    diagram = Diagram(sizes)
    node = statement.build(diagram)
    price = {
        (level, value): data.draw(st.sampled_from([0.0, 0.5, 1.0, 10.0]))
        for level, size in enumerate(sizes)
        for value in range(size)
    }
    now = {level: data.draw(st.integers(0, size - 1)) for level, size in enumerate(sizes)}

    def cost(level: int, value: int) -> float:
        return 0.0 if now[level] == value else price[level, value]

    change = smallest_change(diagram, node, cost)
    if node == NOBODY:
        assert change is None
        return
    assert change is not None
    assert diagram.restrict(node, change) == EVERYBODY
    prices = [sum(cost(*each) for each in enumerate(sheet)) for sheet in statement.people(sizes)]
    assert sum(cost(*each) for each in change.items()) == min(prices)


def test_there_is_no_change_into_nobody() -> None:
    assert smallest_change(Diagram([2, 3]), NOBODY, lambda _level, _value: 1.0) is None


def test_nothing_need_change_for_what_holds_already() -> None:
    diagram = Diagram([2, 3])
    assert smallest_change(diagram, EVERYBODY, lambda _level, _value: 1.0) == {}


def test_two_cheap_changes_go_before_one_dear_one() -> None:
    diagram = Diagram([2, 2, 2])
    yes = [diagram.choose(level, [1]) for level in range(3)]
    node = diagram.either(diagram.both(yes[0], yes[1]), yes[2])
    prices = {0: 1.0, 1: 1.0, 2: 5.0}
    assert smallest_change(diagram, node, lambda level, value: prices[level] * value) == {0: 1, 1: 1}


def test_a_reason_is_found_soon_among_many_answers() -> None:
    diagram = Diagram([2] * 24)
    pairs = [diagram.both(diagram.choose(i, [1]), diagram.choose(i + 12, [1])) for i in range(6)]
    node = diagram.any_of([*pairs, diagram.choose(23, [1])])
    answers = dict.fromkeys(range(24), 1)
    assert smallest_reason(diagram, node, answers, lambda level: level) == {23}
    assert smallest_reason(diagram, node, {**answers, 23: 0}, lambda level: level) in [
        {i, i + 12} for i in range(6)
    ]
