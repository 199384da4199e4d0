"""What happens if somebody leaves: the posts and duties that nobody is left for, and how the plan changes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.candidates import Candidate, stands_on
from npqpath.team.coverage import (
    Coverage,
    Group,
    Money,
    Specialists,
    Thread,
    coverage,
    golden_thread,
    groups,
    money,
    specialists,
    study_by_term,
)
from npqpath.team.demand import Prepared, prepare
from npqpath.team.law import Late, late_for_the_law
from npqpath.team.objectives import is_met_already, meets, release
from npqpath.team.succession import Rung, pipeline, rung
from npqpath.team.task import Choice
from npqpath.team.team_file import TeamFile, WantedPost


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a team's report says.

    `late` are those for whom the plan is too late for the law, or may be. `released` counts people on a
    course by school and year, as the limits do; `by_term` by school and term.
    """

    core: CompiledRules
    standing: Standing
    wanted: TeamFile
    people: tuple[Candidate, ...]
    prepared: Prepared
    allocation: Allocation
    groups: tuple[Group, ...]
    coverage: Coverage
    pipeline: tuple[Rung, ...]
    threads: tuple[Thread, ...]
    specialists: tuple[Specialists, ...]
    money: Money
    late: tuple[Late, ...]
    released: Mapping[str, Mapping[int, int]]
    by_term: Mapping[str, Mapping[dt.date, int]]

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools, in the order of the roster."""
        return tuple(dict.fromkeys(each.school for each in self.people))


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
    prepared = prepare(core, people, wanted, standing)
    allocation = allocate(prepared.task, known=known)
    if isinstance(allocation, Unmet):
        return allocation
    planned: dict[str, set[str]] = defaultdict(set)
    for choice in allocation.choices:
        planned[choice.member].add(choice.course)
    return Report(
        core=core,
        standing=standing,
        wanted=wanted,
        people=people,
        prepared=prepared,
        allocation=allocation,
        groups=groups(people, allocation.choices),
        coverage=coverage(core, people, allocation.choices),
        pipeline=pipeline(core, people, wanted.posts, allocation.choices, standing),
        threads=golden_thread(core, people, {id: frozenset(ids) for id, ids in planned.items()}),
        specialists=specialists(core, people, allocation.choices),
        money=money(prepared.task, allocation.choices),
        late=late_for_the_law(core, people, allocation.choices, standing),
        released=release(prepared.task, allocation.choices),
        by_term=study_by_term(core, prepared.task, allocation.choices, standing),
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
    else at their school has; `needs` are ids of the team's needs that would no longer be met. `own` are the
    leaver's courses in the plan. `begins` and `drops` are the courses of others that come and go; `moves` are
    those that begin at another start, each as it was and as it would be.
    """

    leaver: str
    before: Report
    after: Report
    posts: tuple[Rung, ...]
    elsewhere: tuple[Rung, ...]
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    own: tuple[Choice, ...]
    begins: tuple[Choice, ...]
    drops: tuple[Choice, ...]
    moves: tuple[tuple[Choice, Choice], ...]


def leaving(before: Report, after: Report, leaver: str) -> Leaving:
    """Return what changes between two reports of which the second is without `leaver`."""
    gone = next(each for each in before.people if each.id == leaver)
    return Leaving(
        leaver=leaver,
        before=before,
        after=after,
        posts=_posts(gone, after, after.people, gone.school),
        elsewhere=_posts(gone, after, tuple(e for e in after.people if e.school != gone.school), None),
        duties=_lost_duties(gone, after),
        needs=tuple(id for id in _met(before) if id not in _met(after)),
        own=tuple(choice for choice in before.allocation.choices if choice.member == leaver),
        begins=_only_in(after, before),
        drops=tuple(choice for choice in _only_in(before, after) if choice.member != leaver),
        moves=_moves(before, after),
    )


def _only_in(report: Report, other: Report) -> tuple[Choice, ...]:
    """Return the choices of courses that the other plan does not have at any start."""
    there = {(choice.member, choice.course) for choice in other.allocation.choices}
    return tuple(c for c in report.allocation.choices if (c.member, c.course) not in there)


def _moves(before: Report, after: Report) -> tuple[tuple[Choice, Choice], ...]:
    then = {(choice.member, choice.course): choice for choice in after.allocation.choices}
    pairs = ((now, then.get((now.member, now.course), now)) for now in before.allocation.choices)
    return tuple((old, new) for old, new in pairs if old != new)


def _posts(
    gone: Candidate, after: Report, people: tuple[Candidate, ...], school: str | None
) -> tuple[Rung, ...]:
    """Return the posts that somebody leaves free, but for those of every class teacher, with these people."""
    core = after.core
    posts = [
        post.id
        for track in core.catalogue.pathways.tracks
        for post in track.posts
        if track.id != GENERAL and stands_on(core, gone, post.id)
    ]
    return tuple(
        rung(
            core,
            people,
            WantedPost(post=post, school=school),
            after.allocation.choices,
            standing=after.standing,
            is_wanted=False,
        )
        for post in posts
    )


def _lost_duties(gone: Candidate, after: Report) -> tuple[str, ...]:
    kept = {duty for each in after.people if each.school == gone.school for duty in each.duties}
    return tuple(duty for duty in gone.duties if duty not in kept)


def _met(report: Report) -> tuple[str, ...]:
    task = report.prepared.task
    return tuple(
        need.id
        for need in task.needs
        if is_met_already(task, need) or any(meets(need, choice) for choice in report.allocation.choices)
    )
