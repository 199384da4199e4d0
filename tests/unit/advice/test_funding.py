"""How one funding decision is made: the order of rows, what is missing, and what is taken for granted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.person import make_person, read_answers
from npqpath.dataset.qualifications import FundingRow
from tests.builders import catalogue, cohort, frozen_core, one, row, several

PLACE = one("place", "state", "private", "abroad")
LISTED = one("listed", "yes", "no", ask_if={"place": ["state", "private"]})
USED = replace(several("used", "depth", "breadth"), if_left_out="none")
FIRST = row("abroad", "not-funded", {"place": "abroad"})
ONCE = row("once", "not-funded", {"used": {"any of": ["this"]}})
ON_LIST = row("on-list", "funded", {"listed": "yes"})
REST = row("rest", "not-funded")


def decide(rows: tuple[FundingRow, ...], answers: dict[str, object], npq: str = "depth") -> Funding:
    """Return the decision of a table on a person; every answer that is not given is open."""
    start = cohort(*rows, offers=("depth", "breadth"))
    data = catalogue([PLACE, LISTED, USED], cohorts=[start])
    return decide_funding(make_person(compile_rules(data), read_answers(answers, data)), start, npq)


def test_the_first_row_that_matches_decides() -> None:
    answers: dict[str, object] = {"place": "state", "listed": "yes"}
    assert decide((ON_LIST, REST), answers).outcome == "funded"
    assert decide((row("none", "not-funded"), ON_LIST), answers).outcome == "not-funded"


def test_a_decision_says_why_and_on_what_page() -> None:
    review = FundingRow(
        id="r", because="DfE looks first.", sources=("page",), outcome="needs-review", next="Register."
    )
    assert decide((review,), {}) == Funding(
        id="depth",
        name="DEPTH",
        cohort="autumn",
        outcome="needs-review",
        because="DfE looks first.",
        next="Register.",
        missing=(),
        assumed_none=(),
        sources=("page",),
    )


def test_unless_switches_a_row_off() -> None:
    rows = (row("not-private", "funded", unless={"place": "private"}), REST)
    assert decide(rows, {"place": "state"}).outcome == "funded"
    assert decide(rows, {"place": "private"}).outcome == "not-funded"


def test_a_row_for_some_courses_is_passed_over_for_the_others() -> None:
    rows = (row("depth-only", "funded", only_for=("depth",)), REST)
    assert decide(rows, {}, "depth").outcome == "funded"
    assert decide(rows, {}, "breadth").outcome == "not-funded"


def test_this_is_the_course_that_is_asked_about() -> None:
    rows = (ONCE, row("else", "funded"))
    answers: dict[str, object] = {"used": ["depth"]}
    assert decide(rows, answers, "depth").outcome == "not-funded"
    assert decide(rows, answers, "breadth").outcome == "funded"


def test_a_course_that_the_start_does_not_offer_cannot_be_taken() -> None:
    start = cohort(REST, offers=("depth",))
    data = catalogue([PLACE], cohorts=[start])
    decided = decide_funding(make_person(compile_rules(data), {}), start, "breadth")
    assert (decided.outcome, decided.because) == ("ineligible", "No lead provider offers BREADTH in Autumn.")


def test_what_is_missing_is_named_in_the_order_of_the_questions() -> None:
    decided = decide((FIRST, ON_LIST, REST), {})
    assert (decided.outcome, decided.missing) == ("incomplete", ("place", "listed"))
    assert decided.because == "These answers decide this: place? listed?"


def test_one_missing_answer_is_asked_for_as_one() -> None:
    decided = decide((FIRST, ON_LIST, REST), {"place": "state"})
    assert (decided.missing, decided.because) == (
        ("listed",),
        "One more answer decides this: listed? If yes, DfE would pay; if no, it would not.",
    )


REVIEW = row("review", "needs-review")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            (row("no", "not-funded", {"listed": "yes"}), row("rest", "funded")),
            "If yes, DfE would not pay; if no, it would.",
        ),
        ((ON_LIST, REVIEW), "If yes, DfE would pay; if no, it would decide case by case."),
        (
            (ON_LIST, row("near", "funded", {"near": "yes"}), REST),
            "If either is yes, DfE would pay; if both are no, it would not.",
        ),
        (
            (row("both", "funded", {"listed": "yes", "near": "yes"}), REST),
            "If both are yes, DfE would pay; if not, it would not.",
        ),
    ],
    ids=["no pays", "review", "either", "both"],
)
def test_what_is_missing_says_which_way_it_cuts(rows: tuple[FundingRow, ...], told: str) -> None:
    start = cohort(*rows, offers=("depth",))
    data = catalogue([PLACE, LISTED, one("near", "yes", "no")], cohorts=[start])
    person = make_person(compile_rules(data), read_answers({"place": "state"}, data))
    assert decide_funding(person, start, "depth").because.partition("? If ")[2] == told.removeprefix("If ")


def test_answers_that_cut_in_more_than_two_ways_are_only_asked_for() -> None:
    rows = (ON_LIST, row("near", "needs-review", {"near": "yes"}), REST)
    start = cohort(*rows, offers=("depth",))
    data = catalogue([PLACE, LISTED, one("near", "yes", "no")], cohorts=[start])
    person = make_person(compile_rules(data), read_answers({"place": "state"}, data))
    assert "If " not in decide_funding(person, start, "depth").because


def test_not_sure_counts_as_missing() -> None:
    assert decide((FIRST, ON_LIST, REST), {"place": "state", "listed": "not-sure"}).missing == ("listed",)


def test_a_question_that_only_chooses_between_rows_with_one_outcome_is_not_missing() -> None:
    rows = (FIRST, row("also", "funded", {"listed": "yes"}), row("rest", "funded"))
    assert decide(rows, {"place": "state"}).outcome == "funded"
    assert decide(rows, {}).missing == ("place",)


def test_where_no_answer_leads_to_money_none_is_asked_for() -> None:
    rows = (row("unfit", "ineligible", {"listed": "no"}), REST)
    assert decide(rows, {"place": "state"}) == decide((REST,), {"place": "state"})
    assert decide(rows, {"place": "state", "listed": "no"}).outcome == "ineligible"


def test_a_need_is_passed_over_where_every_row_below_it_pays_nothing() -> None:
    decided = decide((row("need", None, needs="listed"), REST), {"place": "state"})
    assert (decided.outcome, decided.missing) == ("not-funded", ())


def test_no_row_below_a_need_decides_until_the_question_is_answered() -> None:
    need = row("need", None, {"place": ["state", "private"]}, needs="listed")
    rows = (FIRST, need, row("rest", "funded"))
    assert decide(rows, {"place": "state"}).missing == ("listed",)
    assert decide(rows, {"place": "state"}).outcome == "incomplete"
    assert decide(rows, {"place": "state", "listed": "no"}).outcome == "funded"


def test_what_needs_an_answer_says_why_and_what_to_do_where_that_answer_is_all() -> None:
    need = FundingRow(
        id="need",
        because="DfE pays for the listed.",
        sources=("list",),
        outcome=None,
        next="Ask.",
        when={"place": ["state", "private"]},
        needs="listed",
    )
    decided = decide((FIRST, need, ON_LIST, REST), {"place": "state"})
    assert decided.because.startswith(
        "DfE pays for the listed. One more answer decides this: listed? If yes,"
    )
    assert (decided.next, decided.sources[0]) == ("Ask.", "list")
    assert "DfE pays" not in decide((FIRST, need, ON_LIST, REST), {}).because


def test_a_row_above_a_need_decides_without_the_answer() -> None:
    need = row("need", None, needs="listed")
    assert decide((FIRST, need, REST), {"place": "abroad"}).outcome == "not-funded"


def test_tick_boxes_left_out_are_taken_as_none_and_the_decision_says_so() -> None:
    decided = decide((ONCE, row("else", "funded")), {})
    assert (decided.outcome, decided.assumed_none) == ("funded", ("used",))


def test_nothing_is_said_of_an_assumption_that_makes_no_difference() -> None:
    assert decide((REST,), {}).assumed_none == ()
    assert decide((ONCE, row("else", "funded")), {"used": []}).assumed_none == ()


def test_not_sure_about_tick_boxes_is_not_taken_as_none() -> None:
    decided = decide((ONCE, row("else", "funded")), {"used": "not sure"})
    assert (decided.outcome, decided.missing, decided.assumed_none) == ("incomplete", ("used",), ())


def test_a_row_that_only_impossible_people_reach_leaves_nothing_open() -> None:
    start = cohort(row("odd", "funded", {"place": "abroad", "listed": "yes"}), REST)
    asked = [PLACE, one("listed", "yes", "no")]
    data = catalogue(
        asked, cohorts=[start], impossible={"Lists are for England.": {"place": "abroad", "listed": "yes"}}
    )
    decided = decide_funding(make_person(compile_rules(data), {"place": "abroad"}), start, "depth")
    assert (decided.outcome, decided.because) == ("not-funded", "Row rest.")


def in_school(core: CompiledRules, npq: str, **more: object) -> Funding:
    answers: dict[str, object] = {
        "works_in_england": "yes",
        "setting": "school",
        "workplace_type": "academy converter",
        "on_schools_disadvantage_list": "yes",
        **more,
    }
    person = make_person(core, read_answers(answers, core.catalogue))
    return decide_funding(person, core.catalogue.cohort("autumn-2026"), npq)


def test_the_reason_does_not_claim_what_nobody_said() -> None:
    decided = in_school(frozen_core(), "npqll")
    assert decided.outcome == "funded"
    assert "on DfE's disadvantage list" in decided.because
    assert "RISE" in in_school(frozen_core(), "npqll", targeted_rise_school="yes").because


LIST, RISE, KIND = "on_schools_disadvantage_list", "targeted_rise_school", "workplace_type"
FIRST_YEARS = "first_five_years_of_headship"
ON_NPQH: dict[str, object] = {"role": "headteacher", "npqs": {"npqh": "studying"}}


@pytest.mark.parametrize(
    ("npq", "more", "outcome", "missing"),
    [
        ("npqll", {LIST: "no", RISE: "no"}, "not-funded", ()),
        ("npqll", {LIST: "not-sure"}, "incomplete", (LIST, RISE)),
        ("npqsl", {LIST: "no"}, "funded", ()),
        ("npqsl", {KIND: "not-sure"}, "incomplete", (KIND, RISE)),
        ("npqsl", {KIND: "other independent school", RISE: "no"}, "not-funded", ()),
        ("npqsl", {"works_in_england": "no", KIND: "not-sure"}, "not-funded", ()),
        ("npqll", {"scholarships_used": ["npqll"]}, "not-funded", ()),
        ("npqlpm", {"mastery_evidence": "none"}, "ineligible", ()),
        ("npqlpm", {}, "incomplete", ("mastery_evidence",)),
        ("ehco", {"npqs": {}, "role": "headteacher"}, "ineligible", ()),
        ("ehco", {**ON_NPQH, FIRST_YEARS: "yes"}, "funded", ()),
        ("ehco", ON_NPQH, "incomplete", (FIRST_YEARS,)),
    ],
)
def test_autumn_2026_in_a_state_school_on_the_list(
    npq: str, more: dict[str, object], outcome: str, missing: tuple[str, ...]
) -> None:
    decided = in_school(frozen_core(), npq, **more)
    assert (decided.outcome, decided.missing) == (outcome, missing)
