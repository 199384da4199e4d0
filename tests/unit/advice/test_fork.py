"""The fork for somebody who is not sure: what is taken for them, and where each other wish leads."""

from __future__ import annotations

import pytest
from hypothesis import given

from npqpath.advice.fork import Fork, find_fork
from npqpath.advice.person import Person, make_person
from npqpath.advice.suggestions import suggest
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from tests.builders import frozen_core
from tests.unit.advice.people import partial_answers

HEAD_OF_YEAR: dict[str, AnswerValue] = {
    "role": "pastoral-lead",
    "teaching_years": 8,
    "npqs": Statuses(()),
    "awards": Ticked(()),
}
AFTER_NPQSL: dict[str, AnswerValue] = {
    "role": "senior-leader",
    "npqs": Statuses((("npqsl", "completed"),)),
    "awards": Ticked(()),
}


def person(answers: dict[str, AnswerValue]) -> Person:
    return make_person(frozen_core(), answers)


def fork(answers: dict[str, AnswerValue]) -> Fork:
    return find_fork(person(answers), suggest(person(answers)))


@pytest.mark.parametrize("left", [{}, {"aim": NOT_SURE, "focus": NOT_SURE}], ids=["left out", "not sure"])
def test_who_is_not_sure_gets_what_fits_their_post_first_and_is_told_so(left: dict[str, AnswerValue]) -> None:
    first = suggest(person(HEAD_OF_YEAR | left))[0]
    assert (first.id, first.certainty) == ("npqlbc", "possible")
    assert first.because.startswith("You lead, or want to lead, behaviour")
    assert fork(HEAD_OF_YEAR | left).taken == (
        "You have not said so, but we took it that you want to lead one area well and your area is behaviour "
        "and culture: in our judgement that fits your post best."
    )


def test_each_other_wish_of_a_post_leads_somewhere() -> None:
    wishes = fork(HEAD_OF_YEAR).wishes
    assert [(wish.wish, wish.id) for wish in wishes] == [
        ("Lead across a whole school", "npqsl"),
        ("Help teachers beyond my own job", "share-expertise"),
    ]
    assert all(wish.because for wish in wishes)


def test_what_was_said_is_not_taken() -> None:
    assert "your area" not in fork(HEAD_OF_YEAR | {"focus": "literacy"}).taken
    assert fork(HEAD_OF_YEAR | {"aim": "headship", "focus": "literacy"}) == Fork("", ())


def test_who_holds_npqsl_sees_the_six_options() -> None:
    first = suggest(person(AFTER_NPQSL))[0]
    options = [first.id, *(wish.id for wish in fork(AFTER_NPQSL).wishes)]
    assert options == [
        "npqh",
        "reflect-and-implement",
        "lead-in-school",
        "share-expertise",
        "deeper-learning",
        "expand-knowledge",
    ]


def test_where_nothing_is_likely_there_is_no_fork() -> None:
    assert fork({}) == Fork("", ())


@given(partial_answers())
def test_a_wish_leads_to_one_more_thing_that_may_fit(answers: dict[str, AnswerValue]) -> None:
    suggestions = suggest(person(answers))
    ids = [suggestions[0].id, *(wish.id for wish in fork(answers).wishes)]
    assert len({*ids}) == len(ids)
    assert {*ids} <= {each.id for each in suggestions}
