"""The line to type in that the arrow-key prompter draws: the question, the keys, and what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from npqpath.wizard.arrow_list import width_of
from npqpath.wizard.wording import broken_lines

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

_STYLE = Style([("question", "bold")])
_BACK = "back"


class TextLine:
    """A line on `screen`, typed with `keys`; built when it is first needed."""

    def __init__(self, keys: Input, screen: Output) -> None:
        self._keys, self._screen = keys, screen
        self._session: PromptSession[str] | None = None
        self._can_go_back = False

    def ask(self, text: str, notice: str | None, *, can_go_back: bool) -> str:
        """Return what was typed, without spaces around it; Esc types "back".

        Raises what the terminal raises.
        """
        self._can_go_back = can_go_back
        if self._session is None:
            self._session = self._open()
        typed = self._session.prompt(lambda: self._shown(text, notice))
        return "".join(letter for letter in typed if letter.isprintable()).strip()

    def _open(self) -> PromptSession[str]:
        session: PromptSession[str] = PromptSession(
            input=self._keys,
            output=self._screen,
            key_bindings=self._bindings(),
            style=_STYLE,
            # The question and the answer are written again, as for every other question.
            erase_when_done=True,
        )
        # A lone Esc looks like the start of an arrow key for this long.
        session.app.ttimeoutlen = 0.05
        return session

    def _shown(self, text: str, notice: str | None) -> StyleAndTextTuples:
        width = width_of(self._screen)
        above = broken_lines(notice, width) if notice else []
        question = broken_lines(f"? {text}", width, rest="  ")
        keys = broken_lines(how_to_type(can_go_back=self._can_go_back), width, first="  ", rest="  ")
        return [
            ("class:text", "".join(f"{line}\n" for line in ["", *above])),
            ("class:question", "".join(f"{line}\n" for line in question)),
            ("class:instruction", "".join(f"{line}\n" for line in keys)),
            ("class:text", "> "),
        ]

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("escape", eager=True)
        def _go_back(event: KeyPressEvent) -> None:
            if self._can_go_back:
                event.app.exit(result=_BACK)

        return keys


def how_to_type(*, can_go_back: bool) -> str:
    """Return the line that names the keys."""
    back = "Esc to go back, " if can_go_back else ""
    return f"Type, then press Enter; Enter alone leaves it out, ? tells why we ask, {back}Ctrl-C to stop"
