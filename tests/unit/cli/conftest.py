"""The command line, ready to call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import shared_caches
from tests.unit.cli.calling import Caller


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Caller:
    """Return a caller with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return Caller(monkeypatch, home, shared_caches(tmp_path_factory))
