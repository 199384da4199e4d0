"""Questions that are answered in words: with a numbered prompter, with arrow keys and from a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prompt_toolkit.input import PipeInput
from prompt_toolkit.input.defaults import create_pipe_input
from prompt_toolkit.output import DummyOutput

from npqpath.errors import Stopped
from npqpath.wizard.arrow_keys import ArrowPrompter, how_to_type
from npqpath.wizard.numbered import NumberedPrompter
from npqpath.wizard.prompter import Option, Prompt

TEXT = "Where do you work? Type a name."
WHY = "Funding depends on it."
ENTER, ESC, CTRL_C, CTRL_D = "\r", "\x1b", "\x03", "\x04"
ONE = Prompt("role", "What is your role?", (Option("senco", "SENCO"), Option("head", "Headteacher")))

Line = str | BaseException


class Paper:
    """A numbered prompter that reads these lines; `seen` is all that a terminal would show."""

    def __init__(self, *lines: Line, width: int = 80) -> None:
        self._lines = list(lines)
        self.seen = ""
        self.prompter = NumberedPrompter(self._read, self._write, width)

    def _read(self) -> str:
        line = self._lines.pop(0) if self._lines else EOFError()
        if isinstance(line, BaseException):
            raise line
        self.seen += f"{line}\n"
        return line

    def _write(self, text: str) -> None:
        self.seen += text


def numbered(*lines: Line, can_go_back: bool = True) -> str:
    return Paper(*lines).prompter.ask_text(TEXT, WHY, can_go_back=can_go_back)


NUMBERED = """
Where do you work? Type a name.
Type your answer, "back", "why" or "quit", or press Enter to leave it out:
> why
Why we ask: Funding depends on it.
Type your answer, "back", "why" or "quit", or press Enter to leave it out:
>  St Mary's
"""


def test_numbered_as_a_whole() -> None:
    paper = Paper("why", " St Mary's ")
    assert paper.prompter.ask_text(TEXT, WHY, can_go_back=True) == "St Mary's"
    assert [line.rstrip() for line in paper.seen.splitlines()] == NUMBERED.splitlines()


@pytest.mark.parametrize("typed", ["", "  "])
def test_numbered_enter_leaves_it_out(typed: str) -> None:
    assert numbered(typed) == ""


@pytest.mark.parametrize("typed", ["back", "B", "go back"])
def test_numbered_back(typed: str) -> None:
    assert numbered(typed) == "back"


def test_numbered_there_may_be_nothing_to_go_back_to() -> None:
    paper = Paper("back", "Oak")
    assert paper.prompter.ask_text(TEXT, WHY, can_go_back=False) == "Oak"
    assert "This is the first question" in paper.seen
    assert '"back"' not in paper.seen


@pytest.mark.parametrize("line", ["quit", "q", EOFError(), KeyboardInterrupt(), OSError()])
def test_numbered_stops(line: Line) -> None:
    with pytest.raises(Stopped):
        numbered(line)


def test_numbered_letters_that_make_no_text_are_asked_for_again() -> None:
    paper = Paper(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), "Oak")
    assert paper.prompter.ask_text(TEXT, WHY, can_go_back=True) == "Oak"
    assert "Those letters could not be read." in paper.seen


def test_numbered_fits_40_columns() -> None:
    paper = Paper("Oak", width=40)
    paper.prompter.ask_text(TEXT, WHY, can_go_back=True)
    assert max(map(len, paper.seen.splitlines())) <= 40


class Desk:
    """A prompter on a pipe of keys; `left` is what stays on the screen."""

    def __init__(self, keys: PipeInput) -> None:
        self._keys = keys
        self.left = ""
        self.prompter = ArrowPrompter(keys, DummyOutput(), self._write)

    def _write(self, text: str) -> None:
        self.left += text

    def type(self, *keys: str, can_go_back: bool = True) -> str:
        self._keys.send_text("".join(keys))
        return self.prompter.ask_text(TEXT, WHY, can_go_back=can_go_back)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with create_pipe_input() as keys:
        yield Desk(keys)


def test_arrows_leave_the_question_and_the_words(desk: Desk) -> None:
    assert desk.type(" St Mary's ", ENTER) == "St Mary's"
    assert desk.left == "? Where do you work? Type a name.  St Mary's\n"


def test_arrows_enter_leaves_it_out(desk: Desk) -> None:
    assert desk.type(ENTER) == ""
    assert desk.left == "? Where do you work? Type a name.  Left out\n"


def test_arrows_back_by_esc_and_by_word(desk: Desk) -> None:
    assert desk.type("Oa", ESC) == "back"
    assert desk.type("back", ENTER) == "back"
    assert desk.left == ""


def test_arrows_with_nothing_to_go_back_to(desk: Desk) -> None:
    assert desk.type("back", ENTER, "Oak", ENTER, can_go_back=False) == "Oak"


def test_arrows_tell_why(desk: Desk) -> None:
    assert desk.type("?", ENTER, "Oak", ENTER) == "Oak"


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, "quit\r", "Oa" + CTRL_C])
def test_arrows_stop(desk: Desk, keys: str) -> None:
    with pytest.raises(Stopped):
        desk.type(keys)


def test_arrows_words_and_lists_take_turns(desk: Desk) -> None:
    assert desk.type("Oak", ENTER) == "Oak"
    desk._keys.send_text(ENTER)
    assert desk.prompter.ask(ONE)
    assert desk.type("Elm", ENTER) == "Elm"


def test_the_line_of_keys_says_what_works() -> None:
    assert "Esc" in how_to_type(can_go_back=True)
    assert "Esc" not in how_to_type(can_go_back=False)
