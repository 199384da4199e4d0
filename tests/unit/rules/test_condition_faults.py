"""Mistakes in conditions: each is named where it is, with what to write instead."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.rules.conditions import Fault, Loc
from npqpath.rules.question_kinds import parts_of
from tests.unit.rules.test_conditions import QUESTIONS, TERMS, picks, read

AT: Loc = ("rules", 0, "when")
ROLES = "Write one of: teacher, head, senco."
AWARDS = "Write one of: qts, nasenco, masters."
NPQS = "Write one of: npqlt, npqsl, npqh."
STATUS_LIST = "Write one of: completed, studying, starting-soon, none."
TERM_LIST = "Write one of: heads_a_school, leads_a_team."
OPS = "Write one of: any of, all of, none of, at least 2 of."
NESTS = "Give the inner condition a name under `terms` and use it with `is`."
NUMBERS = "Write 2 or more, under 5, or 3 to 5."
SEVERAL = "Use `any of`, `all of`, `none of` or `at least 2 of`, each with a list."
DROP = "Leave the line out, or take an answer away."
NAMES = "A name or a list of names belongs here."

FAULTS: dict[str, tuple[object, Fault]] = {
    "NP101 a word for a condition": (
        "head",
        Fault(AT, "NP101", "A condition is a list of questions with answers."),
    ),
    "NP101 a branch that is a word": (
        {"any of": ["head"]},
        Fault((*AT, "any of", 0), "NP101", "A condition is a list of questions with answers."),
    ),
    "NP102 nothing in it": (
        {},
        Fault(AT, "NP102", "This condition is empty.", "Name a question, or leave the line out."),
    ),
    "NP102 nothing after the dash of a branch": (
        {"any of": [{"role": "head"}, None]},
        Fault(
            (*AT, "any of", 1), "NP102", "This condition is empty.", "Name a question, or leave the line out."
        ),
    ),
    "NP103 any of without a list": (
        {"any of": {"role": "head"}},
        Fault((*AT, "any of"), "NP103", "`any of` takes a list of conditions, of which one must match."),
    ),
    "NP103 any of with an empty list": (
        {"any of": []},
        Fault((*AT, "any of"), "NP103", "`any of` takes a list of conditions, of which one must match."),
    ),
    "NP104 a question with a slip": (
        {"rol": "head"},
        Fault(
            (*AT, "rol"),
            "NP104",
            'There is no question "rol".',
            'Did you mean "role"? Write one of: role, years, awards, npqs, is, any of.',
            on_key=True,
        ),
    ),
    "NP105 any of in any of": (
        {"any of": [{"any of": [{"role": "head"}]}]},
        Fault((*AT, "any of", 0, "any of"), "NP105", "`any of` does not nest.", NESTS, on_key=True),
    ),
    "NP106 a term with a slip": (
        {"is": ["heads_a_school", "leads-a-team"]},
        Fault(
            (*AT, "is", 1),
            "NP106",
            'There is no term "leads-a-team".',
            f'Did you mean "leads_a_team"? {TERM_LIST}',
        ),
    ),
    "NP107 ticks as if one answer": (
        {"awards": "qts"},
        Fault((*AT, "awards"), "NP107", 'The question "awards" can have several answers.', SEVERAL),
    ),
    "NP107 an empty map of NPQs": (
        {"npqs": {}},
        Fault((*AT, "npqs"), "NP107", 'The question "npqs" can have several answers.', SEVERAL),
    ),
    "NP108 one answer as if ticks": (
        {"role": {"any of": ["head"]}},
        Fault(
            (*AT, "role"),
            "NP108",
            'The question "role" has one answer.',
            "Write one answer, or a list of answers of which any will do.",
        ),
    ),
    "NP109 an answer with a slip": (
        {"role": "haed"},
        Fault(
            (*AT, "role"),
            "NP109",
            '"haed" is not an answer to the question "role".',
            f'Did you mean "head"? {ROLES}',
        ),
    ),
    "NP109 an answer in a list": (
        {"role": ["head", "cook"]},
        Fault((*AT, "role", 1), "NP109", '"cook" is not an answer to the question "role".', ROLES),
    ),
    "NP109 a tick box": (
        {"awards": {"none of": ["qts", "master"]}},
        Fault(
            (*AT, "awards", "none of", 1),
            "NP109",
            '"master" is not an answer to the question "awards".',
            f'Did you mean "masters"? {AWARDS}',
        ),
    ),
    "NP109 an NPQ with a status": (
        {"npqs": {"npqs1": "completed"}},
        Fault(
            (*AT, "npqs", "npqs1"),
            "NP109",
            '"npqs1" is not an answer to the question "npqs".',
            f'Did you mean "npqsl"? {NPQS}',
            on_key=True,
        ),
    ),
    "NP109 a status": (
        {"npqs": {"npqsl": ["complete"]}},
        Fault(
            (*AT, "npqs", "npqsl", 0),
            "NP109",
            '"complete" is not an answer to the question "npqs".',
            f'Did you mean "completed"? {STATUS_LIST}',
        ),
    ),
    "NP109 this, where no qualification is asked about": (
        {"npqs": {"any of": ["this"]}},
        Fault((*AT, "npqs", "any of", 0), "NP109", '"this" is not an answer to the question "npqs".', NPQS),
    ),
    "NP110 every answer": (
        {"role": ["head", "teacher", "senco"]},
        Fault((*AT, "role"), "NP110", 'This names every answer to "role", so it says nothing.', DROP),
    ),
    "NP110 every status": (
        {"npqs": {"npqh": ["none", "studying", "starting-soon", "completed"]}},
        Fault((*AT, "npqs", "npqh"), "NP110", 'This names every answer to "npqs", so it says nothing.', DROP),
    ),
    "NP111 a bare number": (
        {"years": "2"},
        Fault((*AT, "years"), "NP111", 'The question "years" is a number.', NUMBERS),
    ),
    "NP111 a list": (
        {"years": ["under 2"]},
        Fault((*AT, "years"), "NP111", 'The question "years" is a number.', NUMBERS),
    ),
    "NP111 more digits than a number can have": (
        {"years": f"{'9' * 5000} or more"},
        Fault((*AT, "years"), "NP111", 'The question "years" is a number.', NUMBERS),
    ),
    "NP112 a way that does not exist": (
        {"awards": {"one of": ["qts"]}},
        Fault(
            (*AT, "awards", "one of"),
            "NP112",
            '"one of" is not a way to compare several answers.',
            f'Did you mean "none of"? {OPS}',
            on_key=True,
        ),
    ),
    "NP113 no name": (
        {"role": None},
        Fault((*AT, "role"), "NP113", NAMES, "Write at least one."),
    ),
    "NP113 an empty list": (
        {"awards": {"any of": []}},
        Fault((*AT, "awards", "any of"), "NP113", NAMES, "Write at least one."),
    ),
    "NP113 a list in a list": (
        {"is": [["leads_a_team"]]},
        Fault((*AT, "is"), "NP113", NAMES, "Write at least one."),
    ),
}


@pytest.mark.parametrize(("raw", "fault"), FAULTS.values(), ids=FAULTS)
def test_each_mistake_is_named_where_it_is(raw: object, fault: Fault) -> None:
    assert read(raw)[1] == [fault]


def test_every_mistake_is_reported_not_only_the_first() -> None:
    raw = {"rol": "head", "role": "haed", "any of": [{"years": "2"}, {"npqs": {"npqsl": "done"}}]}
    assert [fault.code for fault in read(raw)[1]] == ["NP104", "NP109", "NP111", "NP109"]


def test_an_answer_is_never_guessed() -> None:
    test, faults = read({"role": "Head"})
    assert test == picks("role", None, "Head")
    assert [fault.code for fault in faults] == ["NP109"]


OTHER_WORDS = ("is", "any of", "none of", "at least 2 of", "at least 99999 of", "this", "2 or more", "9 to 1")
NAMES_OF_PARTS = (*TERMS, *(q.id for q in QUESTIONS), *parts_of(QUESTIONS[0]), *parts_of(QUESTIONS[3]))
words = st.sampled_from([*OTHER_WORDS, *NAMES_OF_PARTS, "completed", ""]) | st.text(max_size=8)
junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | words,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(words, below, max_size=3),
    max_leaves=12,
)


@given(junk, st.none() | st.just("npqsl"))
def test_whatever_is_written_is_read_without_an_error(raw: object, this: str | None) -> None:
    _, faults = read(raw, this)
    assert all(fault.loc[:3] == AT and fault.code.startswith("NP1") and fault.message for fault in faults)
