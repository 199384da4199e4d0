"""What lists say becomes answers with the list and its day; what they do not say stays open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from npqpath.rules.question_kinds import read_answer
from npqpath.workplaces.official_lists import KINDS, ListInfo, Workplace, kind_of, told_by
from npqpath.workplaces.search import QUESTIONS, answer_for_childminder, answers_about
from tests.builders import frozen

REGISTER = ListInfo("register", dt.date(2026, 6, 3), True, "edubase.csv", 2)
SCHOOLS = ListInfo("schools-list", dt.date(2026, 5, 18), True, "schools.ods", 2)
COLLEGES = ListInfo("16-to-19-list", dt.date(2026, 5, 18), False, "fe.ods", 2)
RISE = ListInfo("rise", dt.date(2026, 4, 1), True, "rise.csv", 2)
OAK = Workplace("100001", "", "Oak School", "Community school", kinds=frozenset({"register", "schools-list"}))

ACCEPTED = {
    "state-funded-school": (
        "Community school|Voluntary aided school|Voluntary controlled school|Foundation school"
        "|City technology college|Community special school|Non-maintained special school"
        "|Foundation special school|Pupil referral unit|Secure units|Service children's education"
        "|Academy sponsor led|Academy special sponsor led|Academy converter|Free schools|Free schools special"
        "|Free schools alternative provision|University technical college|Studio schools"
        "|Academy alternative provision converter|Academy alternative provision sponsor led"
        "|Academy special converter"
    ),
    "independent-special-school": "Other independent special school",
    "independent-school": "Other independent school",
    "16-to-19-provider": (
        "Further education|Sixth form centres|Special post 16 institution|Free schools 16 to 19"
        "|Academy 16-19 converter|Academy 16 to 19 sponsor led"
    ),
    "maintained-nursery-school": "Local authority nursery school",
    "other-establishment": (
        "Offshore schools|Miscellaneous|Higher education institutions|Welsh establishment"
        "|British schools overseas|Secure 16 to 19 academy"
    ),
}


def test_each_list_that_is_there_gives_an_answer_with_its_day() -> None:
    found = answers_about(OAK, [REGISTER, SCHOOLS, RISE])
    assert [(each.question, each.answer, each.because) for each in found] == [
        (
            "workplace_type",
            "Community school",
            'The national register of schools of 3 June 2026 calls it "Community school".',
        ),
        ("on_schools_disadvantage_list", "yes", "The schools list of 18 May 2026 names it."),
        ("targeted_rise_school", "no", "The list of targeted RISE schools of 1 April 2026 does not name it."),
    ]


def test_a_list_that_is_not_there_says_nothing() -> None:
    assert [each.question for each in answers_about(OAK, [REGISTER])] == ["workplace_type"]
    assert answers_about(replace(OAK, type=""), [REGISTER]) == ()


def test_a_place_without_the_number_of_a_list_stays_open() -> None:
    assert "on_16_to_19_disadvantage_list" not in [
        each.question for each in answers_about(OAK, [REGISTER, COLLEGES])
    ]
    college = replace(OAK, urn="", ukprn="10000001", kinds=frozenset({"16-to-19-list"}))
    assert [(each.question, each.answer) for each in answers_about(college, [SCHOOLS, COLLEGES, RISE])] == [
        ("workplace_type", "Community school"),
        ("on_16_to_19_disadvantage_list", "yes"),
    ]


def test_a_day_that_the_list_does_not_give_is_called_the_day_it_was_read() -> None:
    assert told_by(COLLEGES) == "16 to 19 list read in on 18 May 2026"


def test_a_place_outside_england() -> None:
    found = answers_about(replace(OAK, is_outside_england=True), [REGISTER])
    assert (found[0].question, found[0].answer) == ("works_in_england", "no")
    assert found[0].because == "The national register of schools of 3 June 2026 has it outside England."


def test_a_closed_place_gives_no_answers() -> None:
    assert answers_about(replace(OAK, is_closed=True), [REGISTER, SCHOOLS]) == ()


def test_childminders() -> None:
    assert answer_for_childminder([REGISTER]) is None
    found = answer_for_childminder([replace(SCHOOLS, kind="childminders")])
    assert found is not None
    assert (found.question, found.answer) == ("on_childminder_list", "yes")
    assert found.because == "The list of childminders of 18 May 2026 has this number."


@pytest.mark.parametrize("answer", ACCEPTED)
def test_the_bundled_data_knows_every_type_of_the_register_that_teachers_name(answer: str) -> None:
    question = frozen().question("workplace_type")
    for type_ in ACCEPTED[answer].split("|"):
        assert read_answer(question, type_, frozen()) == answer


def test_the_bundled_data_asks_what_the_lists_answer() -> None:
    ids = {question.id for question in frozen().pathways.questions}
    assert {*QUESTIONS.values(), "workplace_type", "works_in_england", "on_childminder_list"} <= ids


def test_kinds_are_read_from_text() -> None:
    assert [kind_of(kind) for kind in KINDS] == list(KINDS)
    assert kind_of("schools") is None
