"""How answers, names and conditions are put into words; the words themselves are in the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from npqpath.advice.answers import NOT_SURE, Answers, AnswerValue, Statuses, Ticked
from npqpath.advice.core import CompiledRules
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Question

STATUS_FACTS = {
    "completed": "you have completed {name}",
    "studying": "you are studying {name}",
    "starting-soon": "you start {name} soon",
    "none": "you have not taken {name}",
}
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


def name_of(catalogue: Catalogue, question: Question, part: str) -> str:
    """Return the name of an answer or of a qualification that a question lists."""
    if question.of:
        return catalogue.qualification(part).short_name
    return next(answer.label for answer in question.answers if answer.id == part)


def answer_text(core: CompiledRules, question: Question, value: AnswerValue) -> str:
    """Return an answer as the teacher gave it, such as "Head of year" or "NPQSL: completed"."""
    catalogue = core.catalogue
    if value == NOT_SURE:
        return "Not sure"
    if isinstance(value, int):
        # The wizard keeps a band by the number it starts with.
        starts = {band.low: band for band in core.space.bands[question.id]}
        unit = question.unit or ""
        counted = f"{value} {unit.removesuffix('s') if value == 1 else unit}"
        return starts[value].label(unit).capitalize() if value in starts else counted
    if isinstance(value, Ticked):
        return listed([name_of(catalogue, question, part) for part in value.ids]) or "None of these"
    if isinstance(value, Statuses):
        words = [
            f"{name_of(catalogue, question, npq)}: {status.replace('-', ' ')}" for npq, status in value.pairs
        ]
        return ", ".join(words) or "None"
    return name_of(catalogue, question, value)


def fact_of(core: CompiledRules, level: int, value: int) -> str:
    """Return one value of one variable as a fact about the teacher, to follow "because"."""
    variable = core.space.variables[level]
    question = core.catalogue.question(variable.question)
    word = variable.values[value]
    if question.kind == "npqs":
        return STATUS_FACTS[word].format(name=core.catalogue.qualification(variable.part or "").short_name)
    if question.kind == "number":
        band = core.space.bands[question.id][value]
        return (question.fact or "{answer}").replace("{answer}", band.label(question.unit or ""))
    part = variable.part or word
    label = name_of(core.catalogue, question, part)
    if variable.part is not None and word == "no":
        return (question.lacking or "{answer}: no").replace("{answer}", label)
    own = next((answer.fact for answer in question.answers if answer.id == part), None)
    return own or (question.fact or "{answer}").replace("{answer}", label)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(words: str) -> str:
    """Return words with a capital first and a full stop last."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
