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
        unclear = [one for one in check(rests) if _matters(rests, one)]
        if not unclear:
            return rests
        for file in {one.place.file for one in unclear}:
            rest = _less(rests.get(file), [one for one in unclear if one.place.file == file])
            if rest is None:
                return None
            rests = {**rests, file: rest}
    return None


def _matters(rests: Rests, problem: Problem) -> bool:
    """Return whether a problem leaves it open whom something is about; one in a stand-in does not."""
    if problem.code in _OF_WORDS or problem.code == NOTHING_TO_SWITCH_OFF:
        return False
    rest = rests.get(problem.place.file)
    if rest is None:
        return True
    (loc,) = entries_with(rest.tree, [problem])
    if not loc:
        return True
    if rest.tree.key_place(loc) in {one.place for one in rest.cuts}:
        return False
    return problem.code not in _OF_LISTS or loc[0] in ("questions", "cohorts")


def _less(rest: Rest[T] | None, problems: Iterable[Problem]) -> Rest[T] | None:
    """Return the file without the entries with these problems, too; None if they are in none."""
    if rest is None:
        return None
    less = salvage(rest.tree, type(rest.model), problems, whole=WHOLE, blanks=NAMED_ONLY)
    return replace(less, cuts=rest.cuts + less.cuts, lost=rest.lost) if less and less.cuts else None
