"""Which prompter is chosen for which terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from npqpath.wizard.choose import Kind, choose_prompter, suitable_kind
from npqpath.wizard.numbered import NumberedPrompter
from npqpath.wizard.prompter import Chosen, Option, Prompt, Stopped

YES_NO = Prompt("ok", "Is it?", (Option("yes", "Yes"), Option("no", "No")))


@pytest.mark.parametrize(
    ("env", "kind"),
    [
        ({"TERM": "xterm-256color"}, "arrows"),
        ({"TERM": "dumb"}, "numbered"),
        ({"TERM": "Unknown"}, "numbered"),
        ({"TERM": ""}, "numbered"),
        ({}, "numbered"),
        ({"TERM": "xterm", "NPQPATH_PLAIN": "1"}, "numbered"),
        ({"TERM": "xterm", "NPQPATH_PLAIN": "0"}, "arrows"),
        ({"TERM": "xterm", "NPQPATH_PLAIN": ""}, "arrows"),
        ({"TERM": "xterm", "ACCESSIBLE": "true"}, "numbered"),
    ],
)
def test_the_terminal_and_the_wishes_decide(env: dict[str, str], kind: Kind) -> None:
    assert suitable_kind(plain=False, env=env, stdin_is_tty=True, stderr_is_tty=True, windows=False) == kind


def test_plain_wins() -> None:
    env = {"TERM": "xterm"}
    assert (
        suitable_kind(plain=True, env=env, stdin_is_tty=True, stderr_is_tty=True, windows=False) == "numbered"
    )


@pytest.mark.parametrize(("env", "kind"), [({}, "arrows"), ({"TERM": "dumb"}, "numbered")])
def test_windows_needs_no_term(env: dict[str, str], kind: Kind) -> None:
    assert suitable_kind(plain=False, env=env, stdin_is_tty=True, stderr_is_tty=True, windows=True) == kind


@pytest.mark.parametrize(("stdin", "stderr"), [(False, True), (True, False), (False, False)])
def test_nobody_is_asked_without_a_terminal(stdin: bool, stderr: bool) -> None:
    stream = io.StringIO()
    assert (
        choose_prompter(
            plain=True,
            env={},
            stdin=stream,
            stderr=stream,
            stdin_is_tty=stdin,
            stderr_is_tty=stderr,
            width=80,
        )
        is None
    )


def numbered(typed: str) -> tuple[NumberedPrompter, io.StringIO]:
    stderr = io.StringIO()
    prompter = choose_prompter(
        plain=True,
        env={},
        stdin=io.StringIO(typed),
        stderr=stderr,
        stdin_is_tty=True,
        stderr_is_tty=True,
        width=80,
    )
    assert isinstance(prompter, NumberedPrompter)
    return prompter, stderr


def test_the_numbered_prompter_reads_stdin_and_writes_stderr() -> None:
    prompter, stderr = numbered("2\r\n")
    assert prompter.ask(YES_NO) == Chosen(("no",))
    assert stderr.getvalue().startswith("\nIs it?\n\n  1. Yes\n  2. No\n")


def test_the_end_of_stdin_stops() -> None:
    prompter, _ = numbered("")
    with pytest.raises(Stopped):
        prompter.ask(YES_NO)


def test_streams_without_a_terminal_behind_them_fall_back_to_numbers() -> None:
    closed = io.StringIO()
    closed.close()
    prompter = choose_prompter(
        plain=False,
        env={"TERM": "xterm"},
        stdin=closed,
        stderr=closed,
        stdin_is_tty=True,
        stderr_is_tty=True,
        width=80,
    )
    assert isinstance(prompter, NumberedPrompter)


def test_the_numbered_prompter_loads_no_terminal_library() -> None:
    code = "import sys, npqpath.wizard.choose, npqpath.wizard.numbered; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [name for name in ("questionary", "prompt_toolkit", "asyncio") if f"'{name}'" in loaded]
