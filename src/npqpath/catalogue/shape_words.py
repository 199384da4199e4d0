"""The words for every fault in the shape of a data file: a code, what is wrong and how to mend it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, TypeAlias, get_args

from npqpath.catalogue.fields import in_words, legal_words, needed_keys
from npqpath.catalogue.near import did_you_mean, guess_and_names, one_of, straight_marks

if TYPE_CHECKING:
    from npqpath.catalogue.fields import Hint

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
