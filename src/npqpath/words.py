"""How lists, sentences, days and months are written and read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(words: str) -> str:
    """Return words with a capital first and a full stop last."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."


def day(date: dt.date) -> str:
    """Return a date in words: "21 November 2026"."""
    return f"{date.day} {date:%B %Y}"


def month(date: dt.date) -> str:
    """Return a month in words: "November 2026"."""
    return f"{date:%B %Y}"


def months_after(date: dt.date, months: int) -> dt.date:
    """Return the first day of the month that is `months` after the month of `date`."""
    count = date.year * 12 + date.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def months_apart(first: dt.date, last: dt.date) -> int:
    """Return how many months the month of `last` is after the month of `first`."""
    return (last.year - first.year) * 12 + last.month - first.month


def school_years_between(first: dt.date, last: dt.date) -> int:
    """Return how many school years end after the one day and by the other; each ends with July."""
    return (last.year - (last.month < 8)) - (first.year - (first.month < 8))


_NAMES = tuple(f"{dt.date(2000, number, 1):%B}".casefold() for number in range(1, 13))
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>(19|20)\d\d)[-_. ]?(?P<month>\d\d)[-_. ]?(?P<day>\d\d)(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(st|nd|rd|th)?[-_./ ](?P<month>\d{1,2}|[a-z]{3,9})[-_./, ]{1,2}"
        r"(?P<year>(19|20)\d\d)(?!\d)"
    ),
)


def days_in(text: str) -> Iterator[dt.date]:
    """Yield the days that a text names: "2026-09-01", "1/9/2026" and "1st Sept 2026" alike."""
    for form in _DAYS:
        for found in form.finditer(text.casefold()):
            month = found["month"]
            named = (at for at, name in enumerate(_NAMES, 1) if name.startswith(month))
            with suppress(ValueError):
                number = int(month) if month.isdigit() else next(named, 0)
                yield dt.date(int(found["year"]), number, int(found["day"]))


_AS_WRITTEN = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})(-\d{1,2}([t ]00:00(:00)?)?)?",
    r"(\d{1,2}[/.])?(?P<month>\d{1,2})[/.](?P<year>\d{4})",
    r"(\d{1,2}(st|nd|rd|th)?[ -])?(?P<name>[a-z]{3,9})\.?,?[ -](?P<year>\d{4}|\d{2})",
    r"(?P<year>\d{4})",
)
_EARLIEST_YEAR = 1900


def read_months(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last month of "2026-09", "Sept 2026", "2024" or "2024-01 to 2024-12"."""
    spans = [_months(part) for part in " ".join(text.casefold().split()).split(" to ")]
    if len(spans) > 2 or spans[0] is None or spans[-1] is None or spans[-1][1] < spans[0][0]:
        return None
    return spans[0][0], spans[-1][1]


def _months(text: str) -> tuple[dt.date, dt.date] | None:
    text = re.sub(r"^(since|in|from) ", "", text)
    found = next((m.groupdict() for form in _AS_WRITTEN if (m := re.fullmatch(form, text))), None)
    if found is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    named = [at for at, name in enumerate(_NAMES, 1) if name.startswith(found.get("name") or "-")]
    number = int(found.get("month") or (named or [0])[0])
    is_whole_year = not (found.get("name") or found.get("month"))
    if year < _EARLIEST_YEAR or not (1 <= number <= 12 or is_whole_year):
        return None
    return dt.date(year, number or 1, 1), dt.date(year, number or 12, 1)
