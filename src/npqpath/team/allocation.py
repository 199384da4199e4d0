"""Who studies what and when: the best plan for the aims in their order, and what stands behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npqpath.team.aims import aims_of
from npqpath.team.limits import Name, broken, limit_of, room, used
from npqpath.team.modelling import model_of
from npqpath.team.runners_up import RunnerUp, find_runners_up
from npqpath.team.solver import Reached, solve
from npqpath.team.task import Choice, Limits, Task, Wish, possible_choices

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
