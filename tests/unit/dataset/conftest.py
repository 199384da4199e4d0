"""A small data set that every test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a folder of its own with a small data set."""
    return Path(shutil.copytree(Path(__file__).parent / "small", tmp_path / "small"))
