"""What a teacher can do on a given day: which start is next, and whether its rules are known yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.qualifications import Cohort
from npqpath.words import day, listed, month

Phase = Literal["announced", "open", "closed", "starting", "started"]

STALE_AFTER = dt.timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest cohort whose rules were known on the day, how far it has got, and the next start.

    `next_start` is the first day of the month in which courses next start; `expected` is true where
    that start has not been announced. `notices` say it in words; the first is the one that matters.
    """

    on: dt.date
    rules: Cohort
    phase: Phase
    next_start: dt.date
    expected: bool
    notices: tuple[str, ...]
    sources: tuple[str, ...]

    def starts(self) -> Iterator[dt.date]:
        """Yield the starts to come, one a year."""
        return (self.next_start.replace(year=self.next_start.year + years) for years in count())

    @property
    def start_in_words(self) -> str:
        """The month of the next start, until when to register, and whether it is expected only."""
        closing = self.rules.registration_closes
        words = "expected, not announced" if self.expected else ""
        if closing is not None and self.phase == "closed":
            words += f"; registration for {self.rules.name} closed on {day(closing)}"
        elif closing is not None and self.phase == "open":
            words = f"register by {day(closing)}"
        return f"{month(self.next_start)}{f' ({words})' if words else ''}"


def stand(catalogue: Catalogue, on: dt.date) -> Standing:
    """Return how matters stand on a day. One start a year is assumed after the last one listed."""
    cohorts, rules = catalogue.qualifications.cohorts, rules_on(catalogue, on)
    phase = _phase(rules, on)
    expected = phase in ("closed", "starting", "started")
    coming = [c.starts_from for c in cohorts if c.starts_from > on and not (expected and c is rules)]
    next_start = coming[0] if coming else _a_year_on(rules.starts_from, max(on, rules.starts_from))
    notices = [_notice(rules, phase, on)]
    if expected:
        notices.append(_next_notice(catalogue, rules, next_start))
    if on - catalogue.qualifications.checked > STALE_AFTER:
        age = f"The facts here were last checked on {day(catalogue.qualifications.checked)}."
        notices.insert(0, f"{age} Check dates and funding on GOV.UK before you act.")
    sources = tuple(dict.fromkeys((*rules.sources, *catalogue.qualifications.next_cohort.sources)))
    return Standing(on, rules, phase, next_start, expected, tuple(notices), sources)


def rules_on(catalogue: Catalogue, on: dt.date) -> Cohort:
    """Return the newest start whose rules were out on a day, or else the first of all."""
    cohorts = catalogue.qualifications.cohorts
    known = [cohort for cohort in cohorts if (cohort.announced or cohort.starts_from) <= on]
    return known[-1] if known else cohorts[0]


def how_it_ended(catalogue: Catalogue, id: str) -> str | None:
    """Return that a course has ended, since when, and what comes closest; None where it has not."""
    book, course = catalogue.qualifications, catalogue.qualifications_by_id.get(id)
    if course is None or course.ended is None:
        return None
    since = ""
    for start in reversed([each for each in book.cohorts if each.announced is not None]):
        if id in start.offers:
            break
        assert start.announced is not None
        since = f"{start.name}, announced on {day(start.announced)}, does not offer it."
    names = listed(catalogue.qualification(each).short_name for each in course.ended.closest)
    closest = f"What comes closest: {names}." if names else ""
    return " ".join(filter(None, (f"{course.short_name} has ended:", since, course.ended.text, closest)))


def _phase(cohort: Cohort, on: dt.date) -> Phase:
    if on > cohort.starts_until:
        return "started"
    if on >= cohort.starts_from:
        return "starting"
    if cohort.registration_closes is not None and on > cohort.registration_closes:
        return "closed"
    if cohort.registration_opens is not None and on >= cohort.registration_opens:
        return "open"
    return "announced"


def _a_year_on(start: dt.date, on: dt.date) -> dt.date:
    while start <= on:
        start = start.replace(year=start.year + 1)
    return start


def _notice(cohort: Cohort, phase: Phase, on: dt.date) -> str:
    if phase == "started":
        return f"{cohort.name} courses have started, so you cannot join that start any more."
    if phase == "starting":
        ask = "If you hoped to start now, ask a lead provider today whether a place is left."
        first, last = month(cohort.starts_from), month(cohort.starts_until)
        window = "this month" if first == last else f"between {first} and {last}"
        return f"{cohort.name} courses start {window}. {_closing(cohort, on)} {ask}"
    if phase == "closed" and cohort.registration_closes:
        return f"Registration for {cohort.name} closed on {day(cohort.registration_closes)}."
    starts = f"Courses start in {month(cohort.starts_from)}."
    if phase == "open":
        return f"Registration for {cohort.name} is open. {_closing(cohort, on)} {starts}"
    opens = cohort.registration_opens
    when = f"Registration opens on {day(opens)}." if opens else "The day registration opens is not known."
    return f"The rules for {cohort.name} are out. {when} {starts}"


def _closing(cohort: Cohort, on: dt.date) -> str:
    closing = cohort.registration_closes
    if closing is None:
        return "We could not confirm when registration closes."
    return f"Registration {'closed' if closing < on else 'closes'} on {day(closing)}."


def _next_notice(catalogue: Catalogue, rules: Cohort, next_start: dt.date) -> str:
    news = catalogue.qualifications.next_cohort
    if rules is catalogue.qualifications.cohorts[-1] and news.waits_for not in catalogue.cohorts_by_id:
        return news.text
    return f"The rules for the next start, expected in {month(next_start)}, were not out yet."
