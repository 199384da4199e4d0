"""Two data sets set against each other: who gets different advice, exactly, over all answer sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from npqpath.advice.core import CompiledRules
from npqpath.advice.crowd import Crowd, Weights
from npqpath.advice.outlook import Saved, SavedChange, look_ahead, saved_changes
from npqpath.advice.regions import boxes, conditions_of, example_of, example_sheet, whole_answers
from npqpath.advice.shared_space import BEFORE, Merged, merge
from npqpath.advice.verdicts import Subject, Verdict, verdicts
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.differences import Difference, differences
from npqpath.errors import UsageError
from npqpath.logic.diagram import NOBODY


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the people, by their answer sheets.

    `share` is of answer sheets, 0 to 1. `where` are alternatives, each with conditions in words that
    must all hold: everybody like that belongs to the group. They leave out `rest`, a share of the
    group. `people` is about how many they are, if somebody counted. `example` is one of them, as facts.
    `plans` are that person's suggestions before and after, where both data sets can advise them.
    """

    share: float
    where: tuple[tuple[str, ...], ...]
    rest: float
    example: tuple[str, ...]
    people: int | None = None
    plans: tuple[tuple[str, ...], tuple[str, ...]] | None = None


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
class Comparison:
    """What a change of the data files does.

    `cohort` is the start whose funding was compared, the newest that both have. `only_old` and `only_new` are
    people of whom one data set alone knows: somebody with a new answer, or with answers that were impossible.
    `unread` are kept answers that neither data set can read.
    `counted` is how many people there are by the weights, and `counted_by` the questions that these weigh.
    `later` are the days to come from which on they differ in another way.
    """

    cohort: str | None
    changes: tuple[Change, ...]
    only_old: Group | None
    only_new: Group | None
    differences: tuple[Difference, ...]
    saved: tuple[SavedChange, ...]
    unread: tuple[SavedChange, ...] = ()
    counted: int | None = None
    counted_by: tuple[str, ...] = ()
    later: tuple[dt.date, ...] = ()

    @property
    def changes_advice(self) -> bool:
        """Whether anybody is told something else, words aside."""
        return bool(self.changes or self.only_old or self.only_new or self.saved)

    @property
    def is_empty(self) -> bool:
        """Whether the two data sets say the same in the same words, now and later."""
        return not (self.changes_advice or self.differences or self.later)


def compare(
    old: CompiledRules,
    new: CompiledRules,
    saved: Saved | None = None,
    *,
    weights: Weights | None = None,
    later: tuple[dt.date, ...] = (),
) -> Comparison:
    """Return who gets different advice after a change of the data from `old` to `new`.

    `saved` are people whose own advice is compared as well; `weights` turn answer sheets into people; `later`
    are days from which on the data sets differ in another way.
    """
    both = merge(old, new)
    crowd = Crowd(both, weights) if weights else None
    cohort = _newest_of_both(old.catalogue, new.catalogue)
    seen = saved_changes(old, new, saved=saved or {}, cohort=cohort)
    return Comparison(
        cohort=None if cohort is None else new.catalogue.cohort(cohort).name,
        changes=tuple(_changes(both, cohort, crowd)),
        only_old=_only(both, both.old_people, both.new_people),
        only_new=_only(both, both.new_people, both.old_people),
        differences=differences(old.catalogue, new.catalogue),
        saved=tuple(one for one in seen if one.before or one.after),
        unread=tuple(one for one in seen if not (one.before or one.after)),
        counted=crowd.size if crowd else None,
        counted_by=crowd.questions if crowd else (),
        later=later,
    )


def _newest_of_both(old: Catalogue, new: Catalogue) -> str | None:
    return next((id for id in reversed(new.cohorts_by_id) if id in old.cohorts_by_id), None)


def _only(both: Merged, here: int, there: int) -> Group | None:
    """Return the people of one data set who are not in the other."""
    only = both.diagram.both(here, both.diagram.negate(there))
    if only == NOBODY:
        return None
    return _group(both, only, both.diagram.either(here, there), counted=here)


def _changes(both: Merged, cohort: str | None, crowd: Crowd | None) -> Iterator[Change]:
    for verdict in verdicts(both, cohort):
        for after, now in verdict.new.items():
            moved = {
                before: people
                for before, was in verdict.old.items()
                if before != after and (people := both.diagram.all_of((both.people, was, now))) != NOBODY
            }
            yield from _moves(both, verdict, after=after, moved=moved, crowd=crowd)


def _moves(
    both: Merged, verdict: Verdict, *, after: str, moved: dict[str, int], crowd: Crowd | None
) -> Iterator[Change]:
    """Yield all who are now told `after` as one change, or apart where few words cannot describe them."""
    if not moved:
        return
    together = _movers(both, both.diagram.any_of(moved.values()), crowd)
    if len(moved) == 1 or not together.rest:
        yield Change(verdict.subject, verdict.id, verdict.name, tuple(moved), after, together)
        return
    for before, people in moved.items():
        group = _movers(both, people, crowd)
        yield Change(verdict.subject, verdict.id, verdict.name, (before,), after, group)


def _movers(both: Merged, people: int, crowd: Crowd | None) -> Group:
    """Return some of the people of both data sets, with their number and with plans for their example."""
    group, sheet = _group_and_sheet(both, people, both.people, counted=both.people)
    number = crowd.people(people) if crowd else None
    return replace(group, people=number, plans=_plans(both, whole_answers(both.whole, sheet)))


def _plans(both: Merged, answers: dict[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return what both data sets suggest to this person, or None where one cannot read the answers."""
    before = {id.removesuffix(BEFORE): answer for id, answer in answers.items() if both.is_old(id)}
    after = {id: answer for id, answer in answers.items() if id in both.new.core.catalogue.questions_by_id}
    try:
        return (
            look_ahead(both.old.core, before, None).suggestions,
            look_ahead(both.new.core, after, None).suggestions,
        )
    except UsageError:
        return None


def _group(both: Merged, people: int, among: int, *, counted: int) -> Group:
    return _group_and_sheet(both, people, among, counted=counted)[0]


def _group_and_sheet(both: Merged, people: int, among: int, *, counted: int) -> tuple[Group, dict[int, int]]:
    """Return some people as a group, and the sheet of its example."""
    found = boxes(both.whole, people, among)
    left = both.diagram.both(people, both.diagram.negate(both.diagram.any_of(box.node for box in found)))
    sheet = example_sheet(both.whole, found[0], people)
    group = Group(
        share=both.share(people, counted),
        where=tuple(conditions_of(both.whole, box, among) for box in found),
        rest=both.share(left, people) if left != NOBODY else 0.0,
        example=example_of(both.whole, found[0], sheet),
    )
    return group, sheet
