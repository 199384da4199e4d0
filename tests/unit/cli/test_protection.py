"""No output takes the place of what a person wrote; what the program wrote before, it may write again."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.program import COMMAND, HEAD_OF_YEAR, ROOT
from tests.unit.cli.calling import Caller
from tests.unit.spreadsheets.made import ods, xlsx

STAFF = [["id", "role", "aim"], ["P1", "senco", ""]]
WRITTEN = {
    "answers.yaml": "# mine\n\nrole: senco\n",
    "answers.json": '{"role": "senco"}',
    "flow.json": "{role: senco}",
    "answers.md": "role: senco\naim: headship\n",
    "my-plan.npqpath.yaml": "# yaml-language-server: x\nschema: npqpath/plan-file/1\n",
    "plan.json": '{"schema": "npqpath/plan-file/1"}',
    "team.yaml": "starts: 2\n",
    "overlay.yaml": "about: {name: H}\n",
    "pathways.yaml": "---\nquestions:\n- id: role\n",
    "staff.csv": "id,role\nP1,senco\n",
    "staff.txt": "id\trole\taim\nP1\tsenco\t\n",
}
"""Files that somebody wrote, by name."""


def as_a_spreadsheet(path: Path) -> Path:
    """Return a staff list at this path."""
    return (xlsx if path.suffix == ".xlsx" else ods)(path, {"Staff": STAFF})


@pytest.mark.parametrize("name", [*WRITTEN, "staff.xlsx", "staff.ods"])
@pytest.mark.parametrize("words", ["questions --format json", "schema answers", "validate --format json"])
def test_what_somebody_wrote_stays(cli: Caller, name: str, words: str) -> None:
    path = cli.home / name
    if name in WRITTEN:
        path.write_text(WRITTEN[name], "utf-8")
    else:
        as_a_spreadsheet(path)
    before = path.read_bytes()
    done = cli.call(*words.split(), "-o", str(path))
    assert (done.code, done.stdout) == (2, "")
    kind = "a staff list" if name.startswith("staff") else "answers, data, a plan or a team file"
    assert done.stderr == (
        f"{path} holds {kind}, so it stays as it is.\n"
        "Choose another name after -o, or move the file away first.\n"
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        f"advise --answers {HEAD_OF_YEAR} -o p.json -o p.md -o p.txt -o p.html -o p.ics -o p.svg -o p.docx",
        "schema answers -o s.json",
        "schema -o schemas",
        "validate --format json -o v.json",
        "validate --format sarif -o v.sarif",
        f"team advise {ROOT}/examples/trust/staff.csv -o a.csv",
        f"team advise {ROOT}/examples/trust/staff.csv -o a.jsonl",
    ],
)
def test_what_the_program_wrote_is_replaced(cli: Caller, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.chdir(cli.home)
    first = cli.call(*words.split())
    assert "Written to" in first.stderr
    assert cli.call(*words.split()) == first


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of Unix")
def test_a_write_protected_file_stays_and_permissions_too(cli: Caller) -> None:
    path = cli.home / "plan.md"
    path.write_text("old", "utf-8")
    path.chmod(0o444)
    done = cli.call("questions", "-o", str(path))
    assert (done.code, path.read_text("utf-8")) == (2, "old")
    assert done.stderr.startswith(f"{path} is write-protected, so it stays as it is.\n")
    path.chmod(0o640)
    assert cli.call("questions", "-o", str(path)).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("other", ["./plan.md", "link.md", "folder/../plan.md"])
def test_one_file_under_two_names_is_told(cli: Caller, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.chdir(cli.home)
    (cli.home / "folder").mkdir()
    (cli.home / "link.md").symlink_to("plan.md")
    done = cli.call("questions", "-o", "plan.md", "-o", other)
    assert done.code == 2
    assert "are the same file." in done.stderr or "is named twice." in done.stderr
    assert not (cli.home / "plan.md").exists()


def test_a_link_that_leads_back_to_itself_stays(cli: Caller) -> None:
    one, two = cli.home / "one.md", cli.home / "two.md"
    one.symlink_to(two)
    two.symlink_to(one)
    done = cli.call("questions", "-o", str(one))
    assert (done.code, one.is_symlink()) == (3, True)
    assert "a link that leads back to itself" in done.stderr


@pytest.mark.parametrize("name", ["staff.csv", "staff.xlsx"])
def test_a_template_never_takes_the_place_of_a_file(cli: Caller, name: str) -> None:
    path = cli.home / name
    path.write_text("anything", "utf-8")
    done = cli.call("team", "template", "-o", str(path))
    assert (done.code, path.read_text("utf-8")) == (2, "anything")
    assert done.stderr == (
        f"{path} is there already, and stays as it is.\nIt may be filled in. Choose another name after -o.\n"
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("advise --answers {} --no-input -o {}", "mine.txt"),
        ("funding --answers {} --format text --no-input -o {}", "mine.txt"),
        ("advise --answers {} --no-input -o link.txt", "mine.txt"),
        ("team advise {} --format csv -o {}", "people.lst"),
        ("plan show --file {} --format text -o {}", "plan.txt"),
    ],
)
def test_what_a_command_reads_is_never_its_output(
    cli: Caller, monkeypatch: pytest.MonkeyPatch, words: str, name: str
) -> None:
    monkeypatch.chdir(cli.home)
    path = cli.home / name
    path.write_text('"": x', "utf-8")
    (cli.home / "link.txt").symlink_to(name)
    output = words.split()[-1].format(f"../home/{name}")
    done = cli.call(*words.format(name, output).split())
    assert (done.code, path.read_text("utf-8")) == (2, '"": x')
    assert done.stderr.startswith(f"{output} is read by the same command, so it stays as it is.\n")


def test_what_stdin_comes_from_stays(cli: Caller) -> None:
    path = cli.home / "mine.txt"
    path.write_text("role: senco", "utf-8")
    with path.open() as stdin:
        done = subprocess.run(
            [*COMMAND, "advise", "--answers", "-", "-o", str(path)],
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, path.read_text("utf-8")) == (2, "role: senco")
    assert "is read by the same command" in done.stderr
