"""`npqpath team`, as a head runs it."""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.program import COMMAND, DAY, EXAMPLES, Program, SchemaCheck
from tests.terminal.screen import Terminal
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
    assert (done.code, done.remarks) == (0, "")
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
    assert (done.code, done.stdout, done.remarks) == (0, "", "Written to advice.csv.\n")
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
    told = done.remarks.splitlines()
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
    assert (done.code, done.remarks) == (0, "")
    assert {row["id"] for row in rows_of(done.stdout)} == {"example-1", "example-2", "example-3"}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["advise", "none.csv"], 2, "There is no file none.csv."),
        (["advise", "staff.csv", "--format", "xml"], 2, "There is no format called xml."),
        (
            ["advise", "staff.csv", "-o", "a.docx"],
            2,
            "This cannot be had as docx.\nThe formats are csv and jsonl.",
        ),
        (["advise", "staff.csv", "--on", "soon"], 2, '"soon" is not a date.'),
        (
            ["advise", "staff.csv", "-o", "nowhere/a.csv"],
            3,
            "there is no folder nowhere.",
        ),
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


TEAM = """\
name: Two schools
priorities: [literacy, behaviour]
posts:
  - {post: headteacher, by: 2030-01-01}
limits: {per_school: 1}
"""


@pytest.fixture
def team(program: Program, staff: Path) -> Path:
    """Return a team file beside the staff list."""
    del staff
    path = program.home / "team.yaml"
    path.write_text(TEAM, "utf-8")
    return path


@pytest.mark.usefixtures("team")
def test_a_plan_for_the_team_names_each_course_with_its_reason(program: Program) -> None:
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY, "--format", "json")
    assert (done.code, done.remarks) == (0, "")
    plan = json.loads(done.stdout)
    assert {each["person"]: each["course"] for each in plan["choices"]} == {"P1": "npqlbc", "P2": "npqh"}
    assert all(each["because"] and each["sources"] for each in plan["choices"])
    assert all(each["proved"] for each in plan["aims"])
    assert {each["start"] for each in plan["choices"] if each["school"] == "Oak"} == {"2027-11", "2028-11"}


@pytest.mark.usefixtures("team")
def test_every_form_of_a_team_plan(program: Program) -> None:
    names = [f"plan.{ending}" for ending in ("txt", "md", "html", "docx", "xlsx", "csv", "json")]
    outputs = [word for name in names for word in ("-o", name)]
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY, *outputs)
    assert done.code == 0
    assert all((program.home / name).stat().st_size > 200 for name in names)
    rows = rows_of((program.home / "plan.csv").read_text("utf-8-sig"))
    assert {row["person"]: row["course"] for row in rows} == {"P1": "npqlbc", "P2": "npqh", "P3": ""}
    assert all(row["verdict"] and row["because"] for row in rows)


def plan_as_json(program: Program, *words: str, staff: str = "staff.csv") -> dict[str, Any]:
    done = program.run("team", "plan", staff, "--team", "team.yaml", "--on", DAY, "--format", "json", *words)
    assert done.code in (0, 1), done.stderr
    plan: dict[str, Any] = json.loads(done.stdout)
    return plan


def begun(plan: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(each["person"], each["course"], each["start"]) for each in plan["choices"]}


@pytest.fixture
def staff_of_a_trust(program: Program) -> str:
    """Return the list of the trust that comes with the project, its team file beside it."""
    for name in ("staff.csv", "team.yaml"):
        (program.home / name).write_bytes((EXAMPLES / "trust" / name).read_bytes())
    return "staff.csv"


def test_the_order_of_the_rows_changes_nothing(program: Program, staff_of_a_trust: str) -> None:
    heading, *rows = (program.home / staff_of_a_trust).read_text("utf-8").splitlines()
    before = plan_as_json(program)
    (program.home / "turned.csv").write_text("\n".join((heading, *reversed(rows))), "utf-8")
    assert begun(plan_as_json(program, staff="turned.csv")) == begun(before)


