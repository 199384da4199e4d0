"""The next best for each person, with everybody else's plan as it is, and what it would cost whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from npqpath.team.aims import Choices, aims_of, measure, meets
from npqpath.team.limits import Name, room, used, uses
from npqpath.team.task import Choice, Member, Task, possible_choices


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best other choice for a person; None where there is no other that keeps to everything.

    `loses` is the first aim that would reach less, and by how much; None where nothing would be lost.
    `stopped_by` names the limits that keep this person's other courses out, where only limits do.
    """

    choice: Choice | None
    loses: tuple[str, int] | None
    stopped_by: tuple[Name, ...]


def find_runners_up(task: Task, choices: Choices) -> Mapping[str, RunnerUp]:
    """Return the runner-up of every person who has another choice open, by the person's id.

    That is another course, or another start where only one course is open.
    """
    before, now = used(task, ()), used(task, choices)
    own, others = _by_member(choices), _by_member(possible_choices(task))
    bound = {wish.member for wish in task.musts}
    part = _Parts(task, choices)
    found = {}
    for member in task.members:
        taken = own.get(member.id, [])
        open_choices = _instead_of(taken, others.get(member.id, []))
        if member.id in bound or not open_choices:
            continue
        found[member.id] = _runner_up(member, taken, open_choices, _Room(task, before, now), part)
    return found


def _instead_of(taken: list[Choice], mine: list[Choice]) -> list[Choice]:
    courses = {choice.course for choice in taken}
    others = [choice for choice in mine if choice.course not in courses]
    if others or len(taken) != 1:
        return others
    return [choice for choice in mine if choice not in taken]


@dataclass(frozen=True, slots=True)
class _Room:
    """What is used of each limit: by courses under way, and with the plan."""

    task: Task
    before: Mapping[Name, int]
    now: Mapping[Name, int]

    def stops(self, member: Member, taken: list[Choice], instead: Choice) -> list[Name]:
        """Return the limits that a person's other choice would exceed."""
        freed: dict[Name, int] = defaultdict(int)
        for choice in taken:
            for name, amount in uses(self.task, member, choice).items():
                freed[name] += amount
        return [
            name
            for name, amount in uses(self.task, member, instead).items()
            if self.now.get(name, 0) - freed[name] + amount - self.before.get(name, 0)
            > room(self.task, name, self.before.get(name, 0))
        ]


class _Parts:
    """The task school by school, with the needs that other schools leave open: all a swap can touch."""

    def __init__(self, task: Task, choices: Choices) -> None:
        self._task, self._choices = task, choices
        self._made: dict[str, tuple[Task, list[Choice], tuple[int, ...]]] = {}

    def of(self, school: str) -> tuple[Task, list[Choice], tuple[int, ...]]:
        """Return the task of one school, its choices, and what they reach."""
        if school not in self._made:
            members = tuple(member for member in self._task.members if member.school == school)
            ids = {member.id for member in members}
            elsewhere = [choice for choice in self._choices if choice.member not in ids]
            needs = tuple(
                need
                for need in self._task.needs
                if need.members & ids and not any(meets(need, choice) for choice in elsewhere)
            )
            small = replace(self._task, members=members, needs=needs)
            own = [choice for choice in self._choices if choice.member in ids]
            self._made[school] = (small, own, measure(small, own))
        return self._made[school]


def _runner_up(
    member: Member, taken: list[Choice], instead: list[Choice], left: _Room, parts: _Parts
) -> RunnerUp:
    small, choices, reached = parts.of(member.school)
    kept = [choice for choice in choices if choice.member != member.id]
    follows = {option.course for option in member.options if option.after is not None}
    best: tuple[tuple[int, ...], Choice] | None = None
    stopped: dict[Name, None] = {}
    for choice in instead:
        if choice.course in follows:
            continue
        limits = left.stops(member, taken, choice)
        if limits:
            stopped |= dict.fromkeys(limits)
            continue
        worth = measure(small, [*kept, choice])
        if best is None or worth > best[0]:
            best = (worth, choice)
    if best is None:
        return RunnerUp(None, None, tuple(stopped))
    pairs = zip(aims_of(small), reached, best[0], strict=True)
    loses = next(((aim.id, old - new) for aim, old, new in pairs if new != old), None)
    return RunnerUp(best[1], loses, ())


def _by_member(choices: Choices) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices:
        found[choice.member].append(choice)
    return found
