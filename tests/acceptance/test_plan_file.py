"""The plan file comes through whatever happens while it is written: kill -9, two programs, a full disk."""

from __future__ import annotations

import os
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from npqpath.planfile.store import open_plan
from tests.program import COMMAND, DAY, HEAD_OF_YEAR, Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs Unix signals and file systems")

NAME = "my-plan.npqpath.yaml"
KILLS = 12
WRITER = """
import datetime, sys
from dataclasses import replace
from pathlib import Path
from npqpath.planfile.model import Note
from npqpath.planfile.store import change_plan

day, path = datetime.date(2026, 11, 21), Path(sys.argv[1])
while True:
    book = change_plan(path, lambda book: replace(
        book, notes=(*book.notes, Note(day=day, text=f"note {len(book.notes)} of " + "word " * 40 + "end"))
    ))
    print(len(book.notes), flush=True)
"""


@pytest.fixture
def plan(program: Program) -> Path:
    """Return the plan file of the head of year."""
    done = program.run("plan", "start", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY)
    assert done.code == 0, done.stderr
    return program.home / NAME


def notes(path: Path) -> list[str]:
    """Return the notes in a plan file, each of which has to be whole."""
    found = [note.text for note in open_plan(path).notes]
    assert [text for text in found if not text.endswith("end")] == []
    return found


def test_a_killed_program_leaves_a_whole_file(program: Program, plan: Path) -> None:
    chance, told = random.Random(4), 0
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(plan)], stdout=subprocess.PIPE, text=True, env=program.env
        ) as writer:
            assert writer.stdout is not None
            told = int(writer.stdout.readline())
            time.sleep(chance.random() / 20)
            writer.send_signal(signal.SIGKILL)
            lines = writer.stdout.read().split()
            told = int(lines[-1]) if lines else told
        found = notes(plan)
        assert len(found) in (told, told + 1)
        assert found == [f"note {at} of {'word ' * 40}end" for at in range(len(found))]
        assert len(notes(plan.with_name(f"{NAME}.bak"))) in (len(found) - 1, len(found))
        plan.write_bytes(re.sub(rb"(?s)\nnotes:.*?\n\n", b"\n", plan.read_bytes()))
    assert program.run("plan", "note", "the last end").code == 0
    left = sorted(path.name for path in plan.parent.iterdir() if NAME in path.name)
    assert left == [NAME, f"{NAME}.bak"]


def test_programs_at_once_lose_nothing(program: Program, plan: Path) -> None:
    each = range(6)
    words = [[*COMMAND, "plan", "note", f"note {number} end"] for number in each]
    running = [
        subprocess.Popen(one, env=program.env, cwd=program.home, stdout=subprocess.PIPE) for one in words
    ]
    for one in running:
        one.communicate(timeout=60)
    assert [one.returncode for one in running] == [0 for _ in each]
    assert sorted(notes(plan)) == [f"note {number} end" for number in each]


def test_a_file_that_grows_past_what_the_system_allows_stays_as_it_was(program: Program, plan: Path) -> None:
    before = plan.read_bytes()
    size = len(before) // 512
    limited = f"ulimit -f {size}; exec {shlex.join([*COMMAND, 'plan', 'note', 'x' * 600])}"
    done = subprocess.run(
        ["/bin/sh", "-c", limited],
        capture_output=True,
        text=True,
        # Under this limit Python would leave half a file of its own behind.
        env={**program.env, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=program.home,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == f"{NAME} cannot be written: File too large.\nThe file was not changed.\n"
    assert plan.read_bytes() == before
    assert [path.name for path in plan.parent.iterdir() if ".part" in path.name] == []


def on_a_file_system(size: str, script: str, program: Program) -> subprocess.CompletedProcess[str]:
    """Return how a shell script ended in a small file system of its own; skip where none can be made."""
    (program.home / "small").mkdir()
    folder = shlex.quote(str(program.home / "small"))
    mount = f"mount -t tmpfs -o size={size} tmpfs {folder} || exit 99; cd {folder}"
    try:
        done = subprocess.run(
            ["unshare", "--map-root-user", "--mount", "/bin/sh", "-c", f"{mount}; {script}"],
            capture_output=True,
            text=True,
            env=program.env,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here to make a small file system with")
    if done.returncode in (1, 99) and "mount" in done.stderr + "unshare" * ("unshare:" in done.stderr):
        pytest.skip(f"no small file system can be made here: {done.stderr.strip()}")
    return done


@pytest.mark.usefixtures("plan")
def test_a_full_disk_leaves_the_file_as_it_was(program: Program) -> None:
    run = shlex.join([*COMMAND, "plan", "note", "x"])
    script = (
        f"cp ../{NAME} . && cp {NAME} kept; head -c 9000000 /dev/zero > filler 2>/dev/null; {run}; echo $?; "
    )
    done = on_a_file_system("64k", script + f"cmp {NAME} kept && ls -A", program)
    assert done.stdout.split("\n")[0] == "3", done.stderr
    assert f"{NAME} cannot be written: No space left on device.\nThe file was not changed.\n" in done.stderr
    assert sorted(done.stdout.split("\n")[1:-1]) == ["filler", "kept", NAME]


@pytest.mark.usefixtures("plan")
def test_a_read_only_folder_leaves_the_file_as_it_was(program: Program) -> None:
    show, note = (shlex.join([*COMMAND, "plan", *words]) for words in (["next"], ["note", "x"]))
    script = f"cp ../{NAME} . && mount -o remount,ro . && {show} > /dev/null && {note}; echo $?; "
    script += f"cmp {NAME} ../{NAME}"
    done = on_a_file_system("64k", script, program)
    assert done.stdout == "3\n", done.stderr
    assert done.stderr == f"{NAME} cannot be written: Read-only file system.\nThe file was not changed.\n"


def test_a_link_stays_a_link_and_permissions_stay(program: Program, plan: Path) -> None:
    real = program.home / "drive"
    real.mkdir()
    plan.rename(real / NAME)
    plan.symlink_to(real / NAME)
    (real / NAME).chmod(0o640)
    assert program.run("plan", "note", "one end").code == 0
    assert plan.is_symlink()
    assert notes(real / NAME) == ["one end"]
    assert (real / NAME).stat().st_mode & 0o777 == 0o640
    assert (real / f"{NAME}.bak").is_file()


def test_a_write_protected_plan_stays_and_so_does_its_backup(program: Program, plan: Path) -> None:
    plan.chmod(0o400)
    done = program.run("plan", "note", "x")
    assert (done.code, notes(plan)) == (3, [])
    assert done.stderr.startswith(f"{NAME} cannot be written: it is write-protected.\n")
    plan.chmod(0o600)
    assert program.run("plan", "note", "one end").code == 0


def test_a_new_plan_is_for_its_owner_only(plan: Path) -> None:
    assert plan.stat().st_mode & 0o777 == 0o600
    assert os.listdir(plan.parent).count(f"{NAME}.bak") == 0


MAKERS: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "broken link": lambda path: path.symlink_to("none"),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_is_no_file_is_left_alone(program: Program, make: Callable[[Path], None]) -> None:
    make(program.home / NAME)
    for words in (["show"], ["note", "x"], ["start", "--answers", HEAD_OF_YEAR, "--no-input"]):
        done = program.run("plan", *words)
        assert done.code in (2, 3)
        assert done.stdout == ""
        assert NAME in done.stderr
        assert "Traceback" not in done.stderr
