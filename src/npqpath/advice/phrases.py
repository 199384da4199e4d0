"""How answers, names and conditions are put into words; the words themselves are in the data."""

from __future__ import annotations

from typing import Protocol

from npqpath.advice.answers import Answers
from npqpath.advice.core import CompiledRules
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Question
from npqpath.logic.question_kinds import NOT_SURE, AnswerValue, kind_of
from npqpath.logic.question_kinds import listed as listed

CERTAINTY_WORDS = {"certain": "fits your answers", "possible": "may fit, depending on what is still open"}


class Suggested(Protocol):
    """What is said of a suggestion, in a plan of today or in one that was kept."""

    @property
    def certainty(self) -> str: ...
    @property
    def strength(self) -> str: ...
    @property
    def because(self) -> str: ...


def reason_for(told: Suggested) -> str:
    """Return the reason of a suggestion; while an open answer decides, it is one only if it is so."""
    return told.because if told.certainty == "certain" else f"If this is so: {told.because}"


def how_strongly(told: Suggested) -> str:
    """Return how strongly something is suggested, in words; what is open comes before that."""
    return told.strength.replace("-", " ") if told.certainty == "certain" else "may fit"


def talks_with(catalogue: Catalogue, answers: Answers) -> str:
    """Return whom somebody talks a plan through with: as an answer of theirs says, or their line manager."""
    for id, value in answers.items():
        for answer in catalogue.question(id).answers:
            if answer.id == value and answer.talks_with:
                return answer.talks_with
    return "your line manager"


def answer_text(core: CompiledRules, question: Question, value: AnswerValue) -> str:
    """Return an answer as the teacher gave it, such as "Head of year" or "NPQSL: completed"."""
    bands = core.space.bands.get(question.id, ())
    return "Not sure" if value == NOT_SURE else kind_of(question).text(value, core.catalogue, bands)


def fact_of(core: CompiledRules, level: int, value: int) -> str:
    """Return one value of one variable as a fact about the teacher, to follow "because"."""
    variable = core.space.variables[level]
    return kind_of(core.catalogue.question(variable.question)).fact(variable, value, core.catalogue)


def sentence(words: str) -> str:
    """Return words with a capital first and a full stop last."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
