"""Read published lists in, look places up, and have the questions filled in: as people would do it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from npqpath.workplaces import FILE
from tests.program import COMMAND, DAY, Program
from tests.terminal.screen import Terminal, squeezed
from tests.unit.spreadsheets.made import ods, xlsx
from tests.unit.workplaces import made_up
from tests.unit.workplaces.lists import COLLEGE_HEADINGS, SCHOOL_HEADINGS

REGISTER = "edubasealldata20260518.csv"
SCHOOLS = "Eligible school settings 18 May 2026.ods"
COLLEGES = "Eligible further education settings.xlsx"
OAK = ("100001", "876", "Halton", "St Mary's Oak School", "Community school", "Open", "Primary", "", "Widnes")
WELSH = ("100002", "673", "Cardiff", "Ysgol Derw", "Welsh establishment", "Open", "Primary", "", "Cardiff")
PLACE_FLAGS = ["--set", "role=classroom-teacher", "--set", "setting=school", "--set", "works_in_england=yes"]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return a folder with a small register and two lists."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    rows = [(*OAK, "WA8 7AA", "10000001"), (*WELSH, "CF1 1AA", "")]
    (folder / REGISTER).write_bytes(made_up.csv_bytes(made_up.HEADINGS, rows))
    school = (100001, "Halton", "St Mary's Oak School", "Community school", "Halton")
    ods(folder / SCHOOLS, {"Notes": [("Notes",)], "List": [("Title",), SCHOOL_HEADINGS, school]})
    xlsx(folder / COLLEGES, {"FE": [COLLEGE_HEADINGS, (10000009, "Elm College", "Land-Based College")]})
    return folder


def test_lists_are_read_in_and_searched(program: Program, lists: Path) -> None:
    done = program.run("workplaces", "import", REGISTER, SCHOOLS, COLLEGES, cwd=lists)
    assert done.code == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"National register of schools of 18 May 2026: 2 places, from {REGISTER}.",
        f"Schools list of 18 May 2026: 1 place, from {SCHOOLS}.",
        f"16 to 19 list read in on {today(done.stdout)}: 1 place, from {COLLEGES}. "
        "It does not say its day: add --on DATE.",
    ]
    assert done.stderr.startswith("Written to ")
    found = program.run("workplaces", "find", "saint marys oak")
    assert found.code == 0
    assert found.stdout == (
        "Workplaces\n==========\n\n"
        "- St Mary's Oak School\n"
        "  - Community school, Widnes, WA8 7AA, URN 100001\n"
        '  - The national register of schools of 18 May 2026 calls it "Community school".\n'
        "  - The schools list of 18 May 2026 names it.\n"
        f"  - The 16 to 19 list read in on {today(done.stdout)} does not name it.\n"
    )


def today(stdout: str) -> str:
    """Return the day on which the undated list was read in, as the program says it."""
    return stdout.partition("16 to 19 list read in on ")[2].partition(":")[0]


def test_found_as_json(program: Program, lists: Path) -> None:
    program.run("workplaces", "import", REGISTER, cwd=lists)
    data = json.loads(program.run("workplaces", "find", "WA8 7AA", "--format", "json").stdout)
    assert data["schema"] == "npqpath/workplaces-found/1"
    assert [match["urn"] for match in data["matches"]] == ["100001"]
    assert data["matches"][0]["answers"]["workplace_type"]["answer"] == "Community school"
    assert data["lists"] == [{"list": "register", "on": "2026-05-18", "dated": True, "file": REGISTER}]


def test_nothing_found_is_an_answer(program: Program, lists: Path) -> None:
    program.run("workplaces", "import", REGISTER, cwd=lists)
    done = program.run("workplaces", "find", "xyzzy")
    assert done.code == 0
    assert 'Nothing was found for "xyzzy".' in done.stdout


def test_a_later_list_joins_the_ones_that_are_there(program: Program, lists: Path) -> None:
    program.run("workplaces", "import", REGISTER, cwd=lists)
    done = program.run("workplaces", "import", SCHOOLS, "--on", "2026-05-20", cwd=lists)
    assert done.stdout.splitlines() == [
        f"National register of schools of 18 May 2026: 2 places, from {REGISTER}. It was here before.",
        f"Schools list of 20 May 2026: 1 place, from {SCHOOLS}.",
    ]


def test_an_old_list_is_called_old(program: Program, lists: Path) -> None:
    done = program.run("workplaces", "import", SCHOOLS, "--on", "2024-05-20", cwd=lists)
    assert done.stdout.splitlines() == [
        f"Schools list of 20 May 2024: 1 place, from {SCHOOLS}. "
        "That is over a year ago, so look for a newer one.",
        "Without the register of schools, only places on these lists can be found.",
    ]


def test_an_overlay_may_carry_its_own_file(program: Program, lists: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "overlay"
    assert program.run("workplaces", "import", REGISTER, "--to", str(overlay), cwd=lists).code == 0
    assert (overlay / FILE).is_file()
    assert "Oak" in program.run("workplaces", "find", "oak", "--data", str(overlay)).stdout
    assert "Oak" in program.run("workplaces", "find", "oak", env={"NPQPATH_DATA": str(overlay)}).stdout
    assert program.run("workplaces", "find", "oak").code == 3


def test_a_link_out_of_an_overlay_is_not_followed(program: Program, lists: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "hub"
    assert program.run("workplaces", "import", REGISTER, "--to", str(overlay), cwd=lists).code == 0
    outside = tmp_path / FILE
    (overlay / FILE).rename(outside)
    (overlay / FILE).symlink_to(outside)
    done = program.run("workplaces", "find", "marys", "--data", str(overlay))
    assert (done.code, done.stdout) == (3, "")
    assert "is a link that leads out of the folder of the overlay." in done.stderr


def test_without_a_file_the_way_to_one_is_told(program: Program) -> None:
    done = program.run("workplaces", "find", "oak")
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.startswith("There are no workplaces to search yet.\n")
    assert "npqpath workplaces import" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nothing.csv"], 2, "There is no file nothing.csv."),
        ([REGISTER, "--as", "schools"], 2, 'There is no list "schools".'),
        ([REGISTER, "--as", "rise"], 3, "is the national register of schools, not the list of targeted RISE"),
        ([REGISTER, SCHOOLS, "--as", "register"], 2, "--as is about one file."),
        ([REGISTER, "--on", "May"], 2, '"May" is not a date.'),
        ([REGISTER, REGISTER], 2, "are both the national register of schools"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_read_in(
    program: Program, lists: Path, words: list[str], code: int, message: str
) -> None:
    done = program.run("workplaces", "import", *words, cwd=lists)
    assert (done.code, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_file_does_not_stop_a_new_one(program: Program, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / FILE).write_bytes(b"garbage")
    done = program.run("workplaces", "import", REGISTER, "--to", str(tmp_path / "own"), cwd=lists)
    assert done.code == 0
    assert "A new file takes its place." in done.stderr


def test_a_script_names_the_workplace(program: Program, lists: Path) -> None:
    program.run("workplaces", "import", REGISTER, SCHOOLS, cwd=lists)
    flags = ["funding", "npqlt", *PLACE_FLAGS, "--no-input", "--on", DAY, "--format", "json"]
    done = program.run(*flags, "--set", "workplace=100001", "--set", "targeted_rise_school=no")
    assert done.code == 0
    assert json.loads(done.stdout)["results"][0]["outcome"] == "funded"
    assert done.stderr.splitlines() == [
        "St Mary's Oak School:",
        '- The national register of schools of 18 May 2026 calls it "Community school".',
        "- The schools list of 18 May 2026 names it.",
    ]
    own = program.run(*flags, "--set", "workplace=100001", "--set", "on_schools_disadvantage_list=no")
    assert json.loads(own.stdout)["results"][0]["outcome"] == "incomplete"


def test_a_script_with_a_workplace_that_does_not_exist(program: Program, lists: Path) -> None:
    flags = ["funding", "npqlt", *PLACE_FLAGS, "--no-input"]
    assert program.run(*flags, "--set", "workplace=100001").code == 3
    program.run("workplaces", "import", REGISTER, cwd=lists)
    assert program.run(*flags, "--set", "workplace=999999").code == 2
    done = program.run(*flags, "--set", "workplace=Oak")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith('"Oak" is not the number of a workplace.\n')


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.parametrize("plain", [True, False], ids=["numbers", "arrows"])
def test_the_questions_look_the_workplace_up(program: Program, lists: Path, plain: bool) -> None:
    program.run("workplaces", "import", REGISTER, SCHOOLS, cwd=lists)
    flags = ["--plain"] if plain else []
    command = [*COMMAND, "funding", "npqlt", *PLACE_FLAGS, "--on", DAY, *flags]
    with Terminal(command, rows=60, env=program.env) as terminal:
        terminal.wait_for("Find your workplace: type its name, postcode or URN.")
        terminal.wait_for('"quit"' if plain else "Ctrl-C to stop")
        terminal.press("st marys oak", "enter")
        terminal.wait_for("Which of these is your workplace?")
        terminal.wait_for('"quit"' if plain else "Ctrl-C to stop")
        terminal.press(*(["1"] if plain else []), "enter")
        terminal.wait_for("The schools list of 18 May 2026 names it.")
        terminal.wait_for("Has DfE paid for any of these for you before?")
        assert "What kind of place is it?" not in squeezed(terminal.transcript)
        terminal.press("ctrl-c")
        assert terminal.exit_status() == 130


def test_a_damaged_file_does_not_stop_the_questions(program: Program, lists: Path) -> None:
    """Off a terminal nothing is looked up, so that a file that cannot be read does no harm."""
    program.run("workplaces", "import", REGISTER, cwd=lists)
    (path,) = program.home.rglob(FILE)
    path.write_bytes(b"garbage")
    assert program.run("funding", "npqlt", *PLACE_FLAGS, "--no-input").code == 0
    assert program.run("workplaces", "find", "oak").code == 3


@pytest.mark.parametrize("school", ["ST. MARYS OAK SCHOOL", "100001"])
def test_a_staff_list_is_answered_for_by_the_name_or_number_of_a_school(
    school: str, program: Program, lists: Path
) -> None:
    program.run("workplaces", "import", REGISTER, SCHOOLS, COLLEGES, cwd=lists)
    (program.home / "staff.csv").write_text(
        f"id,Job title,School\nA,Head of Maths,{school}\nB,Cook,Elsewhere\n"
    )
    done = program.run("team", "advise", "staff.csv", "--format", "jsonl", "--set", "setting=school")
    known, unknown = (json.loads(line)["suggestions"] for line in done.stdout.splitlines())
    assert not any("workplace_type" in each["find_out"] for each in known)
    assert any("workplace_type" in each["find_out"] for each in unknown)
