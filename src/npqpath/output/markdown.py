"""A document as Markdown that reads well raw, and on GitHub and in CommonMark readers alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from npqpath.output import document as doc
from npqpath.output.html import is_web_address
from npqpath.output.terminal import chart_lines
from npqpath.output.text import bar_table, in_words, label, legible, named, source_line

# What has a meaning anywhere in a line, on GitHub too ("~" strikes out, "$" is mathematics). An underscore
# between letters, an ampersand between words and a full stop have none and stay as they are.
# A line to type stays as code.
_MARKS = re.compile(
    r"`npqpath [^`|\\\n]*`"
    r"|[\\`*~\[\]<|$]"
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


def render_markdown(document: doc.Document) -> str:
    """Return the document as Markdown ending in a newline unless it is empty; only sources become links.

    All other text comes back letter for letter from a CommonMark reader, whatever marks it holds; lines to
    type come back as code.
    """
    parts: list[str] = []
    bullet, stop = "-", "."
    previous: doc.Block | None = None
    for block in legible(document, ascii_only=False):
        shown = block if isinstance(block, doc.Chart) else in_words(block)
        # Two lists in a row would be read as one, unless the second has another marker.
        numbered = isinstance(previous, doc.Steps | doc.Sources)
        again = isinstance(previous, doc.Points | doc.Pairs) and not numbered and bullet == "-"
        bullet = "*" if again else "-"
        stop = ")" if numbered and stop == "." else "."
        parts.append("\n".join(_lines(shown, bullet, stop)))
        previous = shown
    return "\n\n".join(parts) + "\n" if parts else ""


MOST_LETTERS = 48_000
"""With the marks this stays below the 65,536 letters of a comment on GitHub."""


def that_fit_a_comment(blocks: Iterable[doc.Block]) -> Iterator[doc.Block]:
    """Yield the blocks, less the points for which there is no room, and say how many these are."""
    room, left_out = MOST_LETTERS, 0
    for block in blocks:
        if not isinstance(block, doc.Bullets):
            yield block
            continue
        items = []
        for item in block.items:
            room -= sum(len(words) + 6 for words in (item.text, *item.under))
            if room >= 0:
                items.append(item)
        left_out += len(block.items) - len(items)
        yield doc.Bullets(tuple(items)) if items else doc.Paragraph("(Left out here.)")
    if left_out:
        yield doc.Paragraph(f"And {left_out} more points. --format json has them all.")


def _lines(block: doc.Block, bullet: str, stop: str) -> Iterable[str]:
    match block:
        case doc.Heading(text, level):
            return [f"{'#' * min(max(level, 1), 6)} {_CLOSING.sub(_BACKSLASH, _escaped(text))}"]
        case doc.Paragraph(text):
            return [_opening(text)]
        case doc.Notice(text):
            return [f"> **Important:** {_escaped(text)}"]
        case doc.Points(items):
            is_numbered, box = isinstance(block, doc.Steps), ("[ ] ", "[x] ")
            return [
                line
                for at, item in enumerate(items, 1)
                for line in _point(
                    f"{at}{stop} " if is_numbered else f"{bullet} ",
                    item,
                    box[item.done] if isinstance(block, doc.Tasks) else "",
                )
            ]
        case doc.Pairs(rows):
            return [f"{bullet} {_pair(name, value)}" for name, value in rows]
        case doc.Table(columns, rows):
            return _table(columns, rows)
        case doc.Chart():
            # No label may end the fence.
            lines = chart_lines(block, 80, unicode=True)
            drawn = [line.text.replace("```", "\N{PRIME}" * 3) for line in lines]
            return ["```text", *drawn, "```", "", *_lines(bar_table(block), bullet, stop)]
        case doc.Sources(rows):
            return [f"{at}{stop} {_source(*row)}" for at, row in enumerate(rows, 1)]
    raise AssertionError(block)


def _point(marker: str, item: doc.Item, box: str = "") -> Iterable[str]:
    first = f"{box}{_escaped(item.text)}" if box else _opening(item.text)
    return [f"{marker}{first}", *(f"{' ' * len(marker)}- {_opening(line)}" for line in item.under)]


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(map(_escaped, row))} |" for row in (columns, ("---",) * len(columns), *rows)]


def _pair(name: str, value: str) -> str:
    return f"**{_escaped(label(name))}** {_escaped(value)}".rstrip() if name else _opening(value)


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
    if len(mark[0]) > 1:
        return mark[0]
    # GitHub looks for names and emoji after it has taken the backslashes out; a comment keeps them apart.
    return f"{mark[0]}<!-- -->" if mark[0] in "@:" else f"\\{mark[0]}"
