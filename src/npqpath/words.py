"""How lists, sentences, days and months are written, months counted, and what is read as "not sure"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

NOT_SURE_WORDS = ("not sure", "unsure", "unknown", "don't know", "dont know", "i don't know", "?", "n/k")
"""What stands for "not sure" wherever an answer is written; case, hyphens and underlines do not count."""


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