def test_what_if_prints_only_what_differs_and_keeps_the_rest(program: Program, staff_of_a_trust: str) -> None:
    del staff_of_a_trust
    last = plan_as_json(program)
    (program.home / "last.json").write_text(json.dumps(last), "utf-8")
    keep = ("--keep", "last.json")
    assert begun(plan_as_json(program, *keep)) == begun(last)
    asked = "must: [{person: T027, take: npqh, start: 2028-11-01}]"
    changes = plan_as_json(program, *keep, "--what-if", asked)["changes"]
    assert {each["person"] for each in changes} == {"T027"}
    assert ("begins", "npqh", "2028-11") in {(e["change"], e["course"], e["start"]) for e in changes}
    more = plan_as_json(program, *keep, "--what-if", "more: {pounds: £400}")["changes"]
    assert [each["change"] for each in more] == ["begins"]
    words = ("--what-if", "leave: [T026]", "--what-if", "leave: [T058]", "--format", "text")
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY, *keep, *words)
    gone = [line for line in done.stdout.splitlines() if "they are not on the list" in line]
    assert all(any(id in line for line in gone) for id in ("T026", "T058"))
    assert "- Deputy headteacher, Birch Primary: nobody else is there.\n" in done.stdout
    assert "- Deputy headteacher, Cedar Primary: nobody else is there.\n" in done.stdout


def test_a_kept_plan_says_what_changed(program: Program, staff_of_a_trust: str) -> None:
    last = plan_as_json(program)
    (program.home / "last.json").write_text(json.dumps(last), "utf-8")
    rows = (program.home / staff_of_a_trust).read_text("utf-8").splitlines()
    left = "\n".join(row for row in rows if not row.startswith("T026,"))
    (program.home / "staff.csv").write_text(left, "utf-8")
    words = ("--keep", "last.json", "--part", "head")
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY, *words)
    assert "- No longer in the plan, because they are not on the list: T026" in done.stdout
    assert "For governors" not in done.stdout


def test_ids_that_look_like_names_are_told_and_stay_out_of_the_page_for_governors(program: Program) -> None:
    lines = (
        "id,role,aim,focus",
        "Jo Bloggs (SENCO),senco,lead-area,send",
        "T2,subject-lead,lead-area,teaching",
    )
    (program.home / "staff.csv").write_text("\n".join(lines), "utf-8")
    done = program.run("team", "plan", "staff.csv", "--part", "governors", "--on", DAY)
    assert "Bloggs" not in done.stdout
    assert "1 id looks like a name" in done.stderr


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--part", "governers"), 'There is no part "governers" of a plan.'),
        (("--keep", "staff.csv"), "staff.csv is no plan of a team as JSON."),
        (("--keep", "none.json"), "There is no file none.json."),
        (("--what-if", "leave: [P9]"), 'There is no person in the roster called "P9".'),
        (
            ("--what-if", "must: [{person: P1, start: 2027-01-01}]"),
            "No course of this plan starts in January",
        ),
        (("--team", "tem.yaml"), "There is no file tem.yaml."),
    ],
)
def test_a_slip_in_the_flags_is_told(program: Program, words: tuple[str, ...], said: str) -> None:
    done = program.run("team", "plan", "staff.csv", *words, "--on", DAY)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.usefixtures("team")
def test_a_slip_in_the_team_file_is_placed(program: Program) -> None:
    (program.home / "team.yaml").write_text("priorities: [litteracy]\nmust: [{person: P1, take: npqh}]\n")
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY)
    assert done.code == 2
    assert 'team.yaml:1:14 There is no priority called "litteracy". Did you mean "literacy"?' in done.stderr


