"""JSON Schema of the two data files, made from the models, for editors and for check-jsonschema.

The schemas keep to draft-07, the newest that yaml-language-server supports in full. What a condition may
say, and which ids exist, comes from a data set, so that an editor completes them.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.fields import FILLED_IN

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

DRAFT = "http://json-schema.org/draft-07/schema#"

_AGAIN = "After adding a question, an answer, a term or a qualification, write this schema again."
_REFERENCES = {
    ("Question", "of"): "QualificationId",
    ("Qualification", "providers"): "ProviderId",
    ("FundingRow", "only_for"): "QualificationId",
    ("FundingRow", "needs"): "QuestionId",
    ("Cohort", "offers"): "QualificationId",
    ("Post", "helps"): "SuggestionId",
    ("Priority", "courses"): "QualificationId",
    ("Move", "start"): "PostId",
    ("Move", "to"): "PostId",
    ("Move", "helps"): "SuggestionId",
    ("Deadline", "qualification"): "QualificationId",
    ("Rule", "suggest"): "SuggestionId",
    ("Promise", "always"): "SuggestionId",
    ("Promise", "never"): "SuggestionId",
    ("PersonaTest", "answers"): "Answers",
    ("PersonaTest", "first"): "SuggestionId",
    ("PersonaTest", "gets"): "SuggestionId",
    ("PersonaTest", "never"): "SuggestionId",
    ("PersonaTest", "rules"): "KnownRuleId",
    ("PersonaTest", "cohort"): "CohortId",
    ("SwitchOff", "rules"): "RuleId",
    ("SwitchOff", "qualifications"): "QualificationId",
    ("SwitchOff", "next_steps"): "NextStepId",
}
"""Fields of the models that hold the id of something else, or answers."""
_KINDS_OF = {"Arrangement": "Fact"}
"""Models that have the fields of another. pydantic reads only the docstrings of a model's own fields."""


def file_schema(model: type, definitions: Schema, catalogue: Catalogue) -> Schema:
    """Return the schema of a data file of shape `model`, with the ids of `catalogue`.

    `definitions` are those of `Condition` and `Answers` and of what they refer to.
    """
    models = schemas_of(model)
    made = models.pop(model.__name__)
    _hand_down(models)
    for name, one in (*models.items(), (model.__name__, made)):
        _refer(name, one)
        _allow_years(one)
    definitions = {**models, **_ids(catalogue), **definitions}
    made.pop("title")
    told = {"$schema": DRAFT, "description": f"{made.pop('description')} {_AGAIN}"}
    whole: Schema = _with_conditions({**told, **made, "definitions": definitions})
    return _pruned(whole)


def _hand_down(models: Schema) -> None:
    """Let a model that is a kind of another one have the descriptions of its fields."""
    for name, other in _KINDS_OF.items():
        for field, one in models.get(name, {}).get("properties", {}).items():
            if "description" not in one and field in models[other]["properties"]:
                one["description"] = models[other]["properties"][field]["description"]


def schemas_of(model: type) -> Schema:
    """Return the schemas of a model and of those in it, by name, as pydantic makes them."""
    from pydantic import TypeAdapter

    # What a list is told counts for the models in it, as in `shape`.
    adapter = TypeAdapter(tuple[model], config={"use_attribute_docstrings": True})  # type: ignore[valid-type]
    made = adapter.json_schema(schema_generator=_generator(), ref_template="#/definitions/{model}")
    found: Schema = made["$defs"]
    return found


def _generator() -> type:
    """Return the class that makes schemas as editors and people like to read them."""
    from pydantic.json_schema import GenerateJsonSchema

    class Plain(GenerateJsonSchema):
        """Leaves out what says nothing to a reader: titles made from names, null where a key may be left out.

        A list of a fixed length is told as draft-07 tells it.
        """

        def field_title_should_be_set(self, schema: Any) -> bool:
            del schema
            return False

        def nullable_schema(self, schema: Any) -> Schema:
            return self.generate_inner(schema["schema"])

        def default_schema(self, schema: Any) -> Schema:
            made = super().default_schema(schema)
            if made.get("default") in (None, []):
                made.pop("default", None)
            return made

        def dataclass_schema(self, schema: Any) -> Schema:
            # Before 2.13 pydantic leaves out the words of a class, and what a list around it is told.
            told = {"description": inspect.getdoc(schema["cls"]), "additionalProperties": False}
            return {**super().dataclass_schema(schema), **told}

        def tuple_schema(self, schema: Any) -> Schema:
            made = super().tuple_schema(schema)
            if "prefixItems" in made:
                made["items"] = made.pop("prefixItems")
            return made

    return Plain


