"""`npqpath plan check`: the advice worked out again, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.advice.answers import write_answers
from npqpath.cli.asking import given_answers
from npqpath.cli.data import load_rules
from npqpath.cli.exits import Exit
from npqpath.cli.flags import Asked
from npqpath.cli.giving import choose, give, read_day
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context
from npqpath.planbook.checking import Check
from npqpath.planbook.checking import check as work_out
from npqpath.planbook.opening import change_plan
from npqpath.render.check_document import check_document, check_json

if TYPE_CHECKING:
    from npqpath.cli.flags import Wanted
    from npqpath.planbook.book import Book


def check(
    file: Path | None, given: tuple[str, ...], on: str | None, wanted: Wanted, folders: list[Path]
) -> Exit:
    """Bring the plan file up to date, and write what changed to where it is wanted.

    Returns `FINDINGS` if the advice is another now, else `DONE`.
    """
    context = current_context()
    day = read_day(on, context)
    choose(wanted, context)
    path = plan_path(file, context)
    core = load_rules(folders, context, on=day)
    fresh = given_answers(core, Asked(None, given, True, wanted.plain, tuple(folders)), context)
    found: list[Check] = []

    def change(book: Book) -> Book:
        book = replace(book, answers=_with_answers(book.answers, write_answers(fresh)))
        found[:] = [work_out(book, core, day)]
        return found[0].book

    change_plan(path, change)
    it = found[0]
    give(lambda: check_document(it), lambda: check_json(it), wanted, context, on=day)
    return Exit.DONE if it.is_empty else Exit.FINDINGS


def _with_answers(answers: dict[str, object], fresh: dict[str, object]) -> dict[str, object]:
    """Return the answers with the new ones; an NPQ that is named changes alone, and the others stay."""
    held, named = answers.get("npqs"), fresh.get("npqs")
    if isinstance(held, dict) and isinstance(named, dict) and named:
        fresh = {**fresh, "npqs": {**held, **named}}
    return {**answers, **fresh}
