"""The pictures in a document as SVG: on a web page, or by themselves for a slide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Final, TypeAlias

from npqpath.advice.pacing import Bar, BarKind, when_text
from npqpath.errors import UsageError
from npqpath.output.document import Chart, Document, MapMove, MapPost, TrackMap
from npqpath.output.text import bar_items, legible, map_items, safe
from npqpath.words import months_apart

_NARROW: Final = frozenset(" .,:;'!|()[]ijlft-")
_WIDEST: Final = frozenset("mMW@%")
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
_COLOURS: Final = {
    "ink": ("#1b1f24", "#e8eaed"),
    "quiet": ("#57606a", "#a3abb5"),
    "line": ("#d0d7de", "#3d444d"),
    "paper": ("#ffffff", "#15181c"),
    "panel": ("#f4f6f8", "#1e2329"),
    "box": ("#ffffff", "#2a3038"),
    "accent": ("#0b5cad", "#6cb6ff"),
    "accent-ink": ("#ffffff", "#0b1a2b"),
    "green": ("#1f7a4d", "#57c98d"),
    "violet": ("#7a3fb0", "#c397f0"),
    "amber": ("#9a5b00", "#f0b54a"),
    "red": ("#b3261e", "#ff8b80"),
}
"""Every colour by its name, on light and on dark paper; letters in them have a contrast of 4.5 or more."""


Point: TypeAlias = tuple[float, float]
_BOLD: Final = 'font-weight="700"'


def drawing(id: str, title: str, about: str, size: Point, parts: Iterable[str]) -> str:
    """Return a picture of a width and height with its title above it, and words for those who do not see it.

    Colours are plain attributes, so that every program shows them; on dark paper a browser shows others.
    """
    width, height = size
    dark = "".join(
        f"#{id} .fill-{name}{{fill:{colour}}}#{id} .line-{name}{{stroke:{colour}}}"
        for name, (_, colour) in _COLOURS.items()
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{id}" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="{id}-title" '
            f'aria-describedby="{id}-desc" style="max-width:100%;height:auto" font-family="{_FONT}">',
            f'<title id="{id}-title">{written(title)}</title>',
            f'<desc id="{id}-desc">{written(about)}</desc>',
            f"<style>@media screen and (prefers-color-scheme:dark){{{dark}}}</style>",
            f'<rect width="{width:g}" height="{height:g}" rx="12" {paint("paper")}/>',
            *text(title, (26, 44), width - 52, size=24, colour="ink", look=_BOLD),
            *parts,
            "</svg>",
        ]
    )


def written(words: str) -> str:
    """Return words safe and escaped for an SVG that stands alone or inside HTML."""
    return escape(safe(words), quote=True)


def paint(fill: str = "", line: str = "", *, kind: str = "") -> str:
    """Return the attributes that give something these colours, and a class for its kind."""
    kinds = (kind, f"fill-{fill}" if fill else "", f"line-{line}" if line else "")
    light = (_COLOURS[name][0] if name else "none" for name in (fill, line))
    return f'class="{" ".join(filter(None, kinds))}" fill="{next(light)}" stroke="{next(light)}"'


def text(
    words: str, at: Point, width: float, *, size: int, colour: str, look: str = "", kind: str = ""
) -> Iterator[str]:
    """Yield words in one line or two around the height of a point; a line too wide is set narrower."""
    lines = [""]
    for word in safe(words).split():
        if not lines[-1] or len(lines) == 2 or _width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}".strip()
        else:
            lines.append(word)
    for number, line in enumerate(lines):
        y = at[1] + (size + 3) * (number - (len(lines) - 1) / 2)
        place = f'x="{at[0]:g}" y="{y:g}" font-size="{size}" {look}'
        if _width(line, size) > width:
            place += f' textLength="{width:g}" lengthAdjust="spacingAndGlyphs"'
        yield f"<text {place} {paint(colour, kind=kind)}>{written(line)}</text>"


def _width(words: str, size: int) -> float:
    """Return about how wide words are in pixels, rather too wide than too narrow."""
    wide = sum(letter in _WIDEST or not letter.isascii() for letter in words)
    narrow = sum(letter in _NARROW for letter in words)
    return size * (0.65 * len(words) + 0.35 * wide - 0.3 * narrow)


MAP_WIDTH: Final = 236
HEIGHT: Final = 66
MAP_ROW: Final = 98
COLUMN: Final = 340
TOP: Final = 124
MAP_EDGE: Final = 56

Seats: TypeAlias = Mapping[str, tuple[int, int]]
"""The top left corner of each post's box, by the id of the post."""


def map_svg(track_map: TrackMap, id: str) -> str:
    """Return the map as one `<svg>` that needs nothing else; `id` must be unique on a page.

    Only a way has lines. Posts that another move leads to have an edge in its colour.
    """
    seats = _seats(track_map)
    foot = max((y for _, y in seats.values()), default=TOP) + MAP_ROW
    about = " ".join(" ".join((f"{item.text}.", *item.under)) for item in map_items(track_map))
    size = (2 * MAP_EDGE + MAP_WIDTH + COLUMN * (len(track_map.tracks) - 1), foot + 24)
    posts = (post for track in track_map.tracks for post in track.posts)
    steps = [step for step in pairwise(track_map.way) if seats.keys() >= set(step)]
    parts = [
        *_columns(track_map, foot),
        *_moves([move for move in track_map.moves if (move.start, move.to) in steps], seats, id),
        *(line for post in posts for line in _post(post, track_map, seats[post.id])),
    ]
    return drawing(id, track_map.title, about, size, parts)


