"""Other names of questions that a heading of a staff list could mean two questions by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from npqpath.errors import Problem
    from npqpath.validate.parts import Files


def check_other_names(files: Files) -> Iterator[Problem]:
    """Yield the other names of questions that stand for another question too."""
    questions = files.catalogue.pathways.questions
    owner: dict[str, str] = {}
    for question in questions:
        for word in (question.id, question.ask):
            owner.setdefault(_closed_up(word), question.id)
    for i, question in enumerate(questions):
        for j, alias in enumerate(question.aliases):
            other = owner.setdefault(_closed_up(alias), question.id)
            if other != question.id:
                message = f'"{alias}" stands for the question "{other}" already.'
                loc = ("questions", i, "aliases", j)
                yield files.problem("pathways", loc, "NP137", message, "Use another name for one of the two.")


def _closed_up(word: str) -> str:
    """Return the word as it is compared when the headings of a staff list are read."""
    return re.sub(r"[\W_]+", "", word.casefold())
