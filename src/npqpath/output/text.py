"""A document as plain text: for pipes and files, for a screen reader, and for a terminal with `--plain`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from npqpath.advice.pacing import when_text
from npqpath.output import document as doc

if TYPE_CHECKING:
    from collections.abc import Callable


HERE = "you are here"


def in_words(block: doc.Block) -> doc.Block:
    """Return a block as one of text: a timeline as a point for each bar, a map as one for each track."""
    if isinstance(block, doc.Chart):
        return doc.Bullets(bar_items(block))
    return doc.Bullets(map_items(block)) if isinstance(block, doc.TrackMap) else block


def bar_items(chart: doc.Chart) -> tuple[doc.Item, ...]:
    """Return the bars as points, each with its note under it."""
    return tuple(
        doc.Item(f"{when_text(bar)}: {bar.label}", (bar.note,) if bar.note else ()) for bar in chart.bars
    )


def bar_table(chart: doc.Chart) -> doc.Table:
    """Return the bars as a table."""
    rows = tuple((when_text(bar), bar.label, bar.note) for bar in chart.bars)
    return doc.Table(("When", "What", "Good to know"), rows)


def map_items(track_map: doc.TrackMap) -> tuple[doc.Item, ...]:
    """Return a map in words: its tracks with their posts, the moves from where somebody stands, and the way.

    With somebody on it, only the posts are told that they stand on or that a move leads to.
    """
    names = {post.id: post.name for track in track_map.tracks for post in track.posts}
    shown = {*track_map.here, *track_map.way, *(move.to for move in track_map.moves)} or names.keys()
    tracks = (track for track in track_map.tracks if shown & {post.id for post in track.posts})
    items = [_track(track, track_map, names, shown) for track in tracks]
    if len(track_map.way) > 1:
        items.append(doc.Item(f"The way: {', then '.join(names[id] for id in track_map.way)}"))
    return tuple(items)


def _track(track: doc.MapTrack, track_map: doc.TrackMap, names: dict[str, str], shown: Set[str]) -> doc.Item:
    posts = [post for post in track.posts if post.id in shown]
    told = "; ".join(
        f"{post.name}{f' ({HERE})' if post.id in track_map.here else f', {post.note}' if post.note else ''}"
        for post in posts
    )
    stands = {post.id for post in posts} & set(track_map.here)
    moves = [f"To {names[move.to]}: {move.text}".rstrip() for move in track_map.moves if move.start in stands]
    return doc.Item(f"{track.name} track: {told}", tuple(moves))


# Escape sequences of ECMA-48: control sequences, then strings up to their terminator (window titles, links,
# clipboard writes), then two-letter escapes. What has no proper end loses only the character that starts it.
_ESCAPE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]*[0-~]"
)
_BREAK = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_SPACES = re.compile(" {2,}")

# Controls, half characters, and invisible format characters, which include every way to turn text around.
# Persian and several Indian scripts need the two joiners to spell names.
_HIDDEN = ("Cc", "Cf", "Cs")
_JOINERS = "\u200c\u200d"
_NEVER_LETTERS = "\ufffe\uffff"
"""What Unicode sets apart for no letter, and Word and Excel files cannot hold."""

_ASCII = {
    letter: spelling
    for letters, spelling in (
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u2023\u00b7", "-"),
        ("\u2018\u2019\u201a\u201b\u2032", "'"),
        ("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        *(("£", "GBP "), ("€", "EUR "), ("\u00d7", "x"), ("÷", "/"), ("\u2044", "/"), ("°", " degrees ")),
        *(("¼", " 1/4"), ("½", " 1/2"), ("¾", " 3/4"), ("≥", ">="), ("≤", "<="), ("→", "->"), ("←", "<-")),
        *(("☐", "[ ]"), ("☑☒", "[x]"), ("©", "(c)"), ("®", "(R)"), ("§", "section ")),
        *(("æ", "ae"), ("Æ", "Ae"), ("œ", "oe"), ("Œ", "Oe"), ("ß", "ss"), ("þ", "th"), ("Þ", "Th")),
        *(("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("đð", "d"), ("ĐÐ", "D"), ("\u0131", "i")),
    )
    for letter in letters
}


def safe(text: str) -> str:
    """Return `text` on one line, without escape sequences, control characters or invisible format characters.

    Letters, accents, dashes, currency signs and emoji stay; runs of spaces and line breaks become one space.
    """
    if not text.isprintable():
        text = _BREAK.sub(" ", _ESCAPE.sub("", text))
        text = "".join(letter for letter in text if _is_shown(letter))
    return _SPACES.sub(" ", text).strip()


def _is_shown(letter: str) -> bool:
    if letter in _NEVER_LETTERS:
        return False
    return letter.isprintable() or letter in _JOINERS or unicodedata.category(letter) not in _HIDDEN


def in_ascii(text: str) -> str:
    """Return `text` safe and in ASCII: "£" as "GBP", plain dashes, no accents, and the rest by name.

    A text that is nothing but an address still leads to the same page: other letters become percent codes.
    """
    text = safe(text)
    if text.isascii():
        return text
    if re.fullmatch(r"https?://\S+", text):
        return "".join(chr(byte) if byte < 128 else f"%{byte:02X}" for byte in text.encode())
    spelt = "".join(_ASCII.get(letter) or _spelt(letter) for letter in text)
    return _SPACES.sub(" ", spelt).strip()


def _spelt(letter: str) -> str:
    """Return one letter in ASCII, or its Unicode name in brackets, which says more than a question mark."""
    if letter.isascii():
        return letter
    parts = unicodedata.normalize("NFKD", letter)
    if parts != letter:
        return "".join(_ASCII.get(part) or _spelt(part) for part in parts)
    if unicodedata.category(letter)[0] in "MZ" or letter in _JOINERS:
        return ""
    return f"({unicodedata.name(letter, f'U+{ord(letter):04X}').lower()})"


def cells(text: str) -> int:
    """Return how many terminal columns `text` takes: two for wide letters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(letter: str) -> int:
    if letter in _JOINERS or unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def longest_word(text: str) -> int:
    """Return the columns of the longest word, which is the least width that shows `text` whole."""
    return max(map(cells, text.split(" ")))


