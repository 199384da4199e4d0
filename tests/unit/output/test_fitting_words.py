"""The words of a plan fit the person: their job, what they hold, and where they work."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from npqpath.advice.pacing import USUAL, Pacing
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, activities_for, make_plan
from npqpath.advice.suggestions import suggest
from npqpath.advice.timeline import AGAIN
from npqpath.dataset.yaml_reader import read
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document
from npqpath.planfile.steps import steps_of
from tests.builders import frozen, frozen_core
from tests.program import ANSWERS

DAY = dt.date(2026, 11, 22)


@cache
def plan_of(name: str, pacing: Pacing = USUAL) -> Plan:
    """Return the plan for an example of answers."""
    raw = read(ANSWERS / f"{name}.yaml").data
    assert isinstance(raw, dict)
    return make_plan(make_person(frozen_core(), read_answers(raw, frozen())), DAY, pacing)


@cache
def text_of(name: str) -> str:
    return render_plain(plan_document(plan_of(name)), None, ascii_only=False)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("childminder", "somebody you trust"),
        ("returner", "somebody you trust"),
        ("new-head", "whoever you report to"),
        ("trust-leader", "whoever you report to"),
        ("head-of-year", "your line manager"),
    ],
)
def test_a_plan_is_talked_through_with_somebody_there_is(name: str, who: str) -> None:
    assert f"talk it through with {who}" in text_of(name)
    (talk,) = (step.what for step in steps_of(plan_of(name)) if step.id == "talk-it-through")
    assert f"Talk this plan through with {who}: " in talk


def test_a_childminder_is_not_spoken_to_as_an_employee_of_a_school() -> None:
    plan = plan_of("childminder", Pacing(3, "one-at-a-time", 0.5))
    text = render_plain(plan_document(plan), None, ascii_only=False)
    assert "Talk with somebody you trust about what could stop" in text
    for told in ("your line manager to", "their headteacher", "Begin by leading an assistant"):
        assert told not in text, told


def test_the_hours_to_set_aside_are_those_of_the_course() -> None:
    assert "Set aside the weekly study time of your course" in text_of("childminder")
    assert "Set aside one to two hours" not in text_of("childminder")


def test_nobody_without_a_course_is_told_to_share_what_it_taught() -> None:
    (training,) = (
        each for each in frozen().next_step("lead-in-school").activities if each.id == "lead-training"
    )
    assert "from your course" not in training.text


def test_a_head_who_holds_every_npq_is_not_put_beside_somebody_experienced() -> None:
    assert "beside you" not in text_of("holds-everything")
    assert "what NPQSL taught you" not in text_of("holds-everything")


@pytest.mark.parametrize("name", ["early-career", "childminder", "returner", "head-of-year"])
def test_a_plan_promises_what_would_change_it_only_where_it_says_so(name: str) -> None:
    text = text_of(name)
    assert ("and what would change that" in text) is ("It would be here if" in text)
    assert "Not in this plan" in text


def test_somebody_who_comes_back_is_not_told_to_gain_experience() -> None:
    text = text_of("returner")
    assert "xperience" not in text.partition("Also for you")[0]
    assert "Do this first: Ask for a Return to Teaching Adviser" in text


def test_the_induction_has_its_time_until_just_before_registration_opens() -> None:
    (bar,) = (bar for bar in plan_of("early-career").timeline.bars if bar.id == "build-experience-first")
    assert (bar.starts, bar.ends) == (dt.date(2026, 11, 1), dt.date(2028, 4, 1))
    assert "Give it about a year" not in bar.note
    again = [each.starts for each in plan_of("early-career").timeline.bars if each.label == AGAIN]
    assert again[0] == dt.date(2028, 5, 1)


def test_a_deputy_who_holds_npqh_is_told_to_apply_and_not_that_she_may_be_on_it() -> None:
    text = text_of("deputy-with-npqh")
    assert "Do this first: Apply for a headship" in text
    assert "or are on it" not in text
    assert "once you hold yours" not in text


def test_a_deputy_on_npqh_is_not_told_to_apply_yet() -> None:
    answers = {"role": "deputy-headteacher", "aim": "headship", "npqs": {"npqh": "studying"}}
    person = make_person(frozen_core(), read_answers(answers, frozen()))
    assert "apply-for-headship" not in [each.id for each in activities_for(person, "slt-development")]
    (told,) = (each.because for each in suggest(person) if each.id == "slt-development")
    assert "You are on the headship course or about to start it." in told


def test_who_works_for_a_trust_or_a_college_is_asked_about_a_place_of_theirs() -> None:
    lists, rise = (frozen().question(id) for id in ("on_schools_disadvantage_list", "targeted_rise_school"))
    assert "school or college" in rise.ask
    assert all(
        "In a trust, answer for one of its schools." in (each.find_out or "") for each in (lists, rise)
    )
    assert "headteacher" not in (rise.find_out or "")


def test_a_trust_leader_hears_of_the_programme_for_chief_executives() -> None:
    assert "Look at the School Trust CEO Programme" in text_of("trust-leader")


def test_the_coaching_for_new_heads_has_no_teaching_and_no_result_and_is_told_once() -> None:
    text = text_of("new-head")
    assert "How long: 12 months. (" in text
    assert "Take up coaching as a new head" not in text
    assert "If those years may end before the next start, ask a lead provider today." in text


def test_a_new_head_without_npqh_hears_what_coaching_asks_for() -> None:
    head = {
        "role": "headteacher",
        "works_in_england": "yes",
        "setting": "school",
        "workplace_type": "state-funded-school",
        "first_five_years_of_headship": "yes",
    }
    seen = {}
    for npqh in ("none", "completed"):
        answers = read_answers({**head, "npqs": {"npqh": npqh}}, frozen())
        activities = activities_for(make_person(frozen_core(), answers), "deeper-learning")
        seen[npqh] = "early-headship-coaching" in [each.id for each in activities]
    assert seen == {"none": True, "completed": False}
