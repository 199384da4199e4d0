"""From people and a team file to a task: the courses that suit each by their own advice, and the needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.funding import decide_funding
from npqpath.advice.legal_deadlines import result_by, unmet_deadlines
from npqpath.advice.person import Person, later, take_as_likely
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.errors import UsageError
from npqpath.team.candidates import DEPTHS, MONTHS_A_YEAR, Candidate, could_move, courses_for, start_day
from npqpath.team.task import Course, Member, Need, Option, Task, Wish
from npqpath.team.team_file import TeamFile
from npqpath.words import listed, month, months_after

WORTH = {"must": 16, "strong": 8, "worth-considering": 0}
"""What a course is worth to a person who is certain to be advised it, by the strength of the advice."""
AS_USUAL = 2
"""What the worth is divided by where the advice is certain only if what was left out is as it mostly is.

That goes for what people in such a post mostly want too: the lists of schools do not say what anybody wants.
Where it hangs on more than that a course is worth nothing: ask them first.
"""
FIRST = 1
"""What is added for the course that a person's own plan names first."""
FOLLOW_ON = 4
"""What a second course is worth that only the first makes sense of."""
FOLLOW_ON_MONTHS = 24
"""How long after the day of the plan a second course makes sense."""


def prepare(core: CompiledRules, people: Iterable[Candidate], wanted: TeamFile, standing: Standing) -> Task:
    """Return the task of these people on a day.

    Every course comes from the person's own advice, or from a must of the team file.
    """
    courses = _courses(core)
    candidates = tuple(people)
    return Task(
        starts=wanted.starts,
        members=tuple(_member(each, courses, wanted, standing) for each in candidates),
        courses=courses,
        needs=(
            *_priorities(core, candidates, wanted),
            *(_post(core, candidates, number, wanted, standing) for number in range(len(wanted.posts))),
        ),
        limits=replace(wanted.limits, fees=_fees(core) | (wanted.limits.fees or {})),
        musts=tuple(
            Wish(person=must.person, take=must.take, starts=_on(standing, must.start, wanted.starts))
            for must in wanted.must
        ),
        must_nots=tuple(
            Wish(person=no.person, take=no.take, starts=_before(standing, no.until, wanted.starts))
            for no in wanted.must_not
        ),
        aims=wanted.aims,
        tie=wanted.tie,
    )


def _on(standing: Standing, day: dt.date | None, starts: int) -> frozenset[int] | None:
    """Return the start in the month of a day, None for any where no day is given."""
    if day is None:
        return None
    days = {start: start_day(standing, start) for start in range(starts)}
    found = frozenset(start for start, first in days.items() if first == day.replace(day=1))
    if not found:
        months = listed(map(month, days.values()))
        raise UsageError(f"No course of this plan starts in {month(day)}.", f"The starts are {months}.")
    return found


def _before(standing: Standing, day: dt.date | None, starts: int) -> frozenset[int] | None:
    """Return the starts before a day, None for all where no day is given."""
    if day is None:
        return None
    return frozenset(start for start in range(starts) if start_day(standing, start) < day.replace(day=1))


def _years(person: Person, question: str) -> float:
    """Return the years that somebody says; 0 where they do not."""
    value = person.answers.get(question)
    return value if isinstance(value, int | float) else 0


def _priorities(core: CompiledRules, people: tuple[Candidate, ...], wanted: TeamFile) -> Iterator[Need]:
    """Yield a need for each priority in each school."""
    by_id = {each.id: each for each in core.catalogue.pathways.priorities}
    for id in wanted.priorities:
        for school in dict.fromkeys(each.school for each in people):
            yield Need(
                id=f"priority {id} {school}",
                courses=frozenset(by_id[id].courses),
                members=frozenset(each.id for each in people if each.school == school),
                name=by_id[id].name,
                school=school,
            )


def _post(
    core: CompiledRules, people: tuple[Candidate, ...], number: int, wanted: TeamFile, standing: Standing
) -> Need:
    """Return the need for one of the posts that are wanted."""
    post = wanted.posts[number]
    courses = courses_for(core, post.post)
    last = [last_start(core, course, post.by, standing, wanted.starts) for course in courses if post.by]
    return Need(
        id=f"post {number}",
        courses=courses,
        members=frozenset(each.id for each in people if could_move(core, each, post)),
        latest=max(last, default=-1) if post.by else None,
        name=core.catalogue.posts_by_id[post.post].name.partition(",")[0],
        school=post.school,
    )


def last_start(core: CompiledRules, course: str, due: dt.date, standing: Standing, starts: int) -> int:
    """Return the last start of a course with a result by `due`, or -1 where every start is too late."""
    days = (result_by(core.catalogue, course, start_day(standing, start)) for start in range(starts))
    return max((start for start, day in enumerate(days) if day <= due), default=-1)


