"""`make advise` sets itself up, and says in a sentence why where it cannot."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.program import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")
PYTHON = """#!/bin/sh
case "$1 $2" in
"-m venv") mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
"-m pip") [ -z "$OFFLINE" ] || { echo "ERROR: No matching distribution found" >&2; exit 1; } ;;
"-m npqpath") echo "$PYTHONPATH $3 $4" ;;
esac
"""
"""What stands in for Python: it makes environments, installs nothing, and says how it was run."""
IT_IS_AN_EXAMPLE = (
    "This is an example: the plan of a made-up head of year, from examples/answers/head-of-year.yaml.\n"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what `make advise` looks at."""
    folder = tmp_path / "a checkout"
    for name in ("Makefile", "pyproject.toml", "src/npqpath/__init__.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    python = tmp_path / "python"
    python.write_text(PYTHON, "utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return folder


def advise(checkout: Path, *words: str, offline: str = "") -> tuple[int, str, str]:
    """Return how `make advise` ended, as if no other make had started it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "advise", f"PYTHON={checkout.parent / 'python'}", *words],
        cwd=checkout,
        env={**own, "OFFLINE": offline},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_first_run_sets_up_and_the_next_does_not(checkout: Path) -> None:
    assert advise(checkout) == (
        0,
        "src advise --answers\n",
        f"Setting up .venv. This happens once and takes about a minute.\n{IT_IS_AN_EXAMPLE}",
    )
    assert advise(checkout) == (0, "src advise --answers\n", IT_IS_AN_EXAMPLE)


def test_a_moved_checkout_runs_its_own_code(checkout: Path) -> None:
    advise(checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    assert advise(moved) == (0, "src advise --answers\n", IT_IS_AN_EXAMPLE)


def test_an_interrupted_set_up_is_done_again(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "pyvenv.cfg").touch()
    assert advise(checkout)[:2] == (0, "src advise --answers\n")


def test_where_nothing_can_be_written_another_folder_is_asked_for(checkout: Path) -> None:
    code, out, said = advise(checkout, "VENV=Makefile/venv")
    assert (code, out) == (2, "")
    assert said.startswith("Nothing can be written to Makefile/venv, where npqpath sets itself up.\n")
    assert "Name another folder: make advise VENV=/tmp/npqpath-venv\n" in said
    assert advise(checkout, f"VENV={checkout.parent / 'elsewhere'}")[0] == 0


def test_without_a_network_it_is_said(checkout: Path) -> None:
    code, out, said = advise(checkout, offline="yes")
    assert (code, out) == (2, "")
    assert "Not all packages that npqpath needs could be fetched and installed; the lines above" in said
    assert "Without a network nothing can be fetched: try again with one." in said
    assert advise(checkout)[0] == 0
