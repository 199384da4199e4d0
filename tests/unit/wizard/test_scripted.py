"""The scripted prompter gives its replies, and refuses the ones that nobody could give."""

from __future__ import annotations

import pytest

from npqpath.wizard.prompter import Chosen, Option, Prompt, Stopped
from npqpath.wizard.scripted import Reply, ScriptedPrompter

ONE = Prompt("role", "Your role?", (Option("senco", "SENCO"), Option("head", "Headteacher")))
SEVERAL = Prompt("npqs", "Which NPQs?", ONE.options, several=True, can_go_back=True)


def test_replies_come_in_order_and_prompts_are_kept() -> None:
    prompter = ScriptedPrompter([("head",), "back", (), ("senco", "head")])
    prompter.say("Hello")
    assert [prompter.ask(prompt) for prompt in (ONE, SEVERAL, SEVERAL)] == [
        Chosen(("head",)),
        "back",
        Chosen(()),
    ]
    assert prompter.replies_left == (("senco", "head"),)
    assert prompter.ask(SEVERAL) == Chosen(("senco", "head"))
    assert prompter.prompts == [ONE, SEVERAL, SEVERAL, SEVERAL]
    assert prompter.said == ["Hello"]


def test_a_script_can_stop() -> None:
    with pytest.raises(Stopped):
        ScriptedPrompter([Stopped]).ask(ONE)


@pytest.mark.parametrize(
    ("prompt", "reply", "message"),
    [
        (ONE, ("cook",), r"role: \['cook'\] not offered, only \['senco', 'head'\]"),
        (ONE, ("senco", "head"), "role: takes one answer"),
        (ONE, (), "role: takes one answer"),
        (ONE, "back", "role: there is no way back from here"),
        (ONE, "senco", "role: 'senco' is neither"),
        (SEVERAL, ("head", "head"), "npqs: .* has an answer twice"),
    ],
    ids=["unknown", "too many", "too few", "no way back", "bare id", "twice"],
)
def test_a_reply_that_nobody_could_give_fails(prompt: Prompt, reply: Reply, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        ScriptedPrompter([reply]).ask(prompt)


def test_an_empty_script_fails() -> None:
    with pytest.raises(AssertionError, match="role: the script has no reply left"):
        ScriptedPrompter([]).ask(ONE)
