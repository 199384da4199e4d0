"""Checks over time: what must hold on every day is proved once for each stretch of days with its own rules.

Most data sets have one such stretch. Only rules count: new words for a fact change no proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.validity import on_day, spans, turning_days
from npqpath.validate.dates import in_words
from npqpath.validate.findings import Check, DataSet, Finding
from npqpath.validate.ground import Ground
from npqpath.validate.versions import check_endings

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Rule
    from npqpath.errors import Place


def look_over_time(data: DataSet, always: Iterable[Check], today: Iterable[Check]) -> Iterator[Finding]:
    """Yield what the checks find under the rules of each day, from the day of the data set on.

    Those of `today` look at this day alone. Of what comes later only errors are told, with their day: rules
    that are not needed then are told when the day has come. A fault of today is not told again, and neither
    is the one rule with whose end an error comes.
    """
    always, today, written = list(always), list(today), data
    data = _with_sound_days(data)
    told: set[tuple[str, Place]] = set()
    endings: set[int] = set()
    for first, stretch in _stretches(data):
        checks = always if first is not None else [*always, *today]
        found = [finding for check in checks for finding in check(stretch)]
        new = [one for one in found if (one.code, one.place) not in told]
        told |= {(one.code, one.place) for one in new}
        if first is None:
            yield from new
        elif errors := [one for one in new if one.severity == "error"]:
            ended = _ended(data, first)
            endings.update(ended if len(ended) == 1 else ())
            yield from (_later(data, one, first, ended) for one in errors)
    yield from check_endings(written, told=endings)


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
    return replace(data, catalogue=_with_rules(data.catalogue, sound))


def _with_rules(catalogue: Catalogue, rules: tuple[Rule, ...]) -> Catalogue:
    return Catalogue(catalogue.qualifications, replace(catalogue.pathways, rules=rules), "")


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
    pathways = data.pathways.with_items("rules", rules)
    return replace(data, catalogue=on_day(data.catalogue, day), pathways=pathways, on=day)


def _ended(data: DataSet, day: dt.date) -> list[int]:
    """Return the rules, by number, that ended the day before."""
    rules = data.catalogue.pathways.rules
    return [i for i, rule in enumerate(rules) if rule.holds_until == day - dt.timedelta(days=1)]


def _later(data: DataSet, finding: Finding, day: dt.date, ended: list[int]) -> Finding:
    message, hint = f"From {in_words(day)} on: {finding.message}", finding.hint
    if ended:
        names = listed(Ground(data).names(ended))
        hint = f"It begins as {names} end{'s' if len(ended) == 1 else ''}. {hint or ''}".rstrip()
    return replace(finding, message=message, hint=hint, cause=None)
