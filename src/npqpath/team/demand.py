"""From people and a team file to a task: the courses that suit each by their own advice, and the needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.legal_deadlines import unmet_deadlines
from npqpath.advice.person import Person, later, take_as_usual
from npqpath.advice.suggestions import Suggestion, suggest
from npqpath.dataset.qualifications import Qualification
from npqpath.rules.question_kinds import LATER_YEARS
from npqpath.team.candidates import DEPTHS, MONTHS_A_YEAR, Candidate, could_move, courses_for, start_day
from npqpath.team.task import Course, Limits, Member, Need, Option, Task, Wish
from npqpath.team.team_file import TeamFile, priority_named
from npqpath.words import months_after


def needs_of(
    core: CompiledRules, people: tuple[Candidate, ...], wanted: TeamFile, standing: Standing
) -> tuple[Need, ...]:
    """Return one need for each priority in each school, and one for each post that is wanted."""
    return (*_priorities(core, people, wanted), *_posts(core, people, wanted, standing))


def last_start(core: CompiledRules, course: str, due: dt.date, standing: Standing, starts: int) -> int | None:
    """Return the last start of a course with a result by `due`, or None where every start is too late."""
    length = core.catalogue.qualification(course).length
    months = max(length.result_months) if length else MONTHS_A_YEAR
    days = [months_after(start_day(standing, start), months) for start in range(starts)]
    in_time = [start for start, day in enumerate(days) if day <= due]
    return in_time[-1] if in_time else None


def _priorities(core: CompiledRules, people: tuple[Candidate, ...], wanted: TeamFile) -> list[Need]:
    """Return one need for each priority in each school."""
    by_id = {each.id: each for each in core.catalogue.pathways.priorities}
    named = dict.fromkeys(priority_named(word, core.catalogue) for word in wanted.priorities)
    return [
        Need(
            id=f"priority {id} {school}",
            courses=frozenset(by_id[id].courses),
            members=frozenset(each.id for each in people if each.school == school),
        )
        for id in named
        if id is not None
        for school in dict.fromkeys(each.school for each in people)
    ]


def _posts(
    core: CompiledRules, people: tuple[Candidate, ...], wanted: TeamFile, standing: Standing
) -> list[Need]:
    found = []
    for number, post in enumerate(wanted.posts):
        courses = courses_for(core, post.post)
        last = [last_start(core, course, post.by, standing, wanted.starts) for course in courses if post.by]
        latest = max((start for start in last if start is not None), default=-1) if post.by else None
        members = frozenset(each.id for each in people if could_move(core, each, post))
        found.append(Need(id=f"post {number}", courses=courses, members=members, latest=latest))
    return found


WORTH = {"must": 16, "strong": 8, "worth-considering": 0}
"""What a course is worth to a person who is certain to be advised it, by the strength of the advice."""
AS_USUAL = 2
"""What the worth is divided by where the advice is certain only if what was left out is as usual.

Where it hangs on more than that, such as what somebody wants, a course is worth nothing: ask them first.
"""
FIRST = 1
"""What is added for the course that a person's own plan names first."""
FOLLOW_ON = 4
"""What a second course is worth that only the first makes sense of."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The task, and the advice behind each option by person and course."""

    task: Task
    advice: Mapping[tuple[str, str], tuple[Suggestion, Funding]]


def prepare(
    core: CompiledRules, people: Iterable[Candidate], wanted: TeamFile, standing: Standing
) -> Prepared:
    """Return the task of these people on a day.

    Every course comes from the person's own advice, or from a must of the team file.
    """
    courses = {
        each.id: _course(each, core.catalogue.pathways.pace.embed.months)
        for each in core.catalogue.qualifications.qualifications
        if _is_planned(each)
    }
    candidates = tuple(people)
    advice: dict[tuple[str, str], tuple[Suggestion, Funding]] = {}
    members = tuple(_member(each, courses, wanted, standing, advice) for each in candidates)
    limits = wanted.limits
    task = Task(
        starts=wanted.starts,
        members=members,
        courses=courses,
        needs=needs_of(core, candidates, wanted, standing),
        limits=Limits(
            at_once=limits.at_once,
            per_school=limits.per_school,
            per_team=limits.per_team,
            places=limits.places or {},
            pounds=limits.pounds,
            fees=_fees(core) | (limits.fees or {}),
        ),
        musts=tuple(Wish(member=wish.person, course=wish.take) for wish in wanted.must),
        must_nots=tuple(Wish(member=wish.person, course=wish.take) for wish in wanted.must_not),
        aims=wanted.aims,
    )
    return Prepared(task, advice)


