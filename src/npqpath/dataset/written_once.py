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
from npqpath.dataset.qualifications import ANY_NPQ, ChangedRow, Cohort, FundingRow, QualificationsFile
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
    is_taken_over: bool = False


def with_whole_tables(tree: Tree, file: QualificationsFile) -> tuple[Tree, QualificationsFile, list[Problem]]:
    """Return the file in which each start has its whole funding table, and what is wrong with the parts."""
    problems: list[Problem] = []
    every = _rows(file.every_start, tree.root.follow(("every_start",)))
    tables: dict[str, list[_Row]] = {}
    cohorts, spots = [], []
    for index, cohort in enumerate(file.cohorts):
        spot, like = tree.root.follow(("cohorts", index)), cohort.like
        if like is not None and like not in tables:
            message, hint = f'There is no start "{like}" before this one.', did_you_mean(like, list(tables))
            problems.append(Problem(spot.follow(("like",)).place, "NP128", message, hint))
            rows = []
        else:
            rows = _whole_table(cohort, spot, tables[like] if like else every, problems)
        tables.setdefault(cohort.id, rows)
        cohorts.append(replace(cohort, funding=tuple(each.row for each in rows), drop=(), change=(), add=()))
        own = spot.below.get("funding") or spot.below.get("like") or spot
        below = {**spot.below, "funding": own.with_items(each.spot for each in rows)}
        spots.append(spot.with_below(below))
    whole = tree.root.follow(("cohorts",)).with_items(spots)
    tree = replace(tree, root=tree.root.with_below({**tree.root.below, "cohorts": whole}))
    return tree, replace(file, cohorts=tuple(cohorts), every_start=()), problems


def _rows(rows: tuple[FundingRow, ...], spot: Spot) -> list[_Row]:
    return [_Row(row, spot.follow((number,))) for number, row in enumerate(rows)]


def _whole_table(cohort: Cohort, spot: Spot, base: list[_Row], problems: list[Problem]) -> list[_Row]:
    """Return the rows of a start: those of `base` as it changes them, then its own."""
    rows = [replace(each, is_taken_over=True) for each in base]

    def problem(at: tuple[str | int, ...], message: str, hint: str | None) -> None:
        problems.append(Problem(spot.follow(at).place, "NP128", message, hint))

    def find(id: str, *at: str | int) -> Iterator[int]:
        """Yield the number of the row with this id, which `at` names; nothing where there is none."""
        ids = [each.row.id for each in rows]
        if id in ids:
            yield ids.index(id)
        else:
            problem(at, f'"{cohort.like or "every_start"}" has no row "{id}".', did_you_mean(id, ids))

    for number, id in enumerate(cohort.drop):
        for place in find(id, "drop", number):
            del rows[place]
    for number, change in enumerate(cohort.change):
        for place in find(change.id, "change", number, "id"):
            said = {name: value for name in _names(ChangedRow) if (value := getattr(change, name))}
            own = spot.follow(("change", number))
            own = own.with_below({**rows[place].spot.below, **own.below})
            rows[place] = _Row(replace(rows[place].row, **said), own, is_taken_over=not change.only_for)
    for number, added in enumerate(cohort.add):
        for place in find(added.before, "add", number, "before"):
            row = FundingRow(**{name: getattr(added, name) for name in _names(FundingRow)})
            rows.insert(place, _Row(row, spot.follow(("add", number))))
    if cohort.like is not None and cohort.funding:
        hint = "Say what is different under `drop`, `change` and `add`, and take `funding` away."
        problem(("like",), f'"{cohort.id}" has the table of "{cohort.like}" and one of its own.', hint)
    fitting = (fit for each in rows for fit in _fitting(each, cohort.offers))
    return [*fitting, *_rows(cohort.funding, spot.follow(("funding",)))]


def _names(model: type) -> list[str]:
    return [each.name for each in fields(model)]


def _fitting(each: _Row, offers: tuple[str, ...]) -> Iterator[_Row]:
    """Yield a row about what a start offers; nothing where it takes the row over and offers none of it."""
    about = each.row.only_for
    kept = [number for number, id in enumerate(about) if id in offers]
    if not each.is_taken_over or len(kept) == len(about):
        yield each
    elif kept:
        whole = each.spot.below["only_for"]
        items = whole.with_items(whole.follow((number,)) for number in kept)
        spot = each.spot.with_below({**each.spot.below, "only_for": items})
        yield replace(each, row=replace(each.row, only_for=tuple(about[at] for at in kept)), spot=spot)
