"""Three years on a timeline: what to start when, with time to use what was learned in between."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from npqpath.advice.answers import Statuses, Value
from npqpath.advice.calendar import Standing, month, months_after
from npqpath.advice.core import Core
from npqpath.advice.phrases import listed
from npqpath.advice.situation import Situation, is_open
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.catalogue.qualifications import Qualification
from npqpath.errors import UsageError

MONTHS = 36
EMBED_MONTHS = 4
"""About a term to use what a course taught before the next begins."""
LATER_YEARS = 2


@dataclass(frozen=True, slots=True)
class Milestone:
    """One line of the timeline: when in words, the month it begins, and what to do. `id` names the step."""

    when: str
    starts: dt.date
    what: str
    id: str | None = None


def draw_timeline(
    person: Situation, suggestions: tuple[Suggestion, ...], standing: Standing
) -> tuple[Milestone, ...]:
    """Return the milestones of about three years, in order, from the day of the plan."""
    end = months_after(standing.on, MONTHS)
    lines: list[Milestone] = []
    now, chosen, free_from = person, suggestions, standing.next_start
    under_way = _under_way(person)
    if under_way:
        name = listed(person.core.catalogue.qualification(npq).short_name for npq in under_way)
        lines.append(Milestone("First", standing.on, f"Finish {name} and use it at work.", under_way[0]))
        free_from = _next_november(months_after(standing.on, 12), standing)
        now = later(now, under_way, 1)
    else:
        lines += _meanwhile(suggestions, standing)
    while free_from < end:
        course = _next_course(now.core, chosen, lines)
        if course is None:
            break
        taught, result = _months(course)
        finish = months_after(free_from, result)
        about = "expected; " if standing.expected or free_from != standing.next_start else ""
        length = f"{about}{taught} months of teaching, a result by about {month(finish)}"
        what = f"Start {course.short_name} ({length})."
        lines.append(Milestone(month(free_from), free_from, what, course.id))
        embedded = months_after(finish, EMBED_MONTHS)
        lines.append(
            Milestone(
                f"{month(finish)} on",
                finish,
                "Take about a term to use what you learned before you add more.",
            )
        )
        now = later(now, (course.id,), LATER_YEARS)
        chosen = suggest(now)
        free_from = _next_november(embedded, standing)
    lines += _after(now, chosen, lines, free_from, end)
    return tuple(lines)


def later(person: Situation, finished: tuple[str, ...], years: int) -> Situation:
    """Return the same person `years` on, with courses finished, years added and induction behind them."""
    changes: dict[str, Value] = {}
    for question in person.core.catalogue.pathways.questions:
        value = person.answers.get(question.id)
        if question.kind == "number" and isinstance(value, int):
            changes[question.id] = value + years
        elif question.kind == "npqs":
            held = dict(value.pairs) if isinstance(value, Statuses) else {}
            changes[question.id] = Statuses(tuple((held | dict.fromkeys(finished, "completed")).items()))
        elif question.kind == "one" and isinstance(value, str) and years >= LATER_YEARS:
            then = next((answer.later for answer in question.answers if answer.id == value), None)
            changes |= {question.id: then} if then else {}
    try:
        return person.with_answers(changes)
    except UsageError:
        return person


def _under_way(person: Situation) -> tuple[str, ...]:
    return tuple(
        npq
        for value in person.answers.values()
        if isinstance(value, Statuses)
        for npq, status in value.pairs
        if status in ("studying", "starting-soon")
    )


def _meanwhile(suggestions: tuple[Suggestion, ...], standing: Standing) -> list[Milestone]:
    step = next((each for each in suggestions if each.kind == "next-step"), None)
    if step is None:
        return []
    until = f"Now to {month(standing.next_start)}"
    return [Milestone(until, standing.on, f"{step.name}.", step.id)]


def _next_course(
    core: Core, suggestions: tuple[Suggestion, ...], lines: list[Milestone]
) -> Qualification | None:
    taken = {line.id for line in lines}
    for each in suggestions:
        if each.kind == "qualification" and each.id not in taken:
            worth_it = each.strength != "worth-considering" and each.certainty == "certain"
            return core.catalogue.qualification(each.id) if worth_it else None
        if each.kind == "next-step" and each.strength == "strong" and each.rank == 1 and each.id not in taken:
            return None
    return None


def _months(course: Qualification) -> tuple[int, int]:
    if course.length is None:
        return 12, 12
    return course.length.taught_months, max(course.length.result_months)


def _next_november(earliest: dt.date, standing: Standing) -> dt.date:
    start = standing.next_start
    while start < earliest:
        start = start.replace(year=start.year + 1)
    return start


def _after(
    person: Situation,
    chosen: tuple[Suggestion, ...],
    lines: list[Milestone],
    free_from: dt.date,
    end: dt.date,
) -> list[Milestone]:
    if is_open(person, "aim"):
        return [Milestone(f"By {month(end)}", end, "Answer the questions again and see what has changed.")]
    taken = {line.id for line in lines}
    then = next(
        (each for each in chosen if each.id not in taken and each.strength != "worth-considering"), None
    )
    if then is None:
        then = next((each for each in suggest(later(person, (), LATER_YEARS)) if each.id not in taken), None)
    what = f"Then look at this: {then.name}." if then else "Look again at what you want next."
    return [
        Milestone(f"{month(min(free_from, end))} on", min(free_from, end), what, then.id if then else None)
    ]
