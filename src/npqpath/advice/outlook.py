"""One person's advice in brief, to set what two data sets say to them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.answers import read_answers
from npqpath.advice.funding import decide_funding
from npqpath.advice.situation import make_person
from npqpath.advice.suggestions import suggest
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.core import CompiledRules

Saved: TypeAlias = Mapping[str, Mapping[str, object]]
"""Answers of people as they were read, by the name of the file or row that they stand in."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What somebody is told: names of suggestions, best first, and who would pay, by qualification."""

    suggestions: tuple[str, ...]
    funding: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SavedChange:
    """Somebody whose advice is another; `trouble` says why the new data set cannot read their answers.

    Where no data set can, there is neither `before` nor `after`.
    """

    name: str
    before: Outlook | None
    after: Outlook | None
    trouble: str | None = None


def look_ahead(core: CompiledRules, raw: Mapping[str, object], cohort: str | None) -> Outlook:
    """Return the advice for these answers, funding as in the cohort. Raises `UsageError` as reading does."""
    person = make_person(core, read_answers(raw, core.catalogue))
    funding: tuple[tuple[str, str], ...] = ()
    if cohort is not None:
        table = core.catalogue.cohort(cohort)
        decided = (decide_funding(person, table, id) for id in table.offers)
        funding = tuple((each.name, each.outcome) for each in decided)
    return Outlook(tuple(each.name for each in suggest(person)), funding)


def saved_changes(
    old: CompiledRules, new: CompiledRules, *, saved: Saved, cohort: str | None
) -> tuple[SavedChange, ...]:
    """Return whose advice changes, and whose answers neither data set can read, in the order of `saved`."""
    # Many rows of a roster give the same answers.
    known: dict[str, SavedChange | None] = {}
    found = []
    for name, raw in saved.items():
        key = repr(raw)
        if key not in known:
            known[key] = _change(old, new, raw=raw, cohort=cohort)
        change = known[key]
        if change is not None:
            found.append(SavedChange(name, change.before, change.after, change.trouble))
    return tuple(found)


def _change(
    old: CompiledRules, new: CompiledRules, *, raw: Mapping[str, object], cohort: str | None
) -> SavedChange | None:
    before, _ = _try(old, raw, cohort)
    after, trouble = _try(new, raw, cohort)
    return SavedChange("", before, after, trouble) if before != after or trouble else None


def _try(
    core: CompiledRules, raw: Mapping[str, object], cohort: str | None
) -> tuple[Outlook | None, str | None]:
    try:
        return look_ahead(core, raw, cohort), None
    except UsageError as error:
        return None, error.message
