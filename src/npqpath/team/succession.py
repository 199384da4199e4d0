"""Who could step up: for each post, who is there, who is ready, and who would be after which course and when.

Ready means here that a move leads from where somebody stands, or that they say they would like the post,
and that they hold a qualification that helps. It is never a rating of a person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.legal_deadlines import result_by
from npqpath.team.candidates import LADDER, Candidate, could_move, courses_for, stands_on, start_day
from npqpath.team.task import Choice
from npqpath.team.team_file import WantedPost


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who would be ready after a course of the plan, and the day by which they have a result."""

    person: str
    course: str
    ready: dt.date


@dataclass(frozen=True, slots=True)
class Succession:
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
    people: tuple[Candidate, ...],
    wanted: tuple[WantedPost, ...],
    choices: tuple[Choice, ...],
    standing: Standing,
) -> tuple[Succession, ...]:
    """Return the posts that the team file names, then the other leadership posts that somebody holds.

    The highest come first. A post that is named for one school has another line for each other school with
    somebody on it.
    """
    return tuple(
        succession(core, people, each, choices, standing=standing, is_wanted=is_wanted)
        for posts, is_wanted in ((wanted, True), (_others(core, people, wanted), False))
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


def succession(
    core: CompiledRules,
    people: tuple[Candidate, ...],
    wanted: WantedPost,
    choices: tuple[Choice, ...],
    *,
    standing: Standing,
    is_wanted: bool,
) -> Succession:
    """Return one post with the people there, ready and on the way, by the courses that are planned."""
    courses = courses_for(core, wanted.post)
    school = wanted.school
    there = [e.id for e in people if school in (None, e.school) and stands_on(core, e, wanted.post)]
    movers = [each for each in people if each.id not in there and could_move(core, each, wanted)]
    others = [each for each in people if school is not None and each.school != school]
    anywhere = replace(wanted, school=None)
    open_to = [each for each in movers if not each.completed & courses]
    coming = {each.id: _coming(core, each, courses, choices, standing) for each in open_to}
    return Succession(
        post=wanted.post,
        school=school,
        there=tuple(there),
        ready=tuple(each.id for each in movers if each.completed & courses),
        coming=tuple(sorted(filter(None, coming.values()), key=lambda each: each.ready)),
        could=tuple(id for id, course in coming.items() if course is None),
        say_ready=tuple(each.id for each in movers if wanted.post in each.ready_for),
        elsewhere=tuple(e.id for e in others if e.completed & courses and could_move(core, e, anywhere)),
        wanted_by=wanted.by,
        is_wanted=is_wanted,
    )


def _coming(
    core: CompiledRules,
    each: Candidate,
    courses: frozenset[str],
    choices: tuple[Choice, ...],
    standing: Standing,
) -> Coming | None:
    """Return the course under way or in the plan that would make somebody ready the soonest."""
    # The roster does not say when a course began. The latest it can have is now, or the next start.
    begun = {"studying": standing.on.replace(day=1), "starting-soon": standing.next_start}
    starts = [(npq, begun[status]) for npq, status in each.statuses.items() if status in begun]
    starts += [(c.course, start_day(standing, c.start)) for c in choices if c.member == each.id]
    found = [
        Coming(each.id, id, result_by(core.catalogue, id, start)) for id, start in starts if id in courses
    ]
    return min(found, key=lambda one: one.ready, default=None)
