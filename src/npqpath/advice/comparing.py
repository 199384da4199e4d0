"""Two data sets set against each other: who gets different advice, exactly, over all answer sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from npqpath.advice.core import CompiledRules
from npqpath.advice.outlook import Saved, SavedChange, saved_changes
from npqpath.advice.shared_space import Merged, merge
from npqpath.advice.verdicts import Subject, verdicts
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.differences import Difference, differences
from npqpath.logic.diagram import NOBODY
from npqpath.validate.example_person import describe, likeable, only_what_matters

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the people: their share of all answer sheets, 0 to 1, and what some of them are like.

    Everybody who is like an example is in the group; `rest` is the share of it that no example describes.
    """

    share: float
    examples: tuple[str, ...]
    rest: float


@dataclass(frozen=True, slots=True)
class Change:
    """What some people are told about one thing: `before` by the old data set, `after` by the new one."""

    subject: Subject
    id: str
    name: str
    before: str
    after: str
    group: Group


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of the data files does.

    `cohort` is the start whose funding was compared, the newest that both have. `only_old` and `only_new` are
    people of whom one data set alone knows: somebody with a new answer, or with answers that were impossible.
    `unread` are kept answers that neither data set can read.
    """

    cohort: str | None
    changes: tuple[Change, ...]
    only_old: Group | None
    only_new: Group | None
    differences: tuple[Difference, ...]
    saved: tuple[SavedChange, ...]
    unread: tuple[SavedChange, ...] = ()

    @property
    def changes_advice(self) -> bool:
        """Whether anybody is told something else, words aside."""
        return bool(self.changes or self.only_old or self.only_new or self.saved)

    @property
    def is_empty(self) -> bool:
        """Whether the two data sets say the same in the same words."""
        return not (self.changes_advice or self.differences)


def compare(old: CompiledRules, new: CompiledRules, saved: Saved | None = None) -> Comparison:
    """Return who gets different advice after a change of the data from `old` to `new`.

    `saved` are people whose own advice is compared as well.
    """
    both = merge(old.catalogue, new.catalogue)
    cohort = _newest_of_both(old.catalogue, new.catalogue)
    seen = saved_changes(old, new, saved=saved or {}, cohort=cohort)
    return Comparison(
        cohort=None if cohort is None else new.catalogue.cohort(cohort).name,
        changes=tuple(_changes(both, cohort)),
        only_old=_only(both, both.old_people, both.new_people),
        only_new=_only(both, both.new_people, both.old_people),
        differences=differences(old.catalogue, new.catalogue),
        saved=tuple(one for one in seen if one.before or one.after),
        unread=tuple(one for one in seen if not (one.before or one.after)),
    )


def _newest_of_both(old: Catalogue, new: Catalogue) -> str | None:
    return next((id for id in reversed(new.cohorts_by_id) if id in old.cohorts_by_id), None)


def _changes(both: Merged, cohort: str | None) -> Iterator[Change]:
    whole = both.whole
    for verdict in verdicts(both, cohort):
        for after, now in verdict.new.items():
            for before, was in verdict.old.items():
                people = whole.diagram.all_of((whole.possible, was, now)) if before != after else NOBODY
                if people != NOBODY:
                    group = _group(both, whole, people, whole.possible)
                    yield Change(verdict.subject, verdict.id, verdict.name, before, after, group)


def _only(both: Merged, here: int, there: int) -> Group | None:
    """Return the people of one data set who are not in the other."""
    diagram = both.whole.diagram
    only = diagram.both(here, diagram.negate(there))
    either = replace(both.whole, possible=diagram.either(here, there))
    return _group(both, either, only, here) if only != NOBODY else None


def _group(both: Merged, core: CompiledRules, people: int, among: int) -> Group:
    """Return some people as a group; `core` says who can exist and `among` of whom they are a share."""
    diagram, left, examples = core.diagram, people, list[str]()
    while left != NOBODY and len(examples) < MOST_EXAMPLES:
        sheet = only_what_matters(core, people, likeable(core, left))
        examples.append(describe(core, sheet))
        like = diagram.all_of(diagram.choose(level, [value]) for level, value in sheet.items())
        left = diagram.both(left, diagram.negate(like))
    rest = both.share(left, people) if left != NOBODY else 0.0
    return Group(both.share(people, among), tuple(examples), rest)
