"""Days: when pages were read, the days of starts, versions of facts, and rules that begin or end on a day.

What must hold on every day is proved once for each stretch of days with its own rules. Most data sets have
one such stretch. Only rules count: new words for a fact change no proof.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from npqpath.dataset.catalogue import Catalogue, Dated, Span, absent_on, has_days, on_day, spans, turning_days
from npqpath.dataset.model_fields import hints_of
from npqpath.dataset.pathways import Activity, Event, Rule
from npqpath.dataset.qualifications import Cohort, Fact
from npqpath.rules.decision_diagram import NOBODY
from npqpath.validate.findings import Finding, say
from npqpath.words import day as in_words
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.dataset.overlays import Overlay
    from npqpath.errors import Place
    from npqpath.validate.checks import ProofCheck
    from npqpath.validate.findings import DataSet
    from npqpath.validate.proof_context import ProofContext


STALE_MONTHS = 12
"""A source that was read longer ago than this should be read again."""
_FIRST_YEAR = 1990
"""No day before this year says anything to a teacher of today."""
_YEARS_AHEAD = {Cohort: 3, Event: 3}
"""How many years ahead a day of such a part can lie: DfE announces a start some months before it."""
_MOST_YEARS_AHEAD = 10
_MOST_NAMES = 3
_DAY = dt.timedelta(days=1)

_ORDER = (
    ("starts_from", "starts_until", "the last day of starts is before the first"),
    ("registration_opens", "registration_closes", "registration closes before it opens"),
    ("announced", "registration_opens", "the rules were announced after registration opened"),
    ("announced", "registration_closes", "the rules were announced after registration closed"),
    ("announced", "starts_until", "the rules were announced after the last start"),
    ("registration_opens", "starts_until", "registration opens after the last start"),
    ("registration_closes", "starts_until", "registration closes after the last start"),
)
"""Two days of a cohort of which the first may not be later, and what is wrong if it is."""


def check_dates(data: DataSet) -> Iterable[Finding]:
    """Yield the days that are too old, in the future, or out of order."""
    yield from _check_files(data)
    yield from _check_years(data)
    cohorts = data.catalogue.qualifications.cohorts
    for index, cohort in enumerate(cohorts):
        yield from _check_cohort(data, index, cohort)
    yield from _check_neighbours(data)
    yield from _check_news(data)
    if cohorts and (newest := cohorts[-1]).starts_until < data.on:
        last = in_words(newest.starts_until)
        place = data.place("qualifications", ("cohorts", len(cohorts) - 1, "starts_until"))
        yield say("NP402", place, start=newest.id, last=last)


def months_between(start: dt.date, end: dt.date) -> int:
    """Return the number of whole months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _check_files(data: DataSet) -> Iterator[Finding]:
    for file, whole in data.wholes():
        what = "This file as a whole was last checked"
        yield from check_reading(data.place(file, ("checked",)), whole.checked, data.on, what)
        old: dict[dt.date, list[str]] = {}
        for id, source in whole.sources.items():
            old.setdefault(source.checked, []).append(id)
        for day, ids in old.items():
            more = len(ids) - _MOST_NAMES
            names = listed([*ids[:_MOST_NAMES], f"{more} more"] if more > 0 else ids)
            what = "This source was last checked" if len(ids) == 1 else "These sources were last checked"
            place = data.place(file, ("sources", ids[0], "checked"))
            yield from check_reading(place, day, data.on, what, names)


def check_reading(place: Place, day: dt.date, on: dt.date, what: str, names: str = "") -> Iterator[Finding]:
    """Yield that something was checked too long ago, or on a day to come; `names` are what it is about."""
    if day > on:
        yield say("NP404", place, day=in_words(day))
    elif (months := months_between(day, on)) >= STALE_MONTHS:
        names = f": {names}" if names else ""
        yield say("NP401", place, what=what, day=in_words(day), months=months, names=names)


def check_overlay_days(overlay: Overlay, on: dt.date) -> Iterator[Finding]:
    """Yield that the overlay was not looked at for long, or on a day to come, and which events are over."""
    about = overlay.tree.place(("about", "checked"))
    yield from check_reading(about, overlay.model.about.checked, on, "This overlay was last checked")
    for index, event in enumerate(overlay.model.events):
        if event.starts < on:
            where = overlay.tree.place(("events", index, "starts"))
            yield say("NP701", where, name=event.name, day=in_words(event.starts))


def _check_years(data: DataSet) -> Iterator[Finding]:
    """Yield the days that are many years off."""
    for file, loc, part in data.parts:
        for name in _far(data, part):
            yield say("NP414", data.place(file, (*loc, name)), day=in_words(getattr(part, name)))


def _far(data: DataSet, part: object) -> Iterator[str]:
    """Yield the fields of a part whose day is many years off, seen from the day on which it was checked."""
    model: type = type(part)
    now = max(data.on, *(whole.checked for _, whole in data.wholes()))
    last = now.year + _YEARS_AHEAD.get(model, _MOST_YEARS_AHEAD)
    for name, day in _days(part):
        if name != "checked" and not _FIRST_YEAR <= day.year <= last:
            yield name


