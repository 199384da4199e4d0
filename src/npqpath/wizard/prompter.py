"""What the wizard needs of a prompter, and which one suits the terminal: arrow keys, or numbers in doubt."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from npqpath.console import Context


_OFF = frozenset({"", "0", "no", "off", "false"})
_DUMB = frozenset({"", "dumb", "unknown"})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id, the words shown and a short hint."""

    id: str
    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question as a prompter shows it.

    `chosen` are the ids that are already chosen (an earlier answer). With `several` any number may
    be chosen, none included. `can_go_back` offers the way back; `why` is shown when asked for.
    `remarks` are lines shown above the question (for example "Question 3, about 5 to go").
    """

    id: str
    text: str
    options: tuple[Option, ...]
    several: bool = False
    chosen: tuple[str, ...] = ()
    can_go_back: bool = False
    why: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids that were chosen: one, or any number of them where the prompt asks for several."""

    ids: tuple[str, ...]


Back = Literal["back"]


class Prompter(Protocol):
    """Something that asks."""

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return what was chosen, or "back". Raises `Stopped`."""
        ...

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return what was typed without spaces around it, "" to leave it out, or "back". Raises `Stopped`."""
        ...

    def say(self, text: str) -> None:
        """Show a line that needs no answer."""
        ...


def open_prompter(context: Context, *, plain: bool) -> Prompter | None:
    """Return a prompter that asks on stderr, or None where there is no terminal to ask on.

    Stdout plays no part: it may go to a file while the questions stay on the terminal.
    """
    if not (context.stdin_is_tty and context.stderr_is_tty):
        return None
    if not (plain or wants_plain(context)):
        from npqpath.wizard.arrow_keys import NoArrowKeysError, open_arrow_prompter

        try:
            return open_arrow_prompter(context.stdin, context.stderr)
        except NoArrowKeysError:
            pass
    from npqpath.wizard.numbered import NumberedPrompter

    return NumberedPrompter(context.stdin, context.stderr, context.width)


def wants_plain(context: Context) -> bool:
    """Return whether the variables ask for plain lines, or name no terminal that can be drawn on."""
    names = ("NPQPATH_PLAIN", "ACCESSIBLE")
    if any(context.env.get(name, "").lower() not in _OFF for name in names):
        return True
    # Windows has no TERM as a rule, and its consoles know arrow keys without it.
    return context.env.get("TERM", "windows" if sys.platform == "win32" else "").lower() in _DUMB
