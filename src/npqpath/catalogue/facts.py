"""The pieces that both data files share: sources and dated facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Raw = dict[str, object]
"""A condition as written in the YAML: `logic.conditions` gives it a meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A public page that facts come from."""

    url: str
    """Address of the page."""
    title: str
    """Title of the page and who published it."""
    checked: dt.date
    """The day somebody last read the page for this data set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What takes the place of a fact or an activity from a day on."""

    holds_from: dt.date
    """The first day on which it holds."""
    text: str
    """The new text, worded for the teacher who reads it."""
    sources: tuple[str, ...]
    """Ids of the sources that say so."""
    as_of: str
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand, so the text is worded with care."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until the next version begins, or with no end known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is true, in plain words, with where it comes from and how fresh it is."""

    text: str
    """The fact in one or two plain sentences, worded for the teacher who reads it."""
    sources: tuple[str, ...]
    """Ids of the sources that say so."""
    as_of: str
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the source is older or second-hand, so the text is worded with care."""
    holds_from: dt.date | None = None
    """The first day on which it holds; left out: it holds already."""
    holds_until: dt.date | None = None
    """The last day on which it holds; left out: until `then` begins, or with no end known."""
    then: tuple[Version, ...] = ()
    """The versions that take its place later, the first one first."""
