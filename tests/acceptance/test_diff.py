"""`npqpath diff` as hub staff use it: git revisions, kept plans and rosters."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.program import DATA, EXAMPLES, HEAD_OF_YEAR, Program

HUB = EXAMPLES / "overlays" / "generate-teaching-hub"
LBC = "NPQ in Leading Behaviour and Culture"


def git(folder: Path, *words: str) -> None:
    """Run a git command."""
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *settings, *words], cwd=folder, capture_output=True, check=True)


def without_behaviour(text: str) -> str:
    """Return the pathways without the rules that suggest NPQLBC."""
    head, rules, rest = text.partition("\nrules:\n")
    entries = rest.split("\n  - id: ")
    kept = [one for one in entries if "suggest: npqlbc" not in one]
    assert len(kept) < len(entries)
    return head + rules + "\n  - id: ".join(kept)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that begins with the frozen data and a hub's overlay, and then changes both."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copytree(DATA, folder / "data")
    shutil.copytree(HUB, folder / "my-hub")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin")
    pathways = folder / "data" / "pathways.yaml"
    pathways.write_text(without_behaviour(pathways.read_text("utf-8")), "utf-8")
    overlay = folder / "my-hub" / "overlay.yaml"
    text = overlay.read_text("utf-8")
    overlay.write_text(text.replace("switch_off:\n", "switch_off:\n  rules: [better-teaching]\n"), "utf-8")
    git(folder, "commit", "--quiet", "--all", "-m", "Change")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("HEAD~1:data", "HEAD:data", 1),
        ("HEAD~1:data", "data", 1),
        ("HEAD~1:data/", "./data", 1),
        ("HEAD:data", "data", 0),
    ],
)
def test_revisions_and_folders_are_compared(
    program: Program, repository: Path, old: str, new: str, code: int
) -> None:
    done = program.run("diff", old, new, "--format", "markdown", cwd=repository)
    assert (done.code, done.stderr) == (code, "")
    assert (f"Some people get different advice about {LBC}" in done.stdout) is bool(code)
    assert (f"- {LBC}: now not suggested" in done.stdout) is bool(code)
    assert len(done.stdout) < 65_536


def test_a_folder_is_named_from_where_one_is(program: Program, repository: Path) -> None:
    inside = repository / "data"
    assert program.run("diff", "HEAD:.", ".", cwd=inside).code == 0
    assert program.run("diff", f"HEAD~1:{inside}", str(inside), cwd=program.home).code == 1
    assert program.run("diff", "HEAD~1:data", "data", cwd=inside).code == 2


def test_what_begins_later_is_a_change_of_the_files_until_then(program: Program, tmp_path: Path) -> None:
    for name in ("old", "new"):
        shutil.copytree(DATA, tmp_path / name)
    pathways = tmp_path / "new" / "pathways.yaml"
    begin = "    suggest: npqlbc\n"
    text = pathways.read_text("utf-8")
    assert begin in text
    pathways.write_text(text.replace(begin, f"{begin}    holds_until: 2027-08-31\n"), "utf-8")
    words = ("diff", "old", "new", "--format", "json", "--on")

    def on(day: str) -> tuple[int, bool, bool]:
        done = program.run(*words, day, cwd=tmp_path)
        made = json.loads(done.stdout)
        return (
            done.code,
            made["changes_advice"],
            any("holds_until" in one["where"] for one in made["differences"]),
        )

    assert on("2027-08-31") == (1, False, True)
    assert on("2027-09-01") == (1, True, True)


def test_an_overlay_of_an_older_revision_is_laid_over_the_bundled_data(
    program: Program, repository: Path
) -> None:
    done = program.run("diff", "HEAD~1:my-hub", "my-hub", cwd=repository)
    assert done.code == 1, done.stderr
    assert "Some people get different advice about" in done.stdout
    assert program.run("diff", "HEAD:my-hub", "my-hub", cwd=repository).code == 0


def test_faults_of_a_revision_are_placed_in_it(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "slipped"
    shutil.copytree(DATA, folder / "data")
    pathways = folder / "data" / "pathways.yaml"
    text = pathways.read_text("utf-8")
    pathways.write_text(text.replace("suggest: npqsl", "suggest: npqls", 1), "utf-8")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Slip")
    done = program.run("diff", "HEAD:data", str(DATA), cwd=folder)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.startswith("HEAD:data/pathways.yaml:")


@pytest.mark.parametrize(
    ("old", "code", "told"),
    [
        ("HEAD~9:data", 2, 'git knows no "HEAD~9:data", and there is no such folder.'),
        ("HEAD:nowhere", 2, 'git knows no "HEAD:nowhere", and there is no such folder.'),
        ("--output=gotcha:data", 2, ""),
        ("-x:data", 2, ""),
        (":data", 2, '":data" is no folder in git.'),
        ("HEAD:", 3, "HEAD: has no qualifications.yaml and no pathways.yaml."),
        ("nowhere", 3, "There is no folder nowhere."),
    ],
)
def test_what_git_does_not_know_is_told(
    program: Program, repository: Path, old: str, code: int, told: str
) -> None:
    done = program.run("diff", "--", old, "data", cwd=repository)
    assert (done.code, done.stdout) == (code, "")
    assert told in done.stderr
    assert not (repository / "gotcha").exists()


def test_without_git_a_folder_has_to_do(program: Program, repository: Path) -> None:
    done = program.run("diff", "HEAD:data", "data", cwd=repository, env={"PATH": str(program.home)})
    assert done.code == 3
    assert "there is no git on this computer" in done.stderr


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Return a folder with two files of answers, a plan file, and one that is neither."""
    folder = tmp_path / "people"
    folder.mkdir()
    shutil.copy(HEAD_OF_YEAR, folder / "ann.yaml")
    answers = Path(HEAD_OF_YEAR).read_text("utf-8").splitlines()
    plan = "".join(f"  {line}\n" for line in answers)
    (folder / "bea.npqpath.yaml").write_text(f"name: Bea\nanswers:\n{plan}steps: []\n", "utf-8")
    shutil.copy(EXAMPLES / "answers" / "new-head.yaml", folder / "cy.yaml")
    (folder / "notes.txt").write_text("Nothing.", "utf-8")
    return folder


