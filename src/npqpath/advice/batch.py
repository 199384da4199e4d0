"""The advice for many people at once: the same as for one person, faster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar

from npqpath.advice.funding import (
    Funding,
    Row,
    decided_funding,
    most_likely,
    not_offered,
    open_funding,
    reach_of,
    rows_of,
)
from npqpath.advice.person import Person, make_person
from npqpath.advice.suggestions import Offer, Suggestion, best_rule, kind_of, offer_of, rank_of, suggestion
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Ticked, read_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.advice.funding import Funding, Reach
    from npqpath.dataset.pathways import Deadline
    from npqpath.dataset.qualifications import Cohort
    from npqpath.rules.decision_diagram import Diagram


People: TypeAlias = int
"""A set of people: bit i is set where person i is in it."""

Nodes: TypeAlias = tuple[int, ...]

UNKNOWN = 255
"""Stands in a column for somebody whose value of the variable is not known."""

_MOST_STEPS = 1_000_000
_DIGIT = tuple(bytes(48 + (byte == value) for byte in range(256)) for value in range(256))
_BIT = bytes(byte & 1 for byte in range(256))


@dataclass(frozen=True, slots=True)
class Crowd:
    """People by what they answered: `held[level]` has, for each value of the variable, who has it.

    Whoever is in none of them has not answered; a level that is missing was answered by nobody.
    """

    everyone: People
    held: Mapping[int, tuple[People, ...]]


def people_with(column: bytes, value: int) -> People:
    """Return the people, by their place in `column`, who have `value` there."""
    return int(column.translate(_DIGIT[value])[::-1], 2)


def numbers_of(groups: Sequence[tuple[int, People]], size: int) -> list[bytes]:
    """Return for each person the number of the group they are in, or 0, as columns of bytes, lowest first.

    Nobody may be in two groups. There are as many columns as the highest number needs, at least one.
    """
    top = max((number for number, _ in groups), default=0)
    columns = []
    for shift in range(0, max(top.bit_length(), 1), 8):
        column = 0
        for bit in range(8):
            plane = 0
            for number, people in groups:
                if number >> shift + bit & 1:
                    plane |= people
            if plane:
                column |= int.from_bytes(f"{plane:0{size}b}".encode().translate(_BIT), "big") << bit
        columns.append(column.to_bytes(size, "little"))
    return columns


def who_can_be_in(diagram: Diagram, node: int, crowd: Crowd) -> People:
    """Return the people who are in `node` for at least one way to answer what they have not answered."""
    found: dict[int, People] = {NOBODY: 0, EVERYBODY: crowd.everyone}

    def visit(current: int) -> People:
        people = found.get(current)
        if people is None:
            held = crowd.held.get(diagram.level(current))
            children = [visit(child) for child in diagram.children(current)]
            people = 0
            if held is None:
                for child in children:
                    people |= child
            else:
                unknown = crowd.everyone
                for bits in held:
                    unknown &= ~bits
                for child, bits in zip(children, held, strict=True):
                    people |= child & (bits | unknown)
            found[current] = people
        return people

    return visit(node)


class Sorter:
    """Sorts people by what is left of some nodes once their answers are known.

    Two people of one group are the same to every question about these nodes. The first node says who can
    exist; once all the others are settled, nothing more is asked. What was worked out serves the next crowd.
    """

    def __init__(self, diagram: Diagram, nodes: Nodes) -> None:
        self._diagram = diagram
        self._nodes = nodes
        self._bottom = len(diagram.sizes)
        self._steps: dict[tuple[Nodes, int, int], tuple[int, Nodes]] = {}

    def sort(self, crowd: Crowd, people: People) -> dict[Nodes, People]:
        """Return the groups of `people` by what is left of the nodes."""
        if len(self._steps) > _MOST_STEPS:
            self._steps.clear()
        waiting: list[dict[Nodes, People]] = [{} for _ in range(self._bottom + 1)]
        if people:
            waiting[self._next(self._nodes, 0)][self._nodes] = people
        for level in range(self._bottom):
            held = crowd.held.get(level, ())
            for nodes, here in waiting[level].items():
                left = here
                for value, bits in enumerate(held):
                    taking = here & bits
                    if taking:
                        left ^= taking
                        self._move(waiting, nodes, level, value, taking)
                if left:
                    self._move(waiting, nodes, level, UNKNOWN, left)
        return waiting[self._bottom]

    def _move(
        self, waiting: list[dict[Nodes, People]], nodes: Nodes, level: int, value: int, people: People
    ) -> None:
        key = (nodes, level, value)
        step = self._steps.get(key)
        if step is None:
            step = self._steps[key] = self._step(nodes, level, value)
        at, then = step
        group = waiting[at]
        group[then] = group.get(then, 0) | people

    def _step(self, nodes: Nodes, level: int, value: int) -> tuple[int, Nodes]:
        if value != UNKNOWN:
            take = self._diagram.take
            nodes = tuple([take(node, level, value) for node in nodes])
        return self._next(nodes, level + 1), nodes

    def _next(self, nodes: Nodes, start: int) -> int:
        """Return the next variable that matters, or the bottom where none does."""
        if max(nodes[1:], default=NOBODY) <= EVERYBODY:
            return self._bottom
        return self._diagram.next_level(nodes, start)


@dataclass(frozen=True, slots=True)
class Column:
    """The answers of many people to one question: for each a number, and the answer that it stands for.

    None stands for an answer that was left out; "not-sure" is an answer.
    """

    numbers: Sequence[int]
    answers: Sequence[AnswerValue | None]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The answers of `size` people; a question that is not there was left out by all of them."""

    size: int
    columns: Mapping[str, Column]

    def answers_of(self, person: int) -> dict[str, AnswerValue]:
        """Return the answers of one person."""
        found = {}
        for question, column in self.columns.items():
            answer = column.answers[column.numbers[person]]
            if answer is not None:
                found[question] = answer
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers that count: the crowd they make, who answered each question, and who can exist.

    `answered` is without those who are not sure; `said` is with them.
    """

    crowd: Crowd
    answered: Mapping[str, People]
    said: Mapping[str, People]
    possible: People


@dataclass(frozen=True, slots=True)
class _Given:
    """The answers to one question: who said anything, who knows, and who holds which value at each level."""

    said: People
    answered: People
    held: Mapping[int, tuple[People, ...]]


def count_answers(core: CompiledRules, sheets: Sheets) -> Counted:
    """Return the answers that count."""
    return _count(core, _all_given(core, sheets), (1 << sheets.size) - 1)


def assume_left_out(core: CompiledRules, counted: Counted) -> Counted:
    """Return the same people with "none" for tick boxes that were left out and may be taken so."""
    everyone = counted.crowd.everyone
    none = {q.id: Ticked(()) for q in core.catalogue.pathways.questions if q.if_left_out == "none"}
    filling = {id: everyone & ~counted.said.get(id, 0) for id in none}
    filled = _fill(core, counted, none, filling)
    return Counted(filled.crowd, filled.answered, counted.said, filled.possible)


def take_as_usual(core: CompiledRules, counted: Counted) -> Counted:
    """Return the same people with the usual answer to every open question that has one.

    Some of them may not be able to exist like that: `otherwise` puts them back.
    """
    everyone = counted.crowd.everyone
    usual = {
        q.id: read_answer(q, q.usual, core.catalogue)
        for q in core.catalogue.pathways.questions
        if q.usual is not None
    }
    filling = {id: everyone & ~counted.answered.get(id, 0) for id in usual}
    return _fill(core, counted, usual, filling)


def otherwise(usual: Counted, before: Counted) -> Crowd:
    """Return the people as in `usual` where they can exist like that, and else as before."""
    rest = before.crowd.everyone & ~usual.possible
    if not rest:
        return usual.crowd
    held = {}
    for level, each in usual.crowd.held.items():
        old = before.crowd.held.get(level, (0,) * len(each))
        held[level] = tuple(new & usual.possible | was & rest for new, was in zip(each, old, strict=True))
    return Crowd(before.crowd.everyone, held)


def _all_given(core: CompiledRules, sheets: Sheets) -> dict[str, _Given]:
    return {
        question.id: _given(core, question.id, sheets.columns[question.id], (1 << sheets.size) - 1)
        for question in core.catalogue.pathways.questions
        if question.id in sheets.columns
    }


def _given(core: CompiledRules, question: str, column: Column, everyone: People) -> _Given:
    unsaid = _who(column, [answer is None for answer in column.answers])
    unsure = _who(column, [answer is None or answer == NOT_SURE for answer in column.answers])
    values = [{} if answer is None else core.space.values_of(question, answer) for answer in column.answers]
    held = {}
    for level in core.space.levels[question]:
        line = _spelt(column, [each.get(level, UNKNOWN) for each in values])
        used = set(line)
        sizes = range(core.space.sizes[level])
        held[level] = tuple(people_with(line, value) if value in used else 0 for value in sizes)
    return _Given(everyone & ~unsaid, everyone & ~unsure, held)


def _who(column: Column, wanted: list[bool]) -> People:
    return people_with(_spelt(column, [int(each) for each in wanted]), 1) if any(wanted) else 0


def _spelt(column: Column, values: list[int]) -> bytes:
    """Return for each person the value that their number stands for."""
    if isinstance(column.numbers, bytes):
        return column.numbers.translate(bytes(values).ljust(256, b"\0"))
    return bytes(map(values.__getitem__, column.numbers))


def _count(core: CompiledRules, given: Mapping[str, _Given], everyone: People) -> Counted:
    held: dict[int, tuple[People, ...]] = {}
    answered: dict[str, People] = {}
    said: dict[str, People] = {}
    crowd = Crowd(everyone, held)
    for question in core.catalogue.pathways.questions:
        one = given.get(question.id)
        if one is None:
            continue
        asked = core.asked[question.id]
        if asked == EVERYBODY:
            held.update(one.held)
            answered[question.id], said[question.id] = one.answered, one.said
        else:
            can = who_can_be_in(core.diagram, asked, crowd)
            held.update({level: tuple(bits & can for bits in each) for level, each in one.held.items()})
            answered[question.id], said[question.id] = one.answered & can, one.said & can
    return Counted(crowd, answered, said, who_can_be_in(core.diagram, core.possible, crowd))


def _fill(
    core: CompiledRules, counted: Counted, answers: Mapping[str, AnswerValue], filling: Mapping[str, People]
) -> Counted:
    """Return the people with `answers` to the questions that the people in `filling` have open."""
    given: dict[str, _Given] = {}
    crowd = counted.crowd
    for question, levels in core.space.levels.items():
        before = {level: crowd.held[level] for level in levels if level in crowd.held}
        people = filling.get(question, 0)
        if before or people:
            values = core.space.values_of(question, answers[question]) if people else {}
            held = {
                level: tuple(
                    (before[level][value] if before else 0) | (people if values.get(level) == value else 0)
                    for value in range(core.space.sizes[level])
                )
                for level in levels
            }
            known = counted.answered.get(question, 0) | people
            given[question] = _Given(counted.said.get(question, 0) | people, known, held)
    return _count(core, given, crowd.everyone)


_MOST_VERDICTS = 500_000

T = TypeVar("T")

Groups = list[tuple[int, "People"]]
"""Pairs of the number of a verdict and the people it is for; nobody is in two of them."""


class Numbered(Generic[T]):
    """Verdicts by number, and the numbers of the groups that got them before."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self._numbers: dict[T, int] = {}
        self._known: dict[Hashable, int] = {}

    def __getitem__(self, number: int) -> T:
        return self.values[number - 1]

    def of(self, group: Hashable, decide: Callable[[], T | None]) -> int:
        """Return the number of the verdict on a group, decided where it is new; 0 where there is none."""
        number = self._known.get(group)
        if number is None:
            if len(self._known) > _MOST_VERDICTS:
                self._known.clear()
            verdict = decide()
            number = self._known[group] = 0 if verdict is None else self._number(verdict)
        return number

    def _number(self, verdict: T) -> int:
        number = self._numbers.setdefault(verdict, len(self.values) + 1)
        if number > len(self.values):
            self.values.append(verdict)
        return number


