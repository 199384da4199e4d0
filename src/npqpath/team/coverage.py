"""What a plan brings: who learns together, who would know what and could train others, when, and who pays."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.team.candidates import DEPTHS, MONTHS_A_YEAR, Candidate, start_day
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
) -> Mapping[str, Counter[dt.date]]:
    """Return by school and by the first day of a term how many people are on a course in some part of it.

    A course under way counts for each whole year that the limits take it for, from the next start on.
    """
    found: dict[str, Counter[dt.date]] = {school: Counter() for school in task.schools}
    for member in task.members:
        found[member.school].update(_terms(standing.next_start, MONTHS_A_YEAR * member.on_course))
    for choice in choices:
        length = core.catalogue.qualification(choice.course).length
        months = length.taught_months if length else 0
        found[task.school_of(choice)].update(_terms(start_day(standing, choice.start), months))
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
        return sum(map(len, self.people.values()))


def groups(people: Sequence[Candidate], choices: Iterable[Choice]) -> tuple[Group, ...]:
    """Return every start of a course with the people on it, by start and then by course."""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for choice in choices:
        found[choice.start, choice.course].add(choice.member)
    return tuple(
        Group(course, start, _by_school(each for each in people if each.id in ids))
        for (start, course), ids in sorted(found.items())
    )


def _courses_after(people: Iterable[Candidate], choices: Iterable[Choice]) -> dict[str, set[str]]:
    """Return the NPQs that each person holds, is on or would take, by the person's id."""
    found = {each.id: set(each.statuses) for each in people}
    for choice in choices:
        found[choice.member].add(choice.course)
    return found


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


def specialists(
    core: CompiledRules, people: Sequence[Candidate], choices: Iterable[Choice]
) -> tuple[Specialists, ...]:
    """Return every NPQ that somebody holds or would take, in the order of the data."""
    after = _courses_after(people, choices)
    found = []
    for qualification in core.catalogue.qualifications.qualifications:
        if qualification.kind in DEPTHS:
            id = qualification.id
            hold = _by_school(each for each in people if id in each.completed)
            would = _by_school(each for each in people if id in after[each.id] - each.completed)
            found.append(Specialists(id, hold, would))
    return tuple(each for each in found if each.schools)


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


def money(task: Task, choices: Sequence[Choice]) -> Money:
    """Return who would pay for the courses of a plan. That DfE would pay promises no place."""
    funded = [choice for choice in choices if task.option(choice).funded]
    own = [choice for choice in choices if not task.option(choice).funded]
    return Money(
        funded=len(funded),
        spared=sum(task.fees.get(choice.course, 0) for choice in funded),
        own=len(own),
        pounds=sum(map(task.fee, own)),
        unknown=sum(choice.course not in task.fees for choice in own),
    )


def _by_school(people: Iterable[Candidate]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in people:
        found[each.school] = (*found.get(each.school, ()), each.id)
    return found


NEW_TEACHERS = ("trainee-teacher", "early-career-teacher")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the golden thread in one school: the ids of the people on it."""

    id: str
    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the line breaks: the part that is missing, or too small, for the people of another part.

    `there` are those who are on it.
    """

    school: str
    missing: str
    for_the_sake_of: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldenThread:
    """DfE's golden thread in one school: who stands on each part of the line from new teachers to leaders."""

    school: str
    parts: tuple[Part, ...]
    breaks: tuple[Break, ...]


def golden_thread(
    core: CompiledRules, people: Sequence[Candidate], choices: Iterable[Choice]
) -> tuple[GoldenThread, ...]:
    """Return the golden thread of each school after a plan."""
    kinds = {each.id: each.kind for each in core.catalogue.qualifications.qualifications}
    after = _courses_after(people, choices)

    def of_school(school: str) -> GoldenThread:
        there = [each for each in people if each.school == school]
        new = tuple(each.id for each in there if each.person.answers.get("role") in NEW_TEACHERS)

        def on(kind: str) -> tuple[str, ...]:
            return tuple(e.id for e in there if any(kinds.get(course) == kind for course in after[e.id]))

        parts = (
            Part("new-teachers", "Trainees and early career teachers", new),
            *(
                Part(duty.id, duty.name, tuple(each.id for each in there if duty.id in each.duties))
                for duty in core.catalogue.pathways.duties
            ),
            Part("specialists", "Specialist NPQs, held or planned", on("specialist-npq")),
            Part("leaders", "Leadership NPQs, held or planned", on("leadership-npq")),
        )
        return GoldenThread(school, parts, tuple(_breaks(school, parts)))

    return tuple(map(of_school, dict.fromkeys(each.school for each in people)))


def _breaks(school: str, parts: Sequence[Part]) -> Iterable[Break]:
    """Yield what new teachers need and do not have, and a thread that nobody carries on."""
    on = {part.id: part.people for part in parts}
    new = on["new-teachers"]
    for part in ("mentor", "induction-tutor", "specialists"):
        fewest = len(new) if part == "mentor" else bool(new)
        if part in on and len(on[part]) < fewest:
            yield Break(school, part, new, on[part])
    if on["specialists"] and not on["leaders"]:
        yield Break(school, "leaders", on["specialists"], ())
