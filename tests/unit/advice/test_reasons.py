"""Why something is in or out, what the questions have to settle, and which words name it."""

from __future__ import annotations

import pytest
from hypothesis import given

from npqpath.advice.person import make_person, read_answers
from npqpath.advice.suggestions import Reason, explain
from npqpath.advice.wording import fact_of, find_cohort, find_qualification, find_step
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY
from npqpath.rules.question_kinds import AnswerValue
from npqpath.wizard.replay import Goal, funding_goal, plan_goal, suggestion_goal
from npqpath.words import listed, sentence
from tests.builders import few_examples, frozen, frozen_core
from tests.unit.advice.people import partial_answers


def why(id: str, **raw: object) -> Reason:
    core = frozen_core()
    return explain(make_person(core, read_answers(raw, core.catalogue)), id)


def test_why_something_is_in_and_what_would_take_it_out() -> None:
    reason = why("npqh", role="deputy-headteacher", aim="headship", npqs="none", awards="none")
    assert reason.verdict == "certain"
    assert reason.suggestion is not None
    assert [fact.text for fact in reason.facts if fact.holds] == [
        "you are a deputy headteacher",
        "you want to be a headteacher",
    ]
    assert reason.hangs_on == ()
    assert reason.changes is not None
    assert [change.question for change in reason.changes] == ["aim"]


def test_why_something_is_out_and_what_would_bring_it_in() -> None:
    reason = why("npqh", role="deputy-headteacher", aim="wider-role", npqs="none", awards="none")
    assert (reason.verdict, reason.suggestion) == ("ruled-out", None)
    assert reason.changes is not None
    assert [(change.question, change.when) for change in reason.changes] == [("aim", "now")]


def test_what_a_possible_line_hangs_on_is_asked_for() -> None:
    reason = why("npqh", role="deputy-headteacher", npqs="none", awards="none")
    assert (reason.verdict, reason.facts, reason.changes) == ("possible", (), ())
    assert ("aim", frozen().question("aim").ask) in reason.hangs_on


@few_examples
@given(partial_answers())
def test_every_verdict_comes_with_what_explains_it(answers: dict[str, AnswerValue]) -> None:
    person = make_person(frozen_core(), answers)
    for id in frozen_core().offers:
        reason = explain(person, id)
        assert bool(reason.hangs_on) is (reason.verdict == "possible")
        assert reason.verdict != "ruled-out" or reason.suggestion is None
        assert reason.verdict != "certain" or (reason.suggestion is not None and reason.suggestion.id == id)


def test_the_questions_of_a_goal_are_those_its_lines_depend_on() -> None:
    core = frozen_core()

    def asked(goal: Goal) -> set[str]:
        return {core.space.variables[level].question for node in goal for level in core.diagram.support(node)}

    whole = asked(plan_goal(core, "autumn-2026"))
    assert whole == set(core.catalogue.questions_by_id)
    assert asked(funding_goal(core, "autumn-2026", ("npqh",))) < whole
    assert "aim" not in asked(funding_goal(core, "autumn-2026", ("npqh", "npqll", "ehco")))
    assert asked(suggestion_goal(core, "ehco")) >= {"role", "first_five_years_of_headship", "npqs"}


def test_a_goal_leaves_out_what_holds_for_everybody_or_nobody() -> None:
    core = frozen_core()
    goal = tuple(plan_goal(core, "autumn-2026"))
    assert min(goal) > EVERYBODY
    assert len(goal) == len(set(goal))
    of_one = funding_goal(core, "spring-2026", ("npqsenco",))
    assert [*funding_goal(core, "spring-2026", ("npqsenco", "no-such-course"))] == [*of_one]


@pytest.mark.parametrize(
    ("word", "id"),
    [("npqsl", "npqsl"), ("NPQSL", "npqsl"), (" NpqSenco ", "npqsenco"), ("EHCO", "ehco"), ("aso", "ehco")],
)
def test_a_qualification_is_found_by_any_of_its_names(word: str, id: str) -> None:
    assert find_qualification(frozen(), word) == id
    assert find_step(frozen(), word) == id


def test_an_alias_never_hides_the_id_of_another_qualification() -> None:
    for id, qualification in frozen().qualifications_by_id.items():
        assert find_qualification(frozen(), id) == id
        assert find_qualification(frozen(), qualification.short_name) == id


def test_a_next_step_is_found_by_its_id_and_a_start_by_its_own() -> None:
    assert find_step(frozen(), "Share-Expertise") == "share-expertise"
    assert find_cohort(frozen(), "autumn-2026") == "autumn-2026"


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("senior leadership", "npqsl"),
        ("Headship NPQ", "npqh"),
        ("NPQ in Leading Teaching", "npqlt"),
        ("primary maths", "npqlpm"),
        ("legacy middle", "legacy-npqml"),
        ("coaching offer", "ehco"),
        ("grow as a senior leader", "slt-development"),
    ],
)
def test_words_of_one_name_stand_for_it(words: str, id: str) -> None:
    assert find_step(frozen(), words) == id


def test_words_of_several_names_list_these_with_their_names() -> None:
    with pytest.raises(UsageError) as caught:
        find_step(frozen(), "senior")
    assert caught.value.message == (
        'More than one qualification or next step fits "senior". Write one of these ids:\n'
        "  npqsl: NPQ in Senior Leadership\n  slt-development: Grow as a senior leader"
    )
    assert find_qualification(frozen(), "senior") == "npqsl"


@pytest.mark.parametrize("word", ["", "the", "in", "se", "gardening"])
def test_a_word_of_no_name_says_where_the_names_are(word: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_step(frozen(), word)
    assert caught.value.hint == "`npqpath show` lists what there is, with its names."


def test_a_name_that_does_not_exist_is_refused_with_the_near_miss() -> None:
    with pytest.raises(UsageError) as caught:
        find_qualification(frozen(), "npqs1")
    assert caught.value.message == 'There is no qualification called "npqs1".'
    assert caught.value.hint is not None
    assert caught.value.hint.startswith('Did you mean "npqsl"?')
    with pytest.raises(UsageError, match='no start called "autumn-2062"'):
        find_cohort(frozen(), "autumn-2062")
    with pytest.raises(UsageError, match='no qualification or next step called "nap"'):
        find_step(frozen(), "nap")


def test_every_value_of_every_variable_can_be_said_as_a_fact() -> None:
    core = frozen_core()
    for level, variable in enumerate(core.space.variables):
        told = [fact_of(core, level, value) for value in range(len(variable.values))]
        assert len(set(told)) == len(told), variable
        assert all(fact and "{" not in fact and not fact.endswith(".") for fact in told), told


def test_words_are_joined_into_lists_and_sentences() -> None:
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert listed(("a", "b"), "or") == "a or b"
    assert [sentence(words) for words in ("you lead", "Is it?", "Done.")] == ["You lead.", "Is it?", "Done."]
