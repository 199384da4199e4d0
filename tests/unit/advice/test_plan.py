"""A whole plan: every line has its sources, its funding or its activities, and what to find out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.person import Person, make_person, read_answers
from npqpath.advice.plan import Plan, activities_for, make_plan
from npqpath.advice.route import place_on_tracks
from npqpath.advice.suggestions import find_out, suggest
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import catalogue, frozen, frozen_core, one, rule
from tests.unit.advice.people import partial_answers

TODAY = dt.date(2026, 11, 21)


def teacher(**raw: object) -> Person:
    core = frozen_core()
    return make_person(core, read_answers(raw, core.catalogue))


def plan(**raw: object) -> Plan:
    return make_plan(teacher(**raw), TODAY)


@given(partial_answers())
def test_every_line_can_be_acted_on_and_checked(answers: dict[str, AnswerValue]) -> None:
    made = make_plan(make_person(frozen_core(), answers), TODAY)
    known = set(frozen().sources_by_id)
    for step in made.steps:
        assert step.suggestion.sources
        assert (step.funding is not None) is (step.suggestion.kind == "qualification")
        assert set(step.suggestion.sources) <= known
    for due in made.deadlines:
        assert set(due.sources) <= known
    assert [each.question for each in made.answered] == list(made.person.answers)


@given(partial_answers())
def test_what_to_find_out_is_just_what_the_plan_hangs_on(answers: dict[str, AnswerValue]) -> None:
    made = make_plan(make_person(frozen_core(), answers), TODAY)
    likely = [step for step in made.steps if step.suggestion.is_likely]
    hanging = {question for step in likely for question in step.suggestion.hangs_on}
    missing = {question for step in likely if step.funding for question in step.funding.missing}
    to_look_up = {each.id for each in frozen().pathways.questions if each.find_out}
    assert {each.question for each in made.find_out} == (hanging | missing) & to_look_up
    assert len(made.find_out) == len({each.question for each in made.find_out})
    assert all(each.decides and each.ask for each in made.find_out)


def test_a_plan_keeps_the_day_and_what_was_answered() -> None:
    made = plan(role="subject-lead", aim="not sure", teaching_years=4, npqs={"npqlt": "completed"}, awards=[])
    assert made.on == TODAY
    assert made.core is frozen_core()
    assert [(each.question, each.answer) for each in made.answered] == [
        ("role", "Subject or curriculum leader"),
        ("aim", "Not sure"),
        ("teaching_years", "4 years"),
        ("npqs", "NPQLT: completed"),
        ("awards", "None of these"),
    ]


def test_the_most_decisive_question_comes_first() -> None:
    found = plan(
        role="pastoral-lead", works_in_england="yes", setting="school", workplace_type="state-funded-school"
    ).find_out
    assert [each.question for each in found[:2]] == ["on_schools_disadvantage_list", "targeted_rise_school"]
    assert len(found[0].decides) >= len(found[1].decides)


def test_what_the_program_could_ask_is_nothing_to_find_out() -> None:
    assert [
        each.question for each in plan(role="headteacher").find_out if each.question in ("aim", "npqs")
    ] == []


def test_a_line_that_hangs_on_two_questions_counts_half_for_each() -> None:
    asked = [replace(one(id, "yes", "no"), find_out="Look.") for id in ("early", "late", "alone")]
    rules = [rule("share", {"early": "yes", "late": "yes"}), rule("depth", {"alone": "yes"})]
    person = make_person(compile_rules(catalogue(asked, rules)), {})
    found = find_out(person, suggest(person), [])
    assert [(each.question, each.decides) for each in found] == [
        ("alone", ("NPQ depth",)),
        ("early", ("Share",)),
        ("late", ("Share",)),
    ]


def test_how_to_find_out_comes_from_the_question() -> None:
    found = plan(
        role="pastoral-lead",
        works_in_england="yes",
        setting="school",
        workplace_type="not sure",
        aim="lead-area",
        focus="behaviour",
        teaching_years=9,
        leadership_years=4,
        npqs="none",
        awards="none",
        targeted_rise_school="no",
    ).find_out
    by_question = {each.question: each for each in found}
    assert by_question["workplace_type"].how == frozen().question("workplace_type").find_out
    assert any(
        each.startswith("funding for ") for each in by_question["on_schools_disadvantage_list"].decides
    )


def test_activities_are_those_that_fit_for_certain() -> None:
    trainee = [each.id for each in activities_for(teacher(role="trainee-teacher"), "build-experience-first")]
    unknown = [each.id for each in activities_for(teacher(), "build-experience-first")]
    assert "finish-teacher-training" in trainee
    assert "finish-induction" not in trainee
    assert not {"finish-teacher-training", "finish-induction"} & set(unknown)


def test_a_person_stands_where_the_answers_put_them_and_sees_the_moves_from_there() -> None:
    places = place_on_tracks(teacher(role="deputy-headteacher", setting="school"))
    assert places
    for place in places:
        assert [each.start for each in place.moves] == [place.post.id] * len(place.moves)
    assert "leadership" in {frozen().tracks_by_post[place.post.id].id for place in places}


def test_nobody_is_placed_by_what_they_have_not_said() -> None:
    assert place_on_tracks(teacher()) == ()


SENCO = {"role": "senco", "setting": "school", "senco_post": "mainstream"}


@pytest.mark.parametrize(
    ("answers", "step", "first"),
    [
        (
            {"role": "phase-lead", "focus": "primary-maths", "mastery_evidence": "none"},
            "deeper-learning",
            "teaching-for-mastery",
        ),
        (
            {"role": "phase-lead", "focus": "primary-maths", "mastery_evidence": "another-way"},
            "deeper-learning",
            "research-school",
        ),
        (
            {"role": "childminder", "setting": "early-years", "employs_assistants": "no"},
            "deeper-learning",
            "stronger-practice-training",
        ),
        ({**SENCO, "awards": ["nasenco"]}, "no-qualification-needed", "keep-the-certificate"),
        ({**SENCO, "senco_since": "before-september-2009"}, "no-qualification-needed", "tell-your-head"),
        ({"npqs": {"npqlt": "completed"}}, "share-expertise", "npq-facilitator"),
        (
            {"role": "classroom-teacher", "setting": "school", "aim": "recognition", "awards": ["qts"]},
            "expand-knowledge",
            "compare-chartered-statuses",
        ),
        (
            {"role": "lecturer", "setting": "16-to-19", "aim": "recognition", "awards": ["qts"]},
            "expand-knowledge",
            "compare-chartered-statuses",
        ),
        ({"role": "classroom-teacher", "aim": "academic-study"}, "expand-knowledge", "masters-degree"),
    ],
)
def test_what_fits_the_answers_is_the_first_thing_to_do(
    answers: dict[str, object], step: str, first: str
) -> None:
    assert activities_for(teacher(**answers), step)[0].id == first


def test_a_childminder_who_works_alone_is_not_sent_to_check_for_the_npq() -> None:
    alone, leading = (
        teacher(role="childminder", setting="early-years", employs_assistants=answer)
        for answer in ("no", "yes")
    )
    told = [[each.id for each in activities_for(one, "deeper-learning")] for one in (alone, leading)]
    assert ["early-years-level-3" in each for each in told] == [False, True]


def test_nobody_is_told_to_ask_themselves() -> None:
    head = teacher(role="headteacher", focus="send", senco_post="mainstream", awards=["nasenco"])
    assert "tell-your-head" not in [each.id for each in activities_for(head, "no-qualification-needed")]
    training = next(
        each for each in frozen().next_step("deeper-learning").activities if each.id == "send-training"
    )
    assert "your SENCO" not in training.text
