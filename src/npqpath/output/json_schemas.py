"""The JSON Schemas that the program can write, by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args, get_type_hints

from npqpath.advice.bars import BarKind
from npqpath.advice.funding import Funding
from npqpath.advice.suggestions import Change, Suggestion
from npqpath.dataset.json_schema import DRAFT, Schema, file_schema, offered, one_of
from npqpath.errors import UsageError
from npqpath.output.views.plan_record import SCHEMA
from npqpath.planfile.model import Book
from npqpath.rules.question_kinds import NOT_SURE, kind_of
from npqpath.team.objectives import AIMS
from npqpath.team.team_file import TeamFile

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


def plan_file_schema(catalogue: Catalogue, answers: Schema) -> Schema:
    """Return the schema of a plan file; `answers` is that of an answers file.

    Keys that it does not know are allowed: they are the owner's, and the program keeps them. A question that
    the data no longer asks stays in the file too.
    """
    return file_schema(Book, catalogue, {"Answers": {**answers, "additionalProperties": True}})


def team_file_schema(catalogue: Catalogue) -> Schema:
    """Return the schema of a team file, with the ids of a data set.

    Priorities are only offered, because their other names and capitals are taken too. People and schools are
    those of a roster, which a schema does not know.
    """
    words = [word for each in catalogue.pathways.priorities for word in (each.id, *each.aliases)]
    definitions = {
        "Priority": offered("A priority.", words),
        "Aim": one_of("An aim of the plan.", [aim.id for aim in AIMS]),
    }
    return file_schema(TeamFile, catalogue, definitions)


MONTH = "^[0-9]{4}-[0-9]{2}$"


def plan_schema() -> Schema:
    """Return the schema of a plan. A later program may add keys to a plan of the same version."""
    whole = _record(
        "A plan for one teacher on one day.",
        {
            "schema": {"description": "Name and version of this format.", "const": SCHEMA},
            "on": _day("The day the plan was made for."),
            "checked": _day("The day the facts were last checked as a whole."),
            "data": _text("A fingerprint of the data files and of the program that read them."),
            "answers": {
                "description": "The answers that count, as an answers file holds them.",
                "type": "object",
            },
            "answers_that_do_not_count": _texts(
                "Ids of questions that nobody with the other answers is asked."
            ),
            "rules_of": _text("Id of the start whose funding rules were used."),
            "next_start": _next_start(),
            "notices": _texts("What must not be missed, such as a closed registration window."),
            "deadlines": _list("Days by which the law asks for something.", _deadline()),
            "suggestions": _list("What to do next, best first.", _suggestion()),
            "ruled_out": _list("What is not suggested, and what would change that.", _ruled_out()),
            "find_out": _list("Open questions that the plan hangs on, the most decisive first.", _find_out()),
            "funding": _by_id("Whether DfE would pay, by the id of the qualification.", _funding()),
            "funding_facts": _list("What holds for every scholarship.", _dated_fact()),
            "timeline": _list("The years ahead, by the month in which each bar begins.", _milestone()),
            "timeline_remarks": _texts("What the bars cannot say, such as a deadline that they miss."),
            "implementation": _list("The stages of putting a plan into practice.", _stage()),
            "arrange": _list("What to settle before an NPQ starts.", _sourced({})),
            "tracks": _list("Where the teacher stands on the career tracks.", _place()),
            "way": _texts("Ids of posts from where the teacher stands to one they want, if there is a way."),
            "local": _list("What hubs and trusts near the teacher say of themselves.", _near()),
            "sources": _by_id("Every source of the plan, by id.", _source()),
        },
    )
    return {"$schema": DRAFT, "title": "Plan of npqpath", **whole}


def _dated_fact() -> Schema:
    careful = {"description": "True where the source is older or second-hand.", "type": "boolean"}
    return _sourced({"as_of": _text("The date or period that the source speaks of."), "careful": careful})


def _next_start() -> Schema:
    keys = {
        "month": _month("The month in which courses next start."),
        "expected": _truth("True where that start has not been announced."),
    }
    return _record("When courses next start.", keys)


def _deadline() -> Schema:
    parts = {
        "qualification": _text("Id of the qualification that must be held by then."),
        "act": _or_null(_text("What to do today, where the next start may come too late.")),
    }
    return _sourced(parts)


def _suggestion() -> Schema:
    keys = {
        **_named(),
        "rank": {"description": "1 for the best suggestion.", "type": "integer", "minimum": 1},
        "certainty": _word("possible: it still depends on open answers.", Suggestion, "certainty"),
        "strength": _word("How strongly it is advised.", Suggestion, "strength"),
        "because": _text("The reason, in a sentence to the teacher."),
        "added_by": _added_by(),
        "facts": _texts("The smallest set of answers that forces it, in words."),
        "hangs_on": _texts("Ids of the open questions that it depends on."),
        "sources": _texts("Ids of the sources of the rule."),
        "about": {
            "description": "All that the data says of it, as `npqpath show ID --format json` prints it.",
            "type": "object",
        },
        "activities": _list("Ways to do it, for a next step.", _activity()),
    }
    return _record("Something to do next.", keys)


def _activity() -> Schema:
    named = {"id": _text("Short name of the activity."), "name": _text("What it is, in a few words.")}
    as_of = _text("The date or period that the source speaks of.")
    return _sourced({**named, "as_of": as_of, "added_by": _added_by()})


def _ruled_out() -> Schema:
    change = {
        "question": _text("Id of the question."),
        "now": _or_null(_text("The answer as it is, in words; null where there is none yet.")),
        "then": _text("What it would have to be, in words."),
        "when": _word("How soon that could be.", Change, "when"),
        "takes": _or_null(_text("How long a change takes, in words.")),
    }
    changes = _list(
        "The smallest change that would bring it; null if none can.", _record("A change.", change)
    )
    facts = _texts("The smallest set of answers that rules it out, in words.")
    return _record("Something not suggested.", {**_named(), "facts": facts, "changes": _or_null(changes)})


def _find_out() -> Schema:
    keys = {
        "question": _text("Id of the question."),
        "ask": _text("The question in words."),
        "decides": _texts("What hangs on it."),
        "how": _or_null(_text("How to find the answer out.")),
        "added_by": _added_by(),
    }
    return _record("A question to find the answer to.", keys)


def _funding() -> Schema:
    keys = {
        "id": _text("Id of the qualification."),
        "name": _text("Its short name."),
        "cohort": _text("Id of the start."),
        "outcome": _word("Whether DfE would pay; never a promise of a place.", Funding, "outcome"),
        "because": _text("The reason, in a sentence."),
        "next": _or_null(_text("What the teacher can do.")),
        "missing": _texts("Ids of the questions whose answers would decide it."),
        "assumed_none": _texts("Ids of the questions taken as none because they were left out."),
        "sources": _texts("Ids of the sources of the rule."),
    }
    return _record("One decision on funding.", keys)


def _milestone() -> Schema:
    keys = {
        "when": _text("When, in words."),
        "month": _month("The month it begins."),
        "until": _month("The last month of it."),
        "what": _text("What to do."),
        "id": _or_null(_text("Id of the qualification or next step, if it is one.")),
        "kind": {"description": "What the time is for.", "enum": list(get_args(BarKind))},
        "expected": _truth("True where nobody has announced these dates."),
        "note": _text("What there is to know of it; may be empty."),
    }
    return _record("One bar of the timeline.", keys)


def _stage() -> Schema:
    keys = {
        "id": _text("Short name of the stage."),
        "name": _text("The stage in words."),
        "ask": _texts("Questions to settle, or things to do and watch."),
    }
    return _sourced(keys)


def _place() -> Schema:
    move = {
        "to": _text("Id of the post that it leads to."),
        "track": _text("Id of the track of that post."),
        "text": _text("What makes the move work."),
    }
    keys = {
        "track": _text("Id of the track."),
        "post": _text("Id of the post."),
        "name": _text("The post in words."),
        "moves": _list("The moves that start here.", _record("A move.", move)),
    }
    return _record("A post where the teacher stands.", keys)


def _added_by() -> Schema:
    return _or_null(_text("Name of the hub or trust that adds it; null for the national data."))


def _near() -> Schema:
    told = {"name": _text("What it is called."), "text": _text("What to know, in a sentence.")}
    link = {"link": _or_null(_text("Address of a page."))}
    ways = {
        "email": _or_null(_text("E-mail address.")),
        "phone": _or_null(_text("Phone number.")),
    }
    keys = {
        "name": _text("Name of the hub or trust."),
        "area": _text("The area or the people it serves."),
        "checked": _day("The day it last checked what it says."),
        "partners": _list("Organisations it works with.", _record("A partner.", {**told, **link})),
        "contacts": _list("Whom to ask.", _record("A contact.", {**told, **link, **ways})),
        "events": _list(
            "What is not over yet, soonest first.",
            _record("An event.", {**told, "starts": _day("The day it begins."), **link}),
        ),
    }
    return _record("A hub or trust near the teacher.", keys)


def _source() -> Schema:
    keys = {
        "title": _text("Title of the page."),
        "url": _text("Address of the page."),
        "checked": _day("The day it was last read."),
    }
    return _record("A page that facts come from.", keys)


def _named() -> Schema:
    return {
        "id": _text("Id of the qualification or next step."),
        "kind": _word("What it is.", Suggestion, "kind"),
        "name": _text("Its name in words."),
    }


def _sourced(keys: Schema) -> Schema:
    told = {"text": _text("In plain words."), "sources": _texts("Ids of the sources that say so.")}
    return _record("Something to know or do, with its sources.", {**keys, **told})


def _record(description: str, keys: Schema) -> Schema:
    return {"description": description, "type": "object", "properties": keys, "required": list(keys)}


def _by_id(description: str, one: Schema) -> Schema:
    return {"description": description, "type": "object", "additionalProperties": one}


def _list(description: str, item: Schema) -> Schema:
    return {"description": description, "type": "array", "items": item}


def _text(description: str) -> Schema:
    return {"description": description, "type": "string"}


def _texts(description: str) -> Schema:
    return _list(description, {"type": "string"})


def _word(description: str, model: type, field: str) -> Schema:
    """Return the schema of a field that takes one of a few words: those of its type."""
    return {**_text(description), "enum": _legal(get_type_hints(model)[field])}


def _legal(hint: object) -> list[str]:
    return [word for each in get_args(hint) for word in ([each] if isinstance(each, str) else _legal(each))]


def _day(description: str) -> Schema:
    return {**_text(description), "format": "date"}


def _month(description: str) -> Schema:
    return {**_text(description), "pattern": MONTH}


def _truth(description: str) -> Schema:
    return {"description": description, "type": "boolean"}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


SchemaName: TypeAlias = Literal[
    "qualifications", "pathways", "overlay", "answers", "plan-file", "plan", "team"
]

SCHEMA_NAMES: tuple[SchemaName, ...] = get_args(SchemaName)
"""The two data files, an overlay, an answers file, a plan file, what `advise --format json` prints, and
a team file."""


def schema_for(name: str, catalogue: Catalogue | None = None) -> Schema:
    """Return the schema called `name`, with the ids of a data set: the bundled one where none is given.

    Raises `UsageError` where the name is none of `SCHEMA_NAMES`.
    """
    if name == "plan":
        return plan_schema()
    if name not in SCHEMA_NAMES:
        raise UsageError(f'There is no schema called "{name}".', f"The names are {', '.join(SCHEMA_NAMES)}.")
    return _schema_of_data(name, catalogue or _bundled())


def _schema_of_data(name: str, catalogue: Catalogue) -> Schema:
    from npqpath.dataset.json_schema import file_schema
    from npqpath.dataset.overlay import OverlayFile
    from npqpath.dataset.pathways import PathwaysFile
    from npqpath.dataset.qualifications import QualificationsFile
    from npqpath.rules.condition_schema import (
        conditions_of_funding,
        conditions_of_overlay,
        conditions_on_people,
    )

    if name == "team":
        return team_file_schema(catalogue)
    answers = answers_schema(catalogue)
    if name == "answers":
        return answers
    answers = {key: value for key, value in answers.items() if key not in ("$schema", "title")}
    if name == "plan-file":
        return plan_file_schema(catalogue, answers)
    if name == "qualifications":
        return file_schema(QualificationsFile, catalogue, conditions_of_funding(catalogue))
    if name == "overlay":
        answers["additionalProperties"] = {"description": "A question of this overlay."}
        return file_schema(OverlayFile, catalogue, {**conditions_of_overlay(catalogue), "Answers": answers})
    return file_schema(PathwaysFile, catalogue, {**conditions_on_people(catalogue), "Answers": answers})


def schema_text(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _bundled() -> Catalogue:
    from npqpath.dataset.load import bundled_folder, load

    return load(bundled_folder(), None)
