"""What the models say about their fields: which there are, what each takes, and how to say it in words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from functools import cache
from typing import Any, Literal, TypeAlias, TypeGuard, Union, get_args, get_origin, get_type_hints

Hint: TypeAlias = object
"""A type as an annotation gives it: a class, `tuple[str, ...]`, a `Literal`, and so on."""

FILLED_IN = ("added_by", "local")
"""Fields that merging an overlay fills in: no file may have them."""

EXTRA = "extra"
"""The field of an open model that takes whatever keys the model does not know, as they are."""


class Open:
    """A kind of model that belongs to whoever writes the file: it keeps keys of theirs.

    A key without a value says as much there as no key, save where there has to be one.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core.core_schema import no_info_before_validator_function

        needed, known = needed_keys(cls), legal_words(cls)

        def gathered(data: object) -> object:
            if not isinstance(data, dict):
                return data
            given = {key: data[key] for key in known if key in data}
            given = {key: value for key, value in given.items() if value is not None or key in needed}
            return {**given, EXTRA: {key: value for key, value in data.items() if key not in known}}

        return no_info_before_validator_function(gathered, handler(source))


@cache
def hints_of(model: type) -> dict[str, Hint]:
    """Return the type of each field of a model, its own before inherited ones, with `| None` left out."""
    names = dict.fromkeys(name for base in model.__mro__ for name in vars(base).get("__annotations__", ()))
    every = get_type_hints(model)
    return {name: _without_none(every[name]) for name in names}


def needed_keys(model: Hint) -> list[str]:
    """Return the names of a model's fields that have no default."""
    if not is_model(model):
        return []
    fields = {one.name: one for one in dataclasses.fields(model)}
    missing = dataclasses.MISSING
    return [
        name
        for name in hints_of(model)
        if fields[name].default is missing and fields[name].default_factory is missing
    ]


def is_model(hint: Hint) -> TypeGuard[type]:
    """Return whether the type is a dataclass of the catalogue."""
    return isinstance(hint, type) and dataclasses.is_dataclass(hint)


def hint_below(hint: Hint, part: str | int) -> Hint:
    """Return the type of what stands under one key, or at one position, of a value of type `hint`."""
    if is_model(hint):
        return hints_of(hint).get(str(part), object)
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        return _without_none(arguments[0])
    if get_origin(hint) is dict:
        return _without_none(arguments[1])
    return object


def hint_at(model: type, loc: tuple[str | int, ...]) -> Hint:
    """Return the type of what stands at `loc` in a file of shape `model`; `object` where anything may."""
    hint: Hint = model
    for part in loc:
        hint = hint_below(hint, part)
    return hint


def legal_words(hint: Hint) -> list[str]:
    """Return what may be written where one of a few words, or one of a model's keys, is wanted."""
    if is_model(hint):
        return [name for name in hints_of(hint) if name not in (*FILLED_IN, EXTRA)]
    return [str(word) for word in get_args(hint)] if get_origin(hint) is Literal else []


def in_words(hint: Hint) -> str:
    """Return what a value of this type is, to follow "Write"."""
    if is_model(hint) and needed_keys(hint):
        return f"these keys under it: {', '.join(needed_keys(hint))}"
    if is_model(hint):
        return f"some of these keys under it: {', '.join(legal_words(hint))}"
    if get_origin(hint) is Literal:
        return f"one of these words: {', '.join(legal_words(hint))}"
    if get_origin(hint) is tuple:
        return "a list, such as [one, two]" if ... in get_args(hint) else "a list of 2, such as [12, 24]"
    return _IN_WORDS.get(hint, "keys with values under it")


_IN_WORDS: dict[Hint, str] = {
    str: "some text",
    int: "a whole number in figures, such as 18",
    bool: "true or false",
    dt.date: "a day as year-month-day, such as 2026-09-01",
}


def _without_none(hint: Hint) -> Hint:
    if get_origin(hint) in (Union, types.UnionType):
        kept = [one for one in get_args(hint) if one is not types.NoneType]
        return kept[0] if len(kept) == 1 else object
    return hint
