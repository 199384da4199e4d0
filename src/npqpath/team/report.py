"""A team's plan with all that stands around it, as data, and what happens to it if somebody leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.candidates import Candidate, stands_on
from npqpath.team.coverage import (
    Coverage,
    GoldenThread,
    Group,
    Money,
    Specialists,
    coverage,
    golden_thread,
    groups,
    money,
    specialists,
    study_by_term,
)
from npqpath.team.demand import prepare
from npqpath.team.law import Late, late_for_the_law
from npqpath.team.objectives import release
from npqpath.team.succession import Succession, pipeline, succession
from npqpath.team.task import Choice, Need, Task
from npqpath.team.team_file import TeamFile, WantedPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a team's report says.

    `late` are those for whom the plan is too late for the law, or may be. `released` counts people on a
    course by school and year, as the limits do; `by_term` by school and term.
    """

    core: CompiledRules
    standing: Standing
    wanted: TeamFile
    people: tuple[Candidate, ...]
    allocation: Allocation
    groups: tuple[Group, ...]
    coverage: Coverage
    pipeline: tuple[Succession, ...]
    threads: tuple[GoldenThread, ...]
    specialists: tuple[Specialists, ...]
    money: Money
    late: tuple[Late, ...]
    released: Mapping[str, Mapping[int, int]]
    by_term: Mapping[str, Mapping[dt.date, int]]

    @property
    def task(self) -> Task:
        """What was to be decided."""
        return self.allocation.task

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Who begins what, and when."""
        return self.allocation.choices

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools, in the order of the roster."""
        return self.task.schools


def make_report(
    core: CompiledRules,
    people: tuple[Candidate, ...],
    wanted: TeamFile,
    standing: Standing,
    known: Collection[Choice] = (),
) -> Report | Unmet:
    """Return the report for these people on a day, or the musts that no plan can keep.

    Where plans are equally good, it keeps to the choices that people `known` already.
    """
    task = prepare(core, people, wanted, standing)
    allocation = allocate(task, known=known)
    if isinstance(allocation, Unmet):
        return allocation
    choices = allocation.choices
    return Report(
        core=core,
        standing=standing,
        wanted=wanted,
        people=people,
        allocation=allocation,
        groups=groups(people, choices),
        coverage=coverage(core, people, choices),
        pipeline=pipeline(core, people, wanted.posts, choices, standing),
        threads=golden_thread(core, people, choices),
        specialists=specialists(core, people, choices),
        money=money(task, choices),
        late=late_for_the_law(core, people, choices, standing),
        released=release(task, choices),
        by_term=study_by_term(core, task, choices, standing),
    )


def without(
    people: tuple[Candidate, ...], wanted: TeamFile, leaver: str
) -> tuple[tuple[Candidate, ...], TeamFile]:
    """Return the people and the team file as they would be if somebody left."""
    stays = tuple(each for each in people if each.id != leaver)
    return stays, replace(
        wanted,
        must=tuple(wish for wish in wanted.must if wish.person != leaver),
        must_not=tuple(wish for wish in wanted.must_not if wish.person != leaver),
    )


GENERAL = "general"
"""The track of the posts that every teacher holds."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The plan with and without one person.

    `posts` are the posts at their school where they stand now, as they would be without them, and `elsewhere`
    the same with the people of the other schools alone, in the same order; `duties` are those that nobody
    else at their school has; `needs` are those of the team that would no longer be met. `own` are the
    leaver's courses in the plan. `begins` and `drops` are the courses of others that come and go; `moves` are
    those that begin at another start, each as it was and as it would be.
    """

    leaver: str
    before: Report
    posts: tuple[Succession, ...]
    elsewhere: tuple[Succession, ...]
    duties: tuple[str, ...]
    needs: tuple[Need, ...]
    own: tuple[Choice, ...]
    begins: tuple[Choice, ...]
    drops: tuple[Choice, ...]
    moves: tuple[tuple[Choice, Choice], ...]


def leaving(before: Report, after: Report, leaver: str) -> Leaving:
    """Return what changes between two reports of which the second is without `leaver`."""
    gone = next(each for each in before.people if each.id == leaver)
    colleagues = [each for each in after.people if each.school == gone.school]
    others = tuple(each for each in after.people if each.school != gone.school)
    kept = {duty for each in colleagues for duty in each.duties}
    still_met = {need.id for need in _met(after)}
    then = {(choice.member, choice.course): choice for choice in after.choices}
    own = tuple(choice for choice in before.choices if choice.member == leaver)
    stay = [choice for choice in before.choices if choice.member != leaver]
    known = {(choice.member, choice.course) for choice in stay}
    pairs = [(choice, then.get((choice.member, choice.course))) for choice in stay]
    return Leaving(
        leaver=leaver,
        before=before,
        posts=_posts(gone, after, after.people, gone.school),
        elsewhere=_posts(gone, after, others, None),
        duties=tuple(duty for duty in gone.duties if duty not in kept),
        needs=tuple(need for need in _met(before) if need.id not in still_met),
        own=own,
        begins=tuple(choice for key, choice in then.items() if key not in known),
        drops=tuple(old for old, new in pairs if new is None),
        moves=tuple((old, new) for old, new in pairs if new is not None and new != old),
    )


def _posts(
    gone: Candidate, after: Report, people: tuple[Candidate, ...], school: str | None
) -> tuple[Succession, ...]:
    """Return the posts that somebody leaves free, but for those of every class teacher, with these people."""
    return tuple(
        succession(
            after.core,
            people,
            WantedPost(post=post.id, school=school),
            after.choices,
            standing=after.standing,
            is_wanted=False,
        )
        for track in after.core.catalogue.pathways.tracks
        for post in track.posts
        if track.id != GENERAL and stands_on(after.core, gone, post.id)
    )


def _met(report: Report) -> tuple[Need, ...]:
    return tuple(
        need
        for need in report.task.needs
        if report.task.is_met_already(need) or any(map(need.is_met_by, report.choices))
    )
