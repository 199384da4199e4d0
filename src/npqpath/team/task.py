"""What is to be decided for a team: the people, the courses open to each, the aims and the limits.

Starts are counted from 0, the next one; there is one start a year, so a start also names a year of study.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from npqpath.dataset.qualifications import QualificationId, Shown

if TYPE_CHECKING:
    from npqpath.advice.funding import Funding
    from npqpath.advice.suggestions import Suggestion


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
    be; -1 where there is none. `advice` is what the person is told of it, None where only the team file asks
    for the course.
    """

    course: str
    worth: int
    must: bool = False
    funded: bool = False
    after: str | None = None
    latest: int | None = None
    perhaps: int | None = None
    advice: tuple[Suggestion, Funding] | None = None

    @property
    def is_beyond_own_advice(self) -> bool:
        """Whether it is no more than worth considering for the person, or hangs on what they want."""
        return not self.worth and not self.must


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of the roster. `holds` are courses completed or under way.

    `on_course` is the number of starts, from 0, in which a course under way still takes time, and `free_from`
    the first start at which this person could begin another. `teaching` and `leading` are their years of it,
    0 where nobody has said.
    """

    id: str
    school: str
    team: str | None = None
    holds: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    on_course: int = 0
    free_from: int = 0
    teaching: float = 0
    leading: float = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One person begins one course at one start."""

    member: str
    course: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something the team wants somebody for: a priority in a school, or a post that will have to be filled.

    It is met by anybody in `members` who holds one of `courses`, or starts one no later than `latest`. `name`
    is the priority or the post in words, and `school` the one that it is about; a post may be anywhere.
    """

    id: str
    courses: frozenset[str]
    members: frozenset[str]
    latest: int | None = None
    name: str = ""
    school: str | None = None

    def is_met_by(self, choice: Choice) -> bool:
        """Return whether a choice meets this need."""
        in_time = self.latest is None or choice.start <= self.latest
        return choice.member in self.members and choice.course in self.courses and in_time


Count: TypeAlias = Annotated[int, Shown(minimum=0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What must not be exceeded. What is left out has no limit."""

    at_once: Count | None = None
    """People on a course at the same time, in all."""
    per_school: Count | None = None
    """People of one school on a course at the same time."""
    per_team: Count | None = None
    """People of one team on a course at the same time."""
    places: dict[QualificationId, Count] | None = None
    """Places by qualification for one start."""
    pounds: Count | None = None
    """Pounds that you would pay yourself for courses over the whole plan."""
    fees: dict[QualificationId, Count] | None = None
    """What a course would cost you for one person, in pounds, by qualification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody who must, or must not, take a course: any without `take`, at any start without `starts`."""

    person: str
    take: str | None = None
    starts: frozenset[int] | None = None

    def is_about(self, choice: Choice) -> bool:
        """Return whether a choice is what must, or must not, be."""
        is_same = choice.member == self.person and self.take in (None, choice.course)
        return is_same and (self.starts is None or choice.start in self.starts)


