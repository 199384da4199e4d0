"""A timeline as an SVG picture: a row for each bar, its words on the left and its months on the right."""

from __future__ import annotations

from typing import Final

from npqpath.advice.bars import Bar, BarKind, months_apart, when_text
from npqpath.render.chart_text import bar_items
from npqpath.render.document import Chart
from npqpath.render.svg import BOLD, folded, opened, palette, text_lines, written

WIDTH: Final = 1000
LEFT: Final = 350
EDGE: Final = 24
ROW: Final = 58
HEAD: Final = 92
LABEL: Final = 15
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
DIAMOND: Final = ((0, -10), (10, 0), (0, 10), (-10, 0))
MARKS: Final = frozenset({"review", "act"})
"""Kinds that are a moment and not a stretch of time; they are drawn as a diamond."""


def chart_svg(chart: Chart, id: str = "timeline") -> str:
    """Return the chart as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    height = HEAD + ROW * len(chart.bars) + EDGE
    about = " ".join(f"{item.text}." for item in bar_items(chart))
    return "\n".join(
        [
            *opened(id, (WIDTH, height), chart.title, about),
            f"<style>{palette(id)}{_style(id)}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}" rx="12"/>',
            f'<text class="name" x="{EDGE}" y="40">{written(chart.title)}</text>',
            *_years(chart, height),
            *(line for row, bar in enumerate(chart.bars) for line in _row(chart, row, bar)),
            "</svg>",
        ]
    )


def _style(id: str) -> str:
    rules = {
        ".paper": "fill:var(--paper)",
        ".name": "font-size:22px;font-weight:700;fill:var(--ink)",
        ".year": "font-size:14px;font-weight:600;fill:var(--quiet)",
        ".rule": "stroke:var(--line)",
        ".band": "fill:var(--panel);fill-opacity:.6",
        ".label": f"font-size:{LABEL}px;font-weight:600;fill:var(--ink)",
        ".when": "font-size:13px;fill:var(--quiet)",
        ".expected": "fill-opacity:.28;stroke-dasharray:5 4;stroke-width:1.5",
        ".sure": "stroke-width:1.5",
        **{f".{kind}": f"fill:var(--{name});stroke:var(--{name})" for kind, name in COLOURS.items()},
    }
    return "".join(f"#{id} {name}{{{rule}}}" for name, rule in rules.items())


def _x(chart: Chart, months: int) -> float:
    room = WIDTH - LEFT - EDGE
    return round(LEFT + room * months / (months_apart(chart.first, chart.last) + 1), 1)


def _years(chart: Chart, height: int) -> list[str]:
    lines = []
    for year in range(chart.first.year, chart.last.year + 1):
        begins = max(chart.first, chart.first.replace(year=year, month=1))
        ends = min(chart.last, chart.first.replace(year=year, month=12))
        x, to = (
            _x(chart, months_apart(chart.first, begins)),
            _x(chart, months_apart(chart.first, ends) + 1),
        )
        lines.append(f'<line class="rule" x1="{x:g}" y1="{HEAD - 34}" x2="{x:g}" y2="{height - EDGE}"/>')
        if to - x >= 40:
            lines.append(f'<text class="year" x="{x + 6:g}" y="{HEAD - 20}">{year}</text>')
    return lines


def _row(chart: Chart, row: int, bar: Bar) -> list[str]:
    top = HEAD + ROW * row
    lines = [] if row % 2 else [f'<rect class="band" x="12" y="{top}" width="{WIDTH - 24}" height="{ROW}"/>']
    words = folded(bar.label, LABEL * BOLD, LEFT - EDGE - 16, 2)
    foot = top + (24 if len(words) == 1 else 19)
    lines += text_lines(words, (EDGE, foot), step=16, kind="label")
    lines += text_lines([when_text(bar)], (EDGE, foot + 16 * len(words) + 2), step=0, kind="when")
    return [*lines, _shape(chart, bar, top)]


def _shape(chart: Chart, bar: Bar, top: int) -> str:
    first = max(0, months_apart(chart.first, bar.starts))
    last = min(months_apart(chart.first, bar.ends), months_apart(chart.first, chart.last))
    x, to = _x(chart, first), _x(chart, last + 1)
    # The months of a time limit are those in which it may run out, so they are not drawn as sure either.
    kind = f"{bar.kind} {'expected' if bar.expected or bar.kind == 'deadline' else 'sure'}"
    middle = top + ROW / 2
    if bar.kind in MARKS:
        points = " ".join(f"{(x + to) / 2 + dx:g},{middle + dy:g}" for dx, dy in DIAMOND)
        return f'<polygon class="{kind}" points="{points}"/>'
    width = max(to - x - 2, 6)
    return f'<rect class="{kind}" x="{x + 1:g}" y="{middle - 12:g}" width="{width:g}" height="24" rx="6"/>'
