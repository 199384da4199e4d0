"""Conditions that the reader of conditions cannot make sense of, each fault at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.logic.conditions import THIS, ConditionReader, Fault
from npqpath.logic.question_kinds import kind_of, parts_of

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.errors import Problem
    from npqpath.validate.parts import Condition, Files

_TOO_LONG = re.compile(r"\d{10}")
"""A number with this many digits is a slip, told by `slips`; no reader needs to see it."""
_ABOUT_ANSWERS = ("NP109", "NP110")


def check_conditions(files: Files) -> Iterator[Problem]:
    """Yield the faults of every condition; none about the answers of a question that has a fault itself."""
    book = files.catalogue.pathways
    unsettled = [f'"{id}"' for id in _unsettled(files.catalogue)]
    reader = ConditionReader(book.questions, frozenset(book.terms))
    for one in files.conditions:
        written = str(one.raw)
        if _TOO_LONG.search(written):
            continue
        reader.faults.clear()
        for this in _meanings_of_this(files.catalogue, one, written):
            reader.read(one.raw, one.loc, this)
        for fault in reader.faults:
            if fault.code not in _ABOUT_ANSWERS or not any(id in fault.message for id in unsettled):
                yield _placed(files, one, fault)


def _unsettled(catalogue: Catalogue) -> Iterator[str]:
    """Yield the questions whose answers are not clear, which is a finding of its own."""
    for question in catalogue.pathways.questions:
        two_lists = bool(question.of and question.answers)
        form = kind_of(question).conditions
        too_few = len(question.answers) < 2 if form == "answers" else not parts_of(question)
        if form != "range" and (two_lists or too_few):
            yield question.id


def _meanings_of_this(catalogue: Catalogue, one: Condition, written: str) -> tuple[str | None, ...]:
    """Return what to read `this` as: in a funding table each qualification that the row is about."""
    if not one.in_table or THIS not in written:
        return (None,)
    return tuple(id for id in one.these if id in catalogue.qualifications_by_id)


def _placed(files: Files, condition: Condition, fault: Fault) -> Problem:
    place = files.key_problem if fault.on_key else files.problem
    return place(condition.file, fault.loc, fault.code, fault.message, fault.hint)
