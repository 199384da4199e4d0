"""A document for a real terminal, drawn with rich: colour, boxes and tables where they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Final, cast

from npqpath.render.chart_terminal import chart_lines
from npqpath.render.chart_text import bar_text, map_items
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
from npqpath.render.text import cells, is_apart, label, legible, longest_word, named, source_line, wrapped

# rich takes several times as long to load as Python takes to start, so only drawing loads it.
if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

WIDEST: Final = 100
"""Columns that are used at most, however wide the terminal: longer lines of prose are hard to follow."""

_NARROWEST_COLUMN: Final = 18
_WIDEST_NAME: Final = 28
_SHADES: Final = ("", "black on bright_cyan", "black on cyan", "white on blue", "bold white on blue")
"""The styles of a table's shades, from none to the darkest; each can be read without colour."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The width and the signs that stand for the parts of a document."""

    width: int
    unicode: bool
    title: str
    section: str
    bullet: str
    under: str
    task: str
    done: str


def render_terminal(document: Document, width: int, *, colour: bool, unicode: bool) -> str:
    """Return the document as shown `width` columns wide, ending in a newline unless it is empty.

    Without `colour` there is not one escape sequence in it, bold included; without `unicode` not one letter
    outside ASCII. No text is ever cut: an address longer than the line stays whole for copying.
    """
    from rich.console import Console
    from rich.text import Text

    width = max(1, min(width, WIDEST))
    page = _Page(width, True, "═", "─", "• ", "\N{EN DASH} ", "☐ ", "☑ ")
    if not unicode:
        page = _Page(width, False, "=", "-", "* ", "- ", "[ ] ", "[x] ")
    # Everything that rich would ask the environment is said here, so that the same call gives the same text.
    console = Console(
        file=(drawn := StringIO()),
        width=width,
        height=100,
        color_system="standard" if colour else None,
        force_terminal=colour,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        no_color=not colour,
        _environ={},
    )
    above: Block | None = None
    for block in legible(document, ascii_only=not unicode):
        if above and is_apart(above, block):
            console.line()
        for are_lines, parts in groupby(_parts(block, page), key=lambda part: isinstance(part, Text)):
            if are_lines:
                # One call for all lines of a block: each call takes longer than a line.
                console.print(Text("\n").join(cast("Iterator[Text]", parts)), soft_wrap=True)
            else:
                console.print(*parts, sep="\n")
        above = block
    return "".join(f"{line.rstrip(' ')}\n" for line in drawn.getvalue().splitlines())


def _parts(block: Block, page: _Page) -> Iterable[RenderableType]:
    """Return what to draw for one block: single lines as `Text`, which are never wrapped again, and boxes."""
    match block:
        case Heading(text, level):
            return _heading(text, level, page)
        case Paragraph(text):
            return _lines(text, page)
        case Notice(text):
            return _notice(text, page)
        case Bullets(items):
            return _points([(page.bullet, item) for item in items], page)
        case Steps(items):
            return _points([(f"{number}. ", item) for number, item in enumerate(items, 1)], page)
        case Tasks(items):
            return _points([(page.done if item.done else page.task, item) for item in items], page)
        case Pairs(rows):
            return _pairs(rows, page)
        case Table():
            widths = _column_widths(block, page.width)
            return [_table(block, widths, page)] if widths else _rows(block, page)
        case Chart():
            return _chart(block, page)
        case TrackMap():
            return _points([(page.bullet, item) for item in map_items(block)], page)
        case Sources(rows):  # pragma: no branch
            return _sources(rows, page)


def _lines(
    text: str, page: _Page, first: str = "", *, rest: str | None = None, name: str = "", style: str = ""
) -> Iterator[Text]:
    """Yield `text` wrapped, with the marker `first` in colour and the `name` after it in bold."""
    from rich.text import Text

    for number, line in enumerate(wrapped(text, page.width, first, rest)):
        drawn = Text(line, style)
        if not number:
            drawn.stylize("cyan", 0, len(first))
            drawn.stylize("bold", len(first), len(first) + len(name))
        yield drawn


def _heading(text: str, level: int, page: _Page) -> Iterator[Text]:
    from rich.text import Text

    if level > 2:
        yield from _lines(label(text), page, style="bold")
        return
    lines = list(_lines(text, page, style="bold"))
    yield from lines
    sign = page.title if level == 1 else page.section
    yield Text(sign * max(cells(line.plain) for line in lines), "cyan")


