"""Verdicts on many people: for each verdict, who it is for.

A verdict is worked out once for each group of people who are the same to it, by the functions that work it
out for one person: what is left of the nodes stands for the nodes, and what is left of those who can exist
for the person. Verdicts have numbers from 1 on; the same verdict has the same number for every crowd.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from npqpath.advice.funding import (
    Row,
    decided_funding,
    most_likely,
    not_offered,
    open_funding,
    reach_of,
    rows_of,
)
from npqpath.advice.situation import Person
from npqpath.advice.suggestions import Offer, best_rule, rank_of
from npqpath.logic.crowd import Sorter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from npqpath.advice.core import CompiledRules
    from npqpath.advice.funding import Funding, Reach
    from npqpath.advice.sheets import Counted
    from npqpath.catalogue.qualifications import Cohort
    from npqpath.logic.crowd import Crowd, Nodes, People

_MOST_KEPT = 500_000

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
            if len(self._known) > _MOST_KEPT:
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
