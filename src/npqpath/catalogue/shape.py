"""From a tree to frozen models; every fault is told in plain words and placed in the file.

pydantic checks the shape. It is generous with single values (`1_000`, `12.0`, `y`, a date as a number of
seconds), so numbers, dates and true or false are checked here as they are written.
"""

# pydantic is imported inside `build`: with a snapshot at hand no shape is checked, and it takes 120 ms.

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, TypeVar

from npqpath.catalogue.fields import hint_at, hint_below, is_model, legal_words, needed_keys
from npqpath.catalogue.near import near
from npqpath.catalogue.shape_words import (
    empty_file,
    missing_key,
    name_of,
    no_value,
    unknown_key,
    wrong_value,
)
from npqpath.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.catalogue.fields import Hint
    from npqpath.catalogue.reading import Loc, Tree

T = TypeVar("T")

_KINDS = {
    "missing": "missing",
    "unexpected_keyword_argument": "unknown",
    "literal_error": "word",
    "string_type": "text",
    "tuple_type": "list",
    "dict_type": "keys",
    "dataclass_type": "keys",
    "date_type": "date",
    "int_type": "number",
    "bool_type": "truth",
}
"""pydantic's names of the faults that these models can have, and ours."""
_LEAVES = {dt.date: "date", int: "number", bool: "truth"}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def build(tree: Tree, model: type[T]) -> T:
    """Return the file as a `model`. Raises `DataError` with every fault in its shape, in file order."""
    if tree.data is None:
        raise DataError((Problem(Place(tree.file, 1, 1), *empty_file(model)),))
    from pydantic import TypeAdapter, ValidationError

    faults = dict(_badly_written(model, tree.data, ()))
    built: T | None = None
    try:
        built = TypeAdapter(model).validate_python(tree.data)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            faults.setdefault(one["loc"], _KINDS.get(one["type"], "other"))
    if built is None or faults:
        raise DataError(_problems(tree, model, faults))
    return built


def _badly_written(hint: Hint, data: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield the numbers, dates and truths that are not written as they should be, and keys left blank."""
    if isinstance(data, dict):
        for key, below in data.items():
            if below is None and is_model(hint):
                yield (*loc, key), "blank"
            yield from _badly_written(hint_below(hint, key), below, (*loc, key))
    elif isinstance(data, list):
        for index, below in enumerate(data):
            yield from _badly_written(hint_below(hint, index), below, (*loc, index))
    elif isinstance(data, str) and hint in _LEAVES and not _is_well_written(hint, data):
        yield loc, _LEAVES[hint]


def _is_well_written(hint: Hint, text: str) -> bool:
    if hint is int:
        return bool(_NUMBER.fullmatch(text))
    if hint is bool:
        return text in ("true", "false")
    return _is_date(text)


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _problems(tree: Tree, model: type, faults: dict[Loc, str]) -> tuple[Problem, ...]:
    """Return the faults in words. A misspelt key and the missing one that it stands for are one fault."""
    missing = {loc for loc, kind in faults.items() if kind == "missing"}
    for loc, kind in faults.items():
        if kind == "unknown":
            absent = [str(other[-1]) for other in missing if other[:-1] == loc[:-1]]
            meant = near(str(loc[-1]), legal_words(hint_at(model, loc[:-1])))
            if meant in absent:
                missing.discard((*loc[:-1], meant))
    told = [
        _problem(tree, model, loc, kind)
        for loc, kind in faults.items()
        if kind != "missing" or loc in missing
    ]
    return tuple(sorted(told, key=lambda one: (one.place.line, one.place.column)))


def _problem(tree: Tree, model: type, loc: Loc, kind: str) -> Problem:
    hint, name = hint_at(model, loc), name_of(loc)
    if kind == "missing":
        return Problem(tree.first_key_place(loc[:-1]), *missing_key(str(loc[-1]), hint))
    if kind == "unknown":
        return Problem(tree.key_place(loc), *unknown_key(str(loc[-1]), hint_at(model, loc[:-1])))
    value = _value_at(tree.data, loc)
    if value is None:
        parent = hint_at(model, loc[:-1])
        may_go = is_model(parent) and loc[-1] not in needed_keys(parent)
        return Problem(tree.place(loc), *no_value(name, hint, may_go=may_go))
    return Problem(tree.place(loc), *wrong_value(kind, name, value, hint))


def _value_at(data: object, loc: Loc) -> object:
    for part in loc:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data
