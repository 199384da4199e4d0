"""Who learns together: groups on the same course at the same start, and who knows which area where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.core import CompiledRules
from npqpath.team.candidates import Candidate
from npqpath.team.task import Choice


@dataclass(frozen=True, slots=True)
class Group:
    """People who begin the same course at the same start: their ids by school, in the order of the roster."""

    course: str
    start: int
    people: Mapping[str, tuple[str, ...]]

    @property
    def size(self) -> int:
        """How many people there are in all schools together."""
        return sum(len(ids) for ids in self.people.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people have studied an area, or would after the plan: counts by area and school."""

    areas: tuple[str, ...]
    schools: tuple[str, ...]
    now: Mapping[tuple[str, str], int]
    then: Mapping[tuple[str, str], int]


def groups(people: Iterable[Candidate], choices: Iterable[Choice]) -> tuple[Group, ...]:
    """Return every start of a course with the people on it, by start and then by course."""
    school_of = {each.id: each.school for each in people}
    found: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for choice in sorted(choices, key=lambda each: list(school_of).index(each.member)):
        found[choice.start, choice.course][school_of[choice.member]].append(choice.member)
    return tuple(
        Group(course, start, {school: tuple(ids) for school, ids in schools.items()})
        for (start, course), schools in sorted(found.items())
    )


def begun(choices: Iterable[Choice], starts: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return every course of a plan with how many people begin it at each start."""
    counted = Counter((choice.course, choice.start) for choice in choices)
    courses = dict.fromkeys(course for course, _ in counted)
    return tuple((course, tuple(counted[course, start] for start in range(starts))) for course in courses)


def coverage(core: CompiledRules, people: Iterable[Candidate], choices: Iterable[Choice]) -> Coverage:
    """Return who knows what, now and after the plan, for every area that a course of theirs covers.

    Somebody counts once for an area, whichever course it came from.
    """
    candidates = tuple(people)
    areas_of = {
        each.id: each.content.areas
        for each in core.catalogue.qualifications.qualifications
        if each.content is not None
    }
    planned: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        planned[choice.member].add(choice.course)
    now: dict[tuple[str, str], int] = defaultdict(int)
    then: dict[tuple[str, str], int] = defaultdict(int)
    for each in candidates:
        held = {npq for npq, status in each.statuses.items() if status == "completed"}
        for area in {area for course in held for area in areas_of.get(course, ())}:
            now[area, each.school] += 1
        later = {*each.statuses, *planned[each.id]}
        for area in {area for course in later for area in areas_of.get(course, ())}:
            then[area, each.school] += 1
    order = dict.fromkeys(area for areas in areas_of.values() for area in areas)
    known = {area for area, _ in then}
    schools = tuple(dict.fromkeys(each.school for each in candidates))
    return Coverage(tuple(area for area in order if area in known), schools, dict(now), dict(then))