def _courses(core: CompiledRules) -> dict[str, Course]:
    embed = core.catalogue.pathways.pace.embed.months
    return {
        each.id: Course(
            id=each.id,
            depth=DEPTHS[each.kind],
            study=-(-each.length.taught_months // MONTHS_A_YEAR),
            rest=-(-(each.length.longest + embed) // MONTHS_A_YEAR),
        )
        for each in core.catalogue.qualifications.qualifications
        if each.kind in DEPTHS and each.length is not None
    }


def _fees(core: CompiledRules) -> dict[str, int]:
    """Return the highest example price of each course: there is no national price list."""
    return {
        each.id: max(price.pounds for price in each.prices)
        for each in core.catalogue.qualifications.qualifications
        if each.prices
    }


def _member(
    candidate: Candidate, courses: Mapping[str, Course], wanted: TeamFile, standing: Standing
) -> Member:
    held = candidate.statuses
    on_course, free_from = _busy(held, courses)
    suggestions = [each for each in suggest(candidate.person) if each.id in courses]
    options = []
    for number, suggestion in enumerate(suggestions):
        funding = decide_funding(candidate.person, standing.rules, suggestion.id)
        worth = _worth(candidate.person, suggestion)
        latest, perhaps = _last_starts(candidate.person, suggestion.id, standing, wanted.starts)
        options.append(
            Option(
                course=suggestion.id,
                worth=worth + FIRST if worth and number == 0 else worth,
                # Nobody should miss a time limit because a cell of the staff list is empty.
                must=suggestion.strength == "must" and worth > 0,
                funded=funding.outcome == "funded",
                latest=latest,
                perhaps=perhaps,
                advice=(suggestion, funding),
            )
        )
    options += _follow_on(candidate, suggestions, courses, standing)
    known = {option.course for option in options}
    told = (wish.take for wish in wanted.must if wish.person == candidate.id and wish.take in courses)
    for course in dict.fromkeys(filter(None, told)):
        if course not in known:
            funded = decide_funding(candidate.person, standing.rules, course).outcome == "funded"
            options.append(Option(course=course, worth=0, funded=funded))
    return Member(
        id=candidate.id,
        school=candidate.school,
        # Two schools may each have a team of this name.
        team=f"{candidate.school}: {candidate.team}" if candidate.team else None,
        holds=frozenset(held),
        options=tuple(options),
        on_course=on_course,
        free_from=free_from,
        teaching=_years(candidate.person, "teaching_years"),
        leading=_years(candidate.person, "leadership_years"),
    )


def _worth(person: Person, suggestion: Suggestion) -> int:
    worth = WORTH[suggestion.strength]
    if suggestion.certainty == "certain":
        return worth
    taken = take_as_likely(person).certainty(person.core.suggested(suggestion.id))
    return worth // AS_USUAL if taken == "certain" else 0


def _busy(held: Mapping[str, str], courses: Mapping[str, Course]) -> tuple[int, int]:
    """Return for how many starts somebody is still on a course, and from which start they are free."""
    on_course = free_from = 0
    for npq, status in held.items():
        if npq in courses and status in ("studying", "starting-soon"):
            gone = 1 if status == "studying" else 0
            on_course = max(on_course, courses[npq].study - gone)
            free_from = max(free_from, courses[npq].rest - gone)
    return on_course, free_from


def _last_starts(
    person: Person, course: str, standing: Standing, starts: int
) -> tuple[int | None, int | None]:
    """Return the last start in time for the law for certain, and the last that may be; -1 for none."""
    for limit in unmet_deadlines(person):
        if limit.qualification == course:
            days = (months_after(limit.first, -1), limit.last)
            fewest, most = (last_start(person.core, course, due, standing, starts) for due in days)
            return fewest, most
    return None, None


def _follow_on(
    candidate: Candidate, suggestions: list[Suggestion], courses: Mapping[str, Course], standing: Standing
) -> list[Option]:
    """Return the course that the person's first one leads to, as it would be two years on."""
    if not suggestions:
        return []
    first = suggestions[0].id
    then = later(
        candidate.person, standing.on, months_after(standing.on, FOLLOW_ON_MONTHS), {first: "completed"}
    )
    now = {each.id for each in suggestions}
    for suggestion in suggest(then):
        is_strong = suggestion.strength in ("must", "strong") and suggestion.certainty == "certain"
        if suggestion.id in courses and suggestion.id not in now and is_strong:
            funding = decide_funding(then, standing.rules, suggestion.id)
            advice, funded = (suggestion, funding), funding.outcome == "funded"
            return [Option(course=suggestion.id, worth=FOLLOW_ON, funded=funded, after=first, advice=advice)]
    return []
