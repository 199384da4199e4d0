"""A timeline drawn with letters: the words of each bar, and its months beside or under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from npqpath.advice.bars import months_apart, when_text
from npqpath.render.text import cells, wrapped

if TYPE_CHECKING:
    from npqpath.advice.bars import Bar, BarKind
    from npqpath.render.document import Chart

MOST_CELLS: Final = 37
NARROWEST_WORDS: Final = 34
YEAR_SIGN: Final = {True: "┊", False: "|"}

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


def chart_lines(chart: Chart, width: int, *, unicode: bool) -> Iterator[tuple[str, int, str]]:
    """Yield each line with the column where its months begin and their colour; -1 where it has no months.

    The months stand beside the words where both can be read, else under them.
    """
    per_cell = 1 + months_apart(chart.first, chart.last) // MOST_CELLS
    room = months_apart(chart.first, chart.last) // per_cell + 1
    column = width - room - 2
    beside = column >= NARROWEST_WORDS
    indent = column + 2 if beside else min(2, max(0, width - room))
    years, ticks = _axis(chart, per_cell, room, unicode=unicode)
    yield " " * indent + years, -1, ""
    for bar in chart.bars:
        months, colour = _months(chart, bar, per_cell, unicode=unicode)
        drawn = _over(ticks, months)
        what = wrapped(bar.label, column if beside else width, rest="  ")
        when = wrapped(when_text(bar), column if beside else width, "  ")
        if beside:
            gap = " " * max(indent - cells(what[0]), 1)
            yield what[0] + gap + drawn, cells(what[0] + gap), colour
            yield from ((line, -1, "") for line in (*what[1:], *when))
        else:
            yield from ((line, -1, "") for line in (*what, *when))
            yield " " * indent + drawn, indent, colour


def _over(ticks: str, months: str) -> str:
    """Return the months of a bar over the marks where the years begin."""
    longer = max(len(ticks), len(months))
    pairs = zip(ticks.ljust(longer), months.ljust(longer), strict=True)
    return "".join(month if month != " " else tick for tick, month in pairs).rstrip()


def _months(chart: Chart, bar: Bar, per_cell: int, *, unicode: bool) -> tuple[str, str]:
    shape, plain, colour = SIGNS[bar.kind]
    first = max(0, months_apart(chart.first, bar.starts)) // per_cell
    last = min(months_apart(chart.first, bar.ends), months_apart(chart.first, chart.last)) // per_cell
    return " " * first + (shape if unicode else plain) * max(1, last - first + 1), colour


def _axis(chart: Chart, per_cell: int, room: int, *, unicode: bool) -> tuple[str, str]:
    """Return the years where they begin, and a mark under each."""
    years, ticks = [" "] * (room + 4), [" "] * (room + 4)
    for year in range(chart.first.year, chart.last.year + 1):
        begins = chart.first.replace(year=year, month=1)
        column = max(0, months_apart(chart.first, begins)) // per_cell
        following = months_apart(chart.first, begins.replace(year=year + 1)) // per_cell
        if following - column < 5 or column + 4 > room:
            continue
        years[column : column + 4] = str(year)
        ticks[column] = YEAR_SIGN[unicode]
    return "".join(years).rstrip(), "".join(ticks).rstrip()
