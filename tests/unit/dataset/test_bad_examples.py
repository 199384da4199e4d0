"""Each file in `tests/examples/bad` has the faults, and only those, that the text beside it reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.dataset.model_errors import build
from npqpath.dataset.qualifications import QualificationsFile
from npqpath.dataset.yaml_reader import parse
from npqpath.errors import DataError, Problem

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_report_is_as_expected(path: Path) -> None:
    with pytest.raises(DataError) as caught:
        build(parse(path.read_bytes(), path.name), QualificationsFile)
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert "".join(_report(problem) for problem in caught.value.problems) == expected


def test_no_report_is_left_without_its_file() -> None:
    texts = {path.stem for path in EXAMPLES[0].parent.glob("*.txt")}
    assert texts == {path.stem for path in EXAMPLES}


@pytest.mark.parametrize(
    "word", ["nvalid", "lease", "sorry", "Input should be", "mapping", "scalar", "token"]
)
def test_reports_are_in_plain_words(word: str) -> None:
    for path in EXAMPLES:
        assert word not in path.with_suffix(".txt").read_text(encoding="utf-8")


def _report(problem: Problem) -> str:
    place = problem.place
    first = f"{place.file}:{place.line}:{place.column} {problem.code} {problem.message}\n"
    return first + (f"    {problem.hint}\n" if problem.hint else "")
