"""The program, ready to run on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Program, shared_caches


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the shared cache folder."""
    return shared_caches(tmp_path_factory)


@pytest.fixture
def program(tmp_path: Path, caches: Path) -> Program:
    """Return the program with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, caches)
