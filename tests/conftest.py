"""What holds for every test, and the program, ready to run."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import frozen
from tests.program import ROOT, Program, SchemaCheck, shared_caches
from tests.unit.cli.calling import Caller
from tools.renew import schemas

# A run that a shell starts in the background ignores Ctrl-C, and every program that a test starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of a folder that needs more than Python."""
    for item in items:
        for place in ("terminal", "browser"):
            if place in item.path.relative_to(ROOT).parts:
                item.add_marker(place)


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


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caches: Path) -> Caller:
    """Return a caller of the command line in this process, with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return Caller(monkeypatch, home, caches)


@pytest.fixture(scope="session")
def check_jsonschema(tmp_path_factory: pytest.TempPathFactory) -> SchemaCheck:
    """Return a function that holds files against the schema with a name, made from the frozen data."""
    folder = tmp_path_factory.mktemp("schemas")
    for file, text in schemas(frozen()):
        (folder / file).write_text(text, encoding="utf-8")

    def check(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
        schema = str(folder / f"{name}.schema.json")
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return check
