"""The JSON Schemas of the data files: complete, current, and of use to check-jsonschema and to editors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from npqpath.dataset.json_schema import DRAFT, Schema
from npqpath.errors import UsageError
from npqpath.output.json_schemas import SCHEMA_NAMES, schema_for
from tests.builders import catalogue, frozen, one
from tests.program import DATA, EXAMPLES, SchemaCheck

DATA_FILES = ("qualifications", "pathways")
every_schema = pytest.mark.parametrize("name", SCHEMA_NAMES)
data_files = pytest.mark.parametrize("name", DATA_FILES)

MAPS = {"properties", "patternProperties", "definitions"}
LISTS = {"anyOf", "allOf", "oneOf"}
DRAFT_7 = {
    *MAPS, *LISTS, "$schema", "$ref", "title", "description", "default", "examples", "type", "enum",
    "const", "format", "pattern", "items", "minItems", "maxItems", "uniqueItems", "required",
    "additionalProperties", "propertyNames", "minProperties", "minimum", "maximum",
}  # fmt: skip
EDITORS_ONLY = {"enumDescriptions"}
"""Read by yaml-language-server and passed over by validators."""


def parts(schema: Schema) -> Iterator[Schema]:
    """Yield a schema and every schema inside it."""
    yield schema
    for key, value in schema.items():
        if key in MAPS:
            below = list(value.values())
        elif key in LISTS:
            below = value
        elif key in ("items", "additionalProperties", "propertyNames"):
            below = value if isinstance(value, list) else [value]
        else:
            below = []
        for each in below:
            yield from parts(each) if isinstance(each, dict) else ()


def resolve(schema: Schema, whole: Schema) -> Schema:
    """Return a schema with what it refers to."""
    if "$ref" not in schema:
        return schema
    return {**whole["definitions"][schema["$ref"].removeprefix("#/definitions/")], **schema}


@every_schema
def test_every_field_has_a_description(name: str) -> None:
    whole = schema_for(name, frozen())
    silent = {
        key
        for part in parts(whole)
        for key, one in part.get("properties", {}).items()
        if not resolve(one, whole).get("description")
    }
    assert silent == set()


@every_schema
def test_only_keywords_of_draft_7_are_used(name: str) -> None:
    whole = schema_for(name, frozen())
    assert whole["$schema"] == DRAFT
    assert {key for part in parts(whole) for key in part} <= DRAFT_7 | EDITORS_ONLY


@every_schema
def test_every_reference_leads_somewhere_and_every_definition_is_used(name: str) -> None:
    whole = schema_for(name, frozen())
    used = {part["$ref"].removeprefix("#/definitions/") for part in parts(whole) if "$ref" in part}
    assert used == set(whole.get("definitions", {}))


@data_files
def test_the_description_of_a_field_is_its_docstring(name: str) -> None:
    whole = schema_for(name, frozen())
    assert whole["properties"]["checked"]["description"].startswith("The day the ")
    assert whole["definitions"]["Fact"]["description"].startswith("One thing that is true, in plain words")


def test_check_jsonschema_accepts_the_example_overlays(check_jsonschema: SchemaCheck) -> None:
    done = check_jsonschema("overlay", *(EXAMPLES / "overlays").glob("*/overlay.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


@data_files
def test_check_jsonschema_accepts_the_frozen_data(check_jsonschema: SchemaCheck, name: str) -> None:
    done = check_jsonschema(name, DATA / f"{name}.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


PATHWAYS = """\
checked: 2026-11-21
sources: {}
questions: []
terms:
  starts_out: {any of: [{teaching_years: under 2}, {role: [trainee-teacher, early-career-teacher]}]}
tracks: []
moves: []
stages: []
golden_thread: []
challenging_schools: []
implementation: []
arrange: []
next_steps: []
deadlines: []
rules:
  - id: example
    suggest: npqsl
    strength: strong
    because: You lead a team.
    sources: [gov-npqsl]
    when: {is: [senior_leader], awards: {any of: [nasenco]}, npqs: {npqsl: completed}}
impossible: []
promises: []
"""

TYPOS = {
    "key": ("strength: strong", "strenght: strong"),
    "strength": ("strength: strong", "strength: stron"),
    "suggestion": ("suggest: npqsl", "suggest: npqls"),
    "question": ("role: [", "rle: ["),
    "answer": ("trainee-teacher", "trainee-teachr"),
    "term": ("senior_leader", "senior_leadr"),
    "way-to-compare": ("awards: {any of", "awards: {any off"),
    "tick-box": ("[nasenco]", "[nasenko]"),
    "status": ("npqsl: completed", "npqsl: complete"),
    "number": ("under 2", "below 2"),
    "date": ("2026-11-21", "21 November 2026"),
}

FUNDING = """\
checked: 2026-11-21
sources: {}
providers: {}
qualifications: []
cohorts:
  - id: autumn-2026
    name: Autumn 2026
    starts_from: 2026-11-01
    starts_until: 2026-11-30
    offers: [npqsl]
    sources: [gov-npqsl]
    funding:
      - {id: first, needs: workplace_type, because: So it is., sources: [gov-npqsl]}
      - id: second
        when: {scholarships_used: {any of: [this]}}
        outcome: funded
        because: So it is.
        sources: [gov-npqsl]
