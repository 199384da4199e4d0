"""The replay: who is asked what, in which order, and that nobody is asked too much or too little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.person import make_person
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import NOBODY
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, parts_of
from npqpath.wizard.replay import options_left, replay
from tests.builders import catalogue, few_examples, frozen, frozen_core, one, rule
from tests.unit.advice.people import Sheet, answers_of, complete_sheets, partial_answers
from tests.unit.rules.oracles import Given
from tests.unit.wizard import people
from tests.unit.wizard.people import everything, somebody, walk

MOST_QUESTIONS = 18
MAKES_IT_MATTER: dict[str, dict[str, Given]] = {
    "mastery_evidence": {"focus": "primary-maths"},
    "on_16_to_19_disadvantage_list": {"setting": "16-to-19", "role": "lecturer", "works_in_england": "yes"},
}
QUESTIONS = [question.id for question in frozen().pathways.questions]


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        (
            people.HEAD_OF_YEAR,
            "role works_in_england setting workplace_type aim focus teaching_years npqs awards "
            "on_schools_disadvantage_list scholarships_used",
        ),
        (
            people.NEW_SENCO,
            "role works_in_england setting workplace_type aim focus npqs awards senco_post senco_since "
            "scholarships_used",
        ),
        (people.TRAINEE, "role aim npqs"),
        (
            people.NEW_HEAD,
            "role works_in_england setting workplace_type aim focus npqs first_five_years_of_headship "
            "scholarships_used",
        ),
        (
            people.DEPUTY,
            "role works_in_england setting workplace_type aim focus npqs awards scholarships_used",
        ),
        (
            people.CHILDMINDER,
            "role works_in_england early_years_kind aim employs_assistants npqs awards on_childminder_list",
        ),
        (
            people.MATHS_LEAD,
            "role works_in_england setting workplace_type aim focus teaching_years npqs awards "
            "mastery_evidence on_schools_disadvantage_list scholarships_used",
        ),
        (
            people.LECTURER,
            "role works_in_england setting workplace_type aim focus teaching_years npqs awards "
            "on_16_to_19_disadvantage_list targeted_rise_school",
        ),
        (
            people.TRUST_LEADER,
            "role works_in_england setting workplace_type aim npqs awards on_schools_disadvantage_list "
            "scholarships_used",
        ),
        (
            people.LEAD_MENTOR,
            "role works_in_england setting employment aim focus npqs awards itt_provider_accredited "
            "scholarships_used",
        ),
        (people.RETURNER, "role works_in_england setting aim npqs awards"),
        (people.ABROAD, "role works_in_england setting aim focus teaching_years npqs awards"),
    ],
    ids=[
        *("head of year", "new SENCO", "trainee", "new head", "deputy", "childminder", "maths lead"),
        *("lecturer", "trust leader", "lead mentor", "returner", "abroad"),
    ],
)
def test_a_teacher_is_asked_these_questions_in_this_order(own: Mapping[str, object], asked: str) -> None:
    position = walk(everything(own))
    assert position.next is None
    assert " ".join(position.answered) == asked


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("early_years_kind", {"setting": "early-years"}, {"setting": "school"}),
        ("employment", {"setting": "another-setting"}, {"setting": "academy-trust"}),
        ("workplace_type", {"setting": "school"}, {"setting": "other"}),
        ("workplace_type", {"early_years_kind": "nursery-class"}, {"early_years_kind": "private-nursery"}),
        ("teaching_years", {"role": "classroom-teacher"}, {"role": "headteacher"}),
        ("leadership_years", {"role": "subject-lead"}, {"role": "trainee-teacher"}),
        ("employs_assistants", {"role": "childminder"}, {"role": "early-years-manager"}),
        (
            "senco_post",
            {"role": "classroom-teacher", "focus": "send"},
            {"role": "classroom-teacher", "focus": "literacy"},
        ),
        ("senco_since", {"senco_post": "mainstream"}, {"senco_post": "elsewhere"}),
        ("first_five_years_of_headship", {"role": "headteacher"}, {"role": "deputy-headteacher"}),
        ("on_schools_disadvantage_list", {"setting": "academy-trust"}, {"setting": "16-to-19"}),
        ("on_16_to_19_disadvantage_list", {"setting": "16-to-19"}, {"setting": "school"}),
        ("targeted_rise_school", {"setting": "school"}, {"setting": "early-years"}),
        ("on_childminder_list", {"early_years_kind": "childminder"}, {"early_years_kind": "private-nursery"}),
        ("itt_provider_accredited", {"employment": "itt-lead-mentor"}, {"employment": "virtual-school"}),
        ("referred_by_return_to_teaching_adviser", {"setting": "other"}, {"setting": "school"}),
    ],
)
def test_a_question_is_asked_of_those_it_makes_sense_for_and_nobody_else(
    question: str, wanted: dict[str, Given], unwanted: dict[str, Given]
) -> None:
    random = Random(1)
    there = (somebody(random, wanted) for _ in range(200))
    elsewhere = [somebody(random, unwanted) for _ in range(8)]
    assert any(question in walk(answers).answered for answers in there if answers)
    assert not any(question in walk(answers).answered for answers in elsewhere if answers)
    assert all(elsewhere)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_to_a_question_is_given_by_somebody_who_is_asked(question: str) -> None:
    random = Random(2)
    missing = [id for id, given in _answers_to(question).items() if not _is_reached(question, given, random)]
    assert missing == []


def _answers_to(question: str) -> dict[str, Given]:
    """Return every answer that a prompter offers, ticks one at a time and NPQs in every status."""
    found = frozen().question(question)
    if found.kind == "number":
        return {band.id: band.low for band in frozen_core().space.bands[question]}
    if found.kind == "npqs":
        statuses = ("completed", "studying", "starting-soon")
        return {f"{npq} {status}": {npq: status} for npq in parts_of(found) for status in statuses}
    if found.kind == "several":
        return {part: frozenset({part}) for part in parts_of(found)}
    return {part: part for part in parts_of(found)}


def _is_reached(question: str, given: Given, random: Random) -> bool:
    for _ in range(200):
        answers = somebody(random, {**MAKES_IT_MATTER.get(question, {}), question: given})
        if answers is not None and question in walk(answers).answered:
            return True
    return False


@few_examples
@given(sheet=complete_sheets())
def test_a_finished_teacher_has_nothing_open_in_the_plan(sheet: Sheet) -> None:
    position = walk(answers_of(frozen(), sheet))
    assert position.next is None
    assert not [line for line in people.goal() if position.person.certainty(line) == "possible"]


@few_examples
@given(sheet=complete_sheets())
def test_what_was_not_asked_changes_no_line_of_the_plan(sheet: Sheet) -> None:
    answers = answers_of(frozen(), sheet)
    asked, all_told = walk(answers).person, make_person(frozen_core(), answers)
    assert [asked.certainty(line) for line in people.goal()] == [
        all_told.certainty(line) for line in people.goal()
    ]


@few_examples
@given(answers=partial_answers())
def test_replaying_the_answers_that_count_gives_the_same_position(answers: dict[str, AnswerValue]) -> None:
    position = walk(answers)
    again = walk(position.person.answers)
    assert (again.answered, again.next) == (position.answered, position.next)
    assert dict(again.person.answers) == dict(position.person.answers)


@few_examples
@given(answers=partial_answers(), random=st.randoms(use_true_random=False))
def test_the_order_in_which_answers_are_kept_does_not_matter(
    answers: dict[str, AnswerValue], random: Random
) -> None:
    mixed = list(answers.items())
    random.shuffle(mixed)
    assert walk(dict(mixed)).answered == walk(answers).answered


@few_examples
@given(answers=partial_answers())
def test_without_its_last_answer_a_replay_stops_at_that_question(answers: dict[str, AnswerValue]) -> None:
    answered = walk(answers).answered
    if answered:
        before = walk({id: answers[id] for id in answered[:-1]})
        assert (before.answered, before.next) == (answered[:-1], answered[-1])


@few_examples
@given(answers=partial_answers())
def test_an_answer_off_the_path_does_not_count(answers: dict[str, AnswerValue]) -> None:
    position = walk(answers)
    assert set(position.person.answers) == set(position.answered)
    assert make_person(frozen_core(), position.person.answers).dropped == ()


def test_answers_to_questions_that_nobody_like_that_is_asked_do_not_count() -> None:
    position = walk(everything({**people.TRAINEE, "senco_post": "mainstream"}))
    assert set(position.person.answers) == {"role", "aim", "npqs"}


def test_not_sure_everywhere_still_comes_to_an_end() -> None:
    unsure: dict[str, AnswerValue] = {**everything(people.HEAD_OF_YEAR)}
    unsure |= {q.id: NOT_SURE for q in frozen().pathways.questions if q.kind == "one" and q.not_sure}
    position = walk(unsure)
    assert position.next is None
    assert len(position.answered) <= MOST_QUESTIONS
    assert any(position.person.certainty(line) == "possible" for line in people.goal())


def test_nobody_can_be_asked_more_than_18_questions() -> None:
    """Proved for everybody: the questions that make sense for one person are never that many.

    A question is asked only of somebody whom it makes sense for, whatever they turn out to be (the next
    test), so all the questions that one person was asked make sense for the same complete sheet.
    """
    core = frozen_core()
    makes_sense = [core.asked[question] for question in QUESTIONS]
    too_many = core.diagram.at_least(MOST_QUESTIONS + 1, makes_sense)
    assert core.diagram.both(core.possible, too_many) == NOBODY


@few_examples
@given(answers=partial_answers())
def test_a_question_is_asked_only_when_it_makes_sense_whatever_is_still_open(
    answers: dict[str, AnswerValue],
) -> None:
    core, position = frozen_core(), walk(answers)
    asked = (*position.answered, *((position.next,) if position.next else ()))
    assert len(asked) <= MOST_QUESTIONS
    assert position.person.possible != NOBODY
    for question in asked:
        assert position.person.certainty(core.asked[question]) == "certain"


def test_what_may_still_come_is_never_less_than_what_comes() -> None:
    random = Random(3)
    for _ in range(6):
        answers = somebody(random)
        assert answers is not None
        path = walk(answers).answered
        for at in range(len(path)):
            position = walk({id: answers[id] for id in path[:at]})
            assert position.next == path[at]
            assert position.may_come >= len(path) - at


def test_few_questions_are_asked_on_average() -> None:
    random = Random(4)
    teachers = [answers for _ in range(50) if (answers := somebody(random)) is not None]
    assert mean(len(walk(answers).answered) for answers in teachers) <= 11


@few_examples
@given(answers=partial_answers())
def test_every_answer_that_is_offered_can_be_given(answers: dict[str, AnswerValue]) -> None:
    position = walk(answers)
    if position.next is None:
        return
    question = frozen().question(position.next)
    offered = options_left(position, question) if question.kind == "one" else ()
    assert offered or question.kind != "one"
    for id in offered:
        walk({**position.person.answers, question.id: id})


@pytest.mark.parametrize(
    ("answers", "question", "left"),
    [
        ({"role": "childminder"}, "setting", ("early-years",)),
        (
            {"role": "childminder", "setting": "early-years"},
            "early_years_kind",
            ("childminder", "other-early-years"),
        ),
        (
            {"role": "classroom-teacher", "setting": "early-years"},
            "early_years_kind",
            ("maintained-nursery", "nursery-class", "private-nursery", "other-early-years"),
        ),
        ({"role": "senco", "setting": "school"}, "senco_post", ("mainstream", "elsewhere")),
        (
            {"role": "phase-lead", "setting": "school", "focus": "send"},
            "senco_post",
            ("mainstream", "elsewhere", "planned", "no"),
        ),
    ],
)
def test_an_answer_that_no_person_can_give_is_not_offered(
    answers: dict[str, AnswerValue], question: str, left: tuple[str, ...]
) -> None:
    position = walk({"works_in_england": "yes", **answers})
    assert options_left(position, frozen().question(question)) == left


def test_answers_that_no_person_gives_together_are_refused() -> None:
    with pytest.raises(UsageError, match="The NASENCO award is either finished or not"):
        walk(
            everything({**people.HEAD_OF_YEAR, "awards": ["nasenco", "nasenco-begun-before-september-2024"]})
        )


@pytest.mark.parametrize("post", ["planned", "no"])
def test_somebody_whose_job_is_senco_is_not_taken_for_anybody_else(post: str) -> None:
    with pytest.raises(UsageError, match="Somebody whose job is SENCO is one now"):
        walk(everything({**people.NEW_SENCO, "senco_post": post}))


def test_a_settled_goal_asks_nothing() -> None:
    position = replay(frozen_core(), (), {})
    assert (position.next, position.answered) == (None, ())


@few_examples
@given(sheet=complete_sheets())
def test_the_numbers_of_one_band_lead_to_the_same_place(sheet: Sheet) -> None:
    answers, space = answers_of(frozen(), sheet), frozen_core().space
    for id, value in answers.items():
        if isinstance(value, int):
            same = [n for n in range(40) if space.values_of(id, n) == space.values_of(id, value)]
            for other in (same[0], same[-1]):
                assert walk({**answers, id: other}).answered == walk(answers).answered


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"area": "maths"}, "evidence"),
        ({"area": "english"}, None),
        ({"area": NOT_SURE}, None),
        ({"area": "english", "evidence": "some"}, None),
    ],
)
def test_the_wizard_troubles_nobody_whom_the_data_spares(answers: dict[str, str], asked: str | None) -> None:
    evidence = replace(one("evidence", "some", "none"), wizard_asks_if={"area": "maths"})
    rules = [rule("depth", {"area": "maths"}), rule("share", {"evidence": "some"}), rule("wait")]
    core = compile_rules(catalogue([one("area", "maths", "english"), evidence], rules))
    lines = [core.suggested("depth"), core.suggested("share")]
    position = replay(core, lines, answers)
    assert (position.next, position.answered) == (asked, tuple(answers))
    assert replay(core, lines[1:], {}).next == "evidence"
