"""Days by which the law asks a qualification of somebody, and whether the next start is in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.pacing import Bar
from npqpath.advice.person import Person, take_as_likely
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Deadline
from npqpath.rules.question_kinds import AnswerValue, months_of
from npqpath.words import day, month, months_after

Timing: TypeAlias = Literal["in-time", "may-be-late", "late"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words."""

    qualification: str
    """Id of the qualification that must be held by then."""
    text: str
    """How much time is left, and what to do about it."""
    sources: tuple[str, ...]
    """Ids of the sources that say so."""
    act: str | None
    """What to do today where the next start may come too late, with which the text ends; null if in time."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A deadline of one person, and the first and the last month in which their time may end."""

    deadline: Deadline
    first: dt.date
    last: dt.date

    @property
    def qualification(self) -> str:
        """Id of the qualification that must be held by then."""
        return self.deadline.qualification


def time_limit(deadline: Deadline, since: AnswerValue | None) -> TimeLimit | None:
    """Return when the time ends that began in the month answered, or None where nobody can know."""
    months = months_of(since)
    ends = [months_after(one, deadline.months) for one in months] if months else []
    if deadline.before is not None:
        fixed = months_after(deadline.before, -1)
        ends = [min(end, fixed) for end in ends or (fixed,)]
    return TimeLimit(deadline, ends[0], ends[-1]) if ends else None


def find_deadlines(person: Person, standing: Standing) -> tuple[Due, ...]:
    """Return the deadlines that hold for this person and are not met yet, what is open taken as likely."""
    return tuple(due_of(person.core.catalogue, each, standing) for each in unmet_deadlines(person))


def unmet_deadlines(person: Person) -> Iterator[TimeLimit]:
    """Yield the deadlines that hold for this person and are not met yet; what is open counts as is likely."""
    core, likely = person.core, take_as_likely(person)
    for node, each in zip(core.deadlines, core.catalogue.pathways.deadlines, strict=True):
        limit = time_limit(each, person.answers.get(each.counts_from or ""))
        if limit is None or person.certainty(node) == "ruled-out" or likely.certainty(node) != "certain":
            continue
        suggested = core.suggested(each.qualification)
        if is_begun(core.catalogue, each) or person.certainty(suggested) != "ruled-out":
            yield limit


def is_begun(catalogue: Catalogue, deadline: Deadline) -> bool:
    """Return whether a deadline is about finishing something that no start offers any more."""
    return not any(deadline.qualification in cohort.offers for cohort in catalogue.qualifications.cohorts)


def deadline_bars(person: Person, standing: Standing) -> Iterator[Bar]:
    """Yield what to do today, and the months in which the time that the law gives runs out."""
    now = months_after(standing.on, 0)
    for each in unmet_deadlines(person):
        name = _name(person, each)
        if act := due_of(person.core.catalogue, each, standing).act:
            what = "for a place on" if _can_join(standing) else "what to do about"
            yield Bar(each.qualification, "act", f"Ask today {what} {name}", now, now, False, act)
        label = f"Your time limit for {name} ends"
        yield Bar(each.qualification, "deadline", label, each.first, each.last, False, each.deadline.because)


def missed_deadlines(person: Person, standing: Standing, results: Mapping[str, dt.date]) -> Iterator[str]:
    """Yield what to say where the result of a course comes too late, or the course is not there at all."""
    for each in unmet_deadlines(person):
        name = _name(person, each)
        result = results.get(each.qualification)
        if result is None:
            if not is_begun(person.core.catalogue, each.deadline):
                act = act_today(name, standing)
                yield f"{name} is not on this timeline, though the law asks for it. {act}"
        elif result > each.last:
            late = f"comes in about {month(result)}, which is too late."
            yield f"On this timeline the result of {name} {late} {act_today(name, standing)}"


def due_of(catalogue: Catalogue, limit: TimeLimit, standing: Standing) -> Due:
    """Return a deadline in words, for anybody for whom it holds."""
    deadline = limit.deadline
    words = [deadline.because, f"Your time {time_ends(limit, standing.on)}."]
    course = catalogue.qualification(deadline.qualification)
    result = month(result_by(catalogue, course.id, standing.next_start))
    starts = f"A start in {month(standing.next_start)} gives a result by about {result}"
    timing, act = timing_of(catalogue, limit, standing.next_start), None
    if not is_begun(catalogue, deadline) and timing == "in-time":
        words.append(f"{starts}, which is in time, but do not let that start pass.")
    elif not is_begun(catalogue, deadline):
        act = act_today(course.short_name, standing)
        words += [f"{starts}, which {'is' if timing == 'late' else 'may be'} too late.", act]
    return Due(course.id, " ".join(words), deadline.sources, act)


def timing_of(catalogue: Catalogue, limit: TimeLimit, start: dt.date) -> Timing:
    """Return whether a start gives a result before the first month in which the time may end, or the last."""
    result = result_by(catalogue, limit.qualification, start)
    if result > limit.last:
        return "late"
    return "may-be-late" if result >= limit.first else "in-time"


def result_by(catalogue: Catalogue, qualification: str, start: dt.date) -> dt.date:
    """Return the month by which a start has led to a result at the latest."""
    course = catalogue.qualification(qualification)
    return months_after(start, course.length.longest if course.length else 12)


def act_today(name: str, standing: Standing, whose: str = "your") -> str:
    """Return what to do today where a start may come too late; `whose` is the headteacher to tell."""
    if _can_join(standing):
        place = f"whether a place on {name} is left for {standing.rules.name}"
        return f"Ask a lead provider today {place}, and tell {whose} headteacher."
    return f"Tell {whose} headteacher today, and ask DfE and a lead provider what to do about {name}."


def _name(person: Person, limit: TimeLimit) -> str:
    return person.core.catalogue.qualification(limit.qualification).short_name


def time_ends(limit: TimeLimit, on: dt.date) -> str:
    """Return when the time ends or ended, as the end of a sentence."""
    too_late = limit.deadline.before
    if too_late is not None and months_after(too_late, -1) == limit.first:
        return f"ends on {day(too_late - dt.timedelta(days=1))}"
    if limit.last < months_after(on, 0):
        return f"ended by {month(limit.last)}"
    if limit.first == limit.last:
        return f"ends in {month(limit.first)}"
    if limit.first <= on:
        return f"ends by {month(limit.last)} at the latest, or is over already"
    return f"ends between {month(limit.first)} and {month(limit.last)}"


def _can_join(standing: Standing) -> bool:
    """Return whether a place may be left in the start whose rules are known."""
    return standing.phase in ("open", "starting")