next_cohort: {text: Nobody knows., sources: [gov-npqsl], as_of: 2026}
funding_facts: []
topics: []
"""

OVERLAY = """\
about: {name: Example Hub, area: Exampleshire, checked: 2026-11-21}
questions:
  - {id: travels, ask: Can you travel to us?, why: We meet in person., kind: one, answers: []}
terms:
  near_us: {travels: "yes", role: [senco, headteacher]}
rules:
  - id: senco-group
    suggest: share-expertise
    strength: strong
    because: We have a group for you.
    sources: [our-page]
    when: {is: [near_us], aim: lead-area}
tests:
  - {id: ann, who: A SENCO., answers: {role: senco, travels: "yes"}, gets: [share-expertise]}
switch_off:
  rules: [senco-must-qualify]
  qualifications: [npqeyl]
  next_steps: [expand-knowledge]
"""

OVERLAY_TYPOS = {
    "answer": ("headteacher]", "hedteacher]"),
    "aim": ("aim: lead-area", "aim: lead-areas"),
    "suggestion": ("suggest: share-expertise", "suggest: share-expertize"),
    "test": ("answers: {role: senco", "answers: {role: senko"),
    "rule": ("[senco-must-qualify]", "[senco-must-quality]"),
    "qualification": ("[npqeyl]", "[npqeyll]"),
    "next-step": ("[expand-knowledge]", "[expand-knowlege]"),
    "filled-in": ("strength: strong", "strength: strong\n    added_by: Example Hub"),
}

FUNDING_TYPOS = {
    "outcome": ("outcome: funded", "outcome: fundet"),
    "needs": ("needs: workplace_type", "needs: workplace"),
    "this": ("any of: [this]", "any of: [that]"),
    "offers": ("offers: [npqsl]", "offers: [npqls]"),
}


@pytest.mark.parametrize(
    ("schema", "good", "typos"),
    [
        ("pathways", PATHWAYS, TYPOS),
        ("qualifications", FUNDING, FUNDING_TYPOS),
        ("overlay", OVERLAY, OVERLAY_TYPOS),
    ],
    ids=["pathways", "qualifications", "overlay"],
)
def test_check_jsonschema_refuses_every_typo(
    check_jsonschema: SchemaCheck, schema: str, good: str, typos: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    files = {name: tmp_path / f"{name}.yaml" for name in ("good", *typos)}
    files["good"].write_text(good, encoding="utf-8")
    for name, (right, wrong) in typos.items():
        assert good.count(right) == 1, name
        files[name].write_text(good.replace(right, wrong), encoding="utf-8")
    done = check_jsonschema(schema, *files.values())
    assert done.returncode == 1
    assert [name for name, file in files.items() if f"{file}::" not in done.stdout] == ["good"], done.stdout


def test_a_new_source_may_be_named_before_the_schema_is_written_again() -> None:
    definition: Schema = schema_for("pathways", frozen())["definitions"]["SourceId"]
    offered, anything = definition["anyOf"]
    assert "gov-senco-rules" in offered["enum"]
    assert anything == {"type": "string"}


def test_conditions_offer_the_questions_answers_and_terms_of_the_data_set() -> None:
    made = catalogue([one("role", "head", "teacher")], terms={"leads": {"role": "head"}})
    definitions: dict[str, Any] = schema_for("pathways", made)["definitions"]
    assert list(definitions["Condition"]["properties"]) == ["is", "role", "any of"]
    assert list(definitions["Alternative"]["properties"]) == ["is", "role"]
    assert definitions["Answer_role"]["enum"] == ["head", "teacher"]
    assert definitions["Answer_role"]["enumDescriptions"] == ["Head", "Teacher"]
    assert definitions["Term"]["enum"] == ["leads"]


def test_a_data_set_without_terms_has_no_is() -> None:
    definitions = schema_for("pathways", catalogue([one("role", "head", "teacher")]))["definitions"]
    assert "is" not in definitions["Condition"]["properties"]
    assert "Term" not in definitions


def test_this_stands_for_a_qualification_in_funding_tables_only() -> None:
    assert "this" in schema_for("qualifications", frozen())["definitions"]["Answer_npqs"]["enum"]
    assert "this" not in schema_for("pathways", frozen())["definitions"]["Answer_npqs"]["enum"]


def test_an_unknown_name_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match='no schema called "rules"'):
        schema_for("rules", frozen())