class Ranking:
    """Whether something is suggested and how strongly, with the usual answers to what is open.

    A verdict is the rank, which names the rule that gives the reason; there is none for whom it is not for.
    """

    def __init__(self, core: CompiledRules, offer: Offer) -> None:
        self.offer = offer
        self.verdicts: Numbered[tuple[float, int]] = Numbered()
        self._core = core
        self._sorter = Sorter(core.diagram, (core.possible, *offer.strengths, *offer.nodes))

    def groups(self, usual: Crowd, people: People) -> Groups:
        """Return the ranks; whoever has none is not suggested it."""
        sorted_people = self._sorter.sort(usual, people).items()
        groups = [(self.verdicts.of(left, partial(self._decide, left)), here) for left, here in sorted_people]
        return [(number, here) for number, here in groups if number]

    def _decide(self, left: Nodes) -> tuple[float, int] | None:
        person, count = _anybody(self._core, left), len(self.offer.strengths)
        offer = Offer(self.offer.id, left[1 : count + 1], self.offer.rules, left[count + 1 :])
        if person.certainty(offer.suggested) == "ruled-out":
            return None
        return rank_of(person, offer, best_rule(person, offer))


class Certain:
    """The open questions that a suggestion hangs on; none where it is certain."""

    def __init__(self, core: CompiledRules, suggested: int) -> None:
        self.verdicts: Numbered[tuple[str, ...]] = Numbered()
        self._core = core
        self._sorter = Sorter(core.diagram, (core.possible, suggested))

    def groups(self, crowd: Crowd, people: People) -> Groups:
        """Return what the suggestion hangs on."""
        return [
            (self.verdicts.of(left, partial(self._decide, left)), here)
            for left, here in self._sorter.sort(crowd, people).items()
        ]

    def _decide(self, left: Nodes) -> tuple[str, ...]:
        person = _anybody(self._core, left)
        return () if person.certainty(left[1]) == "certain" else person.hangs_on(left[1])


