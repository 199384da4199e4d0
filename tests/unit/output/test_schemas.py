"""The schemas of an answers file and of a plan, held against real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import make_plan
from npqpath.dataset.yaml_reader import read
from npqpath.output.formats import plain_data
from npqpath.output.views.plan_record import plan_record
from tests.builders import DAY, frozen, frozen_core
from tests.program import ANSWERS, SchemaCheck

HEAD_OF_YEAR = ANSWERS / "head-of-year.yaml"


def head_of_year() -> Any:
    """Return the plan of the example that ships with the project."""
    raw = read(HEAD_OF_YEAR).data
    assert isinstance(raw, dict)
    plan = make_plan(make_person(frozen_core(), read_answers(raw, frozen())), DAY)
    return plain_data(plan_record(plan))


def test_a_plan_fits_its_schema(check_jsonschema: SchemaCheck, tmp_path: Path) -> None:
    plan = head_of_year()
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    done = check_jsonschema("plan", file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_answers_files_fit_the_schema(check_jsonschema: SchemaCheck) -> None:
    done = check_jsonschema("answers", *ANSWERS.glob("*.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_misspelt_question_and_a_misspelt_answer_are_refused(
    check_jsonschema: SchemaCheck, tmp_path: Path
) -> None:
    text = HEAD_OF_YEAR.read_text(encoding="utf-8")
    files = [tmp_path / "question.yaml", tmp_path / "answer.yaml"]
    files[0].write_text(text.replace("role:", "rle:", 1), encoding="utf-8")
    files[1].write_text(text.replace("role: pastoral-lead", "role: pastoral-led", 1), encoding="utf-8")
    done = check_jsonschema("answers", *files)
    assert [file.name for file in files if f"{file}::" not in done.stdout] == []
