"""Days by which the law asks a qualification of somebody, and whether the next start is in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from npqpath.advice.bars import Bar
from npqpath.advice.calendar import Standing, month, months_after
from npqpath.advice.situation import Situation, take_as_usual
from npqpath.catalogue.pathways import Deadline
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: how much time is left, and what to do about it.

    `act` is what to do today where the next start may come too late, and None where it is in time; `text`
    ends with it.
    """

    qualification: str
    text: str
    sources: tuple[str, ...]
    act: str | None


def find_deadlines(person: Situation, standing: Standing) -> tuple[Due, ...]:
    """Return the deadlines that hold for this person and are not met yet; what is open counts as usual."""
    return tuple(_due(person, each, standing) for each in _holding(person))


def _holding(person: Situation) -> Iterator[Deadline]:
    core = person.core
    for index, each in enumerate(core.catalogue.pathways.deadlines):
        node = core.deadlines[index]
        if (
            person.certainty(node) != "ruled-out"
            and take_as_usual(person).certainty(node) == "certain"
            and person.certainty(core.suggested(each.qualification)) != "ruled-out"
        ):
            yield each


def deadline_bars(person: Situation, standing: Standing) -> Iterator[Bar]:
    """Yield what to do today, and the months in which the time that the law gives runs out."""
    now = months_after(standing.on, 0)
    for each in _holding(person):
        if act := _due(person, each, standing).act:
            yield Bar(each.qualification, "act", _act_label(person, each, standing), now, now, False, act)
        fewest, most = (months_after(standing.on, months) for months in each.months_left)
        label = f"Your time limit for {_name(person, each)} ends"
        yield Bar(each.qualification, "deadline", label, fewest, most, False, each.because)


def missed_deadlines(person: Situation, standing: Standing, results: Mapping[str, dt.date]) -> Iterator[str]:
    """Yield what to say where the result of a course comes too late, or the course is not there at all."""
    for each in _holding(person):
        name = _name(person, each)
        _, most = (months_after(standing.on, months) for months in each.months_left)
        result = results.get(each.qualification)
        if result is None:
            yield f"{name} is not on this timeline, though the law asks for it. {_act(name, standing)}"
        elif result > most:
            told = f"On this timeline the result of {name} comes in about {month(result)}, which is too late."
            yield f"{told} {_act(name, standing)}"


def _due(person: Situation, deadline: Deadline, standing: Standing) -> Due:
    course = person.core.catalogue.qualification(deadline.qualification)
    fewest, most = (months_after(standing.on, months) for months in deadline.months_left)
    told = [deadline.because, f"Your three years end {_between(fewest, most, standing.on)}."]
    result = months_after(standing.next_start, max(course.length.result_months) if course.length else 12)
    starts = f"A start in {month(standing.next_start)} gives a result by about {month(result)}"
    act = None
    if result > fewest:
        act = _act(course.short_name, standing)
        told += [f"{starts}, which {'is' if result > most else 'may be'} too late.", act]
    else:
        told.append(f"{starts}, which is in time, but do not let that start pass.")
    return Due(deadline.qualification, " ".join(told), deadline.sources, act)


def _name(person: Situation, deadline: Deadline) -> str:
    return person.core.catalogue.qualification(deadline.qualification).short_name


def _between(fewest: dt.date, most: dt.date, on: dt.date) -> str:
    if fewest <= on:
        return f"by {month(most)} at the latest, or are over already"
    return f"between {month(fewest)} and {month(most)}"


def _can_join(standing: Standing) -> bool:
    """Whether a place may be left in the start whose rules are known."""
    return standing.phase in ("open", "starting")


def _act_label(person: Situation, deadline: Deadline, standing: Standing) -> str:
    what = "for a place on" if _can_join(standing) else "what to do about"
    return f"Ask today {what} {_name(person, deadline)}"


def _act(name: str, standing: Standing) -> str:
    if _can_join(standing):
        left = f"whether a place on {name} is left for {standing.rules.name}"
        return f"Ask a lead provider today {left}, and tell your headteacher."
    return f"Tell your headteacher today, and ask DfE and a lead provider what to do about {name}."
