"""A prompter of plain numbered lists, for screen readers, dumb terminals and everybody who prefers it.

It only ever adds lines: no colour, no cursor movement, nothing drawn again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.errors import Stopped
from npqpath.wizard import prompter

if TYPE_CHECKING:
    from typing import TextIO


class NumberedPrompter:
    """Asks on `stderr` with a numbered list, and reads a line from `stdin`."""

    def __init__(self, stdin: TextIO, stderr: TextIO, width: int) -> None:
        self._stdin = stdin
        self._stderr = stderr
        self._width = width

    def ask(self, prompt: prompter.Prompt) -> prompter.Chosen | prompter.Back:
        """Return what was chosen, or "back". Raises `Stopped` on "quit" and where no more can be read."""
        self._show(prompt)
        while True:
            reply = prompter.read_reply(self._typed(what_to_type(prompt)), prompt)
            if isinstance(reply, prompter.Chosen):
                self._line(f"Your answer: {prompter.labels_chosen(prompt, reply.ids)}", rest="  ")
                return reply
            if isinstance(reply, prompter.Unclear):
                self._line(reply.message)
            elif self._goes_back(reply, prompt.why, can_go_back=prompt.can_go_back):
                return "back"

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | prompter.Back:
        """Return what was typed, "" to leave it out, or "back". Raises `Stopped` as `ask` does."""
        self._line("")
        self._line(text)
        back = '"back", ' if can_go_back else ""
        while True:
            typed = self._typed(f'Type your answer, {back}"why" or "quit", or press Enter to leave it out:')
            command = prompter.read_command(typed)
            if command is None:
                return typed
            if self._goes_back(command, why, can_go_back=can_go_back):
                return "back"

    def say(self, text: str) -> None:
        """Show a line that needs no answer. Raises `Stopped` where the terminal is closed."""
        self._line(text)

    def _show(self, prompt: prompter.Prompt) -> None:
        self._line("")
        for line in (*prompt.remarks, prompt.text, ""):
            self._line(line)
        earlier = prompter.earlier_answer(prompt)
        widest = len(str(len(prompt.options)))
        for number, option in enumerate(prompt.options, 1):
            first = f"  {number:>{widest}}. "
            rest = " " * len(first)
            self._line(prompter.label_of(option, earlier), first=first, rest=rest)
            if option.hint:
                self._line(option.hint, first=rest, rest=rest)
        self._line("")

    def _typed(self, how: str) -> str:
        """Return the next line without spaces around it, having said `how` to answer."""
        while True:
            self._line(how)
            prompter.put("> ", self._stderr)
            try:
                line = self._stdin.readline()
                if not line:
                    raise EOFError
                return line.strip()
            except UnicodeDecodeError:
                self._line("Those letters could not be read.")
            except (EOFError, KeyboardInterrupt, OSError, ValueError) as error:
                # What the caller says next must not stand behind "> ".
                prompter.put("\n", self._stderr)
                raise Stopped from error

    def _goes_back(self, command: prompter.Command, why: str | None, *, can_go_back: bool) -> bool:
        """Return whether a command leads back; the others are carried out. Raises `Stopped`."""
        if command == "quit":
            raise Stopped
        if command == "why":
            self._line(prompter.why_we_ask(why) if why else prompter.NO_REASON)
        elif not can_go_back:
            self._line(prompter.NOTHING_BEFORE)
        return command == "back" and can_go_back

    def _line(self, text: str, *, first: str = "", rest: str = "") -> None:
        lines = prompter.broken_lines(text, self._width, first=first, rest=rest)
        prompter.put("".join(f"{line}\n" for line in lines), self._stderr)


def what_to_type(prompt: prompter.Prompt) -> str:
    """Return the line that says what can be typed, which depends on the prompt."""
    earlier = prompter.earlier_answer(prompt)
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
