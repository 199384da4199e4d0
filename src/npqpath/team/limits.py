"""The limits of a team, and how much each choice uses of each.

A limit is named by what it counts: ("at_once", year), ("per_school", school, year), ("per_team", team,
year), ("places", course, start) and ("pounds",). People already on a course count, but nobody is taken off
one: where they alone exceed a limit, nobody is added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from npqpath.team.task import Choice, Member, Task

Name: TypeAlias = tuple[str, ...]


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