@pytest.mark.usefixtures("team")
def test_musts_that_do_not_fit_are_named(program: Program) -> None:
    musts = "must: [{person: P1, take: npqlbc}, {person: P2, take: npqh}]"
    (program.home / "team.yaml").write_text(f"starts: 1\nlimits: {{at_once: 1}}\n{musts}\n")
    done = program.run("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY)
    assert done.code == 2
    assert "This cannot: P2 on npqh (a limit or another must stands in the way)." in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.usefixtures("team")
def test_who_waits_for_a_plan_sees_that_it_is_at_work(program: Program) -> None:
    words = ("team", "plan", "staff.csv", "--team", "team.yaml", "-o", "plan.csv", "--on", DAY)
    with Terminal([*COMMAND, *words], env=program.env, folder=program.home) as terminal:
        assert terminal.exit_status() == 0
        assert b"Working out the best plan for 3 people" in terminal.sent
    assert program.run(*words).remarks == "Written to plan.csv.\n"


@pytest.fixture
def trust() -> tuple[str, ...]:
    """Return the command for the trust that comes with the project."""
    folder = EXAMPLES / "trust"
    return ("team", "plan", str(folder / "staff.csv"), "--team", str(folder / "team.yaml"))


@pytest.mark.parametrize(
    ("team", "code"),
    [
        (None, 0),
        ("priorities: [Early career support]\nlimits: {places: {npqh: 2}}\naims: [statutory]\n", 0),
        ("starts: 9\n", 1),
        ("posts: [{post: hedteacher}]\n", 1),
        ("limits: {places: {npqx: 2}}\n", 1),
        ("limits: {at_once: -1}\n", 1),
        ("must: [{person: P1, take: npq}]\n", 1),
        ("prioritys: []\n", 1),
        ("aims: [statutory, statutory]\n", 1),
    ],
)
def test_an_editor_finds_the_slips_in_a_team_file(
    check_jsonschema: SchemaCheck,
    tmp_path: Path,
    team: str | None,
    code: int,
) -> None:
    path = EXAMPLES / "trust" / "team.yaml" if team is None else tmp_path / "team.yaml"
    if team is not None:
        path.write_text(team, "utf-8")
    done = check_jsonschema("team", path)
    assert done.returncode == code, done.stdout


HOSTILE = {
    "id": ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "<script>alert(1)</script>", "[bold]x[/bold]"),
    "school": ("=1+1", "<img src=x onerror=alert(1)>", "\x1b[31mOak\x07", "a|b", "]]>&amp;\u202eevil"),
    "team": ("-2", "<b onclick=x>", "\x1b]0;title\x07", "`x`", "{{ 7*7 }}"),
}


def test_no_roster_can_make_a_plan_do_anything(program: Program) -> None:
    rows = [
        {**dict(zip(HOSTILE, words, strict=True)), "role": "senco", "setting": "school", "aim": "lead-area"}
        | {"workplace_type": "community school", "senco_post": "mainstream", "senco_since": "under-a-year"}
        for words in zip(*HOSTILE.values(), strict=True)
    ]
    with (program.home / "staff.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    names = [f"plan.{ending}" for ending in ("txt", "md", "html", "docx", "xlsx", "csv", "json")]
    done = program.run("team", "plan", "staff.csv", "--on", DAY, *[w for name in names for w in ("-o", name)])
    assert done.code in (0, 1), done.stderr
    assert "\x1b" not in done.stderr
    written = {name: (program.home / name).read_bytes() for name in names}
    assert all(b"\x1b" not in written[name] for name in names[:3] + names[5:])
    assert not re.search(rb"<script>alert|<img src|<b on", written["plan.html"])
    outside_fences = b"".join(written["plan.md"].split(b"```")[::2])
    assert not re.search(rb"(?<!\\)<(script|img)", outside_fences)
    with (program.home / "plan.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("cmd" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    kept = json.loads(written["plan.json"])
    assert {each["person"] for each in kept["choices"]} <= set(HOSTILE["id"])
    book = openpyxl.load_workbook(program.home / "plan.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(
        cell.data_type == "n" and cell.value is not None for s in book for r in s.iter_rows() for cell in r
    )


@pytest.mark.usefixtures("team")
def test_who_is_taken_off_the_roster_is_in_nothing_that_is_written_next(program: Program) -> None:
    words = ("team", "plan", "staff.csv", "--team", "team.yaml", "--on", DAY)
    names = [f"plan.{ending}" for ending in ("txt", "md", "html", "docx", "xlsx", "csv", "json")]
    outputs = [word for name in names for word in ("-o", name)]
    staff = program.home / "staff.csv"
    staff.write_text(STAFF.replace("P2;", "Gone77;"), "utf-8")
    assert program.run(*words, *outputs).code == 0
    assert "Gone77" in (program.home / "plan.csv").read_text("utf-8-sig")
    staff.write_text("\n".join(line for line in STAFF.splitlines() if not line.startswith("P2;")), "utf-8")
    assert program.run(*words, *outputs).code == 0
    files = [*program.home.rglob("*"), *program.caches.rglob("*")]
    assert not [path.name for path in files if path.is_file() and _holds(path, b"Gone77")]


def _holds(path: Path, word: bytes) -> bool:
    """Return whether a file, or a part of a packed one, holds a word."""
    if not zipfile.is_zipfile(path):
        return word in path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return any(word in packed.read(name) for name in packed.namelist())
