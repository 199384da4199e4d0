"""A prompter of plain numbered lists, for screen readers, dumb terminals and everybody who prefers it.

It only ever adds lines: no colour, no cursor movement, nothing drawn again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.wizard.prompter import Chosen, Stopped
from npqpath.wizard.replies import Unclear, read_command, read_reply
from npqpath.wizard.wording import (
    NO_REASON,
    NOTHING_BEFORE,
    broken_lines,
    earlier_answer,
    label_of,
    labels_chosen,
    why_we_ask,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from npqpath.wizard.prompter import Back, Prompt
    from npqpath.wizard.replies import Command


class NumberedPrompter:
    """Asks with a numbered list and a line to type in.

    `read` returns the next line and raises EOFError after the last, as `input` does; `write` shows text.
    """

    def __init__(self, read: Callable[[], str], write: Callable[[str], None], width: int) -> None:
        self._read = read
        self._write = write
        self._width = width

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return what was chosen, or "back". Raises `Stopped` on "quit" and where no more can be read."""
        try:
            self._show(prompt)
            return self._answer(prompt)
        except KeyboardInterrupt as error:
            raise Stopped from error

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return what was typed, "" to leave it out, or "back". Raises `Stopped` as `ask` does."""
        try:
            self._line("")
            self._line(text)
            while True:
                reply = self._typed_text(can_go_back)
                command = read_command(reply)
                if command is None:
                    return reply
                if command == "quit":
                    raise Stopped
                if command == "back" and can_go_back:
                    return "back"
                self._line(why_we_ask(why) if command == "why" else NOTHING_BEFORE)
        except KeyboardInterrupt as error:
            raise Stopped from error

    def say(self, text: str) -> None:
        """Show a line that needs no answer. Raises `Stopped` where the terminal is closed."""
        self._line(text)

    def _show(self, prompt: Prompt) -> None:
        self._line("")
        for remark in prompt.remarks:
            self._line(remark)
        self._line(prompt.text)
        self._line("")
        earlier = earlier_answer(prompt)
        widest = len(str(len(prompt.options)))
        for number, option in enumerate(prompt.options, 1):
            first = f"  {number:>{widest}}. "
            rest = " " * len(first)
            self._line(label_of(option, earlier), first=first, rest=rest)
            if option.hint:
                self._line(option.hint, first=rest, rest=rest)
        self._line("")

    def _answer(self, prompt: Prompt) -> Chosen | Back:
        while True:
            reply = self._typed(prompt)
            if isinstance(reply, Chosen):
                self._line(f"Your answer: {labels_chosen(prompt, reply.ids)}", rest="  ")
                return reply
            if reply == "quit":
                raise Stopped
            if reply == "back" and prompt.can_go_back:
                return "back"
            if reply == "back":
                self._line(NOTHING_BEFORE)
            elif reply == "why":
                self._line(why_we_ask(prompt.why) if prompt.why else NO_REASON)
            else:
                self._line(reply.message)

    def _typed(self, prompt: Prompt) -> Chosen | Command | Unclear:
        self._line(what_to_type(prompt))
        typed = self._read_line()
        if typed is None:
            return Unclear("Those letters could not be read. Type a number.")
        return read_reply(typed, prompt)

    def _typed_text(self, can_go_back: bool) -> str:
        while True:
            back = '"back", ' if can_go_back else ""
            self._line(f'Type your answer, {back}"why" or "quit", or press Enter to leave it out:')
            typed = self._read_line()
            if typed is not None:
                return typed.strip()
            self._line("Those letters could not be read.")

    def _read_line(self) -> str | None:
        """Return the next line, or None where its letters make no text. Raises `Stopped` after the last."""
        self._put("> ")
        try:
            return self._read()
        except UnicodeDecodeError:
            return None
        except (EOFError, KeyboardInterrupt, OSError, ValueError) as error:
            # What the caller says next must not stand behind "> ".
            self._put("\n")
            raise Stopped from error

    def _line(self, text: str, *, first: str = "", rest: str = "") -> None:
        self._put("".join(line + "\n" for line in broken_lines(text, self._width, first=first, rest=rest)))

    def _put(self, text: str) -> None:
        try:
            self._write(text)
        except (KeyboardInterrupt, OSError, ValueError) as error:
            raise Stopped from error


def what_to_type(prompt: Prompt) -> str:
    """Return the line that says what can be typed, which depends on the prompt."""
    earlier = earlier_answer(prompt)
    words = ["a number"]
    if prompt.several:
        words = ["one or more numbers (such as 1 2)" if len(prompt.options) > 1 else "1"]
        words += ['"none"'] if earlier else []
    words += ['"back"'] if prompt.can_go_back else []
    words += ['"why"'] if prompt.why else []
    typed = f'Type {", ".join(words)} or "quit"'
    if earlier:
        return f"{typed}, or press Enter to keep your answer{'s' if len(earlier) > 1 else ''}:"
    return f"{typed}, or press Enter for none of these:" if prompt.several else f"{typed}:"
