"""Open a plan file, and say what is wrong with one that cannot be opened."""

from __future__ import annotations

import dataclasses
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from npqpath.dataset.model_errors import build
from npqpath.dataset.yaml_errors import MOST_BYTES, fetch
from npqpath.dataset.yaml_reader import Tree, parse
from npqpath.errors import DataError, UsageError, UserError
from npqpath.files import PRIVATE, put_whole, unfinished
from npqpath.planfile.model import SCHEMA, VERSION, Book, encode

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


HEADER = """\
# yaml-language-server: $schema=plan-file.schema.json
# My plan. It belongs to you: change it by hand if you like, and take it with you when you move.
# Your words and ticks stay when `npqpath plan check` works the advice out again.
# An editor that knows YAML checks and completes what you type, by the file that the first line names.
# This makes that file, in this folder: `npqpath schema plan-file -o plan-file.schema.json`
"""


def open_plan(path: Path) -> Book:
    """Return the plan in a file. Raises `UserError` that names line and column of what is wrong."""
    _check_file(path)
    return read_plan(fetch(path), path)


def _check_file(path: Path) -> None:
    """Raise `UsageError` where there is nothing, and `UserError` where there is something that is no file."""
    if not path.exists():
        raise no_plan(path)
    if not path.is_file():
        # Reading a pipe would wait for ever.
        raise UserError(f"{path} is not a file.", "Name the file of your plan with --file.")


def read_plan(raw: bytes, path: Path) -> Book:
    """Return the plan in the bytes of a file. Raises `UserError` as `open_plan` does."""
    try:
        tree = parse(raw, str(path))
        _check_schema(tree, path)
        return _book(tree)
    except DataError as error:
        told = [
            f"{one.place.file}:{one.place.line}:{one.place.column} {one.message} {one.hint or ''}".rstrip()
            for one in error.problems
        ]
        raise UserError("\n".join(told), _unchanged(path)) from error


def _book(tree: Tree) -> Book:
    book = build(tree, Book)
    advice = dataclasses.replace(book.advice, answers=_with_numbers(book.advice.answers))
    return dataclasses.replace(book, answers=_with_numbers(book.answers), advice=advice)


def _with_numbers(answers: dict[str, object]) -> dict[str, object]:
    return {question: _number(value) for question, value in answers.items()}


def _number(value: object) -> object:
    """Return a number as one: the reader takes everything for text."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"0|[1-9]\d{0,2}", value) else value


def _check_schema(tree: Tree, path: Path) -> None:
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
        f"{_unchanged(path)} Name another file with --file.",
    )


def _unchanged(path: Path) -> str:
    backup = path.with_name(path.name + BACKUP)
    told = f" {backup} is how it was before the last change." if backup.is_file() else ""
    return f"The file was not changed.{told}"


def start_plan(path: Path, book: Book) -> None:
    """Write a new plan file. Raises `UserError` where something is there already, or nothing can be."""
    from npqpath.planfile.plan_yaml import edited

    text = edited(HEADER, encode(book))
    with _in_words(path):
        create(path, text.encode())


def change_plan(path: Path, changed: Callable[[Book], Book], backup: Backup = "new") -> Book:
    """Put what `changed` makes of the plan in its place, and return it.

    It gets the plan as it is on the disk at that moment. Raises `UserError` where the file cannot be read or
    written; the file is then as it was.
    """
    made: list[Book] = []

    def rewritten(raw: bytes) -> bytes:
        before = read_plan(raw, path)
        book = changed(before)
        made[:] = [book]
        if book == before:
            return raw
        from npqpath.planfile.plan_yaml import edited

        content = edited(raw.decode(), encode(book)).encode()
        if len(content) > MOST_BYTES:
            raise UserError(
                "The plan would be larger than 1 MiB.", "Make the text shorter. Nothing was changed."
            )
        return content

    _check_file(path)
    with _in_words(path):
        change(path, rewritten, backup)
    return made[-1]


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says about the file into one sentence."""
    try:
        yield
    except FileExistsError as error:
        raise UsageError(
            f"{path} is there already, and stays as it is.",
            "`npqpath plan check` brings a plan up to date; --file names another file.",
        ) from error
    except FileNotFoundError as error:
        raise no_plan(path) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(f"{path} cannot be written: {reason}.", "The file was not changed.") from error


def no_plan(path: Path) -> UsageError:
    """Return the error that says that there is no such plan, and how to start one."""
    return UsageError(
        f"There is no plan {path}.", "Start one with `npqpath plan start`, or name it with --file FILE."
    )
