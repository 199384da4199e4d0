"""The shape of `pace` in `pathways.yaml`: how much time a plan leaves for what."""

from __future__ import annotations

from npqpath.catalogue.facts import CONFIG
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A number of months that a plan reckons with, and why."""

    __pydantic_config__ = CONFIG

    months: int
    """How many months."""
    text: str
    """Why so many, in a sentence to the teacher."""
    sources: tuple[str, ...]
    """Ids of the sources that it rests on."""
    as_of: str
    """The date or period that the source speaks of."""
    careful: bool = False
    """True where the number is our reckoning and not the source's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a plan goes: advice, not rules."""

    __pydantic_config__ = CONFIG

    embed: Time
    """Time to use what a course taught before the next begins."""
    step: Time
    """How long a next step goes on before another one."""
    look_back: Time
    """How long after its beginning a step is looked back at."""
    under_way: Time
    """What is taken to be left of a course that somebody is on."""
