"""Where the program runs, found out once: streams, terminals, width, folders and today; and how it speaks."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

_MOST_BYTES = 1024 * 1024 + 1
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Context:
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

    def data_folder(self) -> Path:
        """Return the folder for what belongs to the person who runs the program."""
        import platformdirs

        return Path(platformdirs.user_data_path("npqpath", appauthor=False))

    def cache_folder(self) -> Path | None:
        """Return the folder of the cache, or None where NPQPATH_NO_CACHE is set."""
        if self.env.get("NPQPATH_NO_CACHE"):
            return None
        import platformdirs

        return Path(platformdirs.user_cache_path("npqpath", appauthor=False))


def current_context() -> Context:
    """Return the context of this run."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    return Context(
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


@contextmanager
def _opened(name: str, context: Context) -> Iterator[BinaryIO]:
    """Yield what comes from stdin, which is called "-", or from a file or a pipe."""
    if name == "-":
        yield context.stdin.buffer
        return
    with open(name, "rb") as stream:
        yield stream


def read_stream(name: str, context: Context) -> bytes:
    """Return what comes from there, cut off where every reader of it finds that it is too long."""
    with _opened(name, context) as stream:
        return stream.read(_MOST_BYTES)


@contextmanager
def as_file(name: str, most_bytes: int, context: Context) -> Iterator[Path]:
    """Yield a file that can be read twice: what comes from stdin or a pipe is copied, up to so many bytes."""
    path = Path(name)
    if name != "-" and (path.is_file() or path.is_dir() or not path.exists()):
        yield path
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        copy, left = Path(folder, "list"), most_bytes
        with _opened(name, context) as stream, copy.open("wb") as file:
            while left > 0 and (piece := stream.read(_PIECE)):
                left -= file.write(piece)
        yield copy


def tell(text: str, context: Context) -> None:
    """Write a line of the result to stdout: wrapped on a terminal, as it is in a pipe or a file."""
    from npqpath.output.text import in_ascii, safe

    spelt = safe(text) if context.unicode else in_ascii(text)
    context.stdout.write(_lines(spelt, "", "", context.width if context.stdout_is_tty else None))


def remark(text: str, context: Context, *, first: str = "", rest: str = "") -> None:
    """Write a remark to stderr in the same way; its lines start with `first`, then `rest`."""
    from npqpath.output.text import safe

    context.stderr.write(_lines(safe(text), first, rest, context.width if context.stderr_is_tty else None))


def say_at_work(what: str, context: Context) -> None:
    """Say on stderr what takes a while, where somebody watches."""
    if context.stderr_is_tty:
        remark(f"{what}. Ctrl-C stops it.", context)


def _lines(text: str, first: str, rest: str, width: int | None) -> str:
    from npqpath.output.text import wrapped

    return "".join(f"{line}\n" for line in wrapped(text, width, first, rest))