class Due:
    """The deadline by which the law asks for a qualification, for whom one holds as usual.

    A verdict is the place of the deadline in the data.
    """

    def __init__(self, core: CompiledRules, qualification: str) -> None:
        self.verdicts: Numbered[int] = Numbered()
        self._core = core
        deadlines = core.catalogue.pathways.deadlines
        self._places = [at for at, each in enumerate(deadlines) if each.qualification == qualification]
        self._sorter = Sorter(core.diagram, (core.possible, *(core.deadlines[at] for at in self._places)))

    def groups(self, usual: Crowd, people: People) -> Groups:
        """Return the deadlines; whoever has none is left out."""
        sorted_people = self._sorter.sort(usual, people).items()
        groups = [(self.verdicts.of(left, partial(self._decide, left)), here) for left, here in sorted_people]
        return [(number, here) for number, here in groups if number]

    def _decide(self, left: Nodes) -> int | None:
        person = _anybody(self._core, left)
        pairs = zip(self._places, left[1:], strict=True)
        return next((at for at, node in pairs if person.certainty(node) == "certain"), None)


class Paying:
    """Whether DfE would pay for a qualification."""

    def __init__(self, core: CompiledRules, cohort: Cohort, qualification: str) -> None:
        self.id = qualification
        self.verdicts: Numbered[Funding] = Numbered()
        self._core, self._cohort = core, cohort
        self._is_offered = qualification in cohort.offers
        self._rows = rows_of(core, cohort, qualification) if self._is_offered else ()
        needs = (each.row.needs for each in self._rows)
        self._needs = tuple(dict.fromkeys(question for question in needs if question is not None))
        self._sorter = Sorter(core.diagram, (core.possible, *(each.node for each in self._rows)))
        self._reaches: dict[tuple[Nodes, tuple[str, ...]], tuple[Reach, tuple[int, ...]]] = {}

    def groups(self, filled: Counted, usual: Crowd, people: People) -> Groups:
        """Return the decisions, for people with what they left out taken as none."""
        if not self._is_offered:
            return [(self.verdicts.of((), self._not_offered), people)] if people else []
        groups: Groups = []
        for left, whole in self._sorter.sort(filled.crowd, people).items():
            for open_ids, here in self._by_need(filled, whole):
                groups += self._decided(left, open_ids, usual, here)
        return groups

    def _by_need(self, filled: Counted, people: People) -> Iterable[tuple[tuple[str, ...], People]]:
        """Return the people by which of the questions that rows need they have open."""
        groups: list[tuple[tuple[str, ...], People]] = [((), people)]
        for question in self._needs:
            known = filled.answered.get(question, 0)
            groups = [
                part
                for open_ids, here in groups
                for part in ((open_ids, here & known), ((*open_ids, question), here & ~known))
                if part[1]
            ]
        return groups

    def _decided(self, left: Nodes, open_ids: tuple[str, ...], usual: Crowd, people: People) -> Groups:
        reach, at = self._reach(left, open_ids)
        if not reach.is_decided:
            return [(self.verdicts.of((left, open_ids), partial(self._open, left, reach)), people)]
        if len(at) == 1:
            return [(self.verdicts.of((left, open_ids), partial(self._decide, reach, 0)), people)]
        groups = []
        for likely, here in self._sorter.sort(usual, people).items():
            rows = self._left_of(likely)
            best = most_likely(_anybody(self._core, likely), tuple(rows[each] for each in at))
            groups.append(
                (self.verdicts.of((left, open_ids, best), partial(self._decide, reach, best)), here)
            )
        return groups

    def _reach(self, left: Nodes, open_ids: tuple[str, ...]) -> tuple[Reach, tuple[int, ...]]:
        """Return the rows that could still decide, and their places in the table."""
        found = self._reaches.get((left, open_ids))
        if found is None:
            rows = self._left_of(left)
            reach = reach_of(_anybody(self._core, left), rows, open_ids.__contains__)
            found = self._reaches[left, open_ids] = (reach, tuple(map(rows.index, reach.rows)))
        return found

    def _left_of(self, left: Nodes) -> tuple[Row, ...]:
        return tuple(Row(each.row, node) for each, node in zip(self._rows, left[1:], strict=True))

    def _open(self, left: Nodes, reach: Reach) -> Funding:
        return open_funding(_anybody(self._core, left), self._cohort, self.id, reach=reach, assumed=())

    def _decide(self, reach: Reach, at: int) -> Funding:
        return decided_funding(self._core, self._cohort, self.id, reach=reach, at=at, assumed=())

    def _not_offered(self) -> Funding:
        return not_offered(self._core, self._cohort, self.id)


