"""Files put in place as a whole: who looks, even after a crash, sees the one before or the one after."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from npqpath.errors import UserError

PRIVATE = 0o600
"""For its owner only."""
USUAL = 0o666
"""For whomever the system lets see new files: it takes away what it is told to."""

Wait: TypeAlias = Literal["for the disk", "for nothing"]
"""Whether the file has to be on the disk, come a power cut, before this returns; that takes a while."""
Content: TypeAlias = str | bytes | Iterator[str]
"""What goes into a file, text in UTF-8; an iterator gives it piece by piece and need not fit into memory."""


def put_whole(path: Path, content: bytes, *, mode: int, wait: Wait) -> None:
    """Put a file with this content in place of what is there; only a name that is a link is replaced itself.

    Raises OSError where that is not possible, and where the file is write-protected; what was there is then
    still there.
    """
    draft = _draft_of(path)
    try:
        _refuse_protected(path)
        _write(draft, [content], mode=mode, wait=wait)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if wait == "for the disk":
        _sync_folder(path.parent)


def write_files(files: Sequence[tuple[Path, Content]]) -> None:
    """Write the files; a link stays, and the file behind it is written and keeps its permissions.

    All are first written beside their places and then moved there, so a fault in one leaves all as they were.
    Raises `UserError` that names the file at fault, and whatever a content raises.
    """
    # The names come first, so that whatever ends the program finds what it has to take away.
    places = [(path, Path(os.path.realpath(path))) for path, _ in files]
    drafts = [_draft_of(place) for _, place in places]
    done: list[Path] = []
    try:
        for (path, place), draft, (_, content) in zip(places, drafts, files, strict=True):
            with _told_as(path, files, done):
                if path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "it is a folder")
                if not place.parent.is_dir():
                    raise FileNotFoundError(errno.ENOENT, f"there is no folder {path.parent}")
                if place.is_symlink():
                    raise OSError(errno.ELOOP, "it is a link that leads back to itself")
                if _is_device(place):
                    # It cannot be replaced by a file; it takes what is written to it.
                    with place.open("wb") as device:
                        device.writelines(pieces(content))
                else:
                    _refuse_protected(place)
                    _write(draft, pieces(content), mode=USUAL, wait="for nothing")
                    if (kept := _mode(place)) is not None:
                        draft.chmod(kept)
        for (path, place), draft in zip(places, drafts, strict=True):
            with _told_as(path, files, done):
                if not _is_device(place):
                    draft.replace(place)
            done.append(path)
    finally:
        for draft in drafts:
            # What cannot be taken away must not hide why nothing was written.
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def unfinished(path: Path) -> Iterator[Path]:
    """Yield what programs left behind that were killed while they wrote this file, or are writing now."""
    begins = _beginning(path)
    folder = path.parent.iterdir()
    yield from (each for each in folder if each.name.startswith(begins) and each.suffix == ".part")


def is_write_protected(path: Path) -> bool:
    """Return whether nobody is meant to write this file, not even those who may write any."""
    mode = _mode(path)
    return mode is not None and not (mode & 0o222 and os.access(path, os.W_OK))


def same_file(one: Path, other: Path) -> bool:
    """Return whether two names mean one file, through links and different spellings, there or not."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def _refuse_protected(path: Path) -> None:
    if is_write_protected(path):
        raise PermissionError(errno.EACCES, "it is write-protected")


def _write(draft: Path, content: Iterable[bytes], *, mode: int, wait: Wait) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, mode), "wb") as file:
        file.writelines(content)
        if wait == "for the disk":
            file.flush()
            os.fsync(file.fileno())


def _mode(path: Path) -> int | None:
    """Return the permissions of a file that is there, no link among them."""
    try:
        found = path.lstat().st_mode
    except OSError:
        return None
    return stat.S_IMODE(found) if stat.S_ISREG(found) else None


def _draft_of(path: Path) -> Path:
    # A random name that must be new cannot be a link that somebody else laid out.
    return path.with_name(f"{_beginning(path)}{os.urandom(8).hex()}.part")


def _beginning(path: Path) -> str:
    return f".{path.name}."


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_file()


def pieces(content: Content) -> Iterable[bytes]:
    """Return what is to be written, in pieces."""
    if isinstance(content, bytes):
        return [content]
    return [content.encode()] if isinstance(content, str) else map(str.encode, content)


@contextlib.contextmanager
def _told_as(path: Path, files: Sequence[tuple[Path, Content]], done: Sequence[Path]) -> Iterator[None]:
    """Turn what the system says into a sentence about the file as it was named."""
    try:
        yield
    except OSError as error:
        hint = "Choose another file after -o."
        if done:
            hint = f"{hint} Already written: {', '.join(map(str, done))}."
        elif len(files) > 1:
            hint = f"{hint} None of the others was written."
        raise UserError(f"{path} cannot be written: {error.strerror or error}.", hint) from error


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where the system can."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
