"""A document as Markdown that reads well raw, and on GitHub and in CommonMark readers alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from npqpath.advice.bars import when_text
from npqpath.render.addresses import is_web_address
from npqpath.render.chart_text import map_items, near
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
from npqpath.render.mermaid import flowchart, gantt
from npqpath.render.text import label, legible, named, source_line

# What has a meaning anywhere in a line, on GitHub too ("~" strikes out, "$" is mathematics). An underscore
# between letters, an ampersand between words and a full stop have none and stay as they are.
_MARKS = re.compile(
    r"[\\`*~\[\]<|$]"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|&(?=#|[A-Za-z][A-Za-z0-9]*;)"
    r"|(?<![A-Za-z0-9])@(?=\w)"
    r"|:(?=(?:[+-]1|100|1234|(?=[\w+-]*[A-Za-z])[\w+-]+):)"
)

# What has a meaning only where a block starts (a heading, a quotation, a list, a rule across the page): the
# match ends where the backslash goes. And the signs that would close a heading.
_START = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|-[-\s]*$)")
_CLOSING = re.compile(r"(?:^|(?<=\s))(?=#+$)")
_ENTITY = re.compile(r"(?=&(?:#|[A-Za-z][A-Za-z0-9]*;))")
_BACKSLASH = r"\\"


def render_markdown(document: Document) -> str:
    """Return the document as Markdown ending in a newline unless it is empty; only sources become links.

    All other text comes back letter for letter from a CommonMark reader, whatever marks it holds.
    """
    parts: list[str] = []
    bullet, stop = "-", "."
    previous: Block | None = None
    for block in legible(document, ascii_only=False):
        # Two lists in a row would be read as one, unless the second has another marker.
        after_list = isinstance(previous, Bullets | Tasks | Pairs | Sources | TrackMap)
        bullet = "*" if after_list and bullet == "-" else "-"
        stop = ")" if isinstance(previous, Steps) and stop == "." else "."
        parts.append("\n".join(_lines(block, bullet, stop)))
        previous = block
    return "\n\n".join(parts) + "\n" if parts else ""


def _lines(block: Block, bullet: str, stop: str) -> Iterable[str]:
    match block:
        case Heading(text, level):
            return [f"{'#' * min(max(level, 1), 6)} {_CLOSING.sub(_BACKSLASH, _escaped(text))}"]
        case Paragraph(text):
            return [_opening(text)]
        case Notice(text):
            return [f"> **Important:** {_escaped(text)}"]
        case Bullets(items):
            return [line for item in items for line in _point(f"{bullet} ", _opening(item.text), item)]
        case Steps(items):
            numbered = enumerate(items, 1)
            return [line for n, item in numbered for line in _point(f"{n}{stop} ", _opening(item.text), item)]
        case Tasks(items):
            return [
                line
                for item in items
                for line in _point(f"{bullet} ", f"[{'x' if item.done else ' '}] {_escaped(item.text)}", item)
            ]
        case Pairs(rows):
            return [f"{bullet} {_pair(name, value)}" for name, value in rows]
        case Table(columns, rows):
            return [_row(columns), _row(("---",) * len(columns)), *map(_row, rows)]
        case Chart():
            return _chart(block)
        case TrackMap():
            return _map(block, bullet)
        case Sources(rows):  # pragma: no branch
            return [f"{bullet} {_source(*row)}" for row in rows]


def _point(marker: str, text: str, item: Item) -> Iterable[str]:
    indent = " " * len(marker)
    return [f"{marker}{text}", *(f"{indent}- {_opening(line)}" for line in item.under)]


def _pair(name: str, value: str) -> str:
    return f"**{_escaped(label(name))}** {_escaped(value)}".rstrip() if name else _opening(value)


def _chart(chart: Chart) -> list[str]:
    rows = [(when_text(bar), bar.label, bar.note) for bar in chart.bars]
    table = [_row(("When", "What", "Good to know")), _row(("---",) * 3), *map(_row, rows)]
    return [*table, "", *_drawn(gantt(chart))]


def _map(track_map: TrackMap, bullet: str) -> list[str]:
    points = [
        line for item in map_items(track_map) for line in _point(f"{bullet} ", _opening(item.text), item)
    ]
    return [*points, "", *_drawn(flowchart(near(track_map)))]


def _drawn(lines: list[str]) -> list[str]:
    return ["```mermaid", *lines, "```"]


def _row(row: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(_escaped, row))} |"


def _source(title: str, url: str, checked: str) -> str:
    if is_web_address(url):
        return source_line(f"[{_escaped(title or url)}](<{_ENTITY.sub(_BACKSLASH, url)}>)", _escaped(checked))
    return source_line(_opening(named(title, url) if url else title), _escaped(checked))


def _opening(text: str) -> str:
    """Return `text` escaped for the start of a block, where more letters have a meaning."""
    escaped = _escaped(text)
    start = _START.match(text)
    return f"{escaped[: start.end()]}\\{escaped[start.end() :]}" if start else escaped


def _escaped(text: str) -> str:
    """Return `text` so that a Markdown reader shows it letter for letter, with few backslashes."""
    return _MARKS.sub(_marked, text)


def _marked(mark: re.Match[str]) -> str:
    # GitHub looks for names and emoji after it has taken the backslashes out; a comment keeps them apart.
    return f"{mark[0]}<!-- -->" if mark[0] in "@:" else f"\\{mark[0]}"
