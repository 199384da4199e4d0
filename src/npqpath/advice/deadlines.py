"""Days by which the law asks a qualification of somebody, and whether the next start is in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from npqpath.advice.bars import Bar
from npqpath.advice.calendar import Standing, month, months_after
from npqpath.advice.situation import Situation
from npqpath.catalogue.pathways import Deadline
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: how much time is left, and what to do about it."""

    qualification: str
    text: str
    sources: tuple[str, ...]


def find_deadlines(person: Situation, standing: Standing) -> tuple[Due, ...]:
    """Return the deadlines that hold for this person for certain and are not met yet."""
    return tuple(
        Due(each.qualification, _text(person, each, standing), each.sources) for each in _holding(person)
    )


def _holding(person: Situation) -> Iterator[Deadline]:
    core = person.core
    for index, each in enumerate(core.catalogue.pathways.deadlines):
        if (
            person.certainty(core.deadlines[index]) == "certain"
            and person.certainty(core.suggested(each.qualification)) != "ruled-out"
        ):
            yield each


def deadline_bars(person: Situation, standing: Standing) -> Iterator[Bar]:
    """Yield the months in which the time that the law gives runs out, as far as the answers tell."""
    for each in _holding(person):
        fewest, most = (months_after(standing.on, months) for months in each.months_left)
        name = person.core.catalogue.qualification(each.qualification).short_name
        label = f"Your time limit for {name} ends"
        yield Bar(each.qualification, "deadline", label, fewest, most, False, each.because)


def missed_deadlines(person: Situation, standing: Standing, results: Mapping[str, dt.date]) -> Iterator[str]:
    """Yield what to say where the result of a course comes too late, or the course is not there at all."""
    for each in _holding(person):
        name = person.core.catalogue.qualification(each.qualification).short_name
        _, most = (months_after(standing.on, months) for months in each.months_left)
        result = results.get(each.qualification)
        if result is None:
            yield f"{name} is not on this timeline, though the law asks for it. {_act(standing)}"
        elif result > most:
            told = f"On this timeline the result of {name} comes in about {month(result)}, which is too late."
            yield f"{told} {_act(standing)}"


def _text(person: Situation, deadline: Deadline, standing: Standing) -> str:
    catalogue = person.core.catalogue
    course = catalogue.qualification(deadline.qualification)
    fewest, most = (months_after(standing.on, months) for months in deadline.months_left)
    told = [deadline.because, f"Your three years end {_between(fewest, most, standing.on)}."]
    result = months_after(standing.next_start, max(course.length.result_months) if course.length else 12)
    starts = f"A start in {month(standing.next_start)} gives a result by about {month(result)}"
    if result > most:
        told.append(f"{starts}, which is too late. {_act(standing)}")
    elif result > fewest:
        told.append(f"{starts}, which may be too late. {_act(standing)}")
    else:
        told.append(f"{starts}, which is in time, but do not let that start pass.")
    return " ".join(told)


def _between(fewest: dt.date, most: dt.date, on: dt.date) -> str:
    if fewest <= on:
        return f"by {month(most)} at the latest, or are over already"
    return f"between {month(fewest)} and {month(most)}"


def _act(standing: Standing) -> str:
    if standing.phase in ("open", "starting"):
        start = standing.rules.name
        return f"Ask a lead provider today whether a place is left for {start}, and tell your headteacher."
    return "Tell your headteacher today, and ask DfE and a lead provider what to do."
