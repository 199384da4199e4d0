"""`npqpath plan start`: the questions, then a plan file; `advise --save` ends in the same way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.advise import ask_plan
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context, remark
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.pacing import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.cli.flags import Asked
    from npqpath.console import Context


def start(file: Path | None, asked: Asked, on: str | None, folders: list[Path]) -> None:
    """Ask what is open, write the plan file, and show what to do first."""
    context = current_context()
    path = plan_path(file, context)
    check_free(path)
    plan = ask_plan(asked, on, folders, context)
    save(path, plan, context)


def check_free(path: Path) -> None:
    """Raise `UsageError` before anything is asked where a file is there already, or the folder is not."""
    if os.path.lexists(path):
        raise UsageError(
            f"{path} is there already, and stays as it is.",
            "`npqpath plan check` brings a plan up to date; another name starts another plan.",
        )
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")


def save(path: Path, plan: Plan, context: Context, pacing: Pacing | None = None) -> None:
    """Write a new plan file, and say what to do with it."""
    from npqpath.advice.pacing import USUAL
    from npqpath.cli.flags import Wanted
    from npqpath.cli.giving import give
    from npqpath.planbook.opening import start_plan
    from npqpath.planbook.starting import book_of
    from npqpath.render.planbook_document import next_document
    from npqpath.render.planbook_json import next_json

    book = book_of(plan, pacing or USUAL)
    start_plan(path, book)
    remark(f"Your plan is in {path}. It is yours: read it, change it, take it with you.", context)
    give(
        lambda: next_document(book, plan.on),
        lambda: next_json(book, plan.on),
        Wanted(None, None, plain=False),
        context,
        on=plan.on,
    )
