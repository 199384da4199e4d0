"""The arrow-key prompter, driven through a pipe of keys; `tests/terminal` has the screens."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.input import PipeInput
from prompt_toolkit.input.defaults import create_pipe_input
from prompt_toolkit.output import DummyOutput

from npqpath.errors import Stopped
from npqpath.wizard.arrow_keys import ArrowPrompter, NoArrowKeysError, how_to_type, open_arrow_prompter
from npqpath.wizard.prompter import Chosen, Option, Prompt

UP, DOWN, ENTER, SPACE, ESC = "\x1b[A", "\x1b[B", "\r", " ", "\x1b"
TAB, CTRL_A, BACKSPACE = "\t", "\x01", "\x7f"
CTRL_C, CTRL_D, CTRL_Q = "\x03", "\x04", "\x11"

ONE = Prompt(
    "role",
    "What is your role?",
    (
        Option("senco", "SENCO"),
        Option("head", "Headteacher", "Of one school"),
        Option("other", "Another role"),
    ),
)
SEVERAL = replace(ONE, several=True)


class Desk:
    """A prompter on a pipe of keys; `left` is what stays on the screen."""

    def __init__(self, keys: PipeInput) -> None:
        self.keys = keys
        self.stderr = io.StringIO()
        self.prompter = ArrowPrompter(keys, DummyOutput(), self.stderr)

    @property
    def left(self) -> str:
        return self.stderr.getvalue()

    def ask(self, prompt: Prompt, *keys: str) -> object:
        self.keys.send_text("".join(keys))
        return self.prompter.ask(prompt)

    def type(self, *keys: str, can_go_back: bool = True) -> str:
        self.keys.send_text("".join(keys))
        return self.prompter.ask_text(
            "Where do you work? Type a name.", "Funding depends on it.", can_go_back=can_go_back
        )


@pytest.fixture
def desk() -> Iterator[Desk]:
    with create_pipe_input() as keys:
        yield Desk(keys)


@pytest.mark.parametrize(
    ("keys", "id_"),
    [
        ([ENTER], "senco"),
        ([DOWN, ENTER], "head"),
        ([DOWN, DOWN, UP, ENTER], "head"),
        ([UP, ENTER], "other"),
        ([DOWN, DOWN, DOWN, ENTER], "senco"),
        (["i", "j", "k", "1", TAB, "\x1b[C", SPACE, "h", "?", ENTER], "senco"),
        ([ESC + "x", ENTER], "senco"),
    ],
)
def test_one_answer(desk: Desk, keys: list[str], id_: str) -> None:
    assert desk.ask(ONE, *keys) == Chosen((id_,))


def test_the_question_and_its_answer_are_left_in_one_line(desk: Desk) -> None:
    desk.ask(ONE, DOWN, ENTER)
    assert desk.left == "? What is your role?  Headteacher\n"


def test_a_long_question_and_answer_are_left_on_lines_of_their_own(desk: Desk) -> None:
    prompt = replace(ONE, text="Which of these is nearest to the work you do in your school at the moment?")
    desk.ask(prompt, ENTER)
    assert desk.left == (
        "? Which of these is nearest to the work you do in your school at the moment?\n  SENCO\n"
    )


def test_question_after_question(desk: Desk) -> None:
    assert desk.ask(SEVERAL, SPACE, DOWN, ENTER) == Chosen(("senco",))
    assert desk.ask(ONE, ENTER) == Chosen(("senco",))
    assert desk.ask(replace(ONE, can_go_back=True), ESC) == "back"
    assert desk.ask(SEVERAL, DOWN, SPACE, ENTER) == Chosen(("head",))


def test_the_earlier_answer_is_where_the_list_starts(desk: Desk) -> None:
    assert desk.ask(replace(ONE, chosen=("head",)), ENTER) == Chosen(("head",))
    assert desk.ask(replace(ONE, chosen=("gone",)), ENTER) == Chosen(("senco",))


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ([SPACE, ENTER], ("senco",)),
        ([DOWN, SPACE, UP, SPACE, ENTER], ("senco", "head")),
        ([SPACE, SPACE, DOWN, SPACE, ENTER], ("head",)),
        (["a", "i", "j", CTRL_A, TAB, DOWN, SPACE, ENTER], ("head",)),
        ([ENTER, ENTER], ()),
        ([UP, SPACE, ENTER], ()),
        ([ENTER, DOWN, SPACE, ENTER], ("senco",)),
        ([ENTER, SPACE, ENTER], ()),
        ([SPACE, UP, SPACE, ENTER, SPACE, ENTER], ("senco",)),
        ([SPACE, UP, SPACE, ENTER, DOWN, SPACE, ENTER], ()),
        ([SPACE, UP, SPACE, ENTER, SPACE, DOWN, SPACE, ENTER, ENTER], ()),
    ],
    ids=[
        "one",
        "in order",
        "unticked",
        "no letters",
        "Enter twice",
        "none ticked",
        "Enter once",
        "none ticked late",
        "none unticked",
        "the other unticked",
        "all unticked",
    ],
)
def test_several_answers(desk: Desk, keys: list[str], ids: tuple[str, ...]) -> None:
    assert desk.ask(SEVERAL, *keys) == Chosen(ids)


def test_earlier_ticks_are_there_again(desk: Desk) -> None:
    assert desk.ask(replace(SEVERAL, chosen=("other", "senco")), ENTER) == Chosen(("senco", "other"))
    assert desk.left == "? What is your role?  SENCO; Another role\n"


def test_none_of_these_is_left_on_the_screen(desk: Desk) -> None:
    desk.ask(SEVERAL, ENTER, ENTER)
    assert desk.left == "? What is your role?  None of these\n"


@pytest.mark.parametrize("prompt", [ONE, SEVERAL], ids=["one", "several"])
def test_going_back(desk: Desk, prompt: Prompt) -> None:
    assert desk.ask(replace(prompt, can_go_back=True), ESC) == "back"
    assert desk.left == ""


def test_asking_why_keeps_the_ticks_and_the_place(desk: Desk) -> None:
    prompt = replace(SEVERAL, why="Because it matters.")
    assert desk.ask(prompt, DOWN, SPACE, "?", DOWN, SPACE, ENTER) == Chosen(("head", "other"))


@pytest.mark.parametrize("prompt", [ONE, SEVERAL], ids=["one", "several"])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D, CTRL_Q], ids=["ctrl-c", "ctrl-d", "ctrl-q"])
def test_stopping(desk: Desk, prompt: Prompt, key: str) -> None:
    with pytest.raises(Stopped):
        desk.ask(prompt, key)


def test_the_end_of_the_keys_stops() -> None:
    with create_pipe_input() as keys:
        desk = Desk(keys)
        keys.close()
        with pytest.raises(Stopped):
            desk.prompter.ask(ONE)


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_a_long_list_is_searched_by_typing(desk: Desk, several: bool) -> None:
    options = tuple(Option(f"id-{n}", f"Choice {n}", f"Hint {n}") for n in range(1, 101))
    prompt = Prompt("many", "Which?", options, several=several)
    choose = [SPACE, ENTER] if several else [ENTER]
    assert desk.ask(prompt, *"CE", *"oops", *[BACKSPACE] * 4, DOWN, *choose) == Chosen(("id-2",))
    assert desk.ask(prompt, *"30", *choose) == Chosen(("id-30",))
    assert desk.ask(prompt, *"hint", *[BACKSPACE] * 4, *"77", *choose) == Chosen(("id-77",))
    lead = Option("lead", "Subject leader", aliases=("head of department",))
    prompt = Prompt("many", "Which?", (*options, lead), several=several)
    assert desk.ask(prompt, *"Head of Dep", *choose) == Chosen(("lead",))


def test_data_text_is_no_markup(desk: Desk) -> None:
    prompt = Prompt("npq", "Take [npqsl] <b>?", (Option("yes", "[npqsl] :calendar: </b>"),))
    assert desk.ask(prompt, ENTER) == Chosen(("yes",))
    assert desk.left == "? Take [npqsl] <b>?  [npqsl] :calendar: </b>\n"


@pytest.mark.parametrize(
    "error", [OSError(5, "terminal gone"), ValueError("closed"), KeyboardInterrupt()], ids=repr
)
def test_a_screen_that_is_gone_stops(error: BaseException) -> None:
    class Gone(io.StringIO):
        def write(self, _: str, /) -> int:
            raise error

    with create_pipe_input() as keys, pytest.raises(Stopped):
        ArrowPrompter(keys, DummyOutput(), Gone()).say("Hello")


def test_streams_that_are_no_terminal_are_refused() -> None:
    closed = io.StringIO()
    closed.close()
    with pytest.raises(NoArrowKeysError):
        open_arrow_prompter(closed, closed)


def test_a_terminal_that_cannot_show_ticks_is_refused() -> None:
    _, other = os.openpty()
    with (
        os.fdopen(other, "r") as stdin,
        open(os.dup(other), "w", encoding="latin-1") as stderr,
        pytest.raises(NoArrowKeysError),
    ):
        open_arrow_prompter(stdin, stderr)


def test_an_opened_prompter_says_on_its_own_stream() -> None:
    terminal, other = os.openpty()
    with os.fdopen(terminal, "rb", buffering=0) as screen, os.fdopen(other, "r") as stdin:
        stderr = os.fdopen(os.dup(stdin.fileno()), "w")
        with stderr:
            open_arrow_prompter(stdin, stderr).say("Hello")
            # What was sent may arrive in pieces.
            sent = b""
            while not sent.endswith(b"Hello\r\n"):
                sent += screen.read(100)


def test_words_are_left_behind_their_question(desk: Desk) -> None:
    assert desk.type(" St Mary's ", ENTER) == "St Mary's"
    assert desk.left == "? Where do you work? Type a name.  St Mary's\n"


def test_enter_alone_leaves_words_out(desk: Desk) -> None:
    assert desk.type(ENTER) == ""
    assert desk.left == "? Where do you work? Type a name.  Left out\n"


def test_words_lead_back_by_esc_and_by_word(desk: Desk) -> None:
    assert desk.type("Oa", ESC) == "back"
    assert desk.type("back", ENTER) == "back"
    assert desk.left == ""


def test_before_the_first_words_there_is_nothing_to_go_back_to(desk: Desk) -> None:
    assert desk.type("back", ENTER, "Oak", ENTER, can_go_back=False) == "Oak"


def test_a_question_mark_tells_why_words_are_asked_for(desk: Desk) -> None:
    assert desk.type("?", ENTER, "Oak", ENTER) == "Oak"


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, "quit\r", "Oa" + CTRL_C])
def test_words_can_be_stopped(desk: Desk, keys: str) -> None:
    with pytest.raises(Stopped):
        desk.type(keys)


def test_words_and_lists_take_turns(desk: Desk) -> None:
    assert desk.type("Oak", ENTER) == "Oak"
    assert desk.ask(ONE, ENTER) == Chosen(("senco",))
    assert desk.type("Elm", ENTER) == "Elm"


def test_the_line_of_keys_says_what_works() -> None:
    assert "Esc" in how_to_type(can_go_back=True)
    assert "Esc" not in how_to_type(can_go_back=False)
