"""Near misses: the name that somebody most likely meant when they wrote one that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


_CLOSE = 0.7
"""How alike two words must be, from 0 to 1. Lower than this and the guess puzzles more than it helps."""
_CURLY = "\u2018\u2019\u201c\u201d"
"""Quotation marks that mean nothing to YAML; they come with text from a word processor."""
_SHORT_LIST = 160
"""A list of names with no more letters than this is worth showing whole."""
_LONG_LIST = 600
"""The same where there is no guess, so that the list is all there is to go by."""


def near(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` most likely stands for, or None where none is close.

    Case, spaces, hyphens and underlines do not count. One slip of the finger is close in a word of any
    length, and the beginning of exactly one candidate from three letters on.
    """
    # Imported here: only a fault needs it, and it takes 2 ms.
    from difflib import get_close_matches

    by_plain: dict[str, str] = {}
    for candidate in candidates:
        by_plain.setdefault(_plain(candidate), candidate)
    wanted = _plain(word)
    if wanted in by_plain:
        return by_plain[wanted]
    if (mended := slip(wanted, by_plain)) is not None:
        return by_plain[mended]
    if len(wanted) >= 3:
        starting = [plain for plain in by_plain if plain.startswith(wanted)]
        if len(starting) == 1:
            return by_plain[starting[0]]
    close = get_close_matches(wanted, by_plain, n=1, cutoff=_CLOSE)
    return by_plain[close[0]] if close else None


def slip(word: str, candidates: Iterable[str]) -> str | None:
    """Return the one candidate that `word` is one slip of the keys away from.

    For words that mean something, where a word that looks alike may mean another thing.
    """
    slips = [each for each in candidates if is_one_slip(_plain(word), _plain(each))]
    return slips[0] if len(slips) == 1 else None


def did_you_mean(
    word: str, candidates: Sequence[str], find: Callable[[str, Sequence[str]], str | None] = near
) -> str | None:
    """Return a hint with what `find` finds, and with the names where the list is not too long; or None."""
    hints = (straight_marks(word), guess_and_names(find(word, candidates), candidates))
    return " ".join(filter(None, hints)) or None


def straight_marks(word: str) -> str | None:
    """Return a hint where a word begins or ends with quotation marks as word processors write them."""
    if word and (word[0] in _CURLY or word[-1] in _CURLY):
        return 'The marks round it are curly; type straight ones, such as "yes".'
    return None


def guess_and_names(guess: str | None, candidates: Sequence[str]) -> str | None:
    """Return a hint with a guess, and with the names where the list is not too long; None without either."""
    parts = []
    if guess is not None:
        parts.append(f'Did you mean "{guess}"?')
    longest = _SHORT_LIST if parts else _LONG_LIST
    if candidates and [*candidates] != [guess] and sum(len(name) + 2 for name in candidates) <= longest:
        parts.append(one_of(candidates))
    return " ".join(parts) or None


def one_of(names: Sequence[str]) -> str:
    """Return a sentence that lists the names to choose from."""
    return f"Write one of: {', '.join(names)}." if len(names) > 1 else f'Write "{names[0]}".'


def is_one_slip(word: str, other: str) -> bool:
    """Return whether one letter too many, too few or wrong, or two letters that changed places, is all."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(word, other, strict=False)) if len({*pair}) > 1), None)
    if start is None:
        return len(word) != len(other)
    rest, wanted = word[start:], other[start:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])
    )


def _plain(word: str) -> str:
    bare = word.casefold().strip(_CURLY)
    return " ".join(bare.replace("-", " ").replace("_", " ").split())
