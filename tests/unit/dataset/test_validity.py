"""What holds on a day: versions of facts, and rules and activities with a first or a last day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from npqpath.dataset import pathways, qualifications
from npqpath.dataset import pathways as careers
from npqpath.dataset import pathways as local
from npqpath.dataset import qualifications as facts
from npqpath.dataset.catalogue import Catalogue, Dated, Span, on_day, spans, turning_days
from npqpath.dataset.load import load
from npqpath.dataset.model_fields import hints_of, is_model
from npqpath.dataset.qualifications import Fact, Version
from tests.builders import frozen

SMALL = Path(__file__).parent / "small"
NOW = dt.date(2026, 11, 21)
AUGUST, SEPTEMBER, OCTOBER = dt.date(2027, 8, 31), dt.date(2027, 9, 1), dt.date(2027, 10, 1)
LATER = Version(holds_from=SEPTEMBER, text="It costs £100.", sources=("new",), as_of="2027", careful=True)
FREE = Fact(text="It is free.", sources=("old",), as_of="2026", then=(LATER,))
GONE = Fact(text="Until August.", sources=(), as_of="2026", holds_until=AUGUST)
GAP = replace(FREE, holds_until=dt.date(2027, 6, 30))


def with_facts(*suite: Fact, entry: Fact | None = None, summary: Fact | None = None) -> Catalogue:
    """Return the frozen data with these facts, and with these of its first qualification."""
    book = frozen().qualifications
    first = book.qualifications[0]
    first = replace(first, entry=entry, summary=summary or first.summary)
    whole = replace(book, funding_facts=suite, qualifications=(first, *book.qualifications[1:]))
    return Catalogue(whole, frozen().pathways, "print")


def texts(catalogue: Catalogue, day: dt.date) -> list[str]:
    """Return the facts on funding on a day."""
    return [fact.text for fact in on_day(catalogue, day).qualifications.funding_facts]


@pytest.mark.parametrize(
    ("day", "text", "source"),
    [(NOW, "It is free.", "old"), (AUGUST, "It is free.", "old"), (SEPTEMBER, "It costs £100.", "new")],
)
def test_a_fact_says_what_it_says_on_that_day(day: dt.date, text: str, source: str) -> None:
    (fact,) = on_day(with_facts(FREE), day).qualifications.funding_facts
    assert (fact.text, fact.sources, fact.then) == (text, (source,), ())
    assert fact.careful == (day == SEPTEMBER)


def test_what_is_over_or_has_not_begun_is_left_out() -> None:
    begins = Fact(text="From September.", sources=(), as_of="2027", holds_from=SEPTEMBER)
    catalogue = with_facts(GONE, begins, GAP)
    assert texts(catalogue, NOW) == ["Until August.", "It is free."]
    assert texts(catalogue, dt.date(2027, 7, 1)) == ["Until August."]
    assert texts(catalogue, SEPTEMBER) == ["From September.", "It costs £100."]


def test_one_fact_alone_is_left_out_where_it_may_be() -> None:
    catalogue = with_facts(entry=GONE)
    assert on_day(catalogue, AUGUST).qualifications.qualifications[0].entry is not None
    assert on_day(catalogue, SEPTEMBER).qualifications.qualifications[0].entry is None


def test_where_something_must_be_said_the_version_that_began_last_stays() -> None:
    for summary, day, text in ((GONE, OCTOBER, "Until August."), (GAP, AUGUST, "It is free.")):
        whole = on_day(with_facts(summary=summary), day).qualifications
        assert whole.qualifications[0].summary.text == text


def test_an_activity_and_a_rule_end() -> None:
    book = frozen().pathways
    step = book.next_steps[0]
    activity = replace(step.activities[0], holds_until=AUGUST)
    steps = (replace(step, activities=(activity, *step.activities[1:])), *book.next_steps[1:])
    rules = (replace(book.rules[0], holds_until=AUGUST), *book.rules[1:])
    catalogue = Catalogue(frozen().qualifications, replace(book, next_steps=steps, rules=rules), "")
    before, after = on_day(catalogue, AUGUST).pathways, on_day(catalogue, SEPTEMBER).pathways
    assert (before.rules, after.rules) == (rules, rules[1:])
    assert after.next_steps[0].activities == step.activities[1:]


def test_without_days_the_data_set_is_the_very_same() -> None:
    undated = load(SMALL, None)
    assert turning_days(undated) == ()
    assert on_day(undated, NOW) == replace(undated, on=NOW)


def test_a_version_lasts_until_the_next_one() -> None:
    assert spans(FREE) == (Span(None, AUGUST), Span(SEPTEMBER, None))
    assert spans(GAP)[0] == Span(None, dt.date(2027, 6, 30))


def test_every_model_that_has_days_is_looked_at() -> None:
    models = {
        model
        for module in (careers, facts, qualifications, local, pathways)
        for model in vars(module).values()
        if is_model(model) and "holds_until" in hints_of(model)
    }
    assert Version in models
    assert all(issubclass(model, Dated) for model in models - {Version})


def test_every_way_to_a_model_with_days_is_gone() -> None:
    def dated(value: object) -> object:
        if isinstance(value, Fact):
            return replace(value, holds_until=AUGUST, then=())
        if isinstance(value, tuple):
            return tuple(dated(each) for each in value)
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return value
        changes = {one.name: dated(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return replace(value, **changes)

    def facts_in(value: object) -> int:
        if isinstance(value, tuple):
            return sum(map(facts_in, value))
        if not dataclasses.is_dataclass(value) or isinstance(value, type):
            return 0
        below = sum(facts_in(getattr(value, one.name)) for one in dataclasses.fields(value))
        return below + isinstance(value, Fact)

    whole, book = dated(frozen().qualifications), dated(frozen().pathways)
    assert isinstance(whole, qualifications.QualificationsFile)
    assert isinstance(book, pathways.PathwaysFile)
    catalogue = Catalogue(whole, book, "")
    after = on_day(catalogue, SEPTEMBER)
    needed = len(whole.qualifications) + 2 * len(book.tracks) + len(book.next_steps) + 1
    assert facts_in(after.qualifications) + facts_in(after.pathways) == needed
