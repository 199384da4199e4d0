"""A timeline drawn with letters: the words of each bar, and its months beside or under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from npqpath.advice.bars import months_apart, when_text
from npqpath.render.plain import Line
from npqpath.render.text import cells, wrapped

if TYPE_CHECKING:
    from npqpath.advice.bars import Bar, BarKind
    from npqpath.render.document import Chart

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


def chart_lines(chart: Chart, width: int, *, unicode: bool) -> Iterator[Line]:
    """Yield the lines of a timeline: its months beside the words where both can be read, else under them."""
    months = months_apart(chart.first, chart.last)
    per_cell = 1 + months // MOST_CELLS
    room = months // per_cell + 1
    beside = width - room - 2 >= NARROWEST_WORDS
    indent = width - room if beside else min(2, max(0, width - room))
    words = indent - 2 if beside else width
    years, ticks = _axis(chart, per_cell, room, "┊" if unicode else "|")
    yield Line(" " * indent + years)
    for bar in chart.bars:
        drawn = _drawn(chart, bar, per_cell, ticks, unicode=unicode)
        lines = [*wrapped(bar.label, words, rest="  "), *wrapped(when_text(bar), words, "  ")]
        first = lines.pop(0) if beside else ""
        first += " " * max(indent - cells(first), 1 if first else 0)
        picture = Line(first + drawn, ((len(first), len(first + drawn), SIGNS[bar.kind][2]),))
        told = [Line(line) for line in lines]
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
