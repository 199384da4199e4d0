"""The answers of one person, as an answers file holds them and as the program does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import AnswerValue, Statuses, Ticked, read_answer

Answers: TypeAlias = Mapping[str, AnswerValue]


def read_answers(raw: Mapping[str, object], catalogue: Catalogue) -> dict[str, AnswerValue]:
    """Return the answers of an answers file, in the order of the questions.

    Raises `UsageError` that names every unknown question and answer with its near miss.
    """
    troubles: list[str] = []
    answers: dict[str, AnswerValue] = {}
    ids = [question.id for question in catalogue.pathways.questions]
    for key, value in raw.items():
        if key not in ids:
            hint = did_you_mean(key, ids)
            troubles.append(f'There is no question "{key}".' + (f" {hint}" if hint else ""))
            continue
        try:
            answers[key] = read_answer(catalogue.question(key), value, catalogue)
        except UsageError as error:
            troubles.append(error.message)
    if troubles:
        raise UsageError("\n".join(troubles), "`npqpath questions` lists every question with its answers.")
    return {id: answers[id] for id in ids if id in answers}


def write_answers(answers: Answers) -> dict[str, object]:
    """Return answers as an answers file holds them; `read_answers` gives them back."""
    return {question: _written(value) for question, value in answers.items()}


def _written(value: AnswerValue) -> object:
    if isinstance(value, Ticked):
        return list(value.ids)
    return dict(value.pairs) if isinstance(value, Statuses) else value
