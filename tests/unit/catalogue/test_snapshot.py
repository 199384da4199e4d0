"""The snapshot: the same catalogue, faster; or none at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from npqpath.catalogue import careers, facts, local, pace, pathways, qualifications
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.fields import hints_of, is_model
from npqpath.catalogue.loading import load
from npqpath.catalogue.snapshot import load_cached, restore, write
from npqpath.catalogue.snapshot_plan import plan
from npqpath.errors import DataError, Place, Problem

DAY = dt.date(2026, 11, 21)
EXTRA = {"nodes": [[0, 1, 2]], "root": None, "share": 0.5}


def test_what_was_written_comes_back(small: Path, tmp_path: Path) -> None:
    catalogue = load(small, None)
    write(catalogue, tmp_path / "cache", extra=EXTRA)
    restored = restore(tmp_path / "cache", catalogue.fingerprint, DAY)
    assert restored == (catalogue, EXTRA)


def test_dates_and_tuples_come_back_as_such(small: Path, tmp_path: Path) -> None:
    write(load(small, None), tmp_path)
    restored = _restored(small, tmp_path)
    assert restored.qualifications.checked == dt.date(2026, 11, 21)
    assert restored.qualifications.sources["dfe-npqsl"].checked == dt.date(2026, 11, 21)
    length = restored.qualification("npqsl").length
    assert length is not None
    assert length.result_months == (18,)
    assert restored.pathways.terms["leads-a-team"]["role"] == ["middle-leader", "senior-leader"]


def test_the_plan_knows_every_model_and_every_date_and_tuple() -> None:
    models = {
        name: model
        for module in (careers, facts, qualifications, local, pace, pathways)
        for name, model in vars(module).items()
        if is_model(model)
    }
    planned = plan()
    assert planned.keys() == models.keys()
    for name, model in models.items():
        fields = planned[name]["fields"]
        assert isinstance(fields, dict)
        plain = {field: hint for field, hint in hints_of(model).items() if field not in fields}
        assert not [
            hint for hint in plain.values() if is_model(hint) or hint is dt.date or "tuple" in str(hint)
        ]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda raw: raw[:-10], id="cut short"),
        pytest.param(lambda raw: raw.replace(b"NPQSL", b"NPQLS"), id="changed"),
        pytest.param(lambda raw: b"no checksum" + raw, id="no checksum"),
        pytest.param(lambda _: b"00000000\n", id="nothing, with the checksum of nothing"),
        pytest.param(lambda _: b"\xff" * 200, id="noise"),
    ],
)
def test_a_damaged_snapshot_counts_as_absent(small: Path, tmp_path: Path, damage: object) -> None:
    catalogue = load(small, None)
    write(catalogue, tmp_path)
    path = _only_snapshot(tmp_path)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    assert restore(tmp_path, catalogue.fingerprint, DAY) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            b'"QualificationsFile":{"checked"', b'"QualificationsFile":{"chekced"', id="field renamed"
        ),
        pytest.param(b'"as_of":"str"', b'"as_of":"int"', id="class has changed since"),
        pytest.param(b'"Length":{"annotations"', b'"Breadth":{"annotations"', id="class is gone"),
        pytest.param(b'"checked":"2026-11-21"', b'"checked":"soon"', id="not a date"),
        pytest.param(b'"fingerprint":"', b'"fingerprint":"0', id="of another data set"),
        pytest.param(b'"result_months":[18]', b'"result_months":18', id="not a list"),
    ],
)
def test_a_snapshot_that_does_not_fit_counts_as_absent(
    small: Path, tmp_path: Path, old: bytes, new: bytes
) -> None:
    import zlib

    catalogue = load(small, None)
    write(catalogue, tmp_path)
    path = _only_snapshot(tmp_path)
    body = path.read_bytes().partition(b"\n")[2]
    assert old in body
    body = body.replace(old, new)
    path.write_bytes(b"%08x\n%s" % (zlib.crc32(body), body))
    assert restore(tmp_path, catalogue.fingerprint, DAY) is None


def test_an_unwritable_folder_is_no_fault(small: Path) -> None:
    write(load(small, None), small / "pathways.yaml" / "cache")


def test_old_snapshots_and_drafts_go_and_other_files_stay(small: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "notes.txt").touch()
    (cache / ".npqpath-0.json.0123.part").touch()
    catalogue = load(small, None)
    for number in range(12):
        write(dataclasses.replace(catalogue, fingerprint=str(number)), cache)
    names = {path.name for path in cache.iterdir()}
    assert len(names) == 9
    assert {"notes.txt", "npqpath-11.json"} <= names


def test_the_second_load_comes_from_the_snapshot(small: Path, tmp_path: Path) -> None:
    first = load_cached(small, tmp_path, _fine, on=DAY, derive=_count)
    second = load_cached(small, tmp_path, _never, on=DAY, derive=_count)
    assert first == second
    assert second[1] == {"qualifications": 1}


def test_what_was_made_in_another_way_is_made_and_kept_anew(small: Path, tmp_path: Path) -> None:
    load_cached(small, tmp_path, _fine, on=DAY, derive=lambda _: "old")
    for check in (_fine, _never):
        _, made = load_cached(
            small, tmp_path, check, on=DAY, derive=lambda _: "new", is_current=lambda kept: kept == "new"
        )
        assert made == "new"


def test_changed_data_are_checked_anew(small: Path, tmp_path: Path) -> None:
    load_cached(small, tmp_path, _fine, on=DAY)
    with (small / "pathways.yaml").open("a") as stream:
        stream.write("# a remark\n")
    with pytest.raises(DataError):
        load_cached(small, tmp_path, _never, on=DAY)


def test_faulty_data_leave_no_snapshot(small: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_cached(small, tmp_path / "cache", _never, on=DAY)
    assert not (tmp_path / "cache").exists()


def test_without_a_cache_nothing_is_kept(small: Path) -> None:
    assert load_cached(small, None, _fine, on=DAY) == (load(small, None), None)


def test_a_snapshot_needs_no_yaml(small: Path, tmp_path: Path) -> None:
    load_cached(small, tmp_path, _fine, on=DAY)
    code = (
        "import sys\n"
        "from datetime import date\n"
        "day = date(2026, 11, 21)\n"
        "from pathlib import Path\n"
        "from npqpath.catalogue.snapshot import load_cached\n"
        f"catalogue, _ = load_cached(Path({str(small)!r}), Path({str(tmp_path)!r}), None, on=day)\n"
        "assert catalogue.qualification('npqsl').name\n"
        "print(sorted({'yaml', 'pydantic', 'difflib'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def _restored(data: Path, cache: Path) -> Catalogue:
    found = restore(cache, load(data, None).fingerprint, DAY)
    assert found is not None
    return found[0]


def _only_snapshot(folder: Path) -> Path:
    (path,) = folder.glob("npqpath-*.json")
    return path


def _count(catalogue: Catalogue) -> object:
    return {"qualifications": len(catalogue.qualifications_by_id)}


def _fine(*_: object) -> tuple[Problem, ...]:
    return ()


def _never(*_: object) -> tuple[Problem, ...]:
    return (Problem(Place("f", 1, 1), "NP100", "The data were checked."),)
