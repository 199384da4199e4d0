"""A check says what is another now and which of three causes it has, and keeps what belongs to the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import make_person
from npqpath.advice.plan import make_plan
from npqpath.errors import UsageError
from npqpath.output.text import render_plain
from npqpath.output.views.plan_file import check_document
from npqpath.planfile.check import Check, book_of, check
from npqpath.planfile.model import Book, Step
from npqpath.planfile.steps import steps_of
from npqpath.rules.question_kinds import AnswerValue, Statuses
from tests.builders import DAY, frozen, frozen_core

HEAD_OF_YEAR: dict[str, AnswerValue] = {
    "role": "pastoral-lead",
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "aim": "lead-area",
    "focus": "behaviour",
    "teaching_years": 6,
    "leadership_years": 2,
    "npqs": Statuses((("npqlt", "studying"),)),
}


def book() -> Book:
    """Return the plan of a head of year."""
    return book_of(make_plan(make_person(frozen_core(), HEAD_OF_YEAR), DAY))


def told(found: Check) -> str:
    """Return what a check says, as text."""
    return render_plain(check_document(found), None, ascii_only=False)


def without(*suggestions: str) -> CompiledRules:
    """Return the frozen data without rules for some suggestions."""
    pathways = frozen().pathways
    rules = tuple(rule for rule in pathways.rules if rule.suggest not in suggestions)
    return compile_rules(replace(frozen(), pathways=replace(pathways, rules=rules), fingerprint="other"))


def test_nothing_changes_on_the_same_day_with_the_same_data() -> None:
    found = check(book(), frozen_core(), DAY)
    assert found.is_empty
    assert found.book == book()


def test_a_rule_that_is_gone_is_a_change_of_the_data_and_its_steps_stay_marked() -> None:
    found = check(book(), without("npqlbc"), DAY)
    assert {(cause, change.what, change.id) for cause, change in found.changes} >= {
        ("data", "gone", "npqlbc")
    }
    assert {cause for cause, _ in found.changes} == {"data"}
    gone = [step for step in found.book.steps if step.about == "npqlbc"]
    assert gone != []
    assert {step.dropped for step in gone} == {DAY}
    assert "Because the data has changed" in told(found)
    assert "NPQ in Leading Behaviour and Culture is no longer suggested." in told(found)


def test_what_comes_back_loses_its_mark() -> None:
    marked = check(book(), without("npqlbc"), DAY).book
    again = check(marked, frozen_core(), DAY).book
    assert [step for step in again.steps if step.about == "npqlbc" and step.dropped] == []


def test_a_new_answer_is_told_with_the_old_one_and_the_reason() -> None:
    changed = replace(book(), answers={**book().answers, "aim": "headship"})
    found = check(changed, frozen_core(), DAY)
    assert {cause for cause, _ in found.changes} == {"answers"}
    assert list(found.answers) == [("aim", "lead-area", "headship")]
    assert found.book.answered == DAY
    assert "Because you want to be a headteacher." in told(found)


def test_data_and_answers_are_told_apart() -> None:
    changed = replace(book(), answers={**book().answers, "aim": "headship"})
    found = check(changed, without("npqlbc"), DAY)
    causes = {change.id: cause for cause, change in found.changes if change.what in ("gone", "new")}
    assert causes["npqlbc"] == "data"
    assert causes["npqsl"] == "answers"


def test_what_time_changes_is_put_down_to_time() -> None:
    # In January 2026 the funding rules were others.
    start = book_of(make_plan(make_person(frozen_core(), HEAD_OF_YEAR), dt.date(2026, 1, 10)))
    found = check(start, frozen_core(), DAY)
    assert {cause for cause, _ in found.changes} <= {"time"}
    assert [change.what for _, change in found.changes] == ["funding"]
    assert "Because time has passed" in told(found)


def test_answers_from_long_ago_are_asked_about() -> None:
    soon, later = (check(book(), frozen_core(), DAY + dt.timedelta(days=days)) for days in (100, 400))
    assert soon.old_answers == ()
    assert later.old_answers == ("teaching_years", "leadership_years", "npqs")
    assert "You gave these answers on 21 November 2026" in told(later)


def test_words_and_times_that_the_person_changed_stay() -> None:
    start = book()
    changed = Step(
        **{name: getattr(start.steps[0], name) for name in ("id", "stage", "what", "about")}, when="In March"
    )
    own = Step(what="Visit another school")
    mine = replace(start, steps=(changed, *start.steps[1:], own))
    reworded = replace(
        frozen(),
        fingerprint="other",
        pathways=replace(
            frozen().pathways,
            questions=tuple(
                replace(each, find_out="New words.") if each.find_out else each
                for each in frozen().pathways.questions
            ),
        ),
    )
    found = check(mine, compile_rules(reworded), DAY)
    assert found.book.steps[0] == changed
    assert own in found.book.steps
    assert found.dropped_steps == ()
    again = [step for step in found.book.steps if step.what.endswith("New words.")]
    assert [step.id for step in again] == [
        step.id for step in start.steps[1:] if str(step.id).startswith("find-out")
    ]


def test_what_was_found_out_is_ticked() -> None:
    start = book()
    step = next(step for step in start.steps if str(step.id).startswith("find-out-on-schools"))
    answers = {**start.answers, "on_schools_disadvantage_list": "yes"}
    found = check(replace(start, answers=answers), frozen_core(), DAY)
    assert next(each for each in found.book.steps if each.id == step.id).done == DAY


def test_a_misspelt_answer_is_refused_and_one_that_the_data_dropped_is_kept() -> None:
    start = book()
    with pytest.raises(UsageError, match="headshp"):
        check(replace(start, answers={**start.answers, "aim": "headshp"}), frozen_core(), DAY)
    old = {**start.answers, "asked_before": "yes"}
    dropped = replace(start, answers=old, advice=replace(start.advice, answers={**old}))
    found = check(dropped, frozen_core(), DAY)
    assert found.unread == ("asked_before",)
    assert found.book.answers["asked_before"] == "yes"
    assert "It stays in your file and does not count." in told(found)


def test_every_step_has_an_id_of_its_own() -> None:
    ids = [step.id for step in steps_of(make_plan(make_person(frozen_core(), HEAD_OF_YEAR), DAY))]
    assert len(set(ids)) == len(ids)
    assert None not in ids
