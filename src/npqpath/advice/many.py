"""The advice for many people at once: the same as for one person, faster."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from npqpath.advice.funding import Funding
from npqpath.advice.sheets import assume_left_out, count_answers, otherwise, take_as_usual
from npqpath.advice.situation import make_person
from npqpath.advice.suggestions import Suggestion, kind_of, offer_of, suggestion
from npqpath.advice.verdicts_of_many import Certain, Due, Paying, Ranking
from npqpath.errors import UsageError
from npqpath.logic.crowd import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from npqpath.advice.core import CompiledRules
    from npqpath.advice.sheets import Counted, Sheets
    from npqpath.catalogue.pathways import Deadline
    from npqpath.catalogue.qualifications import Cohort

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
