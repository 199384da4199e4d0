"""Who studies what and when: the best plan for the aims in their order, and what stands behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from npqpath.team.highs_solver import Expression, Model, Reached, Stage, solve
from npqpath.team.objectives import Choices, Columns, aims_of, measure
from npqpath.team.task import Choice, Member, Name, Option, Task, Wish, by_member, most, used, uses

SECONDS = 30.0
"""How long one aim may be worked on; teams of 600 need a second or two for the hardest."""


AS_KNOWN = "as-known"
"""The stage that keeps to what people know."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """The best other choice for a person; None where there is no other that keeps to everything.

    `loses` is the first aim that would reach less, and by how much; None where it would do as well.
    `stopped_by` names the limits that keep this person's other courses out, where only limits do.
    """

    choice: Choice | None
    loses: tuple[str, int] | None
    stopped_by: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Equals:
    """People for whom a course has the same reason, strength and cost, and whom the plan treats differently.

    `chosen` begin it; `others` do not, and have no other course in the plan.
    """

    course: str
    chosen: tuple[Choice, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """The plan: the choices, how far each aim was taken, the runners-up, who was equal, and what is used up.

    A limit that is used up is named without its year, school or team.
    """

    task: Task
    choices: tuple[Choice, ...]
    reached: tuple[Reached, ...]
    runners_up: Mapping[str, RunnerUp]
    equals: tuple[Equals, ...]
    used_up: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """There is no plan: these musts cannot all be kept under the limits and the must-nots."""

    task: Task
    musts: tuple[Wish, ...]


def allocate(
    task: Task,
    seconds: float = SECONDS,
    *,
    known: Collection[Choice] = (),
    begins: Callable[[str], None] = lambda _: None,
) -> Allocation | Unmet:
    """Return the best plan for the aims in their order, or the fewest musts that stand in the way of any.

    Of the choices that people `known` already it keeps as many as it can; only what the law asks for comes
    before that. `begins` is told each aim as work on it begins. The order of the people changes nothing.
    Raises `UserError` without the solver.
    """
    told, task = task, _in_order_of_ids(task)
    solved = solve(model_of(task, frozenset(known)), seconds, begins=begins)
    if solved is None:
        return Unmet(task, _in_the_way(task, seconds))
    pairs = zip(task.possible_choices, solved.values, strict=False)
    made = set(_by_lot(task, [choice for choice, is_made in pairs if is_made], known))
    task, choices = told, tuple(choice for choice in told.possible_choices if choice in made)
    return Allocation(
        task,
        choices,
        tuple(each for each in solved.reached if each.stage != AS_KNOWN),
        find_runners_up(task, choices),
        tuple(find_equals(task, choices)),
        _used_up(task, choices),
    )


def _by_lot(task: Task, choices: Choices, known: Collection[Choice]) -> Iterator[Choice]:
    """Yield the same choices, given in the order of their lots to people whom nothing else tells apart."""
    own, settled = by_member(choices), {choice.member for choice in known}
    for alike in set(task.alike.values()):
        ids = [id for id in alike if id not in settled]
        taken = sorted(tuple((c.start, c.course) for c in own[id]) for id in ids if own[id])
        for id, bundle in zip(ids, taken, strict=False):
            yield from (Choice(id, course, start) for start, course in bundle)
        yield from (choice for id in alike if id in settled for choice in own[id])


def _in_order_of_ids(task: Task) -> Task:
    members = tuple(sorted(task.members, key=lambda member: member.id))
    return replace(task, members=members, needs=tuple(sorted(task.needs, key=lambda need: need.id)))


def model_of(task: Task, known: Collection[Choice] = ()) -> Model:
    """Return the linear model of a task: first the columns of its possible choices, in their order.

    With the choices of a plan that people `known` already,
    one more aim comes after what the law asks for: to keep to them.
    """
    model = Model()
    columns = {choice: model.column() for choice in task.possible_choices}
    _one_at_a_time(task, model, columns)
    _in_order(task, model, columns)
    for wish in task.musts:
        model.at_least(_sum(columns, filter(wish.is_about, columns)), 1.0)
    _limits(task, model, columns)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for choice, number in columns.items():
        groups[choice.member, choice.course].append(number)
    who = tuple(map(tuple, groups.values()))
    for aim in aims_of(task):
        settles = () if aim.loss else who
        model.stages.append(Stage(aim.id, *aim.express(task, model, columns), settles=settles))
    if known:
        after = bool(model.stages[0].id == "statutory")
        model.stages.insert(after, _as_known(columns, known))
    return model


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
    """Return the wish to keep what people know: the course and its start, or else the course."""
    courses = {(choice.member, choice.course) for choice in known}
    return Stage(
        AS_KNOWN,
        {
            number: 2.0 if choice in known else 1.0
            for choice, number in columns.items()
            if (choice.member, choice.course) in courses
        },
    )


def _in_the_way(task: Task, seconds: float) -> tuple[Wish, ...]:
    """Return the musts that do not fit beside those before them; the others do."""
    kept: tuple[Wish, ...] = ()
    dropped = []
    for wish in task.musts:
        if solve(model_of(replace(task, musts=(*kept, wish))), seconds, most=1) is None:
            dropped.append(wish)
        else:
            kept = (*kept, wish)
    return tuple(dropped)


def why_unmet(task: Task, wish: Wish) -> str:
    """Return a must, with what stands in its way in a few words."""
    course = f" on {wish.take}" if wish.take else ""
    return f"{wish.person}{course} ({_reason(task, wish)})"


def _reason(task: Task, wish: Wish) -> str:
    member = task.members_by_id[wish.person]
    if wish.take is not None and wish.take in member.holds:
        return "they hold it already, or are on it"
    if any(no.person == wish.person and no.take in (None, wish.take) for no in task.must_nots):
        return "it is under must_not too"
    if member.free_from >= task.starts:
        return "they are on a course until after the last start"
    if not any(map(wish.is_about, task.possible_choices)):
        if wish.take is not None:
            return "they cannot begin it at that start"
        return "their own advice leads to no course then: name one under take"
    return "a limit or another must stands in the way"


def find_runners_up(task: Task, choices: Choices) -> Mapping[str, RunnerUp]:
    """Return the runner-up of every person who has another choice open, by the person's id.

    That is another course, or another start where only one course is open.
    """
    already, now = used(task, ()), used(task, choices)
    own, possible = by_member(choices), by_member(task.possible_choices)
    part = cache(lambda school: _part(task, choices, school))
    found = {}
    for member in task.members:
        taken = own[member.id]
        others = _instead_of(taken, possible[member.id])
        if not others or any(wish.person == member.id for wish in task.musts):
            continue
        rest = now.copy()
        for choice in taken:
            rest.subtract(uses(task, choice))
        over = {
            choice: [n for n, count in uses(task, choice).items() if rest[n] + count > most(task, n, already)]
            for choice in others
            if task.option(choice).after is None
        }
        fits = [choice for choice, limits in over.items() if not limits]
        if fits:
            found[member.id] = _best(fits, *part(member.school))
        else:
            stopped = dict.fromkeys(name for limits in over.values() for name in limits)
            found[member.id] = RunnerUp(None, None, tuple(stopped))
    return found


def _instead_of(taken: list[Choice], possible: list[Choice]) -> list[Choice]:
    courses = {choice.course for choice in taken}
    others = [choice for choice in possible if choice.course not in courses]
    if others or len(taken) != 1:
        return others
    return [choice for choice in possible if choice not in taken]


def _best(others: list[Choice], task: Task, choices: list[Choice], reached: tuple[int, ...]) -> RunnerUp:
    """Return the best of one person's other choices, by what it would leave of what is reached."""
    kept = [choice for choice in choices if choice.member != others[0].member]
    worth = {choice: measure(task, [*kept, choice]) for choice in others}
    best = max(worth, key=worth.__getitem__)
    pairs = zip(aims_of(task), reached, worth[best], strict=True)
    lost = ((aim.id, old - new) for aim, old, new in pairs if aim.loss and new != old)
    return RunnerUp(best, next(lost, None), ())


