"""Days by which the law asks a qualification of somebody, and whether the next start is in time."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.calendar import Standing, month, months_after
from npqpath.advice.situation import Situation
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: how much time is left, and what to do about it."""

    qualification: str
    text: str
    sources: tuple[str, ...]


def find_deadlines(person: Situation, standing: Standing) -> tuple[Due, ...]:
    """Return the deadlines that hold for this person for certain and are not met yet."""
    core = person.core
    return tuple(
        Due(each.qualification, _text(person, index, standing), each.sources)
        for index, each in enumerate(core.catalogue.pathways.deadlines)
        if person.certainty(core.deadlines[index]) == "certain"
        and person.certainty(core.suggested(each.qualification)) != "ruled-out"
    )


def _text(person: Situation, index: int, standing: Standing) -> str:
    catalogue = person.core.catalogue
    deadline = catalogue.pathways.deadlines[index]
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
