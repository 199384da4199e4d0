"""The small data set, for tests that change a line of it or run the checks on it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from tests.patches import patched

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = EXAMPLES / "good" / "small"
DAY = dt.date(2026, 11, 21)


def copy_small(target: Path, **changes: tuple[str, str]) -> Path:
    """Return a copy of the small data set with, in each file of `changes`, the second text for the first."""
    shutil.copytree(SMALL, target, dirs_exist_ok=True)
    for name, (old, new) in changes.items():
        change(target / f"{name}.yaml", (old, new))
    return target


def broken(patch: Path) -> bytes:
    """Return a file of the small data set with the fault of a patch, whose folder names the file."""
    return patched((SMALL / f"{patch.parent.name}.yaml").read_bytes(), patch)


def change(path: Path, other: tuple[str, str]) -> None:
    """Put the second text for the first, which is once in the file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(other[0]) == 1, f"{other[0]!r} is {text.count(other[0])} times in {path.name}"
    path.write_text(text.replace(*other), encoding="utf-8")
