"""What the wizard asks of a prompter and what comes back, and the words and typed replies that all share.

A typed reply is a line number, an id, a label, or one of the words that steer the wizard.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from npqpath.errors import Stopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id, the words shown, a short hint, and other words that find it."""

    id: str
    label: str
    hint: str | None = None
    aliases: tuple[str, ...] = ()


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


def put(text: str, stderr: TextIO) -> None:
    """Show text at once. Raises `Stopped` where the terminal is closed."""
    try:
        stderr.write(text)
        stderr.flush()
    except (KeyboardInterrupt, OSError, ValueError) as error:
        raise Stopped from error


Command = Literal["back", "why", "quit"]

_WORDS: dict[Command, tuple[str, ...]] = {
    "back": ("b", "back", "go back"),
    "why": ("w", "why", "why?", "?", "why do you ask?"),
    "quit": ("q", "quit", "stop", "exit"),
}
_COMMANDS = {word: command for command, words in _WORDS.items() for word in words}
_NONE = frozenset({"none", "none of these", "none of them"})
_NUMBER = re.compile(r"(\d{1,4})([.)]?)")
_FIRST_NUMBER = re.compile(r"(\d{1,4})(?=\+|\s|$)")


@dataclass(frozen=True, slots=True)
class Unclear:
    """A reply that does not answer the question, and a sentence that says what to type."""

    message: str


def read_reply(reply: str, prompt: Prompt) -> Chosen | Command | Unclear:
    """Return what was chosen, the command that was typed, or why the reply does not answer the question.

    The words of an answer win over a command of the same name, so every answer can be typed in full.
    """
    words = _plain(reply)
    if not words:
        earlier = earlier_answer(prompt)
        return Chosen(earlier) if earlier or prompt.several else _nothing_chosen(prompt)
    named = _named(reply, prompt)
    if named is not None:
        return Chosen((named,))
    if words in _COMMANDS:
        return _COMMANDS[words]
    if prompt.several:
        return _read_several(reply, prompt)
    found = _find(reply, prompt)
    if found is None and len(re.findall(r"\d+", reply)) > 1 and not re.search(r"[^\W\d]", reply):
        return Unclear("This question takes one answer. Type one number.")
    found = found or _not_in_list(reply, prompt)
    return found if isinstance(found, Unclear) else Chosen((found,))


def read_command(reply: str) -> Command | None:
    """Return the command that was typed where any words may be, or None where it is none."""
    return _COMMANDS.get(_plain(reply))


def _read_several(reply: str, prompt: Prompt) -> Chosen | Unclear:
    if _plain(reply) in _NONE:
        return Chosen(())
    words = [word for part in re.split(r"[,;&]", reply) for word in _words_of(part, prompt)]
    found = [_find(word, prompt) or _not_in_list(word, prompt) for word in words]
    unclear = [meaning for meaning in found if isinstance(meaning, Unclear)]
    if unclear or not found:
        return unclear[0] if unclear else _nothing_chosen(prompt)
    return Chosen(tuple(option.id for option in prompt.options if option.id in found))


def _words_of(part: str, prompt: Prompt) -> list[str]:
    """Return the part as it is if it names one answer, or else the smaller parts that name some."""
    if not part.strip() or _find(part, prompt) is not None:
        return [part] if part.strip() else []
    by_and = re.split(r"\s+and\s+", part.strip(), flags=re.IGNORECASE)
    if all(_find(words, prompt) is not None for words in by_and):
        return by_and
    single = [word for word in part.split() if word.casefold() != "and"]
    return single if any(_find(word, prompt) is not None for word in single) else [part]


def _find(word: str, prompt: Prompt) -> str | Unclear | None:
    """Return the id that `word` stands for, None if it stands for nothing, or why it is not clear."""
    number = _NUMBER.fullmatch(word.strip().strip("\"'"))
    if number is None:
        return _named(word, prompt)
    line = int(number[1])
    same = next((at for at, option in enumerate(prompt.options, 1) if _begins_with(option, line)), line)
    if not 1 <= line <= len(prompt.options):
        return Unclear(f"There is no line {line}. Type {_numbers(prompt)}.")
    if same != line and not number[2]:
        first, second = prompt.options[line - 1].label, prompt.options[same - 1].label
        return Unclear(
            f'{line} could be line {line} ("{first}") or "{second}" on line {same}. '
            f"For line {line} type {line}. with a full stop; for the other type {same}. with a full stop."
        )
    return prompt.options[line - 1].id


def _begins_with(option: Option, number: int) -> bool:
    """Return whether the words of the answer begin with this number, as in "2 or more"."""
    first = _FIRST_NUMBER.match(option.label)
    return first is not None and int(first[1]) == number


def _named(word: str, prompt: Prompt) -> str | None:
    """Return the id of the answer that is called so; bare numbers are left to the lines."""
    words = _plain(word)
    if _NUMBER.fullmatch(words):
        return None
    return next((option.id for option in prompt.options if words in _names(option)), None)


def _nothing_chosen(prompt: Prompt) -> Unclear:
    return Unclear(f"Nothing was chosen. Type {_numbers(prompt)}.")


def _not_in_list(word: str, prompt: Prompt) -> Unclear:
    # 4 ms that only a slip of the keys costs.
    from difflib import get_close_matches

    shown = "".join(letter for letter in word.strip() if letter.isprintable())
    if not shown:
        return Unclear(f"Those letters could not be read. Type {_numbers(prompt)}.")
    shown = shown if len(shown) <= 40 else shown[:37] + "..."
    lines = {name: at for at, option in enumerate(prompt.options, 1) for name in _names(option)}
    words = _plain(word)
    begins = [name for name in lines if words and name.startswith(words)]
    near = begins[:1] if len({lines[name] for name in begins}) == 1 else []
    near = near or get_close_matches(words, lines, n=1, cutoff=0.6)
    if not near:
        return Unclear(f'"{shown}" is not in the list. Type {_numbers(prompt)}.')
    line = lines[near[0]]
    label = prompt.options[line - 1].label
    return Unclear(f'"{shown}" is not in the list. Did you mean "{label}"? Then type {line}.')


def _names(option: Option) -> tuple[str, ...]:
    names = (_plain(option.label), _plain(option.id), *map(_plain, option.aliases))
    if names[1] != "not sure":
        return names
    # Where that can be chosen, the questions are loaded, and with them this.
    from npqpath.rules.answer_words import NOT_SURE_WORDS

    return (*names, *(word for word in NOT_SURE_WORDS if word not in _COMMANDS))


def _plain(words: str) -> str:
    """Return the words without the differences that do not matter: case, spaces, hyphens, quotation marks."""
    words = words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(re.sub(r"[-_\"]", " ", words).split())


def _numbers(prompt: Prompt) -> str:
    return "1" if len(prompt.options) == 1 else f"a number from 1 to {len(prompt.options)}"
