"""What `make renew` writes is what the program says of the same data."""

from __future__ import annotations

import pytest

from npqpath.output.json_schemas import SCHEMA_NAMES
from tests.builders import frozen, frozen_core
from tests.program import ANSWERS, EXAMPLES, Program
from tools.renew import ROUTES, plans, schemas


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    """Every example plan as it would be written now."""
    return dict(plans(frozen_core(), EXAMPLES))


def test_there_is_a_plan_for_each_file_of_answers_and_for_the_trust(written: dict[str, str]) -> None:
    posts = frozen().posts_by_id
    routes = [f"{name}-to-{goal}.md" for name, goal in ROUTES.items() if goal in posts]
    made = [*(f"{path.stem}.md" for path in ANSWERS.glob("*.yaml")), *routes, "trust.md"]
    assert sorted(written) == sorted(made)


def test_a_user_gets_the_same_plan(program: Program, written: dict[str, str]) -> None:
    day = frozen().qualifications.checked.isoformat()
    words = ("advise", "--answers", str(ANSWERS / "after-npqsl.yaml"), "--on", day, "--no-input")
    assert program.run(*words, "--format", "markdown").stdout == written["after-npqsl.md"]


def test_a_user_gets_the_same_schema(program: Program) -> None:
    made = dict(schemas(frozen()))
    assert list(made) == [f"{name}.schema.json" for name in SCHEMA_NAMES]
    assert program.run("schema", "pathways").stdout == made["pathways.schema.json"]
