"""The plan file on the disk: read whole, changed under a lock, and put in its place as a whole.

Whatever happens in between, the file is either the one before or the one after. The one before the last
change stays beside it with `.bak` at the end of its name.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from npqpath.dataset import model_errors, yaml_errors
from npqpath.dataset.yaml_reader import Tree, parse
from npqpath.errors import DataError, UsageError, UserError
from npqpath.files import PRIVATE, put_whole, unfinished
from npqpath.planfile.model import SCHEMA, VERSION, Book, encode

BACKUP = ".bak"
PATIENCE = 10.0
"""Seconds to wait for another program that writes in the same folder."""
HEADER = """\
# yaml-language-server: $schema=plan-file.schema.json
# My plan. It belongs to you: change it by hand if you like, and take it with you when you move.
# Your words and ticks stay when `npqpath plan check` works the advice out again.
# An editor that knows YAML checks and completes what you type, by the file that the first line names.
# This makes that file, in this folder: `npqpath schema plan-file -o plan-file.schema.json`
"""


Backup: TypeAlias = Literal["new", "as it is"]
"""Whether the backup becomes the file before this change, or stays as it is within one long change."""

_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF)
"""What a file system says that has no locks, as some network drives."""


def open_plan(path: Path) -> Book:
    """Return the plan in a file. Raises `UserError` that names line and column of what is wrong."""
    _check_file(path)
    return _read(yaml_errors.fetch(path), path)


def start_plan(path: Path, book: Book) -> None:
    """Write a new plan file. Raises `UserError` where something is there already, or nothing can be."""
    from npqpath.planfile.plan_yaml import edited

    content = edited(HEADER, encode(book)).encode()
    with _in_words(path), _locked(path.parent):
        if os.path.lexists(path):
            raise FileExistsError(path)
        # It holds what somebody thinks about their work: theirs alone, until they say otherwise.
        _put(path, content, PRIVATE)


def change_plan(path: Path, changed: Callable[[Book], Book], backup: Backup = "new") -> Book:
    """Put what `changed` makes of the plan in its place, and return it.

    It gets the plan as it is on the disk, and nobody else who uses this function can write in between. A link
    stays a link. Raises `UserError` where the file cannot be read or written, and whatever `changed` raises;
    the file is then as it was.
    """
    _check_file(path)
    with _in_words(path):
        real = path.resolve(strict=True)
        with _locked(real.parent):
            before = real.read_bytes()
            book, after = _rewritten(before, path, changed)
            while before != (now := real.read_bytes()):
                # An editor does not ask for the lock.
                before, (book, after) = now, _rewritten(now, path, changed)
            if after != before:
                mode = stat.S_IMODE(real.stat().st_mode)
                if not mode & 0o222:
                    # A backup would be as protected, and in the way of the next one.
                    raise PermissionError(errno.EACCES, "it is write-protected")
                if backup == "new":
                    _put(real.with_name(real.name + BACKUP), before, mode)
                _put(real, after, mode)
            return book


def _rewritten(raw: bytes, path: Path, changed: Callable[[Book], Book]) -> tuple[Book, bytes]:
    """Return the changed plan and the file that holds it; the same plan leaves every letter as it is."""
    before = _read(raw, path)
    book = changed(before)
    if book == before:
        return book, raw
    from npqpath.planfile.plan_yaml import edited

    content = edited(raw.decode(), encode(book)).encode()
    if len(content) > yaml_errors.MOST_BYTES:
        raise UserError("The plan would be larger than 1 MiB.", "Make the text shorter. Nothing was changed.")
    return book, content


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
    end = time.monotonic() + PATIENCE
    while (let_go := _take_lock(folder)) is None:
        if time.monotonic() > end:
            raise UserError(
                f"Another program has been writing in {folder} for {PATIENCE:.0f} seconds.",
                "Nothing was changed. Wait until it is done, and try again.",
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        let_go()


def _take_lock(folder: Path) -> Callable[[], object] | None:
    """Return what lets the lock go again, or None while another program has it."""
    if sys.platform == "win32":  # pragma: no cover
        # Windows locks no folder; this file goes with the program that has it open.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
        try:
            return partial(os.close, os.open(folder / ".npqpath.lock", flags))
        except (FileExistsError, PermissionError):
            return None
    import fcntl

    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            os.close(opened)
            if isinstance(error, BlockingIOError):
                return None
            raise
    return partial(os.close, opened)


def _check_file(path: Path) -> None:
    """Raise `UsageError` where there is nothing, and `UserError` where there is something that is no file."""
    if not path.exists():
        raise _no_plan(path)
    if not path.is_file():
        # Reading a pipe would wait for ever.
        raise UserError(f"{path} is not a file.", "Name the file of your plan with --file.")


def _no_plan(path: Path) -> UsageError:
    hint = "Start one with `npqpath plan start`, or name it with --file FILE."
    return UsageError(f"There is no plan {path}.", hint)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says about the file into one sentence."""
    try:
        yield
    except FileExistsError as error:
        hint = "`npqpath plan check` brings a plan up to date; --file names another file."
        raise UsageError(f"{path} is there already, and stays as it is.", hint) from error
    except FileNotFoundError as error:
        raise _no_plan(path) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(f"{path} cannot be written: {reason}.", "The file was not changed.") from error


def _read(raw: bytes, path: Path) -> Book:
    """Return the plan in the bytes of a file. Raises `UserError` as `open_plan` does."""
    backup = path.with_name(path.name + BACKUP)
    unchanged = "The file was not changed."
    if backup.is_file():
        unchanged += f" {backup} is how it was before the last change."
    try:
        tree = parse(raw, str(path))
        _check_schema(tree, path, unchanged)
        book = model_errors.build(tree, Book)
    except DataError as error:
        raise UserError("\n".join(each.located for each in error.problems), unchanged) from error
    advice = replace(book.advice, answers=_with_numbers(book.advice.answers))
    return replace(book, answers=_with_numbers(book.answers), advice=advice)


def _check_schema(tree: Tree, path: Path, unchanged: str) -> None:
    """Raise `UserError` for somebody else's file, and for one of another version."""
    schema = tree.data.get("schema") if isinstance(tree.data, dict) else None
    if schema == f"{SCHEMA}{VERSION}":
        return
    if isinstance(schema, str) and schema.startswith(SCHEMA):
        raise UserError(
            f'{path} was written by another version of npqpath: it says "schema: {schema}", '
            f'and this one reads "{SCHEMA}{VERSION}".',
            "Install the newest npqpath to open it. The file was not changed.",
        )
    place = tree.place(("schema",))
    raise UserError(
        f"{path}:{place.line}:{place.column} This is not a plan of npqpath: "
        f'it does not say "schema: {SCHEMA}{VERSION}".',
        f"{unchanged} Name another file with --file.",
    )


def _with_numbers(answers: dict[str, object]) -> dict[str, object]:
    """Return the answers with numbers as such: the reader takes everything for text."""
    return {
        question: int(value) if isinstance(value, str) and re.fullmatch(r"0|[1-9]\d{0,2}", value) else value
        for question, value in answers.items()
    }
