"""A document as plain text: for pipes and files, for a screen reader, and for a terminal with `--plain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    Worksheet,
)
from npqpath.render.text import cells, is_apart, label, legible, named, source_line, wrapped

_ROOM = "_" * 20
"""Where somebody writes by hand."""


def render_plain(document: Document, width: int | None, *, ascii_only: bool) -> str:
    """Return the document as text without colour or tables, ending in a newline unless it is empty.

    With no `width` nothing is wrapped: every paragraph, point and cell is one line. With one, lines wrap at
    words under a hanging indent, and an address too long for the width stays whole.
    """
    lines: list[str] = []
    above: Block | None = None
    for block in legible(document, ascii_only=ascii_only):
        if above and is_apart(above, block):
            lines.append("")
        lines.extend(_lines(block, width))
        above = block
    return "".join(f"{line}\n" for line in lines)


def _lines(block: Block, width: int | None) -> Iterable[str]:
    """Return the lines of one block; a reader who hears them one by one can tell what each one is."""
    match block:
        case Heading(text, level):
            return _heading(text, level, width)
        case Paragraph(text):
            return wrapped(text, width)
        case Notice(text):
            return wrapped(f"Important: {text}", width)
        case Bullets(items):
            return _points([("- ", item) for item in items], width)
        case Steps(items):
            return _points([(f"{number}. ", item) for number, item in enumerate(items, 1)], width)
        case Tasks(items):
            return _points([("[x] " if item.done else "[ ] ", item) for item in items], width)
        case Pairs(rows):
            return [line for name, value in rows for line in wrapped(named(name, value), width, "", "  ")]
        case Worksheet(columns, rows):
            full = (tuple(cell or _ROOM for cell in row) for row in rows)
            return [line for row in full for line in _row(columns, row, width)]
        case Table(columns, rows):
            return [line for row in rows for line in _row(columns, row, width)]
        case Chart():
            return _points([("- ", item) for item in bar_items(block)], width)
        case TrackMap():
            return _points([("- ", item) for item in map_items(block)], width)
        case Sources(rows):  # pragma: no branch
            return [line for row in rows for line in _source(row, width)]


def _heading(text: str, level: int, width: int | None) -> list[str]:
    if level > 2:
        return wrapped(label(text), width)
    lines = wrapped(text, width)
    underline = "=" if level == 1 else "-"
    return [*lines, underline * max(map(cells, lines))]


def _points(items: Iterable[tuple[str, Item]], width: int | None) -> Iterator[str]:
    for marker, item in items:
        indent = " " * len(marker)
        yield from wrapped(item.text, width, marker)
        for line in item.under:
            yield from wrapped(line, width, f"{indent}- ")


def _row(columns: tuple[str, ...], row: tuple[str, ...], width: int | None) -> Iterator[str]:
    """Yield a table row as a point: the first cell after a dash, the others under it, empty ones left out."""
    first = "- "
    for column, cell in zip(columns, row, strict=True):
        if cell:
            yield from wrapped(named(column, cell), width, first, "    ")
            first = "  "


def _source(source: tuple[str, str, str], width: int | None) -> Iterator[str]:
    title, url, checked = source
    yield from wrapped(source_line(title or url, checked), width, "- ")
    if title and url:
        yield from wrapped(url, width, "  ")
