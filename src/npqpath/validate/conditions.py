"""Conditions that cannot be read, say nothing, or say the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.rules.conditions import THIS, ConditionReader, Fault
from npqpath.rules.question_kinds import kind_of, parts_of
from npqpath.validate.parts import maps_in, words_in

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import Condition, Files


_TOO_LONG = re.compile(r"\d{10}")
"""A number with this many digits is told as too large; no reader needs to see it."""
_MOST_DIGITS = 3
"""An answer has no more digits than this."""
_ABOUT_ANSWERS = ("NP109", "NP110")


def check_conditions(files: Files) -> Iterator[Problem]:
    """Yield the faults of every condition; none about the answers of a question that has a fault itself."""
    book = files.catalogue.pathways
    unsettled = [f'"{id}"' for id in _unsettled(files.catalogue)]
    reader = ConditionReader(book.questions, frozenset(book.terms))
    for condition in files.conditions:
        written = str(condition.raw)
        if _TOO_LONG.search(written):
            continue
        reader.faults.clear()
        for this in _meanings_of_this(files.catalogue, condition, written):
            reader.read(condition.raw, condition.loc, this)
        for fault in reader.faults:
            if fault.code not in _ABOUT_ANSWERS or not any(id in fault.message for id in unsettled):
                yield _placed(files, condition, fault)


def _unsettled(catalogue: Catalogue) -> Iterator[str]:
    """Yield the questions whose answers are not clear, which is a finding of its own."""
    for question in catalogue.pathways.questions:
        two_lists = bool(question.of and question.answers)
        form = kind_of(question).conditions
        too_few = len(question.answers) < 2 if form == "answers" else not parts_of(question)
        if form != "range" and (two_lists or too_few):
            yield question.id


def _meanings_of_this(catalogue: Catalogue, condition: Condition, written: str) -> tuple[str | None, ...]:
    """Return what to read `this` as: in a funding table each qualification that the row is about."""
    if not condition.in_table or THIS not in written:
        return (None,)
    return tuple(id for id in condition.these if id in catalogue.qualifications_by_id)


def _placed(files: Files, condition: Condition, fault: Fault) -> Problem:
    place = files.key_problem if fault.on_key else files.problem
    return place(condition.file, fault.loc, fault.code, fault.message, fault.hint)


def check_slips(files: Files) -> Iterator[Problem]:
    """Yield ranges that hold nobody or everybody, counts that cannot be met, and names written twice."""
    questions = files.catalogue.questions_by_id
    for condition in files.conditions:
        for loc, entries in maps_in(condition.raw, condition.loc):
            yield from _check_repeats(files, condition, loc, entries)
            for key, value in entries.items():
                question = questions.get(key)
                if question and kind_of(question).conditions == "range" and isinstance(value, str):
                    yield from _check_number(files, condition, (*loc, key), question, value)
                elif question is not None and isinstance(value, dict):
                    yield from _check_counts(files, condition, (*loc, key), value)


def _check_number(
    files: Files, condition: Condition, loc: Loc, question: Question, text: str
) -> Iterator[Problem]:
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
        yield files.problem(condition.file, loc, "NP114", message, hint)


def _check_counts(
    files: Files, condition: Condition, loc: Loc, value: dict[str, object]
) -> Iterator[Problem]:
    for operator, listed in value.items():
        match = re.fullmatch(r"at least (\d+) of", operator)
        if not match:
            continue
        names = list(words_in(listed, ()))
        if len(match[1]) > _MOST_DIGITS or int(match[1]) > len(names):
            message = f"Nobody can have so many: the list has {len(names)}."
            yield files.key_problem(
                condition.file, (*loc, operator), "NP115", message, "Ask for fewer, or list more names."
            )
        elif int(match[1]) == 0:
            message = "Everybody has at least 0 of them, so this says nothing."
            yield files.key_problem(
                condition.file, (*loc, operator), "NP115", message, "Ask for at least 1, or leave it out."
            )


def _check_repeats(
    files: Files, condition: Condition, loc: Loc, entries: dict[str, object]
) -> Iterator[Problem]:
    for key, value in entries.items():
        if key == "any of":
            continue
        lists = value.items() if isinstance(value, dict) else [(None, value)]
        for operator, listed in lists:
            seen: set[str] = set()
            for word, at in words_in(listed, (*loc, key) if operator is None else (*loc, key, operator)):
                if word in seen:
                    message = f'"{word}" stands twice in this list.'
                    yield files.problem(condition.file, at, "NP116", message, "Take one of the two away.")
                seen.add(word)