def _anybody(core: CompiledRules, left: Nodes) -> Person:
    """Return somebody of a group; what they answered is in what is left of the nodes."""
    return Person(core, {}, {}, left[0])


_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion, whether DfE would pay for it where it is a qualification, and by when the law asks it.

    Left out are the facts that force it, and what was assumed: both take longer than all the rest.
    """

    suggestion: Suggestion
    funding: Funding | None
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to suggest to somebody, best first; or, in `clash`, why nobody can be like that."""

    lines: tuple[Line, ...]
    clash: str | None = None


class Adviser:
    """Advises many people; what it works out for some serves the others."""

    def __init__(self, core: CompiledRules, cohort: Cohort) -> None:
        self._core = core
        offers = [offer_of(core, id) for id in core.suggestible()]
        self._rankings = [Ranking(core, offer) for offer in offers]
        self._certain = [Certain(core, offer.suggested) for offer in offers]
        self._paying = {
            offer.id: Paying(core, cohort, offer.id)
            for offer in offers
            if kind_of(core, offer.id) == "qualification"
        }
        asked = {deadline.qualification for deadline in core.catalogue.pathways.deadlines}
        self._due = {offer.id: Due(core, offer.id) for offer in offers if offer.id in asked}
        self._lines: dict[tuple[int, int, tuple[str, ...], int, int], Line] = {}
        self._kept = _Kept(self._read)
        self._widths: tuple[int, ...] = ()

    def advise(self, sheets: Sheets) -> list[Advice]:
        """Return the advice for each person, in order; people with the same advice may share one object."""
        counted = count_answers(self._core, sheets)
        columns = self._columns(counted, sheets.size)
        self._keep_for(tuple(map(len, columns)))
        advice = list(map(self._kept.__getitem__, _rows_of(columns, sheets.size)))
        for person in _places(counted.crowd.everyone & ~counted.possible):
            advice[person] = self._clash(sheets, person)
        return advice

    def _columns(self, counted: Counted, size: int) -> list[list[bytes]]:
        """Return the numbers of the verdicts by person: rankings, what they hang on, funding, deadlines."""
        usual, filled = take_as_usual(self._core, counted), assume_left_out(self._core, counted)
        likely, likely_filled = otherwise(usual, counted), otherwise(usual, filled)
        rankings, certain, paying, due = [], [], [], []
        for ranking, certainty in zip(self._rankings, self._certain, strict=True):
            groups = ranking.groups(likely, counted.possible)
            people = sum(here for _, here in groups)
            rankings.append(numbers_of(groups, size))
            certain.append(numbers_of(certainty.groups(counted.crowd, people), size))
            paid = self._paying.get(ranking.offer.id)
            paying.append(numbers_of(paid.groups(filled, likely_filled, people) if paid else [], size))
            if ranking.offer.id in self._due:
                due.append(numbers_of(self._due[ranking.offer.id].groups(likely, people), size))
        return [*rankings, *certain, *paying, *due]

    def _keep_for(self, widths: tuple[int, ...]) -> None:
        """Forget what is kept where the numbers now take more columns, or where it has become too much."""
        if widths != self._widths or len(self._kept) > _MOST_KEPT:
            self._kept.clear()
            self._lines.clear()
        self._widths = widths

    def _read(self, row: bytes) -> Advice:
        """Return the advice for people with these numbers."""
        numbers = self._numbers(row)
        count = len(self._rankings)
        due = dict(zip(self._due, numbers[3 * count :], strict=True))
        found = []
        for at in range(count):
            if numbers[at]:
                ranking, paying = self._rankings[at], numbers[2 * count + at]
                rank = ranking.verdicts[numbers[at]]
                hangs_on = self._certain[at].verdicts[numbers[count + at]]
                funding = self._paying[ranking.offer.id].verdicts[paying] if paying else None
                number = due.get(ranking.offer.id)
                place = self._due[ranking.offer.id].verdicts[number] if number else None
                deadline = None if place is None else self._core.catalogue.pathways.deadlines[place]
                found.append((rank, hangs_on, funding, deadline))
        found.sort(key=itemgetter(0))
        return Advice(
            tuple(
                self._line(rule, rank, hangs_on, paid, deadline)
                for rank, ((_, rule), hangs_on, paid, deadline) in enumerate(found, start=1)
            )
        )

    def _numbers(self, row: bytes) -> Sequence[int]:
        if len(row) == len(self._widths):
            return row
        starts = accumulate(self._widths, initial=0)
        return [
            row[start] if width == 1 else int.from_bytes(row[start : start + width], "little")
            for start, width in zip(starts, self._widths, strict=False)
        ]

    def _line(
        self,
        rule: int,
        rank: int,
        hangs_on: tuple[str, ...],
        funding: Funding | None,
        deadline: Deadline | None,
    ) -> Line:
        key = (rule, rank, hangs_on, id(funding), id(deadline))
        line = self._lines.get(key)
        if line is None:
            certainty: Literal["certain", "possible"] = "possible" if hangs_on else "certain"
            told = suggestion(self._core, rule, rank, certainty=certainty, facts=(), hangs_on=hangs_on)
            line = self._lines[key] = Line(told, funding, deadline)
        return line

    def _clash(self, sheets: Sheets, person: int) -> Advice:
        try:
            make_person(self._core, sheets.answers_of(person))
        except UsageError as error:
            return Advice((), error.message)
        raise AssertionError("somebody can be like that after all")


class _Kept(dict[bytes, Advice]):
    """The advice for each row of numbers, read when it is first asked for."""

    def __init__(self, read: Callable[[bytes], Advice]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, row: bytes) -> Advice:
        advice = self[row] = self._read(row)
        return advice


def _rows_of(columns: list[list[bytes]], size: int) -> Iterator[bytes]:
    """Yield the numbers of each person, one after the other."""
    flat = [column for each in columns for column in each]
    table = bytearray(len(flat) * size)
    for at, column in enumerate(flat):
        table[at :: len(flat)] = column
    whole = bytes(table)
    return (whole[at : at + len(flat)] for at in range(0, len(whole), len(flat)))


def _places(people: int) -> frozenset[int]:
    """Return the places of the people in a set, which are few."""
    digits = f"{people:b}"[::-1]
    return frozenset(at for at, digit in enumerate(digits) if digit == "1")