def test_kept_plans_and_answers_are_compared(program: Program, repository: Path, people: Path) -> None:
    done = program.run("diff", "HEAD~1:data", "data", "--plans", str(people), cwd=repository)
    assert done.code == 1, done.stderr
    told = done.stdout.partition("Saved people whose advice changes: 2 of 3\n")[2].partition("What changed")[
        0
    ]
    names = [line for line in told.splitlines() if line.startswith("- ")]
    assert names == ["- ann.yaml:", "- bea.npqpath.yaml:"]
    assert told.count(f"before, {LBC}.") == 2


ROSTER = (
    ("Name", "Role", "setting", "workplace_type", "aim", "focus", "awards", "npqlt"),
    ("Ann Lee", "pastoral-lead", "school", "community school", "lead-area", "behaviour", "", "completed"),
    ("", "", "", "", "", "", "", ""),
    ("Bo Ray", "headteacher", "school", "", "", "", "nasenco; masters", ""),
    ("Cy Fox", "lion tamer", "school", "", "", "", "", ""),
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_of_a_roster_are_compared_and_nobody_is_named(
    program: Program, repository: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"roster.{kind}"
    if kind == "csv":
        file.write_text("\n".join(",".join(row) for row in ROSTER), "utf-8")
    else:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in ROSTER:
            book.active.append(row)
        book.save(file)
    words = ("--roster", str(file), "--format", "json")
    done = program.run("diff", "HEAD~1:data", "data", *words, cwd=repository)
    assert done.code == 1, done.stderr
    made = json.loads(done.stdout)
    saved = {one["name"]: one for one in made["saved"]}
    assert [one["name"] for one in made["unread"]] == ['Row 5, column "Role"']
    assert '"lion tamer"' in made["unread"][0]["trouble"]
    assert saved["Row 2"]["before"]["suggestions"][0] == LBC
    assert LBC not in saved["Row 2"]["after"]["suggestions"]
    assert "Ann" not in done.stdout


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_a_roster_is_read_as_for_a_team(program: Program, repository: Path, name: str) -> None:
    roster = (EXAMPLES / "rosters" / "primary-school.csv").read_text("utf-8")
    words = ("--roster", name, "--format", "json")
    done = program.run("diff", "HEAD~1:data", "data", *words, cwd=repository, stdin=roster)
    made = json.loads(done.stdout)
    assert made["unread"] == []
    assert made["saved"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--plans", "nowhere"), "There is no folder nowhere."),
        (("--plans", "empty"), "There is no plan and no file of answers in empty."),
        (("--roster", "nowhere.csv"), "There is no file nowhere.csv."),
        (("--roster", "names.csv"), "names.csv is not a staff list: it has no headings that npqpath knows."),
    ],
)
def test_a_file_that_does_not_do_is_told_with_a_way_out(
    program: Program, words: tuple[str, str], told: str
) -> None:
    (program.home / "empty").mkdir()
    (program.home / "names.csv").write_text("Name,Town\nAnn,Wigan\n", "utf-8")
    data = str(DATA)
    done = program.run("diff", data, data, *words)
    assert done.code in (2, 3)
    assert told in done.stderr
    assert done.stdout == ""
