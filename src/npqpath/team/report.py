"""A team's plan with all that stands around it, as data: what the report prints."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.candidates import Candidate
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
from npqpath.team.objectives import release
from npqpath.team.succession import Rung, pipeline
from npqpath.team.task import Choice
from npqpath.team.team_file import TeamFile


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
