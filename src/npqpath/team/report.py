"""A team's plan with all that stands around it, as data, and what happens to it if somebody leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team import coverage
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.candidates import Candidate, start_day
from npqpath.team.demand import prepare
from npqpath.team.law import Late, late_for_the_law
from npqpath.team.succession import Planned, Succession, pipeline
from npqpath.team.task import Choice, Task
from npqpath.team.team_file import TeamFile
from npqpath.words import listed, month

K = TypeVar("K")
V = TypeVar("V")

MOST_NAMED = 12


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return what goes with each key, in order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


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
    groups: tuple[coverage.Group, ...]
    pipeline: tuple[Succession, ...]
    threads: tuple[coverage.GoldenThread, ...]
    specialists: tuple[coverage.Specialists, ...]
    money: coverage.Money
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

    def course_name(self, id: str) -> str:
        """Return the short name of a course."""
        return self.core.catalogue.qualification(id).short_name

    def area_name(self, course: str) -> str:
        """Return in few words what a course is about: the priority that it goes deep into, or its name."""
        catalogue = self.core.catalogue
        names = (each.name for each in catalogue.pathways.priorities if each.courses == (course,))
        own = re.sub("^NPQ (in|for) ", "", catalogue.qualification(course).name)
        return next(names, own[:1] + own[1:].lower())

    def start_name(self, start: int) -> str:
        """Return the month of a start, counted from 0."""
        return month(start_day(self.standing, start))

    def school_lists(self, people: Mapping[str, Iterable[str]]) -> str:
        """Return people as lists in a sentence, with their school where the roster has several.

        Of many people in one school only the number is told: the table of persons has them all.
        """
        words = []
        for school, named in people.items():
            # An id of a sheet has the school in it where another sheet has the same id.
            ids = [id.removesuffix(f" ({school})") for id in named]
            told = listed(ids) if len(ids) <= MOST_NAMED else f"{len(ids)} people"
            words.append(f"{told} ({school})" if len(self.schools) > 1 else told)
        return "; ".join(words)

    def by_school(self, ids: Iterable[str]) -> str:
        """Return people, by their ids, likewise."""
        wanted = set(ids)
        return self.school_lists(grouped((each.school, each.id) for each in self.people if each.id in wanted))


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
        groups=coverage.groups(people, choices),
        pipeline=pipeline(Planned(core, standing, people, choices), wanted.posts),
        threads=coverage.golden_thread(core, people, choices),
        specialists=coverage.specialists(core, people, choices),
        money=coverage.money(task, choices),
        late=late_for_the_law(core, people, choices, standing),
        by_term=coverage.study_by_term(core, task, choices, standing),
    )
