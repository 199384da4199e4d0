"""Keep the plan file: read it whole, change it under a lock, put the new one in its place as a whole.

Whatever happens in between, the file is either the one before or the one after. The one before the last
change stays beside it with `.bak` at the end of its name.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from npqpath.errors import UserError
from npqpath.files import PRIVATE, put_whole, unfinished

BACKUP = ".bak"
PATIENCE = 10.0
"""Seconds to wait for another program that writes in the same folder."""

Backup: TypeAlias = Literal["new", "as it is"]
"""Whether the backup becomes the file before this change, or stays as it is within one long change."""


def create(path: Path, content: bytes) -> None:
    """Write a new file. Raises `FileExistsError` where something is there already, else OSError."""
    with _locked(path.parent):
        if os.path.lexists(path):
            raise FileExistsError(path)
        # It holds what somebody thinks about their work: theirs alone, until they say otherwise.
        _put(path, content, PRIVATE)


def change(path: Path, changed: Callable[[bytes], bytes], backup: Backup) -> None:
    """Put what `changed` makes of the file in its place; the same bytes leave everything as it is.

    Nobody else who uses this function can write in between. A link is followed, and stays a link. Raises
    OSError, and whatever `changed` raises; the file is then as it was.
    """
    real = path.resolve(strict=True)
    with _locked(real.parent):
        before = real.read_bytes()
        after = changed(before)
        while before != (now := real.read_bytes()):
            # An editor does not ask for the lock.
            before, after = now, changed(now)
        if after == before:
            return
        mode = stat.S_IMODE(real.stat().st_mode)
        if backup == "new":
            _put(real.with_name(real.name + BACKUP), before, mode)
        _put(real, after, mode)


def _put(path: Path, content: bytes, mode: int) -> None:
    for left in unfinished(path):
        # Under the lock nobody is writing it any more.
        left.unlink(missing_ok=True)
    put_whole(path, content, mode=mode, wait="for the disk")
    if mode != PRIVATE:
        # The system may have taken something away from a new file.
        path.chmod(mode)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. The system lets it go when the program ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        with _locked_by_file(folder):
            yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with _where_locks_exist():
            _wait(lambda: fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB), folder)
        yield
    finally:
        os.close(opened)


@contextmanager
def _where_locks_exist() -> Iterator[None]:
    """Go on without a lock where the file system has none, as some network drives."""
    import errno

    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF):
            raise


@contextmanager
def _locked_by_file(folder: Path) -> Iterator[None]:
    """Hold a lock by a file that only one program can have open, for systems that cannot lock a folder."""
    path = folder / ".npqpath.lock"
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0) | getattr(os, "O_EXCL", 0)
    opened: list[int] = []
    _wait(lambda: opened.append(os.open(path, flags)), folder)
    try:
        yield
    finally:
        os.close(opened[0])
        path.unlink(missing_ok=True)


def _wait(take: Callable[[], object], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            take()
            return
        except (BlockingIOError, FileExistsError, PermissionError) as error:
            if time.monotonic() > end:
                raise UserError(
                    f"Another program has been writing in {folder} for {PATIENCE:.0f} seconds.",
                    "Nothing was changed. Wait until it is done, and try again.",
                ) from error
            time.sleep(0.02)
