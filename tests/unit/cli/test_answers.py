"""From flags, files and questions to a person; the answers are kept on the way."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from npqpath.advice.person import Person
from npqpath.cli.answers import NO_ANSWERS, ask_person, find_person, given_answers
from npqpath.cli.options import Request
from npqpath.console import Context
from npqpath.errors import Stopped, UsageError
from npqpath.wizard.interview import HELLO
from tests.builders import DAY, frozen_core
from tests.unit.wizard import people
from tests.unit.wizard.people import Teacher, everything, goal, walk
from tests.unit.wizard.scripted import Reply, ScriptedPrompter


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Context:
    """Return a context with a state folder of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    stdin, stdout, stderr = io.StringIO(), io.StringIO(), io.StringIO()
    return Context(stdin, stdout, stderr, os.environ, DAY, False, False, False)


def kept_file(context: Context) -> Path:
    """Return the file of the answers so far."""
    return context.state_folder() / "answers.json"


def kept(context: Context) -> Mapping[str, object]:
    """Return the answers so far."""
    found: Mapping[str, object] = json.loads(kept_file(context).read_text("utf-8"))["answers"]
    return found


def keep(context: Context, answers: Mapping[str, object]) -> None:
    """Keep answers as an earlier run did."""
    context.state_folder().mkdir(parents=True, mode=0o700)
    sheet = {
        "schema": "npqpath/answers-so-far/1",
        "kept_on": "2026-05-01",
        "fingerprint": "",
        "answers": answers,
    }
    kept_file(context).write_text(json.dumps(sheet), "utf-8")


def ask(context: Context, prompter: ScriptedPrompter | Teacher | None, *given: str) -> Person:
    """Return the person whom a conversation finds."""
    core, request = frozen_core(), Request(context=context, on=DAY, given=given, no_input=prompter is None)
    if prompter is None:
        return find_person(core, goal, request)
    return ask_person(core, goal(), given_answers(core, request), prompter, request)


def test_without_answers_and_without_a_prompter_the_flags_are_named(context: Context) -> None:
    with pytest.raises(UsageError) as refused:
        ask(context, None)
    assert refused.value.message == NO_ANSWERS
    assert "--answers" in (refused.value.hint or "")


def test_without_a_prompter_the_given_answers_count(context: Context) -> None:
    assert ask(context, None, "role=senco").answers == {"role": "senco"}
    assert not kept_file(context).exists()


def test_a_conversation_finds_the_person_and_keeps_the_answers(context: Context) -> None:
    teacher = Teacher(everything(people.NEW_SENCO))
    person = ask(context, teacher)
    assert list(person.answers) == list(walk(everything(people.NEW_SENCO)).answered)
    assert list(kept(context)) == list(person.answers)


def test_given_answers_are_not_asked_for(context: Context) -> None:
    teacher = Teacher(everything(people.NEW_SENCO))
    ask(context, teacher, "role=senco", "focus=send")
    assert not {"role", "focus", "resume"} & set(teacher.asked)


def test_who_goes_on_is_asked_the_rest(context: Context) -> None:
    keep(context, {"role": "senco", "works_in_england": "yes"})
    script = ScriptedPrompter([("yes",), Stopped])
    with pytest.raises(Stopped):
        ask(context, script)
    resume, following = script.prompts
    assert resume.text == "Do you want to go on where you were?"
    assert resume.remarks == ("There are answers here from 1 May 2026: 2 in all.",)
    assert following.id not in ("role", "works_in_england")


def test_who_starts_again_loses_the_kept_answers(context: Context) -> None:
    keep(context, {"role": "senco"})
    script = ScriptedPrompter([("no",), Stopped])
    with pytest.raises(Stopped):
        ask(context, script)
    assert script.prompts[-1].id == "role"
    assert not kept_file(context).exists()


def test_kept_answers_are_not_offered_where_answers_are_given(context: Context) -> None:
    keep(context, {"role": "headteacher"})
    script = ScriptedPrompter([Stopped])
    with pytest.raises(Stopped):
        ask(context, script, "role=senco")
    assert script.prompts[0].id != "resume"


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ({"role": "gone", "setting": "school"}, 1),
        ({"gone": "yes", "setting": "school"}, 1),
        ({"role": "childminder", "setting": "school"}, 1),
        ({"role": ["senco"], "npqs": {"npqsl": "half"}, "setting": "school"}, 1),
    ],
    ids=["answer", "question", "together", "shape"],
)
def test_kept_answers_that_no_longer_fit_are_left_out_and_it_is_said(
    context: Context, answers: Mapping[str, object], left: int
) -> None:
    keep(context, answers)
    script: list[Reply] = [("yes",), Stopped]
    prompter = ScriptedPrompter(script)
    with pytest.raises(Stopped):
        ask(context, prompter)
    assert prompter.prompts[0].remarks == (
        f"There are answers here from 1 May 2026: {left} in all.",
        "The questions have changed since, so we will ask some again.",
    )


def test_kept_answers_of_which_none_fits_are_not_offered(context: Context) -> None:
    keep(context, {"role": "gone"})
    script = ScriptedPrompter([Stopped])
    with pytest.raises(Stopped):
        ask(context, script)
    assert script.prompts[0].id != "resume"


def test_where_answers_cannot_be_kept_it_is_said_once_and_the_questions_go_on(
    context: Context, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("", "utf-8")
    teacher = Teacher(everything(people.NEW_SENCO))
    ask(context, teacher)
    assert teacher.said == [
        "Your answers cannot be kept on this computer (Not a directory). You can still go on."
    ]


def test_only_who_begins_is_greeted(context: Context) -> None:
    begins, has_told = (Teacher(everything(people.NEW_SENCO)) for _ in range(2))
    ask(context, has_told, "role=senco")
    kept_file(context).unlink()
    ask(context, begins)
    goes_on = ScriptedPrompter([("yes",), Stopped])
    with pytest.raises(Stopped):
        ask(context, goes_on)
    assert begins.prompts[0].remarks == (HELLO, "Question 1")
    assert not [prompt for prompt in begins.prompts[1:] if HELLO in prompt.remarks]
    assert not [each for each in (*has_told.prompts, *goes_on.prompts) if HELLO in each.remarks]


def test_given_answers_that_no_person_gives_together_are_refused_before_anything_is_asked(
    context: Context,
) -> None:
    script = ScriptedPrompter([])
    with pytest.raises(UsageError, match="do not go together"):
        ask(context, script, "role=childminder", "setting=school")
    assert script.prompts == []