# Without slots, because what is looked up again and again is kept.
@dataclass(frozen=True, kw_only=True)
class Task:
    """Everything that an allocation depends on; `aims` are ids in order, or none for all as usual, and
    `tie` is what decides between plans that are equally good."""

    starts: int
    members: tuple[Member, ...]
    courses: Mapping[str, Course]
    needs: tuple[Need, ...] = ()
    limits: Limits = Limits()
    musts: tuple[Wish, ...] = ()
    must_nots: tuple[Wish, ...] = ()
    aims: tuple[str, ...] = ()
    tie: str | None = None

    @cached_property
    def years(self) -> range:
        """The years in which somebody could be studying: courses begun at the last start run on."""
        longest = max((course.study for course in self.courses.values()), default=1)
        return range(self.starts + longest - 1)

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The schools, in the order of the roster."""
        return tuple(dict.fromkeys(member.school for member in self.members))

    @cached_property
    def members_by_id(self) -> Mapping[str, Member]:
        """The people by id."""
        return {member.id: member for member in self.members}

    @cached_property
    def _options(self) -> Mapping[tuple[str, str], Option]:
        return {(member.id, option.course): option for member in self.members for option in member.options}

    @cached_property
    def fees(self) -> Mapping[str, int]:
        """What a course costs, in pounds, where that is known."""
        return self.limits.fees or {}

    @cached_property
    def larger(self) -> Mapping[str, int]:
        """How many schools have fewer people, for each school."""
        people = Counter(member.school for member in self.members)
        return {school: sum(other < count for other in people.values()) for school, count in people.items()}

    @cached_property
    def alike(self) -> Mapping[str, tuple[str, ...]]:
        """Those whom nothing here tells from each person, and that person, in the order of their lots."""
        named = {wish.person for wish in (*self.musts, *self.must_nots)}
        groups: dict[object, list[str]] = defaultdict(list)
        for member in sorted(self.members, key=lambda member: (lot_of(member.id), member.id)):
            needs = frozenset(need.id for need in self.needs if member.id in need.members)
            plain = replace(
                member,
                id=member.id if member.id in named else "",
                team=member.team if self.limits.per_team is not None else None,
                holds=member.holds & {option.course for option in member.options},
                options=tuple(replace(option, advice=None) for option in member.options),
                teaching=member.teaching if self.tie == "longest-teaching" else 0,
                leading=member.leading if self.tie == "longest-leading" else 0,
            )
            groups[plain, needs, len(member.holds)].append(member.id)
        return {id: tuple(ids) for ids in groups.values() for id in ids}

    def school_of(self, choice: Choice) -> str:
        """Return the school of the person who begins a course."""
        return self.members_by_id[choice.member].school

    def option(self, choice: Choice) -> Option:
        """Return the option behind a choice. Raises `KeyError` if the person has none for that course."""
        return self._options[choice.member, choice.course]

    def fee(self, choice: Choice) -> int:
        """Return what a course would cost the school or trust for one person, in pounds."""
        return 0 if self.option(choice).funded else self.fees.get(choice.course, 0)

    def years_of(self, choice: Choice) -> range:
        """Return the years in which somebody studies who makes a choice."""
        return range(choice.start, choice.start + self.courses[choice.course].study)

    def years_under_way(self, member: Member) -> range:
        """Return the years in which somebody studies what they have begun already."""
        return range(min(member.on_course, len(self.years)))

    def is_met_already(self, need: Need) -> bool:
        """Return whether somebody meets a need without any new course."""
        return any(member.id in need.members and member.holds & need.courses for member in self.members)

    @cached_property
    def possible_choices(self) -> tuple[Choice, ...]:
        """Every choice that is open on its own, whatever the others do, in the order of the roster.

        A course that is only worth considering is open where the team needs it or a must names it.
        """
        choices = (
            Choice(member.id, option.course, start)
            for member in self.members
            for option in member.options
            if option.course not in member.holds
            for start in range(member.free_from, self.starts)
        )
        return tuple(choice for choice in choices if self._is_open(choice))

    def _is_open(self, choice: Choice) -> bool:
        if any(wish.is_about(choice) for wish in self.must_nots):
            return False
        if not self.option(choice).is_beyond_own_advice or any(wish.is_about(choice) for wish in self.musts):
            return True
        return any(choice.member in need.members and choice.course in need.courses for need in self.needs)


LOTS = 4096
"""How many different lots there are."""


def lot_of(name: str) -> int:
    """Return the lot that is drawn from a name, and from nothing else."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % LOTS


def by_member(choices: Iterable[Choice]) -> defaultdict[str, list[Choice]]:
    """Return the choices of each person, by the person's id."""
    found = defaultdict(list)
    for choice in choices:
        found[choice.member].append(choice)
    return found


Name: TypeAlias = tuple[str, ...]
"""A limit by what it counts: ("at_once", year), ("per_school", school, year), ("per_team", team, year),
("places", course, start) or ("pounds",).

People already on a course count, but nobody is taken off one: where they alone exceed a limit, nobody is
added.
"""


def uses(task: Task, choice: Choice) -> Counter[Name]:
    """Return how much a choice uses of every limit that is set."""
    limits = task.limits
    found = _studying(task, task.members_by_id[choice.member], task.years_of(choice))
    if limits.places is not None and choice.course in limits.places:
        found["places", choice.course, str(choice.start)] = 1
    if limits.pounds is not None:
        found["pounds",] = task.fee(choice)
    return found


def used(task: Task, choices: Iterable[Choice]) -> Counter[Name]:
    """Return how much of every limit is used by the choices and by the courses under way."""
    found: Counter[Name] = Counter()
    for member in task.members:
        found.update(_studying(task, member, task.years_under_way(member)))
    for choice in choices:
        found.update(uses(task, choice))
    return found


def _studying(task: Task, member: Member, years: range) -> Counter[Name]:
    limits = task.limits
    found: Counter[Name] = Counter()
    for year in map(str, years):
        if limits.at_once is not None:
            found["at_once", year] = 1
        if limits.per_school is not None:
            found["per_school", member.school, year] = 1
        if limits.per_team is not None and member.team is not None:
            found["per_team", member.team, year] = 1
    return found


def limit_of(task: Task, name: Name) -> int:
    """Return the limit behind a name, which is one that is set."""
    limit = (task.limits.places or {})[name[1]] if name[0] == "places" else getattr(task.limits, name[0])
    return int(limit)


def most(task: Task, name: Name, already: Counter[Name]) -> int:
    """Return what may be used in all of a limit of which courses under way use some `already`."""
    return max(limit_of(task, name), already[name])
