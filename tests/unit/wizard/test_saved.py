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
from hypothesis import given, settings
from hypothesis import strategies as st

from npqpath.wizard.saved import FILE, SCHEMA, Saved, forget, keep, kept

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
        {"schema": SCHEMA, "kept_on": "2026-09-01", "fingerprint": "abc", "answers": {"role": "senco"}}
        | changes
    )


@settings(deadline=None)
@given(answers=sheets, fingerprint=words, on=st.dates())
def test_what_is_kept_comes_back(answers: dict[str, object], fingerprint: str, on: dt.date) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "state")
        keep(folder, ANSWERS, "earlier", TODAY)
        keep(folder, answers, fingerprint, on)
        assert kept(folder) == Saved(answers, fingerprint, on)
        assert [path.name for path in folder.iterdir()] == [FILE]


def test_the_file_holds_the_answers_and_nothing_else(folder: Path) -> None:
    keep(folder, {"role": "headteacher", "npqs": ("npqh",)}, "abc", TODAY)
    assert json.loads((folder / FILE).read_text()) == {
        "schema": "npqpath/answers-so-far/1",
        "kept_on": "2026-09-01",
        "fingerprint": "abc",
        "answers": {"role": "headteacher", "npqs": ["npqh"]},
    }


def test_nothing_kept_is_none_and_makes_nothing(folder: Path) -> None:
    assert kept(folder) is None
    forget(folder)
    assert not folder.exists()


def test_forget_deletes_the_answers(folder: Path) -> None:
    keep(folder, ANSWERS, "abc", TODAY)
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
        keep(folder, ANSWERS, "abc", TODAY)
    finally:
        os.umask(before)
    assert (mode(folder), mode(folder / FILE)) == (0o700, 0o600)


@posix_only
def test_an_open_folder_and_file_are_closed_to_others(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    (folder / FILE).write_text(sheet())
    (folder / FILE).chmod(0o644)
    keep(folder, ANSWERS, "abc", TODAY)
    assert (mode(folder), mode(folder / FILE)) == (0o700, 0o600)


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
        sheet(fingerprint=None).encode(),
        sheet(answers=["role"]).encode(),
        sheet(more="things").encode(),
        sheet(answers={"role": float("nan")}).encode(),
        sheet(answers={"role": "x" * 1_000_001}).encode(),
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
        "no fingerprint",
        "answers as list",
        "more keys",
        "nan",
        "too large",
    ],
)
def test_a_file_that_cannot_be_read_is_moved_aside_whole(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(content)
    assert kept(folder) is None
    assert (folder / "answers-unreadable-1.json").read_bytes() == content
    assert not (folder / FILE).exists()
    keep(folder, ANSWERS, "abc", TODAY)
    assert kept(folder) == Saved(ANSWERS, "abc", TODAY)


def test_nothing_that_was_moved_aside_is_overwritten_or_forgotten(folder: Path) -> None:
    folder.mkdir(parents=True)
    for content in ("one", "two"):
        (folder / FILE).write_text(content)
        assert kept(folder) is None
    forget(folder)
    assert sorted((path.name, path.read_text()) for path in folder.iterdir()) == [
        ("answers-unreadable-1.json", "one"),
        ("answers-unreadable-2.json", "two"),
    ]


@settings(deadline=None)
@given(content=st.binary(max_size=200))
def test_no_content_is_lost_or_raises(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent)
        (folder / FILE).write_bytes(content)
        assert kept(folder) is None
        assert [path.read_bytes() for path in folder.iterdir()] == [content]


@posix_only
def test_a_linked_file_is_neither_read_nor_written_through(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_text(sheet())
    folder.mkdir(parents=True)
    (folder / FILE).symlink_to(target)
    assert kept(folder) is None
    assert (folder / "answers-unreadable-1.json").is_symlink()
    (folder / FILE).symlink_to(target)
    keep(folder, ANSWERS, "abc", TODAY)
    assert target.read_text() == sheet()
    assert not (folder / FILE).is_symlink()


@posix_only
def test_a_linked_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    keep(target, ANSWERS, "abc", TODAY)
    target.chmod(0o755)
    folder.parent.mkdir()
    folder.symlink_to(target)
    assert kept(folder) is None
    with pytest.raises(NotADirectoryError):
        keep(folder, {}, "abc", TODAY)
    with pytest.raises(NotADirectoryError):
        forget(folder)
    assert mode(target) == 0o755
    assert kept(target) == Saved(ANSWERS, "abc", TODAY)


@posix_only
def test_the_folder_of_somebody_else_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder, ANSWERS, "abc", TODAY)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert kept(folder) is None
    with pytest.raises(PermissionError):
        keep(folder, {}, "abc", TODAY)
    monkeypatch.undo()
    assert kept(folder) == Saved(ANSWERS, "abc", TODAY)


@posix_only
def test_a_pipe_in_place_of_the_file_does_not_hang(folder: Path) -> None:
    folder.mkdir(parents=True)
    os.mkfifo(folder / FILE)
    assert kept(folder) is None


def test_answers_that_json_cannot_hold_change_nothing(folder: Path) -> None:
    keep(folder, ANSWERS, "abc", TODAY)
    with pytest.raises(TypeError):
        keep(folder, {"role": object()}, "abc", TODAY)
    with pytest.raises(ValueError, match="JSON"):
        keep(folder, {"role": float("nan")}, "abc", TODAY)
    assert kept(folder) == Saved(ANSWERS, "abc", TODAY)
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_a_failed_write_leaves_the_earlier_answers(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / FILE).mkdir()
    with pytest.raises(OSError, match=FILE):
        keep(folder, ANSWERS, "abc", TODAY)
    assert [path.name for path in folder.iterdir()] == [FILE]
