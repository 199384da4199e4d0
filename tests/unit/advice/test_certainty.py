"""Certain, possible and ruled out mean what they say, for any answers to the frozen questions."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import Person, make_person
from npqpath.dataset.pathways import CanChange
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import frozen, frozen_core
from tests.unit.advice.people import (
    answers_of,
    complete_sheets,
    completions,
    known_node,
    matching_rules,
    partial_answers,
    pick,
    sheet_of,
)
from tests.unit.rules.oracles import Given

seeds = st.integers(0, 2**32)


def suggested_by_the_data(core: CompiledRules, sheet: dict[str, Given]) -> set[str]:
    return {rule.suggest for rule in matching_rules(core.catalogue, sheet)}


@given(partial_answers(), seeds)
def test_certainty_agrees_with_every_way_to_complete_the_answers(
    answers: dict[str, AnswerValue], seed: int
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    verdicts = {id: person.certainty(core.suggested(id)) for id in core.offers}
    for sheet in completions(person, Random(seed), most=12):
        suggested = suggested_by_the_data(core, sheet)
        for id, verdict in verdicts.items():
            assert verdict != ("ruled-out" if id in suggested else "certain"), (id, sheet)


@given(partial_answers())
def test_what_is_possible_holds_for_one_way_to_complete_the_answers_and_not_for_another(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    diagram = core.diagram
    for id in core.offers:
        node = core.suggested(id)
        if person.certainty(node) != "possible":
            continue
        for side, expected in ((node, True), (diagram.negate(node), False)):
            picked = pick(core, diagram.both(person.possible, diagram.restrict(side, person.known)))
            assert picked is not None
            sheet = sheet_of(core.space, frozen(), {**picked, **person.known})
            assert (id in suggested_by_the_data(core, sheet)) is expected


@given(complete_sheets())
def test_with_all_answers_nothing_is_only_possible(sheet: dict[str, Given]) -> None:
    core = frozen_core()
    person = make_person(core, answers_of(frozen(), sheet))
    assert person.dropped == ()
    suggested = suggested_by_the_data(core, sheet)
    for id in core.offers:
        assert person.certainty(core.suggested(id)) == ("certain" if id in suggested else "ruled-out")
        assert person.share(core.suggested(id)) == (1.0 if id in suggested else 0.0)


@given(partial_answers())
def test_a_line_hangs_on_just_the_open_questions_that_can_still_change_it(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    for id in core.offers:
        node = core.suggested(id)
        hangs_on = person.hangs_on(node)
        assert all(person.answers.get(question, "not-sure") == "not-sure" for question in hangs_on)
        if person.certainty(node) == "possible":
            assert hangs_on
            settled = {level for question in hangs_on for level in core.space.levels[question]}
            assert core.diagram.support(core.diagram.restrict(node, person.known)) <= settled


@given(partial_answers())
def test_a_reason_forces_the_verdict_by_itself_and_needs_all_its_answers(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    for id in core.offers:
        for node in (core.suggested(id), core.diagram.negate(core.suggested(id))):
            if person.certainty(node) == "certain":
                reason = [core.space.level[each] for each in person.reason(node)]
                assert _forces(person, node, reason)
                assert not any(
                    _forces(person, node, [i for i in reason if i != left_out]) for left_out in reason
                )


def _forces(person: Person, node: int, levels: list[int]) -> bool:
    diagram = person.core.diagram
    people = diagram.both(person.core.possible, known_node(person.core, {i: person.known[i] for i in levels}))
    return diagram.both(people, diagram.negate(node)) == NOBODY


@given(partial_answers())
def test_a_change_brings_what_it_is_for_whatever_else_is_open(answers: dict[str, AnswerValue]) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    for id in core.offers:
        node = core.suggested(id)
        change = person.change(node)
        if change is None:
            continue
        after = {**person.known, **change}
        assert core.diagram.restrict(core.diagram.both(core.possible, node), after) == EVERYBODY
        for level in change.keys() & person.known.keys():
            question = core.catalogue.question(core.space.variables[level].question)
            assert _can_become(person, level, change[level]) != "no"
            assert change[level] != person.known[level]
            assert change[level] > person.known[level] or question.kind == "one"
        if person.certainty(node) == "certain":
            assert not change.keys() & person.known.keys()


@given(partial_answers())
def test_no_part_of_a_change_can_be_left_out(answers: dict[str, AnswerValue]) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    for id in core.offers:
        wanted = core.diagram.both(core.possible, core.suggested(id))
        change = person.change(wanted) or {}
        for level in change.keys() & person.known.keys():
            others = {i: value for i, value in change.items() if i != level}
            assert core.diagram.restrict(wanted, {**person.known, **others}) != EVERYBODY


@given(partial_answers())
def test_there_is_no_change_just_where_something_fixed_would_have_to_change(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    reach = core.diagram.all_of(
        core.diagram.choose(level, _values_in_reach(person, level)) for level in person.known
    )
    for id in core.offers:
        wanted = core.diagram.both(core.possible, core.suggested(id))
        assert (person.change(wanted) is None) is (core.diagram.both(reach, wanted) == NOBODY)


def _values_in_reach(person: Person, level: int) -> list[int]:
    """Return what an answer could become: nobody gives back an award, unlearns an NPQ or grows younger."""
    variable, now = person.core.space.variables[level], person.known[level]
    question = person.core.catalogue.question(variable.question)
    lowest = now if question.kind != "one" and question.can_change == "with-time" else 0
    values = range(lowest, len(variable.values))
    return [value for value in values if value == now or _can_become(person, level, value) != "no"]


def _can_become(person: Person, level: int, value: int) -> CanChange:
    """Return how soon an answer could be this one, by reading the data directly."""
    variable = person.core.space.variables[level]
    question = person.core.catalogue.question(variable.question)
    for answer in question.answers:
        if answer.id in (variable.part, variable.values[value]) and answer.can_change:
            return answer.can_change
    return question.can_change


@given(complete_sheets())
def test_answering_again_with_the_change_gives_the_suggestion(sheet: dict[str, Given]) -> None:
    core = frozen_core()
    person = make_person(core, answers_of(frozen(), sheet))
    for id in core.offers:
        change = person.change(core.suggested(id))
        if change is not None:
            after = sheet_of(core.space, frozen(), {**person.known, **change})
            assert id in suggested_by_the_data(core, after)
            again = make_person(core, answers_of(frozen(), after))
            assert again.certainty(core.suggested(id)) == "certain"
