"""Whom a row describes and passes by, because it is about other courses, is told what is true of them."""

from __future__ import annotations

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.person import make_person, read_answers
from tests.unit.validate.changed_data import Edit, changed

DEPUTY = {
    "role": "deputy-headteacher",
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "targeted_rise_school": "no",
    "on_schools_disadvantage_list": "yes",
    "scholarships_used": [],
}


def without(row: str, id: str) -> Edit:
    """Return the edit that takes a qualification from `only_for` of a row of the newest table."""
    return rf"(- id: autumn-2026\n(?:    .*\n|\n)*?      - id: {row}\n        only_for: .*){id}, ", r"\g<1>"


def decided(id: str, edit: Edit, **answers: object) -> Funding:
    core = compile_rules(changed(qualifications=[edit]).catalogue)
    person = make_person(core, read_answers({**DEPUTY, **answers}, core.catalogue))
    return decide_funding(person, core.catalogue.cohort("autumn-2026"), id)


def test_who_falls_through_to_the_last_row_is_not_told_that_their_workplace_is_none_of_these() -> None:
    found = decided("npqh", without("no-list-needed", "npqh"))
    assert found.outcome == "not-funded"
    assert found.because == "The rule that fits you pays for NPQSENCO and NPQSL, and NPQH is not among them."
    assert found.next == "Ask your employer to pay, or compare NPQSENCO and NPQSL."


def test_whose_school_is_on_the_list_is_not_told_that_it_is_not() -> None:
    found = decided("npqlt", without("on-the-schools-list", "npqlt"))
    assert found.outcome == "not-funded"
    assert found.because.endswith("and NPQLT is not among them.")
    other = decided("npqlt", without("on-the-schools-list", "npqlt"), on_schools_disadvantage_list="no")
    assert other.because.endswith("and yours is neither.")


def test_who_is_described_by_no_row_is_told_so() -> None:
    found = decided(
        "npqh",
        without("no-list-needed", "npqh"),
        setting="other",
        referred_by_return_to_teaching_adviser="no",
    )
    assert found.because.endswith("and yours is none of these.")
