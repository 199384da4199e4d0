"""A prompter with arrow keys, drawn on stderr.

Everything is drawn on the output that is passed in, so that a plan sent to a file through stdout holds no
letter of a question. This module imports questionary, which is slow: import it only to ask with it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from prompt_toolkit.input.defaults import create_input
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from npqpath.wizard.arrow_list import AnswerList, width_of
from npqpath.wizard.arrow_rows import Line, Marks, Shown, rows_of
from npqpath.wizard.arrow_text import TextLine
from npqpath.wizard.prompter import Chosen, Stopped
from npqpath.wizard.replies import read_command
from npqpath.wizard.wording import (
    LEFT_OUT,
    NONE_OF_THESE,
    NOTHING_BEFORE,
    broken_lines,
    earlier_answer,
    labels_chosen,
    why_we_ask,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from npqpath.wizard.prompter import Back, Prompt

_NOTHING_TICKED = f'Nothing is ticked. Space ticks a line, and Enter again means "{NONE_OF_THESE}".'
_STILL_TICKED = f'Some lines are ticked. Press space on "{NONE_OF_THESE}" to untick them all.'


class NoArrowKeysError(Exception):
    """This terminal cannot be drawn on; the numbered prompter works there."""


def open_arrow_prompter(stdin: TextIO, stderr: TextIO) -> ArrowPrompter:
    """Return a prompter on this terminal. Raises `NoArrowKeysError` where it cannot be drawn on."""
    unusable: tuple[type[Exception], ...] = (OSError, ValueError, AttributeError)
    if sys.platform == "win32":
        # Git Bash and other terminals without a Windows console.
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        unusable = (*unusable, NoConsoleScreenBufferError)
    try:
        keys, screen = create_input(stdin), create_output(stdout=stderr)
    except unusable as error:
        raise NoArrowKeysError from error
    if isinstance(screen, Vt100_Output):
        # Nothing here needs the cursor position, and a terminal that answers late leaves letters behind.
        screen.enable_cpr = False

    def write(text: str) -> None:
        stderr.write(text)
        stderr.flush()

    return ArrowPrompter(keys, screen, write)


class ArrowPrompter:
    """Asks with a list to move through; an answered question shrinks to the question and its answer.

    `screen` is drawn on, and `write` shows text on the same terminal between two questions.
    """

    def __init__(self, keys: Input, screen: Output, write: Callable[[str], None]) -> None:
        self._list = AnswerList(keys, screen)
        self._text = TextLine(keys, screen)
        self._screen = screen
        self._write = write

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return what was chosen, or "back". Raises `Stopped` on Ctrl-C, Ctrl-D and a closed terminal."""
        earlier = earlier_answer(prompt)
        marks = Marks(at=earlier[0] if earlier else None, ticked=earlier if prompt.several else ())
        notice: str | None = None
        while True:
            marks = self._look(Shown(prompt, rows_of(prompt), notice), marks)
            match marks.at:
                case Line.BACK:
                    return "back"
                case Line.WHY:
                    notice = why_we_ask(prompt.why or "")
                case Line.NONE if marks.ticked:
                    notice = _STILL_TICKED
                case str() if prompt.several and not marks.ticked:
                    # A second Enter answers, and the arrow shows what it will say.
                    marks, notice = Marks(Line.NONE), _NOTHING_TICKED
                case _:
                    return self._leave_answer(prompt, marks)

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return what was typed, "" to leave it out, or "back". Raises `Stopped` as `ask` does."""
        notice: str | None = None
        while True:
            try:
                typed = self._text.ask(text, notice, can_go_back=can_go_back)
            except (EOFError, KeyboardInterrupt, OSError, ValueError) as error:
                raise Stopped from error
            command = read_command(typed)
            if command is None:
                self._leave(text, typed or LEFT_OUT)
                return typed
            if command == "quit":
                raise Stopped
            if command == "back" and can_go_back:
                return "back"
            notice = why_we_ask(why) if command == "why" else NOTHING_BEFORE

    def say(self, text: str) -> None:
        """Show a line that needs no answer. Raises `Stopped` where the terminal is closed."""
        self._put(broken_lines(text, width_of(self._screen)))

    def _look(self, shown: Shown, marks: Marks) -> Marks:
        try:
            return self._list.show(shown, marks)
        except (EOFError, KeyboardInterrupt, OSError, ValueError) as error:
            raise Stopped from error

    def _leave_answer(self, prompt: Prompt, marks: Marks) -> Chosen:
        """Leave the question and its answer on the screen, in place of the list."""
        chosen = marks.ticked if prompt.several else (marks.at,)
        ids = tuple(option.id for option in prompt.options if option.id in chosen)
        self._leave(prompt.text, labels_chosen(prompt, ids))
        return Chosen(ids)

    def _leave(self, question: str, answer: str) -> None:
        width = width_of(self._screen)
        lines = broken_lines(f"? {question}", width, rest="  ")
        if len(lines) == 1 and len(lines[0]) + 2 + len(answer) <= width:
            lines = [f"{lines[0]}  {answer}"]
        else:
            lines += broken_lines(answer, width, first="  ", rest="  ")
        self._put(lines)

    def _put(self, lines: list[str]) -> None:
        try:
            self._write("".join(f"{line}\n" for line in lines))
        except (KeyboardInterrupt, OSError, ValueError) as error:
            raise Stopped from error
