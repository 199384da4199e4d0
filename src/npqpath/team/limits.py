"""The limits of a team: how much each choice uses of each, and whether choices keep to them.

A limit is named by what it counts: ("at_once", year), ("per_school", school, year), ("per_team", team,
year), ("places", course, start) and ("pounds",). People already on a course count, but nobody is taken off
one: where they alone exceed a limit, nobody is added.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TypeAlias

from npqpath.team.aims import Choices, option_of
from npqpath.team.task import Choice, Member, Task

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