def _refer(model: str, schema: Schema) -> None:
    """Let the fields that hold ids point to the list of those ids, and those with answers to their shape."""
    if model == "PersonaTest":
        schema["properties"]["funding"]["propertyNames"] = _ref("QualificationId")
        schema["properties"]["rows"]["propertyNames"] = _ref("CohortId")
    for field in FILLED_IN:
        schema.get("properties", {}).pop(field, None)
    for field, one in schema.get("properties", {}).items():
        name = "SourceId" if field == "sources" else _REFERENCES.get((model, field))
        if name is None or (field == "sources" and one["type"] == "object"):
            continue
        if one["type"] == "array":
            one["items"] = _ref(name)
        else:
            one.update(_ref(name))
            schema["properties"][field] = {key: one[key] for key in ("$ref", "description")}


def _allow_years(schema: Schema) -> None:
    """Let a year stand without quotation marks where a period is told: all text is read as text."""
    period = schema.get("properties", {}).get("as_of")
    if period is not None:
        period["type"] = ["string", "integer"]


def _ids(catalogue: Catalogue) -> Schema:
    """Return the definitions of the ids that a field may name.

    Ids that are often new (a source that somebody has just added) are only offered, never insisted on.
    """
    qualifications, steps = list(catalogue.qualifications_by_id), list(catalogue.next_steps_by_id)
    return {
        "SourceId": _offered("a source", list(catalogue.sources_by_id)),
        "ProviderId": _offered("a lead provider", list(catalogue.qualifications.providers)),
        "PostId": _offered("a post", list(catalogue.posts_by_id)),
        "QuestionId": _one_of("a question", list(catalogue.questions_by_id)),
        "QualificationId": _one_of("a qualification", qualifications),
        "NextStepId": _one_of("a next step", steps),
        "KnownRuleId": _offered("a rule", list(catalogue.rules_by_id)),
        "CohortId": _one_of("a start", list(catalogue.cohorts_by_id)),
        "RuleId": _one_of("a rule", list(catalogue.rules_by_id)),
        "SuggestionId": _one_of("a qualification or a next step", [*qualifications, *steps]),
    }


def _one_of(what: str, ids: list[str]) -> Schema:
    return {"description": f"The id of {what}.", "type": "string", "enum": ids}


def _offered(what: str, ids: list[str]) -> Schema:
    return {"description": f"The id of {what}.", "anyOf": [{"enum": ids}, {"type": "string"}]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _with_conditions(node: Any) -> Any:
    """Return the schema with `Condition` in place of every map in which anything goes."""
    if isinstance(node, list):
        return [_with_conditions(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "object" and node.get("additionalProperties") is True:
        kept = {key: value for key, value in node.items() if key == "description"}
        return {**_ref("Condition"), **kept}
    return {key: _with_conditions(value) for key, value in node.items()}


def _pruned(schema: Schema) -> Schema:
    """Return the schema without the definitions that nothing refers to."""
    definitions: Schema = schema["definitions"]
    used: set[str] = set()
    waiting = [{key: value for key, value in schema.items() if key != "definitions"}]
    while waiting:
        for name in _refs(waiting.pop()) - used:
            used.add(name)
            waiting.append(definitions[name])
    kept = {name: one for name, one in definitions.items() if name in used}
    return {**schema, "definitions": kept}


def _refs(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for each in node for name in _refs(each)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].rsplit("/", 1)[1]} if isinstance(node.get("$ref"), str) else set()
    return own | {name for each in node.values() for name in _refs(each)}
