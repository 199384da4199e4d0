"""Word files on paper, as LibreOffice prints them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader

Test = TypeVar("Test", bound=Callable[..., None])


def needs_libreoffice(test: Test) -> Test:
    """Mark a test as one that LibreOffice is needed for, and skip it where it is not installed."""
    here = pytest.mark.skipif(
        shutil.which("soffice") is None, reason="LibreOffice is not installed: there is no soffice"
    )
    marked: Test = pytest.mark.office(here(test))
    return marked


def printed(*paths: Path) -> list[PdfReader]:
    """Return what LibreOffice prints of each Word file, with settings of its own that go away."""
    folder = paths[0].parent
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=120
    )
    return [PdfReader(path.with_suffix(".pdf")) for path in paths]
