"""Data folders to read: the frozen files, and copies with other words in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from npqpath.dataset.catalogue import PATHWAYS, QUALIFICATIONS
from tests.program import DATA


def copied(folder: Path, changes: Mapping[str, str]) -> Path:
    """Return the folder, now with the frozen data in it, each text of `changes` replaced by the other.

    Every text must be there exactly once, so that a test notices when the data has moved on.
    """
    folder.mkdir(exist_ok=True)
    files = {name: (DATA / name).read_text("utf-8") for name in (QUALIFICATIONS, PATHWAYS)}
    for old, new in changes.items():
        holders = [name for name, text in files.items() if text.count(old) == 1]
        assert len(holders) == 1, f"{old!r} stands in {holders or 'no file'} once"
        files[holders[0]] = files[holders[0]].replace(old, new)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
