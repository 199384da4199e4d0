"""Days by which the law asks a qualification of somebody, and whether the next start is in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.pacing import Bar
from npqpath.advice.person import Person, take_as_usual
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Deadline
from npqpath.words import month, months_after

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


def find_deadlines(person: Person, standing: Standing) -> tuple[Due, ...]:
    """Return the deadlines that hold for this person and are not met yet; what is open counts as usual."""
    return tuple(due_of(person.core.catalogue, each, standing) for each in unmet_deadlines(person))


def unmet_deadlines(person: Person) -> Iterator[Deadline]:
    """Yield the deadlines that hold for this person and are not met yet; what is open counts as usual."""
    core = person.core
    for index, each in enumerate(core.catalogue.pathways.deadlines):
        node = core.deadlines[index]
        if (
            person.certainty(node) != "ruled-out"
            and take_as_usual(person).certainty(node) == "certain"
            and person.certainty(core.suggested(each.qualification)) != "ruled-out"
        ):
            yield each


def deadline_bars(person: Person, standing: Standing) -> Iterator[Bar]:
    """Yield what to do today, and the months in which the time that the law gives runs out."""
    now = months_after(standing.on, 0)
    for each in unmet_deadlines(person):
        name = _name(person, each)
        if act := due_of(person.core.catalogue, each, standing).act:
            what = "for a place on" if _can_join(standing) else "what to do about"
            yield Bar(each.qualification, "act", f"Ask today {what} {name}", now, now, False, act)
        fewest, most = (months_after(standing.on, months) for months in each.months_left)
        label = f"Your time limit for {name} ends"
        yield Bar(each.qualification, "deadline", label, fewest, most, False, each.because)


def missed_deadlines(person: Person, standing: Standing, results: Mapping[str, dt.date]) -> Iterator[str]:
    """Yield what to say where the result of a course comes too late, or the course is not there at all."""
    for each in unmet_deadlines(person):
        name = _name(person, each)
        _, most = (months_after(standing.on, months) for months in each.months_left)
        result = results.get(each.qualification)
        if result is None:
            yield f"{name} is not on this timeline, though the law asks for it. {act_today(name, standing)}"
        elif result > most:
            words = (
                f"On this timeline the result of {name} comes in about {month(result)}, which is too late."
            )
            yield f"{words} {act_today(name, standing)}"


def due_of(catalogue: Catalogue, deadline: Deadline, standing: Standing) -> Due:
    """Return a deadline in words, for anybody for whom it holds."""
    fewest, most = (months_after(standing.on, months) for months in deadline.months_left)
    words = [deadline.because, f"Your three years end {_between(fewest, most, standing.on)}."]
    result = month(result_by(catalogue, deadline.qualification, standing.next_start))
    starts = f"A start in {month(standing.next_start)} gives a result by about {result}"
    timing = timing_of(catalogue, deadline, standing, standing.next_start)
    if timing == "in-time":
        words.append(f"{starts}, which is in time, but do not let that start pass.")
        return Due(deadline.qualification, " ".join(words), deadline.sources, None)
    act = act_today(catalogue.qualification(deadline.qualification).short_name, standing)
    words += [f"{starts}, which {'is' if timing == 'late' else 'may be'} too late.", act]
    return Due(deadline.qualification, " ".join(words), deadline.sources, act)


def timing_of(catalogue: Catalogue, deadline: Deadline, standing: Standing, start: dt.date) -> Timing:
    """Return whether a start gives a result before the earliest day, or the latest, that time may run out."""
    fewest, most = (months_after(standing.on, months) for months in deadline.months_left)
    result = result_by(catalogue, deadline.qualification, start)
    if result > most:
        return "late"
    return "may-be-late" if result > fewest else "in-time"


def result_by(catalogue: Catalogue, qualification: str, start: dt.date) -> dt.date:
    """Return the month by which a start has led to a result at the latest."""
    course = catalogue.qualification(qualification)
    return months_after(start, max(course.length.result_months) if course.length else 12)


def act_today(name: str, standing: Standing, whose: str = "your") -> str:
    """Return what to do today where a start may come too late; `whose` is the headteacher to tell."""
    if _can_join(standing):
        place = f"whether a place on {name} is left for {standing.rules.name}"
        return f"Ask a lead provider today {place}, and tell {whose} headteacher."
    return f"Tell {whose} headteacher today, and ask DfE and a lead provider what to do about {name}."


def _name(person: Person, deadline: Deadline) -> str:
    return person.core.catalogue.qualification(deadline.qualification).short_name


def _between(fewest: dt.date, most: dt.date, on: dt.date) -> str:
    if fewest <= on:
        return f"by {month(most)} at the latest, or are over already"
    return f"between {month(fewest)} and {month(most)}"


def _can_join(standing: Standing) -> bool:
    """Return whether a place may be left in the start whose rules are known."""
    return standing.phase in ("open", "starting")
