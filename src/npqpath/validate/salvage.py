"""What can still be used of a file with faults in some entries, so that its other faults show at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, get_args, get_origin

from npqpath.catalogue.fields import hint_at, hint_below, is_model, legal_words, needed_keys
from npqpath.catalogue.reading import Loc, Tree
from npqpath.catalogue.shape import build
from npqpath.catalogue.spots import Spot
from npqpath.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from npqpath.catalogue.fields import Hint

T = TypeVar("T")

_MAPS = ("sources", "providers", "terms")
"""Keys at the top of a file that hold one entry a key."""


@dataclass(frozen=True, slots=True)
class Cut:
    """An entry that is left out: the way to it in the file as it was then, what it says, and where."""

    loc: Loc
    data: object
    place: Place


@dataclass(frozen=True, slots=True)
class Rest(Generic[T]):
    """A file without the entries that have faults: a model, where its parts stand, and what is not there."""

    model: T
    tree: Tree
    cuts: tuple[Cut, ...] = ()
    lost: frozenset[str] = frozenset()
    """The names that may have gone with lines that cannot be read."""
    absent: frozenset[str] = frozenset()
    """Keys at the top of the file that are missing."""

    @property
    def dropped(self) -> frozenset[str]:
        """The names that are not there because something was left out."""
        return self.lost.union(*(_names(one) for one in self.cuts))


def salvage(
    tree: Tree,
    model: type[T],
    problems: Iterable[Problem],
    *,
    whole: Collection[str] = (),
    blanks: Collection[str] = (),
) -> Rest[T] | None:
    """Return the file without the entries that the problems are in; None where that does not mend it.

    Of the lists at the top of the file that `whole` names no entry loses a part: it goes with all of its id.
    For an entry of a list that `blanks` names, one with nothing but its id stands in.
    """
    faulty = {
        way
        for loc in entries_with(tree, problems)
        for way in (_of_one_id(tree, loc) if loc[:1] and loc[0] in whole else [loc])
    }
    for cut in (faulty, {loc[:2] for loc in faulty}):
        rest = _without(tree, model, cut, blanks)
        if rest is not None:
            return rest
    return None


def entries_with(tree: Tree, problems: Iterable[Problem]) -> list[Loc]:
    """Return for each problem the way to the innermost entry that it is in; () if it is in none."""
    entries = list(_entries(tree.data, ()))
    starts = [_start(tree, loc) for loc in entries]
    return [_innermost(entries, starts, problem.place) for problem in problems]


def _of_one_id(tree: Tree, loc: Loc) -> Iterator[Loc]:
    """Yield the ways to the entry of a list at the top that `loc` leads into, and to others of its id."""
    assert isinstance(tree.data, dict)
    entries = tree.data[loc[0]]
    id = _id(entries[loc[1]])
    yield loc[:2]
    yield from ((loc[0], index) for index, one in enumerate(entries) if id is not None and _id(one) == id)


def _id(entry: object) -> str | None:
    id = entry.get("id") if isinstance(entry, dict) else None
    return id if isinstance(id, str) else None


def _without(tree: Tree, model: type[T], cut: Collection[Loc], blanks: Collection[str]) -> Rest[T] | None:
    """Return the file without the entries at `cut`; None if its shape is not right even so."""
    if not isinstance(tree.data, dict):
        return None
    pruning = _Pruning(tree, model, frozenset(cut), blanks)
    data, root = pruning.pruned(tree.data, tree.root, ())
    assert isinstance(data, dict)
    absent = frozenset(key for key in needed_keys(model) if key not in data)
    known = {key: below for key, below in data.items() if key in legal_words(model)}
    empty = {key: _empty(hint_below(model, key)) for key in absent}
    rest = Tree({**empty, **known}, tree.text, tree.file, root)
    try:
        return Rest(build(rest, model), rest, tuple(pruning.cuts), absent=absent)
    except DataError:
        return None


def nothing(model: type[T], **data: object) -> T:
    """Return a model with nothing in it but `data`, to stand in for a file that cannot be used at all."""
    return build(Tree({**_blank_entry(model), **data}, "", "", Spot.start_of_file()), model)


def stand_in(model: type, kind: str, id: str) -> dict[str, object]:
    """Return an entry with nothing but its id, for the list `kind` at the top of a file."""
    return {**_blank_entry(hint_at(model, (kind, 0))), "id": id}


def _empty(hint: Hint) -> object:
    return {} if get_origin(hint) is dict else []


def _blank(hint: Hint) -> object:
    """Return data that fits a type and says as little as can be."""
    if is_model(hint):
        return _blank_entry(hint)
    if get_origin(hint) is Literal:
        return legal_words(hint)[0]
    if get_origin(hint) is tuple and ... not in get_args(hint):
        return [_blank(each) for each in get_args(hint)]
    return _BLANKS[hint] if hint in _BLANKS else _empty(hint)


def _blank_entry(model: Hint) -> dict[str, object]:
    return {name: _blank(hint_below(model, name)) for name in needed_keys(model)}


_BLANKS: dict[Hint, str] = {str: "-", int: "1", bool: "false", dt.date: dt.date.min.isoformat()}


@dataclass(slots=True)
class _Pruning:
    """Copies what a file holds, and where it stands, without the entries at `cut`, which it notes."""

    tree: Tree
    model: type
    cut: frozenset[Loc]
    blanks: Collection[str]
    cuts: list[Cut] = field(default_factory=list)

    def pruned(self, data: object, spot: Spot, loc: Loc) -> tuple[object, Spot]:
        """Return the data and its spot without what is cut."""
        if isinstance(data, dict):
            parts = {key: self._kept(below, spot, (*loc, key)) for key, below in data.items()}
            kept = {key: part for key, part in parts.items() if part is not None}
            spots = {key: there for key, (_, there) in kept.items()}
            return {key: below for key, (below, _) in kept.items()}, spot.with_below(spots)
        if isinstance(data, list):
            items = [self._kept(below, spot, (*loc, index)) for index, below in enumerate(data)]
            found = [part for part in items if part is not None]
            spots = {index: there for index, (_, there) in enumerate(found)}
            return [below for below, _ in found], spot.with_below(spots)
        return data, spot

    def _kept(self, data: object, above: Spot, loc: Loc) -> tuple[object, Spot] | None:
        spot = above.below.get(loc[-1], above)
        if loc not in self.cut:
            return self.pruned(data, spot, loc)
        self.cuts.append(Cut(loc, data, self.tree.key_place(loc)))
        id = _id(data)
        if len(loc) != 2 or loc[0] not in self.blanks or id is None:
            return None
        return stand_in(self.model, str(loc[0]), id), spot


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


def _names(cut: Cut) -> Iterator[str]:
    """Yield the names that an entry gives: its key, and the ids in it."""
    yield from (part for part in cut.loc[-1:] if isinstance(part, str))
    yield from _ids(cut.data)


def _ids(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for below in data.values():
            yield from _ids(below)
    elif isinstance(data, list):
        for below in data:
            yield from _ids(below)
