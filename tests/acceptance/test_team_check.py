"""`team check`: how lists of schools are read, every row accounted for, and a mapping to correct."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.program import ROOT, Program

LISTS = ROOT / "examples" / "lists"
ADDED = LISTS / "team.yaml"
"""What a head adds to each of them."""


def checked(program: Program, *words: str) -> dict[str, Any]:
    """Return what `team check` says of a list, as data."""
    done = program.run("team", "check", *words, "--format", "json")
    assert done.code in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["rows"] == found["people"] + len(found["left_out"])
    return found


@pytest.mark.parametrize(
    ("name", "people", "sheets"),
    [
        ("primary-sims.csv", 14, 1),
        ("secondary-arbor.csv", 80, 1),
        ("special-bromcom.xlsx", 25, 1),
        ("trust.xlsx", 250, 6),
    ],
)
def test_a_list_as_a_school_exports_it_is_read_and_gives_a_plan(
    name: str, people: int, sheets: int, program: Program
) -> None:
    found = checked(program, str(LISTS / name))
    assert found["people"] == people
    assert found["with_post"] >= 0.95 * people
    assert len({heading["sheet"] for heading in found["headings"]}) == sheets
    unread = sum(value["people"] for value in found["values"] if value["taken_as"] is None)
    assert unread <= 0.05 * sum(value["people"] for value in found["values"])
    # What people in a post mostly want stands in the data of today only.
    today = ("--data", str(ROOT / "data"))
    done = program.run("team", "plan", str(LISTS / name), "--team", str(ADDED), "--format", "json", *today)
    assert json.loads(done.stdout)["choices"]
    assert f"Read {people} people" in done.stderr
    assert "`npqpath team check " in done.stderr


def test_the_document_shows_what_could_not_be_read_first(program: Program) -> None:
    done = program.run("team", "check", str(LISTS / "special-bromcom.xlsx"))
    assert done.code == 1
    text = done.stdout
    assert text.startswith("How special-bromcom.xlsx was read\n")
    assert "Read 25 people, 24 of them with a post; 2 rows are left out." in text
    assert text.index("value: Pathway Leader") < text.index("taken for: id")
    assert "role: counts as not sure. Courses and next steps are made for particular jobs" in text


def test_a_mapping_is_written_corrected_and_used(program: Program, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    name = str(LISTS / "special-bromcom.xlsx")
    assert program.run("team", "check", name, "-o", str(mapping)).code == 1
    text = mapping.read_text("utf-8")
    before = checked(program, name)
    assert checked(program, name, "--mapping", str(mapping))["with_post"] == before["with_post"]
    mapping.write_text(
        text.replace('"Pathway Leader": {"role": "not-sure"}', '"Pathway Leader": {"role": "phase-lead"}')
        .replace(
            '"Music Teacher": {"role": "classroom-teacher", "focus": "teaching"}',
            '"Music Teacher": {"role": "subject-lead", "focus": "teaching"}',
        )
        .replace('"In post since": "leadership_years"', '"In post since": "left out"'),
        "utf-8",
    )
    after = checked(program, name, "--mapping", str(mapping))
    assert after["with_post"] == after["people"]
    assert {"sheet": "Staff", "heading": "In post since", "taken_as": None} in after["headings"]
    taken = {value["value"]: value["taken_as"] for value in after["values"]}
    assert taken["Music Teacher"] == {"role": "subject-lead", "focus": "teaching"}
    again = program.run("team", "check", name, "-o", str(mapping))
    assert again.code == 2
    assert mapping.read_text("utf-8") != text


def test_a_wrong_mapping_is_told_in_one_sentence(program: Program, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text('headings: {"Post title": rle}\n', "utf-8")
    done = program.run("team", "check", str(LISTS / "special-bromcom.xlsx"), "--mapping", str(mapping))
    assert (done.code, done.stdout) == (2, "")
    assert 'The mapping takes "Post title" for "rle"' in done.stderr
    assert 'Did you mean "role"?' in done.stderr


@pytest.mark.parametrize("command", ["advise", "plan"])
def test_too_little_is_not_advised_on(command: str, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,Job title,NPQSL\nA,Zookeeper,\nB,Chief Mouse,yes\nC,SENCO,\n", "utf-8")
    done = program.run("team", command, str(path))
    assert (done.code, done.stdout) == (2, "")
    assert "Read 3 people, 1 of them with a post. That is too little to advise on." in done.stderr
    assert "team check" in done.stderr


def test_what_is_the_same_for_all_is_said_with_set(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,Job title\nA,SENCO\n", "utf-8")
    done = program.run(
        "team", "advise", str(path), "--set", "senco_post=mainstream", "--set", "setting=school"
    )
    assert "npqsenco" in done.stdout.splitlines()[1]
    wrong = program.run("team", "advise", str(path), "--set", "seting=school")
    assert wrong.code == 2
    assert 'Did you mean "setting"?' in wrong.stderr


ODD = {
    "semicolons": "id;Job title\nA;SENCO\n",
    "tabs": "id\tJob title\nA\tSENCO\n",
    "bars": "id|Job title\nA|SENCO\n",
    "sep line": "sep=;\nid;Job title\nA;SENCO\n",
    "a word above": "UTF-8\nid,Job title\nA,SENCO\n",
    "title above": "Staff of Oak School,\n,\nid,Job title\nA,SENCO\n",
    "empty rows": "id,Job title\n,\nA,SENCO\n,\n,\nB,Cook\n",
    "footer": "id,Job title,NPQ\nA,SENCO,\nPrinted on 1 May,,\n",
    "total": "id,Job title,NPQ\nA,SENCO,\n,,Total 1\n",
    "headings again": "id,Job title\nA,SENCO\nid,Job title\nB,Cook\n",
    "same id": "id,Job title\nA,SENCO\nA,Cook\n",
    "no id": "id,Job title\n,SENCO\n,Cook\n",
    "no id column": "Job title\nSENCO\nCook\n",
    "remark": "id,Job title\n# ask Jo,\nA,SENCO\n",
    "short rows": "id,Job title,NPQ\nA,SENCO\nB\n",
    "long rows": "id,Job title\nA,SENCO,x,y\n",
    "two jobs": "id,Post,Role\nA,Teacher,ECT1\n",
    "two rows of headings": "Ref,Job,NPQs,\n,title,NPQSL,NPQH\nA,SENCO,x,\n",
    "capitals": "STAFF CODE,POST TITLE\nA,HEAD OF MATHS\n",
    "spaces": " id , Job title \n A , SENCO \n",
    "unseen letters": "id,Job\u200b title\nA,SEN\u00adCO\n",
    "marks": "\ufeffid,Job title\nA,SENCO\n",
    "quoted lines": 'id,Job title,NPQ\nA,SENCO,"NPQSL\nNPQH"\n',
    "formula": "id,Job title\n=cmd,SENCO\n",
    "unknown jobs": "id,Job title\nA,SENCO\nB,Zookeeper\n",
    "not sure": "id,Job title\nA,SENCO\nB,?\n",
    "names": "Name,Email,Job title\nJo,a@b.example,SENCO\n",
    "dates": "id,Job title,QTS date,Start date\nA,SENCO,45536,01 Sep 2019\n",
    "odd dates": "id,Job title,QTS date\nA,SENCO,31/02/2020\n",
    "free text": "id,Job title,NPQ\nA,SENCO,NPQSL (2023); withdrew from NPQH\nB,Cook,none yet\n",
    "two posts": "id,Job title\nA,SENDCo / class teacher\nB,Teacher & Cook\n",
    "urn": "URN,Ref,Job title\n123456,A,SENCO\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_an_odd_list_accounts_for_every_row(text: str, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    found = checked(program, str(path))
    assert found["people"] >= 1
    places = [row["row"] for row in found["left_out"]]
    assert len(set(places)) == len(places)
    assert all(row["why"] for row in found["left_out"])
