"""The cache: the same catalogue, faster; or none at all."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from npqpath.dataset.load import load, load_cached, restore, write
from npqpath.errors import DataError, Place, Problem
from tests.builders import frozen


def test_what_was_written_comes_back(small: Path, tmp_path: Path) -> None:
    for catalogue in (load(small, None), frozen()):
        write(catalogue, tmp_path / "cache" / "npqpath-1.json")
        assert restore(tmp_path / "cache" / "npqpath-1.json") == catalogue


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda raw: raw[:-10], id="cut short"),
        pytest.param(lambda _: b"\xff" * 200, id="noise"),
        pytest.param(lambda _: b"[]", id="no data set"),
        pytest.param(lambda raw: raw.replace(b'"short_name"', b'"brief_name"'), id="field renamed"),
        pytest.param(lambda raw: raw.replace(b'"providers"', b'"prices"', 1), id="field gone"),
        pytest.param(lambda raw: raw.replace(b'"day":"2026-11-21"', b'"day":"soon"'), id="no date"),
        pytest.param(lambda raw: raw.replace(b'"":"PathwaysFile"', b'"":"Paths"'), id="no such model"),
    ],
)
def test_what_does_not_fit_counts_as_absent(
    small: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    load_cached(small, tmp_path, _fine)
    (path,) = tmp_path.glob("npqpath-*.json")
    whole = path.read_bytes()
    assert damage(whole) != whole
    path.write_bytes(damage(whole))
    assert restore(path) is None
    assert load_cached(small, tmp_path, _fine) == load(small, None)
    assert path.read_bytes() == whole


def test_an_unwritable_folder_is_no_fault(small: Path) -> None:
    assert load_cached(small, small / "pathways.yaml" / "cache", _fine) == load(small, None)


def test_old_files_and_drafts_go_and_other_files_stay(small: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "notes.txt").touch()
    (cache / ".npqpath-0.json.0123.part").touch()
    catalogue = load(small, None)
    for number in range(12):
        write(dataclasses.replace(catalogue, fingerprint=str(number)), cache / f"npqpath-{number}.json")
    names = {path.name for path in cache.iterdir()}
    assert len(names) == 9
    assert {"notes.txt", "npqpath-11.json"} <= names


def test_the_second_load_comes_from_the_cache(small: Path, tmp_path: Path) -> None:
    assert load_cached(small, tmp_path, _fine) == load_cached(small, tmp_path, _never)


def test_changed_data_are_checked_anew(small: Path, tmp_path: Path) -> None:
    load_cached(small, tmp_path, _fine)
    with (small / "pathways.yaml").open("a") as stream:
        stream.write("# a remark\n")
    with pytest.raises(DataError):
        load_cached(small, tmp_path, _never)


def test_faulty_data_leave_nothing(small: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_cached(small, tmp_path / "cache", _never)
    assert not (tmp_path / "cache").exists()


def test_without_a_cache_nothing_is_kept(small: Path) -> None:
    assert load_cached(small, None, _fine) == load(small, None)


def test_the_cache_needs_no_yaml(small: Path, tmp_path: Path) -> None:
    load_cached(small, tmp_path, _fine)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from npqpath.dataset.load import load_cached\n"
        f"catalogue = load_cached(Path({str(small)!r}), Path({str(tmp_path)!r}), None)\n"
        "assert catalogue.qualification('npqsl').name\n"
        "print(sorted({'yaml', 'pydantic', 'difflib'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def _fine(*_: object) -> tuple[Problem, ...]:
    return ()


def _never(*_: object) -> tuple[Problem, ...]:
    return (Problem(Place("f", 1, 1), "NP100", "The data were checked."),)
