"""A whole data set in memory, with look-ups by id, and what of it holds on a day.

Everything else in the program is given a data set as it stands on one day, and need not know of days.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import ChainMap
from collections.abc import Container, Iterator
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.dataset.model_fields import Hint, hints_of, is_model
from npqpath.dataset.pathways import PathwaysFile, Rule
from npqpath.dataset.qualifications import NPQ_KINDS, Ended, Fact, QualificationsFile, Version

if TYPE_CHECKING:
    from npqpath.dataset.pathways import NextStep, Post, Question, Rule, Track
    from npqpath.dataset.qualifications import Cohort, Provider, Qualification, Source


QUALIFICATIONS = "qualifications.yaml"
PATHWAYS = "pathways.yaml"
SOURCES = "sources.yaml"
PEOPLE = "people.yaml"
FAQ = "faq.yaml"
FILES = (QUALIFICATIONS, PATHWAYS, SOURCES, PEOPLE, FAQ)
"""The files of a data set. The last three may be left out: the others can hold what is in them."""


@dataclass(frozen=True)
class Catalogue:
    """Both files of a data set, a fingerprint of their bytes and of the program that read them, and the day.

    Each look-up raises `KeyError` for an id that does not exist; the dicts are for asking whether it does.
    """

    # No slots: `cached_property` keeps each dict on the instance, made when it is first asked for.

    qualifications: QualificationsFile
    pathways: PathwaysFile
    fingerprint: str
    on: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day on which it is read; where nobody said, the day on which it was checked."""
        return self.on or self.pathways.checked

    @cached_property
    def qualifications_by_id(self) -> dict[str, Qualification]:
        """Everything that can be taken or held, in the order of the file."""
        return {one.id: one for one in self.qualifications.qualifications}

    @cached_property
    def npqs(self) -> tuple[str, ...]:
        """The ids of the NPQs, in the order of the file."""
        return npqs_in(self.qualifications)

    @cached_property
    def cohorts_by_id(self) -> dict[str, Cohort]:
        """The starts, oldest first."""
        return {one.id: one for one in self.qualifications.cohorts}

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources of both files; where both have one id, that of `qualifications.yaml`."""
        return {**self.pathways.sources, **self.qualifications.sources}

    @cached_property
    def questions_by_id(self) -> dict[str, Question]:
        """The questions, in the order in which they are asked."""
        return {one.id: one for one in self.pathways.questions}

    @cached_property
    def next_steps_by_id(self) -> dict[str, NextStep]:
        """The steps that are not NPQs, in the order of the file."""
        return {one.id: one for one in self.pathways.next_steps}

    @cached_property
    def rules_by_id(self) -> dict[str, Rule]:
        """The rules, in the order of the file."""
        return {one.id: one for one in self.pathways.rules}

    @cached_property
    def posts_by_id(self) -> dict[str, Post]:
        """The posts of all tracks, in the order of the file."""
        return {post.id: post for track in self.pathways.tracks for post in track.posts}

    @cached_property
    def tracks_by_post(self) -> dict[str, Track]:
        """The track of each post, by the id of the post."""
        return {post.id: track for track in self.pathways.tracks for post in track.posts}

    def qualification(self, id: str) -> Qualification:
        """Return the qualification with this id."""
        return self.qualifications_by_id[id]

    def cohort(self, id: str) -> Cohort:
        """Return the start with this id."""
        return self.cohorts_by_id[id]

    def provider(self, id: str) -> Provider:
        """Return the lead provider with this id."""
        return self.qualifications.providers[id]

    def source(self, id: str) -> Source:
        """Return the source with this id, from either file."""
        return self.sources_by_id[id]

    def question(self, id: str) -> Question:
        """Return the question with this id."""
        return self.questions_by_id[id]

    def next_step(self, id: str) -> NextStep:
        """Return the next step with this id."""
        return self.next_steps_by_id[id]

    def name_of(self, id: str) -> str:
        """Return the name in words of a qualification, a post or a next step."""
        found = self.qualifications_by_id.get(id) or self.posts_by_id.get(id)
        return found.name if found is not None else self.next_steps_by_id[id].name

    def short_name_of(self, id: str) -> str:
        """Return the short name of a qualification, or else the name of a next step."""
        found = self.qualifications_by_id.get(id)
        return found.short_name if found is not None else self.name_of(id)


def npqs_in(file: QualificationsFile) -> tuple[str, ...]:
    """Return the ids of the NPQs in a file, in its order."""
    return tuple(one.id for one in file.qualifications if one.kind in NPQ_KINDS)


Dated: TypeAlias = Fact | Rule
"""What may have a first and a last day."""

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both included; None is without end on that side."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def on_day(catalogue: Catalogue, day: dt.date) -> Catalogue:
    """Return the data set as it stands on a day.

    Nothing suggests a qualification that has ended by then, or that only a start announced later offers; one
    that has not ended says nothing of its end.
    What holds on that day has no versions any more. What does not hold is left out, save where a file has to
    say something: there the version that began last stays, and before all of them the first. What waits for a
    start that is in the data does not hold.
    """
    when = _When(day, frozenset(catalogue.cohorts_by_id))
    one, other = _standing(catalogue.qualifications, when), _standing(catalogue.pathways, when)
    gone = ended_on(catalogue, day)
    if gone or any(each.ended for each in one.qualifications):
        listed = tuple(_with_end(each, gone.get(each.id)) for each in one.qualifications)
        one = replace(one, qualifications=listed)
    if away := absent_on(catalogue, day):
        other = _without(other, away)
    return Catalogue(one, other, catalogue.fingerprint, day)


def ended_on(catalogue: Catalogue, day: dt.date) -> dict[str, Cohort]:
    """Return, by id, what was on offer once and is not in the newest start announced by then, with the start.

    A start without such a day is one that people pay for themselves, and says nothing of what ends.
    """
    every = catalogue.qualifications.cohorts
    announced = [each for each in every if each.announced is not None and each.announced <= day]
    once = {id for each in announced for id in each.offers}
    return dict.fromkeys(sorted(once.difference(announced[-1].offers)), announced[-1]) if announced else {}


def absent_on(catalogue: Catalogue, day: dt.date) -> frozenset[str]:
    """Return the ids of what has ended by a day, and of what only starts offer that are announced later."""
    every = catalogue.qualifications.cohorts
    later = [each for each in every[1:] if each.announced is not None and each.announced > day]
    known = {id for each in every if each not in later for id in each.offers}
    coming = {id for each in later for id in each.offers} - known
    return frozenset({*ended_on(catalogue, day), *coming})


def _with_end(qualification: Qualification, start: Cohort | None) -> Qualification:
    """Return a qualification that the start does not offer any more; None where it has not ended."""
    ended = None if start is None else qualification.ended or Ended(text="", sources=start.sources, as_of="")
    return replace(qualification, ended=ended)


def _without(book: PathwaysFile, gone: Container[str]) -> PathwaysFile:
    """Return the pathways with no rule, post, move and priority that leads to what is not on offer."""

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if id not in gone)

    def helping(one: Any) -> Any:
        return replace(one, helps=named(one.helps))

    return replace(
        book,
        rules=tuple(rule for rule in book.rules if rule.suggest not in gone),
        tracks=tuple(replace(track, posts=tuple(map(helping, track.posts))) for track in book.tracks),
        moves=tuple(map(helping, book.moves)),
        priorities=tuple(replace(each, courses=named(each.courses)) for each in book.priorities),
    )


def turning_days(catalogue: Catalogue) -> tuple[dt.date, ...]:
    """Return the days on which something begins to hold, or holds no longer, in order."""
    days: set[dt.date] = set()
    for whole in (catalogue.qualifications, catalogue.pathways):
        for one in dated_in(whole):
            for span in spans(one):
                days |= {span.first} if span.first is not None else set()
                days |= {span.last + _DAY} if span.last is not None else set()
    return tuple(sorted(days))


def spans(one: Dated) -> tuple[Span, ...]:
    """Return the days of something and of each version after it, as they are written.

    A version without a last day lasts until the next one begins.
    """
    versions = () if isinstance(one, Rule) else one.then
    ends = [version.holds_from - _DAY for version in versions]
    rows = [(one.holds_from, one.holds_until), *((each.holds_from, each.holds_until) for each in versions)]
    return tuple(
        Span(first, last if last is not None else end)
        for (first, last), end in zip(rows, [*ends, None], strict=True)
    )


def dated_in(value: object) -> Iterator[Dated]:
    """Yield whatever has days or versions, in a model and in its parts."""
    if isinstance(value, tuple):
        for each in value:
            yield from dated_in(each)
    elif isinstance(value, Dated) and has_days(value):
        yield value
    model: Hint = type(value)
    for name in _parts(model):
        yield from dated_in(getattr(value, name))


def has_days(one: Dated) -> bool:
    """Return whether something has a first or a last day, or other versions."""
    has_versions = not isinstance(one, Rule) and bool(one.then)
    return has_versions or one.holds_from is not None or one.holds_until is not None


@dataclass(frozen=True, slots=True)
class _When:
    """A day, and the starts that are in the data."""

    day: dt.date
    starts: frozenset[str]


def _standing(value: Any, when: _When) -> Any:
    """Return a model as it stands on a day, and the very same one where nothing in it has days."""
    changes = {}
    model: Hint = type(value)
    for name, is_needed in _parts(model).items():
        old = getattr(value, name)
        new = _of_list(old, when) if isinstance(old, tuple) else _of_one(old, when)
        if new is None and old is not None and is_needed:
            new = _newest(old, when.day)
        if new is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _of_list(values: tuple[Any, ...], when: _When) -> tuple[Any, ...]:
    found = [_of_one(each, when) for each in values]
    if all(new is old for new, old in zip(found, values, strict=True)):
        return values
    return tuple(each for each in found if each is not None)


def _of_one(value: Any, when: _When) -> Any:
    """Return one part as it stands on a day, or None where it does not hold then."""
    if isinstance(value, Fact) and value.waits_for in when.starts:
        return None
    if isinstance(value, Dated) and has_days(value):
        numbers = [number for number, span in enumerate(spans(value)) if when.day in span]
        return _version(value, numbers[-1]) if numbers else None
    return _standing(value, when)


def _newest(one: Dated, day: dt.date) -> Dated:
    begun = [i for i, span in enumerate(spans(one)) if span.first is None or span.first <= day]
    return _version(one, begun[-1] if begun else 0)


def _version(one: Dated, number: int) -> Dated:
    """Return a fact or an activity with the words of one of its versions; 0 is what it says itself."""
    if isinstance(one, Rule):
        return one
    new: Fact | Version = one if number == 0 else one.then[number - 1]
    words: dict[str, Any] = {name: getattr(new, name) for name in hints_of(Version)}
    return replace(one, **words, then=())


@cache
def _parts(model: Hint) -> dict[str, bool]:
    """Return the fields of a model that hold models, or lists of them, and whether each has to be there.

    It goes by the names in the annotations: to work all of them out takes as long as to read the cache.
    """
    if not is_model(model):
        return {}
    names = ChainMap(*(vars(sys.modules[base.__module__]) for base in model.__mro__))
    return {
        field.name: field.default is MISSING and field.default_factory is MISSING
        for field in fields(model)
        if is_model(names.get(re.split(r"\W", field.type.removeprefix("tuple["))[0]))
    }
