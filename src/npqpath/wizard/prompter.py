"""What the wizard asks of a prompter and what comes back, and the words that all prompters share."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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


NONE_OF_THESE = "None of these"
LEFT_OUT = "Left out"
SO_FAR = "(your answer so far)"
NOTHING_BEFORE = "This is the first question, so there is nothing to go back to."
NO_REASON = "There is no more to say about this question."

NARROWEST, WIDEST = 20, 100
"""Between these a line can be read; on a wide terminal the rest stays empty."""


def why_we_ask(why: str) -> str:
    """Return the sentence that answers "Why do you ask?"."""
    return f"Why we ask: {why}"


def label_of(option: Option, earlier: Iterable[str]) -> str:
    """Return the label, marked if the option is among the `earlier` answers."""
    return f"{option.label} {SO_FAR}" if option.id in earlier else option.label


def earlier_answer(prompt: Prompt) -> tuple[str, ...]:
    """Return the ids chosen before that are still offered, in the order of the list."""
    offered = tuple(option.id for option in prompt.options if option.id in prompt.chosen)
    return offered if prompt.several else offered[:1]


def labels_chosen(prompt: Prompt, ids: Sequence[str]) -> str:
    """Return the labels of `ids` in one line, or that it is none of these."""
    labels = [option.label for option in prompt.options if option.id in ids]
    return "; ".join(labels) or NONE_OF_THESE


def broken_lines(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Return `text` in lines of at most `width` letters, the first and the other lines indented as given.

    Only a single word that is longer than a line stays longer, so that addresses can be copied.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        indent = rest if lines else first
        lines += textwrap.wrap(
            paragraph,
            min(max(width, NARROWEST), WIDEST),
            initial_indent=indent,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [indent.rstrip()]
    return lines
