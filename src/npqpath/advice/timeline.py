"""Some years on a timeline: what to do when, with time to use what was learned in between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.legal_deadlines import deadline_bars, missed_deadlines
from npqpath.advice.pacing import Bar, BarKind, Pacing, Timeline
from npqpath.advice.person import Person, is_open, later, under_way
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.advice.wording import talks_with
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Pace
from npqpath.dataset.qualifications import Qualification
from npqpath.rules.decision_diagram import EVERYBODY
from npqpath.words import day, month, months_after, months_apart

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


def new_course(course: Qualification, start: dt.date, standing: Standing, pace: Pace) -> Course:
    """Return a course that starts in a month to come, registration included."""
    expected = standing.expected or start != standing.next_start
    taught, months = lengths(course)
    ends, result = months_after(start, taught), months_after(start, months)
    registration = tuple(_apply(course, start, standing))
    if course.kind == COACHING:
        note = course.who_for.text if course.who_for else ""
        bar = _bar(course, "coaching", "Coaching for new heads: {}", (start, ends), expected, note)
        return Course(course, start, ends, ends, (*registration, bar))
    note = f"{taught} months of teaching." if course.length else "How long it takes is not known yet."
    if course.length and course.length.result_months:
        note += f" A result by about {month(result)}."
    bar = _bar(course, "study", "Study for {}", (start, ends), expected, note)
    return _then_used(Course(course, start, result, result, (*registration, bar)), ends, pace)


def course_under_way(course: Qualification, on: dt.date, pace: Pace) -> Course:
    """Return a course that somebody is on already; what is left of it is a reckoning."""
    start = months_after(on, 0)
    result = months_after(start, pace.under_way.months)
    is_coaching = course.kind == COACHING
    label = "Go on with the coaching of {}" if is_coaching else "Finish {}"
    kind: BarKind = "coaching" if is_coaching else "study"
    bar = _bar(course, kind, label, (start, result), True, pace.under_way.text)
    on_it = Course(course, start, result, result, (bar,))
    return on_it if is_coaching else _then_used(on_it, result, pace)


def lengths(course: Qualification) -> tuple[int, int]:
    """Return the months of teaching, and the most months from the start to a result."""
    if course.length is None:
        return TAUGHT_MONTHS, TAUGHT_MONTHS
    return course.length.taught_months, course.length.longest


def _apply(course: Qualification, start: dt.date, standing: Standing) -> Iterator[Bar]:
    """Yield the months in which to register: those announced, else those of the newest rules."""
    rules = standing.rules
    if not standing.expected and start == standing.next_start:
        opens = max(standing.on, rules.registration_opens or standing.on)
        closes = rules.registration_closes or months_after(start, -1)
        note = f"Registration closes on {day(closes)}." if rules.registration_closes else ""
        if opens < start:
            yield _bar(course, "apply", REGISTER, (opens, months_after(closes, 1)), False, note)
    elif usual := rules.registration_opens or rules.announced:
        look = usual.replace(year=start.year, day=1)
        now = months_after(standing.on, 0)
        if look < start:
            span = (look, months_after(look, 1)) if now < look else (now, start)
            yield _bar(course, "apply", REGISTER, span, True, _as_last_time(standing))


def _as_last_time(standing: Standing) -> str:
    """Return in words what the newest rules tell of when to register, for a start that is not announced."""
    rules = standing.rules
    if rules.registration_opens is None:
        assert rules.announced is not None
        return f"The rules for {rules.name} came out on {day(rules.announced)}, so look on GOV.UK then."
    opens = rules.registration_opens
    part = ("early", "mid", "late")[min((opens.day - 1) // 10, 2)]
    about = f"{part}-{opens:%B}" if part == "mid" else f"{part} {opens:%B}"
    past = "opened" if standing.phase == "open" else "was due to open"
    last = f"Registration for {rules.name} {'opens' if opens > standing.on else past} on {day(opens)}"
    return f"{last}. The next may open about {about}, but nothing is announced."


def _then_used(course: Course, taught: dt.date, pace: Pace) -> Course:
    """Return a course with its assessment, and with time to use what it taught before the next."""
    npq, result, bars = course.qualification, course.result, list(course.bars)
    free = months_after(result, pace.embed.months)
    if taught < result:
        bars.append(_bar(npq, "assessment", "Assessment and result of {}", (taught, result), True, ""))
    if result < free:
        bars.append(_bar(npq, "use", "Use what {} taught you", (result, free), True, pace.embed.text))
    return replace(course, free=free, bars=tuple(bars))


def _bar(
    course: Qualification, kind: BarKind, label: str, span: tuple[dt.date, dt.date], expected: bool, note: str
) -> Bar:
    """Return a bar from the first month of a span to the month before its end."""
    starts, ends = months_after(span[0], 0), months_after(span[1], -1)
    words = label.replace("{}", course.short_name)
    return Bar(course.id, kind, words, starts, max(starts, ends), expected, note)


NOTHING_TO_DO = ("no-qualification-needed",)
LOOK_BACK = "Look back at how it is going"
AGAIN = "Answer the questions again and see what has changed"
LEAST_MONTHS = 3
"""A shorter time between two courses is left free."""
MOST_YEARS_OF_WAITING = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """Time with no course in it, from the first day of its first month to that of its last."""

    starts: dt.date
    ends: dt.date


def next_steps(chosen: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the next steps that are something to do and are likely to fit, best first."""
    steps = (each for each in chosen if each.kind == "next-step" and each.is_likely)
    return [each for each in steps if each.id not in NOTHING_TO_DO]


