"""What is to be decided for a team: the people, the courses open to each, the aims and the limits.

Starts are counted from 0, the next one; there is one start a year, so a start also names a year of study.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Depth = Literal["breadth", "depth", "other"]
"""Leadership NPQs give breadth, specialist NPQs depth (seed article on teams; see the docs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course as the allocation sees it.

    `study` is the number of yearly starts that a person is on it, counted from its own; `rest` the number
    after which the same person may begin another, with time to use what the first one taught.
    """

    id: str
    depth: Depth
    study: int
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A course that would suit a person, by that person's own advice.

    `worth` is how much it is worth to the person: more for stronger and more certain advice, 0 for a course
    that is only worth considering. `after` is a course that has to be taken first within this plan. Where the
    law gives a time, `latest` is the last start that is in time for certain and `perhaps` the last that may
    be; -1 where there is none.
    """

    course: str
    worth: int
    must: bool = False
    funded: bool = False
    after: str | None = None
    latest: int | None = None
    perhaps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the roster. `holds` are courses completed or under way.

    `on_course` is the number of starts, from 0, in which a course under way still takes time, and `free_from`
    the first start at which this person could begin another.
    """

    id: str
    school: str
    team: str | None = None
    holds: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    on_course: int = 0
    free_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something the team wants somebody for: a priority in a school, or a post that will have to be filled.

    It is met by anybody in `members` who holds one of `courses`, or starts one no later than `latest`.
    """

    id: str
    courses: frozenset[str]
    members: frozenset[str]
    latest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What must not be exceeded; None is no limit.

    People released at once in all, per school and per team; places by course for one start; and pounds that
    the school or trust would pay itself over the whole plan, by the fee of each course.
    """

    at_once: int | None = None
    per_school: int | None = None
    per_team: int | None = None
    places: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    pounds: int | None = None
    fees: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A must or a must-not: this person, and this course or (None) any course."""

    member: str
    course: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Everything that an allocation depends on; `aims` are ids in order, or none for all as usual."""

    starts: int
    members: tuple[Member, ...]
    courses: Mapping[str, Course]
    needs: tuple[Need, ...] = ()
    limits: Limits = Limits()
    musts: tuple[Wish, ...] = ()
    must_nots: tuple[Wish, ...] = ()
    aims: tuple[str, ...] = ()

    @property
    def years(self) -> range:
        """The years in which somebody could be studying: courses begun at the last start run on."""
        longest = max((course.study for course in self.courses.values()), default=1)
        return range(self.starts + longest - 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One person begins one course at one start."""

    member: str
    course: str
    start: int


def possible_choices(task: Task) -> tuple[Choice, ...]:
    """Return every choice that is open on its own, whatever the others do, in the order of the roster.

    A course that is only worth considering is open where the team needs it or a must names it.
    """
    wanted = {
        (member, course) for need in task.needs for member in need.members for course in need.courses
    } | {(wish.member, wish.course) for wish in task.musts}
    barred = {(wish.member, wish.course) for wish in task.must_nots}
    choices = []
    for member in task.members:
        for option in member.options:
            named = (member.id, option.course)
            if named in barred or (member.id, None) in barred or option.course in member.holds:
                continue
            if option.worth or option.must or named in wanted or (member.id, None) in wanted:
                last = task.starts - 1
                choices += [
                    Choice(member.id, option.course, start) for start in range(member.free_from, last + 1)
                ]
    return tuple(choices)
