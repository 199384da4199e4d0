"""A trust's view: specialists in several schools, who could train others, and what it would cost whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.core import CompiledRules
from npqpath.team.candidates import DEPTHS, Candidate
from npqpath.team.limits import fee
from npqpath.team.pipeline import completed
from npqpath.team.task import Choice, Task

FEWEST_FOR_TRAINING = 2
"""People who hold an NPQ, in at least as many schools, before a trust is told that it could train others."""


@dataclass(frozen=True, slots=True)
class Specialists:
    """People on one NPQ across the schools: ids of those who hold it and of those who would, by school."""

    course: str
    hold: Mapping[str, tuple[str, ...]]
    would: Mapping[str, tuple[str, ...]]

    @property
    def could_train(self) -> bool:
        """Whether enough people hold it for the trust to think about training others."""
        return sum(map(len, self.hold.values())) >= FEWEST_FOR_TRAINING

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools with somebody who holds it or would."""
        return tuple(dict.fromkeys([*self.hold, *self.would]))


@dataclass(frozen=True, slots=True)
class Money:
    """What DfE would pay for and what the school or trust would: numbers of courses, and pounds.

    `spared` are the fees of the courses that DfE would pay for. `unknown` counts courses that the school or
    trust would pay for and whose fee nobody has given.
    """

    funded: int
    spared: int
    own: int
    pounds: int
    unknown: int


def specialists(
    core: CompiledRules, people: Iterable[Candidate], choices: Iterable[Choice]
) -> tuple[Specialists, ...]:
    """Return every NPQ that somebody holds or would take, in the order of the data."""
    candidates = tuple(people)
    planned: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        planned[choice.course].add(choice.member)
    found = []
    for qualification in core.catalogue.qualifications.qualifications:
        if qualification.kind not in DEPTHS:
            continue
        id = qualification.id
        hold = _by_school(each for each in candidates if id in completed(each))
        would = _by_school(
            each
            for each in candidates
            if id not in completed(each) and (id in each.statuses or each.id in planned[id])
        )
        if hold or would:
            found.append(Specialists(id, hold, would))
    return tuple(found)


def money(task: Task, choices: Iterable[Choice]) -> Money:
    """Return who would pay for the courses of a plan. That DfE would pay promises no place."""
    members = {member.id: member for member in task.members}
    funded = spared = own = pounds = unknown = 0
    for choice in choices:
        member = members[choice.member]
        if next(option for option in member.options if option.course == choice.course).funded:
            funded += 1
            spared += task.limits.fees.get(choice.course, 0)
            continue
        own += 1
        pounds += fee(task, member, choice.course)
        unknown += choice.course not in task.limits.fees
    return Money(funded, spared, own, pounds, unknown)


def _by_school(people: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in people:
        found[each.school].append(each.id)
    return {school: tuple(ids) for school, ids in found.items()}
