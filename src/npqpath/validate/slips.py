"""Conditions that can be read and still say nothing, or the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.logic.question_kinds import kind_of
from npqpath.validate.parts import Condition, Files, maps_in, words_in

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Question
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Problem

_MOST_DIGITS = 3
"""An answer has no more digits than this."""


def check_slips(files: Files) -> Iterator[Problem]:
    """Yield ranges that hold nobody or everybody, counts that cannot be met, and names written twice."""
    questions = files.catalogue.questions_by_id
    for one in files.conditions:
        for loc, entries in maps_in(one.raw, one.loc):
            yield from _check_repeats(files, one, loc, entries)
            for key, value in entries.items():
                question = questions.get(key)
                if question and kind_of(question).conditions == "range" and isinstance(value, str):
                    yield from _check_number(files, one, (*loc, key), question, value)
                elif question is not None and isinstance(value, dict):
                    yield from _check_counts(files, one, (*loc, key), value)


def _check_number(files: Files, one: Condition, loc: Loc, question: Question, text: str) -> Iterator[Problem]:
    numbers = re.findall(r"\d+", text)
    message = hint = None
    if any(len(number) > _MOST_DIGITS for number in numbers):
        message, hint = "This number is too large.", f'Nobody answers "{question.id}" with over 999.'
    elif re.fullmatch(r"0+ or more", text):
        message, hint = (
            f'Every answer to "{question.id}" is 0 or more, so this says nothing.',
            "Leave the line out.",
        )
    elif re.fullmatch(r"under 0+", text):
        message, hint = f'No answer to "{question.id}" is under 0.', "Write a number that is not 0."
    elif re.fullmatch(r"\d+ to \d+", text) and int(numbers[0]) > int(numbers[1]):
        message, hint = (
            f"No number goes from {numbers[0]} up to {numbers[1]}.",
            f"Write {numbers[1]} to {numbers[0]}.",
        )
    if message is not None:
        yield files.problem(one.file, loc, "NP114", message, hint)


def _check_counts(files: Files, one: Condition, loc: Loc, value: dict[str, object]) -> Iterator[Problem]:
    for operator, listed in value.items():
        match = re.fullmatch(r"at least (\d+) of", operator)
        if not match:
            continue
        names = list(words_in(listed, ()))
        if len(match[1]) > _MOST_DIGITS or int(match[1]) > len(names):
            message = f"Nobody can have so many: the list has {len(names)}."
            yield files.key_problem(
                one.file, (*loc, operator), "NP115", message, "Ask for fewer, or list more names."
            )
        elif int(match[1]) == 0:
            message = "Everybody has at least 0 of them, so this says nothing."
            yield files.key_problem(
                one.file, (*loc, operator), "NP115", message, "Ask for at least 1, or leave it out."
            )


def _check_repeats(files: Files, one: Condition, loc: Loc, entries: dict[str, object]) -> Iterator[Problem]:
    for key, value in entries.items():
        if key == "any of":
            continue
        lists = value.items() if isinstance(value, dict) else [(None, value)]
        for operator, listed in lists:
            seen: set[str] = set()
            for word, at in words_in(listed, (*loc, key) if operator is None else (*loc, key, operator)):
                if word in seen:
                    message = f'"{word}" stands twice in this list.'
                    yield files.problem(one.file, at, "NP116", message, "Take one of the two away.")
                seen.add(word)
