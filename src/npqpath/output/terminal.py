"""A document for a real terminal, drawn with rich: colour, boxes and tables where they can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Final

from npqpath.advice.pacing import when_text
from npqpath.output import text as plain
from npqpath.output.document import Block, Bullets, Chart, Document, Notice, Pairs, Table
from npqpath.words import months_apart

# rich takes several times as long to load as Python takes to start, so only drawing loads it.
if TYPE_CHECKING:
    from rich.box import Box
    from rich.console import RenderableType

    from npqpath.advice.pacing import Bar, BarKind


MOST_CELLS: Final = 37
NARROWEST_WORDS: Final = 34

SIGNS: Final[dict[BarKind, tuple[str, str, str]]] = {
    "step": ("▒", "+", "green"),
    "apply": ("◇", "*", "yellow"),
    "study": ("█", "#", "cyan"),
    "coaching": ("▚", "~", "blue"),
    "assessment": ("▓", "%", "magenta"),
    "use": ("░", "=", "green"),
    "review": ("○", "o", "yellow"),
    "act": ("▶", ">", "red"),
    "deadline": ("▼", "!", "red"),
}
"""How a month of each kind of bar is drawn: in Unicode, in ASCII, and its colour."""


def chart_lines(chart: Chart, width: int, *, unicode: bool) -> Iterator[plain.Line]:
    """Yield the lines of a timeline: its months beside the words where both can be read, else under them."""
    months = months_apart(chart.first, chart.last)
    per_cell = 1 + months // MOST_CELLS
    room = months // per_cell + 1
    beside = width - room - 2 >= NARROWEST_WORDS
    indent = width - room if beside else min(2, max(0, width - room))
    words = indent - 2 if beside else width
    years, ticks = _axis(chart, per_cell, room, "┊" if unicode else "|")
    yield plain.Line(" " * indent + years)
    for bar in chart.bars:
        drawn = _drawn(chart, bar, per_cell, ticks, unicode=unicode)
        lines = [*plain.wrapped(bar.label, words, rest="  "), *plain.wrapped(when_text(bar), words, "  ")]
        first = lines.pop(0) if beside else ""
        first += " " * max(indent - plain.cells(first), 1 if first else 0)
        picture = plain.Line(first + drawn, ((len(first), len(first + drawn), SIGNS[bar.kind][2]),))
        told = [plain.Line(line) for line in lines]
        yield from [picture, *told] if beside else [*told, picture]


def _drawn(chart: Chart, bar: Bar, per_cell: int, ticks: str, *, unicode: bool) -> str:
    """Return the months of a bar over the marks where the years begin."""
    first = max(0, months_apart(chart.first, bar.starts)) // per_cell
    last = min(months_apart(chart.first, bar.ends), months_apart(chart.first, chart.last)) // per_cell
    length = max(1, last - first + 1)
    sign = SIGNS[bar.kind][0 if unicode else 1]
    return ticks[:first].ljust(first) + sign * length + ticks[first + length :]


def _axis(chart: Chart, per_cell: int, room: int, sign: str) -> tuple[str, str]:
    """Return the years where they begin, and a mark under each."""
    years, ticks = "", ""
    for year in range(chart.first.year, chart.last.year + 1):
        begins = chart.first.replace(year=year, month=1)
        column = max(0, months_apart(chart.first, begins)) // per_cell
        following = months_apart(chart.first, begins.replace(year=year + 1)) // per_cell
        if following - column >= 5 and column + 4 <= room:
            years, ticks = years.ljust(column) + str(year), ticks.ljust(column) + sign
    return years, ticks


WIDEST: Final = 100
"""Columns that are used at most, however wide the terminal: longer lines of prose are hard to follow."""

_NARROWEST_COLUMN: Final = 18
_WIDEST_NAME: Final = 28
_SHADES: Final = ("", "black on bright_cyan", "black on cyan", "white on blue", "bold white on blue")
"""The styles of a table's shades, from none to the darkest; each can be read without colour."""


