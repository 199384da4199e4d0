"""Dates: facts that nobody has looked at for a while, and starts whose days do not fit together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from npqpath.advice.phrases import listed
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.facts import Source
    from npqpath.catalogue.qualifications import Cohort
    from npqpath.catalogue.reading import Loc
    from npqpath.validate.findings import DataSet
    from npqpath.validate.parts import File

STALE_MONTHS = 12
"""A source that was read longer ago than this should be read again."""
_MOST_NAMES = 3

_ORDER = (
    ("starts_from", "starts_until", "the last day of starts is before the first"),
    ("registration_opens", "registration_closes", "registration closes before it opens"),
    ("announced", "registration_closes", "the rules were announced after registration closed"),
    ("announced", "starts_until", "the rules were announced after the last start"),
    ("registration_opens", "starts_until", "registration opens after the last start"),
    ("registration_closes", "starts_until", "registration closes after the last start"),
)
"""Two days of a cohort of which the first may not be later, and what is wrong if it is."""


def check_dates(data: DataSet) -> Iterable[Finding]:
    """Yield the days that are too old, in the future, or out of order."""
    yield from _check_files(data)
    yield from _check_sources(data)
    cohorts = data.catalogue.qualifications.cohorts
    for index, cohort in enumerate(cohorts):
        yield from _check_cohort(data, index, cohort)
    yield from _check_neighbours(data)
    if cohorts and (newest := cohorts[-1]).starts_until < data.on:
        last = in_words(newest.starts_until)
        message = f"The newest cohort, {newest.id}, started by {last}. No later start is listed."
        hint = "Add the next cohort once DfE announces it. Until then, keep `next_cohort` up to date."
        place = data.place("qualifications", ("cohorts", len(cohorts) - 1, "starts_until"))
        yield Finding(place, "NP402", "note", message, hint)


def months_between(start: dt.date, end: dt.date) -> int:
    """Return the number of whole months from one day to a later one."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def in_words(day: dt.date) -> str:
    """Return a day as people write it, such as 21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _check_files(data: DataSet) -> Iterator[Finding]:
    days: dict[File, dt.date] = {
        "qualifications": data.catalogue.qualifications.checked,
        "pathways": data.catalogue.pathways.checked,
    }
    for file, day in days.items():
        if day > data.on:
            yield _in_future(data, file, ("checked",), day)
        elif months_between(day, data.on) >= STALE_MONTHS:
            yield _stale(data, file, ("checked",), day, "This file as a whole was last checked")


def _check_sources(data: DataSet) -> Iterator[Finding]:
    books: dict[File, dict[str, Source]] = {
        "qualifications": data.catalogue.qualifications.sources,
        "pathways": data.catalogue.pathways.sources,
    }
    for file, sources in books.items():
        old: dict[dt.date, list[str]] = {}
        for id, source in sources.items():
            if source.checked > data.on:
                yield _in_future(data, file, ("sources", id, "checked"), source.checked)
            elif months_between(source.checked, data.on) >= STALE_MONTHS:
                old.setdefault(source.checked, []).append(id)
        for day, ids in old.items():
            more = len(ids) - _MOST_NAMES
            names = [*ids[:_MOST_NAMES], f"{more} more"] if more > 0 else ids
            was = "source was" if len(ids) == 1 else "sources were"
            what = f"{'This' if len(ids) == 1 else 'These'} {was} last checked"
            yield _stale(data, file, ("sources", ids[0], "checked"), day, what, listed(names))


def _stale(data: DataSet, file: File, loc: Loc, day: dt.date, what: str, names: str = "") -> Finding:
    months = months_between(day, data.on)
    message = f"{what} on {in_words(day)}, {months} months ago{f': {names}' if names else ''}."
    hint = "Read the page again, put right what has changed, and write today's date under `checked`."
    return Finding(data.place(file, loc), "NP401", "warning", message, hint)


def _in_future(data: DataSet, file: File, loc: Loc, day: dt.date) -> Finding:
    message = f"The day {in_words(day)} has not come yet, so nobody can have checked this then."
    return Finding(
        data.place(file, loc), "NP404", "error", message, "Write the day on which it was last read."
    )


def _check_cohort(data: DataSet, index: int, cohort: Cohort) -> Iterator[Finding]:
    """Yield the days of a cohort that are out of order; a day that is told once is not told again."""
    told: set[str] = set()
    for earlier, later, words in _ORDER:
        one, other = getattr(cohort, earlier), getattr(cohort, later)
        if one is None or other is None or one <= other or told & {earlier, later}:
            continue
        told |= {earlier, later}
        message = f"In {cohort.id} {words}: {in_words(other)} is before {in_words(one)}."
        place = data.place("qualifications", ("cohorts", index, later))
        yield Finding(place, "NP405", "error", message, f"Correct `{earlier}` or `{later}`.")


def _check_neighbours(data: DataSet) -> Iterator[Finding]:
    for index, (one, other) in enumerate(pairwise(data.catalogue.qualifications.cohorts), start=1):
        place = data.place("qualifications", ("cohorts", index, "starts_from"))
        if other.starts_from < one.starts_from:
            message = f"{other.id} starts before {one.id}, which is listed above it."
            yield Finding(place, "NP403", "error", message, "List the cohorts oldest first.")
        elif other.starts_from <= one.starts_until:
            message = (
                f"{other.id} starts on {in_words(other.starts_from)}, before the last start of {one.id}."
            )
            hint = f"Correct this day, or `starts_until` of {one.id} ({in_words(one.starts_until)})."
            yield Finding(place, "NP403", "error", message, hint)
