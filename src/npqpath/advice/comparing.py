"""Two data sets set against each other: who gets different advice, exactly, over all answer sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from npqpath.advice.answers import read_answers
from npqpath.advice.core import Core
from npqpath.advice.regions import boxes, conditions_of, example_of
from npqpath.advice.shared_space import Merged, merge
from npqpath.advice.situation import situate
from npqpath.advice.suggestions import suggest
from npqpath.advice.verdicts import Subject, Verdict, verdicts
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.differences import Difference, differences
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the people, by their answer sheets.

    `share` is of answer sheets, 0 to 1. `where` are alternatives, each with conditions in words that
    must all hold: everybody like that belongs to the group. They leave out `rest`, a share of the
    group. `example` is one of them, as facts.
    """

    share: float
    where: tuple[tuple[str, ...], ...]
    rest: float
    example: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What some people are told about one thing: one of `before` by the old data set, `after` by the new."""

    subject: Subject
    id: str
    name: str
    before: tuple[str, ...]
    after: str
    group: Group


@dataclass(frozen=True, slots=True)
class SavedChange:
    """A file of answers whose first suggestion is another; `trouble` if the new data set cannot read it."""

    file: str
    before: str | None
    after: str | None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of the data files does.

    `cohort` is the start whose funding was compared, the newest that both have. `only_old` and `only_new` are
    people of whom one data set alone knows: somebody with a new answer, or with answers that were impossible.
    """

    cohort: str | None
    changes: tuple[Change, ...]
    only_old: Group | None
    only_new: Group | None
    differences: tuple[Difference, ...]
    saved: tuple[SavedChange, ...]

    @property
    def changes_advice(self) -> bool:
        """Whether anybody is told something else, words aside."""
        return bool(self.changes or self.only_old or self.only_new or self.saved)

    @property
    def is_empty(self) -> bool:
        """Whether the two data sets say the same in the same words."""
        return not (self.changes_advice or self.differences)


Saved: TypeAlias = Mapping[str, Mapping[str, object]]
"""Files of answers as they were read, by name."""


def compare(old: Core, new: Core, saved: Saved | None = None) -> Comparison:
    """Return who gets different advice after a change of the data from `old` to `new`."""
    both = merge(old, new)
    cohort = _newest_of_both(old.catalogue, new.catalogue)
    return Comparison(
        cohort=None if cohort is None else new.catalogue.cohort(cohort).name,
        changes=tuple(_changes(both, cohort)),
        only_old=_only(both, both.old_people, both.new_people),
        only_new=_only(both, both.new_people, both.old_people),
        differences=differences(old.catalogue, new.catalogue),
        saved=tuple(_saved_changes(old, new, saved or {})),
    )


def _newest_of_both(old: Catalogue, new: Catalogue) -> str | None:
    return next((id for id in reversed(new.cohorts_by_id) if id in old.cohorts_by_id), None)


def _only(both: Merged, here: int, there: int) -> Group | None:
    """Return the people of one data set who are not in the other."""
    only = both.diagram.both(here, both.diagram.negate(there))
    if only == NOBODY:
        return None
    return _group(both, only, both.diagram.either(here, there), counted=here)


def _changes(both: Merged, cohort: str | None) -> Iterator[Change]:
    for verdict in verdicts(both, cohort):
        for after, now in verdict.new.items():
            moved = {
                before: people
                for before, was in verdict.old.items()
                if before != after and (people := both.diagram.all_of((both.people, was, now))) != NOBODY
            }
            yield from _moves(both, verdict, after, moved)


def _moves(both: Merged, verdict: Verdict, after: str, moved: dict[str, int]) -> Iterator[Change]:
    """Yield all who are now told `after` as one change, or apart where few words cannot describe them."""
    if not moved:
        return
    together = _group(both, both.diagram.any_of(moved.values()), both.people, counted=both.people)
    if len(moved) == 1 or not together.rest:
        yield Change(verdict.subject, verdict.id, verdict.name, tuple(moved), after, together)
        return
    for before, people in moved.items():
        group = _group(both, people, both.people, counted=both.people)
        yield Change(verdict.subject, verdict.id, verdict.name, (before,), after, group)


def _group(both: Merged, people: int, among: int, *, counted: int) -> Group:
    found = boxes(both.whole, people, among)
    left = both.diagram.both(people, both.diagram.negate(both.diagram.any_of(box.node for box in found)))
    return Group(
        share=both.share(people, counted),
        where=tuple(conditions_of(both.whole, box, among) for box in found),
        rest=both.share(left, people) if left != NOBODY else 0.0,
        example=example_of(both.whole, found[0], people),
    )


def _saved_changes(old: Core, new: Core, saved: Saved) -> Iterator[SavedChange]:
    for file, raw in saved.items():
        before, unread = _first_suggestion(old, raw)
        after, trouble = _first_suggestion(new, raw)
        if before != after or (trouble and not unread):
            yield SavedChange(file, before, after, trouble)


def _first_suggestion(core: Core, raw: Mapping[str, object]) -> tuple[str | None, str | None]:
    """Return the name of the first suggestion, or why there is none."""
    try:
        suggestions = suggest(situate(core, read_answers(raw, core.catalogue)))
    except UsageError as error:
        return None, error.message
    return (suggestions[0].name, None) if suggestions else (None, None)
