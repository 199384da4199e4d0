"""The condition language: what each form means, and what is said about each mistake."""

from __future__ import annotations

import pytest
from hypothesis import given

from npqpath.rules.answer_words import STATUSES
from npqpath.rules.conditions import (
    ALWAYS,
    AtLeast,
    ConditionReader,
    Fault,
    Named,
    Not,
    Pick,
    Test,
    Within,
    every,
)
from tests.builders import npqs, number, one, several
from tests.unit.rules.invented import Invented, data_sets

TAKEN = frozenset(STATUSES[:3])
QUESTIONS = (
    one("role", "teacher", "head", "senco"),
    number("years"),
    several("awards", "qts", "nasenco", "masters"),
    npqs("npqs", "npqlt", "npqsl", "npqh"),
)
TERMS = frozenset({"leads_a_team", "heads_a_school"})


def read(raw: object, this: str | None = None) -> tuple[Test, list[Fault]]:
    """Return what a condition at `rules[0].when` means, with the faults."""
    reader = ConditionReader(QUESTIONS, TERMS, npqs=())
    return reader.read(raw, ("rules", 0, "when"), this), reader.faults


def picks(question: str, part: str | None, *values: str) -> Pick:
    return Pick(question, part, frozenset(values))


def taken(npq: str) -> Pick:
    return Pick("npqs", npq, TAKEN)


FORMS: dict[str, tuple[object, Test]] = {
    "nothing": (None, ALWAYS),
    "one answer": ({"role": "head"}, picks("role", None, "head")),
    "alternatives": ({"role": ["head", "senco"]}, picks("role", None, "head", "senco")),
    "two questions": (
        {"role": "head", "years": "2 or more"},
        AtLeast(2, (picks("role", None, "head"), Within("years", 2, None))),
    ),
    "a term": ({"is": "leads_a_team"}, Named("leads_a_team")),
    "two terms": (
        {"is": ["leads_a_team", "heads_a_school"]},
        AtLeast(2, (Named("leads_a_team"), Named("heads_a_school"))),
    ),
    "a number or more": ({"years": "2 or more"}, Within("years", 2, None)),
    "under a number": ({"years": "under 5"}, Within("years", 0, 5)),
    "from a number to another": ({"years": "3 to 5"}, Within("years", 3, 6)),
    "one number": ({"years": "3 to 3"}, Within("years", 3, 4)),
    "a range that holds nobody": ({"years": "5 to 3"}, Within("years", 5, 4)),
    "any of ticks": (
        {"awards": {"any of": ["qts", "masters"]}},
        AtLeast(1, (picks("awards", "qts", "yes"), picks("awards", "masters", "yes"))),
    ),
    "all of ticks": (
        {"awards": {"all of": ["qts", "masters"]}},
        AtLeast(2, (picks("awards", "qts", "yes"), picks("awards", "masters", "yes"))),
    ),
    "none of ticks": ({"awards": {"none of": "qts"}}, Not(AtLeast(1, (picks("awards", "qts", "yes"),)))),
    "at least some ticks": (
        {"awards": {"at least 2 of": ["qts", "nasenco", "masters"]}},
        AtLeast(2, tuple(picks("awards", part, "yes") for part in ("qts", "nasenco", "masters"))),
    ),
    "two ways at once": (
        {"awards": {"any of": ["qts"], "none of": ["masters"]}},
        AtLeast(
            2,
            (
                AtLeast(1, (picks("awards", "qts", "yes"),)),
                Not(AtLeast(1, (picks("awards", "masters", "yes"),))),
            ),
        ),
    ),
    "NPQs taken": ({"npqs": {"any of": ["npqlt", "npqsl"]}}, AtLeast(1, (taken("npqlt"), taken("npqsl")))),
    "NPQs not taken": ({"npqs": {"none of": ["npqh"]}}, Not(AtLeast(1, (taken("npqh"),)))),
    "the status of an NPQ": ({"npqs": {"npqsl": "completed"}}, picks("npqs", "npqsl", "completed")),
    "statuses of two NPQs": (
        {"npqs": {"npqsl": ["studying", "starting-soon"], "npqh": "none"}},
        AtLeast(2, (picks("npqs", "npqsl", "studying", "starting-soon"), picks("npqs", "npqh", "none"))),
    ),
    "one of several conditions": (
        {"any of": [{"role": "head"}, {"is": "leads_a_team", "years": "under 2"}]},
        AtLeast(1, (picks("role", None, "head"), AtLeast(2, (Named("leads_a_team"), Within("years", 0, 2))))),
    ),
}


@pytest.mark.parametrize(("raw", "meaning"), FORMS.values(), ids=FORMS)
def test_each_form_of_the_language_has_its_meaning(raw: object, meaning: Test) -> None:
    assert read(raw) == (meaning, [])


@pytest.mark.parametrize(
    ("raw", "meaning"),
    [
        ({"npqs": {"any of": ["this"]}}, AtLeast(1, (taken("npqsl"),))),
        ({"npqs": {"none of": ["this", "npqh"]}}, Not(AtLeast(1, (taken("npqsl"), taken("npqh"))))),
        ({"npqs": {"this": "completed"}}, picks("npqs", "npqsl", "completed")),
        ({"any of": [{"npqs": {"any of": ["this"]}}]}, AtLeast(1, (AtLeast(1, (taken("npqsl"),)),))),
    ],
    ids=["in a list", "in a list with others", "with a status", "in a branch"],
)
def test_this_stands_for_the_qualification_asked_about(raw: object, meaning: Test) -> None:
    assert read(raw, this="npqsl") == (meaning, [])


@given(data_sets())
def test_what_follows_the_rules_of_the_language_has_no_faults(data: Invented) -> None:
    data.read()


def test_every_of_one_test_is_that_test() -> None:
    assert every([Named("a")]) == Named("a")
    assert every([]) == ALWAYS


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ([], ()),
        ([{"years": "2 or more"}], (2,)),
        ([{"years": "under 5"}], (5,)),
        ([{"years": "3 to 5"}, {"years": "2 or more"}], (2, 3, 6)),
        ([{"any of": [{"years": "4 or more"}, {"is": "leads_a_team"}]}], (4,)),
        ([{"role": "head"}], ()),
    ],
    ids=["no condition", "or more", "under", "in order and once", "inside others", "another question"],
)
def test_thresholds_are_where_two_answers_are_told_apart(
    conditions: list[object], numbers: tuple[int, ...]
) -> None:
    reader = ConditionReader(QUESTIONS, TERMS, npqs=())
    for condition in conditions:
        reader.read(condition, ())
    assert reader.thresholds().get("years", ()) == numbers
