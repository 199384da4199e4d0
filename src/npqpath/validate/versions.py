"""Versions: what a fact says now and later, and rules that begin or end on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from npqpath.catalogue.pathways import Activity, Rule
from npqpath.catalogue.validity import Dated, has_days, spans
from npqpath.logic.diagram import NOBODY
from npqpath.validate.dates import in_words
from npqpath.validate.findings import Finding
from npqpath.validate.ground import Ground

if TYPE_CHECKING:
    from npqpath.catalogue.reading import Loc
    from npqpath.validate.findings import DataSet
    from npqpath.validate.parts import File

_DAY = dt.timedelta(days=1)


def check_versions(data: DataSet) -> Iterable[Finding]:
    """Yield the versions that overlap, leave days out or are over, and last days before the first."""
    for file, loc, part in data.parts:
        if isinstance(part, Dated) and has_days(part):
            faults = [*_check_each(data, file, loc, part), *_check_neighbours(data, file, loc, part)]
            yield from faults
            if not faults and not isinstance(part, Rule):
                yield from _check_expiry(data, file, loc, part)


def check_endings(data: DataSet, told: Collection[int]) -> Iterable[Finding]:
    """Yield the rules after whose last day somebody gets their suggestion from no rule any more.

    What becomes of those in `told`, by their numbers, has been told already.
    """
    ground = Ground(data)
    for index, rule in enumerate(ground.rules):
        if rule.holds_until is not None and index not in told:
            yield from _check_ending(ground, index, rule, rule.holds_until)


def _ways(loc: Loc, one: Dated) -> list[Loc]:
    """Return the way to something and to each version after it."""
    later = 0 if isinstance(one, Rule) else len(one.then)
    return [loc, *((*loc, "then", number) for number in range(later))]


def _written(one: Dated) -> list[tuple[dt.date | None, dt.date | None]]:
    later = () if isinstance(one, Rule) else one.then
    return [(each.holds_from, each.holds_until) for each in (one, *later)]


def _check_each(data: DataSet, file: File, loc: Loc, one: Dated) -> Iterator[Finding]:
    for way, (first, last) in zip(_ways(loc, one), _written(one), strict=True):
        if first is not None and last is not None and last < first:
            message = f"The last day, {in_words(last)}, is before the first, {in_words(first)}."
            place = data.place(file, (*way, "holds_until"))
            yield Finding(place, "NP408", "error", message, "Correct `holds_from` or `holds_until`.")


def _check_neighbours(data: DataSet, file: File, loc: Loc, one: Dated) -> Iterator[Finding]:
    rows = list(zip(_ways(loc, one), _written(one), strict=True))
    for (_, (first, last)), (way, (begins, _)) in pairwise(rows):
        if begins is None:
            continue
        place = data.place(file, (*way, "holds_from"))
        before = begins - _DAY
        if first is not None and begins <= first:
            message = f"This version begins on {in_words(begins)}, not after the one above it."
            yield Finding(place, "NP406", "error", message, "Put the versions in the order of their days.")
        elif last is not None and last >= begins:
            message = (
                f"This version begins on {in_words(begins)}, "
                f"but the one above it lasts until {in_words(last)}."
            )
            hint = f"End that one on {before.isoformat()}, or take its `holds_until` away."
            yield Finding(place, "NP406", "error", message, hint)
        elif last is not None and last < before and (first is None or first <= last):
            message = f"Nothing holds between {in_words(last)} and {in_words(begins)}."
            hint = f"Write {(last + _DAY).isoformat()} here, or take `holds_until` of the version above away."
            yield Finding(place, "NP407", "warning", message, hint)


def _check_expiry(data: DataSet, file: File, loc: Loc, one: Dated) -> Iterator[Finding]:
    last = spans(one)[-1].last
    if last is not None and last < data.on:
        what = "This activity was" if isinstance(one, Activity) else "This was"
        message = f"{what} true until {in_words(last)}, and nothing stands in its place."
        hint = "Read the source again. Write what is true now under `then`, or take this away."
        place = data.place(file, (*_ways(loc, one)[-1], "holds_until"))
        yield Finding(place, "NP409", "warning", message, hint)


def _check_ending(ground: Ground, index: int, rule: Rule, last: dt.date) -> Iterator[Finding]:
    if rule.holds_from is not None and rule.holds_from > last:
        return
    day = last + _DAY
    after = [
        node
        for each, node in zip(ground.rules, ground.core.rules, strict=True)
        if each.suggest == rule.suggest and day in spans(each)[0]
    ]
    left = ground.outside(ground.core.rules[index], after)
    if left != NOBODY:
        whole = left == ground.real(ground.core.rules[index])
        who = "nobody whom it matches gets" if whole else "not all whom it matches get"
        yield Finding(
            place=ground.data.place("pathways", ("rules", index, "holds_until")),
            code="NP410",
            severity="warning",
            message=f'The rule "{rule.id}" ends on {in_words(last)}, and then {who} {rule.suggest} any more.',
            hint=f"Add a rule that takes over with `holds_from: {day.isoformat()}`. If it should just end, "
            "allow this in a comment.",
            example=ground.example(left),
        )
