"""The words in which answers are written: what stands for yes, no, not sure, and how far an NPQ has got."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

NOT_SURE_WORDS = (
    *("not sure", "unsure", "unknown", "don't know", "dont know", "i don't know", "?", "n/k"),
    *("keep my options open", "undecided"),
)
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
_LONGEST_SHOWN = 60


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


@lru_cache(maxsize=4096)
def closed_up(text: str) -> str:
    """Return what counts of a name, without blanks."""
    # "NPQ SL" is as common as "NPQSL".
    return plain(text).replace(" ", "")


def npqs_in(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each NPQ with its status, if it has one: "NPQSL: completed; studying NPQH, NPQLT"."""
    for entry in filter(None, map(str.strip, re.split(r"[;|\n,]", text))):
        name, colon, status = entry.partition(":")
        if colon and status.strip():
            yield name.strip(), status.strip()
            continue
        words = re.sub(r"[():=]|\s[-\u2013\u2014]\s", " ", entry).split()
        cuts = [(words[:at], words[at:]) for n in range(1, min(4, len(words))) for at in (-n, n)]
        ways = (pair for first, last in cuts for pair in ((first, last), (last, first)))
        entries = ((" ".join(name), " ".join(status)) for name, status in ways if status_of(" ".join(status)))
        yield next(entries, (" ".join(words), None))


def short(text: str) -> str:
    """Return a text cut off where it is long."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}\u2026"
