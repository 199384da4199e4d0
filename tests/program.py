"""The program as its users start it: another process, with a home of its own and the data loaded before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).resolve().parent.parent
FROZEN = ROOT / "tests" / "frozen"
DATA = FROZEN / "data"
EXAMPLES = FROZEN / "examples"
ANSWERS = EXAMPLES / "answers"
HEAD_OF_YEAR = str(ANSWERS / "head-of-year.yaml")
DAY = "2026-11-21"
SchemaCheck: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
"""Holds files against the schema with a name."""
COMMAND = (sys.executable, "-m", "npqpath")


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run left: its exit code and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def remarks(self) -> str:
        """What was written to stderr, without how much of a staff list was understood."""
        lines = self.stderr.splitlines(keepends=True)
        told = ("Read ", "`npqpath team check ")
        return "".join(line for line in lines if not line.startswith(told))


@dataclass(frozen=True, slots=True)
class Program:
    """Runs npqpath. `home` is new for each test; `caches` are shared, so that the data loads fast."""

    home: Path
    caches: Path

    @property
    def env(self) -> dict[str, str]:
        """The variables that the program gets: nothing of this machine but where programs are.

        Coverage is not measured there, because it makes a run five times as long; `tests/unit/cli` calls the
        commands in its own process.
        """
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "NPQPATH_DATA": str(DATA),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.caches),
        }

    @property
    def kept_answers(self) -> Path:
        """The file of the answers so far."""
        return self.home / "state" / "npqpath" / "answers.json"

    def run(
        self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Ended:
        """Return how `npqpath WORDS` ended; it has no terminal."""
        done = subprocess.run(
            [*COMMAND, *words],
            input=stdin.encode(),
            capture_output=True,
            env={**self.env, **(env or {})},
            cwd=cwd or self.home,
            timeout=60,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def shared_caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder with a copy of the frozen data, one for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "caches"
    folder.mkdir(exist_ok=True)
    if not list(folder.glob("npqpath/npqpath-*.json")):
        home = tmp_path_factory.mktemp("warming")
        assert Program(home, folder).run("show", "npqsl").code == 0
    return folder
