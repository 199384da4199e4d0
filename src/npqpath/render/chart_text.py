"""A timeline and a map of tracks in words, for every renderer that prints text."""

from __future__ import annotations

from collections.abc import Set

from npqpath.advice.bars import when_text
from npqpath.render.document import Block, Bullets, Chart, Item, MapTrack, TrackMap

HERE = "you are here"


def in_words(block: Block) -> Block:
    """Return a block as one of text: a timeline as a point for each bar, a map as one for each track."""
    if isinstance(block, Chart):
        return Bullets(bar_items(block))
    return Bullets(map_items(block)) if isinstance(block, TrackMap) else block


def bar_items(chart: Chart) -> tuple[Item, ...]:
    """Return the bars as points, each with its note under it."""
    return tuple(
        Item(f"{when_text(bar)}: {bar.label}", (bar.note,) if bar.note else ()) for bar in chart.bars
    )


def map_items(track_map: TrackMap) -> tuple[Item, ...]:
    """Return where the person stands, one move on, and the way; where they stand nowhere, the whole map.

    A track is a point, its posts in order, with the moves from where the person stands under it.
    """
    names = {post.id: post.name for track in track_map.tracks for post in track.posts}
    here, way = set(track_map.here), {*track_map.here, *track_map.way}
    shown = way | {move.to for move in track_map.moves if move.start in here} if here else names.keys()
    tracks = (track for track in track_map.tracks if shown & {post.id for post in track.posts})
    items = [_track(track, track_map, names, shown) for track in tracks]
    if len(track_map.way) > 1:
        items.append(Item(f"The way your plan leads: {', then '.join(names[id] for id in track_map.way)}"))
    return tuple(items)


def _track(track: MapTrack, track_map: TrackMap, names: dict[str, str], shown: Set[str]) -> Item:
    posts = [post for post in track.posts if post.id in shown]
    told = "; ".join(f"{post.name} ({HERE})" if post.id in track_map.here else post.name for post in posts)
    stands = {post.id for post in posts} & set(track_map.here)
    moves = [f"To {names[move.to]}: {move.text}".rstrip() for move in track_map.moves if move.start in stands]
    return Item(f"{track.name} track: {told}", tuple(moves))
