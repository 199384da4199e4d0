"""Put a file in place as a whole: who looks, even after a crash, sees the one before or the one after."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

PRIVATE = 0o600
"""For its owner only."""
USUAL = 0o666
"""For whomever the system lets see new files: it takes away what it is told to."""

Wait: TypeAlias = Literal["for the disk", "for nothing"]
"""Whether the file has to be on the disk, come a power cut, before this returns; that takes a while."""


def put_whole(path: Path, content: bytes, *, mode: int, wait: Wait) -> None:
    """Put a file with this content in place of what is there; only a name that is a link is replaced itself.

    Raises OSError where that is not possible; what was there is then still there.
    """
    draft = write_draft(path, [content], mode=mode, wait=wait)
    try:
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if wait == "for the disk":
        _sync_folder(path.parent)


def write_draft(path: Path, pieces: Iterable[bytes], *, mode: int, wait: Wait) -> Path:
    """Write a new file beside `path`, piece by piece, and return it; the caller moves it or takes it away.

    Raises OSError where that is not possible, and whatever `pieces` raises; then nothing is left.
    """
    # A random name that must be new cannot be a link that somebody else laid out.
    draft = path.with_name(f"{_beginning(path)}{os.urandom(8).hex()}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(draft, flags, mode), "wb") as file:
            file.writelines(pieces)
            if wait == "for the disk":
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def unfinished(path: Path) -> Iterator[Path]:
    """Yield what programs left behind that were killed while they wrote this file, or are writing now."""
    yield from (
        each
        for each in path.parent.iterdir()
        if each.name.startswith(_beginning(path)) and each.suffix == ".part"
    )


def _beginning(path: Path) -> str:
    return f".{path.name}."


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where the system can."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
