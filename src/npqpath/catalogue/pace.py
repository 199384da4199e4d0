"""The shape of `pace` in `pathways.yaml`: how much time a plan leaves for what."""

from __future__ import annotations

from dataclasses import dataclass

from npqpath.catalogue.facts import Period, SourceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A number of months that a plan reckons with, and why."""

    months: int
    """How many months."""
    text: str
    """Why so many, in a sentence to the teacher."""
    sources: tuple[SourceId, ...]
    """Ids of the sources that it rests on."""
    as_of: Period
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the number is our reckoning and not the source's."""


def _usual(months: int) -> Time:
    return Time(months=months, text="", sources=(), as_of="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a plan goes: advice, not rules. What is left out has its usual length and is not explained."""

    embed: Time = _usual(4)
    """Time to use what a course taught before the next begins."""
    step: Time = _usual(12)
    """How long a next step goes on before another one."""
    look_back: Time = _usual(8)
    """How long after its beginning a step is looked back at."""
    under_way: Time = _usual(12)
    """What is taken to be left of a course that somebody is on."""
