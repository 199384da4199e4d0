"""From a folder to a report: one fault hides no other, and the exit code says whether the data set passes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqpath.dataset.load import load
from npqpath.dataset.yaml_reader import read
from npqpath.errors import UserError
from npqpath.validate.checks import check_names
from npqpath.validate.run import check_folders, report_on, report_text
from tests.program import DATA
from tests.unit.validate.small_set import DAY, SMALL, copy_small


def codes_in(folder: Path) -> list[tuple[str, str]]:
    """Return the file and the code of each finding, in order."""
    found = sorted(check_folders([folder], DAY).findings, key=lambda one: one.order)
    return [(Path(one.place.file).stem, one.code) for one in found]


def test_the_frozen_data_has_no_problem_with_names() -> None:
    trees = read(DATA / "qualifications.yaml"), read(DATA / "pathways.yaml")
    assert check_names(load(DATA, None), *trees) == ()


def test_faults_of_shape_in_both_files_and_of_names_in_what_is_left(tmp_path: Path) -> None:
    copy_small(
        tmp_path,
        qualifications=("kind: coaching-offer", "kind: coaching"),
        pathways=("strength: must", "strength: high"),
    )
    copy_text(tmp_path / "pathways.yaml", "suggest: lead-in-school", "suggest: lead-in-shcool")
    assert codes_in(tmp_path) == [("pathways", "NP033"), ("pathways", "NP123"), ("qualifications", "NP033")]


def test_what_an_entry_with_a_fault_defines_counts_as_known(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("    why: Advice hangs on it.\n", ""))
    assert codes_in(tmp_path) == [("pathways", "NP031")]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        pytest.param("next_steps:", "next_step:", ["NP032"], id="misspelt at the top"),
        pytest.param("checked: 2026-11-21", "checked: soon", ["NP034"], id="no entry is at fault"),
        pytest.param("questions:\n", "questions: [\n", ["NP005"], id="not YAML"),
    ],
)
def test_a_fault_at_the_top_brings_no_others(old: str, new: str, codes: list[str], tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=(old, new))
    assert [code for _, code in codes_in(tmp_path)] == codes


def test_a_file_that_is_not_yaml_does_not_hide_the_other(tmp_path: Path) -> None:
    copy_small(tmp_path, qualifications=("because: DfE decides.", "because: DfE: decides."))
    copy_text(tmp_path / "pathways.yaml", "is: [ready]", "is: [redy]")
    assert codes_in(tmp_path) == [("pathways", "NP106"), ("qualifications", "NP005")]


def test_names_in_funding_tables_without_the_questions(tmp_path: Path) -> None:
    copy_small(
        tmp_path,
        pathways=("questions:\n", "questions: [\n"),
        qualifications=("providers: [riverside]", "providers: [river]"),
    )
    assert codes_in(tmp_path) == [("pathways", "NP005"), ("qualifications", "NP121")]


def test_a_missing_file_is_a_finding_and_names_wait_for_it(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("is: [ready]", "is: [redy]"))
    (tmp_path / "qualifications.yaml").unlink()
    assert codes_in(tmp_path) == [("qualifications", "NP014")]


def test_a_folder_without_both_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no qualifications"):
        check_folders([tmp_path], DAY)


def test_dates_are_checked_where_a_name_is_unknown(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("is: [ready]", "is: [redy]"))
    copy_text(tmp_path / "pathways.yaml", "checked: 2026-11-20", "checked: 2020-01-01")
    assert codes_in(tmp_path) == [("pathways", "NP401"), ("pathways", "NP106")]


def test_words_are_checked_where_a_name_is_unknown(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("is: [ready]", "is: [redy]"))
    with (tmp_path / "pathways.yaml").open(encoding="utf-8") as stream:
        because = next(line for line in stream if "because:" in line)
    copy_text(tmp_path / "pathways.yaml", because, because.replace("because: ", "because: Guaranteed. "))
    assert sorted(code for _, code in codes_in(tmp_path)) == ["NP106", "NP506"]


def test_exit_codes(tmp_path: Path) -> None:
    copy_small(tmp_path)
    assert not run(SMALL)[1]
    copy_text(tmp_path / "pathways.yaml", "checked: 2026-11-20", "checked: 2020-01-01")
    assert [one.severity for one in check_folders([tmp_path], DAY).findings] == ["warning"]
    assert not run(tmp_path)[1]
    assert run(tmp_path, strict=True)[1]
    copy_text(tmp_path / "pathways.yaml", "is: [ready]", "is: [redy]")
    assert run(tmp_path)[1]


def test_a_comment_sets_a_finding_aside(tmp_path: Path) -> None:
    allowed = "checked: 2020-01-01 # npqpath: allow NP401 because the page is gone"
    folder = copy_small(tmp_path / "data", pathways=("checked: 2026-11-20", allowed))
    report = report_on([folder], on=DAY, strict=True)
    assert (report.findings, len(report.allowed), report.fails) == ((), 1, False)


def test_json_of_a_folder_says_that_it_passes() -> None:
    text, fails = run(SMALL, format="json")
    assert (json.loads(text)["passes"], fails) == (True, False)


def run(folder: Path, *, format: str = "text", strict: bool = False) -> tuple[str, bool]:
    return report_text([folder], on=DAY, format=format, strict=strict, env={})


def copy_text(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old` in the file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
