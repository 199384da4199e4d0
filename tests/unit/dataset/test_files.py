"""A data set in four files: sources and people stand in files of their own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqpath.dataset.catalogue import PATHWAYS, PEOPLE, QUALIFICATIONS, SOURCES
from npqpath.dataset.load import load, load_cached
from npqpath.errors import DataError
from npqpath.validate.run import check_folders
from tests.builders import DAY

SMALL = Path(__file__).parents[2] / "examples" / "good" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder of its own with a data set in two files, which has a test."""
    return Path(shutil.copytree(SMALL, tmp_path / "good"))


@pytest.fixture
def four(small: Path) -> Path:
    """Return the small data set with its sources and its tests in files of their own."""
    _move(small, "sources", QUALIFICATIONS, SOURCES)
    _move(small, "tests", PATHWAYS, PEOPLE)
    return small


def _move(folder: Path, key: str, old: str, new: str) -> None:
    lines = (folder / old).read_text("utf-8").splitlines(keepends=True)
    start = lines.index(f"{key}:\n")
    end = next((at for at in range(start + 1, len(lines)) if lines[at][0] not in " #"), len(lines))
    (folder / new).write_text("".join(lines[start:end]), "utf-8")
    (folder / old).write_text("".join(lines[:start] + lines[end:]), "utf-8")


def test_four_files_are_the_same_data_set_as_two(small: Path, tmp_path: Path) -> None:
    two = load(small, None)
    _move(small, "sources", QUALIFICATIONS, SOURCES)
    assert load(small, None).sources_by_id == two.sources_by_id
    _move(small, "tests", PATHWAYS, PEOPLE)
    for catalogue in (load(small, None), load_cached(small, tmp_path, lambda *_: ())):
        assert (catalogue.qualifications, catalogue.pathways) == (two.qualifications, two.pathways)
        assert catalogue.fingerprint != two.fingerprint


@pytest.mark.parametrize(("main", "other"), [(QUALIFICATIONS, SOURCES), (PATHWAYS, PEOPLE)])
def test_a_key_stands_in_one_of_the_files(four: Path, main: str, other: str) -> None:
    path = four / main
    path.write_text(path.read_text("utf-8") + (four / other).read_text("utf-8"), "utf-8")
    with pytest.raises(DataError) as caught:
        load(four, None)
    (problem,) = caught.value.problems
    assert problem.message == f'The key "{"sources" if other == SOURCES else "tests"}" is in {other} too.'
    assert Path(problem.place.file) == path


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        (SOURCES, "url: https", "url: httpx", "NP163"),
        (SOURCES, "checked:", "chekced:", "NP032"),
        (PEOPLE, "gets: [", "gets: [npqx, ", "NP602"),
        (PEOPLE, "- id:", "- idd:", "NP032"),
        (PEOPLE, "tests:", "rules:", "NP032"),
    ],
)
def test_faults_are_told_in_the_file_where_they_are(
    four: Path, name: str, old: str, new: str, code: str
) -> None:
    path = four / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    looked = check_folders([four], DAY)
    told = [one for one in looked.findings if one.severity == "error"]
    assert code in {one.code for one in told}
    assert {Path(one.place.file) for one in told} == {path}
    assert str(path) in looked.lines
