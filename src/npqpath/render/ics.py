"""Dates as a calendar file, which calendar programs import and, imported again, bring up to date.

Built on icalendar, which escapes, folds and is loaded only here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event

from npqpath import __version__
from npqpath.render.addresses import is_web_address
from npqpath.render.text import safe

_FIRST = dt.date(2021, 1, 1)
_NAME = "NPQ plan"


@dataclass(frozen=True, slots=True)
class Date:
    """Something in a calendar that takes whole days, from the first to the last.

    `id` is the same whenever the same thing is written again, even where its days have moved. An `expected`
    date rests on what is usual and nobody has announced it. `told` are lines that say more, and `url` is
    where to read on.
    """

    id: str
    title: str
    first: dt.date
    last: dt.date
    expected: bool
    told: tuple[str, ...] = ()
    url: str = ""


def render_ics(dates: Iterable[Date], on: dt.date) -> bytes:
    """Return the dates as a calendar made on a day; the same dates and day give the same bytes.

    A calendar made on a later day has later stamps and higher numbers, so its events take the place of those
    imported before. There are no alarms, and no event makes its owner look busy.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//npqpath//npqpath {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME)
    for date in dates:
        calendar.add_component(_event(date, on))
    return bytes(calendar.to_ical())


def _event(date: Date, on: dt.date) -> Event:
    stamp = dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC)
    event = Event()
    event.add("uid", f"{safe(date.id).replace(' ', '-')}@npqpath")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max(0, (on - _FIRST).days))
    event.add("dtstart", date.first)
    # The end of a whole-day event is the day after its last one.
    event.add("dtend", date.last + dt.timedelta(days=1))
    event.add("summary", safe(date.title))
    event.add("status", "TENTATIVE" if date.expected else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if date.told:
        event.add("description", _lines(date.told))
    if is_web_address(date.url):
        event.add("url", date.url)
    return event


def _lines(told: Sequence[str]) -> str:
    return "\n".join(filter(None, map(safe, told)))
