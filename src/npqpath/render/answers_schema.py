"""JSON Schema of an answers file: every question with the answers that a data set offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.advice.answers import NOT_SURE
from npqpath.catalogue.schema import DRAFT, Schema
from npqpath.logic.condition_schema import part_name
from npqpath.logic.conditions import STATUSES, parts_of

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Question


def answers_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of an answers file.

    The program takes more than it allows: labels, and any mix of small and capital letters.
    """
    return {
        "$schema": DRAFT,
        "title": "Answers file of npqpath",
        "description": "What one teacher answers. A question that is left out stays open.",
        "type": "object",
        "properties": {one.id: _question(catalogue, one) for one in catalogue.pathways.questions},
        "additionalProperties": False,
    }


def _question(catalogue: Catalogue, question: Question) -> Schema:
    if question.kind == "one":
        kinds, how = _one(question), "One answer."
    elif question.kind == "number":
        kinds = [{"type": "integer", "minimum": 0, "maximum": 999}]
        how = f"A whole number of {question.unit or 'years'}."
    elif question.kind == "npqs":
        kinds, how = (
            _statuses(catalogue, question),
            "Each one with how far it has got. One left out counts as none.",
        )
    else:
        kinds, how = _ticks(catalogue, question), "A list. What is left out of it does not hold."
    not_sure: Schema = {"description": "This stays open.", "const": NOT_SURE}
    return {"description": f"{question.ask} {how}", "anyOf": [*kinds, not_sure]}


def _one(question: Question) -> list[Schema]:
    ids = [answer.id for answer in question.answers]
    labels = [answer.label for answer in question.answers]
    kinds: list[Schema] = [{"type": "string", "enum": ids, "enumDescriptions": labels}]
    names = list(dict.fromkeys(name for answer in question.answers for name in answer.aliases))
    if names:
        kinds.append({"description": "Other words for the same answers.", "type": "string", "enum": names})
    if {"yes", "no"} <= set(ids):
        kinds.append({"description": "true means yes, false means no.", "type": "boolean"})
    return kinds


def _statuses(catalogue: Catalogue, question: Question) -> list[Schema]:
    status: Schema = {"type": "string", "enum": list(STATUSES)}
    keys = {
        name: {"description": part_name(catalogue, question, part), **status}
        for part in parts_of(question)
        for name in (part, *(catalogue.qualification(part).aliases if question.of else ()))
    }
    return [{"type": "object", "properties": keys, "additionalProperties": False}, _nothing()]


def _ticks(catalogue: Catalogue, question: Question) -> list[Schema]:
    parts = parts_of(question)
    names = [part_name(catalogue, question, part) for part in parts]
    tick: Schema = {"type": "string", "enum": list(parts), "enumDescriptions": names}
    return [{"type": "array", "uniqueItems": True, "items": tick}, tick, _nothing()]


def _nothing() -> Schema:
    return {"description": "None of them.", "const": "none"}
