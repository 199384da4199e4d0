"""Where a person stands on the three tracks, and which moves are open from there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from npqpath.advice.person import Person
from npqpath.dataset.pathways import Move, Post, Track


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


def place_on_tracks(person: Person) -> tuple[Place, ...]:
    """Return every post where this person stands for certain, in the order of the tracks."""
    book = person.core.catalogue.pathways
    where = {post.id: (post, track) for track in book.tracks for post in track.posts}
    return tuple(
        Place(track, post, tuple(OpenMove(m, *where[m.to]) for m in book.moves if m.start == post.id))
        for post, track in where.values()
        if post.id in person.core.posts and person.certainty(person.core.posts[post.id]) == "certain"
    )


MOST_MOVES = 2
"""Moves of post that a few years have room for."""


def find_way(person: Person, places: Collection[Place], planned: Collection[str]) -> tuple[str, ...]:
    """Return the posts from where a person stands to one that they want, by the fewest moves.

    Of ways as short, the one whose moves are helped most by what is planned, then the first in the data.
    Nothing is returned for somebody who stands there already, or for whom it is too far.
    """
    core = person.core
    goals = {post for post, node in core.goals.items() if person.certainty(node) == "certain"}
    here = [place.post.id for place in places]
    if goals & set(here):
        return ()
    ways: list[tuple[int, tuple[str, ...]]] = [(0, (post,)) for post in here]
    for _ in range(MOST_MOVES):
        ways = [
            (helped + len(set(move.helps) & set(planned)), (*way, move.to))
            for helped, way in ways
            for move in core.catalogue.pathways.moves
            if move.start == way[-1] and move.to not in way
        ]
        there = [each for each in ways if each[1][-1] in goals]
        if there:
            return max(there, key=lambda each: each[0])[1]
    return ()
