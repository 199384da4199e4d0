"""What a teacher can do on a given day: `--on` moves the day, and the plan says what is open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.program import DATA, HEAD_OF_YEAR, Program


def plan_on(program: Program, day: str) -> dict[str, Any]:
    """Return the plan of the head of year on a day."""
    words = ("advise", "--answers", HEAD_OF_YEAR, "--format", "json", "--on", day)
    found: dict[str, Any] = json.loads(program.run(*words).stdout)
    return found


@pytest.mark.parametrize(
    ("day", "start", "expected", "first_words"),
    [
        ("2026-06-01", "2026-11", False, "The rules for Autumn 2026 are out."),
        ("2026-11-21", "2027-11", True, "Autumn 2026 courses start this month."),
        ("2027-03-01", "2027-11", True, "Autumn 2026 courses have started"),
        ("2028-06-01", "2028-11", True, "The facts here were last checked on 21 November 2026."),
    ],
    ids=["rules out", "starting now", "too late", "old facts"],
)
def test_the_plan_knows_what_can_be_done_now(
    program: Program, day: str, start: str, expected: bool, first_words: str
) -> None:
    made = plan_on(program, day)
    assert made["on"] == day
    assert made["next_start"] == {"month": start, "expected": expected}
    assert made["notices"][0].startswith(first_words)
    assert made["rules_of"] == "autumn-2026"
    assert made["timeline"][0]["month"] == day[:7]


def test_a_closed_window_stands_at_the_top_of_the_text(program: Program) -> None:
    text = program.run("advise", "--full", "--answers", HEAD_OF_YEAR, "--on", "2027-01-10").stdout
    top = text.partition("Your next step: NPQ in Leading Behaviour and Culture (NPQLBC)\n---")[0]
    assert "Next start: November 2027 (expected, not announced)" in top
    assert "Important: Autumn 2026 courses have started, so you cannot join that start any more." in top


def test_advice_itself_does_not_hang_on_the_day(program: Program) -> None:
    now, later = plan_on(program, "2026-11-21"), plan_on(program, "2027-06-01")
    assert [each["id"] for each in now["suggestions"]] == [each["id"] for each in later["suggestions"]]


@pytest.mark.parametrize("day", ["2021-01-01", "2024-02-29", "2025-12-31", "2099-12-31"])
def test_any_day_gives_a_plan(program: Program, day: str) -> None:
    made = plan_on(program, day)
    assert made["next_start"]["month"] > day[:7]
    months = [line["month"] for line in made["timeline"]]
    assert months == sorted(months)


@pytest.mark.parametrize(("day", "is_told"), [("2027-08-31", True), ("2027-09-01", False)])
def test_a_plan_prints_what_holds_on_its_day(program: Program, day: str, is_told: bool) -> None:
    words = ("--set", "role=early-career-teacher", "--set", "setting=school", "--no-input", "--on", day)
    text = " ".join(program.run("advise", "--full", *words).stdout.split())
    assert "Make the most of your mentor, your training and your time off timetable." in text
    assert ("you keep your first course until August 2027" in text) == is_told


def test_a_fact_about_a_start_gives_way_to_the_next(program: Program) -> None:
    words = ("funding", "npqsl", "--answers", HEAD_OF_YEAR, "--on")
    assert "ask a lead provider at once" in " ".join(program.run(*words, "2026-11-30").stdout.split())
    later = " ".join(program.run(*words, "2026-12-01").stdout.split())
    assert "Its courses started in November." in later
    assert "at once" not in later


def test_without_a_day_it_is_today(program: Program) -> None:
    import datetime as dt

    before = dt.date.today().isoformat()
    made = json.loads(program.run("advise", "--answers", HEAD_OF_YEAR, "--format", "json").stdout)
    assert made["on"] in (before, dt.date.today().isoformat())


@pytest.mark.parametrize(
    ("day", "cohort"),
    [("2026-11-21", "autumn-2026"), ("2025-11-01", "autumn-2025"), ("2026-06-01", "autumn-2026")],
)
def test_funding_goes_by_the_newest_rules_of_the_day(program: Program, day: str, cohort: str) -> None:
    done = program.run("funding", "npqsl", "--answers", HEAD_OF_YEAR, "--on", day, "--format", "json")
    assert json.loads(done.stdout)["cohort"] == cohort


def test_funding_of_an_earlier_start_can_be_asked_for(program: Program) -> None:
    words = ("--answers", HEAD_OF_YEAR, "--format", "json", "--cohort", "spring-2026")
    found = json.loads(program.run("funding", *words).stdout)
    assert found["cohort"] == "spring-2026"
    assert "funded" not in {each["outcome"] for each in found["results"]}


RULE = """\
rules:
  - id: of-next-year
    suggest: npqel
    strength: must
    when: {role: pastoral-lead}
    because: There is a new law.
    sources: [gov-npqsl]
    holds_from: 2027-09-01
"""
SHOWS_IT = {
    "team advise": (["team", "advise", "staff.csv"], "npqel"),
    "team plan": (["team", "plan", "staff.csv", "--format", "json"], "npqel"),
    "plan export": (["plan", "export", "--format", "json"], "There is a new law."),
}


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data set with a rule that does not count yet."""
    folder = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("next") / "data"))
    path = folder / "pathways.yaml"
    path.write_text(path.read_text("utf-8").replace("\nrules:\n", f"\n{RULE}", 1), "utf-8")
    return folder


@pytest.mark.parametrize(("words", "shown"), SHOWS_IT.values(), ids=SHOWS_IT)
def test_every_command_takes_the_rules_of_its_day(
    program: Program, words: list[str], shown: str, next_year: Path
) -> None:
    env = {"NPQPATH_DATA": str(next_year)}
    (program.home / "staff.csv").write_text("id,role,setting\nA,pastoral-lead,school\n", "utf-8")
    program.run("plan", "start", "--answers", HEAD_OF_YEAR, "--on", "2027-08-31", env=env)
    for day, count in (("2027-08-31", False), ("2027-09-01", True)):
        done = program.run(*words, "--on", day, env=env)
        assert (shown in done.stdout) == count, done.stderr
