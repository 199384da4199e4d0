"""Which prompter is opened on which terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from npqpath.cli.answers import open_prompter, wants_plain
from npqpath.console import Context
from npqpath.errors import Stopped
from npqpath.wizard.numbered import NumberedPrompter
from npqpath.wizard.prompter import Chosen, Option, Prompt
from tests.builders import DAY

YES_NO = Prompt("ok", "Is it?", (Option("yes", "Yes"), Option("no", "No")))


def at(
    env: dict[str, str] | None = None,
    *,
    stdin: io.StringIO | None = None,
    stderr: io.StringIO | None = None,
    terminals: tuple[bool, bool] = (True, True),
) -> Context:
    """Return a context in which stdin and stderr are terminals or not."""
    streams = (stdin or io.StringIO(), io.StringIO(), stderr or io.StringIO())
    return Context(*streams, env or {}, DAY, terminals[0], False, terminals[1])


@pytest.mark.parametrize(
    ("env", "plain"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": "Unknown"}, True),
        ({"TERM": ""}, True),
        ({}, True),
        ({"TERM": "xterm", "NPQPATH_PLAIN": "1"}, True),
        ({"TERM": "xterm", "NPQPATH_PLAIN": "0"}, False),
        ({"TERM": "xterm", "NPQPATH_PLAIN": ""}, False),
        ({"TERM": "xterm", "ACCESSIBLE": "true"}, True),
    ],
)
def test_the_terminal_and_the_wishes_decide(env: dict[str, str], plain: bool) -> None:
    assert wants_plain(at(env)) is plain


@pytest.mark.parametrize(("env", "plain"), [({}, False), ({"TERM": "dumb"}, True)])
def test_windows_needs_no_term(env: dict[str, str], plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert wants_plain(at(env)) is plain


@pytest.mark.parametrize("terminals", [(False, True), (True, False), (False, False)])
def test_nobody_is_asked_without_a_terminal(terminals: tuple[bool, bool]) -> None:
    assert open_prompter(at(terminals=terminals), plain=True) is None


def test_the_numbered_prompter_reads_stdin_and_writes_stderr() -> None:
    context = at({"TERM": "xterm"}, stdin=io.StringIO("2\r\n"), stderr=(stderr := io.StringIO()))
    prompter = open_prompter(context, plain=True)
    assert prompter is not None
    assert prompter.ask(YES_NO) == Chosen(("no",))
    assert stderr.getvalue().startswith("\nIs it?\n\n  1. Yes\n  2. No\n")
    with pytest.raises(Stopped):
        prompter.ask(YES_NO)


def test_streams_without_a_terminal_behind_them_fall_back_to_numbers() -> None:
    closed = io.StringIO()
    closed.close()
    context = at({"TERM": "xterm"}, stdin=closed, stderr=closed)
    assert isinstance(open_prompter(context, plain=False), NumberedPrompter)


def test_the_numbered_prompter_loads_no_terminal_library() -> None:
    code = "import sys, npqpath.wizard.prompter, npqpath.wizard.numbered; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [name for name in ("questionary", "prompt_toolkit", "asyncio") if f"'{name}'" in loaded]
