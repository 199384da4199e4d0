"""A team's task as a linear model: a column for each choice, rows for limits, a sum for each aim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from npqpath.team.highs_solver import Expression, Model, Stage
from npqpath.team.limits import Name, most, used, uses
from npqpath.team.objectives import Columns, aims_of
from npqpath.team.task import Choice, Task, by_member


@dataclass(frozen=True, slots=True)
class Modelled:
    """The model with what its columns mean: one of each choice, and the aims as sums in their order."""

    model: Model
    columns: Columns
    stages: tuple[Stage, ...]


def model_of(task: Task, known: Collection[Choice] = ()) -> Modelled:
    """Return the linear model of a task; every feasible solution of it keeps to `limits.broken`.

    With the choices of a plan that people `known` already, one more stage comes last: to keep to them.
    """
    model = Model()
    columns = {choice: model.column() for choice in task.possible_choices}
    _one_at_a_time(task, model, columns)
    _in_order(task, model, columns)
    for wish in task.musts:
        model.at_least(_sum(columns, filter(wish.is_about, columns)), 1.0)
    _limits(task, model, columns)
    stages = tuple(Stage(aim.id, *aim.express(task, model, columns)) for aim in aims_of(task))
    return Modelled(model, columns, (*stages, _as_known(columns, known)) if known else stages)


def _sum(columns: Columns, choices: Iterable[Choice]) -> Expression:
    return {columns[choice]: 1.0 for choice in choices}


def _one_at_a_time(task: Task, model: Model, columns: Columns) -> None:
    for choices in by_member(columns).values():
        for start in range(task.starts):
            busy = [c for c in choices if c.start <= start < c.start + task.courses[c.course].rest]
            if len(busy) > 1:
                model.at_most(_sum(columns, busy), 1.0)
        for course in dict.fromkeys(choice.course for choice in choices):
            same = [choice for choice in choices if choice.course == course]
            if len(same) > task.courses[course].rest:
                model.at_most(_sum(columns, same), 1.0)


def _in_order(task: Task, model: Model, columns: Columns) -> None:
    own = by_member(columns)
    for choice, number in columns.items():
        after = task.option(choice).after
        if after is not None:
            rest = task.courses[after].rest
            first = [c for c in own[choice.member] if c.course == after and c.start + rest <= choice.start]
            model.at_least({**_sum(columns, first), number: -1.0}, 0.0)


def _limits(task: Task, model: Model, columns: Columns) -> None:
    already = used(task, ())
    rows: dict[Name, Expression] = defaultdict(dict)
    for choice, number in columns.items():
        for name, amount in uses(task, choice).items():
            rows[name][number] = float(amount)
    for name, factors in rows.items():
        model.at_most(factors, most(task, name, already) - already[name])


def _as_known(columns: Columns, known: Collection[Choice]) -> Stage:
    """Return the wish to keep what people know: the course and its start, else the course, and no more."""
    courses = {(choice.member, choice.course) for choice in known}
    return Stage(
        "as-known",
        {
            number: 2.0 if choice in known else 1.0 if (choice.member, choice.course) in courses else -1.0
            for choice, number in columns.items()
        },
    )
