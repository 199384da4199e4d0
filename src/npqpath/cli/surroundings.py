"""Where the program runs: streams, terminals, width, colour, folders and today's date, found out once."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The outside world as values; made once and passed in."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    env: Mapping[str, str]
    today: dt.date
    stdin_is_tty: bool
    stdout_is_tty: bool
    stderr_is_tty: bool

    @property
    def width(self) -> int:
        """The columns of the terminal, 80 where that is not known."""
        return max(20, shutil.get_terminal_size((80, 24)).columns)

    @property
    def colour(self) -> bool:
        """Whether stdout takes colour."""
        return self.stdout_is_tty and not self.env.get("NO_COLOR") and self.env.get("TERM") != "dumb"

    @property
    def unicode(self) -> bool:
        """Whether stdout can show letters outside ASCII."""
        return (self.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "utf32")

    def state_folder(self) -> Path:
        """Return the private folder for answers so far."""
        import platformdirs

        return Path(platformdirs.user_state_path("npqpath", appauthor=False))

    def cache_folder(self) -> Path | None:
        """Return the folder for snapshots, or None where NPQPATH_NO_CACHE is set."""
        if self.env.get("NPQPATH_NO_CACHE"):
            return None
        import platformdirs

        return Path(platformdirs.user_cache_path("npqpath", appauthor=False))


def look_around() -> Surroundings:
    """Return the surroundings of this run."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Surroundings(
        stdin=_open(sys.stdin),
        stdout=_open(sys.stdout),
        stderr=_open(sys.stderr),
        env=os.environ,
        today=dt.date.today(),
        stdin_is_tty=_is_tty(sys.stdin),
        stdout_is_tty=_is_tty(sys.stdout),
        stderr_is_tty=_is_tty(sys.stderr),
    )


def _open(stream: TextIO | None) -> TextIO:
    # A stream is None where the caller closed it before the start.
    return stream if stream is not None else open(os.devnull, "r+", encoding="utf-8")


def _is_tty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
