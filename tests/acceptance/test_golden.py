"""The whole plan of three teachers, word for word, so that a change of wording is seen in review.

After a change that is meant, `NPQPATH_RENEW=1 .venv/bin/pytest tests/acceptance/test_golden.py` writes the
files of `expected/` anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.program import ANSWERS, DAY, Program

EXPECTED = Path(__file__).parent / "expected"
ENDINGS = {"text": "txt", "markdown": "md"}


@pytest.mark.parametrize("format", ENDINGS)
@pytest.mark.parametrize("name", ["head-of-year", "new-senco", "funding-unknown"])
def test_the_plan_reads_as_expected(program: Program, name: str, format: str) -> None:
    done = program.run("advise", "--answers", str(ANSWERS / f"{name}.yaml"), "--on", DAY, "--format", format)
    assert (done.code, done.stderr) == (0, "")
    path = EXPECTED / f"{name}.{ENDINGS[format]}"
    if os.environ.get("NPQPATH_RENEW"):
        path.write_text(done.stdout, "utf-8")
    assert done.stdout == path.read_text("utf-8")
