"""From which days on two data sets will differ in another way than today."""

from __future__ import annotations

import datetime as dt

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.differences import Difference, differences
from npqpath.catalogue.validity import on_day, turning_days


def days_that_differ(old: Catalogue, new: Catalogue, *, after: dt.date) -> tuple[dt.date, ...]:
    """Return the days after a day from which on two data sets differ in another way than on the day before.

    Days on which both change alike are not among them, and neither are those from which on they are the same.
    """
    seen = _differences_on(after, old, new)
    found = []
    for day in sorted({*turning_days(old), *turning_days(new)}):
        if day > after:
            now = _differences_on(day, old, new)
            if now and now != seen:
                found.append(day)
            seen = now
    return tuple(found)


def _differences_on(day: dt.date, old: Catalogue, new: Catalogue) -> tuple[Difference, ...]:
    """Return how they differ in what holds on a day; how long it holds is no matter of that day."""
    found = differences(on_day(old, day), on_day(new, day))
    return tuple(each for each in found if not each.where.endswith((", holds_from", ", holds_until")))
