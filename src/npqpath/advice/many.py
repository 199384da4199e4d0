"""The advice for many people at once: the same as for one person, faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from npqpath.advice.funding import Funding
from npqpath.advice.sheets import assume_left_out, count_answers, otherwise, take_as_usual
from npqpath.advice.situation import situate
from npqpath.advice.suggestions import Suggestion, kind_of, offer_of, suggestion
from npqpath.advice.verdicts_of_many import Certain, Paying, Ranking
from npqpath.errors import UsageError
from npqpath.logic.crowd import numbers_of
from npqpath.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.advice.core import Core
    from npqpath.advice.sheets import Counted, Sheets
    from npqpath.catalogue.qualifications import Cohort

_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion, and whether DfE would pay for it where it is a qualification.

    Left out are the facts that force it, and what was assumed: both take longer than all the rest.
    """

    suggestion: Suggestion
    funding: Funding | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to suggest to somebody, best first; or, in `clash`, why nobody can be like that."""

    lines: tuple[Line, ...]
    clash: str | None = None


class Adviser:
    """Advises many people; what it works out for some serves the others."""

    def __init__(self, core: Core, cohort: Cohort) -> None:
        self._core = core
        offers = [offer_of(core, id) for id in core.suggestible()]
        self._rankings = [Ranking(core, offer) for offer in offers]
        self._certain = [Certain(core, offer.suggested) for offer in offers]
        self._paying = {
            offer.id: Paying(core, cohort, offer.id)
            for offer in offers
            if kind_of(core, offer.id) == "qualification"
        }
        self._lines: dict[tuple[int, int, tuple[str, ...] | None, int], Line] = {}
        self._kept: dict[tuple[int, ...], Advice] = {}
        self._widths: tuple[int, ...] = ()

    def advise(self, sheets: Sheets) -> Iterator[Advice]:
        """Yield the advice for each person, in order; people with the same advice may share one object."""
        counted = count_answers(self._core, sheets)
        columns = self._columns(counted, sheets.size)
        self._keep_for(tuple(map(len, columns)))
        kept = self._kept
        clashing = _places(counted.crowd.everyone & ~counted.possible)
        for person, key in enumerate(zip(*(each for column in columns for each in column), strict=True)):
            if person in clashing:
                yield self._clash(sheets, person)
                continue
            advice = kept.get(key)
            if advice is None:
                advice = kept[key] = self._read(key)
            yield advice

    def _columns(self, counted: Counted, size: int) -> list[list[bytes]]:
        """Return the numbers of the verdicts, person by person: rankings, what they hang on, then funding."""
        usual, filled = take_as_usual(self._core, counted), assume_left_out(self._core, counted)
        likely, likely_filled = otherwise(usual, counted), otherwise(usual, filled)
        rankings, certain, paying = [], [], []
        for ranking, certainty in zip(self._rankings, self._certain, strict=True):
            groups = ranking.groups(likely, counted.possible)
            people = sum(here for _, here in groups)
            rankings.append(numbers_of(groups, size))
            certain.append(numbers_of(certainty.groups(counted.crowd, people), size))
            if ranking.offer.id in self._paying:
                decisions = self._paying[ranking.offer.id].groups(filled, likely_filled, people)
                paying.append(numbers_of(decisions, size))
        return [*rankings, *certain, *paying]

    def _keep_for(self, widths: tuple[int, ...]) -> None:
        """Forget what is kept where the numbers now take more columns, or where it has become too much."""
        if widths != self._widths or len(self._kept) > _MOST_KEPT:
            self._kept.clear()
            self._lines.clear()
        self._widths = widths

    def _read(self, key: tuple[int, ...]) -> Advice:
        numbers, at = list(key), 0
        if len(numbers) != len(self._widths):
            numbers = []
            for width in self._widths:
                numbers.append(int.from_bytes(bytes(key[at : at + width]), "little"))
                at += width
        count = len(self._rankings)
        funding = {
            id: paying.verdicts[number]
            for (id, paying), number in zip(self._paying.items(), numbers[2 * count :], strict=True)
            if number
        }
        found = []
        for at, ranking in enumerate(self._rankings):
            rank = ranking.verdicts[numbers[at]] if numbers[at] else None
            if rank is not None:
                hangs_on = self._certain[at].verdicts[numbers[count + at]]
                found.append((rank, hangs_on, funding.get(ranking.offer.id)))
        found.sort(key=lambda each: each[0])
        return Advice(
            tuple(
                self._line(rule, rank, hangs_on, paid)
                for rank, ((_, rule), hangs_on, paid) in enumerate(found, start=1)
            )
        )

    def _line(self, rule: int, rank: int, hangs_on: tuple[str, ...] | None, funding: Funding | None) -> Line:
        key = (rule, rank, hangs_on, id(funding))
        line = self._lines.get(key)
        if line is None:
            certainty: Literal["certain", "possible"] = "certain" if hangs_on is None else "possible"
            told = suggestion(self._core, rule, rank, certainty=certainty, facts=(), hangs_on=hangs_on or ())
            line = self._lines[key] = Line(told, funding)
        return line

    def _clash(self, sheets: Sheets, person: int) -> Advice:
        try:
            situate(self._core, sheets.answers_of(person))
        except UsageError as error:
            return Advice((), error.message)
        raise AssertionError("somebody can be like that after all")


def _places(people: int) -> frozenset[int]:
    """Return the places of the people in a set, which are few."""
    digits = f"{people:b}"[::-1]
    return frozenset(at for at, digit in enumerate(digits) if digit == "1")
