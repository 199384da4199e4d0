"""Every condition of a data set, read once: terms, rules, promises, posts and the rest."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.qualifications import Cohort, FundingRow
from npqpath.logic.conditions import ConditionReader, Fault, Not, Test, every, thresholds
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the conditions of a data set mean, and the mistakes in them."""

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
    faults: tuple[Fault, ...]


def read_rulebook(catalogue: Catalogue) -> Rulebook:
    """Return the conditions of `pathways.yaml`; places in the faults count from the top of that file."""
    book = catalogue.pathways
    reader = ConditionReader(book.questions, frozenset(book.terms))

    def condition(loc: tuple[str | int, ...], when: object, unless: object = None) -> Test:
        return _unless(reader.read(when, (*loc, "when")), unless, reader, (*loc, "unless"))

    terms = {name: reader.read(raw, ("terms", name)) for name, raw in book.terms.items()}
    asks = {q.id: reader.read(q.ask_if, ("questions", i, "ask_if")) for i, q in enumerate(book.questions)}
    rules = tuple(condition(("rules", i), rule.when, rule.unless) for i, rule in enumerate(book.rules))
    impossible = tuple(condition(("impossible", i), each.when) for i, each in enumerate(book.impossible))
    promises = tuple(
        condition(("promises", i), each.when, each.unless) for i, each in enumerate(book.promises)
    )
    deadlines = tuple(condition(("deadlines", i), each.when) for i, each in enumerate(book.deadlines))
    posts = {
        post.id: condition(("tracks", i, "posts", j), post.when)
        for i, track in enumerate(book.tracks)
        for j, post in enumerate(track.posts)
        if post.when is not None
    }
    goals = {
        post.id: reader.read(post.sought_by, ("tracks", i, "posts", j, "sought_by"))
        for i, track in enumerate(book.tracks)
        for j, post in enumerate(track.posts)
        if post.sought_by is not None
    }
    activities = {
        (step.id, activity.id): condition(("next_steps", i, "activities", j), activity.when)
        for i, step in enumerate(book.next_steps)
        for j, activity in enumerate(step.activities)
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
    limits = {q.id: thresholds(tests, q.id) for q in book.questions if q.kind == "number"}
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
        limits=limits,
        faults=tuple(reader.faults),
    )


def read_funding(
    catalogue: Catalogue, cohort: Cohort, qualification: str
) -> Iterator[tuple[FundingRow, Test]]:
    """Yield the rows of a cohort's funding table that are about `qualification`, each with its condition."""
    reader = _reader(catalogue)
    for row in cohort.funding:
        if not row.only_for or qualification in row.only_for:
            yield (
                row,
                _unless(reader.read(row.when, (), qualification), row.unless, reader, (), qualification),
            )


def funding_faults(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Return the mistakes in the funding tables; places count from the top of `qualifications.yaml`."""
    reader = _reader(catalogue)
    for i, cohort in enumerate(catalogue.qualifications.cohorts):
        for j, row in enumerate(cohort.funding):
            loc = ("cohorts", i, "funding", j)
            this = (row.only_for or cohort.offers)[0]
            _unless(reader.read(row.when, (*loc, "when"), this), row.unless, reader, (*loc, "unless"), this)
    return tuple(reader.faults)


def _any_use(catalogue: Catalogue, cohort: Cohort) -> Iterator[Test]:
    reader = _reader(catalogue)
    for row in cohort.funding:
        this = (row.only_for or cohort.offers)[0]
        yield _unless(reader.read(row.when, (), this), row.unless, reader, (), this)


def _reader(catalogue: Catalogue) -> ConditionReader:
    return ConditionReader(catalogue.pathways.questions, frozenset(catalogue.pathways.terms))


def _unless(
    when: Test, unless: object, reader: ConditionReader, loc: tuple[str | int, ...], this: str | None = None
) -> Test:
    if unless is None:
        return when
    return every([when, Not(reader.read(unless, loc, this))])
