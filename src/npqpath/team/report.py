"""A team's plan with all that stands around it, as data, and what happens to it if somebody leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.candidates import Candidate
from npqpath.team.coverage import (
    GoldenThread,
    Group,
    Money,
    Specialists,
    golden_thread,
    groups,
    money,
    specialists,
    study_by_term,
)
from npqpath.team.demand import prepare
from npqpath.team.law import Late, late_for_the_law
from npqpath.team.succession import Succession, pipeline
from npqpath.team.task import Choice, Task
from npqpath.team.team_file import TeamFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a team's report says.

    `late` are those for whom the plan is too late for the law, or may be. `by_term` counts people on a course
    by school and term.
    """

    core: CompiledRules
    standing: Standing
    wanted: TeamFile
    people: tuple[Candidate, ...]
    allocation: Allocation
    groups: tuple[Group, ...]
    pipeline: tuple[Succession, ...]
    threads: tuple[GoldenThread, ...]
    specialists: tuple[Specialists, ...]
    money: Money
    late: tuple[Late, ...]
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
    begins: Callable[[str], None] = lambda _: None,
) -> Report | Unmet:
    """Return the report for these people on a day, or the musts that no plan can keep.

    It keeps to the choices that people `known` already where it can. `begins` is told each aim in turn.
    """
    task = prepare(core, people, wanted, standing)
    allocation = allocate(task, known=known, begins=begins)
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
        pipeline=pipeline(core, people, wanted.posts, choices, standing),
        threads=golden_thread(core, people, choices),
        specialists=specialists(core, people, choices),
        money=money(task, choices),
        late=late_for_the_law(core, people, choices, standing),
        by_term=study_by_term(core, task, choices, standing),
    )
