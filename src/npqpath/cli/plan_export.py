"""`npqpath plan export`: all of the plan, with the advice of the day, in every form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.data import load_rules
from npqpath.cli.giving import choose, give, read_day
from npqpath.cli.giving_plan import PARTS, View, give_plan
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context
from npqpath.planbook.checking import bring_up_to_date
from npqpath.planbook.opening import open_plan
from npqpath.render.document import Document

if TYPE_CHECKING:
    from npqpath.cli.flags import Wanted
    from npqpath.render.ics import Date


def export(
    file: Path | None, on: str | None, wanted: Wanted, folders: list[Path], view: View = "plan"
) -> None:
    """Write everything that the person wrote, and the advice of the day, to where it is wanted."""
    context = current_context()
    day = read_day(on, context)
    choose(wanted, context, PARTS[view])
    book = open_plan(plan_path(file, context))
    core = load_rules(folders, context, on=day)

    update = bring_up_to_date(book, core, day)

    if view == "sheet":
        give_plan(update.plan, view, wanted, context)
        return

    def document() -> Document:
        from npqpath.render.planbook_document import export_document

        return export_document(update)

    def data() -> object:
        from npqpath.render.planbook_json import export_json

        return export_json(update)

    def dates() -> tuple[Date, ...]:
        from npqpath.render.plan_dates import plan_dates, review_dates

        return (*plan_dates(update.plan), *review_dates(book.next_review))

    give(document, data, wanted, context, on=day, dates=dates)
