"""A prompter that answers from a list, for tests and recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.wizard.prompter import Back, Chosen, Stopped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from npqpath.wizard.prompter import Prompt

Reply = Back | tuple[str, ...] | type[Stopped]


class ScriptedPrompter:
    """Gives the replies in order: ids, "back" or `Stopped`; `prompts` and `said` hold what was shown.

    A reply that a person could not give is an AssertionError, so a script cannot drift from the questions.
    """

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._replies = list(replies)
        self.prompts: list[Prompt] = []
        self.said: list[str] = []

    @property
    def replies_left(self) -> tuple[Reply, ...]:
        """The replies that nobody asked for yet."""
        return tuple(self._replies)

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return the next reply. Raises `Stopped` where the script says so."""
        self.prompts.append(prompt)
        if not self._replies:
            raise AssertionError(f"{prompt.id}: the script has no reply left")
        reply = self._replies.pop(0)
        if isinstance(reply, type):
            raise reply
        if isinstance(reply, str):
            return _back(reply, prompt)
        return _chosen(reply, prompt)

    def say(self, text: str) -> None:
        """Keep the line in `said`."""
        self.said.append(text)


def _back(reply: Back, prompt: Prompt) -> Back:
    if reply != "back":
        raise AssertionError(f'{prompt.id}: {reply!r} is neither "back" nor a tuple of ids')
    if not prompt.can_go_back:
        raise AssertionError(f"{prompt.id}: there is no way back from here")
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
