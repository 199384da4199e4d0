"""What a team needs somebody for: its priorities in each school, and the posts that must be filled."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.calendar import Standing, months_after
from npqpath.advice.core import CompiledRules
from npqpath.team.candidates import MONTHS_A_YEAR, Candidate, could_move, courses_for, start_day
from npqpath.team.task import Need
from npqpath.team.teamfile import TeamFile, priority_named


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
