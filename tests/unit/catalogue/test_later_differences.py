"""From which days on two data sets differ in another way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.later_differences import days_that_differ
from tests.builders import catalogue as made
from tests.builders import one, rule

SOON, LATER = dt.date(2027, 9, 1), dt.date(2028, 9, 1)
TODAY = dt.date(2026, 11, 21)
OLD = made([one("role", "head", "teacher")], [rule("depth"), rule("wait")])


def with_days(first: dt.date | None, last: dt.date | None) -> Catalogue:
    """Return the data set in which the second rule has a first and a last day."""
    one, other = OLD.pathways.rules
    rules = (one, replace(other, holds_from=first, holds_until=last))
    return Catalogue(OLD.qualifications, replace(OLD.pathways, rules=rules), "edited")


def test_a_data_set_never_differs_from_itself() -> None:
    assert days_that_differ(with_days(SOON, LATER), with_days(SOON, LATER), after=TODAY) == ()


def test_what_ends_differs_from_the_day_after_on() -> None:
    changed = with_days(None, LATER)
    assert days_that_differ(OLD, changed, after=TODAY) == (LATER + dt.timedelta(days=1),)


def test_days_that_are_over_do_not_count() -> None:
    assert days_that_differ(OLD, with_days(None, SOON), after=LATER) == ()


def test_the_day_on_which_a_difference_ends_is_not_told() -> None:
    assert days_that_differ(OLD, with_days(SOON, None), after=TODAY) == ()
