"""From a folder to a catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import bundled_folder, contents, fingerprint, load
from npqpath.dataset.yaml_reader import Tree
from npqpath.errors import DataError, Problem, UserError


def test_lookups_by_id(small: Path) -> None:
    catalogue = load(small, None)
    assert catalogue.qualification("npqsl").short_name == "NPQSL"
    assert catalogue.next_step("lead-in-school").name == "Lead in your school"
    assert catalogue.source("dfe-npqsl").title == "GOV.UK: Senior leadership NPQ"
    assert catalogue.source("hub-talk").title == "A talk about careers"
    assert catalogue.name_of("npqsl") == "National professional qualification for senior leadership"
    assert catalogue.name_of("lead-in-school") == "Lead in your school"
    assert list(catalogue.rules_by_id) == ["senior-leadership-for-team-leaders"]


@pytest.mark.parametrize(
    "look_up", ["qualification", "cohort", "provider", "source", "question", "next_step", "name_of"]
)
def test_an_unknown_id_is_a_key_error(small: Path, look_up: str) -> None:
    with pytest.raises(KeyError):
        getattr(load(small, None), look_up)("nothing")


def test_problems_of_both_files_come_together_and_the_check_waits(small: Path) -> None:
    (small / "qualifications.yaml").write_text("checked: soon\n", encoding="utf-8")
    (small / "pathways.yaml").write_text("rules: &x []\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(small, _never)
    files = {Path(problem.place.file).name for problem in caught.value.problems}
    assert files == {"qualifications.yaml", "pathways.yaml"}


def test_what_the_check_finds_is_raised(small: Path) -> None:
    def check(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
        assert qualifications.file.endswith("qualifications.yaml")
        place = pathways.place(("rules", 0, "suggest"))
        return (Problem(place, "NP100", f"No {catalogue.pathways.rules[0].suggest}."),)

    with pytest.raises(DataError) as caught:
        load(small, check)
    assert [(one.place.line, one.message) for one in caught.value.problems] == [(30, "No npqsl.")]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(tmp_path / "gone", None)
    assert caught.value.message == f"There is no folder {tmp_path / 'gone'}."
    assert caught.value.hint == (
        "A data set is a folder with qualifications.yaml and pathways.yaml in it, and an overlay is one with "
        "overlay.yaml. `npqpath init DIR` writes an overlay."
    )


def test_a_file_is_no_folder(small: Path) -> None:
    with pytest.raises(UserError, match="is a file, not a folder"):
        load(small / "pathways.yaml", None)


def test_missing_files_are_named(small: Path, tmp_path: Path) -> None:
    (small / "pathways.yaml").unlink()
    with pytest.raises(UserError, match=r"has no pathways\.yaml\."):
        load(small, None)
    with pytest.raises(UserError, match=r"has no qualifications\.yaml and no pathways\.yaml\."):
        load(tmp_path, None)


def test_fingerprint_follows_every_byte(small: Path) -> None:
    files = contents(small)
    before = fingerprint(files)
    assert load(small, None).fingerprint == before
    assert fingerprint(contents(small)) == before
    assert fingerprint({**files, "pathways.yaml": files["pathways.yaml"] + b"#"}) != before
    moved = {
        "qualifications.yaml": files["qualifications.yaml"][:-1],
        "pathways.yaml": b"\n" + files["pathways.yaml"],
    }
    assert fingerprint(moved) != before


def test_bundled_folder_is_the_data_folder() -> None:
    assert bundled_folder().name == "data"


def _never(*_: object) -> tuple[Problem, ...]:
    raise AssertionError("the check looks only at data of the right shape")
