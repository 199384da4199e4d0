"""The answers so far, kept between two runs of the wizard in a private folder: the answers and nothing else.

One file, readable by its owner only, replaced as a whole. Links are never followed: neither the folder nor
the file may be one. A file that this version cannot read is moved aside, not deleted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from npqpath.files import PRIVATE, put_whole, unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SCHEMA = "npqpath/answers-so-far/1"
FILE = "answers.json"

_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers kept by an earlier run.

    `fingerprint` tells for which questions they were given; the caller judges whether they still fit. Answers
    come back as JSON has them: a tuple as a list.
    """

    answers: Mapping[str, object]
    fingerprint: str
    on: dt.date


def keep(folder: Path, answers: Mapping[str, object], fingerprint: str, on: dt.date) -> None:
    """Keep the answers in `folder` in place of the ones kept before; a missing folder is made.

    Raises OSError where that is not possible, as on a full disk; what was kept before is then still there.
    """
    sheet = {
        "schema": SCHEMA,
        "kept_on": on.isoformat(),
        "fingerprint": fingerprint,
        "answers": dict(answers),
    }
    text = json.dumps(sheet, indent=2, allow_nan=False) + "\n"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_own_folder(folder)
    folder.chmod(0o700)
    # Nothing waits for the disk: after a power cut a short file is moved aside by the next run, and a step
    # of the wizard stays fast.
    put_whole(folder / FILE, text.encode(), mode=PRIVATE, wait="for nothing")


def kept(folder: Path) -> Saved | None:
    """Return the answers kept in `folder`, or None where there are none that this version can read."""
    path = folder / FILE
    try:
        _check_own_folder(folder)
        path.lstat()
    except OSError:
        return None
    try:
        return _saved(json.loads(_read_own_file(path), parse_constant=_refuse))
    except (OSError, ValueError, RecursionError):
        # Not being able to move it aside changes nothing for the teacher, who starts afresh.
        with contextlib.suppress(OSError):
            _move_aside(path)
        return None


def forget(folder: Path) -> None:
    """Delete the answers kept in `folder`. A file that was moved aside stays; it may be somebody else's."""
    try:
        _check_own_folder(folder)
    except FileNotFoundError:
        return
    (folder / FILE).unlink(missing_ok=True)
    for left in unfinished(folder / FILE):
        left.unlink(missing_ok=True)


def _check_own_folder(folder: Path) -> None:
    """Raise OSError unless this is a real folder of the person who runs the program."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(f"{folder} is not a folder, or is a link to one")
    if not _is_own(found):
        raise PermissionError(f"{folder} belongs to somebody else")


def _read_own_file(path: Path) -> str:
    """Return the text of a plain file of the person who runs the program. Never waits, as a pipe would."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not (stat.S_ISREG(found.st_mode) and _is_own(found) and found.st_size <= _LARGEST):
            raise PermissionError(f"{path} is not a file of answers")
        return file.read(_LARGEST).decode("utf-8")


def _is_own(found: os.stat_result) -> bool:
    # Windows has neither links that anybody may make nor owners in numbers.
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _saved(sheet: object) -> Saved:
    """Return the answers of a sheet as `keep` writes it. Raises ValueError for anything else."""
    match sheet:
        case {
            "schema": str(schema),
            "kept_on": str(on),
            "fingerprint": str(fingerprint),
            "answers": dict(answers),
            **others,
        } if schema == SCHEMA and not others:
            return Saved(answers=answers, fingerprint=fingerprint, on=dt.date.fromisoformat(on))
    raise ValueError("not a sheet of answers")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no answer")


def _move_aside(path: Path) -> None:
    """Give the file a name that is free, keeping its content for whoever wants to look."""
    free = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in count(1))
    path.rename(next(name for name in free if not os.path.lexists(name)))
