"""A document as plain text: for pipes and files, for a screen reader, and for a terminal with `--plain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from npqpath.render.chart_text import in_words
from npqpath.render.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Points,
    Sources,
    Steps,
    Table,
    Worksheet,
)
from npqpath.render.text import cells, is_apart, label, legible, named, source_line, wrapped

_ROOM = "_" * 20
"""Where somebody writes by hand."""


@dataclass(frozen=True, slots=True)
class Page:
    """The width of the lines, None for lines as long as they come, and the signs for parts of a document."""

    width: int | None
    title: str = "="
    section: str = "-"
    bullet: str = "- "
    under: str = "- "
    task: str = "[ ] "
    done: str = "[x] "


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and what a terminal sets apart in it: the letters from one to before another, in a style."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()


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
        lines.extend(line.text for line in text_lines(block, Page(width)))
        above = block
    return "".join(f"{line}\n" for line in lines)


def text_lines(block: Block, page: Page) -> Iterable[Line]:
    """Return the lines of one block; a reader who hears them one by one can tell what each one is."""
    match in_words(block):
        case Heading(text, level):
            return _heading(text, level, page)
        case Paragraph(text):
            return styled(text, page)
        case Notice(text):
            return styled(f"Important: {text}", page, style="bold yellow")
        case Points(items) as points:
            return [
                line for number, item in enumerate(items, 1) for line in _point(points, number, item, page)
            ]
        case Pairs(rows):
            return [line for name, value in rows for line in styled(named(name, value), page, rest="  ")]
        case Table(columns, rows) as table:
            empty = _ROOM if isinstance(table, Worksheet) else ""
            return [line for row in rows for line in _row(columns, [cell or empty for cell in row], page)]
        case Sources(rows):
            return [line for at, row in enumerate(rows, 1) for line in _source(f"{at}. ", *row, page)]
    raise AssertionError(block)


def styled(
    text: str, page: Page, first: str = "", *, rest: str | None = None, name: int = 0, style: str = ""
) -> Iterator[Line]:
    """Yield `text` wrapped: the marker `first` in colour, then `name` letters in bold."""
    for number, line in enumerate(wrapped(text, page.width, first, rest)):
        lead = len(first)
        marks = ((0, lead, "cyan"), (lead, lead + name, "bold")) if not number else ()
        yield Line(line, ((0, len(line), style), *marks))


def _heading(text: str, level: int, page: Page) -> Iterator[Line]:
    lines = list(styled(label(text) if level > 2 else text, page, style="bold"))
    yield from lines
    if level <= 2:
        underline = (page.title if level == 1 else page.section) * max(cells(line.text) for line in lines)
        yield Line(underline, ((0, len(underline), "cyan"),))


def _point(points: Points, number: int, item: Item, page: Page) -> Iterator[Line]:
    marker = f"{number}. "
    if not isinstance(points, Steps):
        marker = page.bullet if isinstance(points, Bullets) else page.done if item.done else page.task
    yield from styled(item.text, page, marker)
    for line in item.under:
        yield from styled(line, page, " " * len(marker) + page.under)


def _row(columns: Iterable[str], row: Iterable[str], page: Page) -> Iterator[Line]:
    """Yield a table row as a point: the first cell after the bullet, the others under it, no empty ones."""
    first = page.bullet
    for column, cell in zip(columns, row, strict=True):
        if cell:
            name = len(label(column)) if column else 0
            yield from styled(named(column, cell), page, first, rest="    ", name=name)
            first = "  "


def _source(marker: str, title: str, url: str, checked: str, page: Page) -> Iterator[Line]:
    yield from styled(source_line(title or url, checked), page, marker)
    if title and url:
        yield from styled(url, page, " " * len(marker), style="cyan")
