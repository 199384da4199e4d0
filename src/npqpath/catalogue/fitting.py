"""Makes frozen models of plain data by their type hints, and says what does not fit them.

The annotations of the dataclasses are the one definition. pydantic reads the same annotations for the JSON
Schema, and in the tests it is the oracle; to check files it took a fifth of the time of `npqpath validate`,
and it is generous besides (`1_000`, `12.0`, `y`, a date as a number of seconds).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Literal, TypeAlias, get_args, get_origin

from npqpath.catalogue.fields import FILLED_IN, Hint, hints_of, is_model, needed_keys

Loc: TypeAlias = tuple[str | int, ...]
Faults: TypeAlias = dict[Loc, str]
"""What does not fit, by the way to it.

It is "missing", "unknown" or "blank", or has the wrong "length"; or else the word says what should stand
there: "text", "number", "truth", "date", "word", "list" or "keys".
"""
Fit: TypeAlias = Callable[[object, Loc, Faults], object]
"""Returns the value at a place as its type; where it does not fit, adds to the faults and returns None."""

EXTRA = "extra"
"""The field of a model that takes whatever keys the model does not know, as they are.

Such a model belongs to whoever writes the file; a key without a value says as much there as no key.
"""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@cache
def fit(hint: Hint) -> Fit:
    """Return what makes values of this type of text, lists and maps. Raises `TypeError` if nothing can."""
    if hint in _LEAVES:
        return _leaf(*_LEAVES[hint])
    if isinstance(hint, type) and is_model(hint):
        return _model(hint)
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return _leaf("word", {word: word for word in arguments}.get)
    if get_origin(hint) is tuple:
        return _list(fit(arguments[0])) if arguments[1] is ... else _fixed([fit(one) for one in arguments])
    if get_origin(hint) is dict:
        return _map(fit(arguments[1]))
    if hint is object:
        return _anything
    raise TypeError(f"no data can be made to fit {hint}")


def _anything(data: object, _loc: Loc, _faults: Faults) -> object:
    return data


def _leaf(kind: str, made_of: Callable[[str], object | None]) -> Fit:
    def read(data: object, loc: Loc, faults: Faults) -> object:
        made = made_of(data) if isinstance(data, str) else None
        if made is None:
            faults[loc] = kind
        return made

    return read


def _model(model: type) -> Fit:
    below = {name: fit(hint) for name, hint in hints_of(model).items() if name not in FILLED_IN}
    needed = needed_keys(model)
    if EXTRA in below:
        return _open_model(model, below, needed)

    def read(data: object, loc: Loc, faults: Faults) -> object:
        if not isinstance(data, dict):
            faults[loc] = "keys"
            return None
        before = len(faults)
        faults.update({(*loc, key): "missing" for key in needed if key not in data})
        given = {}
        for key, value in data.items():
            if value is None:
                faults[*loc, key] = "blank"
            elif key in below:
                given[key] = below[key](value, (*loc, key), faults)
            else:
                faults[*loc, key] = "unknown"
        return model(**given) if len(faults) == before else None

    return read


def _open_model(model: type, below: dict[str, Fit], needed: list[str]) -> Fit:
    known = {name: read for name, read in below.items() if name != EXTRA}

    def read(data: object, loc: Loc, faults: Faults) -> object:
        if not isinstance(data, dict):
            faults[loc] = "keys"
            return None
        before = len(faults)
        faults.update(
            {(*loc, key): "blank" if key in data else "missing" for key in needed if data.get(key) is None}
        )
        given = {
            key: known[key](value, (*loc, key), faults)
            for key, value in data.items()
            if key in known and value is not None
        }
        given[EXTRA] = {key: value for key, value in data.items() if key not in known}
        return model(**given) if len(faults) == before else None

    return read


def _list(item: Fit) -> Fit:
    def read(data: object, loc: Loc, faults: Faults) -> object:
        if not isinstance(data, list):
            faults[loc] = "list"
            return None
        return tuple([item(value, (*loc, index), faults) for index, value in enumerate(data)])

    return read


def _fixed(items: list[Fit]) -> Fit:
    def read(data: object, loc: Loc, faults: Faults) -> object:
        if not isinstance(data, list) or len(data) != len(items):
            faults[loc] = "length" if isinstance(data, list) else "list"
            return None
        each = enumerate(zip(items, data, strict=True))
        return tuple([item(value, (*loc, index), faults) for index, (item, value) in each])

    return read


def _map(value: Fit) -> Fit:
    def read(data: object, loc: Loc, faults: Faults) -> object:
        if not isinstance(data, dict):
            faults[loc] = "keys"
            return None
        return {key: value(below, (*loc, key), faults) for key, below in data.items()}

    return read


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _date(text: str) -> dt.date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


_LEAVES: dict[Hint, tuple[str, Callable[[str], object | None]]] = {
    str: ("text", str),
    int: ("number", _number),
    bool: ("truth", {"true": True, "false": False}.get),
    dt.date: ("date", _date),
}
