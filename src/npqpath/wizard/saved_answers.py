"""The answers so far, kept between two runs of the wizard in a private folder: the answers and nothing else.

One file, readable by its owner only, replaced as a whole. A file that this version cannot read is moved
aside, not deleted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from npqpath.files import PRIVATE, put_whole, unfinished

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


SCHEMA = "npqpath/answers-so-far/1"
FILE = "answers.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers kept by an earlier run, as JSON has them; the caller judges whether they still fit."""

    answers: Mapping[str, object]
    on: dt.date


def keep(folder: Path, answers: Mapping[str, object], on: dt.date) -> None:
    """Keep the answers in `folder` in place of the ones kept before; a missing folder is made.

    Raises OSError where that is not possible, as on a full disk; what was kept before is then still there.
    """
    sheet = {"schema": SCHEMA, "kept_on": on.isoformat(), "answers": dict(answers)}
    text = json.dumps(sheet, indent=2, allow_nan=False) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    # Nothing waits for the disk: after a power cut a short file is moved aside by the next run, and a step
    # of the wizard stays fast.
    put_whole(folder / FILE, text.encode(), mode=PRIVATE, wait="for nothing")


def kept(folder: Path) -> Saved | None:
    """Return the answers kept in `folder`, or None where there are none that this version can read."""
    path = folder / FILE
    try:
        match json.loads(path.read_bytes()):
            case {"schema": str(schema), "kept_on": str(on), "answers": dict(answers)} if schema == SCHEMA:
                return Saved(answers, dt.date.fromisoformat(on))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        pass
    free = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in count(1))
    # Not being able to move it aside changes nothing for the teacher, who starts afresh.
    with contextlib.suppress(OSError):
        path.rename(next(name for name in free if not os.path.lexists(name)))
    return None


def forget(folder: Path) -> None:
    """Delete the answers kept in `folder`. A file that was moved aside stays; it may be somebody else's."""
    if folder.is_dir():
        for path in (folder / FILE, *unfinished(folder / FILE)):
            path.unlink(missing_ok=True)