def wrapped(text: str, width: int | None, first: str = "", rest: str | None = None) -> list[str]:
    """Return `text` as lines that start with `first`, then `rest` (by default spaces as wide as `first`).

    No word is ever broken, so that an address can be copied whole: a word longer than `width` gets a line of
    its own. With no width there is one line.
    """
    if width is None:
        return [first + text]
    if rest is None:
        rest = " " * cells(first)
    words = text.split(" ")
    lines = [first + words[0]]
    used = cells(lines[0])
    for word in words[1:]:
        wide = cells(word)
        if used + 1 + wide <= width:
            lines[-1] += " " + word
            used += 1 + wide
        else:
            lines.append(rest + word)
            used = cells(rest) + wide
    return lines


def label(name: str) -> str:
    """Return `name` with a colon, unless it already ends in a mark of its own ("Would DfE pay?")."""
    return name if name.endswith((":", "?", "!", ".")) else f"{name}:"


def named(name: str, value: str) -> str:
    """Return "Name: value", or only the half that is there."""
    return f"{label(name)} {value}".strip() if name else value


def source_line(title: str, checked: str) -> str:
    """Return what is said of a source above its address."""
    return f"{title}, checked {checked}" if checked else title


def legible(document: doc.Document, *, ascii_only: bool) -> tuple[doc.Block, ...]:
    """Return the blocks with every text made safe (in ASCII on request), without those that say nothing.

    Every renderer starts here, so that no text reaches an output as it stood in the data.
    """
    spell = in_ascii if ascii_only else safe
    spelt = (_mapped(block, spell) for block in document.blocks)
    return tuple(block for each in spelt if (block := _said(each)) is not None)


def is_apart(above: doc.Block, below: doc.Block) -> bool:
    """True where an empty line belongs between two blocks: everywhere but under the heading of a section."""
    return not isinstance(above, doc.Heading) or above.level == 1 or isinstance(below, doc.Heading)


def _mapped(value: Any, spell: Callable[[str], str]) -> Any:
    """Return a block, or a part of one, with every text in it passed through `spell`."""
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, spell) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _mapped(getattr(value, field.name), spell) for field in fields(value)}
        return replace(value, **parts)
    return value


def _said(block: doc.Block) -> doc.Block | None:
    """Return what a block says, without empty points and rows; None where that is nothing."""
    match block:
        case doc.Points(items):
            found = [(tuple(filter(None, (item.text, *item.under))), item.done) for item in items]
            points = tuple(doc.Item(lines[0], lines[1:], done) for lines, done in found if lines)
            return replace(block, items=points) if points else None
        case doc.Pairs(rows):
            return doc.Pairs(pairs) if (pairs := tuple(filter(any, rows))) else None
        case doc.Sources(rows):
            return doc.Sources(sources) if (sources := tuple(row for row in rows if any(row[:2]))) else None
        case doc.Table(rows=rows) if not isinstance(block, doc.Worksheet):
            shades = tuple(shade for row, shade in zip(rows, block.shades, strict=False) if any(row))
            full = tuple(filter(any, rows))
            return replace(block, rows=full, shades=shades) if full else None
        case doc.Table(rows=said) | doc.Chart(bars=said) | doc.TrackMap(tracks=said):
            return block if said else None
        case _:
            return block if block.text else None


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


def render_plain(document: doc.Document, width: int | None, *, ascii_only: bool) -> str:
    """Return the document as text without colour or tables, ending in a newline unless it is empty.

    With no `width` nothing is wrapped: every paragraph, point and cell is one line. With one, lines wrap at
    words under a hanging indent, and an address too long for the width stays whole.
    """
    lines: list[str] = []
    above: doc.Block | None = None
    for block in legible(document, ascii_only=ascii_only):
        if above and is_apart(above, block):
            lines.append("")
        lines.extend(line.text for line in text_lines(block, Page(width)))
        above = block
    return "".join(f"{line}\n" for line in lines)


def text_lines(block: doc.Block, page: Page) -> Iterable[Line]:
    """Return the lines of one block; a reader who hears them one by one can tell what each one is."""
    match in_words(block):
        case doc.Heading(text, level):
            return _heading(text, level, page)
        case doc.Paragraph(text):
            return styled(text, page)
        case doc.Notice(text):
            return styled(f"Important: {text}", page, style="bold yellow")
        case doc.Points(items) as points:
            return [line for at, item in enumerate(items, 1) for line in _point(points, at, item, page)]
        case doc.Pairs(rows):
            return [line for name, value in rows for line in styled(named(name, value), page, rest="  ")]
        case doc.Table(columns, rows) as table:
            empty = _ROOM if isinstance(table, doc.Worksheet) else ""
            return [line for row in rows for line in _row(columns, [cell or empty for cell in row], page)]
        case doc.Sources(rows):
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


def _point(points: doc.Points, number: int, item: doc.Item, page: Page) -> Iterator[Line]:
    marker = f"{number}. "
    if not isinstance(points, doc.Steps):
        marker = page.bullet if isinstance(points, doc.Bullets) else page.done if item.done else page.task
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
