"""The ways to a post on the command line, in the forms in which somebody may want them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqpath.cli.exits import Exit
from tests.unit.cli.calling import Caller

DEPUTY = ("--set", "role=deputy-headteacher", "--set", "setting=school", "--no-input", "--on", "2026-11-28")


@pytest.mark.parametrize(
    ("word", "post"),
    [("head", "headteacher"), ("SENCO", "senco"), ("exec head", "executive-headteacher")],
)
def test_a_post_is_named_as_people_name_it(cli: Caller, word: str, post: str) -> None:
    ended = cli.call("route", word, *DEPUTY, "--format", "json")
    assert ended.code == Exit.DONE
    assert json.loads(ended.stdout)["to"] == post


def test_json_holds_what_the_contract_says(cli: Caller) -> None:
    found = json.loads(cli.call("route", "executive-headteacher", *DEPUTY, "--format", "json").stdout)
    assert found["from"] == "deputy-headteacher"
    assert 1 <= len(found["ways"]) <= 3
    steps = found["ways"][0]["steps"]
    assert [step["post"] for step in steps] == ["headteacher", "executive-headteacher"]
    assert steps[0]["from"] == "2027-09"
    assert steps[0]["helps"][0] == "npqh"
    assert {"law", "facts"} <= steps[0].keys()


def test_an_unknown_post_ends_with_its_near_miss_before_anything_is_asked(cli: Caller) -> None:
    ended = cli.call("route", "headteecher")
    assert ended.code == Exit.USAGE
    assert 'Did you mean "headteacher"?' in ended.stderr


def test_without_a_post_and_a_terminal_the_wished_and_the_nearest_are_named(cli: Caller) -> None:
    ended = cli.call("route", *DEPUTY, "--set", "aim=several-schools")
    assert ended.code == Exit.USAGE
    near = ended.stderr.split("such as one of these: ")[1]
    assert near.startswith("executive-headteacher, trust-leader, headteacher")


def test_whoever_is_there_already_is_told_so(cli: Caller) -> None:
    ended = cli.call("route", "deputy", *DEPUTY)
    assert (ended.code, "You are there already" in ended.stdout) == (Exit.DONE, True)


def test_the_screen_has_the_first_step_and_all_of_it_is_in_full(cli: Caller) -> None:
    short = cli.call("route", "trust leader", *DEPUTY).stdout
    full = cli.call("route", "trust leader", *DEPUTY, "--full").stdout
    assert "Your first step" in short
    assert "Learn to lead through other heads" not in short
    assert "Learn to lead through other heads" in full


@pytest.mark.parametrize("ending", ["md", "html", "docx", "svg", "txt", "json"])
def test_every_form_can_be_written(cli: Caller, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"way.{ending}"
    assert cli.call("route", "headteacher", *DEPUTY, "-o", str(file)).code == Exit.DONE
    assert file.stat().st_size > 200


def test_a_post_can_be_looked_up(cli: Caller) -> None:
    found = json.loads(cli.call("show", "deputy head", "--format", "json").stdout)
    assert (found["schema"], found["id"]) == ("npqpath/post/1", "deputy-headteacher")
    assert "Moves to it" in cli.call("show", "senco").stdout


def test_words_that_a_course_has_as_well_as_a_post_mean_the_course(cli: Caller) -> None:
    assert cli.call("show", "maths").stdout.startswith("NPQ in Leading Primary Mathematics")


def test_a_plan_that_is_started_with_a_route_keeps_it_as_a_note(cli: Caller, tmp_path: Path) -> None:
    plan = ("--file", str(tmp_path / "plan.yaml"))
    started = cli.call("plan", "start", "--route", "exec head", *DEPUTY, *plan)
    assert started.code == Exit.DONE
    kept = json.loads(cli.call("plan", "show", *plan, "--format", "json").stdout)
    (note,) = kept["notes"]
    assert "Headteacher, principal or head of school: 2027" in note["text"]
    assert "then Executive headteacher" in note["text"]


def test_an_unknown_post_starts_no_plan(cli: Caller, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    ended = cli.call("plan", "start", "--route", "headteecher", *DEPUTY, "--file", str(file))
    assert (ended.code, file.exists()) == (Exit.USAGE, False)
