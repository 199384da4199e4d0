"""Every condition of a data set, read once: terms, rules, promises, posts and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.qualifications import Cohort, FundingRow
from npqpath.logic.conditions import THIS, ConditionReader, Not, Test, every, thresholds


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the conditions of a data set mean."""

    terms: dict[str, Test]
    asks: dict[str, Test]
    impossible: tuple[Test, ...]
    rules: tuple[Test, ...]
    promises: tuple[Test, ...]
    deadlines: tuple[Test, ...]
    posts: dict[str, Test]
    goals: dict[str, Test]
    activities: dict[tuple[str, str], Test]
    limits: dict[str, tuple[int, ...]]


def read_rulebook(catalogue: Catalogue) -> Rulebook:
    """Return the conditions of `pathways.yaml`, which have no mistakes: validation has looked for them."""
    book = catalogue.pathways
    reader = _reader(catalogue)

    def condition(when: object, unless: object = None) -> Test:
        return _condition(reader, when, unless)

    terms = {name: condition(raw) for name, raw in book.terms.items()}
    asks = {question.id: condition(question.ask_if) for question in book.questions}
    rules = tuple(condition(rule.when, rule.unless) for rule in book.rules)
    impossible = tuple(condition(each.when) for each in book.impossible)
    promises = tuple(condition(each.when, each.unless) for each in book.promises)
    deadlines = tuple(condition(each.when) for each in book.deadlines)
    every_post = [post for track in book.tracks for post in track.posts]
    posts = {post.id: condition(post.when) for post in every_post if post.when is not None}
    goals = {post.id: condition(post.sought_by) for post in every_post if post.sought_by is not None}
    activities = {
        (step.id, activity.id): condition(activity.when)
        for step in book.next_steps
        for activity in step.activities
        if activity.when is not None
    }
    tests = [
        *terms.values(),
        *asks.values(),
        *rules,
        *impossible,
        *promises,
        *deadlines,
        *posts.values(),
        *goals.values(),
        *activities.values(),
    ]
    tests += [test for cohort in catalogue.qualifications.cohorts for test in _any_use(catalogue, cohort)]
    return Rulebook(
        terms=terms,
        asks=asks,
        impossible=impossible,
        rules=rules,
        promises=promises,
        deadlines=deadlines,
        posts=posts,
        goals=goals,
        activities=activities,
        limits=thresholds(tests),
    )


def read_funding(catalogue: Catalogue, cohort: Cohort) -> Iterator[tuple[int, tuple[str, ...], Test]]:
    """Yield the rows of a cohort's funding table: the number, the qualifications it is about, the condition.

    A row whose condition names "this" comes once for each of its qualifications.
    """
    reader = _reader(catalogue)
    for number, row in enumerate(cohort.funding):
        about = row.only_for or cohort.offers
        for ids in [(id,) for id in about] if _names_this(row) else [about]:
            yield number, ids, _condition(reader, row.when, row.unless, ids[0])


def _names_this(row: FundingRow) -> bool:
    """Return whether a row may mean other people for each qualification."""
    return THIS in f"{row.when} {row.unless}"


def _any_use(catalogue: Catalogue, cohort: Cohort) -> Iterator[Test]:
    reader = _reader(catalogue)
    for row in cohort.funding:
        this = (row.only_for or cohort.offers)[0]
        yield _condition(reader, row.when, row.unless, this)


def _reader(catalogue: Catalogue) -> ConditionReader:
    return ConditionReader(catalogue.pathways.questions, frozenset(catalogue.pathways.terms))


def _condition(reader: ConditionReader, when: object, unless: object, this: str | None = None) -> Test:
    """Return what an entry's `when` and `unless` mean; `this` is what the word stands for in a table."""
    test = reader.read(when, (), this)
    return test if unless is None else every([test, Not(reader.read(unless, (), this))])
