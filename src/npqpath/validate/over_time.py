"""Checks over time: what must hold on every day is proved once for each stretch of days with its own rules.

Most data sets have one such stretch. Only rules count: new words for a fact change no proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

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

_FAILS = "NP601"
_Key: TypeAlias = "tuple[str, Place]"
"""What two findings have in common if they are one, on whatever day."""


def look_over_time(data: DataSet, always: Iterable[Check], today: Iterable[Check]) -> Iterator[Finding]:
    """Yield what the checks find under the rules of each day, from the day of the data set on.

    Of what comes later only errors are told, with their day: rules that are not needed then are told when the
    day has come. A fault of today is not told again. A rule that ends is told by itself only where no error
    comes of it. Those of `today` look at this day alone, but that a test will no longer hold is worth a note
    where nothing else is told of its day: the change may be meant.
    """
    always, today, written = list(always), list(today), data
    data = _with_sound_days(data)
    told: set[_Key] = set()
    to_blame: set[int] = set()
    changing: list[Finding] = []
    for first, stretch in _stretches(data):
        checks = always if first is not None else [*always, *today]
        found = [finding for check in checks for finding in check(stretch)]
        new = [one for one in found if _key(one) not in told]
        told |= {_key(one) for one in found}
        if first is None:
            yield from new
        elif errors := [one for one in new if one.severity == "error"]:
            ended = _to_blame(data, first, errors, always)
            to_blame.update(ended)
            yield from (_later(data, one, first, ended) for one in errors)
        else:
            failing = {_key(one): one for check in today for one in check(stretch) if one.code == _FAILS}
            changing += [_no_longer(one, first) for key, one in failing.items() if key not in told]
            told |= failing.keys()
    endings = list(check_endings(written, told=to_blame))
    yield from endings or changing


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


def _to_blame(data: DataSet, day: dt.date, errors: list[Finding], checks: list[Check]) -> list[int]:
    """Return the rules that ended the day before and with which some of the errors would not be there."""
    rules = data.catalogue.pathways.rules
    ended = [i for i, rule in enumerate(rules) if rule.holds_until == day - dt.timedelta(days=1)]
    broken = {_key(one) for one in errors}

    def mends(kept: list[int]) -> bool:
        stretch = _lasting(data, kept, day)
        return not broken <= {_key(one) for check in checks for one in check(stretch)}

    alone = [i for i in ended if mends([i])]
    return alone or (ended if ended and mends(ended) else [])


def _lasting(data: DataSet, ended: list[int], day: dt.date) -> DataSet:
    """Return the data set on a day as if these rules had not ended."""
    rules = data.catalogue.pathways.rules
    lasting = tuple(replace(rule, holds_until=None) if i in ended else rule for i, rule in enumerate(rules))
    catalogue = _with_rules(data.catalogue, lasting)
    kept = [i for i, rule in enumerate(lasting) if day in spans(rule)[0]]
    return _standing(replace(data, catalogue=catalogue), kept, day)


def _later(data: DataSet, finding: Finding, day: dt.date, ended: list[int]) -> Finding:
    message, hint = f"From {in_words(day)} on: {finding.message}", finding.hint
    if ended:
        names = listed(Ground(data).names(ended))
        hint = f"It begins as {names} end{'s' if len(ended) == 1 else ''}. {hint or ''}".rstrip()
    return replace(finding, message=message, hint=hint, cause=None)


def _no_longer(finding: Finding, day: dt.date) -> Finding:
    """Return the note that a test of today will fail from a day on."""
    message = f"From {in_words(day)} on this will no longer hold. {finding.message}"
    hint = f"{finding.hint or ''} If the change is meant, change the test when the day has come.".lstrip()
    return replace(finding, code="NP604", severity="note", message=message, hint=hint)


def _key(finding: Finding) -> _Key:
    return finding.code, finding.place
