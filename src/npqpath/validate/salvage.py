"""What can still be used of a file with faults in its shape, so that its other faults show at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Generic, TypeVar, get_origin

from npqpath.catalogue.fields import hints_of, is_model, legal_words, needed_keys
from npqpath.catalogue.reading import Loc, Tree
from npqpath.catalogue.shape import build
from npqpath.catalogue.spots import Spot
from npqpath.errors import DataError, Place, Problem
from npqpath.values import dataclass

if TYPE_CHECKING:
    from npqpath.catalogue.fields import Hint

T = TypeVar("T")

_MAPS = ("sources", "providers", "terms")
"""Keys at the top of a file that hold one entry a key."""


@dataclass(frozen=True, slots=True)
class Rest(Generic[T]):
    """A file without the entries that have faults: a model, its places, and the ids that were left out."""

    model: T
    places: Shifted
    dropped: frozenset[str]
    absent: frozenset[str] = frozenset()
    """Keys at the top of the file that are missing."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """Where things stand in a file of which items were left out; positions in lists count without them."""

    tree: Tree
    kept: dict[Loc, list[int]]
    """For each list with items left out: the positions of the others."""

    def place(self, loc: Loc) -> Place:
        """Return where the value stands."""
        return self.tree.place(self._before(loc))

    def key_place(self, loc: Loc) -> Place:
        """Return where the key of the value stands."""
        return self.tree.key_place(self._before(loc))

    def first_key_place(self, loc: Loc) -> Place:
        """Return where the first key below `loc` stands."""
        return self.tree.first_key_place(self._before(loc))

    def _before(self, loc: Loc) -> Loc:
        """Return the way to the value in the whole file."""
        way: Loc = ()
        for part in loc:
            kept = self.kept.get(way)
            way = (*way, kept[part] if kept is not None and isinstance(part, int) else part)
        return way


def salvage(tree: Tree, model: type[T], problems: Iterable[Problem]) -> Rest[T] | None:
    """Return the file without the entries that the problems are in; None where that does not mend it."""
    if not isinstance(tree.data, dict):
        return None
    entries = list(_entries(tree.data, ()))
    starts = [_start(tree, loc) for loc in entries]
    faulty = [_innermost(entries, starts, problem.place) for problem in problems]
    absent = frozenset(key for key in needed_keys(model) if key not in tree.data)
    for cut in (faulty, [loc[:2] for loc in faulty]):
        pruning = _Pruning(frozenset(cut))
        data = _completed(pruning.without(tree.data, ()), model)
        try:
            built = build(Tree(data, tree.text, tree.file, Spot.start_of_file()), model)
        except DataError:
            continue
        return Rest(built, Shifted(tree, pruning.kept), frozenset(pruning.dropped), absent)
    return None


def _completed(data: object, model: type) -> dict[str, object]:
    """Return a file with the keys that it has to have: empty where they are missing, and no others."""
    hints = hints_of(model)
    legal = legal_words(model)
    known = {key: below for key, below in data.items() if key in legal} if isinstance(data, dict) else {}
    empty: dict[str, object] = {
        key: {} if get_origin(hints[key]) is dict else [] for key in needed_keys(model)
    }
    return {**empty, **known}


def nothing(model: type[T]) -> T:
    """Return a model with nothing in it, to stand in for a file that cannot be used at all."""
    shape: type = model
    return model(**{name: _nothing(hints_of(shape)[name]) for name in needed_keys(shape)})


def _nothing(hint: Hint) -> object:
    if isinstance(hint, type) and is_model(hint):
        return nothing(hint)
    if get_origin(hint) is dict:
        return {}
    if hint is str:
        return ""
    return dt.date.min if hint is dt.date else ()


@dataclass(slots=True)
class _Pruning:
    """Copies data without the values at `cut`, and notes what was left out."""

    cut: frozenset[Loc]
    kept: dict[Loc, list[int]] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    def without(self, data: object, loc: Loc) -> object:
        """Return the data without what is cut."""
        if isinstance(data, dict):
            return {
                key: self.without(data[key], (*loc, key)) for key in data if not self._is_cut(data, loc, key)
            }
        if isinstance(data, list):
            kept = [index for index in range(len(data)) if not self._is_cut(data[index], loc, index)]
            if len(kept) < len(data):
                self.kept[loc] = kept
            return [self.without(data[index], (*loc, index)) for index in kept]
        return data

    def _is_cut(self, data: object, loc: Loc, part: str | int) -> bool:
        if (*loc, part) not in self.cut:
            return False
        self.dropped |= {part} if isinstance(part, str) else set()
        self.dropped |= set(_ids(data[part] if isinstance(data, dict) and isinstance(part, str) else data))
        return True


def _entries(data: object, loc: Loc) -> Iterator[Loc]:
    """Yield the ways to the entries of a file, in file order: what can be left out to read the rest."""
    if isinstance(data, dict):
        for key, below in data.items():
            if len(loc) == 1 and loc[0] in _MAPS:
                yield (*loc, key)
            yield from _entries(below, (*loc, key))
    elif isinstance(data, list):
        for index, below in enumerate(data):
            if len(loc) == 1 or (isinstance(below, dict) and "id" in below):
                yield (*loc, index)
            yield from _entries(below, (*loc, index))


def _start(tree: Tree, loc: Loc) -> tuple[int, int]:
    place = tree.key_place(loc)
    return place.line, place.column


def _innermost(entries: list[Loc], starts: list[tuple[int, int]], place: Place) -> Loc:
    """Return the last entry that begins at or before the place."""
    at = (place.line, place.column)
    found: Loc = ()
    for loc, start in zip(entries, starts, strict=True):
        if start <= at:
            found = loc
    return found


def _ids(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for below in data.values():
            yield from _ids(below)
    elif isinstance(data, list):
        for below in data:
            yield from _ids(below)
