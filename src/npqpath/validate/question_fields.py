"""Questions: each has what its kind needs and nothing that its kind does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.catalogue.near import did_you_mean
from npqpath.logic.question_kinds import kind_of, parts_of

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Question
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Problem
    from npqpath.validate.parts import Files

_WHAT = {
    "answers": "a list of answers",
    "of": "a list of qualifications",
    "unit": "what is counted, such as years",
    "fact": 'a fact to follow "because", such as: you have taught for {answer}',
    "lacking": "words for an answer that does not hold, such as: you did not tick {answer}",
}


def check_questions(files: Files) -> Iterator[Problem]:
    """Yield what is missing, left over or unknown in the questions."""
    for index, question in enumerate(files.catalogue.pathways.questions):
        loc: Loc = ("questions", index)
        yield from _check_fields(files, loc, question)
        yield from _check_facts(files, loc, question)
        yield from _check_usual(files, loc, question)
        yield from _check_later(files, loc, question)


def _check_fields(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    kind = kind_of(question)
    takes = f'The question "{question.id}" takes {kind.takes}'
    for name in kind.needs:
        if not getattr(question, name):
            message = f'{takes}, so it needs "{name}".'
            yield files.problem(
                "pathways", (*loc, "id"), "NP140", message, f'Add "{name}:" with {_WHAT[name]}.'
            )
    for name in kind.ignores:
        if getattr(question, name):
            message = f'{takes}, so "{name}" has no meaning here.'
            yield files.key_problem(
                "pathways", (*loc, name), "NP141", message, f'Take "{name}" away, or change "kind".'
            )
    if not parts_of(question) and not ({"answers", "of"} & {*kind.needs, *kind.ignores}):
        hint = "Add one of the two lists."
        yield files.problem(
            "pathways", (*loc, "id"), "NP140", f'{takes}, so it needs "answers" or "of".', hint
        )
    elif question.of and question.answers and not ({"answers", "of"} & {*kind.needs, *kind.ignores}):
        hint = "Take one of the two lists away."
        yield files.key_problem(
            "pathways", (*loc, "of"), "NP141", f'{takes}, from "answers" or from "of".', hint
        )
    if kind.conditions == "answers" and len(question.answers) == 1:
        message = f'The question "{question.id}" has only one answer, so nobody has a choice.'
        yield files.key_problem("pathways", (*loc, "answers"), "NP142", message, "Add the other answers.")


def _check_facts(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    """Yield the answers that no sentence could name, and the sentences with no place for the answer."""
    if "fact" not in {*kind_of(question).needs, *kind_of(question).ignores} and question.fact is None:
        for index, answer in enumerate(question.answers):
            if not answer.fact:
                message = f'The answer "{answer.id}" has no "fact", so no reason can name it.'
                hint = 'Add "fact:" with words to follow "because", such as: you lead a subject.'
                yield files.problem("pathways", (*loc, "answers", index, "id"), "NP143", message, hint)
        if question.of and not question.answers:
            hint = f'Add "fact:" with {_WHAT["fact"]}.'
            message = f'The question "{question.id}" has no "fact", so no reason can name its answers.'
            yield files.problem("pathways", (*loc, "id"), "NP143", message, hint)
    for name in ("fact", "lacking"):
        text = getattr(question, name)
        if text and name not in kind_of(question).ignores and "{answer}" not in text:
            message = f'"{name}" has no place for the answer.'
            hint = "Write {answer} where the answer belongs."
            yield files.problem("pathways", (*loc, name), "NP144", message, hint)


def _check_usual(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    usual = question.usual
    if usual is None:
        return
    legal, hint = list(parts_of(question)), None
    kind = kind_of(question)
    if kind.conditions == "range":
        is_known = re.fullmatch(r"[0-9]{1,3}", usual) is not None
        hint = "Write a whole number, such as 4."
    else:
        legal = ["none"] if kind.stages else [*legal, *(["none"] if kind.part_words else [])]
        is_known, hint = usual in legal, did_you_mean(usual, legal)
    if not is_known:
        message = f'"{usual}" is not an answer to the question "{question.id}".'
        yield files.problem("pathways", (*loc, "usual"), "NP126", message, hint)


def _check_later(files: Files, loc: Loc, question: Question) -> Iterator[Problem]:
    ids = [answer.id for answer in question.answers]
    for index, answer in enumerate(question.answers):
        if answer.later is not None and answer.later not in ids:
            message = f'"{answer.later}" is not an answer to the question "{question.id}".'
            at = (*loc, "answers", index, "later")
            yield files.problem("pathways", at, "NP126", message, did_you_mean(answer.later, ids))
