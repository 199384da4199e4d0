"""What a published list holds, as values: one workplace, and one list with its day and its file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["register", "schools-list", "16-to-19-list", "rise", "childminders"]

KINDS: tuple[Kind, ...] = get_args(Kind)

NAMES: dict[Kind, str] = {
    "register": "national register of schools",
    "schools-list": "schools list",
    "16-to-19-list": "16 to 19 list",
    "rise": "list of targeted RISE schools",
    "childminders": "list of childminders",
}

NUMBERS: dict[Kind, str] = {
    "register": "URN",
    "schools-list": "URN",
    "16-to-19-list": "UKPRN",
    "rise": "URN",
    "childminders": "Ofsted number",
}


@dataclass(frozen=True, slots=True)
class Workplace:
    """One place that a list names. What a list does not tell is an empty text.

    `kinds` are the lists that name it. `type` is the kind of place in the words of the list.
    """

    urn: str
    ukprn: str
    name: str
    type: str = ""
    postcode: str = ""
    town: str = ""
    area: str = ""
    is_closed: bool = False
    is_outside_england: bool = False
    kinds: frozenset[Kind] = frozenset()

    def also_on(self, kind: Kind) -> Workplace:
        """Return the same place, named by one list more."""
        return replace(self, kinds=self.kinds | {kind})

    def number(self, kind: Kind) -> str:
        """Return the number by which a list of this kind names places; empty where it is not known."""
        return self.ukprn if kind == "16-to-19-list" else self.urn


@dataclass(frozen=True, slots=True)
class ListInfo:
    """Which list it is, its day, its file and how many places it names.

    `is_dated` tells whether the day is the list's own; otherwise it is the day on which it was read in.
    """

    kind: Kind
    on: dt.date
    is_dated: bool
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the places it names, each number once."""

    info: ListInfo
    places: tuple[Workplace, ...]


def kind_of(text: str) -> Kind | None:
    """Return the kind that is written so, or None."""
    return text if text in KINDS else None


def day(on: dt.date) -> str:
    """Return a day as people write it: 18 May 2026."""
    return f"{on.day} {on:%B %Y}"


def told_by(info: ListInfo) -> str:
    """Return the list with its day, to follow "the": "schools list of 18 May 2026"."""
    link = "of" if info.is_dated else "read in on"
    return f"{NAMES[info.kind]} {link} {day(info.on)}"
