"""What the wizard asks of a prompter: a question with its options, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol


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
