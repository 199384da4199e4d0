"""How output looks on a terminal, without one, in ASCII, and without colour."""

from __future__ import annotations

import re
import sys

import pytest

from tests.program import COMMAND, DAY, HEAD_OF_YEAR, Program
from tests.terminal.screen import squeezed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
PLAN = [*COMMAND, "advise", "--answers", HEAD_OF_YEAR, "--on", DAY]
PRICES = ["show", "npqlbc"]
"""Something with a letter that ASCII lacks: the sign for pounds."""
LOOK_UPS = {
    "funding": ["funding", "--no-input", "--answers", HEAD_OF_YEAR, "--on", DAY],
    "why": ["why", "npqh", "--no-input", "--answers", HEAD_OF_YEAR],
    "show": ["show", "npqsenco"],
    "tracks": ["tracks", "--answers", HEAD_OF_YEAR],
    "questions": ["questions"],
}
IN_SHORT = (
    "In short: Your next step: NPQ in Leading Behaviour and Culture (NPQLBC) (fits your answers); Find out "
    "first: Is your school on DfE's list of schools with more pupils on pupil premium?"
)
ESCAPE = re.compile(rb"\x1b\[[0-9;]*m")


def on_terminal(
    program: Program, words: list[str], columns: int = 80, env: dict[str, str] | None = None
) -> tuple[str, bytes]:
    """Return what a terminal shows of a run, and the bytes it was sent."""
    from tests.terminal.screen import Terminal

    with Terminal(words, columns=columns, env={**program.env, **(env or {})}) as terminal:
        assert terminal.exit_status() == 0
        return terminal.transcript, terminal.sent


def test_a_terminal_gets_colour_and_the_main_thing_last(program: Program) -> None:
    shown, sent = on_terminal(program, PLAN)
    assert ESCAPE.search(sent)
    keep = "To keep the plan, add --save to what you typed, or -o plan.html for a page."
    assert squeezed(shown).endswith(f"{IN_SHORT} {keep}")


def test_a_time_limit_of_the_law_is_among_the_main_things(program: Program) -> None:
    given = ["role=senco", "works_in_england=yes", "setting=school", "workplace_type=state-funded-school"]
    given += ["aim=lead-area", "focus=send", "senco_post=mainstream", "senco_since=under-a-year"]
    flags = [word for pair in given for word in ("--set", pair)]
    shown, _ = on_terminal(program, [*COMMAND, "advise", *flags, "--no-input", "--on", "2026-11-22"])
    before, _, last = squeezed(shown).rpartition("In short: ")
    assert "A mainstream SENCO must have the result of this NPQ within three years" in before
    assert "Do this first: Ask a lead provider today whether a place on NPQSENCO is left" in last


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_longer_than_the_terminal_but_addresses(program: Program, columns: int) -> None:
    _, sent = on_terminal(program, PLAN, columns)
    lines = ESCAPE.sub(b"", sent).decode().split("\r\n")
    long = [line for line in lines if len(line) > columns]
    assert [line for line in long if "http" not in line] == []


@pytest.mark.parametrize("words", LOOK_UPS.values(), ids=LOOK_UPS)
def test_every_command_fits_a_narrow_terminal(program: Program, words: list[str]) -> None:
    _, sent = on_terminal(program, [*COMMAND, *words], 40)
    lines = ESCAPE.sub(b"", sent).decode().split("\r\n")
    assert [line for line in lines if len(line) > 40 and "http" not in line] == []


def test_no_color_leaves_no_colour(program: Program) -> None:
    shown, sent = on_terminal(program, PLAN, env={"NO_COLOR": "1"})
    assert not ESCAPE.search(sent)
    assert IN_SHORT in squeezed(shown)


def test_a_dumb_terminal_gets_no_escape_sequence_at_all(program: Program) -> None:
    shown, sent = on_terminal(program, PLAN, env={"TERM": "dumb"})
    assert b"\x1b" not in sent
    assert IN_SHORT in squeezed(shown)


def test_plain_on_a_terminal_is_the_plain_text_wrapped(program: Program) -> None:
    _, sent = on_terminal(program, [*PLAN, "--plain"])
    assert b"\x1b" not in sent
    piped = program.run(*PLAN[3:]).stdout.split()
    assert sent.decode().split()[: len(piped)] == piped


def test_a_tiny_terminal_shows_every_word(program: Program) -> None:
    _, sent = on_terminal(program, [*COMMAND, "show", "npqlbc"], 12)
    words = ESCAPE.sub(b"", sent).decode().split()
    assert {"(NPQLBC)", "behaviour,", "pupils'", "wellbeing"} <= set(words)


def test_terminal_and_pipe_say_the_same(program: Program) -> None:
    _, sent = on_terminal(program, PLAN, 100)
    shown, piped = ESCAPE.sub(b"", sent).decode(), program.run(*PLAN[3:]).stdout
    assert words_in(piped) - words_in(shown) <= {"important"}


def words_in(text: str) -> set[str]:
    """Return the words of a text without what draws lines between them."""
    return set(re.findall(r"\w+", text.lower()))


def test_ascii_surroundings_get_ascii(program: Program) -> None:
    done = program.run(*PRICES, env={"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "GBP 885" in done.stdout


def test_a_file_is_utf_8_whatever_the_surroundings(program: Program) -> None:
    words = (*PRICES, "-o", "prices.txt")
    assert program.run(*words, env={"LANG": "C", "PYTHONIOENCODING": "ascii"}).code == 0
    assert "£885" in (program.home / "prices.txt").read_text("utf-8")
