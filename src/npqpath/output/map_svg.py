"""The map of tracks as an SVG picture: posts in order, the moves between them, and where you are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from npqpath.output.document import MapMove, MapPost, TrackMap
from npqpath.output.svg import drawing, paint, text, written
from npqpath.output.text import map_items

WIDTH: Final = 236
HEIGHT: Final = 48
ROW: Final = 74
COLUMN: Final = 340
TOP: Final = 124
EDGE: Final = 56
LINES: Final = {
    "move": ("quiet", 1.2, 0.5, "A move that people make"),
    "open": ("ink", 1.8, 1, "A move from where you are"),
    "way": ("accent", 4, 1, "The way your plan leads"),
}
"""The kinds of moves: the colour, width and opacity of their lines, and what the key says of them."""

Seats: TypeAlias = Mapping[str, tuple[int, int]]
"""The top left corner of each post's box, by the id of the post."""


def map_svg(track_map: TrackMap, id: str) -> str:
    """Return the map as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    most = max((len(track.posts) for track in track_map.tracks), default=0)
    seats = {
        post.id: (EDGE + COLUMN * column, TOP + ROW * row)
        for column, track in enumerate(track_map.tracks)
        for row, post in enumerate(track.posts, (most - len(track.posts)) // 2)
    }
    foot = TOP + ROW * most
    about = " ".join(" ".join((f"{item.text}.", *item.under)) for item in map_items(track_map))
    size = (EDGE + COLUMN * len(track_map.tracks), foot + 64)
    kinds = {
        move: _kind(move, track_map) for move in track_map.moves if {move.start, move.to} <= seats.keys()
    }
    posts = (post for track in track_map.tracks for post in track.posts)
    parts = [
        *_columns(track_map, foot),
        *(line for kind in LINES for line in _moves(kind, [m for m in kinds if kinds[m] == kind], seats, id)),
        *(line for post in posts for line in _post(post, track_map, seats[post.id])),
        *_key([kind for kind in LINES if kind in kinds.values()], foot + 30),
    ]
    return drawing(id, track_map.title, about, size, parts)


def _columns(track_map: TrackMap, foot: int) -> Iterator[str]:
    for column, track in enumerate(track_map.tracks):
        x = EDGE + COLUMN * column
        place = f'x="{x - 14}" y="{TOP - 48}" width="{WIDTH + 28}" height="{foot - TOP + 36}"'
        yield f'<rect {place} rx="12" {paint("panel", kind="panel")}/>'
        yield from text(
            track.name, (x, TOP - 20), WIDTH, size=18, colour="ink", look='font-weight="700"', kind="track"
        )


def _kind(move: MapMove, track_map: TrackMap) -> str:
    if (move.start, move.to) in zip(track_map.way, track_map.way[1:], strict=False):
        return "way"
    return "open" if move.start in track_map.here else "move"


def _moves(kind: str, moves: Sequence[MapMove], seats: Seats, id: str) -> Iterator[str]:
    """Yield the moves of a kind as lines that end in an arrow."""
    colour, width, opacity, _ = LINES[kind]
    size = f'markerWidth="{8 + 1.5 * width:g}" markerHeight="12" markerUnits="userSpaceOnUse"'
    yield (
        f'<defs><marker id="{id}-{kind}" viewBox="0 0 10 10" refX="9" refY="5" orient="auto" {size}>'
        f'<path d="M0 0L10 5L0 10z" {paint(colour)}/></marker></defs>'
    )
    look = f'stroke-width="{width}" opacity="{opacity}" marker-end="url(#{id}-{kind})"'
    for move in moves:
        line = f'd="{_line(seats[move.start], seats[move.to])}" {paint(line=colour, kind="line")}'
        yield f"<path {line} {look}><title>{written(move.text)}</title></path>"


def _line(start: tuple[int, int], to: tuple[int, int]) -> str:
    """Return the line of a move: straight down to the next post, else a bend from side to side."""
    (x1, y1), (x2, y2) = start, to
    if x1 == x2 and y2 == y1 + ROW:
        return f"M{x1 + WIDTH / 2:g} {y1 + HEIGHT}V{y2}"
    y1, y2 = y1 + HEIGHT // 2, y2 + HEIGHT // 2
    if x1 == x2:
        bend = x1 - 24 - abs(y2 - y1) / ROW * 3
        return f"M{x1} {y1}C{bend:g} {y1} {bend:g} {y2} {x2} {y2}"
    x1, x2 = (x1 + WIDTH, x2) if x1 < x2 else (x1, x2 + WIDTH)
    return f"M{x1} {y1}C{(x1 + x2) / 2:g} {y1} {(x1 + x2) / 2:g} {y2} {x2} {y2}"


def _post(post: MapPost, track_map: TrackMap, at: tuple[int, int]) -> Iterator[str]:
    x, y = at
    is_here, on_way = post.id in track_map.here, post.id in track_map.way
    look = paint("accent" if is_here else "box", "accent" if is_here or on_way else "line", kind="box")
    place = f'data-post="{written(post.id)}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}"'
    yield f'<rect {place} rx="9" stroke-width="{2.5 if on_way else 1.5}" {look}/>'
    middle, colour = 'text-anchor="middle"', "accent-ink" if is_here else "ink"
    centre = (x + WIDTH / 2, y + HEIGHT / 2 + 5)
    yield from text(post.name, centre, WIDTH - 20, size=14, colour=colour, look=middle, kind="post")
    if is_here:
        pill = f'x="{x + WIDTH - 124}" y="{y - 14}" width="116" height="20" rx="10"'
        yield f"<rect {pill} {paint('amber', kind='you')}/>"
        bold = f'{middle} font-weight="700"'
        yield from text("You are here", (x + WIDTH - 66, y + 1), 112, size=14, colour="paper", look=bold)


def _key(kinds: Sequence[str], y: int) -> Iterator[str]:
    """Yield what the kinds of lines mean."""
    for at, kind in enumerate(kinds):
        colour, width, opacity, meaning = LINES[kind]
        x = EDGE - 14 + 290 * at
        yield f'<path d="M{x} {y}h44" stroke-width="{width}" opacity="{opacity}" {paint(line=colour)}/>'
        yield from text(meaning, (x + 54, y + 5), 220, size=14, colour="quiet")
