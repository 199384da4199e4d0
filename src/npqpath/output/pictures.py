"""The pictures in a document as SVG: on a web page, or by themselves for a slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from npqpath.advice.bars import Bar, BarKind, when_text
from npqpath.errors import UsageError
from npqpath.output.document import Chart, Document, TrackMap
from npqpath.output.svg import drawing, paint, text
from npqpath.output.text import bar_items, legible
from npqpath.words import months_apart

WIDTH: Final = 1000
LEFT: Final = 350
EDGE: Final = 24
ROW: Final = 58
HEAD: Final = 92
COLOURS: Final[dict[BarKind, str]] = {
    "step": "green",
    "apply": "amber",
    "study": "accent",
    "coaching": "violet",
    "assessment": "violet",
    "use": "green",
    "review": "amber",
    "act": "red",
    "deadline": "red",
}
MARKS: Final = frozenset({"review", "act"})
"""Kinds that are a moment and not a stretch of time; they are drawn as a diamond."""
NOT_SURE: Final = 'fill-opacity="0.28" stroke-dasharray="5 4"'


def chart_svg(chart: Chart, id: str) -> str:
    """Return the chart as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    height = HEAD + ROW * len(chart.bars) + EDGE
    about = " ".join(f"{item.text}." for item in bar_items(chart))
    rows = (line for row, bar in enumerate(chart.bars) for line in _row(chart, HEAD + ROW * row, bar))
    return drawing(id, chart.title, about, (WIDTH, height), [*_years(chart, height), *rows])


def _x(chart: Chart, months: int) -> float:
    room = WIDTH - LEFT - EDGE
    return round(LEFT + room * months / (months_apart(chart.first, chart.last) + 1), 1)


def _years(chart: Chart, height: int) -> Iterator[str]:
    for year in range(chart.first.year, chart.last.year + 1):
        begins = chart.first.replace(year=year, month=1)
        x = _x(chart, max(0, months_apart(chart.first, begins)))
        to = _x(chart, months_apart(chart.first, min(chart.last, begins.replace(month=12))) + 1)
        yield f'<path d="M{x:g} {HEAD - 34}V{height - EDGE}" {paint(line="line")}/>'
        if to - x >= 40:
            yield from text(str(year), (x + 6, HEAD - 20), to - x, size=14, colour="quiet")


def _row(chart: Chart, top: int, bar: Bar) -> Iterator[str]:
    yield from text(
        bar.label, (EDGE, top + 22), LEFT - EDGE - 16, size=15, colour="ink", look='font-weight="600"'
    )
    yield from text(when_text(bar), (EDGE, top + 50), LEFT - EDGE - 16, size=13, colour="quiet")
    first = max(0, months_apart(chart.first, bar.starts))
    last = min(months_apart(chart.first, bar.ends), months_apart(chart.first, chart.last))
    x, to = _x(chart, first), _x(chart, last + 1)
    # The months of a time limit are those in which it may run out, so they are not drawn as sure either.
    look = paint(COLOURS[bar.kind], COLOURS[bar.kind], kind="bar")
    look += f" {NOT_SURE}" if bar.expected or bar.kind == "deadline" else ""
    if bar.kind in MARKS:
        yield f'<path d="M{(x + to) / 2:g} {top + 19}l10 10l-10 10l-10 -10z" {look}/>'
    else:
        yield f'<rect x="{x + 1:g}" y="{top + 17}" width="{max(to - x - 2, 6):g}" height="24" rx="6" {look}/>'


def svg(block: Chart | TrackMap, id: str = "picture") -> str:
    """Return a timeline or map as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    if isinstance(block, Chart):
        return chart_svg(block, id)
    from npqpath.output.map_svg import map_svg

    return map_svg(block, id)


def svg_picture(document: Document) -> str:
    """Return the first picture of a document as SVG. Raises `UsageError` where it has none."""
    for block in legible(document, ascii_only=False):
        if isinstance(block, Chart | TrackMap):
            return svg(block) + "\n"
    raise UsageError(
        "There is no picture in this.",
        "`npqpath tracks` draws the map of tracks, and `npqpath advise` the timeline.",
    )