def _days(part: object) -> Iterator[tuple[str, dt.date]]:
    model: type = type(part)
    days = ((name, getattr(part, name)) for name, hint in hints_of(model).items() if hint is dt.date)
    yield from ((name, day) for name, day in days if day is not None)


def _check_cohort(data: DataSet, index: int, cohort: Cohort) -> Iterator[Finding]:
    """Yield the days of a cohort that are out of order; a day that is told once is not told again.

    Of two, the one that is further from the other days of the cohort is most likely the wrong one.
    """
    told = {*_far(data, cohort)}
    days = sorted(day for _, day in _days(cohort))
    middle = days[len(days) // 2]
    for earlier, later, fault in _ORDER:
        one, other = getattr(cohort, earlier), getattr(cohort, later)
        if one is None or other is None or one <= other or told & {earlier, later}:
            continue
        told |= {earlier, later}
        words: dict[str, Any] = {"start": cohort.id, "fault": fault, "earlier": earlier, "later": later}
        odd = earlier if abs(one - middle) > abs(other - middle) else later
        place = data.place("qualifications", ("cohorts", index, odd))
        yield say("NP405", place, day=in_words(other), other=in_words(one), **words)


def _check_neighbours(data: DataSet) -> Iterator[Finding]:
    for index, (earlier, later) in enumerate(pairwise(data.catalogue.qualifications.cohorts), start=1):
        place = data.place("qualifications", ("cohorts", index, "starts_from"))
        if later.starts_from < earlier.starts_from:
            yield say("NP403-order", place, later=later.id, earlier=earlier.id)
        elif later.starts_from <= earlier.starts_until:
            day, until = in_words(later.starts_from), in_words(earlier.starts_until)
            yield say("NP403-overlap", place, later=later.id, day=day, earlier=earlier.id, until=until)


def _check_news(data: DataSet) -> Iterator[Finding]:
    """Yield the texts that a start in the data has made false, and starts of which nobody has read."""
    catalogue = data.catalogue
    for file, loc, part in data.parts:
        if isinstance(part, Fact) and part.waits_for in catalogue.cohorts_by_id:
            yield say("NP411", data.place(file, (*loc, "waits_for")), start=part.waits_for)
    checked, starts = catalogue.qualifications.checked, catalogue.qualifications.cohorts
    for index, cohort in enumerate(starts):
        if index == len(starts) - 1 and cohort.announced is not None and checked < cohort.announced:
            place = data.place("qualifications", ("checked",))
            yield say("NP412-file", place, day=in_words(checked), start=cohort.id)
        read = [catalogue.source(id).checked for id in cohort.sources if id in catalogue.sources_by_id]
        if cohort.announced is not None and read and max(read) < cohort.announced:
            place = data.place("qualifications", ("cohorts", index, "sources"))
            yield say("NP412-pages", place, start=cohort.id, day=in_words(cohort.announced))
        yield from _check_other_names(data, index)


def _check_other_names(data: DataSet, index: int) -> Iterator[Finding]:
    """Yield the texts of a start that name another one: most often they were true of that one."""
    cohorts = data.catalogue.qualifications.cohorts
    own = cohorts[index]
    names = [each.name for each in cohorts if each.name not in own.name and own.name not in each.name]
    texts = [(("notes", number, "text"), note.text) for number, note in enumerate(own.notes)]
    for number, row in enumerate(own.funding):
        at = ("funding", number)
        texts += [((*at, "because"), row.because), ((*at, "next"), row.next or "")]
    for below, text in texts:
        for name in names:
            if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
                place = data.place("qualifications", ("cohorts", index, *below))
                yield say("NP413", place, start=own.id, name=name)


def check_versions(data: DataSet) -> Iterable[Finding]:
    """Yield the versions that overlap, leave days out or are over, and last days before the first."""
    for file, loc, part in data.parts:
        if isinstance(part, Dated) and has_days(part):
            later = () if isinstance(part, Rule) else part.then
            ways = [loc, *((*loc, "then", number) for number in range(len(later)))]
            places = [data.place(file, (*way, "holds_until")) for way in ways]
            firsts = [data.place(file, (*way, "holds_from")) for way in ways]
            written = [Span(each.holds_from, each.holds_until) for each in (part, *later)]
            faults = [*_check_each(zip(places, written, strict=True))]
            faults += _check_order(zip(firsts, written, strict=True))
            yield from faults
            if not faults and not isinstance(part, Rule):
                yield from _check_expiry(data, places[-1], part)


def check_endings(context: ProofContext) -> Iterable[Finding]:
    """Yield the rules after whose last day somebody gets their suggestion from no rule any more."""
    for index, rule in enumerate(context.rules):
        if rule.holds_until and rule.suggest not in absent_on(context.catalogue, rule.holds_until + _DAY):
            yield from _check_ending(context, index, rule, rule.holds_until)


def _check_each(versions: Iterable[tuple[Place, Span]]) -> Iterator[Finding]:
    for place, span in versions:
        if span.first is not None and span.last is not None and span.last < span.first:
            yield say("NP408", place, last=in_words(span.last), first=in_words(span.first))


def _check_order(versions: Iterable[tuple[Place, Span]]) -> Iterator[Finding]:
    for (_, above), (place, span) in pairwise(versions):
        begins, last = span.first, above.last
        if begins is None:
            continue
        if above.first is not None and begins <= above.first:
            yield say("NP406-order", place, day=in_words(begins))
        elif last is not None and last >= begins:
            day, before = in_words(begins), begins - _DAY
            yield say("NP406-overlap", place, day=day, last=in_words(last), before=before)
        elif last is not None and last + _DAY < begins and (above.first is None or above.first <= last):
            yield say("NP407", place, last=in_words(last), day=in_words(begins), after=last + _DAY)


def _check_expiry(data: DataSet, place: Place, dated: Fact) -> Iterator[Finding]:
    last = spans(dated)[-1].last
    if last is not None and last < data.on:
        what = "This activity was" if isinstance(dated, Activity) else "This was"
        yield say("NP409", place, what=what, last=in_words(last))


def _check_ending(context: ProofContext, index: int, rule: Rule, last: dt.date) -> Iterator[Finding]:
    if rule.holds_from is not None and rule.holds_from > last:
        return
    day = last + _DAY
    after = [
        node
        for each, node in zip(context.rules, context.core.rules, strict=True)
        if each.suggest == rule.suggest and day in spans(each)[0]
    ]
    left = context.outside(context.core.rules[index], after)
    if left != NOBODY:
        whole = left == context.real(context.core.rules[index])
        who = "nobody whom it matches gets" if whole else "not all whom it matches get"
        place, cause = context.place("pathways", ("rules", index, "holds_until")), context.rule_place(index)
        words: dict[str, Any] = {"rule": rule.id, "suggestion": rule.suggest, "who": who, "day": day}
        yield say("NP410", place, example=context.example(left), cause=cause, last=in_words(last), **words)


def findings_over_time(
    context: ProofContext, every_day: Sequence[ProofCheck], today: Sequence[ProofCheck]
) -> Iterator[Finding]:
    """Yield what the checks find under the rules of each day, from the day of the data set on.

    Those of `today` look at this day alone. Of what comes later only errors are told, with their day: rules
    that are not needed then are told when the day has come. A fault of today is not told again.
    """
    told: set[tuple[str, Place]] = set()
    for first, standing in _stretches(context):
        checks = every_day if first is not None else (*every_day, *today)
        found = [finding for check in checks for finding in check(standing)]
        new = [finding for finding in found if (finding.code, finding.place) not in told]
        told |= {(finding.code, finding.place) for finding in new}
        if first is None:
            yield from new
        else:
            yield from (_later(context, finding, first) for finding in new if finding.severity == "error")


def _stretches(context: ProofContext) -> Iterator[tuple[dt.date | None, ProofContext]]:
    """Yield the data set as it stands now, with None, and from each day on that changes its rules."""
    last: list[int] | None = None
    for day in (context.on, *(day for day in turning_days(context.catalogue) if day > context.on)):
        gone = absent_on(context.catalogue, day)
        rules = enumerate(context.rules)
        kept = [index for index, rule in rules if _counts(rule, day) and rule.suggest not in gone]
        if kept != last:
            yield (None if last is None else day), _standing(context, kept, day)
        last = kept


def _counts(rule: Rule, day: dt.date) -> bool:
    """Return whether a rule counts on a day; one that ends before it begins is told, and counts always."""
    span = spans(rule)[0]
    return day in span or (span.first is not None and span.last is not None and span.last < span.first)


def _standing(context: ProofContext, kept: list[int], day: dt.date) -> ProofContext:
    """Return the data set on a day, on which the rules with these numbers count; its places stay."""
    if len(kept) == len(context.rules):
        return context
    rules = tuple(replace(context.rules[index], holds_from=None, holds_until=None) for index in kept)
    pathways = replace(context.catalogue.pathways, rules=rules)
    catalogue = on_day(Catalogue(context.catalogue.qualifications, pathways, ""), day)
    tree = context.pathways.with_items("rules", kept)
    return replace(context, catalogue=catalogue, pathways=tree, on=day)


def _later(context: ProofContext, finding: Finding, day: dt.date) -> Finding:
    """Return what is found from a day on; a rule that ended the day before is most likely to blame."""
    ended = [index for index, rule in enumerate(context.rules) if rule.holds_until == day - _DAY]
    hint = finding.hint
    if ended:
        names = listed(context.names(ended))
        hint = f"It begins as {names} end{'s' if len(ended) == 1 else ''}. {hint or ''}".rstrip()
    cause = context.rule_place(ended[0]) if len(ended) == 1 else None
    message = f"From {in_words(day)} on: {finding.message}"
    return replace(finding, message=message, hint=hint, cause=cause)
