"""What a hub or trust adds to the national data about itself: partners, contacts and events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation that the hub works with."""

    name: str
    """Name of the organisation."""
    text: str
    """What it does with the hub, in a sentence to the teacher."""
    link: str | None = None
    """Address of its page, beginning with https:// or http://."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to ask, or a place to look."""

    name: str
    """A person, a team or a page."""
    text: str
    """What to ask or find there, in a sentence to the teacher."""
    link: str | None = None
    """Address of a page, beginning with https:// or http://."""
    email: str | None = None
    """E-mail address."""
    phone: str | None = None
    """Phone number, in digits and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens on a day. Plans show it up to that day and no longer."""

    name: str
    """What it is called."""
    starts: dt.date
    """The day it takes place, or begins."""
    text: str
    """What happens and for whom, in a sentence to the teacher."""
    link: str | None = None
    """Address of a page about it, beginning with https:// or http://."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """Who is near the teacher: what one overlay says about its hub or trust."""

    name: str
    """Name of the hub or trust."""
    area: str
    """The area or the people it serves, to follow "for"."""
    checked: dt.date
    """The day the hub or trust last checked what it says here."""
    partners: tuple[Partner, ...] = ()
    """Organisations it works with."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask."""
    events: tuple[Event, ...] = ()
    """What takes place, in any order."""

    def coming(self, on: dt.date) -> tuple[Event, ...]:
        """Return the events that are not over on this day, soonest first."""
        return tuple(sorted((each for each in self.events if each.starts >= on), key=lambda one: one.starts))
