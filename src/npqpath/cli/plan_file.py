"""Which plan file is meant, and the remarks that go with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.console import remark
from npqpath.planbook.book import FILE
from npqpath.planbook.own_keys import own_keys

if TYPE_CHECKING:
    from npqpath.console import Context
    from npqpath.planbook.book import Book

PLAN_VARIABLE = "NPQPATH_PLAN"


def plan_path(file: Path | None, context: Context) -> Path:
    """Return the path of the plan: the one named, else that in NPQPATH_PLAN, else the usual name here."""
    return file or Path(context.env.get(PLAN_VARIABLE) or FILE)


def remark_on_own_keys(book: Book, context: Context) -> None:
    """Say which keys of the file the program does not know; they are kept, and may be slips of the pen."""
    for each in own_keys(book):
        meant = f' Did you mean "{each.meant}"?' if each.meant else ""
        remark(f'"{each.key}" is a key of your own: it is kept, and shown as it is.{meant}', context)