def _seats(track_map: TrackMap) -> Seats:
    """Return where each post is drawn: on a way in its order, else in the order of its track."""
    shown = [post.id for track in track_map.tracks for post in track.posts]
    on_way = {id: row for row, id in enumerate(track_map.way)} if set(shown) == set(track_map.way) else {}
    return {
        post.id: (MAP_EDGE + COLUMN * column, TOP + MAP_ROW * on_way.get(post.id, row))
        for column, track in enumerate(track_map.tracks)
        for row, post in enumerate(track.posts)
    }


def _columns(track_map: TrackMap, foot: int) -> Iterator[str]:
    for column, track in enumerate(track_map.tracks):
        x = MAP_EDGE + COLUMN * column
        place = f'x="{x - 14}" y="{TOP - 48}" width="{MAP_WIDTH + 28}" height="{foot - TOP + 48}"'
        yield f'<rect {place} rx="12" {paint("panel", kind="panel")}/>'
        middle = (x, TOP - 20)
        yield from text(track.name, middle, MAP_WIDTH, size=18, colour="ink", look=_BOLD, kind="track")


def _moves(moves: Sequence[MapMove], seats: Seats, id: str) -> Iterator[str]:
    """Yield the moves as lines that end in an arrow."""
    size = 'markerWidth="14" markerHeight="12" markerUnits="userSpaceOnUse"'
    yield (
        f'<defs><marker id="{id}-arrow" viewBox="0 0 10 10" refX="9" refY="5" orient="auto" {size}>'
        f'<path d="M0 0L10 5L0 10z" {paint("accent")}/></marker></defs>'
    )
    for move in moves:
        line = f'd="{_line(seats[move.start], seats[move.to])}" {paint(line="accent", kind="line")}'
        end = f'stroke-width="3.5" marker-end="url(#{id}-arrow)"'
        yield f"<path {line} {end}><title>{written(move.text)}</title></path>"


def _line(start: tuple[int, int], to: tuple[int, int]) -> str:
    """Return the line of a move: straight down to the next post, else a bend from side to side."""
    (x1, y1), (x2, y2) = start, to
    if x1 == x2 and y2 == y1 + MAP_ROW:
        return f"M{x1 + MAP_WIDTH / 2:g} {y1 + HEIGHT}V{y2}"
    y1, y2 = y1 + HEIGHT // 2, y2 + HEIGHT // 2
    if x1 == x2:
        bend = x1 - 24 - abs(y2 - y1) / MAP_ROW * 3
        return f"M{x1} {y1}C{bend:g} {y1} {bend:g} {y2} {x2} {y2}"
    x1, x2 = (x1 + MAP_WIDTH, x2) if x1 < x2 else (x1, x2 + MAP_WIDTH)
    return f"M{x1} {y1}C{(x1 + x2) / 2:g} {y1} {(x1 + x2) / 2:g} {y2} {x2} {y2}"


def _post(post: MapPost, track_map: TrackMap, at: tuple[int, int]) -> Iterator[str]:
    x, y = at
    is_here = post.id in track_map.here
    is_near = post.id in (*track_map.way, *(move.to for move in track_map.moves))
    look = paint("accent" if is_here else "box", "accent" if is_here or is_near else "line", kind="box")
    place = f'data-post="{written(post.id)}" x="{x}" y="{y}" width="{MAP_WIDTH}" height="{HEIGHT}"'
    yield f'<rect {place} rx="9" stroke-width="{2.5 if is_near else 1.5}" {look}/>'
    middle, colour = 'text-anchor="middle"', "accent-ink" if is_here else "ink"
    across = x + MAP_WIDTH / 2
    centre = (across, y + HEIGHT / 2 + (-7 if post.note else 5))
    yield from text(post.name, centre, MAP_WIDTH - 20, size=15, colour=colour, look=middle, kind="post")
    if post.note:
        below = (across, y + HEIGHT - 9)
        yield from text(post.note, below, MAP_WIDTH - 20, size=13, colour="accent", look=middle, kind="note")
    if is_here:
        pill = f'x="{x + MAP_WIDTH - 124}" y="{y - 14}" width="116" height="20" rx="10"'
        yield f"<rect {pill} {paint('amber', kind='you')}/>"
        bold, at = f"{middle} {_BOLD}", (x + MAP_WIDTH - 66, y + 1)
        yield from text("You are here", at, 112, size=14, colour="paper", look=bold)


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
    room = LEFT - EDGE - 16
    yield from text(bar.label, (EDGE, top + 22), room, size=15, colour="ink", look='font-weight="600"')
    yield from text(when_text(bar), (EDGE, top + 50), room, size=13, colour="quiet")
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
    return chart_svg(block, id) if isinstance(block, Chart) else map_svg(block, id)


def svg_picture(document: Document) -> str:
    """Return the first picture of a document as SVG. Raises `UsageError` where it has none."""
    for block in legible(document, ascii_only=False):
        if isinstance(block, Chart | TrackMap):
            return svg(block) + "\n"
    raise UsageError(
        "There is no picture in this.",
        "`npqpath tracks` draws the map of tracks, and `npqpath advise` the timeline.",
    )
