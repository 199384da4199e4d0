"""The plans in docs/examples are what the program says today, and read like advice from a good mentor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import ANSWERS, ROOT, Program
from tools.write_examples import DAY, PLANS, plans

STEPS = (
    "Share what you know with others",
    "Reflect and put it into practice",
    "Lead in your school, trust or setting",
    "Grow as a senior leader",
    "Study further or gain recognition",
    "Learn more about your topic",
)


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    """Every example plan as it would be written now."""
    return dict(plans())


def test_every_example_is_as_the_program_writes_it(made: dict[Path, str]) -> None:
    kept = {path: path.read_text("utf-8") for path in PLANS.glob("*.md")}
    assert sorted(kept) == sorted(made)
    old = [path.name for path, text in made.items() if kept[path] != text]
    assert old == [], "run `make examples`"


def test_a_user_gets_the_same_plan(program: Program) -> None:
    words = ("advise", "--answers", str(ANSWERS / "after-npqsl.yaml"), "--on", DAY.isoformat(), "--no-input")
    shown = program.run(*words, "--format", "markdown").stdout
    assert shown == (PLANS / "after-npqsl.md").read_text("utf-8")


def test_after_npqsl_all_six_next_steps_and_four_stages_are_there() -> None:
    shown = (PLANS / "after-npqsl.md").read_text("utf-8")
    for step in STEPS:
        assert f"{step} (worth considering)" in shown or f"## Your next step: {step}" in shown
    stages = [shown.index(f"### {stage}\n") for stage in ("Explore", "Prepare", "Deliver", "Sustain")]
    assert stages == sorted(stages)
    assert "It would be here if you want to be a headteacher." in shown


def test_the_readme_of_the_project_names_the_folder() -> None:
    assert "docs/examples" in (ROOT / "README.md").read_text("utf-8")