def step_bars(gap: Gap, steps: Sequence[Suggestion], catalogue: Catalogue, again: dt.date) -> Iterator[Bar]:
    """Yield one step after another until the gap is full or there are no more.

    One that comes before courses lasts until everything is asked `again`, in time for the start it waits for.
    """
    pace, starts = catalogue.pathways.pace, gap.starts
    for each in steps:
        if months_apart(starts, gap.ends) + 1 < LEAST_MONTHS:
            return
        waits = catalogue.next_step(each.id).before_courses
        until = months_after(max(starts, again), -1) if waits else months_after(starts, pace.step.months - 1)
        ends = max(starts, min(gap.ends, until))
        note = each.because if waits else pace.step.text
        yield Bar(each.id, "step", each.name, starts, ends, False, note)
        look_back = months_after(starts, pace.look_back.months)
        if look_back <= ends:
            yield Bar(None, "review", LOOK_BACK, look_back, look_back, False, pace.look_back.text)
        starts = months_after(ends, 1)
        if waits and starts <= gap.ends:
            yield Bar(None, "review", AGAIN, starts, starts, False)


MOST_TOGETHER = 2
"""NPQs at once for somebody who wants more than one and does not say how many hours they have."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a timeline is made from, and the courses placed so far."""

    person: Person
    suggestions: tuple[Suggestion, ...]
    standing: Standing
    pacing: Pacing
    last: dt.date
    courses: tuple[Course, ...]

    @property
    def first(self) -> dt.date:
        return months_after(self.standing.on, 0)


def draw_timeline(
    person: Person, suggestions: tuple[Suggestion, ...], standing: Standing, pacing: Pacing
) -> Timeline:
    """Return the timeline of a person from the day of the plan; the same person always has the same one."""
    last = months_after(standing.on, 12 * pacing.years - 1)
    draft = _Draft(person, suggestions, standing, pacing, last, _courses_under_way(person, standing))
    remarks: list[str] = []
    for start in takewhile(lambda each: each <= last, standing.starts()):
        draft = _with_courses(draft, start, remarks)
    bars = [*(bar for course in draft.courses for bar in course.bars), *_steps(draft)]
    bars += deadline_bars(person, standing)
    bars += _new_look(draft, bars)
    remarks += missed_deadlines(person, standing, {c.qualification.id: c.result for c in draft.courses})
    remarks += _after(draft)
    bars = _each_note_once(bars)
    shown = sorted((cut for bar in bars if (cut := _within(bar, draft.first, last))), key=_order)
    return Timeline(draft.first, last, tuple(shown), tuple(remarks))


def _order(bar: Bar) -> tuple[bool, dt.date, dt.date, str]:
    return bar.kind != "act", bar.starts, bar.ends, bar.label


