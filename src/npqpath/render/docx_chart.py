"""A timeline as a Word table: a row for each bar, with the quarters that it takes filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby

from npqpath.advice.bars import Bar, months_apart
from npqpath.advice.calendar import months_after
from npqpath.render.document import Chart

_LABEL = 3600
_QUARTER = 3
_SURE = '<w:shd w:val="clear" w:color="auto" w:fill="1D3557"/>'
_EXPECTED = '<w:shd w:val="diagStripe" w:color="1D3557" w:fill="DCE4EF"/>'
_SAID_BELOW = "A picture of the timeline. The table below says the same in words."
_LEGEND = "A lighter bar is expected."
_TIGHT = '<w:spacing w:before="20" w:after="20"/>'

Words = Callable[[str, str], str]
"""Returns a paragraph with a text, given what goes into its properties."""


def chart_table(chart: Chart, width: int, words: Words) -> str:
    """Return the timeline as a table of this width, which is for the eye: the same in words has to follow."""
    starts = _quarters(chart)
    quarter = (width - _LABEL) // len(starts)
    grid = f'<w:gridCol w:w="{_LABEL}"/>' + f'<w:gridCol w:w="{quarter}"/>' * len(starts)
    rows = [_years(starts, quarter, words), *(_row(bar, starts, quarter, words) for bar in chart.bars)]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="GridTable1Light"/>'
        f'<w:tblW w:w="{_LABEL + quarter * len(starts)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:firstColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblDescription w:val="{_SAID_BELOW}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _quarters(chart: Chart) -> list[dt.date]:
    """Return the first day of each quarter of a year, from the one with the first month on."""
    month = chart.first.month - (chart.first.month - 1) % _QUARTER
    first = chart.first.replace(month=month)
    count = months_apart(first, chart.last) // _QUARTER + 1
    return [months_after(first, number * _QUARTER) for number in range(count)]


def _years(starts: list[dt.date], quarter: int, words: Words) -> str:
    """Return the heading: each year over its quarters, where there is room for it."""
    cells = [_cell(_LABEL, words(_LEGEND, _TIGHT))]
    for year, held in groupby(starts, key=lambda start: start.year):
        span = len(list(held))
        name = str(year) if span > 1 else ""
        cells.append(_cell(quarter * span, words(name, _TIGHT), f'<w:gridSpan w:val="{span}"/>'))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(bar: Bar, starts: list[dt.date], quarter: int, words: Words) -> str:
    cells = [_cell(_LABEL, words(bar.label, _TIGHT))]
    for start in starts:
        taken = bar.starts < months_after(start, _QUARTER) and bar.ends >= start
        fill = (_EXPECTED if bar.expected else _SURE) if taken else ""
        cells.append(_cell(quarter, words("", _TIGHT), fill))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
