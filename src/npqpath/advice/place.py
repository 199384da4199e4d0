"""Where a person stands on the three tracks, and which moves are open from there."""

from __future__ import annotations

from npqpath.advice.situation import Situation
from npqpath.catalogue.careers import Move, Post, Track
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class OpenMove:
    """A move that starts where the person stands: the post and the track it leads to."""

    move: Move
    post: Post
    track: Track


@dataclass(frozen=True, slots=True)
class Place:
    """A post where the person stands, on one track, with the moves that start there."""

    track: Track
    post: Post
    moves: tuple[OpenMove, ...]


def place_on_tracks(person: Situation) -> tuple[Place, ...]:
    """Return every post where this person stands for certain, in the order of the tracks."""
    book = person.core.catalogue.pathways
    where = {post.id: (post, track) for track in book.tracks for post in track.posts}
    return tuple(
        Place(track, post, tuple(OpenMove(m, *where[m.to]) for m in book.moves if m.start == post.id))
        for post, track in where.values()
        if post.id in person.core.posts and person.certainty(person.core.posts[post.id]) == "certain"
    )
