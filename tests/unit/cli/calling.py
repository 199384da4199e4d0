"""The command line called in this process, with streams in memory and folders of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from npqpath.cli.app import run
from tests.program import DATA, Ended


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls npqpath without a terminal."""

    patch: pytest.MonkeyPatch
    home: Path
    caches: Path

    def call(self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Ended:
        """Return how `npqpath WORDS` ended."""
        folders = {
            "NPQPATH_DATA": str(DATA),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_CACHE_HOME": str(self.caches),
        }
        streams = [
            io.TextIOWrapper(io.BytesIO(text), encoding="utf-8") for text in (stdin.encode(), b"", b"")
        ]
        with self.patch.context() as patch:
            for name, value in {**folders, **(env or {})}.items():
                patch.setenv(name, value)
            patch.delenv("NPQPATH_DEBUG", raising=False)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            code = run(list(words))
        return Ended(code, *(_text(stream) for stream in streams[1:]))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
