"""Who studies what and when: the best plan for the aims in their order, and what stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npqpath.team.highs_solver import Reached, solve
from npqpath.team.integer_model import model_of
from npqpath.team.objectives import Choices, Name, aims_of, broken, limit_of, measure, meets, room, used, uses
from npqpath.team.task import Choice, Limits, Member, Task, Wish, possible_choices


def why_unmet(task: Task, wish: Wish) -> str:
    """Return a must, with what stands in its way in a few words."""
    course = f" on {wish.course}" if wish.course else ""
    return f"{wish.member}{course} ({_reason(task, wish)})"


def _reason(task: Task, wish: Wish) -> str:
    member = next(each for each in task.members if each.id == wish.member)
    if wish.course is not None and wish.course in member.holds:
        return "they hold it already, or are on it"
    if any(no.member == wish.member and no.course in (None, wish.course) for no in task.must_nots):
        return "it is under must_not too"
    if member.free_from >= task.starts:
        return "they are on a course until after the last start"
    mine = [choice for choice in possible_choices(task) if choice.member == wish.member]
    if not any(wish.course in (None, choice.course) for choice in mine):
        return "their own advice leads to no course: name one under take"
    return "a limit or another must stands in the way"


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


SECONDS = 30.0
"""How long one aim may be worked on; teams of 600 need a second or two for the hardest."""
AIMS_FOR_ONE_MORE = 3
"""One more place is judged by the first aims: the law, each person's own good, and what the team needs."""


@dataclass(frozen=True, slots=True)
class Tight:
    """A limit that is used up, and what one more of it would bring: aims by id with how much more of each."""

    limit: str
    where: tuple[Name, ...]
    brings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Allocation:
    """The plan: the choices, how far each aim was taken, the runners-up, and the limits that bind."""

    task: Task
    choices: tuple[Choice, ...]
    reached: tuple[Reached, ...]
    runners_up: Mapping[str, RunnerUp]
    tight: tuple[Tight, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """There is no plan: these musts cannot all be kept under the limits and the must-nots."""

    musts: tuple[Wish, ...]


def allocate(task: Task, seconds: float = SECONDS, *, known: Collection[Choice] = ()) -> Allocation | Unmet:
    """Return the best plan for the aims in their order, or the fewest musts that stand in the way of any.

    Of plans that are equally good it is one with the fewest changes to the choices that people `known`
    already. The result is checked against the limits by other code than made it. Raises `UserError` without
    the solver.
    """
    modelled = model_of(task, frozenset(known))
    solved = solve(modelled.model, modelled.stages, seconds)
    if solved is None:
        return Unmet(_in_the_way(task, seconds))
    choices = tuple(choice for choice, number in modelled.column.items() if solved.values[number])
    faults = broken(task, choices)
    if faults:
        raise AssertionError(f"the plan breaks {faults}")
    reached = solved.reached[: len(aims_of(task))]
    tight = _tight(task, choices, reached, seconds)
    return Allocation(task, choices, reached, find_runners_up(task, choices), tight)


def _in_the_way(task: Task, seconds: float) -> tuple[Wish, ...]:
    """Return the musts that do not fit beside those before them; the others do."""
    kept: tuple[Wish, ...] = ()
    dropped = []
    for wish in task.musts:
        modelled = model_of(replace(task, musts=(*kept, wish)))
        if solve(modelled.model, modelled.stages[:1], seconds) is None:
            dropped.append(wish)
        else:
            kept = (*kept, wish)
    return tuple(dropped)


def _tight(
    task: Task, choices: tuple[Choice, ...], reached: tuple[Reached, ...], seconds: float
) -> tuple[Tight, ...]:
    """Return the limits that are used up, with what one more of each would bring."""
    before, now = used(task, ()), used(task, choices)
    full = [
        name
        for name, count in now.items()
        if name[0] != "pounds" and count - before[name] >= room(task, name, before[name])
    ]
    if task.limits.pounds is not None and _short_of_pounds(task, choices, now):
        full.append(("pounds",))
    families = dict.fromkeys(name[:2] if name[0] == "places" else name[:1] for name in full)
    found = []
    for family in families:
        brings = _one_more(task, family, reached, seconds)
        where = tuple(name for name in full if name[: len(family)] == family)
        found.append(Tight(" ".join(family), where, brings))
    return tuple(found)


def _short_of_pounds(task: Task, choices: tuple[Choice, ...], now: Mapping[Name, int]) -> bool:
    left = limit_of(task, ("pounds",)) - now[("pounds",)]
    fees = {task.limits.fees.get(choice.course, 0) for choice in possible_choices(task)} - {0}
    return bool(fees) and left < min(fees) and len(choices) < len(task.members)


def _one_more(task: Task, family: Name, reached: tuple[Reached, ...], seconds: float) -> dict[str, int]:
    modelled = model_of(replace(task, limits=_raised(task.limits, family)))
    solved = solve(modelled.model, modelled.stages[:AIMS_FOR_ONE_MORE], seconds)
    if solved is None:
        return {}
    pairs = zip(solved.reached, reached, strict=False)
    return {more.stage: more.value - now.value for more, now in pairs if more.value != now.value}


def _raised(limits: Limits, family: Name) -> Limits:
    if family[0] == "places":
        course = family[1]
        return replace(limits, places={**limits.places, course: limits.places[course] + 1})
    if family[0] == "at_once":
        return replace(limits, at_once=(limits.at_once or 0) + 1)
    if family[0] == "per_school":
        return replace(limits, per_school=(limits.per_school or 0) + 1)
    if family[0] == "per_team":
        return replace(limits, per_team=(limits.per_team or 0) + 1)
    return replace(limits, pounds=(limits.pounds or 0) + max(limits.fees.values(), default=0))
