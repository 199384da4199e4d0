"""What is written once and stands in several places: rows of funding tables, and all NPQs.

A start can have the funding table of another one but for what it says itself, and `any NPQ` stands for every
NPQ in the list of a question. Both are filled in here, before anything looks at the data. Whatever is filled
in keeps the place where it is written, so that a fault in it is told there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from npqpath.dataset.near_miss import did_you_mean
from npqpath.dataset.qualifications import (
    ANY_NPQ,
    AddedRow,
    ChangedRow,
    Cohort,
    FundingRow,
    QualificationsFile,
)
from npqpath.errors import Problem

if TYPE_CHECKING:
    from npqpath.dataset.pathways import Question
    from npqpath.dataset.yaml_reader import Spot, Tree


def with_every_npq(question: Question, spot: Spot, npqs: tuple[str, ...]) -> tuple[Question, Spot]:
    """Return a question, and where it stands, whose list names each NPQ where it says `any NPQ`."""
    if ANY_NPQ not in question.of:
        return question, spot
    pairs = [
        (id, number)
        for number, word in enumerate(question.of)
        for id in (npqs if word == ANY_NPQ else (word,))
    ]
    whole = spot.below["of"]
    items = whole.with_items(whole.follow((number,)) for _, number in pairs)
    return replace(question, of=tuple(id for id, _ in pairs)), spot.with_below({**spot.below, "of": items})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and where it stands. One that a start takes over is about what the start offers."""

    row: FundingRow
    spot: Spot
    is_taken_over: bool

    def taken_over(self) -> _Row:
        return replace(self, is_taken_over=True)


def with_whole_tables(tree: Tree, file: QualificationsFile) -> tuple[Tree, QualificationsFile, list[Problem]]:
    """Return the file in which each start has its whole funding table, and what is wrong with the parts."""
    problems: list[Problem] = []
    every = _rows(file.every_start, tree.root.follow(("every_start",)))
    tables: dict[str, list[_Row]] = {}
    cohorts, spots = [], []
    for index, cohort in enumerate(file.cohorts):
        spot = tree.root.follow(("cohorts", index))
        table = _Table(cohort, spot, tables, every)
        rows = table.rows()
        problems += table.problems
        tables.setdefault(cohort.id, rows)
        cohorts.append(replace(cohort, funding=tuple(each.row for each in rows), drop=(), change=(), add=()))
        own = spot.below.get("funding") or spot.below.get("like") or spot
        below = {**spot.below, "funding": own.with_items(each.spot for each in rows)}
        spots.append(spot.with_below(below))
    whole = tree.root.follow(("cohorts",)).with_items(spots)
    tree = replace(tree, root=tree.root.with_below({**tree.root.below, "cohorts": whole}))
    return tree, replace(file, cohorts=tuple(cohorts), every_start=()), problems


def _rows(rows: tuple[FundingRow, ...], spot: Spot) -> list[_Row]:
    return [_Row(row, spot.follow((number,)), is_taken_over=False) for number, row in enumerate(rows)]


class _Table:
    """The funding table of a start, put together; `problems` are the parts that do not fit."""

    def __init__(self, cohort: Cohort, spot: Spot, tables: dict[str, list[_Row]], every: list[_Row]) -> None:
        self.problems: list[Problem] = []
        self._cohort = cohort
        self._spot = spot
        self._tables = tables
        self._every = every

    def rows(self) -> list[_Row]:
        """Return the rows in their order."""
        rows = self._dropped([each.taken_over() for each in self._base()])
        for number, change in enumerate(self._cohort.change):
            rows = self._changed(rows, change, self._spot.follow(("change", number)))
        for number, added in enumerate(self._cohort.add):
            rows = self._added(rows, added, self._spot.follow(("add", number)))
        own = _rows(self._cohort.funding, self._spot.follow(("funding",)))
        return [*(fit for each in rows for fit in self._fitting(each)), *own]

    def _base(self) -> list[_Row]:
        like = self._cohort.like
        if like is None:
            return self._every
        at = self._spot.follow(("like",))
        if like not in self._tables:
            message = f'There is no start "{like}" before this one.'
            self._problem(at, message, did_you_mean(like, list(self._tables)))
        elif self._cohort.funding:
            hint = "Say what is different under `drop`, `change` and `add`, and take `funding` away."
            self._problem(at, f'"{self._cohort.id}" has the table of "{like}" and one of its own.', hint)
        return self._tables.get(like, [])

    def _dropped(self, rows: list[_Row]) -> list[_Row]:
        for number, id in enumerate(self._cohort.drop):
            self._find(rows, id, self._spot.follow(("drop", number)))
        return [each for each in rows if each.row.id not in self._cohort.drop]

    def _changed(self, rows: list[_Row], change: ChangedRow, spot: Spot) -> list[_Row]:
        at = self._find(rows, change.id, spot.follow(("id",)))
        if at is None:
            return rows
        said = {each.name: getattr(change, each.name) for each in fields(change)}
        row = replace(rows[at].row, **{name: value for name, value in said.items() if value})
        below = {**rows[at].spot.below, **spot.below}
        changed = _Row(row, spot.with_below(below), is_taken_over=not change.only_for)
        return [*rows[:at], changed, *rows[at + 1 :]]

    def _added(self, rows: list[_Row], added: AddedRow, spot: Spot) -> list[_Row]:
        at = self._find(rows, added.before, spot.follow(("before",)))
        said = {each.name: getattr(added, each.name) for each in fields(FundingRow)}
        row = _Row(FundingRow(**said), spot, is_taken_over=False)
        return rows if at is None else [*rows[:at], row, *rows[at:]]

    def _fitting(self, each: _Row) -> Iterator[_Row]:
        """Yield the row about what the start offers; nothing where that is nothing."""
        offers, about = self._cohort.offers, each.row.only_for
        kept = [number for number, id in enumerate(about) if id in offers]
        if not each.is_taken_over or len(kept) == len(about):
            yield each
        elif kept:
            whole = each.spot.below["only_for"]
            items = whole.with_items(whole.follow((number,)) for number in kept)
            spot = each.spot.with_below({**each.spot.below, "only_for": items})
            yield replace(each, row=replace(each.row, only_for=tuple(about[at] for at in kept)), spot=spot)

    def _find(self, rows: list[_Row], id: str, spot: Spot) -> int | None:
        """Return the number of a row, and None where there is none, which is a problem at the spot."""
        ids = [each.row.id for each in rows]
        if id in ids:
            return ids.index(id)
        source = self._cohort.like or "every_start"
        if self._cohort.like in (None, *self._tables):
            self._problem(spot, f'"{source}" has no row "{id}".', did_you_mean(id, ids))
        return None

    def _problem(self, spot: Spot, message: str, hint: str | None) -> None:
        self.problems.append(Problem(spot.place, "NP128", message, hint))
