"""Nobody is told to take what they have, or what is settled for them; `any NPQ` stands for all of them."""

from __future__ import annotations

import dataclasses

import pytest

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.dataset.pathways import Rule
from npqpath.rules.conditions import Named
from npqpath.rules.decision_diagram import NOBODY
from tests.builders import catalogue, frozen_core, npqs, one, qualification, rule
from tests.unit.validate.changed_data import changed

QUESTIONS = (one("role", "head", "teacher"), npqs("npqs", "depth", "breadth"))


def rules_of(*rules: Rule) -> CompiledRules:
    """Return the rules of a data set in which breadth is settled for heads."""
    book = catalogue(QUESTIONS, rules)
    settled = dataclasses.replace(qualification("breadth"), settled_by={"role": "head"})
    listed = dataclasses.replace(book.qualifications, qualifications=(qualification("depth"), settled))
    return compile_rules(dataclasses.replace(book, qualifications=listed))


def reaches(core: CompiledRules, role: str, status: str) -> bool:
    values = core.space.variables
    answers = {core.space.level["role", None]: role, core.space.level["npqs", "breadth"]: status}
    sheet = {at: values[at].values.index(answer) for at, answer in answers.items()}
    return core.diagram.restrict(core.rules[0], sheet) != NOBODY


@pytest.mark.parametrize("status", ["completed", "studying", "starting-soon"])
def test_nobody_is_told_to_take_what_they_have_or_are_on(status: str) -> None:
    core = rules_of(rule("breadth"))
    assert reaches(core, "teacher", "none")
    assert not reaches(core, "teacher", status)


def test_nobody_is_told_to_take_what_is_settled_for_them() -> None:
    assert not reaches(rules_of(rule("breadth")), "head", "none")


def test_a_rule_for_those_for_whom_it_is_settled_spares_only_who_has_it() -> None:
    core = rules_of(dataclasses.replace(rule("breadth"), also_if_settled=True))
    assert reaches(core, "head", "none")
    assert not reaches(core, "head", "completed")


@pytest.mark.parametrize("id", frozen_core().catalogue.questions_by_id["npqs"].of)
def test_no_rule_of_the_frozen_data_suggests_a_course_twice(id: str) -> None:
    core = frozen_core()
    at = core.space.level["npqs", id]
    for status in range(1, 4):
        assert core.diagram.restrict(core.suggested(id), {at: status}) == NOBODY


def test_any_npq_is_every_npq_and_nothing_else() -> None:
    core = frozen_core()
    listed = core.catalogue.questions_by_id["npqs"].of
    assert listed == (*core.catalogue.npqs, "ehco")
    holds = core.compiler.node(Named("holds_an_npq"))
    for id in listed:
        at = core.space.level["npqs", id]
        assert (core.diagram.restrict(holds, {at: 3}) == 1) == (id != "ehco")


def test_a_fault_in_a_list_of_every_npq_is_told_where_it_is_written() -> None:
    context = changed((r"of: \[any NPQ, ehco\]\n    can_change", "of: [any NPQ, ehkco]\n    can_change"))
    book = context.catalogue.pathways.questions
    at = next(i for i, each in enumerate(book) if each.id == "npqs")
    whole = context.pathways.place(("questions", at, "of", 0))
    assert context.pathways.place(("questions", at, "of", 5)) == whole
    assert context.pathways.place(("questions", at, "of", 10)).column == whole.column + len("any NPQ, ")
