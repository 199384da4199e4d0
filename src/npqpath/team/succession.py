"""Who could step up: for each post, who is there, who is ready, and who would be after which course and when.

Ready means here that a move leads from where somebody stands, or that they say they would like the post,
and that they hold a qualification that helps. It is never a rating of a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.candidates import LADDER, Candidate, could_move, courses_for, stands_on, start_day
from npqpath.team.task import Choice
from npqpath.team.team_file import WantedPost
from npqpath.words import months_after


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who would be ready after a course of the plan, and the day by which they have a result."""

    person: str
    course: str
    ready: dt.date


@dataclass(frozen=True, slots=True)
class Rung:
    """One post of one school or of the whole team: ids of the people there, ready, and on the way.

    `elsewhere` are people of other schools who are ready for a post of one school. `could` are people who
    could move but have no course that helps, held or planned; `say_ready` are all who say that they are
    ready. `wanted_by` is the day that the team file gives, where it names the post.
    """

    post: str
    school: str | None
    there: tuple[str, ...]
    ready: tuple[str, ...]
    coming: tuple[Coming, ...]
    could: tuple[str, ...]
    say_ready: tuple[str, ...]
    elsewhere: tuple[str, ...]
    wanted_by: dt.date | None
    is_wanted: bool

    @property
    def is_empty(self) -> bool:
        """Whether nobody is ready for the post or would be."""
        return not self.ready and not self.in_time()

    def in_time(self) -> tuple[Coming, ...]:
        """Return those who would be ready by the day that is wanted."""
        return tuple(each for each in self.coming if self.wanted_by is None or each.ready <= self.wanted_by)


def pipeline(
    core: CompiledRules,
    people: Iterable[Candidate],
    wanted: Iterable[WantedPost],
    choices: Iterable[Choice],
    standing: Standing,
) -> tuple[Rung, ...]:
    """Return the posts that the team file names, then the other leadership posts that somebody holds.

    The highest come first. A post that is named for one school has a rung for each other school with somebody
    on it.
    """
    candidates, planned = tuple(people), tuple(choices)
    named = tuple(wanted)
    others = _others(core, candidates, named)
    return tuple(
        rung(core, candidates, each, planned, standing=standing, is_wanted=is_wanted)
        for posts, is_wanted in ((named, True), (others, False))
        for each in posts
    )


def _others(
    core: CompiledRules, people: tuple[Candidate, ...], named: tuple[WantedPost, ...]
) -> list[WantedPost]:
    leadership = next(each for each in core.catalogue.pathways.tracks if each.id == LADDER)
    found = []
    for post in reversed(leadership.posts):
        places = {each.school for each in named if each.post == post.id}
        holds = [each.school for each in people if stands_on(core, each, post.id)]
        if not places and holds:
            found.append(WantedPost(post=post.id))
        elif None not in places:
            found += [WantedPost(post=post.id, school=s) for s in dict.fromkeys(holds) if s not in places]
    return found


def rung(
    core: CompiledRules,
    people: tuple[Candidate, ...],
    wanted: WantedPost,
    planned: tuple[Choice, ...],
    *,
    standing: Standing,
    is_wanted: bool,
) -> Rung:
    """Return one post with the people there, ready and on the way, by the courses that are planned."""
    courses = courses_for(core, wanted.post)
    there = [each.id for each in people if _is_there(core, each, wanted)]
    movers = [each for each in people if each.id not in there and could_move(core, each, wanted)]
    ready = [each.id for each in movers if completed(each) & courses]
    coming = []
    for each in movers:
        if each.id not in ready:
            coming += _coming(core, each, courses, planned, standing)[:1]
    on_the_way = {each.person for each in coming}
    return Rung(
        post=wanted.post,
        school=wanted.school,
        there=tuple(there),
        ready=tuple(ready),
        coming=tuple(sorted(coming, key=lambda each: each.ready)),
        could=tuple(each.id for each in movers if each.id not in ready and each.id not in on_the_way),
        say_ready=tuple(each.id for each in movers if wanted.post in each.ready_for),
        elsewhere=_ready_elsewhere(core, people, wanted, courses),
        wanted_by=wanted.by,
        is_wanted=is_wanted,
    )


def _ready_elsewhere(
    core: CompiledRules, people: tuple[Candidate, ...], wanted: WantedPost, courses: frozenset[str]
) -> tuple[str, ...]:
    if wanted.school is None:
        return ()
    anywhere = replace(wanted, school=None)
    return tuple(
        each.id
        for each in people
        if each.school != wanted.school and completed(each) & courses and could_move(core, each, anywhere)
    )


def _coming(
    core: CompiledRules,
    each: Candidate,
    courses: frozenset[str],
    planned: tuple[Choice, ...],
    standing: Standing,
) -> list[Coming]:
    """Return the courses under way or in the plan that would make somebody ready, the soonest first."""
    # The roster does not say when a course began. The latest it can have is now, or the next start.
    begun = {"studying": standing.on.replace(day=1), "starting-soon": standing.next_start}
    starts = [(npq, begun[status]) for npq, status in each.statuses.items() if status in begun]
    starts += [(c.course, start_day(standing, c.start)) for c in planned if c.member == each.id]
    found = [
        Coming(each.id, course, result_day(core, course, start))
        for course, start in starts
        if course in courses
    ]
    return sorted(found, key=lambda one: one.ready)


def result_day(core: CompiledRules, course: str, start: dt.date) -> dt.date:
    """Return the first day of the month by which a course that begins on a day has given a result."""
    length = core.catalogue.qualification(course).length
    return months_after(start, max(length.result_months) if length else 0)


def completed(candidate: Candidate) -> set[str]:
    """Return the ids of the NPQs that somebody has completed."""
    return {npq for npq, status in candidate.statuses.items() if status == "completed"}


def _is_there(core: CompiledRules, candidate: Candidate, wanted: WantedPost) -> bool:
    in_school = wanted.school is None or candidate.school == wanted.school
    return in_school and stands_on(core, candidate, wanted.post)
