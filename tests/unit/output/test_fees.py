"""Funding decisions say what a course costs where DfE may not pay for it."""

from __future__ import annotations

import pytest

from npqpath.advice.cohort_dates import stand
from npqpath.advice.funding import decide_funding
from npqpath.advice.person import Person, make_person, read_answers
from npqpath.advice.plan import make_plan
from npqpath.output.formats import plain_data
from npqpath.output.text import render_plain
from npqpath.output.views.funding import funding_document, funding_json
from npqpath.output.views.plan import plan_document
from tests.builders import DAY, frozen, frozen_core

RED_KITE = "Red Kite Teaching School Hub, a specialist NPQ starting in spring 2025; "
AT_SCHOOL = {"works_in_england": "yes", "setting": "school", "workplace_type": "state-funded-school"}


def head_of_year(listed: str) -> Person:
    """Return a head of year whose school is on the list, or not, or who is not sure."""
    core = frozen_core()
    own = {"role": "pastoral-lead", "aim": "lead-area", "focus": "behaviour", "npqs": "none"}
    lists = {"on_schools_disadvantage_list": listed, "targeted_rise_school": "no"}
    return make_person(core, read_answers({**AT_SCHOOL, **own, **lists}, core.catalogue))


def words(person: Person, *ids: str) -> str:
    """Return the answer of `npqpath funding` in words."""
    standing = stand(frozen(), DAY)
    decisions = tuple(decide_funding(person, standing.rules, id) for id in ids)
    document = funding_document(frozen(), standing.rules, decisions, deadlines=(), standing=standing)
    return render_plain(document, None, ascii_only=False)


@pytest.mark.parametrize("listed", ["no", "not-sure"])
def test_where_dfe_may_not_pay_it_says_what_some_have_paid(listed: str) -> None:
    assert f"- Some people have paid £885: {RED_KITE}" in words(head_of_year(listed), "npqlbc")
    assert "(March 2025; source" in words(head_of_year(listed), "npqlbc")


def test_where_dfe_pays_it_says_nothing_of_fees() -> None:
    assert "Some people have paid" not in words(head_of_year("yes"), "npqlbc", "npqh")


def test_nor_where_the_course_cannot_be_taken() -> None:
    assert "Some people have paid" not in words(head_of_year("no"), "ehco")


def test_courses_of_one_decision_with_other_fees_are_told_apart() -> None:
    told = words(head_of_year("not-sure"), "npqlt", "npqlbc", "npqel")
    assert f"Some people have paid £885 for NPQLT and NPQLBC: {RED_KITE}" in told
    assert "Some people have paid £4,099 for NPQEL: Red Kite" in told


def test_a_plan_says_it_under_its_decision() -> None:
    told = render_plain(plan_document(make_plan(head_of_year("no"), DAY)), None, ascii_only=False)
    assert f"- Some people have paid £885: {RED_KITE}" in told.partition("Before the next start")[0]


def test_data_has_the_fees_with_their_sources() -> None:
    standing = stand(frozen(), DAY)
    decisions = tuple(decide_funding(head_of_year("no"), standing.rules, id) for id in ("npqlbc", "npqh"))
    found = funding_json(frozen(), standing.rules, decisions, deadlines=(), standing=standing)
    unpaid, paid = plain_data(found)["results"]
    assert [each["pounds"] for each in unpaid["prices"]] == [885]
    assert unpaid["prices"][0]["sources"] == ["red-kite-prices-spring-2025"]
    assert paid["prices"] == []
