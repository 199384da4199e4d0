"""`npqpath plan show` and `plan next`: look at the plan file without changing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.giving import choose, give, read_day
from npqpath.cli.plan_file import plan_path, remark_on_own_keys
from npqpath.console import current_context
from npqpath.planbook.opening import open_plan
from npqpath.render.planbook_document import book_document, next_document
from npqpath.render.planbook_json import book_json, next_json

if TYPE_CHECKING:
    from npqpath.cli.flags import Wanted


def show(file: Path | None, on: str | None, wanted: Wanted) -> None:
    """Write the whole plan file to where it is wanted."""
    context = current_context()
    day = read_day(on, context)
    choose(wanted, context)
    book = open_plan(plan_path(file, context))
    give(lambda: book_document(book, day), lambda: book_json(book, day), wanted, context, on=day)
    remark_on_own_keys(book, context)


def show_next(file: Path | None, on: str | None, wanted: Wanted) -> None:
    """Write what to do now to where it is wanted."""
    context = current_context()
    day = read_day(on, context)
    choose(wanted, context)
    book = open_plan(plan_path(file, context))
    give(lambda: next_document(book, day), lambda: next_json(book, day), wanted, context, on=day)
