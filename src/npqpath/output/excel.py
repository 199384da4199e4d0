"""A document as an Excel workbook: its tables on sheets of their own, all other words on the first.

Every cell is written as text, so nothing in the data or a roster can act as a formula or a link. It
is marked as text too, as by an apostrophe, so that it stays so when somebody edits the cell.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from npqpath.output.document import Block, Document, Heading, Table
from npqpath.output.text import Page, legible, safe, text_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.team.columns import Template, TemplateColumn


_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheet programs take for the start of a formula, wide letters included."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*(?<! )")
"""Text that needs no quotes and no apostrophe: most ids and names of schools."""
_TWO_SPACES = "  "


def cell(text: str) -> str:
    """Return the text safe to print, with an apostrophe before what a spreadsheet would run as a formula."""
    kept = safe(text)
    return f"'{kept}" if kept.startswith(_STARTS_FORMULA) else kept


def csv_cell(text: str) -> str:
    """Return the text as it stands in a line of a CSV file, with quotes where it needs them."""
    if _PLAIN.fullmatch(text) and _TWO_SPACES not in text:
        return text
    return csv_line((text, "")).removesuffix(",\n")


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of a CSV file, its end included."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([cell(text) for text in cells])
    return line.getvalue()


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
        return {**told, "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 60}
    if column.takes_several:
        return {**told, "validate": "any", "input_message": f"{column.asks} Put ; between several."[:255]}
    if column.choices:
        from xlsxwriter.utility import xl_range_abs  # type: ignore[import-untyped]

        source = xl_range_abs(2, at, 1 + len(column.choices), at)
        return {**told, "validate": "list", "source": f"=Answers!{source}"}
    return None


SHADES = ("", "#DEEBF7", "#9DC3E6", "#5B9BD5", "#2F75B5")
"""The colours of a table's shades; the two darkest take white words."""
WHITE_FROM = 3
WIDEST_COLUMN = 60
NARROWEST_COLUMN = 10
WORDS_COLUMN = 110
WORDS = "Words"
"""The first sheet, by which a workbook of ours is known again."""
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
_AS_TEXT = {"quote_prefix": True}
_REFUSED = re.compile(r"[\[\]:*?/\\]")


def render_xlsx(document: Document, on: dt.date) -> bytes:
    """Return the document as a workbook, the same bytes every time for the same day.

    Needs the extra `excel`.
    """
    import xlsxwriter

    raw = io.BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book: Any = xlsxwriter.Workbook(raw, how)
    # The day of the plan, and not the moment of writing, so that the file says nothing more.
    book.set_properties({"created": dt.datetime.combine(on, dt.time())})
    blocks = legible(document, ascii_only=False)
    _words(book, blocks)
    section = ""
    names: set[str] = {"words"}
    for block in blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Table):
            _table(book, _sheet_name(section, names), block)
    book.close()
    return raw.getvalue()


def _words(book: Any, blocks: tuple[Block, ...]) -> None:
    sheet = book.add_worksheet(WORDS)
    sheet.set_column(0, 0, WORDS_COLUMN)
    plain = book.add_format({**_AS_TEXT, "text_wrap": True, "valign": "top"})
    strong = book.add_format({**_AS_TEXT, "bold": True, "font_size": 13, "text_wrap": True})
    lines: list[tuple[str, Any]] = []
    for block in blocks:
        if isinstance(block, Heading):
            lines += [*([("", plain)] if lines else []), (block.text, strong)]
        elif not isinstance(block, Table):
            lines += [(line.text, plain) for line in text_lines(block, Page(None))]
    for row, (text, look) in enumerate(lines):
        if text:
            sheet.write_string(row, 0, text[:LONGEST_CELL], look)


def _table(book: Any, name: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({**_AS_TEXT, "bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    cells = [_cell_format(book, shade) for shade in range(len(SHADES))]
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, title[:LONGEST_CELL], head)
        longest = max([len(title), *(len(row[column]) for row in table.rows)])
        sheet.set_column(column, column, min(max(longest + 2, NARROWEST_COLUMN), WIDEST_COLUMN))
    for at, row in enumerate(table.rows):
        shades = table.shades[at] if table.shades else (0,) * len(row)
        for column, (text, shade) in enumerate(zip(row, shades, strict=True)):
            sheet.write_string(at + 1, column, text[:LONGEST_CELL], cells[shade])
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell_format(book: Any, shade: int) -> Any:
    look: dict[str, object] = {**_AS_TEXT, "text_wrap": True, "valign": "top"}
    if shade:
        look["bg_color"] = SHADES[shade]
    if shade >= WHITE_FROM:
        look["font_color"] = "#FFFFFF"
    return book.add_format(look)


def _sheet_name(section: str, taken: set[str]) -> str:
    """Return a name that Excel takes, and that no other sheet has."""
    plain = " ".join(_REFUSED.sub(" ", section[:LONGEST_CELL]).split()).strip(" '") or "Table"
    name, number = plain[:LONGEST_SHEET_NAME], 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = plain[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
