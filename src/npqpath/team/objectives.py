"""The limits of a team: how much each choice uses of each, and whether choices keep to them.

A limit is named by what it counts: ("at_once", year), ("per_school", school, year), ("per_team", team,
year), ("places", course, start) and ("pounds",). People already on a course count, but nobody is taken off
one: where they alone exceed a limit, nobody is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from npqpath.team.task import Choice, Member, Need, Option, Task

Choices = Collection[Choice]


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim: its name in words, and what it measures of the choices made (more is better)."""

    id: str
    name: str
    measure: Callable[[Task, Choices], int]


def option_of(member: Member, course: str) -> Option:
    """Return the option behind a choice. Raises `KeyError` if the person has none for that course."""
    for option in member.options:
        if option.course == course:
            return option
    raise KeyError(f"{member.id} has no option {course}")


def sooner_by(task: Task, start: int) -> int:
    """Return how early a start is: 1 for the last, one more for each before it."""
    return task.starts - start


def is_beyond_own_advice(option: Option) -> bool:
    """Return whether a course is no more than worth considering for a person, or hangs on what they want."""
    return not option.worth and not option.must


def must_gain(task: Task, option: Option, start: int) -> int:
    """Return the worth of beginning a course that the law asks for: the sooner the more, in time most.

    A start that may be in time is worth more than any that is too late, and less than one that is in time.
    """
    if not option.must:
        return 0
    kept = sum(last is None or start <= last for last in (option.latest, option.perhaps))
    return sooner_by(task, start) + kept * task.starts


def meets(need: Need, choice: Choice) -> bool:
    """Return whether a choice meets a need."""
    in_time = need.latest is None or choice.start <= need.latest
    return choice.member in need.members and choice.course in need.courses and in_time


def is_met_already(task: Task, need: Need) -> bool:
    """Return whether somebody meets a need without any new course."""
    return any(member.id in need.members and member.holds & need.courses for member in task.members)


def schools(task: Task) -> tuple[str, ...]:
    """Return the schools of the roster, in its order."""
    return tuple(dict.fromkeys(member.school for member in task.members))


def depths_held(task: Task, school: str) -> set[str]:
    """Return whether breadth or depth (or both) is there already among what people of a school hold."""
    held = {id for member in task.members if member.school == school for id in member.holds}
    return {task.courses[id].depth for id in held if id in task.courses}


def _statutory(task: Task, choices: Choices) -> int:
    members = {member.id: member for member in task.members}
    return sum(must_gain(task, option_of(members[c.member], c.course), c.start) for c in choices)


def _own_good(task: Task, choices: Choices) -> int:
    members = {member.id: member for member in task.members}
    return sum(option_of(members[choice.member], choice.course).worth for choice in choices)


def _needs(task: Task, choices: Choices) -> int:
    return sum(
        is_met_already(task, need) or any(meets(need, choice) for choice in choices) for need in task.needs
    )


def _own_advice(task: Task, choices: Choices) -> int:
    members = {member.id: member for member in task.members}
    return -sum(is_beyond_own_advice(option_of(members[c.member], c.course)) for c in choices)


def _breadth_with_depth(task: Task, choices: Choices) -> int:
    school_of = {member.id: member.school for member in task.members}
    found = {school: depths_held(task, school) for school in schools(task)}
    for choice in choices:
        found[school_of[choice.member]].add(task.courses[choice.course].depth)
    return sum(depths >= {"breadth", "depth"} for depths in found.values())


def _peers(task: Task, choices: Choices) -> int:
    school_of = {member.id: member.school for member in task.members}
    groups = {(school_of[c.member], c.course, c.start) for c in choices}
    return len(choices) - len(groups)


def _funding(task: Task, choices: Choices) -> int:
    members = {member.id: member for member in task.members}
    return sum(option_of(members[choice.member], choice.course).funded for choice in choices)


def _spread(task: Task, choices: Choices) -> int:
    return -sum(max(busy.values(), default=0) for busy in release(task, choices).values())


def _sooner(task: Task, choices: Choices) -> int:
    return sum(sooner_by(task, choice.start) for choice in choices)


def release(task: Task, choices: Choices) -> dict[str, Counter[int]]:
    """Return how many people of each school are studying in each year, courses under way included."""
    busy: dict[str, Counter[int]] = {school: Counter() for school in schools(task)}
    school_of = {member.id: member.school for member in task.members}
    for member in task.members:
        busy[member.school].update(range(min(member.on_course, len(task.years))))
    for choice in choices:
        length = task.courses[choice.course].study
        busy[school_of[choice.member]].update(range(choice.start, choice.start + length))
    return busy


