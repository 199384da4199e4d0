"""JSON Schema of the files that people write, made by pydantic from the models, for editors and checkers.

The schemas keep to draft-07, the newest that yaml-language-server supports in full. What a condition may
say, and which ids exist, comes from a data set, so that an editor completes them.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.dataset.model_fields import EXTRA, FILLED_IN, Open, is_model
from npqpath.dataset.qualifications import ANY_NPQ

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue


Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

DRAFT = "http://json-schema.org/draft-07/schema#"

_AGAIN = "After adding a question, an answer, a term or a qualification, write this schema again."


def file_schema(model: type, catalogue: Catalogue, definitions: Schema) -> Schema:
    """Return the schema of a file of shape `model`, with the ids of `catalogue`.

    `definitions` are what else the fields of the models refer to, such as `Condition` and `Answers`.
    """
    models: Schema = _linked(schemas_of(model, _generator()))
    whole = models.pop(model.__name__)
    del whole["title"]
    told = {"$schema": DRAFT, "description": f"{whole.pop('description')} {_AGAIN}", **whole}
    known = {**models, **_ids(catalogue), **definitions}
    used: set[str] = set()
    waiting: list[Any] = [told]
    while waiting:
        new = _refs(waiting.pop()) - used
        used |= new
        waiting += [known[name] for name in new]
    return {**told, "definitions": {name: one for name, one in known.items() if name in used}}


def schemas_of(model: type, generator: type | None = None) -> Schema:
    """Return the schemas of a model and of those in it, by name, with the words of their docstrings."""
    from pydantic import TypeAdapter

    # What a list is told counts for the models in it, as in `model_errors`.
    adapter = TypeAdapter(tuple[model], config={"use_attribute_docstrings": True})  # type: ignore[valid-type]
    made: Schema = adapter.json_schema(
        schema_generator=generator or _worded(), ref_template="#/definitions/{model}"
    )
    found: Schema = made["$defs"]
    return found


def _worded() -> Any:
    """Return a class that makes schemas with the words of classes and fields, and no titles made of names."""
    from pydantic.json_schema import GenerateJsonSchema

    class Worded(GenerateJsonSchema):
        def field_title_should_be_set(self, schema: Any) -> bool:
            del schema
            return False

        def dataclass_schema(self, schema: Any) -> Schema:
            # pydantic does not read the words of inherited fields, and before 2.13 not those of the class.
            made, model = super().dataclass_schema(schema), schema["cls"]
            for base in filter(is_model, model.__mro__[1:]):
                for field, one in schemas_of(base)[base.__name__]["properties"].items():
                    if "description" in one:
                        made["properties"][field].setdefault("description", one["description"])
            return {**made, "description": inspect.getdoc(model)}

    return Worded


def _generator() -> type:
    """Return the class that makes the schemas of files.

    It leaves out null where a key may be left out and defaults that are no word, and tells a list of a fixed
    length as draft-07 does.
    """
    worded: Any = _worded()

    class OfFiles(worded):  # type: ignore[misc]
        def nullable_schema(self, schema: Any) -> Schema:
            made: Schema = self.generate_inner(schema["schema"])
            return made

        def default_schema(self, schema: Any) -> Schema:
            made: Schema = super().default_schema(schema)
            if isinstance(made.get("default"), list | dict | None):
                made.pop("default", None)
            return made

        def dataclass_schema(self, schema: Any) -> Schema:
            made: Schema = super().dataclass_schema(schema)
            for field in (*FILLED_IN, EXTRA):
                made["properties"].pop(field, None)
            return {**made, "additionalProperties": issubclass(schema["cls"], Open)}

        def tuple_schema(self, schema: Any) -> Schema:
            made: Schema = super().tuple_schema(schema)
            if "prefixItems" in made:
                made["items"] = made.pop("prefixItems")
            return made

    return OfFiles


def _linked(node: Any) -> Any:
    """Return the schema with a link in place of what refers to a definition."""
    if isinstance(node, list):
        return [_linked(each) for each in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("refers"), str):
        words = {"description": node["description"]} if "description" in node else {}
        return {"$ref": f"#/definitions/{node['refers']}", **words}
    return {key: _linked(value) for key, value in node.items()}


def _ids(catalogue: Catalogue) -> Schema:
    """Return the definitions of the ids that a field may name.

    Ids that are often new (a source that somebody has just added) are only offered, never insisted on.
    """
    qualifications, steps = list(catalogue.qualifications_by_id), list(catalogue.next_steps_by_id)
    return {
        "SourceId": offered("The id of a source.", list(catalogue.sources_by_id)),
        "ProviderId": offered("The id of a lead provider.", list(catalogue.qualifications.providers)),
        "PostId": offered("The id of a post.", list(catalogue.posts_by_id)),
        "QuestionId": one_of("The id of a question.", list(catalogue.questions_by_id)),
        "QualificationId": one_of("The id of a qualification.", qualifications),
        "AskedId": one_of(f"The id of a qualification, or {ANY_NPQ}.", [ANY_NPQ, *qualifications]),
        "NextStepId": one_of("The id of a next step.", steps),
        "KnownRuleId": offered("The id of a rule.", list(catalogue.rules_by_id)),
        "CohortId": one_of("The id of a start.", list(catalogue.cohorts_by_id)),
        "RuleId": one_of("The id of a rule.", list(catalogue.rules_by_id)),
        "SuggestionId": one_of("The id of a qualification or a next step.", [*qualifications, *steps]),
    }


def one_of(description: str, words: list[str]) -> Schema:
    """Return the schema of one of these words."""
    return {"description": description, "type": "string", "enum": words}


def offered(description: str, words: list[str]) -> Schema:
    """Return the schema of a text for which an editor offers these words."""
    return {"description": description, "anyOf": [{"enum": words}, {"type": "string"}]}


def _refs(node: Any) -> set[str]:
    if isinstance(node, list):
        return {name for each in node for name in _refs(each)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"].rsplit("/", 1)[1]} if isinstance(node.get("$ref"), str) else set()
    return own | {name for each in node.values() for name in _refs(each)}
