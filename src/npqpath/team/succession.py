"""Who could step up: for each post, who says that they are ready, and who holds or would hold an NPQ for it.

Ready is what people say themselves; an NPQ that is not required makes nobody more or less so.
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
    """Somebody who would hold an NPQ for a post, and the day by which they have its result."""

    person: str
    course: str
    result: dt.date


@dataclass(frozen=True, slots=True)
class Succession:
    """One post of one school or of the whole team: ids of those there, and of those who could move to it.

    Of these, `say_ready` say that they are ready; of the others, some `hold` an NPQ for it, some have one
    `coming`, and some `could` move without. `elsewhere` are people of other schools who say that they are
    ready for a post of one school, or hold an NPQ for it. `wanted_by` is the day that the team file gives,
    where it names the post.
    """

    post: str
    school: str | None
    there: tuple[str, ...]
    say_ready: tuple[str, ...]
    hold: tuple[str, ...]
    coming: tuple[Coming, ...]
    could: tuple[str, ...]
    elsewhere: tuple[str, ...]
    wanted_by: dt.date | None
    is_wanted: bool

    @property
    def is_empty(self) -> bool:
        """Whether nobody says that they are ready, and nobody holds an NPQ for it or would in time."""
        return not (self.say_ready or self.hold or self.in_time())

    def in_time(self) -> tuple[Coming, ...]:
        """Return those who would hold an NPQ for it by the day that is wanted."""
        return tuple(each for each in self.coming if self.wanted_by is None or each.result <= self.wanted_by)


@dataclass(frozen=True, slots=True)
class Planned:
    """Everybody, and who of them begins what and when, by a plan that was made on a day."""

    core: CompiledRules
    standing: Standing
    people: tuple[Candidate, ...]
    choices: tuple[Choice, ...]


def pipeline(plan: Planned, wanted: tuple[WantedPost, ...]) -> tuple[Succession, ...]:
    """Return the posts that the team file names, then those of all tracks above a class teacher's.

    The highest come first. A post that is named for one school has another line for each other school with
    somebody on it. Of the posts that it does not name, those to which nobody is on the way are left out.
    """
    named = (succession(plan, each, is_wanted=True) for each in wanted)
    others = (succession(plan, each, is_wanted=False) for each in _others(plan, wanted))
    return (*named, *(each for each in others if not each.is_empty))


CLASS_TEACHER = "classroom-teacher"
"""The post up to which nobody steps up."""


def _others(plan: Planned, named: tuple[WantedPost, ...]) -> list[WantedPost]:
    found = []
    for track in sorted(plan.core.catalogue.pathways.tracks, key=lambda track: track.id != LADDER):
        ids = [post.id for post in track.posts]
        steps = ids[ids.index(CLASS_TEACHER) + 1 :] if CLASS_TEACHER in ids else ids
        for post in reversed(steps):
            places = {each.school for each in named if each.post == post}
            holds = [each.school for each in plan.people if stands_on(plan.core, each, post)]
            if not places:
                found.append(WantedPost(post=post))
            elif None not in places:
                found += [WantedPost(post=post, school=s) for s in dict.fromkeys(holds) if s not in places]
    return found


def succession(plan: Planned, wanted: WantedPost, *, is_wanted: bool) -> Succession:
    """Return one post with the people there, ready and on the way, by the courses that are planned."""
    core, people, school = plan.core, plan.people, wanted.school
    courses = courses_for(core, wanted.post)
    there = [e.id for e in people if school in (None, e.school) and stands_on(core, e, wanted.post)]
    movers = [each for each in people if each.id not in there and could_move(core, each, wanted)]
    others = [each for each in people if school is not None and each.school != school]
    anywhere = replace(wanted, school=None)
    say = [each.id for each in movers if wanted.post in each.ready_for]
    hold = [each.id for each in movers if each.id not in say and each.completed & courses]
    rest = {e.id: _coming(plan, e, courses) for e in movers if e.id not in (*say, *hold)}
    return Succession(
        post=wanted.post,
        school=school,
        there=tuple(there),
        say_ready=tuple(say),
        hold=tuple(hold),
        coming=tuple(sorted(filter(None, rest.values()), key=lambda each: each.result)),
        could=tuple(id for id, course in rest.items() if course is None),
        elsewhere=tuple(
            e.id
            for e in others
            if could_move(core, e, anywhere) and (e.completed & courses or wanted.post in e.ready_for)
        ),
        wanted_by=wanted.by,
        is_wanted=is_wanted,
    )


def _coming(plan: Planned, each: Candidate, courses: frozenset[str]) -> Coming | None:
    """Return the course under way or in the plan for a post with the soonest result."""
    # The roster does not say when a course began. The latest it can have is now, or the next start.
    standing = plan.standing
    begun = {"studying": standing.on.replace(day=1), "starting-soon": standing.next_start}
    starts = [(npq, begun[status]) for npq, status in each.statuses.items() if status in begun]
    starts += [(c.course, start_day(standing, c.start)) for c in plan.choices if c.member == each.id]
    results = ((id, result_by(plan.core.catalogue, id, start)) for id, start in starts if id in courses)
    found = (Coming(each.id, id, result) for id, result in results)
    return min(found, key=lambda one: one.result, default=None)
