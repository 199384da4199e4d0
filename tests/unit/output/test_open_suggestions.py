"""What an open answer decides about is never told as if it were so."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.person import make_person
from npqpath.advice.plan import Plan, make_plan
from npqpath.advice.suggestions import explain
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document, sheet_document
from npqpath.output.views.qualification import why_document
from npqpath.rules.question_kinds import AnswerValue, Statuses, Ticked
from tests.builders import frozen, frozen_core

DAY = dt.date(2026, 11, 22)
SETTLED: dict[str, AnswerValue] = {
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "npqs": Statuses(()),
    "awards": Ticked(()),
    "focus": "send",
    "senco_post": "planned",
}
PLANS_SENCO = "You plan to be a SENCO."


OPEN = "If you plan to be a SENCO, unless you hold it already, or something that takes its place: "


def plan_of(**answers: AnswerValue) -> Plan:
    """Return the plan of a head whose area is SEND, and who left everything else open."""
    told: dict[str, AnswerValue] = {"role": "headteacher", "aim": "headship", "focus": "send"}
    return make_plan(make_person(frozen_core(), {**told, **answers}), DAY)


def lines_with(text: str, words: str) -> list[str]:
    """Return the lines that hold these words."""
    return [line.strip() for line in text.splitlines() if words in line]


def test_a_plan_says_what_may_fit_and_that_its_reason_may_not_be_so() -> None:
    text = render_plain(plan_document(plan_of()), None, ascii_only=False)
    assert "Unless you hold it already, or something that takes its place: You lead a school" in text
    assert lines_with(text, PLANS_SENCO) == []
    (less_likely,) = lines_with(text, "Less likely, but open until you have answered all: ")
    assert "NPQSENCO" in less_likely


def test_what_is_certain_is_told_as_it_is() -> None:
    text = render_plain(
        plan_document(plan_of(**SETTLED)),
        None,
        ascii_only=False,
    )
    told = lines_with(text, PLANS_SENCO)
    assert told != []
    assert [line for line in told if "If " in line or "Unless " in line] == []


def test_the_sheet_for_a_line_manager_says_so_too() -> None:
    plan = plan_of()
    assert plan.steps[0].suggestion.certainty == "possible"
    text = render_plain(sheet_document(plan), None, ascii_only=False)
    assert "Unless you hold it already, or something that takes its place: You lead a school" in " ".join(
        text.split()
    )


def test_why_says_so_too() -> None:
    person = plan_of().person
    text = render_plain(why_document(frozen(), explain(person, "npqsenco")), None, ascii_only=False)
    assert OPEN + PLANS_SENCO in " ".join(text.split())
