"""The advice for many people at once: the same as for one person, faster.

All people are sorted by what is left of the diagram once their answers are known. Of those for whom the same
is left of it one is advised, by the functions for one person, and so are the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from npqpath.advice import funding as money
from npqpath.advice import suggestions
from npqpath.advice.compiled_rules import CompiledRules, Offer
from npqpath.advice.legal_deadlines import TimeLimit, time_limit
from npqpath.advice.person import Person, make_person, usual_answers
from npqpath.advice.sorter import UNKNOWN, Bitsets, Nodes, People, Sorter, Verdicts, bytes_of
from npqpath.dataset.qualifications import Cohort
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import AnswerValue, kind_of

_MOST_KEPT = 100_000
_DIGIT = tuple(bytes(48 + (byte == value) for byte in range(256)) for value in range(256))


@dataclass(frozen=True, slots=True)
class Column:
    """The answers of many people to one question: for each a number, and the answer that it stands for.

    None stands for an answer that was left out; "not-sure" is an answer.
    """

    numbers: Sequence[int]
    answers: Sequence[AnswerValue | None]

    def people(self, values: Sequence[int]) -> dict[int, People]:
        """Return the people by value, where there is one of `values` for each of the answers."""
        if isinstance(self.numbers, bytes):
            line = self.numbers.translate(bytes(values).ljust(256, b"\0"))
        else:
            line = bytes(map(values.__getitem__, self.numbers))
        return {value: int(line.translate(_DIGIT[value])[::-1], 2) for value in {*values} - {UNKNOWN}}


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """The answers of `size` people; a question that is not there was left out by all of them."""

    size: int
    columns: Mapping[str, Column]

    def answers_of(self, person: int) -> dict[str, AnswerValue]:
        """Return the answers of one person."""
        answers = {id: column.answers[column.numbers[person]] for id, column in self.columns.items()}
        return {id: answer for id, answer in answers.items() if answer is not None}


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion, whether DfE would pay for it where it is a qualification, and by when the law asks it.

    Left out are the facts that force it, and what was assumed: both take longer than all the rest.
    """

    suggestion: suggestions.Suggestion
    funding: money.Funding | None
    deadline: TimeLimit | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to suggest to somebody, best first; or, in `clash`, why nobody can be like that."""

    lines: tuple[Line, ...]
    clash: str | None = None


@dataclass(frozen=True, slots=True)
class _Suggested:
    """That something may be suggested, where it stands (even if not likely), and the place of a deadline.

    `nodes` are what is left of its rules, and `possible` of who can exist.
    """

    rank: suggestions.Rank
    unlikely: suggestions.Rank
    possible: int
    nodes: Nodes
    certainty: Literal["certain", "possible"]
    hangs_on: tuple[str, ...]
    deadline: int | None


_LineParts: TypeAlias = tuple[suggestions.Rank, _Suggested, money.Funding | None, int | None]


class Adviser:
    """Advises many people; what it works out for some serves the others."""

    def __init__(self, core: CompiledRules, cohort: Cohort) -> None:
        self._core = core
        self._usual = _usual(core)
        self._asked = {id: Sorter(core.diagram, (EVERYBODY, node)) for id, node in core.asked.items()}
        self._possible = Sorter(core.diagram, (EVERYBODY, core.possible))
        decisions = [_Decisions(core, cohort, id) for id in core.offers]
        self._unlike = [Sorter(core.diagram, (EVERYBODY, core.sides(node)[1])) for node, _ in core.likely]
        self._suggested = [Verdicts(core.diagram, each.offer_nodes, each.suggested) for each in decisions]
        self._ranks = [Verdicts(core.diagram, each.offer_nodes, each.rank) for each in decisions]
        self._funding = [Verdicts(core.diagram, each.funding_nodes, each.funding) for each in decisions]
        self._lines: dict[tuple[object, ...], Line] = {}
        self._kept: dict[tuple[Any, ...], Advice] = {}
        deadlines = core.catalogue.pathways.deadlines
        self._counts_from = tuple({each.counts_from: None for each in deadlines if each.counts_from})

    def advise(self, sheets: AnswerTable) -> list[Advice]:
        """Return the advice for each person, in order; people with the same advice may share one object."""
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
            self._lines.clear()
        questions = self._core.catalogue.pathways.questions
        none = {q.id: kind_of(q).of_parts({}) for q in questions if q.if_left_out == "none"}
        everybody = (1 << sheets.size) - 1
        bitsets, filled = self.bitsets(sheets, {}), self.bitsets(sheets, none)
        unsure, taken = self._taken_as_likely(bitsets, everybody)
        columns = [each.numbers(bitsets, everybody, sheets.size) for each in self._suggested]
        columns += [each.numbers(filled, everybody, sheets.size) for each in self._funding]
        columns += [each.numbers(taken, unsure, sheets.size) for each in self._ranks]
        posts = (sum(bitsets.get(level, ())) for level in self._core.space.levels.get(suggestions.POST, ()))
        columns += [next(bytes_of({1: everybody & ~next(posts, everybody)}, sheets.size))]
        since = [_answers(sheets, question) for question in self._counts_from]
        rows, kept = zip(*columns, *since, strict=True), self._kept
        advice = [kept.get(row) or kept.setdefault(row, self._read(row)) for row in rows]
        possible = f"{self._possible.who_can(bitsets, everybody):0{sheets.size}b}"
        for person, digit in enumerate(possible[::-1][: sheets.size]):
            if digit == "0":
                advice[person] = self._clash(sheets, person)
        return advice

    def bitsets(self, sheets: AnswerTable, assumed: Mapping[str, AnswerValue]) -> Bitsets:
        """Return who has which value, with `assumed` for what was left out.

        An answer to a question that makes no sense for somebody does not count.
        """
        space, bitsets = self._core.space, dict[int, tuple[People, ...]]()
        for id, levels in space.levels.items():
            column = sheets.columns.get(id, Column(bytes(sheets.size), (None,)))
            answers = [assumed.get(id) if answer is None else answer for answer in column.answers]
            values = [{} if answer is None else space.values_of(id, answer) for answer in answers]
            if not any(values):
                continue
            asked = self._who_is_asked(id, bitsets, (1 << sheets.size) - 1)
            for level in levels:
                held = column.people([each.get(level, UNKNOWN) for each in values])
                bitsets[level] = tuple(asked & held.get(value, 0) for value in range(space.sizes[level]))
        return bitsets

    def _who_is_asked(self, id: str, bitsets: Bitsets, everybody: People) -> People:
        if self._core.asked[id] == EVERYBODY:
            return everybody
        return self._asked[id].who_can(bitsets, everybody)

    def _taken_as_likely(self, bitsets: Bitsets, everybody: People) -> tuple[People, Bitsets]:
        """Return who has left something open that has a likely answer, and everybody as if they gave it."""
        space, unsure = self._core.space, 0
        guesses: dict[str, list[tuple[dict[int, int], People]]] = {
            id: [] for _, answers in self._core.likely for id in answers
        }
        for id in guesses:
            answered = sum(bitsets.get(space.level[id, None], ()))
            unsure |= self._who_is_asked(id, bitsets, everybody) & ~answered
        known = dict.fromkeys(guesses, 0)
        for (_, answers), outside in zip(self._core.likely, self._unlike, strict=True):
            fitting = unsure & ~outside.who_can(bitsets, unsure)
            for id, (likeliest, *_) in answers.items():
                guesses[id].append((space.values_of(id, likeliest), fitting & ~known[id]))
                known[id] |= fitting
        taken = dict[int, tuple[People, ...]]()
        for id, levels in space.levels.items():
            if id not in guesses and levels[0] not in bitsets:
                continue
            asked = self._who_is_asked(id, taken, everybody)
            for level in levels:
                held = list(bitsets.get(level, (0,) * space.sizes[level]))
                answered = sum(held)
                for guess, people in guesses.get(id, ()):
                    held[guess[level]] |= people & ~answered
                taken[level] = tuple(asked & each for each in held)
        return unsure & self._possible.who_can(taken, everybody), taken

    def _read(self, row: tuple[Any, ...]) -> Advice:
        """Return the advice for people with these numbers of verdicts, and months from which time counts.

        Before the months it says 1 of people whose post is open: what is only possible comes last for them.
        """
        count, lines = len(self._suggested), []
        post_is_open, *months = row[3 * count :]
        for at, number in enumerate(row[:count]):
            suggested = self._suggested[at].values[number]
            funding = self._funding[at].values[row[count + at]]
            guess = self._ranks[at].values[row[2 * count + at]]
            if suggested:
                rank = suggested.rank if guess is None else guess[0] or suggested.unlikely
                is_late = post_is_open and suggested.certainty == "possible"
                deadline = suggested.deadline if guess is None else guess[1]
                lines.append((is_late, rank, suggested, funding, deadline))
        lines.sort(key=lambda line: line[:2])
        since = dict(zip(self._counts_from, months, strict=True))
        return Advice(tuple(self._line(place, line[1:], since) for place, line in enumerate(lines, start=1)))

    def _line(self, place: int, line: _LineParts, since: Mapping[str, AnswerValue | None]) -> Line:
        rank, suggested, funding, at = line
        deadline = None if at is None else self._core.catalogue.pathways.deadlines[at]
        month = None if deadline is None else since.get(deadline.counts_from or "")
        key = (place, rank.rule, rank.is_likely, id(suggested), id(funding), at, month)
        if key not in self._lines:
            person, node = Person(self._core, {}, {}, suggested.possible), suggested.nodes[rank.at]
            is_open = person.certainty(node) != "certain"
            answers = suggestions.open_answers(person, self._usual, node) if is_open else {}
            told = suggestions.suggestion(
                self._core,
                rank,
                place,
                certainty=suggested.certainty,
                unsaid=answers,
                hangs_on=suggested.hangs_on,
            )
            limit = None if deadline is None else time_limit(deadline, month)
            self._lines[key] = Line(told, funding, limit)
        return self._lines[key]

    def _clash(self, sheets: AnswerTable, person: int) -> Advice:
        try:
            make_person(self._core, sheets.answers_of(person))
        except UsageError as error:
            return Advice((), error.message)
        raise AssertionError("somebody can be like that after all")


def _usual(core: CompiledRules) -> dict[int, int]:
    """Return the usual answers to what is left open, by level."""
    usual: dict[int, int] = {}
    for question, answer in usual_answers(core.catalogue).items():
        usual |= core.space.values_of(question, answer)
    return usual


class _Decisions:
    """What is said of one suggestion to anybody of whom what is left of its nodes is known.

    What somebody answered is in what is left: an answered question plays no part in it any more.
    """

    def __init__(self, core: CompiledRules, cohort: Cohort, id: str) -> None:
        self._core, self._cohort, self._offer = core, cohort, core.offers[id]
        self._usual = _usual(core)
        deadlines = enumerate(core.catalogue.pathways.deadlines)
        self._deadlines = [at for at, each in deadlines if each.qualification == id]
        due = (core.deadlines[at] for at in self._deadlines)
        self.offer_nodes = (core.possible, *self._offer.strengths, *self._offer.nodes, *due)
        self._is_offered = id in cohort.offers
        self._rows = money.rows_of(core, cohort, id) if self._is_offered else ()
        needs = (each.row.needs for each in self._rows)
        self._needs = tuple(dict.fromkeys(need for need in needs if need is not None))
        # What a row needs is open while something is left of a test on it.
        tests = (core.diagram.choose(core.space.levels[need][0], (0,)) for need in self._needs)
        self.funding_nodes = (core.possible, *(each.node for each in self._rows), *tests)

    def suggested(self, cofactors: Nodes) -> _Suggested | None:
        """Return where it stands, if it may be suggested; as for one person, what is open counts as usual."""
        person, offer = self._left(cofactors)
        certainty = person.certainty(offer.suggested)
        if certainty == "ruled-out":
            return None
        rank, deadline = self.rank(cofactors)
        unlikely = rank
        if unlikely is None or certainty == "possible":
            unlikely = suggestions.unlikely_rank(person, offer)
        return _Suggested(
            rank=rank or unlikely,
            unlikely=unlikely,
            possible=person.possible,
            nodes=offer.nodes,
            certainty=certainty,
            hangs_on=() if certainty == "certain" else person.hangs_on(offer.suggested),
            deadline=deadline,
        )

    def rank(self, cofactors: Nodes) -> tuple[suggestions.Rank | None, int | None]:
        """Return where it stands for somebody who is as is likely, and the deadline that holds."""
        usual, offer = self._left(as_usual := self._as_usual(cofactors))
        due = zip(self._deadlines, as_usual[len(as_usual) - len(self._deadlines) :], strict=True)
        holding = (at for at, node in due if usual.certainty(node) == "certain")
        return suggestions.likely_rank(usual, offer), next(holding, None)

    def _left(self, cofactors: Nodes) -> tuple[Person, Offer]:
        """Return somebody of whom only what is left of the nodes is known, and what is left of the offer."""
        offer, count = self._offer, len(self._offer.strengths)
        nodes = cofactors[count + 1 : count + 1 + len(offer.nodes)]
        left = Offer(offer.id, cofactors[1 : count + 1], offer.rules, nodes)
        return Person(self._core, {}, {}, cofactors[0]), left

    def funding(self, cofactors: Nodes) -> money.Funding | None:
        """Return whether DfE would pay, where it is a qualification."""
        core, cohort, id = self._core, self._cohort, self._offer.id
        if suggestions.kind_of(core, id) != "qualification":
            return None
        if not self._is_offered:
            return money.not_offered(core, cohort, id)
        person, rows = Person(core, {}, {}, cofactors[0]), self._rows_left(cofactors)
        tests = dict(zip(self._needs, cofactors[len(rows) + 1 :], strict=True))
        deciding = money.deciding_rows(person, rows, lambda question: tests[question] > EVERYBODY)
        if not deciding.is_decided:
            return money.open_funding(person, cohort, id, deciding=deciding, assumed=())
        likely = self._as_usual(cofactors)
        likely_rows = self._rows_left(likely)
        chosen = tuple(likely_rows[rows.index(each)] for each in deciding.rows)
        at = money.most_likely(Person(core, {}, {}, likely[0]), chosen)
        return money.decided_funding(core, cohort, id, deciding=deciding, at=at, assumed=())

    def _rows_left(self, cofactors: Nodes) -> tuple[money.Row, ...]:
        return tuple(money.Row(each.row, node) for each, node in zip(self._rows, cofactors[1:], strict=False))

    def _as_usual(self, cofactors: Nodes) -> Nodes:
        """Return what is left with usual answers to all that is open, if anybody can be like that."""
        likely = tuple(self._core.diagram.restrict(node, self._usual) for node in cofactors)
        return cofactors if likely[0] == NOBODY else likely


def _answers(sheets: AnswerTable, question: str) -> list[AnswerValue | None]:
    """Return what each person answered to a question."""
    column = sheets.columns.get(question)
    return [column.answers[number] for number in column.numbers] if column else [None] * sheets.size
