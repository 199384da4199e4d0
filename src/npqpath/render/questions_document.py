"""Every question with its answers, as a document and as JSON."""

from __future__ import annotations

from npqpath.advice.core import CompiledRules
from npqpath.catalogue.pathways import Question
from npqpath.logic.question_kinds import NOT_SURE, STATUSES, Choice, kind_of
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph

SCHEMA = "npqpath/questions/1"


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
        blocks.append(Paragraph(f"{question.why} Takes {_takes(question)}.{asked}"))
        blocks.append(
            Bullets(
                tuple(
                    Item(f"{each.id}: {each.label}" if each.id != each.label else each.id)
                    for each in _answers(core, question)
                )
            )
        )
    return Document(tuple(blocks))


def _takes(question: Question) -> str:
    kind = kind_of(question)
    return f"{kind.takes}: {', '.join(STATUSES)}" if kind.stages else kind.takes


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


def _answers(core: CompiledRules, question: Question) -> tuple[Choice, ...]:
    kind = kind_of(question)
    choices = kind.choices(core.catalogue, core.space.bands.get(question.id, ()))
    takes_not_sure = question.not_sure and kind.conditions == "answers"
    return (*choices, Choice(NOT_SURE, "I am not sure")) if takes_not_sure else choices


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
                    {"id": each.id, "label": each.label, "aliases": list(each.aliases)}
                    for each in _answers(core, question)
                ],
                "statuses": list(STATUSES) if kind_of(question).stages else None,
            }
            for question in core.catalogue.pathways.questions
        ],
    }
