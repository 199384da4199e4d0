"""From answers to a person: which answers count, what they leave open, and who cannot exist."""

from __future__ import annotations

import pytest

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import Person, assume_left_out, is_open, make_person, read_answers, take_as_usual
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import Ticked
from tests.builders import catalogue, frozen_core, number, one, rule, several


def teacher(**raw: object) -> Person:
    """Return a person who gave these answers to the frozen questions."""
    core = frozen_core()
    return make_person(core, read_answers(raw, core.catalogue))


def test_no_answers_leave_everybody_possible() -> None:
    core = frozen_core()
    person = make_person(core, {})
    assert (dict(person.answers), dict(person.known), person.possible) == ({}, {}, core.possible)


def test_not_sure_is_kept_as_an_answer_and_decides_nothing() -> None:
    person = teacher(works_in_england="not sure")
    assert person.answers == {"works_in_england": "not-sure"}
    assert person.known == {}
    assert is_open(person, "works_in_england")


def test_an_answer_to_a_question_that_is_not_asked_does_not_count() -> None:
    person = teacher(role="headteacher", teaching_years=12, setting="school")
    assert person.dropped == ("teaching_years",)
    assert list(person.answers) == ["role", "setting"]
    assert is_open(person, "teaching_years")


def test_what_hangs_on_a_dropped_answer_is_dropped_too() -> None:
    person = teacher(
        role="classroom-teacher", focus="behaviour", senco_post="mainstream", senco_since="under-a-year"
    )
    assert person.dropped == ("senco_post", "senco_since")


def test_an_answer_counts_while_its_question_may_still_be_asked() -> None:
    person = teacher(focus="send", senco_post="mainstream")
    assert person.dropped == ()
    assert list(person.answers) == ["focus", "senco_post"]


def test_answers_that_no_person_gives_together_are_refused_with_the_reason() -> None:
    with pytest.raises(UsageError) as caught:
        teacher(role="childminder", setting="school")
    assert caught.value.message == "These answers do not go together. A childminder works in early years."
    assert caught.value.hint == "Change one of these answers."


def test_the_reason_told_is_one_that_these_answers_meet() -> None:
    data = catalogue(
        [one("role", "head", "teacher"), one("place", "school", "home"), number("years")],
        impossible={
            "Heads work in schools.": {"role": "head", "place": "home"},
            "Nobody teaches at home.": {"role": "teacher", "place": "home", "years": "under 2"},
        },
    )
    with pytest.raises(UsageError) as caught:
        make_person(compile_rules(data), {"role": "teacher", "place": "home", "years": 1})
    assert caught.value.message == "These answers do not go together. Nobody teaches at home."


def test_two_reasons_are_told_where_one_alone_does_not_explain_it() -> None:
    data = catalogue(
        [one("role", "head", "teacher"), one("place", "school", "home"), one("stage", "first", "second")],
        impossible={
            "No head begins at home.": {"role": "head", "place": "home", "stage": "first"},
            "No teacher works at home.": {"role": "teacher", "place": "home"},
            "No head goes on at home.": {"role": "head", "place": "home", "stage": "second"},
        },
    )
    with pytest.raises(UsageError) as caught:
        make_person(compile_rules(data), {"role": "head", "place": "home"})
    told = "These answers do not go together. No head begins at home. No head goes on at home."
    assert caught.value.message == told


def small_core() -> CompiledRules:
    """Return a core in which heads get "wait", and teachers of two years or more get "share"."""
    return compile_rules(
        catalogue(
            [
                one("role", "head", "teacher", usual="teacher"),
                number("years", ask_if={"role": "teacher"}),
                several("awards", "gold"),
            ],
            [rule("wait", {"role": "head"}), rule("share", {"years": "2 or more"})],
        )
    )


@pytest.mark.parametrize(
    ("answers", "wait", "share"),
    [
        ({}, "possible", "possible"),
        ({"role": "head"}, "certain", "ruled-out"),
        ({"role": "teacher"}, "ruled-out", "possible"),
        ({"role": "teacher", "years": 5}, "ruled-out", "certain"),
        ({"years": 5}, "possible", "possible"),
        ({"years": 1}, "possible", "ruled-out"),
    ],
    ids=["nothing", "head", "teacher", "teacher of five years", "five years", "one year"],
)
def test_certainty_follows_the_answers(answers: dict[str, object], wait: str, share: str) -> None:
    core = small_core()
    person = make_person(core, read_answers(answers, core.catalogue))
    assert (person.certainty(core.suggested("wait")), person.certainty(core.suggested("share"))) == (
        wait,
        share,
    )


def test_what_a_line_hangs_on_is_named_in_the_order_of_the_questions() -> None:
    core = small_core()
    wait, share = core.suggested("wait"), core.suggested("share")
    assert make_person(core, {}).hangs_on(share) == ("role", "years")
    assert make_person(core, {}).hangs_on(share, wait) == ("role", "years")
    assert make_person(core, {"role": "teacher"}).hangs_on(share, wait) == ("years",)


def test_the_share_counts_those_who_are_still_possible() -> None:
    core = small_core()
    assert make_person(core, {}).share(core.suggested("wait")) == 0.5
    assert make_person(core, {}).share(core.suggested("share")) == 0.25
    assert make_person(core, {"role": "teacher"}).share(core.suggested("share")) == 0.5


def test_a_reason_names_the_question_and_its_part() -> None:
    core = frozen_core()
    person = teacher(role="senco", setting="school", senco_post="mainstream", awards=["nasenco"], npqs="none")
    assert person.reason(core.diagram.negate(core.suggested("npqsenco"))) == (("awards", "nasenco"),)


def test_other_answers_make_another_person() -> None:
    person = teacher(role="headteacher", first_five_years_of_headship="yes")
    other = person.with_answers({"role": "deputy-headteacher"})
    assert other.dropped == ("first_five_years_of_headship",)
    assert person.answers["role"] == "headteacher"


def test_tick_boxes_that_may_be_left_out_are_assumed_to_be_empty() -> None:
    person = teacher(role="headteacher")
    filled = assume_left_out(person)
    assert filled.assumed == ("scholarships_used",)
    assert filled.answers == person.answers
    assert set(filled.known) - set(person.known) == set(person.core.space.levels["scholarships_used"])


@pytest.mark.parametrize("answer", [["npqsl"], [], "not-sure"], ids=["ticked", "none ticked", "not sure"])
def test_nothing_is_assumed_about_tick_boxes_that_were_answered(answer: object) -> None:
    person = teacher(scholarships_used=answer)
    assert assume_left_out(person) is person


def test_the_usual_answers_fill_what_is_open_and_nothing_else() -> None:
    person = teacher(role="childminder", employs_assistants="no", works_in_england="not-sure")
    usual = take_as_usual(person)
    assert usual.answers["employs_assistants"] == "no"
    assert usual.answers["works_in_england"] == "yes"
    assert usual.answers["awards"] == Ticked(())
    assert "teaching_years" not in usual.answers


def test_the_usual_answers_are_not_taken_where_nobody_could_give_them_all() -> None:
    asked = [one("role", "head", "teacher"), one("place", "school", "home", usual="home")]
    data = catalogue(asked, impossible={"Heads work in schools.": {"role": "head", "place": "home"}})
    person = make_person(compile_rules(data), {"role": "head"})
    assert take_as_usual(person) is person
