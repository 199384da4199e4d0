"""The lines of the list that the arrow-key prompter draws: the answers, and what else can be chosen there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from npqpath.wizard.wording import ASK_WHY, GO_BACK, NONE_OF_THESE, earlier_answer, label_of

if TYPE_CHECKING:
    from npqpath.wizard.prompter import Prompt


class Line(Enum):
    """The lines of the list that are no answer."""

    NONE = NONE_OF_THESE
    WHY = ASK_WHY
    BACK = GO_BACK


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: what it stands for, its words and its hint."""

    stands_for: str | Line
    label: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn: the question, the lines below it, and a notice above it."""

    prompt: Prompt
    rows: tuple[Row, ...]
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the arrow points and what is ticked, before or after looking at a list."""

    at: str | Line | None
    ticked: tuple[str, ...] = ()


def rows_of(prompt: Prompt) -> tuple[Row, ...]:
    """Return the answers, what stands for none of them above, and the other lines that are no answer below.

    "None of these" is what most people need, and below a long list nobody would see it.
    """
    earlier = earlier_answer(prompt)
    answers = [Row(option.id, label_of(option, earlier), option.hint) for option in prompt.options]
    above = [Row(Line.NONE, Line.NONE.value)] if prompt.several else []
    below = {Line.WHY: bool(prompt.why), Line.BACK: prompt.can_go_back}
    return (*above, *answers, *(Row(line, line.value) for line, wanted in below.items() if wanted))


def start_of(rows: tuple[Row, ...], at: str | Line | None) -> int:
    """Return where the arrow points at first: at the line `at` or else, for no wrong Enter, at an answer."""
    places = [place for place, row in enumerate(rows) if row.stands_for == at]
    return (places or [place for place, row in enumerate(rows) if isinstance(row.stands_for, str)])[0]
