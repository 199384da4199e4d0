"""A roster to fill in, as CSV or as an Excel file with lists to choose from."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from npqpath.render.cells import cell, csv_line

if TYPE_CHECKING:
    from npqpath.team.template import Template, TemplateColumn

_ROWS = 5_000
"""Rows of the Excel file that offer lists to choose from."""
_WIDEST = 40


def template_csv(template: Template) -> str:
    """Return the template; rows that begin with # are remarks for the reader."""
    asks = ["# what it asks", *(column.asks for column in template.columns[1:])]
    choices = ["# write one of", *(_choices(column) for column in template.columns[1:])]
    headings = [column.heading for column in template.columns]
    return "".join(csv_line(row) for row in (headings, asks, choices, *template.examples))


def _choices(column: TemplateColumn) -> str:
    if column.takes_number:
        return "a number"
    return ("several of: " if column.takes_several else "") + " | ".join(column.choices)


def template_workbook(template: Template) -> bytes:
    """Return the template as an Excel file: the roster, and a sheet with the answers of each column."""
    # 100 ms, for Excel files only.
    import xlsxwriter  # type: ignore[import-untyped]

    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **plain}) as book:
        roster, answers = book.add_worksheet("Roster"), book.add_worksheet("Answers")
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for at, column in enumerate(template.columns):
            for sheet in (roster, answers):
                sheet.write_string(0, at, cell(column.heading), bold)
                sheet.set_column(at, at, min(_WIDEST, max(12, len(column.heading) + 2)))
            answers.write_string(1, at, cell(column.asks), wrapped)
            for down, choice in enumerate(column.choices, start=2):
                answers.write_string(down, at, cell(choice))
            rule = _rule(column, at)
            if rule is not None:
                roster.data_validation(1, at, _ROWS, at, rule)
        for down, row in enumerate(template.examples, start=1):
            for at, text in enumerate(row):
                roster.write_string(down, at, cell(text))
        roster.freeze_panes(1, 1)
        answers.freeze_panes(2, 0)
    return file.getvalue()


def _rule(column: TemplateColumn, at: int) -> dict[str, object] | None:
    """Return what Excel offers in a column; it warns of other text, and lets it stand."""
    # Excel shows up to 32 letters of a title and 255 of a message.
    told: dict[str, object] = {
        "error_type": "warning",
        "error_title": "Not an answer that is known",
        "error_message": "The sheet Answers lists what may stand here. Keep it anyway?",
        "input_title": column.heading[:32],
        "input_message": column.asks[:255],
    }
    if column.takes_number:
        return {**told, "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 60}
    if column.takes_several:
        return {**told, "validate": "any", "input_message": f"{column.asks} Put ; between several."[:255]}
    if column.choices:
        from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

        source = xl_range_abs(2, at, 1 + len(column.choices), at)
        return {**told, "validate": "list", "source": f"=Answers!{source}"}
    return None
