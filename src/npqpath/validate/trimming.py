"""A data set without the entries that have faults, and without those that name one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from npqpath.validate.doubt import NOTHING_TO_SWITCH_OFF
from npqpath.validate.lost_lines import NAMED_ONLY, WHOLE
from npqpath.validate.salvage import Rest, entries_with, salvage

if TYPE_CHECKING:
    from npqpath.errors import Problem

T = TypeVar("T")
Rests: TypeAlias = "dict[str, Rest[Any]]"
"""The files of a data set as far as they can be used, by name."""

_MOST_ROUNDS = 25
_OF_WORDS = frozenset(
    {"NP120", "NP121", "NP124", "NP134", "NP135", "NP136", "NP137", "NP143", "NP144", "NP154"}
    | {"NP155", "NP157", "NP158"}
)
"""Faults that leave it clear whom everything is about."""
_OF_LISTS = frozenset({"NP116", "NP122", "NP132"})
"""Faults that leave it clear but in questions and in starts with their funding tables."""


def trimmed(rests: Rests, check: Callable[[Rests], Iterable[Problem]]) -> Rests | None:
    """Return the files without the entries in which `check` finds that it is not clear whom they are about.

    That goes on until nothing is left that names one of them. Returns None where it leads nowhere.
    """
    for _ in range(_MOST_ROUNDS):
        by_file: dict[str, list[Problem]] = {}
        for one in check(rests):
            if one.code not in _OF_WORDS and one.code != NOTHING_TO_SWITCH_OFF:
                by_file.setdefault(one.place.file, []).append(one)
        unclear = {file: _unclear(rests.get(file), problems) for file, problems in by_file.items()}
        if not any(unclear.values()):
            return rests
        for file, problems in unclear.items():
            rest = _less(rests.get(file), problems) if problems else rests[file]
            if rest is None:
                return None
            rests = {**rests, file: rest}
    return None


def _unclear(rest: Rest[Any] | None, problems: list[Problem]) -> list[Problem]:
    """Return the problems that leave it open whom something is about; one in a stand-in does not."""
    if rest is None:
        return problems
    gone = {one.place for one in rest.cuts}
    return [
        one
        for one, loc in zip(problems, entries_with(rest.tree, problems), strict=True)
        if not loc
        or (
            rest.tree.key_place(loc) not in gone
            and (one.code not in _OF_LISTS or loc[0] in ("questions", "cohorts"))
        )
    ]


def _less(rest: Rest[T] | None, problems: Iterable[Problem]) -> Rest[T] | None:
    """Return the file without the entries with these problems, too; None if they are in none."""
    if rest is None:
        return None
    less = salvage(rest.tree, type(rest.model), problems, whole=WHOLE, blanks=NAMED_ONLY)
    return replace(less, cuts=rest.cuts + less.cuts, lost=rest.lost) if less and less.cuts else None