def _is_planned(qualification: Qualification) -> bool:
    return qualification.kind in DEPTHS and qualification.length is not None


def _course(qualification: Qualification, embed: int) -> Course:
    length = qualification.length
    assert length is not None
    return Course(
        id=qualification.id,
        depth=DEPTHS[qualification.kind],
        study=-(-length.taught_months // MONTHS_A_YEAR),
        rest=-(-(max(length.result_months) + embed) // MONTHS_A_YEAR),
    )


def _fees(core: CompiledRules) -> dict[str, int]:
    """Return the highest example price of each course: there is no national price list."""
    return {
        each.id: max(price.pounds for price in each.prices)
        for each in core.catalogue.qualifications.qualifications
        if each.prices
    }


def _member(
    candidate: Candidate,
    courses: Mapping[str, Course],
    wanted: TeamFile,
    standing: Standing,
    advice: dict[tuple[str, str], tuple[Suggestion, Funding]],
) -> Member:
    held = candidate.statuses
    on_course, free_from = _busy(held, courses)
    suggestions = [each for each in suggest(candidate.person) if each.id in courses]
    options = []
    for number, suggestion in enumerate(suggestions):
        funding = decide_funding(candidate.person, standing.rules, suggestion.id)
        advice[candidate.id, suggestion.id] = (suggestion, funding)
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
            )
        )
    options += _follow_on(candidate, suggestions, courses, standing, advice)
    options += _told(candidate, options, courses, wanted, standing)
    return Member(
        id=candidate.id,
        school=candidate.school,
        # Two schools may each have a team of this name.
        team=f"{candidate.school}: {candidate.team}" if candidate.team else None,
        holds=frozenset(held),
        options=tuple(options),
        on_course=on_course,
        free_from=free_from,
    )


def _worth(person: Person, suggestion: Suggestion) -> int:
    worth = WORTH[suggestion.strength]
    if suggestion.certainty == "certain":
        return worth
    usual = take_as_usual(person).certainty(person.core.suggested(suggestion.id))
    return worth // AS_USUAL if usual == "certain" else 0


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
    for deadline in unmet_deadlines(person):
        if deadline.qualification == course:
            days = (months_after(standing.on, months) for months in deadline.months_left)
            last = (last_start(person.core, course, due, standing, starts) for due in days)
            fewest, most = (-1 if start is None else start for start in last)
            return fewest, most
    return None, None


def _follow_on(
    candidate: Candidate,
    suggestions: list[Suggestion],
    courses: Mapping[str, Course],
    standing: Standing,
    advice: dict[tuple[str, str], tuple[Suggestion, Funding]],
) -> list[Option]:
    """Return the course that the person's first one leads to, as it would be two years on."""
    if not suggestions:
        return []
    first = suggestions[0].id
    then = later(candidate.person, LATER_YEARS, {first: "completed"})
    now = {each.id for each in suggestions}
    for suggestion in suggest(then):
        strong = (suggestion.strength, suggestion.certainty) in (("must", "certain"), ("strong", "certain"))
        if suggestion.id in courses and suggestion.id not in now and strong:
            funding = decide_funding(then, standing.rules, suggestion.id)
            advice[candidate.id, suggestion.id] = (suggestion, funding)
            funded = funding.outcome == "funded"
            return [Option(course=suggestion.id, worth=FOLLOW_ON, funded=funded, after=first)]
    return []


def _told(
    candidate: Candidate,
    options: list[Option],
    courses: Mapping[str, Course],
    wanted: TeamFile,
    standing: Standing,
) -> list[Option]:
    """Return the courses that the team file says the person must take, though their own advice does not."""
    known = {option.course for option in options}
    told = [wish.take for wish in wanted.must if wish.person == candidate.id and wish.take is not None]
    return [
        Option(
            course=course,
            worth=0,
            funded=decide_funding(candidate.person, standing.rules, course).outcome == "funded",
        )
        for course in dict.fromkeys(told)
        if course in courses and course not in known
    ]
