"""A document as an Excel workbook: its tables on sheets of their own, all other words on the first.

Every cell is written as text, so nothing in the data or a roster can act as a formula or a link. It
is marked as text too, as by an apostrophe, so that it stays so when somebody edits the cell.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from npqpath.render.chart_text import bar_items, map_items
from npqpath.render.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
    TrackMap,
)
from npqpath.render.text import legible, source_line

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
    import xlsxwriter  # type: ignore[import-untyped]

    raw = io.BytesIO()
    book: Any = xlsxwriter.Workbook(
        raw, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
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
    row = 0
    for block in blocks:
        if isinstance(block, Heading):
            row += row > 0
            sheet.write_string(row, 0, _fit(block.text), strong)
            row += 1
        else:
            for line in _lines(block):
                sheet.write_string(row, 0, _fit(line), plain)
                row += 1


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text) | Notice(text):
            yield text
        case Bullets(items) | Steps(items) | Tasks(items):
            yield from _points(items)
        case Chart():
            yield from _points(bar_items(block))
        case TrackMap():
            yield from _points(map_items(block))
        case Pairs(rows):
            yield from (f"{name}: {value}" for name, value in rows)
        case Sources(rows):
            numbered = enumerate(rows, 1)
            yield from (
                f"{at}. {source_line(title, checked)} {url}" for at, (title, url, checked) in numbered
            )
        case _:
            return


def _points(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from (f"    {line}" for line in item.under)


def _table(book: Any, name: str, table: Table) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({**_AS_TEXT, "bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    cells = [_cell_format(book, shade) for shade in range(len(SHADES))]
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, _fit(title), head)
        longest = max([len(title), *(len(row[column]) for row in table.rows)])
        sheet.set_column(column, column, min(max(longest + 2, NARROWEST_COLUMN), WIDEST_COLUMN))
    for at, row in enumerate(table.rows):
        shades = table.shades[at] if table.shades else (0,) * len(row)
        for column, (text, shade) in enumerate(zip(row, shades, strict=True)):
            sheet.write_string(at + 1, column, _fit(text), cells[shade])
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


def _fit(text: str) -> str:
    """Return the text no longer than a cell can be."""
    return text[:LONGEST_CELL]


def _sheet_name(section: str, taken: set[str]) -> str:
    """Return a name that Excel takes, and that no other sheet has."""
    plain = " ".join(_REFUSED.sub(" ", _fit(section)).split()).strip(" '") or "Table"
    name, number = plain[:LONGEST_SHEET_NAME], 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = plain[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name
