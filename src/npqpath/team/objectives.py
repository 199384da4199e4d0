"""What a plan aims at, the most important first: how each aim is measured, and as a sum of a linear model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from npqpath.team.highs_solver import Expression, Model
from npqpath.team.task import Choice, Task

Choices = Collection[Choice]
Columns: TypeAlias = Mapping[Choice, int]
"""The number of the column of each choice."""
Condition: TypeAlias = Callable[[Choice], bool]


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim: its name in words, what it measures of the choices made, and the same as a sum of columns.

    More is better. The sum comes with what it reaches without any choice; it may add columns and rows.
    """

    id: str
    name: str
    measure: Callable[[Task, Choices], int]
    express: Callable[[Task, Model, Columns], tuple[Expression, int]]


def _sum(id: str, name: str, gain: Callable[[Task, Choice], int]) -> Aim:
    """Return an aim to which each choice adds by itself."""

    def express(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
        del model
        gains = {number: float(gain(task, choice)) for choice, number in columns.items()}
        return {number: each for number, each in gains.items() if each}, 0

    return Aim(id, name, lambda task, choices: sum(gain(task, choice) for choice in choices), express)


def _count(id: str, name: str, open_conditions: Callable[[Task], Sequence[Sequence[Condition]]]) -> Aim:
    """Return an aim that counts things, each there once a choice meets each of the conditions still open."""

    def measure(task: Task, choices: Choices) -> int:
        return sum(all(any(map(each, choices)) for each in thing) for thing in open_conditions(task))

    def express(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
        counted: Expression = {}
        things = open_conditions(task)
        for conditions in filter(None, things):
            thing = model.column()
            for condition in conditions:
                model.at_least({**_columns(columns, condition), thing: -1.0}, 0.0)
            counted[thing] = 1.0
        return counted, len(things) - len(counted)

    return Aim(id, name, measure, express)


def _columns(columns: Columns, condition: Condition) -> Expression:
    return {number: 1.0 for choice, number in columns.items() if condition(choice)}


def must_gain(task: Task, choice: Choice) -> int:
    """Return the worth of beginning a course that the law asks for: the sooner the more, in time most.

    A start that may be in time is worth more than any that is too late, and less than one that is in time.
    """
    option = task.option(choice)
    if not option.must:
        return 0
    kept = sum(last is None or choice.start <= last for last in (option.latest, option.perhaps))
    return _sooner(task, choice) + kept * task.starts


def _sooner(task: Task, choice: Choice) -> int:
    """Return how early a start is: 1 for the last, one more for each before it."""
    return task.starts - choice.start


def _needs(task: Task) -> list[list[Condition]]:
    return [[] if task.is_met_already(need) else [need.is_met_by] for need in task.needs]


def _breadth_with_depth(task: Task) -> list[list[Condition]]:
    return [
        [_gives(task, school, depth) for depth in _missing_depths(task, school)] for school in task.schools
    ]


def _missing_depths(task: Task, school: str) -> list[str]:
    held = {id for member in task.members if member.school == school for id in member.holds}
    return sorted({"breadth", "depth"} - {task.courses[id].depth for id in held if id in task.courses})


def _gives(task: Task, school: str, depth: str) -> Condition:
    return lambda choice: task.school_of(choice) == school and task.courses[choice.course].depth == depth


def _peers(task: Task, choices: Choices) -> int:
    return len(choices) - len({(task.school_of(each), each.course, each.start) for each in choices})


def _express_peers(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for choice, number in columns.items():
        groups[task.school_of(choice), choice.course, choice.start].append(number)
    factors: Expression = {}
    for numbers in groups.values():
        if len(numbers) < 2:
            continue
        opened = model.column()
        for number in numbers:
            model.at_most({number: 1.0, opened: -1.0}, 0.0)
        factors |= {**dict.fromkeys(numbers, 1.0), opened: -1.0}
    return factors, 0


def release(task: Task, choices: Choices) -> dict[str, Counter[int]]:
    """Return how many people of each school are studying in each year, courses under way included."""
    busy: dict[str, Counter[int]] = {school: Counter() for school in task.schools}
    for member in task.members:
        busy[member.school].update(task.years_under_way(member))
    for choice in choices:
        busy[task.school_of(choice)].update(task.years_of(choice))
    return busy


def _spread(task: Task, choices: Choices) -> int:
    return -sum(max(busy.values(), default=0) for busy in release(task, choices).values())


def _express_spread(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
    in_year: dict[tuple[str, int], Expression] = defaultdict(dict)
    for choice, number in columns.items():
        for year in task.years_of(choice):
            in_year[task.school_of(choice), year][number] = 1.0
    factors: Expression = {}
    for school, already in release(task, ()).items():
        # Somebody on a course may begin another, so both may count in the same year.
        peak = model.column(2.0 * len(task.members))
        for year in task.years:
            model.at_most({**in_year[school, year], peak: -1.0}, -float(already[year]))
        factors[peak] = -1.0
    return factors, 0


AIMS: tuple[Aim, ...] = (
    _sum("statutory", "What the law asks for, in time where that can be", must_gain),
    _sum("own-good", "Each person's own good", lambda task, choice: task.option(choice).worth),
    _count("needs", "Priorities and posts covered", _needs),
    _sum(
        "own-advice",
        "No course beyond people's own advice where none is needed",
        lambda task, choice: -task.option(choice).is_beyond_own_advice,
    ),
    _count("breadth-with-depth", "Breadth with depth in each school", _breadth_with_depth),
    Aim("peers", "Peers who study together", _peers, _express_peers),
    _sum("funding", "Courses that DfE would pay for", lambda task, choice: task.option(choice).funded),
    Aim("spread", "Few people released at once", _spread, _express_spread),
    _sum("sooner", "The sooner the better", _sooner),
)
"""Every aim, the most important first."""


def aims_of(task: Task) -> tuple[Aim, ...]:
    """Return the aims of a task, the most important first: those it names, or else all."""
    by_id = {aim.id: aim for aim in AIMS}
    return tuple(by_id[id] for id in task.aims) if task.aims else AIMS


def measure(task: Task, choices: Choices) -> tuple[int, ...]:
    """Return what the choices reach of each aim of the task, in order; greater tuples are better plans."""
    return tuple(aim.measure(task, choices) for aim in aims_of(task))
