"""The ways to give answers without a terminal, and what is made of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.program import DAY, Program


def plan(program: Program, *words: str, stdin: str = "") -> dict[str, Any]:
    """Return the plan for answers given in some way."""
    done = program.run("advise", "--on", DAY, "--format", "json", *words, stdin=stdin)
    assert (done.code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


SENCO = {
    "role": "senco",
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "aim": "lead-area",
    "focus": "send",
    "npqs": {"npqlt": "completed", "npqsl": "studying"},
    "awards": ["qts"],
    "senco_post": "mainstream",
    "senco_since": "2026-09",
    "scholarships_used": ["npqlt"],
}
AS_YAML = """\
role: senco
works_in_england: yes
setting: school
workplace_type: academy converter   # a name of the national register
aim: Lead one area well
focus: SEND and inclusion
npqs:
  npqlt: completed
  NPQSL: studying
awards: [qts]
senco_post: mainstream
senco_since: 2026-09
scholarships_used: [npqlt]
"""
AS_FLAGS = [
    *("role=senco", "works_in_england=yes", "setting=school", "workplace_type=community school"),
    *("aim=lead-area", "focus=send", "npqs=npqlt:completed,npqsl:studying", "awards=qts"),
    *("senco_post=mainstream", "senco_since=2026-09", "scholarships_used=npqlt"),
]


def test_yaml_json_stdin_and_flags_give_the_same_plan(program: Program) -> None:
    (program.home / "a.yaml").write_text(AS_YAML, "utf-8")
    (program.home / "a.json").write_text(json.dumps(SENCO), "utf-8")
    flags = [word for pair in AS_FLAGS for word in ("--set", pair)]
    plans = [
        plan(program, "--answers", "a.yaml"),
        plan(program, "--answers", "a.json"),
        plan(program, "--answers", "-", stdin=AS_YAML),
        plan(program, "--answers", "-", stdin=json.dumps(SENCO)),
        plan(program, *flags),
    ]
    assert plans[0]["answers"] == SENCO
    assert all(each == plans[0] for each in plans)


def test_a_plan_says_which_answers_it_is_for_and_takes_them_back(program: Program) -> None:
    first = plan(program, "--answers", "-", stdin=AS_YAML)
    assert plan(program, "--answers", "-", stdin=json.dumps(first["answers"])) == first


def test_set_goes_before_the_file(program: Program) -> None:
    made = plan(
        program, "--answers", "-", "--set", "aim=headship", "--set", "role=deputy-headteacher", stdin=AS_YAML
    )
    assert (made["answers"]["aim"], made["answers"]["role"]) == ("headship", "deputy-headteacher")


def test_the_last_set_of_a_question_counts(program: Program) -> None:
    made = plan(program, "--set", "role=senco", "--set", "role=headteacher")
    assert made["answers"] == {"role": "headteacher"}


READ_AS: list[dict[str, object]] = [
    {
        "npqs=npqsl:completed,npqh:studying": {"npqsl": "completed", "npqh": "studying"},
        "awards=qts, masters": ["qts", "masters"],
        "scholarships_used=not sure": "not-sure",
        "teaching_years=7": 7,
        "works_in_england=true": "yes",
        "aim=Be a headteacher": "headship",
    },
    {
        "npqs= NPQSL : starting-soon , ehco:none": {"npqsl": "starting-soon"},
        "awards=none": [],
        "teaching_years=7 years": 7,
        "works_in_england=Not sure": "not-sure",
    },
    {"npqs=npqsl": {"npqsl": "completed"}, "awards=": []},
    {"npqs=none": {}, "awards=not-sure": "not-sure"},
    {"npqs=not-sure": "not-sure"},
]


@pytest.mark.parametrize("read_as", READ_AS, ids="; ".join)
def test_flags_are_read_as_these_answers(program: Program, read_as: dict[str, object]) -> None:
    flags = [word for pair in read_as for word in ("--set", pair)]
    made = plan(program, "--set", "role=classroom-teacher", *flags)
    assert {id: made["answers"].get(id) for id in (pair.partition("=")[0] for pair in read_as)} == {
        pair.partition("=")[0]: held for pair, held in read_as.items()
    }


def test_an_answer_that_makes_no_sense_for_this_person_does_not_count_and_is_named(program: Program) -> None:
    made = plan(program, "--set", "role=headteacher", "--set", "setting=school", "--set", "teaching_years=20")
    assert made["answers_that_do_not_count"] == ["teaching_years"]
    assert "teaching_years" not in made["answers"]


def test_the_plan_says_what_hangs_on_what_is_not_known(program: Program) -> None:
    made = plan(program, "--set", "role=pastoral-lead", "--set", "aim=lead-area", "--set", "setting=school")
    assert {each["certainty"] for each in made["suggestions"]} == {"certain", "possible"}
    open_questions = {each["question"] for each in made["find_out"]}
    assert open_questions
    for each in made["suggestions"]:
        assert bool(each["hangs_on"]) is (each["certainty"] == "possible")
        assert not set(each["hangs_on"]) & made["answers"].keys()


def test_no_input_takes_what_is_open_as_not_sure(program: Program) -> None:
    made = plan(program, "--no-input", "--set", "role=senco")
    same = plan(program, "--set", "role=senco", "--set", "focus=not-sure", "--set", "aim=not-sure")
    assert [each["id"] for each in made["suggestions"]] == [each["id"] for each in same["suggestions"]]


def test_answers_may_come_with_a_byte_order_mark_and_windows_line_ends(program: Program) -> None:
    (program.home / "a.yaml").write_bytes(b"\xef\xbb\xbf" + AS_YAML.replace("\n", "\r\n").encode())
    assert plan(program, "--answers", "a.yaml")["answers"] == SENCO


def test_funding_and_why_take_the_same_answers(program: Program) -> None:
    words = ("--answers", "-", "--on", DAY, "--format", "json")
    funding = program.run("funding", "npqsenco", "--cohort", "autumn-2026", *words, stdin=AS_YAML)
    assert json.loads(funding.stdout)["results"][0]["outcome"] == "funded"
    why = program.run("why", "npqsenco", *words, stdin=AS_YAML)
    assert json.loads(why.stdout)["verdict"] == "certain"


def test_tracks_say_where_the_teacher_is(program: Program) -> None:
    done = program.run("tracks", "--answers", "-", stdin=AS_YAML)
    assert [line for line in done.stdout.splitlines() if line.endswith("<-- you are here")]
    assert "you are here" not in program.run("tracks").stdout
