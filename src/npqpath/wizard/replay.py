"""The wizard as a pure function: what it has to settle, and a replay of the answers from the first question.

Back, changing one answer, going on another day and an answers file are all the same call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import Person, make_person
from npqpath.dataset.pathways import Question
from npqpath.dataset.qualifications import UNPAID
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import AnswerValue


class Goal:
    """Lines that the questions have to settle, each worked out when it is first wanted.

    What holds for everybody or nobody is no such line. The first question shows with a few of them.
    """

    def __init__(self, lines: Iterable[int]) -> None:
        self._found: dict[int, None] = {}
        self._rest = iter(lines)

    def __iter__(self) -> Iterator[int]:
        yield from self._found
        for line in self._rest:
            if line > EVERYBODY and line not in self._found:
                self._found[line] = None
                yield line


def plan_goal(core: CompiledRules, cohort: str) -> Goal:
    """Return the lines of a whole plan: suggestions by strength, funding of what is suggested, deadlines."""
    return Goal(_plan_lines(core, cohort))


def _plan_lines(core: CompiledRules, cohort: str) -> Iterator[int]:
    for id in dict.fromkeys(rule.suggest for rule in core.catalogue.pathways.rules):
        yield from core.offer(id).strengths
    for id, offer in core.offers.items():
        for line in funding_goal(core, cohort, (id,)):
            yield core.diagram.both(offer.suggested, line)
    for deadline, node in zip(core.catalogue.pathways.deadlines, core.deadlines, strict=True):
        yield core.diagram.both(node, core.suggested(deadline.qualification))


def funding_goal(core: CompiledRules, cohort: str, ids: tuple[str, ...]) -> Goal:
    """Return the lines of a funding check: each outcome of each qualification that the cohort offers.

    Those that pay nothing are one line, because nobody is asked which of them it is. A row that only needs an
    answer decides nothing itself: whatever the answer decides is in other rows.
    """
    table = core.catalogue.cohort(cohort)
    lines: list[int] = []
    for id in (id for id in ids if id in table.offers):
        outcomes: dict[str, list[int]] = {}
        for row, node in core.funding_rows(cohort, id):
            outcome = table.funding[row].outcome
            if outcome is not None:
                outcomes.setdefault("unpaid" if outcome in UNPAID else outcome, []).append(node)
        lines += [core.diagram.any_of(nodes) for nodes in outcomes.values()]
    return Goal(lines)


def suggestion_goal(core: CompiledRules, id: str) -> Goal:
    """Return the one line of whether something is suggested."""
    return Goal([core.suggested(id)])


def route_goal(core: CompiledRules) -> Goal:
    """Return the lines of a route: where somebody stands or could be, what they want, what they have."""
    npqs = [question.id for question in core.catalogue.pathways.questions if question.kind == "npqs"]
    held = (core.diagram.choose(level, {0}) for id in npqs for level in core.space.levels[id])
    return Goal([*core.posts.values(), *core.goals.values(), *core.open_to.values(), *held])


@dataclass(frozen=True, slots=True)
class Undecided:
    """A line of the plan that is still open: whom it would be for, and whom it would not."""

    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where a replay ends: the questions answered on the way, and the next one, or None at the end.

    `person` has only the answers that were reached. At most `may_come` questions are still to be asked.
    """

    person: Person
    answered: tuple[str, ...]
    next: str | None
    may_come: int


def replay(core: CompiledRules, goal: Iterable[int], answers: Mapping[str, AnswerValue]) -> Position:
    """Return where somebody with these answers stands on the way to `goal` (the lines to decide).

    A question is passed over when nobody with the answers so far is asked it, or when no answer to
    it can change a line any more, or the wizard is to trouble nobody like them with it. An answer to a
    question that is passed over does not count.
    """
    diagram, levels = core.diagram, core.space.levels
    known: dict[int, int] = {}
    counted: dict[str, AnswerValue] = {}
    waiting = [question.id for question in core.catalogue.pathways.questions]
    # A few lines show which question comes first, and without its answer every line takes longest to find.
    first = next((id for id in waiting if _matters(core, id, _lines(core, goal, {}))), None)
    if first is not None and _is_asked(core, first, {}):
        if first not in answers:
            return Position(make_person(core, {}), (), first, len(waiting))
        waiting.remove(first)
        counted[first] = answers[first]
        known |= core.space.values_of(first, answers[first])
    lines = tuple(dict.fromkeys(_lines(core, goal, known)))
    while lines and waiting:
        next_one = (
            id
            for id in waiting
            if _is_asked(core, id, known)
            and (id in answers or _may_be_worth_it(core, id, known, counted))
            and _matters(core, id, lines)
        )
        question = next(next_one, None)
        if question is None:
            # Two questions that always go together matter to nobody one by one; without the one, the other
            # does.
            without = levels[waiting.pop(0)]
            lines = _undecided(lines, partial(diagram.forget, levels=without))
        elif question not in answers:
            may_come = _may_come(core, waiting, known, lines)
            return Position(make_person(core, counted), tuple(counted), question, may_come)
        else:
            waiting.remove(question)
            counted[question] = answers[question]
            values = core.space.values_of(question, answers[question])
            known |= values
            lines = _undecided(lines, partial(diagram.restrict, values=values))
    return Position(make_person(core, counted), tuple(counted), None, 0)


