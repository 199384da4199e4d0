"""JSON Schema of a condition: the legal questions, ways to compare and answers of a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.rules.conditions import THIS
from npqpath.rules.question_kinds import STATUSES, full_name_of, kind_of, parts_of

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question


Schema: TypeAlias = dict[str, Any]

_COMPARE = {
    "any of": "At least one of these.",
    "all of": "Every one of these.",
    "none of": "Not one of these.",
}
_NUMBER = "^([0-9]+ or more|under [0-9]+|[0-9]+ to [0-9]+)$"


def condition_schemas(catalogue: Catalogue, file: str) -> Schema:
    """Return the definition of a `Condition` and of what it refers to, for one kind of file.

    In a funding table `this` stands for the qualification that is asked about. An overlay may name questions
    and terms of its own.
    """
    found = _definitions(catalogue, (THIS,) if file == "qualifications" else ())
    if file == "overlay":
        for name in ("Condition", "Alternative"):
            found[name]["additionalProperties"] = {"description": "A question of this overlay."}
            found[name]["properties"]["is"] = _words("Named conditions that must all hold.", "Term")
        found["Term"] = {"anyOf": [found["Term"], {"type": "string"}]}
    return found


def _definitions(catalogue: Catalogue, more: tuple[str, ...]) -> Schema:
    questions, terms = catalogue.pathways.questions, list(catalogue.pathways.terms)
    keys: Schema = {one.id: _ref(f"On_{one.id}") for one in questions}
    if terms:
        keys = {"is": _words("Named conditions that must all hold.", "Term"), **keys}
    alternatives = {
        "description": "A list of conditions, of which one must match. They do not nest.",
        "type": "array",
        "minItems": 1,
        "items": _ref("Alternative"),
    }
    return {
        "Condition": _map(
            "Whom this is about. Questions must all match; answers in a list are alternatives.",
            {**keys, "any of": alternatives},
        ),
        "Alternative": _map("One condition of which one must match.", keys),
        "Term": {"type": "string", "enum": terms},
        "Status": {"type": "string", "enum": list(STATUSES)},
        **{f"On_{one.id}": _question(catalogue, one, more) for one in questions},
        **{f"Answer_{one.id}": _answer(catalogue, one, more) for one in questions if parts_of(one)},
    }


def _question(catalogue: Catalogue, question: Question, more: tuple[str, ...]) -> Schema:
    kind = kind_of(question)
    if kind.conditions == "range":
        told = f"{question.ask} Write 2 or more, under 5, or 3 to 5."
        examples = ["2 or more", "under 5", "3 to 5"]
        return {"description": told, "type": "string", "pattern": _NUMBER, "examples": examples}
    answer = f"Answer_{question.id}"
    if kind.conditions == "answers":
        return _words(f"{question.ask} One answer, or a list of which any will do.", answer)
    keys: Schema = {how: _words(says, answer) for how, says in _COMPARE.items()}
    if kind.stages:
        names = {part: part_name(catalogue, question, part) for part in (*parts_of(question), *more)}
        keys |= {part: _words(f"{name}: how far it has got.", "Status") for part, name in names.items()}
    counted = {"^at least [0-9]+ of$": _words("That many of these, or more.", answer)}
    return {**_map(question.ask, keys), "patternProperties": counted}


def _answer(catalogue: Catalogue, question: Question, more: tuple[str, ...]) -> Schema:
    """Return the schema of one answer, or one part of a question with several answers."""
    parts = (*parts_of(question), *(more if question.of else ()))
    names = [part_name(catalogue, question, part) for part in parts]
    return {"type": "string", "enum": list(parts), "enumDescriptions": names}


def part_name(catalogue: Catalogue, question: Question, part: str) -> str:
    """Return the name of a tick box or qualification that a question lists."""
    if part == THIS:
        return "The qualification that is asked about"
    return full_name_of(catalogue, question, part)


def _map(description: str, keys: Schema) -> Schema:
    return {
        "description": description,
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        "minProperties": 1,
    }


def _words(description: str, word: str) -> Schema:
    """Return the schema of one word, or of a list of words, that are each a `word`."""
    several = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _ref(word)}
    return {"description": description, "anyOf": [_ref(word), several]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}
