"""Near misses: the name that somebody most likely meant when they wrote one that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLOSE = 0.7
"""How alike two words must be, from 0 to 1. Lower than this and the guess puzzles more than it helps."""
_SHORT_LIST = 160
"""A list of names with no more letters than this is worth showing whole."""


def near(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` most likely stands for, or None where none is close.

    Case, spaces, hyphens and underlines do not count. The beginning of exactly one candidate is close
    enough from three letters on.
    """
    # Imported here: only a fault needs it, and it takes 2 ms.
    from difflib import get_close_matches

    by_plain: dict[str, str] = {}
    for candidate in candidates:
        by_plain.setdefault(_plain(candidate), candidate)
    wanted = _plain(word)
    if wanted in by_plain:
        return by_plain[wanted]
    if len(wanted) >= 3:
        starting = [plain for plain in by_plain if plain.startswith(wanted)]
        if len(starting) == 1:
            return by_plain[starting[0]]
    close = get_close_matches(wanted, by_plain, n=1, cutoff=_CLOSE)
    return by_plain[close[0]] if close else None


def did_you_mean(word: str, candidates: Sequence[str]) -> str | None:
    """Return a hint with the near miss, and with all names where the list is short; None without either."""
    parts = []
    guess = near(word, candidates)
    if guess is not None:
        parts.append(f'Did you mean "{guess}"?')
    if candidates and sum(len(name) + 2 for name in candidates) <= _SHORT_LIST:
        parts.append(one_of(candidates))
    return " ".join(parts) or None


def one_of(names: Sequence[str]) -> str:
    """Return a sentence that lists the names to choose from."""
    return f"Write one of: {', '.join(names)}." if len(names) > 1 else f'Write "{names[0]}".'


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("_", " ").split())
