"""`npqpath team`, as a head runs it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.program import DAY, Program
from tests.unit.spreadsheets.made import xlsx

STAFF = """\ufeffid;school;Job title;where they work;aim;focus;years teaching;NPQ SL;npqs
P1;Oak;Head of year or pastoral leader;school;Lead one area well;Behaviour, wellbeing and culture;6;N;
P2;Oak;Deputy Headteacher;school;headship;whole-school;;;NPQSL completed
P3;Elm;SENCO;school;;SEND and inclusion;;;
"""


@pytest.fixture
def staff(program: Program) -> Path:
    """Return a staff list as a spreadsheet program saves it."""
    path = program.home / "staff.csv"
    path.write_text(STAFF, "utf-8")
    return path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.usefixtures("staff")
def test_everybody_gets_their_own_suggestions(program: Program) -> None:
    done = program.run("team", "advise", "staff.csv", "--on", DAY)
    assert (done.code, done.stderr) == (0, "")
    firsts = {row["id"]: row for row in rows_of(done.stdout) if row["rank"] == "1"}
    assert {id: (row["school"], row["suggestion"]) for id, row in firsts.items()} == {
        "P1": ("Oak", "npqlbc"),
        "P2": ("Oak", "npqh"),
        "P3": ("Elm", "npqsenco"),
    }
    assert firsts["P1"]["next_start"] == "November 2027 (expected, not announced)"
    assert "on_schools_disadvantage_list" in firsts["P1"]["find_out"]


@pytest.mark.usefixtures("staff")
def test_the_same_as_for_one_person(program: Program) -> None:
    done = program.run("team", "advise", "staff.csv", "--format", "jsonl", "--on", DAY)
    people = {each["id"]: each["suggestions"] for each in map(json.loads, done.stdout.splitlines())}
    given = ["role=deputy-headteacher", "setting=school", "aim=headship", "focus=whole-school"]
    flags = [word for each in given for word in ("--set", each)]
    answers = program.home / "answers.yaml"
    answers.write_text("npqs: {npqsl: completed}\n")
    words = ["--answers", "answers.yaml", *flags, "--no-input", "--on", DAY, "--format", "json"]
    alone = json.loads(program.run("advise", *words).stdout)
    shared = ("id", "kind", "rank", "certainty", "strength", "because", "sources")
    assert [{key: each[key] for key in shared} for each in people["P2"]] == [
        {key: each[key] for key in shared} for each in alone["suggestions"]
    ]
    paid = {each["id"]: each["funding"] for each in people["P2"] if each["funding"]}
    assert {id: each["outcome"] for id, each in paid.items()} == {
        id: each["outcome"] for id, each in alone["funding"].items() if id in paid
    }


@pytest.mark.usefixtures("staff")
def test_into_a_file_that_excel_reads(program: Program) -> None:
    done = program.run("team", "advise", "staff.csv", "-o", "advice.csv", "--on", DAY)
    assert (done.code, done.stdout, done.stderr) == (0, "", "Written to advice.csv.\n")
    raw = (program.home / "advice.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,school,rank,")
    again = program.run("team", "advise", "staff.csv", "--on", DAY)
    assert raw.decode("utf-8-sig") == again.stdout


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(program: Program) -> None:
    rows = [
        ("id", "Name", "role", "setting", "npqs"),
        ("P1", "Jo", "Teachr", "school", ""),
        ("=cmd()", "Al", "trainee-teacher", "school", "NPQH completed"),
        ("P1", "Bo", "senco", "school", ""),
        ("P4", "Cy", "senco", "school", "NPQLT"),
    ]
    xlsx(program.home / "staff.xlsx", {"Staff": rows})
    done = program.run("team", "advise", "staff.xlsx", "--on", DAY)
    assert done.code == 1
    told = done.stderr.splitlines()
    assert told[:2] == [
        'Names are not needed and not kept, so the column "Name" is left out.',
        "One cell names an NPQ without saying how far it has got. That counts as completed.",
    ]
    assert [line.partition(": ")[2][:60] for line in told[2:]] == [
        'Row 4: The id "P1" stands in row 2 too, so this row is left out.'[:60],
        'Row 2, column "role": "Teachr" is not an answer to "role". Did'[:60],
        "Row 3: These answers do not go together. Nobody in training "[:60],
    ]
    advised = rows_of(done.stdout)
    assert list(dict.fromkeys(row["id"] for row in advised)) == ["P1", "'=cmd()", "P4"]
    (clash,) = [row for row in advised if row["id"] == "'=cmd()"]
    assert (clash["rank"], clash["because"][:32]) == ("", "These answers do not go together")
    assert "Jo" not in done.stdout


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_read_back(program: Program, ending: str) -> None:
    made = program.run("team", "template", "-o", f"staff.{ending}")
    assert (made.code, made.stderr) == (0, f"Written to staff.{ending}.\n")
    done = program.run("team", "advise", f"staff.{ending}", "--on", DAY)
    assert (done.code, done.stderr) == (0, "")
    assert {row["id"] for row in rows_of(done.stdout)} == {"example-1", "example-2", "example-3"}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["advise", "none.csv"], 3, "There is no file none.csv."),
        (["advise", "staff.csv", "--format", "xml"], 2, "There is no format called xml here."),
        (
            ["advise", "staff.csv", "-o", "a.docx"],
            2,
            "The name of the file, a.docx, does not say which format",
        ),
        (["advise", "staff.csv", "--on", "soon"], 2, '"soon" is not a date.'),
        (["advise", "staff.csv", "-o", "nowhere/a.csv"], 3, "nowhere/a.csv cannot be written: No such file"),
        (["template", "-o", "a.pdf"], 2, "The name of the file, a.pdf, does not say which format"),
        (["advise"], 2, "Usage: npqpath team advise"),
    ],
)
@pytest.mark.usefixtures("staff")
def test_mistakes(program: Program, words: list[str], code: int, says: str) -> None:
    done = program.run("team", *words)
    assert (done.code, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("staff")
def test_nothing_is_kept_of_the_people(program: Program) -> None:
    program.run("team", "advise", "staff.csv", "-o", "advice.csv")
    kept = [path for path in program.home.rglob("*") if path.is_file()]
    assert sorted(path.name for path in kept) == ["advice.csv", "staff.csv"]
