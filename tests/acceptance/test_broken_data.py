"""A mistake in the data stops the program with the place, the reason and the near miss."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.acceptance.hostile import copied
from tests.program import HEAD_OF_YEAR, Program

QUESTION = "ask: What is your job now?"
TAKES = "change_takes: when you move to that job"
BEHAVIOUR = "  - id: behaviour-lead\n    suggest: npqlbc\n"
LITERACY = """\
  - id: literacy-lead
    suggest: npqll
    strength: strong
    when:
      is: [leads_or_teaches]
"""
ELSEWHERE = "      role: childminder\n      setting: [school,"
TRAINEES = "      role: trainee-teacher\n      npqs: {any of: ["
UNREADABLE = {
    "a list that is not closed": (QUESTION, "ask: [What is your job now?", "not closed"),
    "a key twice": (QUESTION, f"{QUESTION}\n    {QUESTION}", "is here twice"),
    "a tab": (f"    {QUESTION}", f"\t{QUESTION}", "tab"),
    "an alias": (QUESTION, "ask: *name", "*"),
    "a misspelt key": (TAKES, TAKES.replace("takes", "tekes"), 'Did you mean "change_takes"?'),
    "a misspelt strength": (
        LITERACY,
        LITERACY.replace("strength: strong", "strength: stronk"),
        'Did you mean "strong"?',
    ),
}


def placed(line: str) -> tuple[Path, str]:
    """Return the file that a finding names, and the line of it that it points at."""
    place = re.match(r"(.+):(\d+):(\d+) NP\d+ \S", line)
    assert place is not None, line
    file, number, column = Path(place[1]), int(place[2]), int(place[3])
    text = file.read_text("utf-8").splitlines()[number - 1]
    assert 1 <= column <= len(text) + 1
    return file, text.strip()


@pytest.mark.parametrize(("old", "new", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_fault_gives_3_and_its_place(
    program: Program, tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = copied(tmp_path / "data", {old: new})
    done = program.run("advise", "--answers", HEAD_OF_YEAR, "--data", str(folder))
    assert (done.code, done.stdout) == (3, "")
    first, *_, last = done.stderr.splitlines()
    file, line = placed(first)
    assert file == folder / "pathways.yaml"
    assert line in [words.strip() for words in new.splitlines()]
    assert told in done.stderr
    assert last == "The data files have one fault, so there is no advice. `npqpath validate` tells more."
    assert "Traceback" not in done.stderr


def test_every_misspelt_name_is_told_with_its_near_miss(program: Program, tmp_path: Path) -> None:
    folder = copied(
        tmp_path / "data",
        {
            BEHAVIOUR: BEHAVIOUR.replace("npqlbc", "npqlbcc"),
            LITERACY: LITERACY.replace("teaches", "teeches"),
            ELSEWHERE: ELSEWHERE.replace("role", "roll"),
            TRAINEES: TRAINEES.replace("trainee", "trainy"),
        },
    )
    done = program.run("advise", "--answers", HEAD_OF_YEAR, "--data", str(folder))
    assert (done.code, done.stdout) == (3, "")
    pointed = {placed(line)[1] for line in done.stderr.splitlines() if " NP" in line}
    assert pointed == {
        "suggest: npqlbcc",
        "is: [leads_or_teeches]",
        "roll: childminder",
        "role: trainy-teacher",
    }
    assert set(re.findall(r'Did you mean "([\w-]+)"\?', done.stderr)) == {
        *("npqlbc", "leads_or_teaches", "role", "trainee-teacher"),
    }


def test_all_faults_are_told_in_one_go(program: Program, tmp_path: Path) -> None:
    folder = copied(
        tmp_path / "data",
        {TAKES: TAKES.replace("takes", "tekes"), LITERACY: LITERACY.replace("strong", "stronk")},
    )
    done = program.run("show", "--data", str(folder))
    assert done.code == 3
    hints = re.findall(r'Did you mean "(\w+)"\?', done.stderr)
    assert hints == ["change_takes", "strong"]
    assert done.stderr.splitlines()[-1].startswith("The data files have ")


@pytest.mark.parametrize("words", ["funding", "tracks"])
def test_no_command_goes_on_with_broken_data(program: Program, tmp_path: Path, words: str) -> None:
    folder = copied(tmp_path / "data", {QUESTION: "ask: [What"})
    done = program.run(*words.split(), "--data", str(folder))
    assert (done.code, done.stdout) == (3, "")


def test_a_data_set_of_ones_own_is_used(program: Program, tmp_path: Path) -> None:
    folder = copied(tmp_path / "data", {QUESTION: "ask: What do you do all day?"})
    by_flag = program.run("questions", "--data", str(folder))
    assert "What do you do all day?" in by_flag.stdout
    assert program.run("questions", env={"NPQPATH_DATA": str(folder)}) == by_flag
    assert "What do you do all day?" not in program.run("questions").stdout


def test_the_flag_wins_over_the_variable(program: Program, tmp_path: Path) -> None:
    folder = copied(tmp_path / "data", {QUESTION: "ask: What do you do all day?"})
    done = program.run("questions", "--data", str(folder), env={"NPQPATH_DATA": "nix"})
    assert (done.code, done.stderr) == (0, "")


def test_mended_data_is_read_anew(program: Program, tmp_path: Path) -> None:
    folder = copied(tmp_path / "data", {QUESTION: "ask: First?"})
    assert "First?" in program.run("questions", "--data", str(folder)).stdout
    copied(folder, {QUESTION: "ask: Later?"})
    assert "Later?" in program.run("questions", "--data", str(folder)).stdout


def test_without_a_cache_everything_still_works(program: Program, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    words = ("show", "npqsl")
    wanted = program.run(*words)
    assert program.run(*words, env={"XDG_CACHE_HOME": str(blocked)}) == wanted
    assert program.run(*words, env={"NPQPATH_NO_CACHE": "1"}) == wanted


def test_a_damaged_cache_is_made_anew(program: Program, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    wanted = program.run("show", "npqsl", env=env)
    kept = next((tmp_path / "cache").rglob("npqpath-*.json"))
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    assert program.run("show", "npqsl", env=env) == wanted
    assert kept.read_bytes() == whole
