"""Checks over time: what must hold on every day is proved once for each stretch of days with its own rules.

Most data sets have one such stretch. Only rules count: new words for a fact change no proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from npqpath.advice.core import compile_core
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.merged_tree import Routes, merged_tree
from npqpath.catalogue.validity import on_day, spans, turning_days
from npqpath.validate.dates import in_words
from npqpath.validate.findings import Check, DataSet, Finding


def look_over_time(data: DataSet, always: Iterable[Check], today: Iterable[Check]) -> Iterator[Finding]:
    """Yield what the checks find under the rules of each day, from the day of the data set on.

    Those of `today` look at this day alone. Of what comes later only errors are told, with their day: rules
    that are not needed then are told when the day has come. A fault of today is not told again.
    """
    always, today, data = list(always), list(today), _with_sound_days(data)
    told: set[tuple[str, object]] = set()
    for first, stretch in _stretches(data):
        checks = always if first is not None else [*always, *today]
        found = [finding for check in checks for finding in check(stretch)]
        new = [one for one in found if (one.code, one.place) not in told]
        told |= {(one.code, one.place) for one in found}
        if first is None:
            yield from new
        else:
            yield from (_later(one, first) for one in new if one.severity == "error")


def standing_today(data: DataSet) -> DataSet:
    """Return the data set with the rules that count on its day."""
    return next(_stretches(_with_sound_days(data)))[1]


def _with_sound_days(data: DataSet) -> DataSet:
    """Return the data set in which a rule that ends before it begins counts always."""
    rules = data.catalogue.pathways.rules
    sound = tuple(
        replace(rule, holds_from=None, holds_until=None)
        if rule.holds_from and rule.holds_until and rule.holds_until < rule.holds_from
        else rule
        for rule in rules
    )
    if sound == rules:
        return data
    pathways = replace(data.catalogue.pathways, rules=sound)
    return replace(data, catalogue=Catalogue(data.catalogue.qualifications, pathways, ""))


def _stretches(data: DataSet) -> Iterator[tuple[dt.date | None, DataSet]]:
    """Yield the data set as it stands now, with None, and from each day on that changes its rules."""
    days = [day for day in turning_days(data.catalogue) if day > data.on]
    last: frozenset[int] | None = None
    for day in (data.on, *days):
        rules = data.catalogue.pathways.rules
        kept = frozenset(i for i, rule in enumerate(rules) if day in spans(rule)[0])
        if kept != last:
            yield (None if last is None else day), _standing(data, sorted(kept), day)
        last = kept


def _standing(data: DataSet, rules: list[int], day: dt.date) -> DataSet:
    """Return the data set on a day, on which the rules with these numbers count; its places stay."""
    if len(rules) == len(data.catalogue.pathways.rules):
        return data
    catalogue = on_day(data.catalogue, day)
    rulebook = read_rulebook(catalogue)
    routes: Routes = {("rules", new): (data.pathways, ("rules", old)) for new, old in enumerate(rules)}
    return replace(
        data,
        catalogue=catalogue,
        pathways=merged_tree(data.pathways, routes),
        rulebook=rulebook,
        core=compile_core(catalogue, rulebook),
        on=day,
    )


def _later(finding: Finding, day: dt.date) -> Finding:
    return replace(finding, message=f"From {in_words(day)} on: {finding.message}")
