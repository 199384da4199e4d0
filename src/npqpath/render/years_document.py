"""The years ahead as a chart, and the map of tracks with where somebody stands."""

from __future__ import annotations

from collections.abc import Collection

from npqpath.advice.plan import Plan
from npqpath.catalogue.catalogue import Catalogue
from npqpath.render.document import (
    Block,
    Bullets,
    Chart,
    Heading,
    Item,
    MapMove,
    MapPost,
    MapTrack,
    TrackMap,
)

NUMBERS = ("One year", "Two years", "Three years", "Four years", "Five years")


def timeline_blocks(plan: Plan) -> list[Block]:
    """Return the years of a plan as a chart, and under it what bars cannot say."""
    line = plan.timeline
    title = f"{NUMBERS[line.years - 1]} ahead"
    blocks: list[Block] = [Heading(title), Chart(title, line.first, line.last, line.bars)]
    if line.remarks:
        blocks.append(Bullets(tuple(Item(remark) for remark in line.remarks)))
    return blocks


def map_blocks(plan: Plan) -> list[Block]:
    """Return where somebody stands on the tracks, the moves from there, and the way the plan leads."""
    if not plan.places:
        return []
    here = [place.post.id for place in plan.places]
    shown = track_map(plan.core.catalogue, here, plan.way)
    return [Heading("Where you stand, and moves from here"), shown]


def track_map(catalogue: Catalogue, here: Collection[str], way: tuple[str, ...]) -> TrackMap:
    """Return the whole map of tracks, with where somebody stands and the way of their plan."""
    book = catalogue.pathways
    tracks = (
        MapTrack(track.name, tuple(MapPost(post.id, post.name) for post in track.posts))
        for track in book.tracks
    )
    moves = (MapMove(move.start, move.to, move.text) for move in book.moves)
    posts = (post.id for track in book.tracks for post in track.posts if post.id in here)
    return TrackMap("Career tracks", tuple(tracks), tuple(moves), tuple(posts), way)
