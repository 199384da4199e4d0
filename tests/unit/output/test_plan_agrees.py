"""A plan as text, its JSON and `why` say the same of everything, for people who left answers out."""

from __future__ import annotations

import re

from hypothesis import given, settings

from npqpath.advice.person import make_person
from npqpath.advice.plan import Plan, make_plan
from npqpath.advice.suggestions import explain
from npqpath.output.formats import plain_data
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document
from npqpath.output.views.plan_record import plan_record
from npqpath.output.views.qualification import why_json
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import DAY, MOST_EXAMPLES, NIGHTLY, frozen, frozen_core
from tests.unit.advice.people import partial_answers

OUT = "\nNot in this plan"


def courses_in(text: str) -> set[str]:
    """Return the courses that a text names, in short or in full."""
    words, courses = set(re.findall(r"\w+", text)), frozen().qualifications_by_id.values()
    return {each.id for each in courses if each.short_name in words or each.name in text}


@settings(max_examples=2 * MOST_EXAMPLES if NIGHTLY else MOST_EXAMPLES)
@given(partial_answers())
def test_text_json_and_why_agree(answers: dict[str, AnswerValue]) -> None:
    plan = make_plan(make_person(frozen_core(), answers), DAY)
    told = plain_data(plan_record(plan))
    suggested = {each["id"]: each for each in told["suggestions"]}
    ruled_out = {each["id"] for each in told["ruled_out"]}
    assert len(told["suggestions"]) + len(told["ruled_out"]) == len(frozen_core().offers)
    assert suggested.keys() | ruled_out == frozen_core().offers.keys()
    for id in frozen_core().offers:
        why = why_json(explain(plan.person, id))
        assert why["verdict"] == (suggested[id]["certainty"] if id in suggested else "ruled-out")
        assert why["because"] == (suggested[id]["because"] if id in suggested else None)
        assert why["hangs_on"] == (suggested[id]["hangs_on"] if id in suggested else [])
    assert {wish["id"] for wish in told["fork"]} <= suggested.keys()
    said_to_be_out = courses_in(not_in(plan))
    assert not said_to_be_out & suggested.keys()
    named = {each.suggestion.id for each in plan.steps if each.funding}
    assert named <= courses_in(may_fit(plan))


def may_fit(plan: Plan) -> str:
    """Return what a plan says of courses before it says what is not in it."""
    return render_plain(plan_document(plan), None, ascii_only=False).partition(OUT)[0]


def not_in(plan: Plan) -> str:
    """Return the names that a plan says are not in it, without what would bring them in."""
    text = render_plain(plan_document(plan), None, ascii_only=False).partition(OUT)[2]
    lines = text.partition("\nYour answers")[0].partition("\nSources")[0].splitlines()
    named = (line for line in lines if line.startswith("- ") or "explains each" in line)
    return "\n".join(line.partition(", if ")[0].partition(". ")[0] for line in named)
