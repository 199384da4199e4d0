"""Three years on a timeline: what to start when, with time to use what was learned in between."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.answers import Statuses, Value
from npqpath.advice.calendar import Standing, day, month, months_after
from npqpath.advice.core import Core
from npqpath.advice.phrases import listed
from npqpath.advice.situation import Situation, is_open
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.catalogue.qualifications import Qualification
from npqpath.errors import UsageError
from npqpath.values import dataclass

MONTHS = 36
MONTHS_LEFT = 12
"""How much of a course under way is taken to be left."""
EMBED_MONTHS = 4
"""About a term to use what a course taught before the next begins."""
LATER_YEARS = 2
LOOK_BACK_MONTHS = 8
NOTHING_TO_DO = ("no-qualification-needed",)


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
        known = person.core.catalogue.qualification
        name = listed(known(npq).short_name for npq in under_way)
        lines.append(
            Milestone("First", standing.on, f"Finish {name} and use it at work.", next(iter(under_way)))
        )
        left = max(_months_left(known(npq), status) for npq, status in under_way.items())
        free_from = _next_november(months_after(standing.on, left), standing)
        now = later(now, tuple(under_way), 1)
        chosen = suggest(now)
    elif _next_course(now.core, chosen, lines) is None:
        lines += _without_course(suggestions, standing)
        free_from = _next_november(months_after(standing.on, 12 * LATER_YEARS), standing)
        now = later(now, (), LATER_YEARS)
        chosen = suggest(now)
    else:
        lines += _meanwhile(suggestions, standing)
    while free_from < end:
        course = _next_course(now.core, chosen, lines)
        if course is None:
            break
        lines += _course(course, free_from, end, standing)
        now = later(now, (course.id,), LATER_YEARS)
        chosen = suggest(now)
        free_from = _next_november(months_after(free_from, _months(course)[1] + EMBED_MONTHS), standing)
    lines += _after(now, chosen, lines, free_from, end)
    return tuple(lines)


def _course(course: Qualification, start: dt.date, end: dt.date, standing: Standing) -> list[Milestone]:
    """Return the start of a course, and the time to use what it taught if that is within the three years."""
    taught, result = _months(course)
    finish = months_after(start, result)
    about = "expected; " if standing.expected or start != standing.next_start else ""
    length = f"{about}{taught} months of teaching, a result by about {month(finish)}"
    lines = [Milestone(month(start), start, f"Start {course.short_name} ({length}).", course.id)]
    if finish <= end:
        use = "Take about a term to use what you learned before you add more."
        lines.append(Milestone(f"{month(finish)} on", finish, use))
    return lines


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


def _under_way(person: Situation) -> dict[str, str]:
    return {
        npq: status
        for value in person.answers.values()
        if isinstance(value, Statuses)
        for npq, status in value.pairs
        if status in ("studying", "starting-soon")
    }


def _months_left(course: Qualification, status: str) -> int:
    return _months(course)[1] + EMBED_MONTHS if status == "starting-soon" else MONTHS_LEFT


def _meanwhile(suggestions: tuple[Suggestion, ...], standing: Standing) -> list[Milestone]:
    """Return what to do before the next start, and when to look for its rules."""
    lines = []
    step = _first_step(suggestions)
    if step is not None:
        lines.append(Milestone(f"Now to {month(standing.next_start)}", standing.on, f"{step.name}.", step.id))
    announced = standing.rules.announced
    if standing.expected and announced is not None:
        look = announced.replace(year=standing.next_start.year)
        if standing.on < look < standing.next_start:
            told = f"The last ones came out on {day(announced)}."
            what = f"Look on GOV.UK for the next funding rules, then register and apply. {told}"
            lines.append(Milestone(f"About {month(look)}", look, what))
    return lines


def _without_course(suggestions: tuple[Suggestion, ...], standing: Standing) -> list[Milestone]:
    """Return a first year in which no course starts: do the next step, then look back at it."""
    step = _first_step(suggestions)
    if step is None:
        return []
    look_back = months_after(standing.on, LOOK_BACK_MONTHS)
    what = "Look back with your line manager: keep it, grow it, change it or stop it?"
    return [
        Milestone("Now", standing.on, f"{step.name}.", step.id),
        Milestone(month(look_back), look_back, what),
    ]


def _first_step(suggestions: tuple[Suggestion, ...]) -> Suggestion | None:
    """Return the first next step that is something to do."""
    steps = (each for each in suggestions if each.kind == "next-step" and each.id not in NOTHING_TO_DO)
    return next(steps, None)


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
