"""A course as bars: register, study, the assessment, and time to use what it taught."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from npqpath.advice.bars import Bar, BarKind
from npqpath.advice.calendar import Standing, day, month, months_after
from npqpath.catalogue.pace import Pace
from npqpath.catalogue.qualifications import Cohort, Qualification

TAUGHT_MONTHS = 12
"""For a course whose length the data does not say."""
COACHING = "coaching-offer"
REGISTER = "Register and apply for {}"


@dataclass(frozen=True, slots=True)
class Course:
    """A course on the timeline: its first month, and the first months after the result and after its use."""

    qualification: Qualification
    starts: dt.date
    result: dt.date
    free: dt.date
    bars: tuple[Bar, ...]

    @property
    def is_coaching(self) -> bool:
        """Whether it runs beside other things, as coaching does."""
        return self.qualification.kind == COACHING


def new_course(it: Qualification, start: dt.date, standing: Standing, pace: Pace) -> Course:
    """Return a course that starts in a month to come, registration included."""
    expected = standing.expected or start != standing.next_start
    taught, result = lengths(it)
    ends, told = months_after(start, taught), months_after(start, result)
    bars = [*_apply(it, start, standing)]
    if it.kind == COACHING:
        note = it.who_for.text if it.who_for else ""
        bars.append(_bar(it, "coaching", "Coaching for new heads: {}", (start, ends), expected, note))
        return Course(it, start, ends, ends, tuple(bars))
    note = f"{taught} months of teaching. A result by about {month(told)}."
    bars.append(_bar(it, "study", "Study for {}", (start, ends), expected, note))
    bars += _afterwards(it, (ends, told), pace)
    return Course(it, start, told, months_after(told, pace.embed.months), tuple(bars))


def course_under_way(it: Qualification, on: dt.date, pace: Pace) -> Course:
    """Return a course that somebody is on already; what is left of it is a reckoning."""
    start = months_after(on, 0)
    told = months_after(start, pace.under_way.months)
    if it.kind == COACHING:
        bar = _bar(it, "coaching", "Go on with the coaching of {}", (start, told), True, pace.under_way.text)
        return Course(it, start, told, told, (bar,))
    bar = _bar(it, "study", "Finish {}", (start, told), True, pace.under_way.text)
    return Course(
        it, start, told, months_after(told, pace.embed.months), (bar, *_afterwards(it, (told, told), pace))
    )


def lengths(it: Qualification) -> tuple[int, int]:
    """Return the months of teaching, and the most months from the start to a result."""
    if it.length is None:
        return TAUGHT_MONTHS, TAUGHT_MONTHS
    return it.length.taught_months, max(it.length.result_months)


def _apply(it: Qualification, start: dt.date, standing: Standing) -> Iterator[Bar]:
    """Yield the months in which to register: those announced, else those of the newest rules."""
    rules = standing.rules
    if not standing.expected and start == standing.next_start:
        opens = max(standing.on, rules.registration_opens or standing.on)
        closes = rules.registration_closes or months_after(start, -1)
        note = f"Registration closes on {day(closes)}." if rules.registration_closes else ""
        if opens < start:
            yield _bar(it, "apply", REGISTER, (opens, months_after(closes, 1)), False, note)
    elif usual := rules.registration_opens or rules.announced:
        look = usual.replace(year=start.year, day=1)
        now = months_after(standing.on, 0)
        if look < start:
            span = (look, months_after(look, 1)) if now < look else (now, start)
            yield _bar(it, "apply", REGISTER, span, True, _as_last_time(rules))


def _as_last_time(rules: Cohort) -> str:
    """Return in words what the newest rules tell of when to register, for a start that is not announced."""
    if rules.registration_opens is None:
        assert rules.announced is not None
        return f"The rules for {rules.name} came out on {day(rules.announced)}, so look on GOV.UK then."
    opens = rules.registration_opens
    part = ("early", "mid", "late")[min((opens.day - 1) // 10, 2)]
    about = f"{part}-{opens:%B}" if part == "mid" else f"{part} {opens:%B}"
    planned = f"DfE planned to open registration for {rules.name} on {day(opens)}"
    return f"{planned}. The next may open about {about}, but nothing is announced."


def _afterwards(it: Qualification, ends: tuple[dt.date, dt.date], pace: Pace) -> Iterator[Bar]:
    taught, told = ends
    if taught < told:
        yield _bar(it, "assessment", "Assessment and result of {}", ends, True, "")
    free = months_after(told, pace.embed.months)
    if told < free:
        yield _bar(it, "use", "Use what {} taught you", (told, free), True, pace.embed.text)


def _bar(
    it: Qualification,
    kind: BarKind,
    label: str,
    span: tuple[dt.date, dt.date],
    expected: bool,
    note: str,
) -> Bar:
    """Return a bar from the first month of a span to the month before its end."""
    starts, ends = months_after(span[0], 0), months_after(span[1], -1)
    return Bar(it.id, kind, label.replace("{}", it.short_name), starts, max(starts, ends), expected, note)
