"""The whole plan of three teachers, word for word, so that a change of wording is seen in review.

After a change of wording that is meant, `make renew` writes the files of `expected/` anew; read the
difference before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.program import ANSWERS, DAY, Program

EXPECTED = Path(__file__).parent / "expected"
ENDINGS = {"text": "txt", "markdown": "md"}


@pytest.mark.parametrize("format", ENDINGS)
@pytest.mark.parametrize("name", ["head-of-year", "new-senco", "funding-unknown"])
def test_the_plan_reads_as_expected(program: Program, name: str, format: str) -> None:
    check(program, name, format, ENDINGS[format])


def test_the_web_page_reads_as_expected(program: Program) -> None:
    check(program, "head-of-year", "html", "html")


def check(program: Program, name: str, format: str, ending: str) -> None:
    """Compare a plan with the file that it should read like, or write that file anew."""
    done = program.run("advise", "--answers", str(ANSWERS / f"{name}.yaml"), "--on", DAY, "--format", format)
    assert (done.code, done.stderr) == (0, "")
    compare(EXPECTED / f"{name}.{ending}", re.sub(r"<style>[^<]*@page[^<]*", "<style>", done.stdout))


def compare(path: Path, shown: str) -> None:
    """Compare with an expected file, or write it anew; style sheets are not looked at."""
    if os.environ.get("NPQPATH_RENEW"):
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")


@pytest.mark.parametrize("format", ENDINGS)
@pytest.mark.parametrize("name", ["head-of-year", "early-career"])
def test_the_conversation_sheet_reads_as_expected(program: Program, name: str, format: str) -> None:
    answers = str(ANSWERS / f"{name}.yaml")
    done = program.run("advise", "--sheet", "--answers", answers, "--on", DAY, "--format", format)
    assert (done.code, done.stderr) == (0, "")
    compare(EXPECTED / f"{name}-sheet.{ENDINGS[format]}", done.stdout)