AIMS: tuple[Aim, ...] = (
    Aim("statutory", "What the law asks for, in time where that can be", _statutory),
    Aim("own-good", "Each person's own good", _own_good),
    Aim("needs", "Priorities and posts covered", _needs),
    Aim("own-advice", "No course beyond people's own advice where none is needed", _own_advice),
    Aim("breadth-with-depth", "Breadth with depth in each school", _breadth_with_depth),
    Aim("peers", "Peers who study together", _peers),
    Aim("funding", "Courses that DfE would pay for", _funding),
    Aim("spread", "Few people released at once", _spread),
    Aim("sooner", "The sooner the better", _sooner),
)
"""Every aim, the most important first."""


def aims_of(task: Task) -> tuple[Aim, ...]:
    """Return the aims of a task, the most important first: those it names, or else all."""
    by_id = {aim.id: aim for aim in AIMS}
    return tuple(by_id[id] for id in task.aims) if task.aims else AIMS


def measure(task: Task, choices: Choices) -> tuple[int, ...]:
    """Return what the choices reach of each aim of the task, in order; greater tuples are better plans."""
    return tuple(aim.measure(task, choices) for aim in aims_of(task))


Name: TypeAlias = tuple[str, ...]


def uses(task: Task, member: Member, choice: Choice) -> dict[Name, int]:
    """Return how much a choice uses of every limit that is set."""
    years = range(choice.start, choice.start + task.courses[choice.course].study)
    found = _released(task, member, years)
    if choice.course in task.limits.places:
        found["places", choice.course, str(choice.start)] = 1
    if task.limits.pounds is not None:
        found["pounds",] = fee(task, member, choice.course)
    return found


def used(task: Task, choices: Choices) -> Counter[Name]:
    """Return how much of every limit is used by the choices and by the courses under way."""
    members = {member.id: member for member in task.members}
    found: Counter[Name] = Counter()
    for member in task.members:
        found.update(_released(task, member, range(min(member.on_course, len(task.years)))))
    for choice in choices:
        found.update(uses(task, members[choice.member], choice))
    return found


def limit_of(task: Task, name: Name) -> int:
    """Return the limit behind a name. Raises `KeyError` where it is not set."""
    limits = task.limits
    if name[0] == "places":
        return limits.places[name[1]]
    plain = {
        "at_once": limits.at_once,
        "per_school": limits.per_school,
        "per_team": limits.per_team,
        "pounds": limits.pounds,
    }
    limit = plain[name[0]]
    if limit is None:
        raise KeyError(name)
    return limit


def room(task: Task, name: Name, already: int) -> int:
    """Return how much new choices may use of a limit of which courses under way use `already`."""
    return max(limit_of(task, name) - already, 0)


def fee(task: Task, member: Member, course: str) -> int:
    """Return what a course would cost the school or trust for one person, in pounds."""
    return 0 if option_of(member, course).funded else task.limits.fees.get(course, 0)


def broken(task: Task, choices: Choices) -> tuple[str, ...]:
    """Return what the choices break, such as "per_school elm 1"; empty where they keep to everything."""
    return (*_exceeded(task, choices), *_musts(task, choices), *_people(task, choices))


def _released(task: Task, member: Member, years: range) -> dict[Name, int]:
    limits = task.limits
    found: dict[Name, int] = {}
    for year in years:
        if limits.at_once is not None:
            found["at_once", str(year)] = 1
        if limits.per_school is not None:
            found["per_school", member.school, str(year)] = 1
        if limits.per_team is not None and member.team is not None:
            found["per_team", member.team, str(year)] = 1
    return found


def _exceeded(task: Task, choices: Choices) -> list[str]:
    before, after = used(task, ()), used(task, choices)
    return [
        " ".join(name)
        for name, count in after.items()
        if count - before[name] > room(task, name, before[name])
    ]


def _musts(task: Task, choices: Choices) -> list[str]:
    return [
        f"must {wish.member} {wish.course or ''}".strip()
        for wish in task.musts
        if not any(c.member == wish.member and wish.course in (None, c.course) for c in choices)
    ]


def _people(task: Task, choices: Choices) -> list[str]:
    faults = []
    for member in task.members:
        own = sorted((c for c in choices if c.member == member.id), key=lambda c: c.start)
        for first, second in pairwise(own):
            if second.start < first.start + task.courses[first.course].rest:
                faults.append(f"one at a time {member.id}")
        if len({choice.course for choice in own}) < len(own):
            faults.append(f"twice {member.id}")
        faults += [f"too soon {member.id}" for choice in own if not _follows(task, member, choice, own)]
    return faults


def _follows(task: Task, member: Member, choice: Choice, own: list[Choice]) -> bool:
    after = option_of(member, choice.course).after
    return after is None or any(
        c.course == after and c.start + task.courses[after].rest <= choice.start for c in own
    )
