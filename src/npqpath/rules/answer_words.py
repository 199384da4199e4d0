"""The words in which answers are written: what stands for yes, no, not sure, and how far an NPQ has got."""

from __future__ import annotations

import re
from collections.abc import Iterable

NOT_SURE_WORDS = ("not sure", "unsure", "unknown", "don't know", "dont know", "i don't know", "?", "n/k")
"""What stands for "not sure" wherever an answer is written; case, hyphens and underlines do not count."""
STATUSES = ("completed", "studying", "starting-soon", "none")
YES = ("yes", "y", "true", "x", "\u2713", "\u2714", "1", "held", "has")
NO = (
    *("no", "n", "false", "0", "-", "\u2013", "never", "not started", "none"),
    *("n/a", "na", "nil", "not applicable", "no npq", "no npqs"),
)
STATUS_WORDS = {
    **{status.replace("-", " "): status for status in STATUSES},
    **dict.fromkeys(("complete", "done", "finished", "passed", "achieved", *YES), "completed"),
    **dict.fromkeys(("in progress", "current", "currently", "currently doing", "doing"), "studying"),
    **dict.fromkeys(("started", "ongoing", "working towards"), "studying"),
    **dict.fromkeys(("registered", "signed up", "accepted", "starting", "due to start"), "starting-soon"),
    **dict.fromkeys(NO, "none"),
}


def plain(text: str) -> str:
    """Return what counts of an answer: case, blanks, hyphens and underlines do not."""
    return re.sub(r"[\s_-]+", " ", text.casefold().replace("\u2019", "'")).strip()


def is_not_sure(text: str) -> bool:
    """Return whether somebody writes that they are not sure."""
    return plain(text) in NOT_SURE_WORDS


def is_one_of(raw: object, words: Iterable[str]) -> bool:
    """Return whether somebody writes one of these words."""
    text = str(raw)
    return plain(text) in words or text.strip() in words


def status_of(text: str) -> str | None:
    """Return the status of an NPQ that somebody writes, or None."""
    return STATUS_WORDS.get(plain(text)) or STATUS_WORDS.get(text.strip())
