"""Answers as people write them: what is understood, what is refused, and in which words."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.person import read_answers, write_answers
from npqpath.dataset.pathways import Question
from npqpath.errors import UsageError
from npqpath.rules.answer_words import NOT_SURE_WORDS
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from tests.builders import frozen, frozen_core
from tests.unit.advice.people import partial_answers


def read(**raw: object) -> dict[str, AnswerValue]:
    return read_answers(raw, frozen())


def refusal(**raw: object) -> str:
    with pytest.raises(UsageError) as caught:
        read(**raw)
    assert caught.value.hint == "`npqpath questions` lists every question with its answers."
    return caught.value.message


UNDERSTOOD: dict[str, tuple[str, object, AnswerValue]] = {
    "an id": ("role", "headteacher", "headteacher"),
    "a label": ("role", "Head of year or pastoral leader", "pastoral-lead"),
    "an alias": ("role", "principal", "headteacher"),
    "capitals and blanks": ("role", "  Early_Career  teacher ", "early-career-teacher"),
    "a register type": ("workplace_type", "Academy converter", "state-funded-school"),
    "a register type of a college": ("workplace_type", "academy 16-19 converter", "16-to-19-provider"),
    "a register type with a curly mark": (
        "workplace_type",
        "Service children\u2019s education",
        "state-funded-school",
    ),
    "a register type of a private school": (
        "workplace_type",
        "other independent school",
        "independent-school",
    ),
    "true": ("works_in_england", True, "yes"),
    "false": ("works_in_england", False, "no"),
    "the word true": ("works_in_england", "true", "yes"),
    "yes in capitals": ("works_in_england", "YES", "yes"),
    "not sure": ("works_in_england", "Not sure", NOT_SURE),
    "don't know": ("mastery_evidence", "Don\u2019t know", NOT_SURE),
    "unknown": ("teaching_years", "unknown", NOT_SURE),
    "not sure about ticks": ("awards", "not-sure", NOT_SURE),
    "a number": ("teaching_years", 7, 7),
    "a number as text": ("teaching_years", "7", 7),
    "a number and more": ("teaching_years", "7+", 7),
    "a band": ("teaching_years", "2 or more", 2),
    "a band in words": ("teaching_years", "2 years or more", 2),
    "the lowest band": ("teaching_years", "under 2 years", 0),
    "yes in a letter": ("works_in_england", "Y", "yes"),
    "a number with its unit": ("teaching_years", "1 year", 1),
    "a part of a year": ("teaching_years", "1.5", 1.5),
    "since a month": ("teaching_years", "since September 2024", 2),
    "since a month past a half": ("leadership_years", "since March 2025", 1.5),
    "no years": ("teaching_years", 0, 0),
    "ticks": ("awards", ["nasenco", "qts"], Ticked(("qts", "nasenco"))),
    "ticks by label": ("awards", ["A master's degree"], Ticked(("masters",))),
    "one tick without a list": ("awards", "qts", Ticked(("qts",))),
    "a tick twice": ("awards", ["qts", "QTS"], Ticked(("qts",))),
    "no ticks": ("awards", [], Ticked(())),
    "no ticks in words": ("awards", "none", Ticked(())),
    "nothing after the colon": ("awards", None, Ticked(())),
    "courses paid for": ("scholarships_used", ["NPQSL", "npqlt"], Ticked(("npqlt", "npqsl"))),
    "a course by another name": ("scholarships_used", ["ASO"], Ticked(("ehco",))),
    "statuses": (
        "npqs",
        {"npqsl": "completed", "npqlt": "starting soon"},
        Statuses((("npqlt", "starting-soon"), ("npqsl", "completed"))),
    ),
    "statuses by short name": ("npqs", {"NPQH": "Studying"}, Statuses((("npqh", "studying"),))),
    "a status of none": ("npqs", {"npqsl": "none"}, Statuses(())),
    "statuses in words": (
        "npqs",
        "npqsl:completed, NPQ H studying; NPQLT",
        Statuses((("npqlt", "completed"), ("npqsl", "completed"), ("npqh", "studying"))),
    ),
    "a status by another word": ("npqs", {"npqsl": "in progress"}, Statuses((("npqsl", "studying"),))),
    "ticks in words": ("awards", "qts, NASENCO award", Ticked(("qts", "nasenco"))),
    "no NPQs": ("npqs", {}, Statuses(())),
    "no NPQs in words": ("npqs", "none", Statuses(())),
    "an empty list of NPQs": ("npqs", [], Statuses(())),
}


@pytest.mark.parametrize(("question", "raw", "value"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_an_answer_is_understood_as_people_write_it(question: str, raw: object, value: AnswerValue) -> None:
    assert read(**{question: raw}) == {question: value}


@pytest.mark.parametrize("word", [*NOT_SURE_WORDS, "Not-Sure", "NOT_SURE", " Don\u2019t know "])
@pytest.mark.parametrize("question", ["role", "teaching_years", "npqs", "awards", "works_in_england"])
def test_not_sure_is_understood_everywhere_in_the_same_words(question: str, word: str) -> None:
    assert read(**{question: word}) == {question: NOT_SURE}


@pytest.mark.parametrize("question", frozen().pathways.questions, ids=lambda question: question.id)
def test_every_id_label_and_alias_of_the_data_names_its_answer(question: Question) -> None:
    for answer in question.answers:
        expected = Ticked((answer.id,)) if question.kind == "several" else answer.id
        for word in (answer.id, answer.label, *answer.aliases, answer.id.upper()):
            assert read(**{question.id: word}) == {question.id: expected}


@pytest.mark.parametrize("question", frozen().pathways.questions, ids=lambda question: question.id)
def test_no_word_names_two_answers_to_one_question(question: Question) -> None:
    words = [
        word.casefold().replace("-", " ").replace("_", " ")
        for answer in question.answers
        for word in {answer.id.replace("-", " "), answer.label.replace("-", " ").casefold(), *answer.aliases}
    ]
    assert sorted(words) == sorted(set(words))


YES_NO = "Write one of: yes, no. Or write not-sure."
REFUSED: dict[str, tuple[str, object, str]] = {
    "an unknown answer with a near miss": (
        "setting",
        "scool",
        '"scool" is not an answer to "setting". Did you mean "school"? '
        "Write one of: school, academy-trust, 16-to-19, early-years, another-setting, other.",
    ),
    "an unknown answer without one": (
        "works_in_england",
        "Wales",
        f'"Wales" is not an answer to "works_in_england". {YES_NO}',
    ),
    "a near miss of a register type": (
        "workplace_type",
        "academy convertor",
        '"academy convertor" is not an answer to "workplace_type". Did you mean "academy converter"? '
        "Or write not-sure.",
    ),
    "a list for one answer": (
        "works_in_england",
        ["yes", "no"],
        '"works_in_england" takes one answer: yes, no. Or write not-sure.',
    ),
    "nothing for one answer": (
        "works_in_england",
        None,
        '"works_in_england" takes one answer: yes, no. Or write not-sure.',
    ),
    "a map for one answer": (
        "works_in_england",
        {"yes": "no"},
        '"works_in_england" takes one answer: yes, no. Or write not-sure.',
    ),
    "words for a number": (
        "teaching_years",
        "many",
        '"teaching_years" takes a number of years, such as 4 or 1.5, not "many".',
    ),
    "a number below none": (
        "teaching_years",
        -1,
        '"teaching_years" takes a number of years, such as 4 or 1.5, not "-1".',
    ),
    "a yes for a number": (
        "teaching_years",
        True,
        '"teaching_years" takes a number of years, such as 4 or 1.5, not "True".',
    ),
    "a number for ticks": ("awards", 3, '"awards" takes a list, such as [qts, nasenco]. Or write not-sure.'),
    "an unknown tick": (
        "scholarships_used",
        ["npqs1"],
        '"npqs1" is not an answer to "scholarships_used". Did you mean "npqsl"? '
        "Write one of: npqlt, npqltd, npqlbc, npqll, npqlpm, npqsenco, npqsl, npqh, npqel, npqeyl, ehco. "
        "Or write not-sure.",
    ),
    "a list of NPQs without statuses": (
        "npqs",
        ["npqsl"],
        '"npqs" takes NPQs with a status, such as {npqsl: completed}.',
    ),
    "an unknown status": (
        "npqs",
        {"npqsl": "completd"},
        '"completd" is not a status of an NPQ. Did you mean "completed"? '
        "Write one of: completed, studying, starting-soon, none.",
    ),
    "an unknown NPQ": (
        "npqs",
        {"npqsenko": "completed"},
        '"npqsenko" is not an answer to "npqs". Did you mean "npqsenco"? '
        "Write one of: npqlt, npqltd, npqlbc, npqll, npqlpm, npqsenco, npqsl, npqh, npqel, npqeyl, ehco.",
    ),
    "an award among the NPQs": (
        "npqs",
        {"NPQML": "completed"},
        '"NPQML" is not an answer to "npqs". It is an answer to the question "awards". '
        "Write one of: npqlt, npqltd, npqlbc, npqll, npqlpm, npqsenco, npqsl, npqh, npqel, npqeyl, ehco.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("question", "raw", "message"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_does_not_exist_is_refused_with_the_near_miss(
    question: str, raw: object, message: str
) -> None:
    assert refusal(**{question: raw}) == message


def test_an_unknown_question_is_refused_with_the_near_miss() -> None:
    assert refusal(rolle="headteacher") == 'There is no question "rolle". Did you mean "role"?'


def test_everything_unknown_is_reported_at_once() -> None:
    message = refusal(rolle="senco", setting="scool", works_in_england="yes", teaching_years="many")
    assert [line.partition(".")[0] for line in message.splitlines()] == [
        'There is no question "rolle"',
        '"scool" is not an answer to "setting"',
        '"teaching_years" takes a number of years, such as 4 or 1',
    ]


def test_answers_come_back_in_the_order_of_the_questions() -> None:
    assert list(read(npqs="none", setting="school", role="senco")) == ["role", "setting", "npqs"]


@given(partial_answers())
def test_what_is_written_is_read_back_the_same(answers: dict[str, AnswerValue]) -> None:
    assert read_answers(write_answers(answers), frozen()) == answers


def test_answers_are_written_as_an_answers_file_holds_them() -> None:
    answers = read(role="senco", awards=["qts"], npqs={"npqsl": "studying"}, aim="not sure")
    assert write_answers(answers) == {
        "role": "senco",
        "aim": "not-sure",
        "npqs": {"npqsl": "studying"},
        "awards": ["qts"],
    }


words = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["none", "qts"])
)
anything = st.recursive(
    words, lambda below: st.lists(below, max_size=2) | st.dictionaries(st.text(max_size=5), below, max_size=2)
)


@given(st.sampled_from([q.id for q in frozen().pathways.questions]), anything)
def test_whatever_is_given_is_understood_or_refused_in_words(question: str, raw: object) -> None:
    with suppress(UsageError):
        assert list(read(**{question: raw})) == [question]


def test_an_answer_decides_its_variables_and_not_sure_decides_none() -> None:
    space = frozen_core().space
    level = space.level["setting", None]
    assert space.values_of("setting", "16-to-19") == {level: 2}
    assert space.values_of("setting", NOT_SURE) == {}


@pytest.mark.parametrize(
    ("years", "band"), [(0, "under 2"), (1, "under 2"), (2, "2 or more"), (40, "2 or more")]
)
def test_a_number_falls_into_its_band(years: int, band: str) -> None:
    space = frozen_core().space
    ((level, value),) = space.values_of("teaching_years", years).items()
    assert space.variables[level].values[value] == band


def test_ticks_and_statuses_decide_every_part_of_their_question() -> None:
    space = frozen_core().space
    ticked = space.values_of("awards", Ticked(("nasenco",)))
    assert {
        space.variables[i].part for i, value in ticked.items() if space.variables[i].values[value] == "yes"
    } == {"nasenco"}
    assert tuple(ticked) == space.levels["awards"]
    held = space.values_of("npqs", Statuses((("npqh", "studying"),)))
    assert {
        space.variables[i].part: space.variables[i].values[value] for i, value in held.items() if value
    } == {"npqh": "studying"}
    assert tuple(held) == space.levels["npqs"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((one, "2026-09") for one in ("2026-09", "September 2026", "sept 2026", "Sep-26", "09/2026")),
        *((one, "2026-09") for one in ("1 September 2026", "2026-09-01", "01/09/2026", "in September 2026")),
        ("2024", "2024-01 to 2024-12"),
        ("January 2024 to March 2024", "2024-01 to 2024-03"),
        ("under-a-year", "2025-11 to 2026-11"),
        ("over two years ago", "2023-11 to 2024-11"),
        ("May 2005", "2005-05"),
    ],
)
def test_a_month_is_read_however_it_is_written(written: str, meant: str) -> None:
    assert read(senco_since=written) == {"senco_since": meant}


@pytest.mark.parametrize(
    "written", ["13/2026", "last autumn", "Septober 2026", "12", "2026-09 to 2025-09", True]
)
def test_what_is_no_month_is_refused_in_one_sentence(written: object) -> None:
    with pytest.raises(UsageError, match="takes a month, such as September 2026, not"):
        read(senco_since=written)


@pytest.mark.parametrize(("month", "before"), [("2009-08", True), ("2009-09", False), ("2009", False)])
def test_a_month_falls_under_one_of_the_answers(month: str, before: bool) -> None:
    ((_, place),) = (
        frozen_core().space.values_of("senco_since", read(senco_since=month)["senco_since"]).items()
    )
    assert place == (0 if before else 1)
