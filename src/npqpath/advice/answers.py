"""Answers as the program holds them: read from text, checked, and turned into facts about the teacher."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.near import did_you_mean
from npqpath.catalogue.pathways import Question
from npqpath.errors import UsageError
from npqpath.logic.conditions import STATUSES, answer_hint, parts_of
from npqpath.logic.space import Space

NOT_SURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Ticked:
    """The ids ticked of a question with several answers; the others do not hold."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statuses:
    """NPQs with a status; an NPQ left out has the status none."""

    pairs: tuple[tuple[str, str], ...]


AnswerValue: TypeAlias = str | int | Ticked | Statuses
"""An answer: an id, a number, ticks, statuses, or "not-sure"."""

Answers: TypeAlias = Mapping[str, AnswerValue]


def read_answers(raw: Mapping[str, object], catalogue: Catalogue) -> dict[str, AnswerValue]:
    """Return the answers of an answers file, in the order of the questions.

    Raises `UsageError` that names every unknown question and answer with its near miss.
    """
    troubles: list[str] = []
    found: dict[str, AnswerValue] = {}
    ids = [question.id for question in catalogue.pathways.questions]
    for key, value in raw.items():
        if key not in ids:
            troubles.append(_sentence(f'There is no question "{key}".', did_you_mean(key, ids)))
            continue
        try:
            found[key] = read_answer(catalogue.question(key), value, catalogue)
        except UsageError as error:
            troubles.append(error.message)
    if troubles:
        raise UsageError("\n".join(troubles), "`npqpath questions` lists every question with its answers.")
    return {id: found[id] for id in ids if id in found}


def read_answer(question: Question, raw: object, catalogue: Catalogue) -> AnswerValue:
    """Return one answer. Raises `UsageError` with the near miss."""
    if isinstance(raw, str) and _plain(raw) in ("not sure", "unknown", "don't know"):
        return NOT_SURE
    if question.kind == "one":
        return _one(question, raw)
    if question.kind == "number":
        return _number(question, raw)
    if question.kind == "npqs":
        return _statuses(question, raw, catalogue)
    return _ticked(question, raw, catalogue)


def _one(question: Question, raw: object) -> str:
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    if isinstance(raw, (list, tuple, Mapping)) or raw is None:
        raise UsageError(f'"{question.id}" takes one answer: {_legal(question)}.')
    if raw in [answer.id for answer in question.answers]:
        return str(raw)
    word = _plain(str(raw))
    word = {"true": "yes", "false": "no"}.get(word, word)
    for answer in question.answers:
        if word in {_plain(answer.id), _plain(answer.label), *map(_plain, answer.aliases)}:
            return answer.id
    names = [name for answer in question.answers for name in (answer.id, *answer.aliases)]
    raise UsageError(
        _sentence(f'"{raw}" is not an answer to "{question.id}".', did_you_mean(str(raw), names))
    )


def _number(question: Question, raw: object) -> int:
    match = re.fullmatch(r"\s*(\d{1,3})(?:\.\d+)?\s*(?:years?)?\s*", str(raw))
    if isinstance(raw, bool) or not match:
        raise UsageError(f'"{question.id}" takes a whole number of {question.unit}, such as 4, not "{raw}".')
    return int(match[1])


def _ticked(question: Question, raw: object, catalogue: Catalogue) -> Ticked:
    words = [raw] if isinstance(raw, str) else raw
    if raw is None or (isinstance(raw, str) and _plain(raw) in ("none", "")):
        words = []
    if not isinstance(words, (list, tuple)):
        raise UsageError(f'"{question.id}" takes a list, such as [{", ".join(parts_of(question)[:2])}].')
    ids = {_part(question, str(word), catalogue) for word in words}
    return Ticked(tuple(part for part in parts_of(question) if part in ids))


def _statuses(question: Question, raw: object, catalogue: Catalogue) -> Statuses:
    if raw is None or (isinstance(raw, str) and _plain(raw) in ("none", "")) or raw == []:
        return Statuses(())
    if not isinstance(raw, Mapping):
        raise UsageError(f'"{question.id}" takes NPQs with a status, such as {{npqsl: completed}}.')
    found: dict[str, str] = {}
    for key, value in raw.items():
        part, status = _part(question, str(key), catalogue), _plain(str(value)).replace(" ", "-")
        if status not in STATUSES:
            raise UsageError(
                _sentence(f'"{value}" is not a status of an NPQ.', did_you_mean(status, list(STATUSES)))
            )
        found[part] = status
    return Statuses(
        tuple((part, found[part]) for part in parts_of(question) if found.get(part, "none") != "none")
    )


def _part(question: Question, word: str, catalogue: Catalogue) -> str:
    if word in parts_of(question):
        return word
    names: dict[str, str] = {}
    for part in parts_of(question):
        names[_closed_up(part)] = part
        if question.of:
            held = catalogue.qualification(part)
            names |= {_closed_up(name): part for name in (held.short_name, held.name, *held.aliases)}
    for answer in question.answers:
        names |= {_closed_up(name): answer.id for name in (answer.label, *answer.aliases)}
    if _closed_up(word) in names:
        return names[_closed_up(word)]
    hint = answer_hint(word.casefold(), list(parts_of(question)), catalogue.pathways.questions)
    raise UsageError(_sentence(f'"{word}" is not an answer to "{question.id}".', hint))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.casefold().replace("\u2019", "'")).strip()


def _closed_up(text: str) -> str:
    # "NPQ SL" is as common as "NPQSL".
    return _plain(text).replace(" ", "")


def _legal(question: Question) -> str:
    return ", ".join(answer.id for answer in question.answers)


def _sentence(message: str, hint: str | None) -> str:
    return f"{message} {hint}" if hint else message


def write_answers(answers: Answers) -> dict[str, object]:
    """Return answers as an answers file holds them; `read_answers` gives them back."""
    plain: dict[str, object] = {}
    for question, value in answers.items():
        if isinstance(value, Ticked):
            plain[question] = list(value.ids)
        elif isinstance(value, Statuses):
            plain[question] = dict(value.pairs)
        else:
            plain[question] = value
    return plain


def values_of(space: Space, question: str, value: AnswerValue) -> dict[int, int]:
    """Return the diagram's variables, by level, that an answer decides; nothing for "not-sure"."""
    if value == NOT_SURE:
        return {}
    if isinstance(value, int):
        found = next(
            i for i, band in enumerate(space.bands[question]) if band.high is None or value < band.high
        )
        return {space.level[question, None]: found}
    if isinstance(value, str):
        level = space.level[question, None]
        return {level: space.variables[level].values.index(value)}
    decided = dict.fromkeys(space.levels[question], 0)
    held = value.pairs if isinstance(value, Statuses) else [(part, "yes") for part in value.ids]
    for part, word in held:
        if (question, part) in space.level:
            level = space.level[question, part]
            decided[level] = space.variables[level].values.index(word)
    return decided
