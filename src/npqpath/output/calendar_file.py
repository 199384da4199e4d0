"""The dates of a plan as a calendar file; imported again, it brings what was imported before up to date.

Built on icalendar, which escapes, folds and is loaded only here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from icalendar import Alarm, Calendar, Event

from npqpath import __version__
from npqpath.advice.pacing import Bar
from npqpath.advice.plan import Plan
from npqpath.output import html, text
from npqpath.words import day, month, months_after

_FIRST = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
_NOTICE = dt.timedelta(days=7)
_NAME = "NPQ plan"


@dataclass(frozen=True, slots=True)
class Date:
    """Something in a calendar that takes whole days, from the first to the last.

    `id` is the same whenever the same thing is written again, even where its days have moved. An `expected`
    date rests on what is usual and nobody has announced it. `told` are lines that say more, and `url` is
    where to read on. One that `closes` has a reminder a week before.
    """

    id: str
    title: str
    first: dt.date
    last: dt.date
    expected: bool
    told: tuple[str, ...] = ()
    url: str = ""
    closes: bool = False


def render_ics(dates: Iterable[Date], made: dt.datetime, whose: str) -> bytes:
    """Return the dates as a calendar made at a moment; the same ones and the same moment give the same bytes.

    A calendar made later has later stamps and higher numbers, so its events take the place of those imported
    before from the same plan. `whose` tells plans apart and does not come out. No event makes its owner look
    busy.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//npqpath//npqpath {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME)
    for date in dates:
        calendar.add_component(_event(date, made, hashlib.sha256(whose.encode()).hexdigest()[:12]))
    return bytes(calendar.to_ical())


def _event(date: Date, made: dt.datetime, plan: str) -> Event:
    event = Event()
    event.add("uid", f"{text.safe(date.id).replace(' ', '-')}-{plan}@npqpath")
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", max(0, int((made - _FIRST).total_seconds())))
    event.add("dtstart", date.first)
    # The end of a whole-day event is the day after its last one.
    event.add("dtend", date.last + dt.timedelta(days=1))
    event.add("summary", text.safe(date.title))
    event.add("status", "TENTATIVE" if date.expected else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if date.told:
        event.add("description", "\n".join(filter(None, map(text.safe, date.told))))
    if html.is_web_address(date.url):
        event.add("url", date.url)
    if date.closes:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text.safe(date.title))
        alarm.add("trigger", -_NOTICE)
        event.add_component(alarm)
    return event


_WINDOWS = ("assessment",)
"""What takes up its months in the calendar. Everything else is a mark where it begins."""
_STARTS = ("study", "coaching")
_LONGEST_WINDOW = 4
"""In months; a longer stretch would lie over everything else in the calendar."""
_MOST_SOURCES = 2
NOT_SAID = "Nobody has said on which day it closes, so be early."
EXPECTED = "Expected, not announced. Check the dates before you rely on them."


def plan_dates(plan: Plan) -> tuple[Date, ...]:
    """Return the dates of a plan in order; they say nothing about the person but what the plan suggests."""
    seen = Counter[tuple[str, str | None]]()
    dates: list[Date] = []
    for bar in plan.timeline.bars:
        seen[bar.kind, bar.id] += 1
        date = _date(plan, bar, seen[bar.kind, bar.id])
        dates += _registration(plan, bar, date) if bar.kind == "apply" else [date]
    return tuple(dates)


def _registration(plan: Plan, bar: Bar, date: Date) -> Iterator[Date]:
    """Yield the day on which registration opens, unless it is open by now, and the day on which it closes."""
    rules, on = plan.standing.rules, plan.on
    known = (None, None) if bar.expected else (rules.registration_opens, rules.registration_closes)
    opens, closes = known[0] or _working_day(bar.starts), known[1] or _last_day(bar.ends)
    if opens > on:
        yield replace(date, id=f"{date.id}-opens", title=f"{date.title}: it opens", first=opens, last=opens)
    told = date.told if known[1] else (NOT_SAID, *date.told)
    closing = max(on, closes)
    title = f"{date.title}: it closes" if known[1] else f"{date.title}: be done by now"
    yield Date(f"{date.id}-closes", title, closing, closing, date.expected, told, date.url, closes=True)


def review_dates(day: dt.date | None) -> tuple[Date, ...]:
    """Return the day of the next talk with a line manager as a date, if there is one."""
    return (Date("next-review", "Talk about your plan", day, day, expected=False),) if day else ()


def _date(plan: Plan, bar: Bar, number: int) -> Date:
    (first, last), title = _days(bar, plan.on), bar.label
    if bar.kind in _STARTS:
        title = f"{title}: start"
    elif bar.kind == "deadline" and bar.ends > bar.starts:
        title = f"{title}: this month at the earliest"
    named = tuple(dict.fromkeys(_sources(plan, bar)))
    sources = [plan.core.catalogue.source(id) for id in named[:_MOST_SOURCES]]
    begins, ends = month(bar.starts), month(bar.ends)
    told = [f"{begins}." if begins == ends else f"From {begins} to {ends}.", bar.note]
    told += [EXPECTED] if bar.expected else []
    told += [f"Source: {source.title}, checked {day(source.checked)}. {source.url}" for source in sources]
    return Date(
        id="-".join(filter(None, (bar.kind, bar.id, str(number)))),
        title=f"{title} (expected)" if bar.expected else title,
        first=first,
        last=last,
        expected=bar.expected,
        told=(*filter(None, told), f"From your plan of {day(plan.on)}."),
        url=sources[0].url if sources else "",
    )


def _days(bar: Bar, on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a bar takes in the calendar, none of them before the plan."""
    if bar.kind in _STARTS and bar.starts > on:
        return bar.starts, _last_day(bar.starts)
    if bar.kind in _WINDOWS and bar.ends < months_after(bar.starts, _LONGEST_WINDOW):
        return max(bar.starts, on), max(on, _last_day(bar.ends))
    mark = _working_day(max(bar.starts, on))
    return mark, mark


def _last_day(first: dt.date) -> dt.date:
    return months_after(first, 1) - dt.timedelta(days=1)


def _working_day(date: dt.date) -> dt.date:
    """Return the day, or the Monday after it where it falls on a weekend."""
    return date + dt.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)


def _sources(plan: Plan, bar: Bar) -> Iterator[str]:
    if bar.kind == "apply":
        yield from plan.standing.sources
    elif bar.kind in ("act", "deadline"):
        yield from (id for due in plan.deadlines if due.qualification == bar.id for id in due.sources)
    elif bar.id in plan.core.catalogue.qualifications_by_id and bar.kind != "use":
        course = plan.core.catalogue.qualification(bar.id)
        yield from course.length.sources if course.length else course.summary.sources
