"""Every question with its answers, as a document and as JSON."""

from __future__ import annotations

from npqpath.advice.core import CompiledRules
from npqpath.catalogue.pathways import Question
from npqpath.logic.conditions import STATUSES, parts_of
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph

SCHEMA = "npqpath/questions/1"

KINDS = {
    "one": "one answer",
    "several": "any number of answers",
    "number": "a number",
    "npqs": f"for each NPQ one of {', '.join(STATUSES)}",
}


def questions_document(core: CompiledRules) -> Document:
    """Return the questions in the order in which they are asked."""
    blocks: list[Block] = [
        Heading("Questions", 1),
        Paragraph(
            "Only what can still change something for you is asked. The ids are what answers files hold."
        ),
    ]
    for question in core.catalogue.pathways.questions:
        blocks.append(Heading(f"{question.id}: {question.ask}"))
        asked = f" Asked if {condition_text(question.ask_if)}." if question.ask_if else ""
        blocks.append(Paragraph(f"{question.why} Takes {KINDS[question.kind]}.{asked}"))
        blocks.append(
            Bullets(
                tuple(Item(f"{id}: {label}" if id != label else id) for id, label in _answers(core, question))
            )
        )
    return Document(tuple(blocks))


def condition_text(raw: object) -> str:
    """Return a condition as one line of words, near to how the data writes it."""
    if isinstance(raw, dict):
        return " and ".join(_entry(str(key), value) for key, value in raw.items())
    return str(raw)


def _entry(key: str, value: object) -> str:
    if key == "any of" and isinstance(value, list):
        return " or ".join(condition_text(each) for each in value)
    if isinstance(value, list):
        return f"{key} is {' or '.join(map(str, value))}"
    if isinstance(value, dict):
        return f"{key} has {condition_text(value)}"
    return f"{key} is {value}"


def _answers(core: CompiledRules, question: Question) -> list[tuple[str, str]]:
    if question.kind == "number":
        return [(band.id, band.label(question.unit or "")) for band in core.space.bands[question.id]]
    if question.of:
        return [(part, core.catalogue.qualification(part).short_name) for part in parts_of(question)]
    rows = [(answer.id, answer.label) for answer in question.answers]
    return [*rows, ("not-sure", "I am not sure")] if question.not_sure and question.kind == "one" else rows


def questions_json(core: CompiledRules) -> dict[str, object]:
    """Return the questions as plain data: id, kind, answers with aliases, and when each is asked."""
    return {
        "schema": SCHEMA,
        "questions": [
            {
                "id": question.id,
                "ask": question.ask,
                "why": question.why,
                "kind": question.kind,
                "unit": question.unit,
                "not_sure": question.not_sure,
                "asked_if": question.ask_if,
                "answers": [
                    {"id": id, "label": label, "aliases": _aliases(core, question, id)}
                    for id, label in _answers(core, question)
                ],
                "statuses": list(STATUSES) if question.kind == "npqs" else None,
            }
            for question in core.catalogue.pathways.questions
        ],
    }


def _aliases(core: CompiledRules, question: Question, id: str) -> list[str]:
    if question.of:
        return list(core.catalogue.qualification(id).aliases)
    return [alias for answer in question.answers if answer.id == id for alias in answer.aliases]
