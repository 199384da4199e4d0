"""Write files: each as a whole or not at all, and several together or none of them."""

# A result on the screen needs no file, so what writes one is imported where it does.

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from npqpath.console import Context
from npqpath.errors import UserError

Content: TypeAlias = str | bytes | Iterator[str]
"""What goes into a file; an iterator gives it piece by piece, so that it need not fit into memory."""


def write_file(path: Path, content: Content, context: Context) -> None:
    """Write one file, and say so. Raises `UserError` where that is not possible."""
    write_files([(path, content)], context)


def write_files(files: Sequence[tuple[Path, Content]], context: Context) -> None:
    """Write the files, text in UTF-8, and say so for each.

    All are first written beside their places and then moved there, so a fault in one leaves all as they were.
    Raises `UserError` that names the file at fault.
    """
    drafts: list[tuple[Path, Path | None]] = []
    done: list[Path] = []
    try:
        for path, content in files:
            drafts.append((path, _draft(path, content)))
        for path, draft in drafts:
            _move(path, draft)
            done.append(path)
    except _UnwritableError as error:
        raise UserError(f"{error.path} cannot be written: {error.reason}.", _hint(files, done)) from error
    finally:
        for _, draft in drafts[len(done) :]:
            _discard(draft)
    for path in done:
        context.stderr.write(f"Written to {path}.\n")


class _UnwritableError(Exception):
    """A file that cannot be written, and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


def _draft(path: Path, content: Content) -> Path | None:
    """Return a file with the content beside `path`, or None where the content is written to `path` itself."""
    from npqpath.whole_file import USUAL, write_draft

    try:
        if path.is_dir():
            raise _UnwritableError(path, "it is a folder")
        # A device or a pipe cannot be replaced by a file; it takes what is written to it.
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(_pieces(content))
            return None
        return write_draft(_behind(path), _pieces(content), mode=USUAL, wait="for nothing")
    except OSError as error:
        raise _UnwritableError(path, str(error.strerror or error)) from error


def _pieces(content: Content) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    return [content.encode()] if isinstance(content, str) else map(str.encode, content)


def _behind(path: Path) -> Path:
    """Return the file behind a link, which is written while the link stays."""
    return Path(os.path.realpath(path))


def _move(path: Path, draft: Path | None) -> None:
    if draft is None:
        return
    try:
        draft.replace(_behind(path))
    except OSError as error:
        raise _UnwritableError(path, str(error.strerror or error)) from error


def _discard(draft: Path | None) -> None:
    if draft is not None:
        # What cannot be taken away must not hide why nothing was written.
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _hint(files: Sequence[tuple[Path, Content]], done: Sequence[Path]) -> str:
    hint = "Choose another file after -o."
    if done:
        return f"{hint} Already written: {', '.join(map(str, done))}."
    return f"{hint} None of the others was written." if len(files) > 1 else hint
