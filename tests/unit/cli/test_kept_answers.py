"""Answers kept between two runs: the round trip, the file modes, and files that are not ours."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.cli.answers import KEPT_FILE, KEPT_SCHEMA, Saved, forget, keep, kept

TODAY = dt.date(2026, 9, 1)
ANSWERS = {"role": "headteacher", "npqs": {"npqsl": "completed"}, "scholarships_used": ["npqsl"]}

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of Unix")

words = st.text(max_size=20)
sheets = st.dictionaries(words, st.one_of(words, st.lists(words), st.dictionaries(words, words), st.none()))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "npqpath"


def sheet(**changes: object) -> str:
    return json.dumps(
        {"schema": KEPT_SCHEMA, "kept_on": "2026-09-01", "answers": {"role": "senco"}} | changes
    )


@given(answers=sheets, on=st.dates())
def test_what_is_kept_comes_back(answers: dict[str, object], on: dt.date) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "state")
        keep(folder, ANSWERS, TODAY)
        keep(folder, answers, on)
        assert kept(folder) == Saved(answers, on)
        assert [path.name for path in folder.iterdir()] == [KEPT_FILE]


def test_the_file_holds_the_answers_and_nothing_else(folder: Path) -> None:
    keep(folder, {"role": "headteacher", "npqs": ("npqh",)}, TODAY)
    assert json.loads((folder / KEPT_FILE).read_text()) == {
        "schema": "npqpath/answers-so-far/1",
        "kept_on": "2026-09-01",
        "answers": {"role": "headteacher", "npqs": ["npqh"]},
    }


def test_nothing_kept_is_none_and_makes_nothing(folder: Path) -> None:
    assert kept(folder) is None
    forget(folder)
    assert not folder.exists()


def test_forget_deletes_the_answers(folder: Path) -> None:
    keep(folder, ANSWERS, TODAY)
    (folder / ".answers.json.0123.part").write_text("left by a crash")
    (folder / "plan.yaml").write_text("not ours")
    forget(folder)
    assert kept(folder) is None
    assert [path.name for path in folder.iterdir()] == ["plan.yaml"]
    forget(folder)


@posix_only
def test_only_the_owner_can_read(folder: Path) -> None:
    before = os.umask(0)
    try:
        keep(folder, ANSWERS, TODAY)
    finally:
        os.umask(before)
    assert (mode(folder), mode(folder / KEPT_FILE)) == (0o700, 0o600)


@posix_only
def test_an_open_folder_and_file_are_closed_to_others(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    (folder / KEPT_FILE).write_text(sheet())
    (folder / KEPT_FILE).chmod(0o644)
    keep(folder, ANSWERS, TODAY)
    assert (mode(folder), mode(folder / KEPT_FILE)) == (0o700, 0o600)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        sheet()[:-10].encode(),
        sheet(schema="npqpath/answers-so-far/2").encode(),
        sheet(schema="somebody/else/1").encode(),
        sheet(kept_on="yesterday").encode(),
        sheet(kept_on=20260901).encode(),
        sheet(answers=["role"]).encode(),
    ],
    ids=[
        "empty",
        "broken",
        "deep",
        "not text",
        "null",
        "list",
        "no keys",
        "cut off",
        "newer",
        "foreign",
        "no date",
        "date as number",
        "answers as list",
    ],
)
def test_a_file_that_cannot_be_read_is_moved_aside_whole(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / KEPT_FILE).write_bytes(content)
    assert kept(folder) is None
    assert (folder / "answers-unreadable-1.json").read_bytes() == content
    assert not (folder / KEPT_FILE).exists()
    keep(folder, ANSWERS, TODAY)
    assert kept(folder) == Saved(ANSWERS, TODAY)


def test_nothing_that_was_moved_aside_is_overwritten_or_forgotten(folder: Path) -> None:
    folder.mkdir(parents=True)
    for content in ("one", "two"):
        (folder / KEPT_FILE).write_text(content)
        assert kept(folder) is None
    forget(folder)
    assert sorted((path.name, path.read_text()) for path in folder.iterdir()) == [
        ("answers-unreadable-1.json", "one"),
        ("answers-unreadable-2.json", "two"),
    ]


@given(content=st.binary(max_size=200))
def test_no_content_is_lost_or_raises(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent)
        (folder / KEPT_FILE).write_bytes(content)
        assert kept(folder) is None
        assert [path.read_bytes() for path in folder.iterdir()] == [content]


@posix_only
def test_a_linked_file_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_text(sheet())
    folder.mkdir(parents=True)
    (folder / KEPT_FILE).symlink_to(target)
    keep(folder, ANSWERS, TODAY)
    assert target.read_text() == sheet()
    assert not (folder / KEPT_FILE).is_symlink()


def test_what_an_earlier_version_kept_beside_the_answers_does_no_harm(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / KEPT_FILE).write_text(sheet(fingerprint="abc"))
    assert kept(folder) == Saved({"role": "senco"}, TODAY)


def test_answers_that_json_cannot_hold_change_nothing(folder: Path) -> None:
    keep(folder, ANSWERS, TODAY)
    with pytest.raises(TypeError):
        keep(folder, {"role": object()}, TODAY)
    with pytest.raises(ValueError, match="JSON"):
        keep(folder, {"role": float("nan")}, TODAY)
    assert kept(folder) == Saved(ANSWERS, TODAY)
    assert [path.name for path in folder.iterdir()] == [KEPT_FILE]


def test_a_failed_write_leaves_the_earlier_answers(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / KEPT_FILE).mkdir()
    with pytest.raises(OSError, match=KEPT_FILE):
        keep(folder, ANSWERS, TODAY)
    assert [path.name for path in folder.iterdir()] == [KEPT_FILE]
