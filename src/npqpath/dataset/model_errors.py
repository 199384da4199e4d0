"""From a tree to frozen models: pydantic looks for faults, and each is told in plain words at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from npqpath.dataset.model_fields import (
    EXTRA,
    FILLED_IN,
    hint_at,
    hint_below,
    hints_of,
    in_words,
    is_model,
    legal_words,
    needed_keys,
)
from npqpath.dataset.near_miss import did_you_mean, guess_and_names, near, one_of, straight_marks
from npqpath.errors import DataError, Place, Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

    from npqpath.dataset.model_fields import Hint
    from npqpath.dataset.yaml_reader import Loc, Tree


_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
Words: TypeAlias = tuple[str, str, str | None]
"""Code, message and hint."""


def empty_file(model: Hint) -> Words:
    """Say that a file holds no data."""
    return "NP030", "There is nothing in this file.", f"Write these keys: {', '.join(needed_keys(model))}."


def missing_key(key: str, hint: Hint) -> Words:
    """Say that a key is missing from a part."""
    return "NP031", f'The key "{key}" is missing here.', f'Add "{key}:" with {in_words(hint)}.'


def unknown_key(key: str, free: list[str], meant: str | None) -> Words:
    """Say that a part has no such key, and name the one that was `meant`, or those that are `free`."""
    if meant is not None and without_colon(key, free):
        return "NP032", f'The key "{meant}" has no colon after it.', f"Write {meant}: and then the value."
    hint = guess_and_names(meant, free) or (one_of(free) if free else None)
    return "NP032", f'There is no key "{key}" here.', hint


def stray_key(key: str, free: list[str], meant: str | None) -> Words:
    """Say that something stands as a key without a value and is no key: most likely the rest of a text."""
    if meant is not None or " " not in key:
        return unknown_key(key, free, meant)
    hint = "If it belongs to the text before the comma, put quotation marks round the whole text."
    return "NP040", f'"{key}" has no value.', " ".join(filter(None, [straight_marks(key), hint]))


def without_colon(key: str, free: list[str]) -> bool:
    """Return whether what stands as a key is one of the `free` keys with more text after it."""
    first, *more = key.split(maxsplit=1) or [""]
    return bool(more) and first in free


def no_value(name: str, hint: Hint, *, may_go: bool, commented: bool) -> Words:
    """Say that a key or an item of a list stands there without a value.

    `may_go`: it can be left out; `commented`: the next line is a comment, perhaps the value to be.
    """
    way_out = ", or take the key away" if may_go else ""
    uncomment = " The line below is a comment: take its # away if it is the value." if commented else ""
    return "NP040", f"{_first_up(name)} has no value.", f"Write {in_words(hint)}{way_out}.{uncomment}"


def wrong_value(kind: str, name: str, value: object, hint: Hint) -> Words:
    """Say what is wrong with the value called `name`; `kind` is pydantic's name of the fault."""
    shown, called = _shown(value), _first_up(name)
    match kind.split("_")[0]:
        case "literal":
            words = legal_words(hint)
            guess = _near_or_all(value, words) if isinstance(value, str) else one_of(words)
            return "NP033", f"{shown} is not one of the words for {name}.", guess
        case "date" if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return "NP034", f"There is no such day as {value}.", "Check the month and the day."
        case "date":
            return "NP034", f"{shown} is not a date.", f"{_meant_day(value)}Write {in_words(hint)}."
        case "int":
            return "NP035", f"{shown} is not a whole number.", f"Write {in_words(hint)}."
        case "bool":
            return "NP036", f"{shown} is neither true nor false.", f"Write {in_words(hint)}."
        case "string":
            message = f"{called} takes some text, but here is {_kind_of(value)}."
            return "NP037", message, _text_hint(value)
        case "tuple":
            return "NP038", f"{called} takes a list, but here is {_kind_of(value)}.", _list_hint(value)
        case "too" if isinstance(value, list):
            wanted = len(get_args(hint))
            message = f"{called} takes a list of {wanted}, but here is a list of {len(value)}."
            return "NP049", message, f"Write {in_words(hint)}."
    message = f"{called} takes keys with values, but here is {_kind_of(value)}."
    return "NP039", message, f"Write {in_words(hint)}."


def _meant_day(value: object) -> str:
    """Return a guess at a day that is written as people in England write it, or nothing."""
    words = re.fullmatch(
        r"([0-9]{1,2})(?:st|nd|rd|th)?[ ./-]([0-9]{1,2}|[A-Za-z]{3,9})[ ./-]([0-9]{2}|[0-9]{4})", str(value)
    )
    if not words:
        return ""
    day, month, year = words.groups()
    number = int(month) if month.isdigit() else _MONTHS.find(month[:3].lower()) // 3 + 1
    try:
        found = dt.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return ""
    return f'Did you mean "{found.isoformat()}"? '


def name_of(loc: tuple[str | int, ...]) -> str:
    """Return what to call the value at `loc` in a sentence."""
    if not loc:
        return "the file"
    keys = [part for part in loc if isinstance(part, str)]
    if isinstance(loc[-1], int):
        return f'an item of "{keys[-1]}"' if keys else "an item of the list"
    return f'"{loc[-1]}"'


def _near_or_all(word: str, words: list[str]) -> str | None:
    return did_you_mean(word, words) or (one_of(words) if words else None)


def _shown(value: object) -> str:
    if not isinstance(value, str):
        return _first_up(_kind_of(value))
    return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a key with a value" if len(value) == 1 else "a part with keys"
    return "a list" if isinstance(value, list) else "some text"


def _text_hint(value: object) -> str:
    if isinstance(value, dict):
        return "If this is one text with a colon in it, put quotation marks round all of it."
    return "Write one text, without dashes in front or [ ] round it."


def _list_hint(value: object) -> str:
    if isinstance(value, str) and len(value) <= 40 and not re.search(r'[\[\]{},:#"\n]', value):
        return f"Write [{value}], or put it on a line of its own with a dash in front."
    return "Put each item on a line of its own with a dash in front."


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


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
