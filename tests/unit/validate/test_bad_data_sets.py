"""Each patch in `tests/examples/bad/pathways` and `.../qualifications` makes the faults that stand beside it.

It changes one file of the small data set; the other file is the good one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from npqpath.validate.report import render_text
from npqpath.validate.run import report_on
from tests.unit.validate.small_set import DAY, EXAMPLES, SMALL, broken, copy_small

BAD_FOLDERS = [EXAMPLES / "bad" / name for name in ("pathways", "qualifications")]
BAD = sorted(path for folder in BAD_FOLDERS for path in folder.glob("*.patch"))


def folder_with(path: Path, target: Path) -> Path:
    """Return the small data set with the change of a patch."""
    (copy_small(target) / f"{path.parent.name}.yaml").write_bytes(broken(path))
    return target


def reported(folder: Path) -> str:
    """Return the text report of a folder, which it calls `data`."""
    report = report_on([folder], on=DAY, strict=False)
    return render_text(report).replace(str(folder), "data")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_report_is_as_expected(path: Path, tmp_path: Path) -> None:
    report = reported(folder_with(path, tmp_path))
    assert report == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in BAD if path.stem[:2] == "NP"], ids=lambda path: path.stem)
def test_one_fault_is_one_finding_with_the_code_of_the_file(path: Path, tmp_path: Path) -> None:
    codes = re.findall(r"^\w+\[(NP\d+)\]", reported(folder_with(path, tmp_path)), re.MULTILINE)
    assert codes == [path.stem[:5]]


def test_no_report_is_left_without_its_file() -> None:
    texts = {path.stem for folder in BAD_FOLDERS for path in folder.glob("*.txt")}
    assert texts == {path.stem for path in BAD}


def test_the_good_data_set_has_no_faults() -> None:
    assert reported(SMALL) == "data: no findings.\n"


@pytest.mark.parametrize("word", ["nvalid", "lease", "sorry", "mapping", "scalar", "token", "None"])
def test_reports_are_in_plain_words(word: str) -> None:
    for path in BAD:
        assert word not in path.with_suffix(".txt").read_text(encoding="utf-8")