def _each_note_once(bars: list[Bar]) -> list[Bar]:
    notes = set[str]()
    shown = []
    for bar in sorted(bars, key=_order):
        shown.append(replace(bar, note="") if bar.note in notes else bar)
        notes.add(bar.note)
    return shown


def _within(bar: Bar, first: dt.date, last: dt.date) -> Bar | None:
    """Return the part of a bar that the timeline shows, if it shows any."""
    if bar.starts > last or bar.ends < first:
        return None
    return replace(bar, starts=max(first, bar.starts), ends=min(last, bar.ends))


def _courses_under_way(person: Person, standing: Standing) -> tuple[Course, ...]:
    """Return the courses somebody is on; one that starts soon starts at the first start that fits."""
    catalogue, pace = person.core.catalogue, person.core.catalogue.pathways.pace
    soon = standing.rules.starts_from if standing.phase == "starting" else standing.next_start
    courses = []
    for id, status in under_way(person).items():
        if status == "studying":
            courses.append(course_under_way(catalogue.qualification(id), standing.on, pace))
        else:
            course = new_course(catalogue.qualification(id), soon, standing, pace)
            registered = tuple(bar for bar in course.bars if bar.kind != "apply")
            courses.append(replace(course, bars=registered))
    return tuple(courses)


def _with_courses(draft: _Draft, start: dt.date, remarks: list[str]) -> _Draft:
    """Return the draft with the courses that begin at a start."""
    chosen = _chosen(draft, start)
    for suggestion in _wanted(draft, chosen, start):
        qualification = draft.person.core.catalogue.qualification(suggestion.id)
        is_asked_by_law = suggestion.strength == "must"
        course = new_course(qualification, start, draft.standing, draft.person.core.catalogue.pathways.pace)
        if not course.is_coaching:
            short = _short_of_hours(draft, qualification)
            remarks += [short] if short and short not in remarks else []
            if (short and not is_asked_by_law) or not _has_room(draft, qualification, start, is_asked_by_law):
                continue
        draft = replace(draft, courses=(*draft.courses, course))
        if suggestion.certainty == "possible":
            name = qualification.short_name
            remarks.append(f"{name} may fit you: this counts on it until you have found out.")
    return draft


def _chosen(draft: _Draft, on: dt.date) -> tuple[Suggestion, ...]:
    """Return what would be suggested on a later day, if all goes as drafted."""
    if on <= draft.first and not draft.courses:
        return draft.suggestions
    begun = (course for course in draft.courses if course.starts <= on)
    status = {each.qualification.id: "completed" if each.result <= on else "studying" for each in begun}
    return suggest(later(draft.person, draft.first, on, status))


def _wanted(draft: _Draft, chosen: tuple[Suggestion, ...], start: dt.date) -> Iterator[Suggestion]:
    """Yield what is worth starting, best first: coaching, and NPQs up to the first that may not fit.

    All wait while a step comes first that is to come before courses. What comes first, today and at the next
    start, has its place even where an open answer still decides about it.
    """
    placed = {course.qualification.id for course in draft.courses}
    waits = _waits(draft, chosen) or _moves_on(draft, start)
    for each in chosen:
        if each.kind == "next-step" or each.id in placed:
            continue
        is_first = each == chosen[0] and each.id == draft.suggestions[0].id
        is_next = is_first and start == draft.standing.next_start
        fits = each.strength != "worth-considering" and (each.certainty == "certain" or is_next)
        if draft.person.core.catalogue.qualification(each.id).kind == COACHING:
            yield from [each] if fits else []
        elif waits or not fits:
            waits = True
        else:
            yield each


def _waits(draft: _Draft, chosen: tuple[Suggestion, ...]) -> bool:
    steps = draft.person.core.catalogue.next_steps_by_id
    return bool(chosen) and chosen[0].id in steps and steps[chosen[0].id].before_courses


def _moves_on(draft: _Draft, on: dt.date) -> bool:
    """Return whether an answer, such as the post, is another by then; no start is promised on that."""
    then = later(draft.person, draft.first, on, {}).answers
    return any(then.get(id) != value for id, value in draft.person.answers.items() if isinstance(value, str))


