"""Write files: each as a whole or not at all, and several together or none of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from npqpath.cli.surroundings import Surroundings
from npqpath.errors import UserError

Content: TypeAlias = str | bytes | Iterator[str]
"""What goes into a file; an iterator gives it piece by piece, so that it need not fit into memory."""


def write_file(path: Path, content: Content, around: Surroundings) -> None:
    """Write one file, and say so. Raises `UserError` where that is not possible."""
    write_files([(path, content)], around)


def write_files(files: Sequence[tuple[Path, Content]], around: Surroundings) -> None:
    """Write the files, text in UTF-8, and say so for each.

    All are first written beside their places and then moved there, so a fault in one leaves all as they were.
    Raises `UserError` that names the file at fault.
    """
    drafts: list[tuple[Path, Path]] = []
    done: list[Path] = []
    try:
        for path, content in files:
            drafts.append((path, _draft(path)))
            _fill(path, drafts[-1][1], content)
        for path, draft in drafts:
            _move(path, draft)
            done.append(path)
    except _UnwritableError as error:
        raise UserError(f"{error.path} cannot be written: {error.reason}.", _hint(files, done)) from error
    finally:
        for _, draft in drafts[len(done) :]:
            _discard(draft)
    for path in done:
        around.stderr.write(f"Written to {path}.\n")


class _UnwritableError(Exception):
    """A file that cannot be written, and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


def _draft(path: Path) -> Path:
    # Where the name is a link, the file behind it is written and the link stays.
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.{os.getpid()}.part")


def _fill(path: Path, draft: Path, content: Content) -> None:
    try:
        if path.is_dir():
            raise _UnwritableError(path, "it is a folder")
        # A device or a pipe cannot be replaced by a file; it takes what is written to it.
        with (path if _is_special(path) else draft).open("wb") as file:
            if isinstance(content, (str, bytes)):
                file.write(content.encode() if isinstance(content, str) else content)
                return
            for piece in content:
                file.write(piece.encode())
    except OSError as error:
        raise _UnwritableError(path, str(error.strerror or error)) from error


def _move(path: Path, draft: Path) -> None:
    if _is_special(path):
        return
    try:
        draft.replace(os.path.realpath(path))
    except OSError as error:
        raise _UnwritableError(path, str(error.strerror or error)) from error


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _discard(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        # The folder is not there or not ours, so the draft is not there either.
        return


def _hint(files: Sequence[tuple[Path, Content]], done: Sequence[Path]) -> str:
    hint = "Choose another file after -o."
    if done:
        return f"{hint} Already written: {', '.join(map(str, done))}."
    return f"{hint} None of the others was written." if len(files) > 1 else hint
