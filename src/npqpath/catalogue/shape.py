"""From a tree to frozen models; every fault is told in plain words and placed in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from npqpath.catalogue.fields import hint_at, is_model, legal_words, needed_keys
from npqpath.catalogue.fitting import fit
from npqpath.catalogue.near import near
from npqpath.catalogue.shape_words import (
    empty_file,
    missing_key,
    name_of,
    no_value,
    stray_key,
    unknown_key,
    without_colon,
    wrong_value,
)
from npqpath.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from npqpath.catalogue.fitting import Faults
    from npqpath.catalogue.reading import Loc, Tree

T = TypeVar("T")


def build(tree: Tree, model: type[T]) -> T:
    """Return the file as a `model`. Raises `DataError` with every fault in its shape, in file order."""
    if tree.data is None:
        raise DataError((Problem(Place(tree.file, 1, 1), *empty_file(model)),))
    shape: type = model
    faults: Faults = {}
    built = fit(shape)(tree.data, (), faults)
    if faults:
        raise DataError(_problems(tree, model, faults))
    assert isinstance(built, model)
    return built


def _problems(tree: Tree, model: type, faults: Faults) -> tuple[Problem, ...]:
    """Return the faults in words. A misspelt key and the missing one that it stands for are one fault."""
    missing = {loc for loc, kind in faults.items() if kind == "missing"}
    for loc, kind in faults.items():
        if kind == "unknown":
            missing.discard((*loc[:-1], _meant(tree, model, loc) or ""))
    told = [
        _problem(tree, model, loc, kind)
        for loc, kind in faults.items()
        if kind != "missing" or loc in missing
    ]
    return tuple(sorted(told, key=lambda one: (one.place.line, one.place.column)))


def _meant(tree: Tree, model: type, loc: Loc) -> str | None:
    """Return the key that an unknown one most likely stands for: first of all one that has to be there."""
    free = _free_keys(tree, model, loc)
    if without_colon(str(loc[-1]), free):
        return str(loc[-1]).split()[0]
    needed = [key for key in needed_keys(hint_at(model, loc[:-1])) if key in free]
    return near(str(loc[-1]), needed) or near(str(loc[-1]), free)


def _free_keys(tree: Tree, model: type, loc: Loc) -> list[str]:
    """Return what an unknown key can stand for: the keys that its part may have and has not."""
    part = _value_at(tree.data, loc[:-1])
    given = part if isinstance(part, dict) else {}
    return [key for key in legal_words(hint_at(model, loc[:-1])) if key not in given]


def _problem(tree: Tree, model: type, loc: Loc, kind: str) -> Problem:
    hint, name = hint_at(model, loc), name_of(loc)
    if kind == "missing":
        return Problem(tree.first_key_place(loc[:-1]), *missing_key(str(loc[-1]), hint))
    if kind == "unknown":
        free = _free_keys(tree, model, loc)
        return Problem(tree.key_place(loc), *unknown_key(str(loc[-1]), free, _meant(tree, model, loc)))
    value = _value_at(tree.data, loc)
    if value is None:
        parent = hint_at(model, loc[:-1])
        if is_model(parent) and loc[-1] not in legal_words(parent):
            free = _free_keys(tree, model, loc)
            return Problem(tree.key_place(loc), *stray_key(str(loc[-1]), free, _meant(tree, model, loc)))
        may_go = is_model(parent) and loc[-1] not in needed_keys(parent)
        place = tree.place(loc)
        below = tree.text.split("\n")[place.line : place.line + 1]
        commented = bool(below) and below[0].lstrip().startswith("#")
        return Problem(place, *no_value(name, hint, may_go=may_go, commented=commented))
    return Problem(tree.place(loc), *wrong_value(kind, name, value, hint))


def _value_at(data: object, loc: Loc) -> object:
    for part in loc:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data
