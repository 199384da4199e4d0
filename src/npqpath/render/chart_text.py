"""A timeline and a map of tracks in words, for every renderer that prints text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.advice.bars import Bar, when_text
from npqpath.render.document import Chart, Item, MapMove, MapPost, MapTrack, TrackMap

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = "you are here"
UNNAMED = "(no name)"


def bar_text(bar: Bar) -> str:
    """Return a bar as a line that says all when it is read aloud."""
    return f"{when_text(bar)}: {bar.label}"


def bar_items(chart: Chart) -> tuple[Item, ...]:
    """Return the bars as points, each with its note under it."""
    return tuple(Item(bar_text(bar), (bar.note,) if bar.note else ()) for bar in chart.bars)


def map_items(track_map: TrackMap) -> tuple[Item, ...]:
    """Return the tracks as points, posts in order and the moves from where the person stands, and the way."""
    names = {post.id: post.name for track in track_map.tracks for post in track.posts}
    items = [_track(track, track_map, names) for track in near(track_map).tracks]
    if len(track_map.way) > 1:
        items.append(Item(f"The way your plan leads: {', then '.join(names[id] for id in track_map.way)}"))
    return tuple(items)


def _track(track: MapTrack, track_map: TrackMap, names: dict[str, str]) -> Item:
    posts = "; ".join(
        f"{post.name} ({HERE})" if post.id in track_map.here else post.name for post in track.posts
    )
    stands = {post.id for post in track.posts} & set(track_map.here)
    moves = [f"To {names[move.to]}: {move.text}".rstrip() for move in track_map.moves if move.start in stands]
    return Item(f"{track.name} track: {posts}", tuple(moves))


def near(track_map: TrackMap) -> TrackMap:
    """Return the part of the map about the person: where they stand, one move on, and the way.

    Where nobody stands anywhere, the whole map.
    """
    if not track_map.here:
        return track_map
    way = set(track_map.way) | set(track_map.here)
    moves = tuple(
        move
        for move in track_map.moves
        if move.start in track_map.here or (move.start in way and move.to in way)
    )
    shown = way | {move.to for move in moves}
    tracks = (
        MapTrack(track.name, tuple(post for post in track.posts if post.id in shown))
        for track in track_map.tracks
    )
    return replace(track_map, tracks=tuple(track for track in tracks if track.posts), moves=moves)


def spelt_chart(chart: Chart, spell: Callable[[str], str]) -> Chart:
    """Return a chart with every text passed through `spell`."""
    bars = tuple(replace(bar, label=spell(bar.label) or UNNAMED, note=spell(bar.note)) for bar in chart.bars)
    return Chart(spell(chart.title), chart.first, chart.last, bars)


def spelt_map(track_map: TrackMap, spell: Callable[[str], str]) -> TrackMap:
    """Return a map with every text passed through `spell`; ids are kept and never printed as they are."""
    tracks = tuple(
        MapTrack(
            spell(track.name) or UNNAMED,
            tuple(MapPost(post.id, spell(post.name) or UNNAMED) for post in track.posts),
        )
        for track in track_map.tracks
    )
    moves = tuple(MapMove(move.start, move.to, spell(move.text)) for move in track_map.moves)
    return replace(track_map, title=spell(track_map.title), tracks=tracks, moves=moves)
