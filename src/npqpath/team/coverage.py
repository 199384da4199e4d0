"""The golden thread: who stands on each part of the line of training in a school, and where it breaks."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.candidates import DEPTHS, MONTHS_A_YEAR, Candidate, start_day
from npqpath.team.objectives import fee, schools
from npqpath.team.succession import completed
from npqpath.team.task import Choice, Task
from npqpath.words import months_after

TERMS = {1: "Spring", 5: "Summer", 9: "Autumn"}
"""The month in which each term begins here; schools differ by some weeks."""


def term_of(day: dt.date) -> dt.date:
    """Return the first day of the term that a day is in."""
    return day.replace(month=max(month for month in TERMS if month <= day.month), day=1)


def term_name(first: dt.date) -> str:
    """Return a term in words, such as "Autumn 2027"."""
    return f"{TERMS[first.month]} {first.year}"


def study_by_term(
    core: CompiledRules, task: Task, choices: Iterable[Choice], standing: Standing
) -> Mapping[str, Mapping[dt.date, int]]:
    """Return by school and by the first day of a term how many people are on a course in some part of it.

    A course under way counts for each whole year that the limits take it for, from the next start on.
    """
    found: dict[str, Counter[dt.date]] = {school: Counter() for school in schools(task)}
    school_of = {member.id: member.school for member in task.members}
    for member in task.members:
        found[member.school].update(_terms(standing.next_start, MONTHS_A_YEAR * member.on_course))
    for choice in choices:
        length = core.catalogue.qualification(choice.course).length
        months = length.taught_months if length else 0
        found[school_of[choice.member]].update(_terms(start_day(standing, choice.start), months))
    return found


def _terms(start: dt.date, months: int) -> set[dt.date]:
    return {term_of(months_after(start, month)) for month in range(months)}


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


NEW_TEACHERS = ("trainee-teacher", "early-career-teacher")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the thread in one school: the ids of the people on it."""

    id: str
    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line breaks: the part that is missing for the people of another part."""

    school: str
    missing: str
    for_the_sake_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The thread of one school."""

    school: str
    parts: tuple[Part, ...]
    breaks: tuple[Break, ...]


def golden_thread(
    core: CompiledRules, people: Iterable[Candidate], planned: Mapping[str, frozenset[str]]
) -> tuple[Thread, ...]:
    """Return the thread of each school; `planned` are the courses of the plan by person."""
    candidates = tuple(people)
    schools = dict.fromkeys(each.school for each in candidates)
    return tuple(
        _thread(core, school, [each for each in candidates if each.school == school], planned)
        for school in schools
    )


def _thread(
    core: CompiledRules, school: str, people: list[Candidate], planned: Mapping[str, frozenset[str]]
) -> Thread:
    kinds = {each.id: each.kind for each in core.catalogue.qualifications.qualifications}
    duties = {each.id: each.name for each in core.catalogue.pathways.duties}

    def studies(kind: str) -> Callable[[Candidate], bool]:
        return lambda each: any(
            kinds.get(id) == kind for id in {*each.statuses, *planned.get(each.id, frozenset())}
        )

    def has_duty(duty: str) -> Callable[[Candidate], bool]:
        return lambda each: duty in each.duties

    stages: list[tuple[str, str, Callable[[Candidate], bool]]] = [
        ("new-teachers", "Trainees and early career teachers", lambda each: _role(each) in NEW_TEACHERS),
        *((id, name, has_duty(id)) for id, name in duties.items()),
        ("specialists", "Specialist NPQs, held or planned", studies("specialist-npq")),
        ("leaders", "Leadership NPQs, held or planned", studies("leadership-npq")),
    ]
    parts = tuple(Part(id, name, tuple(e.id for e in people if belongs(e))) for id, name, belongs in stages)
    return Thread(school, parts, tuple(_breaks(school, parts)))


def _breaks(school: str, parts: tuple[Part, ...]) -> Iterable[Break]:
    """Yield what new teachers need and do not have, and a thread that nobody carries on."""
    on = {part.id: part.people for part in parts}
    new = on["new-teachers"]
    for duty in ("mentor", "induction-tutor"):
        if new and duty in on and not on[duty]:
            yield Break(school, duty, new)
    if new and not on["specialists"]:
        yield Break(school, "specialists", new)
    if on["specialists"] and not on["leaders"]:
        yield Break(school, "leaders", on["specialists"])


def _role(candidate: Candidate) -> object:
    return candidate.person.answers.get("role")