def _part(task: Task, choices: Choices, school: str) -> tuple[Task, list[Choice], tuple[int, ...]]:
    """Return the task of a school with the needs that others leave open, its choices, and what they reach.

    A swap in the school can touch no more than that.
    """
    members = tuple(member for member in task.members if member.school == school)
    own = [choice for choice in choices if task.school_of(choice) == school]
    elsewhere = [choice for choice in choices if task.school_of(choice) != school]
    needs = tuple(
        need
        for need in task.needs
        if not need.members.isdisjoint(member.id for member in members)
        and not any(map(need.is_met_by, elsewhere))
    )
    small = replace(task, members=members, needs=needs)
    return small, own, measure(small, own)


def find_equals(task: Task, choices: Choices) -> Iterator[Equals]:
    """Yield the people who were equal and are treated differently, by what they themselves are told."""
    open_to = {(choice.member, choice.course) for choice in task.possible_choices}
    own = by_member(choices)
    alike: dict[tuple[object, ...], list[Member]] = defaultdict(list)
    for member in task.members:
        for option in member.options:
            if (member.id, option.course) in open_to and option.after is None:
                alike[_told(task, option)].append(member)
    for (course, *_), members in alike.items():
        chosen = [c for member in members for c in own[member.id] if c.course == course]
        chosen = [c for c in chosen if not any(wish.is_about(c) for wish in task.musts)]
        others = [member for member in members if not own[member.id]]
        if chosen and others:
            yield Equals(str(course), tuple(chosen), tuple(member.id for member in others))


def _told(task: Task, option: Option) -> tuple[object, ...]:
    """Return what makes an option equal to another: the course, its reason and strength, and the cost."""
    suggestion = option.advice[0] if option.advice else None
    reason = (suggestion.because, suggestion.strength, suggestion.certainty) if suggestion else ()
    cost = 0 if option.funded else task.fees.get(option.course)
    return (option.course, *reason, option.worth, option.must, option.funded, cost)


def _used_up(task: Task, choices: tuple[Choice, ...]) -> tuple[Name, ...]:
    """Return the limits that are used up, whatever the year, school or team."""
    already, now = used(task, ()), used(task, choices)
    full = [n for n, count in now.items() if n[0] != "pounds" and count >= most(task, n, already)]
    found = dict.fromkeys(name[:2] if name[0] == "places" else name[:1] for name in full)
    fees = {task.fees.get(choice.course, 0) for choice in task.possible_choices} - {0}
    if task.limits.pounds is not None and fees and len(choices) < len(task.members):
        left = task.limits.pounds - now["pounds",]
        found |= {("pounds",): None} if left < min(fees) else {}
    return tuple(found)
