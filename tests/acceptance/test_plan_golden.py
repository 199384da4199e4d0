"""What a plan file looks like, word for word. An earlier program wrote the file, so the data do not matter.

After a change that is meant, `make renew` writes the files of `expected/` anew; read the difference before
you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.program import ROOT, Program

EXPECTED = Path(__file__).parent / "expected"
PLAN = str(ROOT / "tests/examples/plan-file.yaml")
SHOWN = {
    "plan-show.txt": ["show"],
    "plan-show.md": ["show", "--format", "markdown"],
    "plan-show.json": ["show", "--format", "json"],
    "plan-next.txt": ["next"],
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_plan_file_reads_as_expected(program: Program, name: str) -> None:
    done = program.run("plan", *SHOWN[name], "--file", PLAN, "--on", "2027-05-25")
    assert done.code == 0, done.stderr
    path = EXPECTED / name
    if os.environ.get("NPQPATH_RENEW"):
        path.write_text(done.stdout, "utf-8")
    assert done.stdout == path.read_text("utf-8")
