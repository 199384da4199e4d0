"""From a tree to frozen models: pydantic looks for faults, and each is told in plain words at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from npqpath.catalogue.fields import (
    EXTRA,
    FILLED_IN,
    hint_at,
    hint_below,
    hints_of,
    is_model,
    legal_words,
    needed_keys,
)
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
    from pydantic import TypeAdapter, ValidationError

    from npqpath.catalogue.fields import Hint
    from npqpath.catalogue.reading import Loc, Tree

T = TypeVar("T")

Faults: TypeAlias = "dict[Loc, str]"
"""What does not fit, by the way to it: pydantic's name of the fault, or "blank" for a key without a value."""

_SPELT = {
    int: ("int_parsing", re.compile(r"-?(0|[1-9][0-9]{0,8})")),
    bool: ("bool_parsing", re.compile("true|false")),
    dt.date: ("date_parsing", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
}
"""The one spelling of each value that is no text. pydantic takes more: `1_000`, `yes`, `12.0`, seconds."""


def build(tree: Tree, model: type[T]) -> T:
    """Return the file as a `model`. Raises `DataError` with every fault in its shape, in file order."""
    from pydantic import ValidationError

    if tree.data is None:
        raise DataError((Problem(Place(tree.file, 1, 1), *empty_file(model)),))
    shape: type = model
    told: Faults = {}
    try:
        built: T = _adapter(shape).validate_python([tree.data])[0]
    except ValidationError as error:
        told = _told(error)
    faults = {**told, **dict(_let_pass(tree.data, model, ()))}
    lengths = [loc for loc, kind in faults.items() if kind == "too_long"]
    faults = {loc: kind for loc, kind in faults.items() if loc[:-1] not in lengths}
    if faults:
        raise DataError(_problems(tree, model, faults))
    return built


@cache
def _adapter(model: type) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    # A dataclass takes no configuration from outside, and a list hands its own on to the models in it.
    return TypeAdapter(tuple[model], config={"extra": "forbid"})  # type: ignore[valid-type]


def _told(error: ValidationError) -> Faults:
    """Return the faults that pydantic tells; an item that is missing in a list is the list's fault."""
    faults: Faults = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        loc, kind = one["loc"][1:], one["type"]
        is_short = kind == "missing" and isinstance(loc[-1], int)
        faults[loc[:-1] if is_short else loc] = "too_long" if is_short else kind
    return faults


def _let_pass(data: object, hint: Hint, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield what pydantic lets pass, and no file may have.

    That is a key without a value, a key that merging fills in, and another spelling of a number or a day.
    """
    if isinstance(data, str) and hint in _SPELT:
        kind, spelling = _SPELT[hint]
        if not spelling.fullmatch(data):
            yield loc, kind
        return
    is_closed = is_model(hint) and EXTRA not in hints_of(hint)
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        below = hint_below(hint, key)
        if is_closed and key in FILLED_IN:
            yield (*loc, key), "unexpected_keyword_argument"
        elif is_closed and value is None and below is not object:
            yield (*loc, key), "blank"
        elif below is not object:
            yield from _let_pass(value, below, (*loc, key))


def _problems(tree: Tree, model: type, faults: Faults) -> tuple[Problem, ...]:
    """Return the faults in words. A misspelt key and the missing one that it stands for are one fault."""
    missing = {loc for loc, kind in faults.items() if kind == "missing"}
    for loc, kind in faults.items():
        if kind == "unexpected_keyword_argument":
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
    value = _value_at(tree.data, loc)
    if kind == "unexpected_keyword_argument":
        free = _free_keys(tree, model, loc)
        told = unknown_key if value is not None else stray_key
        return Problem(tree.key_place(loc), *told(str(loc[-1]), free, _meant(tree, model, loc)))
    if value is None:
        parent = hint_at(model, loc[:-1])
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
