"""Broken overlays and folders, each with the report that stands beside it in `tests/examples/bad`.

An overlay is laid over the small data set. What git keeps badly, such as a very large file, is made here from
the small data set; only its report is kept, in `made`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from npqpath.dataset.yaml_errors import MOST_BYTES
from npqpath.validate.report import render_text
from npqpath.validate.run import report_on
from tests.unit.validate.small_set import DAY, EXAMPLES, SMALL, copy_small

BAD = EXAMPLES / "bad"
OVERLAYS = sorted((BAD / "overlays").glob("*.yaml"))


def too_large(folder: Path) -> Path:
    """Return the small data set with one file padded to a byte over the limit."""
    path = copy_small(folder) / "pathways.yaml"
    text = path.read_bytes()
    path.write_bytes(text + b"#" * (MOST_BYTES + 1 - len(text)))
    return folder


def file_missing(folder: Path) -> Path:
    """Return the small data set without one of its files."""
    (copy_small(folder) / "qualifications.yaml").unlink()
    return folder


def link_out(folder: Path) -> Path:
    """Return an overlay whose file is a link to a good overlay in another folder."""
    outside = folder.with_name("elsewhere.yaml")
    outside.write_text("about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n", "utf-8")
    (folder / "overlay.yaml").symlink_to(outside)
    return folder


MADE: dict[str, Callable[[Path], Path]] = {
    "NP001-one-byte-too-many": too_large,
    "NP014-no-qualifications": file_missing,
    "NP160-link-out-of-the-folder": link_out,
}


def reported(folders: list[Path]) -> str:
    """Return the text report of folders, without the folders that they stand in."""
    text = render_text(report_on(folders, on=DAY, strict=False))
    for path in folders:
        text = text.replace(str(path), "data" if path == SMALL else path.name)
    return text


def codes(report: str) -> list[str]:
    return re.findall(r"^\w+\[(NP\d+)\]", report, re.MULTILINE)


def expected(folder: str, name: str) -> str:
    return (BAD / folder / f"{name}.txt").read_text(encoding="utf-8")


def folder_in(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_overlay(path: Path, tmp_path: Path) -> None:
    hub = folder_in(tmp_path, "hub")
    (hub / "overlay.yaml").write_bytes(path.read_bytes())
    report = reported([SMALL, hub])
    assert codes(report) == [path.stem[:5]]
    assert report == expected("overlays", path.stem)


@pytest.mark.parametrize("name", MADE)
def test_made_folder(name: str, tmp_path: Path) -> None:
    folder = MADE[name](folder_in(tmp_path, "folder"))
    is_overlay = (folder / "overlay.yaml").is_symlink()
    report = reported([SMALL, folder] if is_overlay else [folder])
    assert codes(report) == [name[:5]]
    assert report == expected("made", name)


def test_no_report_is_left_without_what_it_is_about() -> None:
    kept = {path.with_suffix(".txt") for path in OVERLAYS}
    made = {BAD / "made" / f"{name}.txt" for name in MADE}
    reports = {path for name in ("overlays", "made") for path in (BAD / name).glob("*.txt")}
    assert reports == kept | made
