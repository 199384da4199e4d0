"""A team's task as a linear model: a column for each choice, rows for limits, a sum for each aim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from npqpath.team.objectives import (
    Name,
    aims_of,
    depths_held,
    is_beyond_own_advice,
    is_met_already,
    meets,
    must_gain,
    option_of,
    release,
    room,
    schools,
    sooner_by,
    used,
    uses,
)
from npqpath.team.task import Choice, Task, possible_choices

Expression: TypeAlias = dict[int, float]
"""A sum of columns, each times a factor."""

NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """low <= the sum of columns times factors <= high."""

    low: float
    high: float
    factors: Expression


@dataclass(frozen=True, slots=True)
class Stage:
    """One aim as a sum to make as large as possible; `constant` is what it reaches without any column."""

    id: str
    factors: Expression
    constant: float = 0.0


@dataclass(slots=True)
class Model:
    """Columns (0 to `uppers`, whole numbers) and rows, built up by the functions that know what they mean."""

    uppers: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, upper: float = 1.0) -> int:
        """Add a column of whole numbers from 0 to `upper` and return its number."""
        self.uppers.append(upper)
        return len(self.uppers) - 1

    def at_most(self, factors: Expression, high: float) -> None:
        """Add a row: the sum is no more than `high`."""
        self.rows.append(Row(-NO_LIMIT, high, factors))

    def at_least(self, factors: Expression, low: float) -> None:
        """Add a row: the sum is no less than `low`."""
        self.rows.append(Row(low, NO_LIMIT, factors))

    def any_of(self, columns: Iterable[int]) -> int:
        """Return a new column that can only be 1 where one of `columns` is."""
        found = self.column()
        self.at_least({**dict.fromkeys(columns, 1.0), found: -1.0}, 0.0)
        return found


@dataclass(frozen=True, slots=True)
class Modelled:
    """The model with what its columns mean: `column` of each choice, and the aims as sums in their order."""

    model: Model
    column: dict[Choice, int]
    stages: tuple[Stage, ...]


def model_of(task: Task, known: Collection[Choice] = ()) -> Modelled:
    """Return the linear model of a task; every feasible solution of it keeps to `limits.broken`.

    With the choices of a plan that people `known` already, one more stage comes last: to keep to them.
    """
    model = Model()
    column = {choice: model.column() for choice in possible_choices(task)}
    _one_at_a_time(task, model, column)
    _in_order(task, model, column)
    _musts(task, model, column)
    _limits(task, model, column)
    makers = {
        "statutory": _statutory,
        "own-good": _own_good,
        "needs": _needs,
        "own-advice": _own_advice,
        "breadth-with-depth": _breadth_with_depth,
        "peers": _peers,
        "funding": _funding,
        "spread": _spread,
        "sooner": _sooner,
    }
    stages = tuple(makers[aim.id](task, model, column) for aim in aims_of(task))
    return Modelled(model, column, (*stages, _as_known(column, known)) if known else stages)


Columns = dict[Choice, int]


def _by_member(column: Columns) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = defaultdict(list)
    for choice in column:
        found[choice.member].append(choice)
    return found


def _sum(column: Columns, choices: Iterable[Choice]) -> Expression:
    return {column[choice]: 1.0 for choice in choices}


def _one_at_a_time(task: Task, model: Model, column: Columns) -> None:
    for choices in _by_member(column).values():
        for start in range(task.starts):
            busy = [c for c in choices if c.start <= start < c.start + task.courses[c.course].rest]
            if len(busy) > 1:
                model.at_most(_sum(column, busy), 1.0)
        for course in dict.fromkeys(choice.course for choice in choices):
            same = [choice for choice in choices if choice.course == course]
            if len(same) > task.courses[course].rest:
                model.at_most(_sum(column, same), 1.0)


def _in_order(task: Task, model: Model, column: Columns) -> None:
    members = {member.id: member for member in task.members}
    own = _by_member(column)
    for choice, number in column.items():
        after = option_of(members[choice.member], choice.course).after
        if after is not None:
            rest = task.courses[after].rest
            first = [c for c in own[choice.member] if c.course == after and c.start + rest <= choice.start]
            model.at_least({**_sum(column, first), number: -1.0}, 0.0)


def _musts(task: Task, model: Model, column: Columns) -> None:
    own = _by_member(column)
    for wish in task.musts:
        choices = [choice for choice in own[wish.member] if wish.course in (None, choice.course)]
        model.at_least(_sum(column, choices), 1.0)


def _limits(task: Task, model: Model, column: Columns) -> None:
    members = {member.id: member for member in task.members}
    already = used(task, ())
    rows: dict[Name, Expression] = defaultdict(dict)
    for choice, number in column.items():
        for name, amount in uses(task, members[choice.member], choice).items():
            rows[name][number] = float(amount)
    for name, factors in rows.items():
        model.at_most(factors, room(task, name, already[name]))


def _statutory(task: Task, model: Model, column: Columns) -> Stage:
    del model
    members = {member.id: member for member in task.members}
    gains = {
        number: must_gain(task, option_of(members[c.member], c.course), c.start)
        for c, number in column.items()
    }
    return Stage("statutory", {number: float(gain) for number, gain in gains.items() if gain})


def _own_good(task: Task, model: Model, column: Columns) -> Stage:
    del model
    members = {member.id: member for member in task.members}
    worth = {number: option_of(members[c.member], c.course).worth for c, number in column.items()}
    return Stage("own-good", {number: float(each) for number, each in worth.items() if each})


def _needs(task: Task, model: Model, column: Columns) -> Stage:
    met = [need for need in task.needs if is_met_already(task, need)]
    open_needs = [need for need in task.needs if need not in met]
    found = [
        model.any_of([number for choice, number in column.items() if meets(need, choice)])
        for need in open_needs
    ]
    return Stage("needs", dict.fromkeys(found, 1.0), float(len(met)))


def _own_advice(task: Task, model: Model, column: Columns) -> Stage:
    del model
    members = {member.id: member for member in task.members}
    beyond = [
        number for c, number in column.items() if is_beyond_own_advice(option_of(members[c.member], c.course))
    ]
    return Stage("own-advice", dict.fromkeys(beyond, -1.0))


def _breadth_with_depth(task: Task, model: Model, column: Columns) -> Stage:
    school_of = {member.id: member.school for member in task.members}
    found, there = [], 0
    for school in schools(task):
        missing = {"breadth", "depth"} - depths_held(task, school)
        if not missing:
            there += 1
            continue
        both = model.column()
        for depth in sorted(missing):
            gives = [
                number
                for choice, number in column.items()
                if school_of[choice.member] == school and task.courses[choice.course].depth == depth
            ]
            model.at_least({**dict.fromkeys(gives, 1.0), both: -1.0}, 0.0)
        found.append(both)
    return Stage("breadth-with-depth", dict.fromkeys(found, 1.0), float(there))


def _peers(task: Task, model: Model, column: Columns) -> Stage:
    school_of = {member.id: member.school for member in task.members}
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for choice, number in column.items():
        groups[school_of[choice.member], choice.course, choice.start].append(number)
    factors: Expression = {}
    for numbers in groups.values():
        if len(numbers) < 2:
            continue
        opened = model.column()
        for number in numbers:
            model.at_most({number: 1.0, opened: -1.0}, 0.0)
        factors |= {**dict.fromkeys(numbers, 1.0), opened: -1.0}
    return Stage("peers", factors)


def _funding(task: Task, model: Model, column: Columns) -> Stage:
    del model
    members = {member.id: member for member in task.members}
    paid = [number for c, number in column.items() if option_of(members[c.member], c.course).funded]
    return Stage("funding", dict.fromkeys(paid, 1.0))


def _spread(task: Task, model: Model, column: Columns) -> Stage:
    school_of = {member.id: member.school for member in task.members}
    already = release(task, ())
    in_year: dict[tuple[str, int], list[int]] = defaultdict(list)
    for choice, number in column.items():
        for year in range(choice.start, choice.start + task.courses[choice.course].study):
            in_year[school_of[choice.member], year].append(number)
    factors: Expression = {}
    for school in schools(task):
        # Somebody on a course may begin another, so both may count in the same year.
        peak = model.column(2.0 * len(task.members))
        for year in task.years:
            numbers = in_year.get((school, year), [])
            model.at_most({**dict.fromkeys(numbers, 1.0), peak: -1.0}, -float(already[school][year]))
        factors[peak] = -1.0
    return Stage("spread", factors)


def _sooner(task: Task, model: Model, column: Columns) -> Stage:
    del model
    return Stage("sooner", {number: float(sooner_by(task, c.start)) for c, number in column.items()})


def _as_known(column: Columns, known: Collection[Choice]) -> Stage:
    """Return the wish to keep what people know: the course and its start, else the course, and no more."""
    courses = {(choice.member, choice.course) for choice in known}
    return Stage(
        "as-known",
        {
            number: 2.0 if choice in known else 1.0 if (choice.member, choice.course) in courses else -1.0
            for choice, number in column.items()
        },
    )