def render_terminal(document: Document, width: int, *, colour: bool, unicode: bool) -> str:
    """Return the document as shown `width` columns wide, ending in a newline unless it is empty.

    Without `colour` there is not one escape sequence in it, bold included; without `unicode` not one letter
    outside ASCII. No text is ever cut: an address longer than the line stays whole for copying.
    """
    from rich import box
    from rich.console import Console

    width = max(1, min(width, WIDEST))
    page, frame = plain.Page(width), box.ASCII
    if unicode:
        page, frame = plain.Page(width, "═", "─", "• ", "\N{EN DASH} ", "☐ ", "☑ "), box.ROUNDED
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
    parts: list[RenderableType] = []
    above: Block | None = None
    for block in plain.legible(document, ascii_only=not unicode):
        if above and plain.is_apart(above, block):
            parts.append("")
        parts += _drawn_block(block, page, frame, unicode=unicode)
        above = block
    # One call, because each takes longer than a line. Lines are wrapped already, and never to be cut.
    if parts:
        console.print(*parts, sep="\n", crop=False, no_wrap=True, overflow="ignore")
    return "".join(f"{line.rstrip(' ')}\n" for line in drawn.getvalue().splitlines())


def _drawn_block(block: Block, page: plain.Page, frame: Box, *, unicode: bool) -> Iterable[RenderableType]:
    """Return what to draw for one block: its lines, or a box."""
    from rich.text import Span, Text

    width = page.width or WIDEST
    lines: Iterable[plain.Line] = ()
    match block:
        case Notice(text) if max(plain.longest_word(text), len(" Important ")) <= width - 4:
            return [_notice(text, width, frame)]
        case Table() if widths := _column_widths(block, width):
            return [_table(block, widths, frame)]
        case Pairs(rows):
            lines = _pairs(rows, page)
        case Chart():
            notes = Bullets(tuple(item for item in plain.bar_items(block) if item.under))
            lines = [*chart_lines(block, width, unicode=unicode)]
            lines += [plain.Line(""), *plain.text_lines(notes, page)] if notes.items else []
        case _:
            lines = plain.text_lines(block, page)
    return [Text(line.text, spans=[Span(*span) for span in line.spans]) for line in lines]


def _notice(text: str, width: int, frame: Box) -> RenderableType:
    from rich.panel import Panel
    from rich.text import Text

    return Panel(
        Text("\n".join(plain.wrapped(text, width - 4))),
        box=frame,
        title=Text("Important", "bold"),
        title_align="left",
        border_style="yellow",
        width=width,
    )


def _pairs(rows: tuple[tuple[str, str], ...], page: plain.Page) -> Iterator[plain.Line]:
    """Yield names beside their values where both columns can be read, else each value under its name."""
    width = page.width or WIDEST
    names = [plain.label(name) if name else "" for name, _ in rows]
    room = max(map(plain.cells, names)) + 2
    fits = all(plain.longest_word(value) <= width - room for _, value in rows)
    beside = fits and room <= min(_WIDEST_NAME, width // 2)
    for name, (_, value) in zip(names, rows, strict=True):
        if beside:
            first, *more = plain.wrapped(value, page.width, name + " " * (room - plain.cells(name)))
            yield plain.Line(first, ((0, len(name), "bold"),))
            yield from map(plain.Line, more)
        else:
            yield from plain.styled(name, page, style="bold") if name else ()
            yield from plain.styled(value, page, "  ") if value else ()


def _column_widths(table: Table, width: int) -> list[int] | None:
    """Return a width for each column, or nothing where some column would be too narrow to read."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    wanted = [max(map(plain.cells, column)) for column in columns]
    # A title may be broken between its words; short cells, such as numbers, need no more room than they have.
    widths = [
        max(
            max(map(plain.longest_word, column)),
            min(max(map(plain.cells, column[1:]), default=0), _NARROWEST_COLUMN),
        )
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


def _table(table: Table, widths: list[int], frame: Box) -> RenderableType:
    from rich.table import Table as Drawn
    from rich.text import Text

    def laid_out(row: tuple[str, ...]) -> list[str]:
        return ["\n".join(plain.wrapped(cell, width)) for cell, width in zip(row, widths, strict=True)]

    rows = [laid_out(row) for row in table.rows]
    # Rows of several lines each need a line between them to be told apart.
    lines = any("\n" in cell for row in rows for cell in row)
    drawn = Drawn(box=frame, show_lines=lines, border_style="cyan")
    for name, width in zip(laid_out(table.columns), widths, strict=True):
        drawn.add_column(Text(name, "bold"), width=width, overflow="fold")
    for row, shades in zip(rows, table.shades or [(0,) * len(widths)] * len(rows), strict=True):
        drawn.add_row(*(Text(cell, _SHADES[shade]) for cell, shade in zip(row, shades, strict=True)))
    return drawn
