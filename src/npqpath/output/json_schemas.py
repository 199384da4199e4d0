"""The JSON Schemas that the program can write, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.dataset.json_schema import DRAFT, file_schema, offered, one_of
from npqpath.dataset.qualifications import ANY_NPQ
from npqpath.errors import UsageError
from npqpath.planfile.model import Book
from npqpath.rules import answer_words, conditions
from npqpath.rules.question_kinds import NOT_SURE, full_name_of, kind_of, parts_of
from npqpath.team import objectives, team_file

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.json_schema import Schema
    from npqpath.dataset.pathways import Question


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
    how, schemas = kind_of(question).schema(catalogue)
    not_sure: Schema = {"description": "This stays open.", "const": NOT_SURE}
    return {"description": f"{question.ask} {how}", "anyOf": [*schemas, not_sure]}


SCHEMA_NAMES = (
    *("qualifications", "pathways", "sources", "people", "faq", "overlay"),
    *("answers", "plan-file", "plan", "team"),
)
"""The data files, an overlay, an answers file, a plan file, what `advise --format json` prints, and
a team file."""


def schema_for(name: str, catalogue: Catalogue | None = None) -> Schema:
    """Return the schema called `name`, with the ids of a data set: the bundled one where none is given.

    Raises `UsageError` where the name is none of `SCHEMA_NAMES`.
    """
    if name == "plan":
        from npqpath.output.formats import record_schema
        from npqpath.output.views.plan_record import PlanRecord

        return record_schema(PlanRecord, "Plan of npqpath")
    if name not in SCHEMA_NAMES:
        raise UsageError(f'There is no schema called "{name}".', f"The names are {', '.join(SCHEMA_NAMES)}.")
    from npqpath.dataset.load import bundled_folder, load, models
    from npqpath.dataset.overlays import OverlayFile

    catalogue = catalogue or load(bundled_folder(), None)
    whole = answers_schema(catalogue)
    if name == "answers":
        return whole
    answers = {key: value for key, value in whole.items() if key not in ("$schema", "title")}
    if name == "team":
        return file_schema(team_file.TeamFile, catalogue, {**_team_words(catalogue), "Answers": answers})
    if name == "plan-file":
        # A question that the data no longer asks stays in the file.
        return file_schema(Book, catalogue, {"Answers": {**answers, "additionalProperties": True}})
    if name == "overlay":
        answers["additionalProperties"] = {"description": "A question of this overlay."}
    model = OverlayFile if name == "overlay" else models()[f"{name}.yaml"]
    return file_schema(model, catalogue, {**condition_schemas(catalogue, name), "Answers": answers})


def _team_words(catalogue: Catalogue) -> Schema:
    """Return what a team file may name; priorities are only offered, as other names are taken too."""
    words = [word for each in catalogue.pathways.priorities for word in (each.id, *each.aliases)]
    return {
        "Priority": offered("A priority.", words),
        "Aim": one_of("An aim of the plan.", [aim.id for aim in objectives.AIMS]),
        "Tie": one_of("What decides between equal plans.", [tie.id for tie in objectives.TIES]),
        # Who writes a track may name a post before it is there; here it is there.
        "PostId": one_of("A post on the tracks.", list(catalogue.posts_by_id)),
    }


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
    found = _definitions(catalogue, (ANY_NPQ, conditions.THIS) if file == "qualifications" else (ANY_NPQ,))
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
        "Status": {"type": "string", "enum": list(answer_words.STATUSES)},
        **{f"On_{one.id}": _question_condition(catalogue, one, more) for one in questions},
        **{f"Answer_{one.id}": _answer(catalogue, one, more) for one in questions if parts_of(one)},
    }


def _question_condition(catalogue: Catalogue, question: Question, more: tuple[str, ...]) -> Schema:
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
    if part in (conditions.THIS, ANY_NPQ):
        return "Any NPQ" if part == ANY_NPQ else "The qualification that is asked about"
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
