"""The map of tracks in the language of Graphviz, for people who draw their own."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.render.document import TrackMap

HERE = "\\n(you are here)"


def dot(track_map: TrackMap) -> str:
    """Return a digraph: a cluster for each track, posts in order, and the moves."""
    return "\n".join(
        [
            f'digraph "{_quoted(track_map.title)}" {{',
            "    rankdir=TB; compound=true; newrank=true; nodesep=0.3; ranksep=0.5;",
            '    node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica"];',
            '    edge [color="#6e7781"];',
            *_tracks(track_map),
            *_moves(track_map),
            "}\n",
        ]
    )


def _tracks(track_map: TrackMap) -> Iterator[str]:
    for number, track in enumerate(track_map.tracks):
        yield f"    subgraph cluster_{number} {{"
        yield f'        label="{_quoted(track.name)}"; style="rounded,filled"; color="#eef1f4";'
        for post in track.posts:
            is_here = post.id in track_map.here
            label = _quoted(post.name) + (HERE if is_here else "")
            look = ', fillcolor="#0b5cad", fontcolor=white' if is_here else ""
            yield f'        "{_quoted(post.id)}" [label="{label}"{look}];'
        # An invisible line keeps the posts of a track in order.
        ids = " -> ".join(f'"{_quoted(post.id)}"' for post in track.posts)
        yield f"        {ids} [style=invis];" if len(track.posts) > 1 else ""
        yield "    }"


def _moves(track_map: TrackMap) -> Iterator[str]:
    way = set(zip(track_map.way, track_map.way[1:], strict=False))
    known = {post.id for track in track_map.tracks for post in track.posts}
    for move in track_map.moves:
        if move.start in known and move.to in known:
            look = ', color="#0b5cad", penwidth=3' if (move.start, move.to) in way else ""
            ends = f'"{_quoted(move.start)}" -> "{_quoted(move.to)}"'
            yield f'    {ends} [tooltip="{_quoted(move.text)}", constraint=false{look}];'


def _quoted(text: str) -> str:
    """Return `text` for a quoted string, where only the quotation mark and the backslash have a meaning."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
