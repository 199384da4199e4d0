"""The timeline as a user asks for it: how far ahead, how fast, and set against another answer or day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.program import HEAD_OF_YEAR, Program

ANSWERS = ("--answers", HEAD_OF_YEAR)
ADVISE = ("advise", *ANSWERS, "--on", "2026-11-22", "--no-input")


def made(program: Program, *flags: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(program.run(*ADVISE, "--format", "json", *flags).stdout)
    return found


@pytest.mark.parametrize(("years", "last"), [("1", "2027-10"), ("3", "2029-10"), ("5", "2031-10")])
def test_a_plan_looks_as_many_years_ahead_as_asked(program: Program, years: str, last: str) -> None:
    untils = [bar["until"] for bar in made(program, "--years", years)["timeline"]]
    assert max(untils) <= last


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--years", "6"), "Give 1 to 5 years."),
        (("--years", "0"), "Give 1 to 5 years."),
        (("--hours", "-1"), "Give 0 to 40 hours, such as 1.5."),
        (("--hours", "nan"), "Give 0 to 40 hours, such as 1.5."),
        (("--what-if", "aim"), "Write it as --what-if QUESTION=ANSWER."),
        (("--what-if", "aim=headshp"), "headship"),
    ],
)
def test_a_pace_or_comparison_that_cannot_be_is_refused(
    program: Program, flags: tuple[str, ...], told: str
) -> None:
    run = program.run(*ADVISE, *flags)
    assert (run.code, run.stdout) == (2, "")
    assert told in run.stderr


def test_with_no_hours_there_is_no_course_and_the_plan_says_why(program: Program) -> None:
    plan = made(program, "--hours", "0")
    assert "study" not in {bar["kind"] for bar in plan["timeline"]}
    assert "NPQLBC takes 1 to 2 hours a week" in str(plan["timeline_remarks"])


def test_another_answer_is_set_against_the_plan_as_it_is(program: Program) -> None:
    shown = program.run(*ADVISE, "--what-if", "aim=headship").stdout
    assert "Be a headteacher (now: Lead one area well)" in shown
    assert "- NPQ in Senior Leadership is new (strong)." in shown
    gone = "- NPQ in Leading Behaviour and Culture is no longer suggested.\n"
    assert f"{gone}  - Because you want to be a headteacher." in shown
    assert "- Goes: Study for NPQLBC, Nov 2027 to Oct 2028 (expected)." in shown


def test_the_same_answer_changes_nothing(program: Program) -> None:
    shown = program.run(*ADVISE, "--what-if", "aim=lead-area").stdout
    assert "The advice would be the same." in shown


def test_the_comparison_as_json(program: Program) -> None:
    found = json.loads(program.run(*ADVISE, "--what-if", "aim=headship", "--format", "json").stdout)
    assert (found["schema"], found["now"]["on"]) == ("npqpath/what-if/1", "2026-11-22")
    assert (found["now"]["answers"]["aim"], found["what_if"]["answers"]["aim"]) == ("lead-area", "headship")
    assert "Goes: Study for NPQLBC, Nov 2027 to Oct 2028 (expected)." in found["timeline"]


def test_the_map_of_tracks_is_drawn_as_the_file_ends(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    run = program.run("tracks", *ANSWERS, "-o", str(file))
    assert run.code == 0, run.stderr
    assert "ou are here" in file.read_text("utf-8")


def test_the_map_is_one_picture_with_every_post(program: Program) -> None:
    root = ElementTree.fromstring(program.run("tracks", "--format", "svg").stdout)
    drawn = [each for each in root.iter() if each.get("data-post")]
    posts = json.loads(program.run("tracks", "--format", "json").stdout)["tracks"]
    assert len(drawn) == sum(len(track["posts"]) for track in posts)


def test_a_plan_has_its_timeline_as_a_picture(program: Program) -> None:
    shown = program.run(*ADVISE, "--format", "svg").stdout
    root = ElementTree.fromstring(shown)
    assert root[0].text == "Three years ahead"
    assert "Study for NPQLBC" in shown


def test_what_has_no_picture_says_where_there_is_one(program: Program) -> None:
    run = program.run("show", "npqh", "--format", "svg")
    assert (run.code, run.stdout) == (2, "")
    assert "There is no picture in this." in run.stderr