def _may_be_worth_it(
    core: CompiledRules, question: str, known: dict[int, int], counted: Mapping[str, AnswerValue]
) -> bool:
    """Return whether the data lets the wizard ask a question, or what decides about that was not asked."""
    node = core.wizard_asks.get(question)
    if node is None:
        return True
    deciding = {core.space.variables[level].question for level in core.diagram.support(node)}
    left = core.diagram.restrict(core.possible, known)
    outside = core.diagram.negate(core.diagram.restrict(node, known))
    return not deciding <= counted.keys() or core.diagram.both(left, outside) == NOBODY


def _is_asked(core: CompiledRules, question: str, known: dict[int, int]) -> bool:
    diagram = core.diagram
    left = diagram.restrict(core.possible, known)
    return diagram.both(left, diagram.negate(diagram.restrict(core.asked[question], known))) == NOBODY


def _matters(core: CompiledRules, question: str, lines: Iterable[Undecided]) -> bool:
    """Return whether two answers to a question could leave two different plans, all else being equal."""
    diagram, levels = core.diagram, core.space.levels[question]
    return any(
        diagram.both(diagram.forget(line.yes, levels), diagram.forget(line.no, levels)) != NOBODY
        for line in lines
        if diagram.depends(line.yes, levels) or diagram.depends(line.no, levels)
    )


def _lines(core: CompiledRules, goal: Iterable[int], known: dict[int, int]) -> Iterator[Undecided]:
    """Yield the lines that the answers so far leave open."""
    diagram, possible = core.diagram, core.diagram.restrict(core.possible, known)
    for node in goal:
        yes = diagram.both(possible, left := diagram.restrict(node, known))
        no = diagram.both(possible, diagram.negate(left))
        if yes != NOBODY and no != NOBODY:
            yield Undecided(yes, no)


def _undecided(lines: Iterable[Undecided], change: Callable[[int], int]) -> tuple[Undecided, ...]:
    """Return what a change of both sides leaves open of the lines."""
    changed = (Undecided(change(line.yes), change(line.no)) for line in lines)
    return tuple(dict.fromkeys(line for line in changed if line.yes != NOBODY and line.no != NOBODY))


def _may_come(
    core: CompiledRules, waiting: list[str], known: dict[int, int], lines: tuple[Undecided, ...]
) -> int:
    """Return how many questions may still come at most, the next one included."""
    diagram, levels = core.diagram, core.space.levels
    sides = (side for line in lines for side in (line.yes, line.no))
    open_levels = frozenset[int]().union(*map(diagram.support, sides))
    asked = (id for id in waiting if diagram.restrict(core.asked[id], known) != NOBODY)
    return sum(not open_levels.isdisjoint(levels[id]) for id in asked)


def fitting(core: CompiledRules, answers: Mapping[str, AnswerValue]) -> dict[str, AnswerValue]:
    """Return the answers without those that nobody gives together with the ones before them."""
    kept: dict[str, AnswerValue] = {}
    for question, value in answers.items():
        try:
            make_person(core, {**kept, question: value})
        except UsageError:
            continue
        kept[question] = value
    return kept


def options_left(position: Position, question: Question) -> tuple[str, ...]:
    """Return the answers that a real person with the answers so far could give, in order."""
    core, known = position.person.core, position.person.known
    level = core.space.level[question.id, None]
    return tuple(
        word
        for value, word in enumerate(core.space.variables[level].values)
        if core.diagram.restrict(core.possible, {**known, level: value}) != NOBODY
    )