def _notice(text: str, page: _Page) -> Iterator[RenderableType]:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    room = page.width - 4
    title = "Important"
    if max(longest_word(text), len(title) + 2) > room:
        yield from _lines(f"{title}: {text}", page, style="bold yellow")
        return
    yield Panel(
        Text("\n".join(wrapped(text, room))),
        box=box.ROUNDED if page.unicode else box.ASCII,
        title=Text(title, "bold"),
        title_align="left",
        border_style="yellow",
        width=page.width,
    )


def _points(items: Iterable[tuple[str, Item]], page: _Page) -> Iterator[Text]:
    for marker, item in items:
        yield from _lines(item.text, page, marker)
        for line in item.under:
            yield from _lines(line, page, " " * len(marker) + page.under)


def _pairs(rows: tuple[tuple[str, str], ...], page: _Page) -> Iterator[Text]:
    """Yield names beside their values where both columns can be read, else each value under its name."""
    names = [label(name) if name else "" for name, _ in rows]
    room = max(map(cells, names)) + 2
    beside = room <= min(_WIDEST_NAME, page.width // 2)
    beside = beside and max(longest_word(value) for _, value in rows) <= page.width - room
    for name, (_, value) in zip(names, rows, strict=True):
        if beside:
            first = name + " " * (room - cells(name))
            for number, line in enumerate(_lines(value, page, first)):
                if not number:
                    line.stylize("default bold", 0, room)
                yield line
        else:
            yield from _lines(name, page, style="bold") if name else ()
            yield from _lines(value, page, "  ") if value else ()


def _column_widths(table: Table, width: int) -> list[int] | None:
    """Return a width for each column, or nothing where some column would be too narrow to read."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    wanted = [max(map(cells, column)) for column in columns]
    # A title may be broken between its words; short cells, such as numbers, need no more room than they have.
    widths = [
        max(max(map(longest_word, column)), min(max(map(cells, column[1:]), default=0), _NARROWEST_COLUMN))
        for column in columns
    ]
    spare = width - (3 * len(columns) + 1) - sum(widths)
    if spare < 0:
        return None
    # The columns that want least are served first, so that what they leave goes to the long ones.
    order = sorted(range(len(columns)), key=lambda column: wanted[column] - widths[column])
    for served, column in enumerate(order):
        more = min(wanted[column] - widths[column], spare // (len(order) - served))
        widths[column] += more
        spare -= more
    return widths


def _table(table: Table, widths: list[int], page: _Page) -> RenderableType:
    from rich import box
    from rich.table import Table as Drawn
    from rich.text import Text

    def laid_out(row: tuple[str, ...]) -> list[str]:
        return ["\n".join(wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)]

    rows = [laid_out(row) for row in table.rows]
    drawn = Drawn(
        box=box.ROUNDED if page.unicode else box.ASCII,
        # Rows of several lines each need a line between them to be told apart.
        show_lines=any("\n" in cell for row in rows for cell in row),
        border_style="cyan",
    )
    for name, width in zip(laid_out(table.columns), widths, strict=True):
        drawn.add_column(Text(name, "bold"), width=width, overflow="fold")
    for at, row in enumerate(rows):
        shades = table.shades[at] if table.shades else (0,) * len(row)
        drawn.add_row(*(Text(cell, _SHADES[shade]) for cell, shade in zip(row, shades, strict=True)))
    return drawn


def _chart(chart: Chart, page: _Page) -> Iterator[Text]:
    """Yield the chart, then what there is to know of each bar."""
    from rich.text import Text

    for line, column, colour in chart_lines(chart, page.width, unicode=page.unicode):
        drawn = Text(line)
        if column >= 0:
            drawn.stylize(colour, column)
        yield drawn
    told = [bar for bar in chart.bars if bar.note]
    if told:
        yield Text("")
        yield from _points([(page.bullet, Item(f"{bar_text(bar)}. {bar.note}")) for bar in told], page)


def _rows(table: Table, page: _Page) -> Iterator[Text]:
    """Yield each row as a point: the first cell after the marker, the others under it, no empty ones."""
    for row in table.rows:
        first = page.bullet
        for column, cell in zip(table.columns, row, strict=True):
            if cell:
                rest = " " * (len(page.bullet) + 2)
                name = label(column) if column else ""
                yield from _lines(named(column, cell), page, first, rest=rest, name=name)
                first = " " * len(page.bullet)


def _sources(rows: tuple[tuple[str, str, str], ...], page: _Page) -> Iterator[Text]:
    for title, url, checked in rows:
        yield from _lines(source_line(title or url, checked), page, page.bullet)
        if title and url:
            yield from _lines(url, page, " " * len(page.bullet), style="cyan")
