"""The prompters on a real terminal: what is on the screen, what the keys do, and what reaches stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.asking import PROMPTS
from tests.terminal.screen import Terminal, squeezed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")

PROGRAM = [sys.executable, str(Path(__file__).with_name("asking.py"))]
SOURCE = str(Path(__file__).parents[2] / "src")
WIDTHS = pytest.mark.parametrize("columns", [80, 40], ids=["80 columns", "40 columns"])


def asking(
    *words: str,
    columns: int = 80,
    rows: int = 24,
    env: Mapping[str, str] | None = None,
    stdout: Path | None = None,
) -> Terminal:
    return Terminal(
        [*PROGRAM, *words],
        columns=columns,
        rows=rows,
        env={"PYTHONPATH": SOURCE, **(env or {})},
        stdout=stdout,
    )


def replies(terminal: Terminal) -> object:
    assert terminal.exit_status() == 0
    return json.loads(terminal.transcript.splitlines()[-1])


@WIDTHS
@pytest.mark.parametrize("plain", [["--plain"], []], ids=["numbered", "arrows"])
def test_no_word_of_the_question_is_clipped(plain: list[str], columns: int) -> None:
    prompt = PROMPTS["role"]
    with asking("role", *plain, columns=columns) as terminal:
        terminal.wait_for("I am not sure")
        screen = squeezed(terminal.settle())
    for words in (*prompt.remarks, prompt.text, *(option.label for option in prompt.options)):
        assert words in screen
    assert "Include acting posts, even for one term" in screen


@WIDTHS
def test_an_answered_question_shrinks_to_its_answer(columns: int) -> None:
    with asking("earlier", "npqs", columns=columns) as terminal:
        terminal.wait_for("A school")
        terminal.press("up", "enter")
        terminal.wait_for("Which NPQs")
        terminal.press("space", "down", "down", "space", "enter")
        assert replies(terminal) == [["school"], ["npqsl", "npqlbc"]]
        lines = terminal.transcript.splitlines()[:-1]
    assert squeezed(" ".join(lines)) == (
        "? Where do you work? A school ? Which NPQs have you completed? NPQ for Senior Leadership [npqsl]; "
        "NPQ for Leading Behaviour and Culture across a whole school"
    )
    assert lines[0] == "? Where do you work?  A school"


def test_the_earlier_answer_is_where_the_list_starts() -> None:
    with asking("earlier") as terminal:
        assert "> An academy trust (your answer so far)" in terminal.wait_for("An academy")
        terminal.press("enter")
        assert replies(terminal) == [["trust"]]


@pytest.mark.parametrize(
    "words", [["role"], ["npqs"], ["role", "--plain"]], ids=["one", "several", "numbered"]
)
def test_another_program_can_interrupt(words: list[str]) -> None:
    with asking(*words) as terminal:
        terminal.wait_for("stop" if "--plain" not in words else '"quit":')
        terminal.settle()
        terminal.interrupt()
        assert terminal.exit_status() == 130


@pytest.mark.parametrize("key", ["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize(
    "words", [["role"], ["npqs"], ["role", "--plain"]], ids=["one", "several", "numbered"]
)
def test_ctrl_c_and_ctrl_d_stop_without_a_traceback(words: list[str], key: str) -> None:
    with asking(*words) as terminal:
        terminal.wait_for("stop" if "--plain" not in words else '"quit":')
        terminal.settle()
        terminal.press(key)
        assert terminal.exit_status() == 130
        assert "Stopped, your answers are kept." in terminal.transcript.splitlines()
        assert "Traceback" not in terminal.transcript


@pytest.mark.parametrize("name", ["earlier", "npqs"], ids=["one", "several"])
def test_esc_goes_back(name: str) -> None:
    with asking(name) as terminal:
        terminal.wait_for("Esc to go back")
        terminal.press("esc")
        assert replies(terminal) == ["back"]


def test_esc_does_nothing_where_there_is_no_way_back() -> None:
    with asking("role") as terminal:
        assert "Esc" not in terminal.wait_for("I am not sure")
        terminal.press("esc")
        terminal.settle(0.3)
        terminal.press("up", "enter")
        assert replies(terminal) == [["not-sure"]]


def test_why_is_answered_above_the_question() -> None:
    with asking("role", columns=40) as terminal:
        terminal.wait_for("? for why")
        terminal.press("down", "?")
        terminal.wait_for("Why we ask: Some courses are only for people who lead others already.")
        terminal.press("enter")
        assert replies(terminal) == [["leader"]]


@WIDTHS
def test_a_list_longer_than_the_screen_scrolls_and_is_searched(columns: int) -> None:
    with asking("many", columns=columns, rows=12) as terminal:
        terminal.wait_for("Up and down to move (the list goes on below), type a word to find it, Enter")
        terminal.wait_for("> Choice number 1")
        terminal.press("up")
        assert "Hint for 60" in terminal.wait_for("> Choice number 60")
        terminal.press("4", "2")
        assert "Choice number 60" not in terminal.wait_for("> Choice number 42 Hint for 42 / 42...")
        terminal.press("enter")
        assert replies(terminal) == [["id-42"]]


@pytest.mark.parametrize(("rows", "goes_on"), [(8, True), (9, False)])
def test_a_list_that_is_cut_off_says_so(rows: int, goes_on: bool) -> None:
    with asking("role", rows=rows) as terminal:
        screen = terminal.wait_for("> Early career teacher")
        assert ("(the list goes on below)" in squeezed(screen)) is goes_on
        assert ("I am not sure" in screen) is not goes_on
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130


def test_who_has_none_of_these_sees_it_and_is_not_taken_at_a_first_enter() -> None:
    with asking("npqs", columns=40, rows=14) as terminal:
        terminal.wait_for("None of these > ○ NPQ for Senior Leadership")
        terminal.press("enter")
        terminal.wait_for('Space ticks a line, and Enter again means "None of these".')
        terminal.wait_for("> ○ None of these")
        terminal.press("enter")
        assert replies(terminal) == [[]]


def test_the_list_follows_the_size_of_the_terminal() -> None:
    with asking("npqs", columns=80) as terminal:
        terminal.wait_for("○ NPQ for Leading Behaviour and Culture across a whole school")
        terminal.resize(40, 24)
        terminal.wait_until(
            lambda _: "     Culture across a whole school" in terminal.visible, "a broken line"
        )
        assert "○ NPQ for Leading Behaviour and Culture" in squeezed(terminal.settle())
        terminal.press("down", "space", "enter")
        assert replies(terminal) == [["npqh"]]


@pytest.mark.parametrize("plain", [["--plain"], []], ids=["numbered", "arrows"])
def test_nothing_of_the_question_reaches_a_redirected_stdout(plain: list[str], tmp_path: Path) -> None:
    result = tmp_path / "result"
    with asking("role", *plain, stdout=result) as terminal:
        terminal.wait_for("I am not sure")
        terminal.press(*(["3", "enter"] if plain else ["down", "down", "enter"]))
        assert terminal.exit_status() == 0
    assert result.read_bytes() == b'[["head"]]\n'


def test_the_terminal_is_asked_nothing_and_left_as_it_was() -> None:
    with asking("role") as terminal:
        terminal.wait_for("I am not sure")
        terminal.press("enter")
        assert terminal.exit_status() == 0
        # No question for the cursor position, which would be answered into the next command line.
        assert b"\x1b[6n" not in terminal.sent
        # The cursor is shown again, and no other screen was opened.
        assert terminal.sent.rindex(b"\x1b[?25h") > terminal.sent.rindex(b"\x1b[?25l")
        assert b"\x1b[?1049h" not in terminal.sent


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (["--plain"], {}),
        ([], {"TERM": "dumb"}),
        ([], {"TERM": ""}),
        ([], {"NPQPATH_PLAIN": "1"}),
        ([], {"ACCESSIBLE": "1"}),
    ],
    ids=["--plain", "dumb", "no TERM", "NPQPATH_PLAIN", "ACCESSIBLE"],
)
def test_the_numbered_prompter_sends_no_escape_sequence(words: list[str], env: Mapping[str, str]) -> None:
    with asking("role", *words, env=env) as terminal:
        terminal.wait_for('or "quit":')
        terminal.press("w", "enter")
        terminal.wait_for("Why we ask:")
        terminal.press("headteacher", "enter")
        assert replies(terminal) == [["head"]]
        assert b"\x1b" not in terminal.sent


def test_no_color_leaves_no_colour() -> None:
    with asking("role", env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("I am not sure")
        terminal.settle()
        assert b"38;5" not in terminal.sent
        assert b"38;2" not in terminal.sent


def test_nobody_is_asked_without_a_terminal() -> None:
    done = subprocess.run(
        [*PROGRAM, "role"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"PYTHONPATH": SOURCE, "TERM": "xterm"},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
