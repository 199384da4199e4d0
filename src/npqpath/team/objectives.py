"""What a plan aims at, the most important first: how each aim is measured, and as a sum of a linear model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from npqpath.team.highs_solver import Expression, Model
from npqpath.team.task import LOTS, Choice, Member, Task, lot_of

Choices = Collection[Choice]
Columns: TypeAlias = Mapping[Choice, int]
"""The number of the column of each choice."""
Condition: TypeAlias = Callable[[Choice], bool]


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim: its name in words, what it measures of the choices made, and the same as a sum of columns.

    More is better. The sum comes with what it reaches without any choice; it may add columns and rows. `loss`
    says in words what it costs to reach less, and is empty where that costs nobody anything.
    """

    id: str
    name: str
    loss: str
    measure: Callable[[Task, Choices], int]
    express: Callable[[Task, Model, Columns], tuple[Expression, int]]


def _sum(id: str, name: str, loss: str, gain: Callable[[Task, Choice], int]) -> Aim:
    """Return an aim to which each choice adds by itself."""

    def express(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
        del model
        gains = {number: float(gain(task, choice)) for choice, number in columns.items()}
        return {number: each for number, each in gains.items() if each}, 0

    def measure(task: Task, choices: Choices) -> int:
        return sum(gain(task, choice) for choice in choices)

    return Aim(id, name, loss, measure, express)


def _count(id: str, name: str, loss: str, things_of: Callable[[Task], Sequence[Sequence[Condition]]]) -> Aim:
    """Return an aim that counts things, each there once a choice meets each of the conditions still open."""

    def measure(task: Task, choices: Choices) -> int:
        return sum(all(any(map(each, choices)) for each in thing) for thing in things_of(task))

    def express(task: Task, model: Model, columns: Columns) -> tuple[Expression, int]:
        counted: Expression = {}
        things = things_of(task)
        for conditions in filter(None, things):
            thing = model.column()
            for condition in conditions:
                model.at_least({**_columns(columns, condition), thing: -1.0}, 0.0)
            counted[thing] = 1.0
        return counted, len(things) - len(counted)

    return Aim(id, name, loss, measure, express)


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


MOST_YEARS = 50


def _tie(id: str, name: str, place: Callable[[Task, Member], int]) -> Aim:
    """Return an aim that decides who takes a course where all else is equal: by their places, then by lot.

    When they take it is left open. No gain is above 0, so that it adds no course that nothing else asks for.
    """

    def gain(task: Task, choice: Choice) -> int:
        before_any_lot = 2 * LOTS * len(task.members)
        lot = lot_of(f"{task.alike[choice.member][0]} {choice.course}")
        return -place(task, task.members_by_id[choice.member]) * before_any_lot - lot

    return _sum(id, name, "", gain)


def _place(years: float) -> int:
    return MOST_YEARS - min(int(years), MOST_YEARS)


def _own_good(task: Task, choice: Choice) -> int:
    return task.option(choice).worth


def _own_advice(task: Task, choice: Choice) -> int:
    return -task.option(choice).is_beyond_own_advice


def _funding(task: Task, choice: Choice) -> int:
    return task.option(choice).funded


BOTH = "Breadth with depth in each school"
LAW = "What the law asks for, in time where that can be"
ADVICE = "No course beyond people's own advice where none is needed"
AIMS: tuple[Aim, ...] = (
    _sum("statutory", LAW, "what the law asks for would come later", must_gain),
    _sum("own-good", "Each person's own good", "it would do less for people's own good", _own_good),
    _count("needs", "Priorities and posts covered", "a priority or post would be left open", _needs),
    _sum("own-advice", ADVICE, "a course would go beyond somebody's own advice", _own_advice),
    _count("breadth-with-depth", BOTH, "a school would lack one of them", _breadth_with_depth),
    Aim("peers", "Peers who study together", "fewer people would study together", _peers, _express_peers),
    _sum("funding", "Courses that DfE would pay for", "DfE would pay for fewer courses", _funding),
    Aim("spread", "Few people released at once", "more would be away at once", _spread, _express_spread),
    _sum("sooner", "The sooner the better", "somebody would start later", _sooner),
)
"""Every aim, the most important first."""
TIES: tuple[Aim, ...] = (
    _tie("fewest-npqs", "Who has had the fewest NPQs first, then by lot", lambda _, one: len(one.holds)),
    _tie(
        "longest-teaching", "Who has taught longest first, then by lot", lambda _, one: _place(one.teaching)
    ),
    _tie("longest-leading", "Who has led longest first, then by lot", lambda _, one: _place(one.leading)),
    _tie("smaller-schools", "Smaller schools first, then by lot", lambda task, one: task.larger[one.school]),
    _tie("lot", "By lot, drawn from the ids", lambda *_: 0),
)
"""What decides between plans that are equally good, the usual first; a lot is drawn between the rest."""


WHEN = ("spread", "sooner")
"""The aims about when people take their courses: who takes one is settled before these."""


def aims_of(task: Task) -> tuple[Aim, ...]:
    """Return the aims of a task, the most important first: those it names, or else all, and what breaks ties.

    Where no limit is set on people who study at once, nobody waits for the sake of few.
    """
    limits = task.limits
    aims = {aim.id: aim for aim in AIMS}
    if not task.aims and limits.at_once is limits.per_school is limits.per_team is None:
        aims["spread"] = aims.pop("spread")
    chosen = [aims[id] for id in task.aims or aims]
    who = max((at for at, aim in enumerate(chosen, start=1) if aim.id not in WHEN), default=0)
    tie = next((tie for tie in TIES if tie.id == task.tie), TIES[0])
    return (*chosen[:who], tie, *chosen[who:])


def measure(task: Task, choices: Choices) -> tuple[int, ...]:
    """Return what the choices reach of each aim of the task, in order; greater tuples are better plans."""
    return tuple(aim.measure(task, choices) for aim in aims_of(task))
