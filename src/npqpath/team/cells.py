"""What the cells of a roster say: a text is read once for each column, however many rows have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from npqpath.advice.answers import NOT_SURE, Ticked, read_answer
from npqpath.catalogue.near import one_of
from npqpath.errors import UsageError
from npqpath.logic.conditions import STATUSES, parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.advice.answers import AnswerValue
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Question
    from npqpath.team.headings import Heading

BLANK, BAD = 0, 1
"""The numbers of an empty cell, and of one that cannot be read."""

_YES = ("yes", "y", "true", "x", "✓", "✔", "1", "held", "has")
_NO = ("no", "n", "false", "0", "-", "\u2013", "never", "not started", "none")
_UNSURE = ("not sure", "unsure", "unknown", "don't know", "dont know", "?", "n/k")
_STATUS_WORDS = {
    **dict.fromkeys(("complete", "done", "finished", "passed", "achieved", *_YES), "completed"),
    **dict.fromkeys(("in progress", "current", "currently", "currently doing", "doing"), "studying"),
    **dict.fromkeys(("started", "ongoing", "working towards"), "studying"),
    **dict.fromkeys(("registered", "signed up", "accepted", "starting", "due to start"), "starting-soon"),
    **dict.fromkeys(_NO, "none"),
}
_ENTRY = re.compile(r"\s*[;|\n]\s*")
_COMMA = re.compile(r"\s*,\s*")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}(?:[T ].*)?|[2-7]\d{4}")
_LONGEST_SHOWN = 60


class Cells(dict[str, int]):
    """Numbers for the texts of one column, with the answer that each number stands for.

    `faults` says for a text what is wrong with it; its answer counts as not sure. `bare` are the texts that
    name an NPQ without saying how far it has got.
    """

    def __init__(self, heading: Heading, catalogue: Catalogue) -> None:
        super().__init__({"": BLANK})
        self.answers: list[AnswerValue | None] = [None, NOT_SURE]
        self.faults: dict[str, tuple[str, str | None]] = {}
        self.bare: set[str] = set()
        self._numbers: dict[AnswerValue, int] = {NOT_SURE: BAD}
        self._heading = heading
        self._question = catalogue.question(heading.name)
        self._catalogue = catalogue

    def __missing__(self, raw: str) -> int:
        text = " ".join(raw.replace("\ufeff", "").replace("\u200b", "").split())
        number = BLANK if not text else self._number(raw, text)
        self[raw] = number
        return number

    def _number(self, raw: str, text: str) -> int:
        try:
            answer = self._read(raw, text)
        except UsageError as error:
            self.faults[raw] = _fault(self._catalogue, self._heading, text, error)
            return BAD
        number = self._numbers.setdefault(answer, len(self.answers))
        if number == len(self.answers):
            self.answers.append(answer)
        return number

    def _read(self, raw: str, text: str) -> AnswerValue:
        if _word(text).replace("-", " ") in _UNSURE:
            return NOT_SURE
        if self._heading.kind == "part":
            return self._part(raw, text)
        if self._question.kind == "npqs":
            return self._npqs(raw, text)
        if self._question.kind == "several":
            return self._ticks(raw, text)
        return read_answer(self._question, _yes_or_no(self._question, text), self._catalogue)

    def _part(self, raw: str, text: str) -> str:
        """Return the status of an NPQ, or yes or no for a tick box."""
        word = _word(text)
        if self._question.kind == "several":
            if word in (*_YES, *_NO):
                return "yes" if word in _YES else "no"
            raise UsageError(f'"{_short(text)}" is not an answer here.')
        status = _status(word)
        if status is None:
            raise UsageError(f'"{_short(text)}" is not a status of an NPQ.')
        if word in _YES:
            self.bare.add(raw)
        return status

    def _npqs(self, raw: str, text: str) -> AnswerValue:
        if _word(text) in _NO:
            return read_answer(self._question, {}, self._catalogue)
        found: dict[str, str] = {}
        for entry in filter(None, _ENTRY.split(raw.strip())):
            for part in _COMMA.split(entry) if _ends_with_status(entry) is None or "," in entry else [entry]:
                name, status = _ends_with_status(part) or (part, None)
                if status is None:
                    self.bare.add(raw)
                found[" ".join(name.split())] = status or "completed"
        return read_answer(self._question, found, self._catalogue)

    def _ticks(self, raw: str, text: str) -> AnswerValue:
        if _word(text) in _NO:
            return Ticked(())
        for split in (_ENTRY, re.compile(r"\s*[;|\n,]\s*")):
            entries = [" ".join(entry.split()) for entry in split.split(raw.strip()) if entry.strip()]
            try:
                return read_answer(self._question, entries, self._catalogue)
            except UsageError as error:
                refused = error
        raise refused


def _word(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())


def _status(word: str) -> str | None:
    spelt = word.replace(" ", "-")
    return spelt if spelt in STATUSES else _STATUS_WORDS.get(word)


def _ends_with_status(entry: str) -> tuple[str, str] | None:
    """Return the name and the status of "NPQSL completed", "NPQSL: completed" or "completed NPQSL"."""
    words = re.sub(r"[():=]|\s[-\u2013\u2014]\s", " ", entry).split()
    for count in range(1, min(4, len(words))):
        status = _status(" ".join(words[-count:]).casefold())
        if status is not None:
            return " ".join(words[:-count]), status
        status = _status(" ".join(words[:count]).casefold())
        if status is not None:
            return " ".join(words[count:]), status
    return None


def _yes_or_no(question: Question, text: str) -> str:
    """Return "yes" for Y where the question takes yes, and the text as it is elsewhere."""
    if "yes" in [answer.id for answer in question.answers]:
        word = _word(text)
        if word in _YES:
            return "yes"
        if word in _NO:
            return "no"
    return text.rstrip("+") if question.kind == "number" else text


def _fault(catalogue: Catalogue, heading: Heading, text: str, error: UsageError) -> tuple[str, str | None]:
    """Return what is wrong with a cell, and every answer that is right there."""
    question = catalogue.question(heading.name)
    legal: Sequence[str]
    message = error.message if len(text) <= _LONGEST_SHOWN else f'"{_short(text)}" is not an answer here.'
    if _DATE.fullmatch(text):
        message = f'"{text}" is a date, which is not an answer here.'
    if heading.part is not None:
        legal = STATUSES if question.kind == "npqs" else ("yes", "no")
    elif question.kind == "npqs":
        first, second = (catalogue.qualification(id).short_name for id in question.of[:2])
        return message, f"Write {first} completed; {second} studying."
    elif question.kind == "number":
        return message, None if "whole number" in message else "Write a whole number, such as 4."
    else:
        legal = parts_of(question)
    return message, None if "Write one of" in message else one_of(legal)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