def _ask_again(draft: _Draft) -> dt.date:
    """Return the month to ask everything again: before people register for the start that nothing holds up.

    Where time alone does not bring that start, it is the next one.
    """
    next_start, rules = draft.standing.next_start, draft.standing.rules
    starts = islice(draft.standing.starts(), MOST_YEARS_OF_WAITING)
    start = next((each for each in starts if not _waits(draft, _chosen(draft, each))), next_start)
    opens = rules.registration_opens or rules.announced or start
    return months_after(opens.replace(year=start.year, day=1), -1)


def _short_of_hours(draft: _Draft, course: Qualification) -> str | None:
    """Return what to say where the hours a week are not enough for a course."""
    hours, needed = draft.pacing.hours, course.hours_a_week
    if hours is None or needed is None or hours >= needed[0]:
        return None
    who = talks_with(draft.person.core.catalogue, draft.person.answers)
    return (
        f"{course.short_name} takes {needed[0]:g} to {needed[1]:g} hours a week, and you can give {hours:g}. "
        f"Talk with {who} about what could stop to make room for it."
    )


def _has_room(draft: _Draft, course: Qualification, start: dt.date, is_asked_by_law: bool) -> bool:
    """Return whether a course can start then beside those under way.

    One at a time there is time to use what the last one taught, unless the law asks for the next.
    """
    npqs = [other for other in draft.courses if not other.is_coaching]
    if draft.pacing.at_once == "one-at-a-time":
        return all((other.result if is_asked_by_law else other.free) <= start for other in npqs)
    beside = [other.qualification for other in npqs if other.result > start]
    if draft.pacing.hours is None or not beside:
        return len(beside) < MOST_TOGETHER
    return sum((each.hours_a_week or (0, 0))[1] for each in (*beside, course)) <= draft.pacing.hours


def _steps(draft: _Draft) -> Iterator[Bar]:
    """Yield the next steps between the courses, and when to look back at them."""
    catalogue, taken = draft.person.core.catalogue, set[str]()
    again = _ask_again(draft)
    for gap in _gaps(draft):
        chosen = next_steps(_chosen(draft, gap.starts))
        steps = [one for each in chosen if each.id not in taken for one in _by_activity(draft, each)]
        for bar in step_bars(gap, steps, catalogue, again):
            taken |= {bar.id} if bar.id else set()
            yield bar


def _by_activity(draft: _Draft, step: Suggestion) -> list[Suggestion]:
    """Return a step once for each of its activities that a timeline names, or as it is."""
    person, core = draft.person, draft.person.core
    named = [each for each in core.catalogue.next_step(step.id).activities if each.on_timeline]
    nodes = (core.activities.get((step.id, each.id), EVERYBODY) for each in named)
    fitting = zip(named, map(person.certainty, nodes), strict=True)
    return [replace(step, name=each.name) for each, sure in fitting if sure == "certain"] or [step]


def _gaps(draft: _Draft) -> Iterator[Gap]:
    """Yield the time between courses, the time to use what they taught left out."""
    free = draft.first
    for course in sorted(draft.courses, key=lambda course: course.starts):
        if course.is_coaching:
            continue
        if free < course.starts:
            yield Gap(free, months_after(course.starts, -1))
        free = max(free, course.free)
    if free <= draft.last:
        yield Gap(free, draft.last)


def _new_look(draft: _Draft, bars: list[Bar]) -> Iterator[Bar]:
    """Yield the month to ask everything again: when nothing more is planned, or what is wanted is open."""
    free = max((months_after(bar.ends, 1) for bar in bars), default=draft.first)
    if months_apart(free, draft.last) + 1 >= LEAST_MONTHS:
        yield Bar(None, "review", AGAIN, free, free, False)
    elif is_open(draft.person, "aim"):
        yield Bar(None, "review", AGAIN, draft.last, draft.last, False)


def _after(draft: _Draft) -> Iterator[str]:
    """Yield what to look at when the years of the timeline are over."""
    placed = {course.qualification.id for course in draft.courses}
    if is_open(draft.person, "aim") or not draft.courses:
        return
    chosen = _chosen(draft, months_after(draft.last, 1))
    then = next((each for each in chosen if each.kind == "qualification" and each.id not in placed), None)
    if then is not None and then.certainty == "certain":
        yield f"After that you could look at this: {then.name}."
