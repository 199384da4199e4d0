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
from npqpath.words import days_in

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

    from npqpath.dataset.model_fields import Hint
    from npqpath.dataset.yaml_reader import Loc, Tree


T = TypeVar("T")

Faults: TypeAlias = "dict[Loc, str]"
"""What does not fit, by the way to it: pydantic's name of the fault, or "blank" for a key without a value."""
Words: TypeAlias = tuple[str, str, str | None]
"""Code, message and hint."""

_UNKNOWN, _WRONG_LENGTH = "unexpected_keyword_argument", "too_long"
_SPELT = {
    int: ("int_parsing", re.compile(r"-?(0|[1-9][0-9]{0,8})")),
    bool: ("bool_parsing", re.compile("true|false")),
    dt.date: ("date_parsing", re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")),
}
"""The one spelling of each value that is no text. pydantic takes more: `1_000`, `yes`, `12.0`, seconds."""


def build(tree: Tree, model: type[T]) -> T:
    """Return the file as a `model`. Raises `DataError` with every fault in its shape, in file order."""
    from pydantic import ValidationError

    if tree.data is None:
        hint = f"Write these keys: {', '.join(needed_keys(model))}."
        raise DataError((Problem(Place(tree.file, 1, 1), "NP030", "There is nothing in this file.", hint),))
    shape: type = model
    told: Faults = {}
    try:
        built: T = _adapter(shape).validate_python([tree.data])[0]
    except ValidationError as error:
        told = _told(error)
    faults = {**told, **dict(_let_pass(tree.data, model, ()))}
    lengths = [loc for loc, kind in faults.items() if kind == _WRONG_LENGTH]
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
        faults[loc[:-1] if is_short else loc] = _WRONG_LENGTH if is_short else kind
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
            yield (*loc, key), _UNKNOWN
        elif is_closed and value is None and below is not object:
            yield (*loc, key), "blank"
        elif below is not object:
            yield from _let_pass(value, below, (*loc, key))


def _problems(tree: Tree, model: type, faults: Faults) -> tuple[Problem, ...]:
    """Return the faults in words. A misspelt key and the missing one that it stands for are one fault."""
    meant = {
        (*loc[:-1], _meant(str(loc[-1]), _free_keys(tree, model, loc), needed_keys(hint_at(model, loc[:-1]))))
        for loc, kind in faults.items()
        if kind == _UNKNOWN
    }
    told = [(loc, kind) for loc, kind in faults.items() if kind != "missing" or loc not in meant]
    problems = (_problem(tree, model, loc, kind) for loc, kind in told)
    return tuple(sorted(problems, key=lambda one: (one.place.line, one.place.column)))


def _problem(tree: Tree, model: type, loc: Loc, kind: str) -> Problem:
    hint, parent = hint_at(model, loc), hint_at(model, loc[:-1])
    if kind == "missing":
        message = f'The key "{loc[-1]}" is missing here.'
        how = f'Add "{loc[-1]}:" with {in_words(hint)}.'
        return Problem(tree.first_key_place(loc[:-1]), "NP031", message, how)
    value, place = _value_at(tree.data, loc), tree.place(loc)
    if kind == _UNKNOWN:
        words = _unknown_key(str(loc[-1]), value, _free_keys(tree, model, loc), parent)
        return Problem(tree.key_place(loc), *words)
    name = _name_of(loc)
    if value is None:
        way_out = ", or take the key away" if is_model(parent) and loc[-1] not in needed_keys(parent) else ""
        below = tree.text.split("\n")[place.line : place.line + 1]
        is_commented = bool(below) and below[0].lstrip().startswith("#")
        more = " The line below is a comment: take its # away if it is the value." if is_commented else ""
        how = f"Write {in_words(hint)}{way_out}.{more}"
        return Problem(place, "NP040", f"{_first_up(name)} has no value.", how)
    return Problem(place, *_wrong_value(kind, name, value, hint))


def _unknown_key(key: str, value: object, free: list[str], parent: Hint) -> Words:
    """Say that a part has no such key. Without a value it may be the rest of the text before."""
    meant = _meant(key, free, needed_keys(parent))
    if meant is not None and meant == _without_colon(key, free):
        return "NP032", f'The key "{meant}" has no colon after it.', f"Write {meant}: and then the value."
    if value is None and meant is None and " " in key:
        hint = "If it belongs to the text before the comma, put quotation marks round the whole text."
        return "NP040", f'"{key}" has no value.', " ".join(filter(None, [straight_marks(key), hint]))
    return (
        "NP032",
        f'There is no key "{key}" here.',
        guess_and_names(meant, free)
        if meant
        else f"These keys can be here: {', '.join(legal_words(parent))}.",
    )


def _meant(key: str, free: list[str], needed: list[str]) -> str | None:
    """Return the key that an unknown one most likely stands for: first of all one that has to be there."""
    lacking = [each for each in needed if each in free]
    return _without_colon(key, free) or near(key, lacking) or near(key, free)


def _without_colon(key: str, free: list[str]) -> str | None:
    """Return the key that has more text after it, if that is what stands as a key."""
    first, *more = key.split(maxsplit=1) or [""]
    return first if more and first in free else None


def _free_keys(tree: Tree, model: type, loc: Loc) -> list[str]:
    """Return what an unknown key can stand for: the keys that its part may have and has not."""
    part = _value_at(tree.data, loc[:-1])
    given = part if isinstance(part, dict) else {}
    return [key for key in legal_words(hint_at(model, loc[:-1])) if key not in given]


def _value_at(data: object, loc: Loc) -> object:
    for part in loc:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
    return data


def _wrong_value(kind: str, name: str, value: object, hint: Hint) -> Words:
    """Say what is wrong with the value called `name`; `kind` is pydantic's name of the fault."""
    called, wanted, given = _first_up(name), f"Write {in_words(hint)}.", _kind_of(value)
    shown = _first_up(given)
    if isinstance(value, str):
        shown = f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
    match kind.split("_")[0]:
        case "literal":
            words = legal_words(hint)
            guess = did_you_mean(value, words) if isinstance(value, str) else None
            return "NP033", f"{shown} is not one of the words for {name}.", guess or one_of(words)
        case "date" if isinstance(value, str) and _SPELT[dt.date][1].fullmatch(value):
            return "NP034", f"There is no such day as {value}.", "Check the month and the day."
        case "date" if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
            return "NP034", f"{value} is a day in another century.", "Check the year."
        case "date":
            return "NP034", f"{shown} is not a date.", f"{_meant_day(value)}{wanted}"
        case "int":
            return "NP035", f"{shown} is not a whole number.", wanted
        case "bool":
            return "NP036", f"{shown} is neither true nor false.", wanted
        case "string" if isinstance(value, dict):
            how = "If this is one text with a colon in it, put quotation marks round all of it."
            return "NP037", f"{called} takes some text, but here is {given}.", how
        case "string":
            how = "Write one text, without dashes in front or [ ] round it."
            return "NP037", f"{called} takes some text, but here is {given}.", how
        case "tuple":
            how = "Put each item on a line of its own with a dash in front."
            if isinstance(value, str) and len(value) <= 40 and not re.search(r'[\[\]{},:#"\n]', value):
                how = f"Write [{value}], or put it on a line of its own with a dash in front."
            return "NP038", f"{called} takes a list, but here is {given}.", how
        case "too" if isinstance(value, list):
            message = f"{called} takes a list of {len(get_args(hint))}, but here is a list of {len(value)}."
            return "NP049", message, wanted
    return "NP039", f"{called} takes keys with values, but here is {given}.", wanted


def _meant_day(value: object) -> str:
    """Return a guess at a day that is written in another way, or nothing."""
    found = next(days_in(re.sub(r"\b[0-9]{2}$", r"20\g<0>", str(value))), None)
    return f'Did you mean "{found}"? ' if found else ""


def _name_of(loc: Loc) -> str:
    """Return what to call the value at `loc` in a sentence."""
    keys = [part for part in loc if isinstance(part, str)]
    if loc and isinstance(loc[-1], int):
        return f'an item of "{keys[-1]}"' if keys else "an item of the list"
    return f'"{loc[-1]}"' if loc else "the file"


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "a key with a value" if len(value) == 1 else "a part with keys"
    return "a list" if isinstance(value, list) else "some text"


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
