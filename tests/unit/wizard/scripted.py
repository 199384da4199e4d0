"""A prompter that answers from a list, for tests and recordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.errors import Stopped
from npqpath.wizard.prompter import Back, Chosen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from npqpath.wizard.prompter import Prompt


@dataclass(frozen=True, slots=True)
class Typed:
    """Words typed in reply to `ask_text`; none to leave it out."""

    text: str


Reply = Back | tuple[str, ...] | Typed | type[Stopped]


class ScriptedPrompter:
    """Gives the replies in order: ids, words, "back" or `Stopped`.

    `prompts`, `texts` (what `ask_text` asked for) and `said` hold what was shown.

    A reply that a person could not give is an AssertionError, so a script cannot drift from the questions.
    """

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = list(replies)
        self.prompts: list[Prompt] = []
        self.texts: list[str] = []
        self.said: list[str] = []

    @property
    def replies_left(self) -> tuple[Reply, ...]:
        """The replies that nobody asked for yet."""
        return tuple(self._replies)

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return the next reply. Raises `Stopped` where the script says so."""
        self.prompts.append(prompt)
        reply = self._next(prompt.id)
        if isinstance(reply, Typed):
            raise AssertionError(f"{prompt.id}: {reply} is for a question in words")
        if isinstance(reply, str):
            return _back(reply, prompt.id, prompt.can_go_back)
        return _chosen(reply, prompt)

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return the words of the next reply, or "back". Raises `Stopped` where the script says so."""
        del why
        self.texts.append(text)
        reply = self._next(text)
        if isinstance(reply, tuple):
            raise AssertionError(f"{text}: {reply!r} is for a question with answers to choose from")
        return reply.text.strip() if isinstance(reply, Typed) else _back(reply, text, can_go_back)

    def say(self, text: str) -> None:
        """Keep the line in `said`."""
        self.said.append(text)

    def _next(self, asked: str) -> Back | tuple[str, ...] | Typed:
        if not self._replies:
            raise AssertionError(f"{asked}: the script has no reply left")
        reply = self._replies.pop(0)
        if isinstance(reply, type):
            raise reply
        return reply


def _back(reply: Back, asked: str, can_go_back: bool) -> Back:
    if reply != "back":
        raise AssertionError(f'{asked}: {reply!r} is neither "back" nor a tuple of ids')
    if not can_go_back:
        raise AssertionError(f"{asked}: there is no way back from here")
    return reply


def _chosen(ids: tuple[str, ...], prompt: Prompt) -> Chosen:
    offered = [option.id for option in prompt.options]
    strange = [id_ for id_ in ids if id_ not in offered]
    if strange:
        raise AssertionError(f"{prompt.id}: {strange} not offered, only {offered}")
    if len(set(ids)) != len(ids):
        raise AssertionError(f"{prompt.id}: {ids} has an answer twice")
    if not prompt.several and len(ids) != 1:
        raise AssertionError(f"{prompt.id}: takes one answer, the script has {ids}")
    return Chosen(ids)
