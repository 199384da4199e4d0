"""The aims of a team's plan, in their order, each as a number to make as large as possible.

The order is the one the docs state: what the law asks for, each person's own good, what the team needs, no
more than that beyond people's own advice, breadth with depth, peers together, funding used, release spread,
and last the sooner the better. A later aim never costs an earlier one anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

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
