"""The map of tracks as an SVG picture: posts in order, the moves between them, and where you are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from npqpath.render.chart_text import map_items
from npqpath.render.document import MapTrack, TrackMap
from npqpath.render.map_layout import BOX_HEIGHT, BOX_WIDTH, MARGIN, TOP, Box, Layout, Point, Route, lay_out
from npqpath.render.svg import BOLD, folded, opened, palette, text_lines, width_of, written

TEXT: Final = 14.0
NAME: Final = 18.0
BEND: Final = 9.0
FOOT: Final = 64.0
YOU: Final = "You are here"


def map_svg(track_map: TrackMap, id: str = "tracks") -> str:
    """Return the map as one `<svg>` that needs nothing else; `id` must be unique on a page."""
    layout = lay_out(track_map)
    size = (layout.width, layout.height + FOOT)
    about = " ".join(" ".join((f"{item.text}.", *item.under)) for item in map_items(track_map))
    return "\n".join(
        [
            *opened(id, size, track_map.title, about),
            f"<style>{palette(id)}{_style(id)}</style>",
            f"<defs>{_arrow(id, 'move')}{_arrow(id, 'way')}</defs>",
            f'<rect class="paper" width="{size[0]:g}" height="{size[1]:g}" rx="12"/>',
            f'<text class="name" x="{MARGIN:g}" y="48">{written(track_map.title)}</text>',
            *_columns(track_map.tracks, layout),
            *_routes(track_map, layout.routes, id),
            *(line for box in layout.boxes for line in _box(box, track_map)),
            *_key(track_map, layout),
            "</svg>",
        ]
    )


def _style(id: str) -> str:
    rules = {
        ".paper": "fill:var(--paper)",
        ".panel": "fill:var(--panel)",
        ".name": "font-size:26px;font-weight:700;fill:var(--ink)",
        ".track": f"font-size:{NAME:g}px;font-weight:700;fill:var(--ink)",
        ".box": "fill:var(--box);stroke:var(--line);stroke-width:1.5",
        ".on-way": "stroke:var(--accent);stroke-width:2.5",
        ".here": "fill:var(--accent);stroke:var(--accent)",
        ".post": f"font-size:{TEXT:g}px;text-anchor:middle;fill:var(--ink)",
        ".post-here": f"font-size:{TEXT:g}px;text-anchor:middle;fill:var(--accent-ink)",
        ".you": "fill:var(--amber)",
        ".you-text": f"font-size:{TEXT:g}px;font-weight:700;text-anchor:middle;fill:var(--paper)",
        ".move": "fill:none;stroke:var(--move);stroke-width:1.6",
        ".way": "fill:none;stroke:var(--accent);stroke-width:4;stroke-linecap:round",
        ".move-head": "fill:var(--move)",
        ".way-head": "fill:var(--accent)",
        ".key": "font-size:14px;fill:var(--quiet)",
    }
    return "".join(f"#{id} {name}{{{rule}}}" for name, rule in rules.items())


def _arrow(id: str, kind: str) -> str:
    size = 9 if kind == "move" else 15
    return (
        f'<marker id="{id}-{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" '
        f'markerWidth="{size}" markerHeight="{size}" orient="auto">'
        f'<path class="{kind}-head" d="M0 0L10 5L0 10z"/></marker>'
    )


def _columns(tracks: Sequence[MapTrack], layout: Layout) -> Iterator[str]:
    for track, x in zip(tracks, layout.columns, strict=True):
        yield (
            f'<rect class="panel" x="{x - 14:g}" y="{TOP - 48:g}" width="{BOX_WIDTH + 28:g}" '
            f'height="{layout.height - TOP + 36:g}" rx="12"/>'
        )
        lines = folded(track.name, NAME * BOLD, BOX_WIDTH, 2)
        foot = TOP - (20 if len(lines) == 1 else 31)
        yield from text_lines(lines, (x, foot), step=18, kind="track")


def _routes(track_map: TrackMap, routes: Sequence[Route], id: str) -> Iterator[str]:
    """Yield the moves, those of the way last so that they lie on top."""
    way = set(zip(track_map.way, track_map.way[1:], strict=False))
    for kind in ("move", "way"):
        for route in routes:
            if ((route.move.start, route.move.to) in way) == (kind == "way"):
                yield (
                    f'<path class="{kind}" marker-end="url(#{id}-{kind})" d="{rounded(route.points)}">'
                    f"<title>{written(route.move.text)}</title></path>"
                )


def rounded(points: Sequence[Point]) -> str:
    """Return the path through the corners, each corner round."""
    path = [f"M{points[0][0]:g} {points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(BEND, _apart(before, corner) / 2, _apart(corner, after) / 2)
        enter, leave = _towards(corner, before, bend), _towards(corner, after, bend)
        path.append(f"L{enter[0]:g} {enter[1]:g}Q{corner[0]:g} {corner[1]:g} {leave[0]:g} {leave[1]:g}")
    return "".join([*path, f"L{points[-1][0]:g} {points[-1][1]:g}"])


def _apart(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, to: Point, distance: float) -> Point:
    whole = _apart(start, to) or 1.0
    return (
        round(start[0] + (to[0] - start[0]) * distance / whole, 1),
        round(start[1] + (to[1] - start[1]) * distance / whole, 1),
    )


def _box(box: Box, track_map: TrackMap) -> Iterator[str]:
    is_here = box.post.id in track_map.here
    kind = "box here" if is_here else "box on-way" if box.post.id in track_map.way else "box"
    yield (
        f'<rect class="{kind}" data-post="{written(box.post.id)}" x="{box.x:g}" y="{box.y:g}" '
        f'width="{BOX_WIDTH:g}" height="{BOX_HEIGHT:g}" rx="9"/>'
    )
    lines = folded(box.post.name, TEXT, BOX_WIDTH - 24, 2)
    foot = box.y + BOX_HEIGHT / 2 + (5 if len(lines) == 1 else -4)
    yield from text_lines(
        lines, (box.x + BOX_WIDTH / 2, foot), step=17, kind="post-here" if is_here else "post"
    )
    if is_here:
        yield from _pill(box.x + BOX_WIDTH - 62, box.y)


def _pill(middle: float, y: float) -> list[str]:
    wide = width_of(YOU, TEXT * BOLD) + 8
    return [
        f'<rect class="you" x="{middle - wide / 2:g}" y="{y - 14:g}" width="{wide:g}" height="20" rx="10"/>',
        f'<text class="you-text" x="{middle:g}" y="{y + 1:g}">{YOU}</text>',
    ]


def _key(track_map: TrackMap, layout: Layout) -> Iterator[str]:
    y = layout.height + 30
    yield f'<path class="move" d="M{MARGIN:g} {y:g}h44"/>'
    yield f'<text class="key" x="{MARGIN + 54:g}" y="{y + 5:g}">A move that people make</text>'
    if len(track_map.way) > 1:
        yield f'<path class="way" d="M{MARGIN + 250:g} {y:g}h44"/>'
        yield f'<text class="key" x="{MARGIN + 306:g}" y="{y + 5:g}">The way your plan leads</text>'
