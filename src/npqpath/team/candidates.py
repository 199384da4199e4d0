"""The people of a roster as a team's plan sees them, and which posts and courses are open to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from npqpath.advice.calendar import Standing, months_after
from npqpath.advice.core import CompiledRules
from npqpath.advice.situation import Person
from npqpath.logic.question_kinds import Statuses
from npqpath.team.task import Depth
from npqpath.team.teamfile import WantedPost

DEPTHS: Mapping[str, Depth] = {
    "specialist-npq": "depth",
    "leadership-npq": "breadth",
    "coaching-offer": "other",
}
"""The kinds of course that a team plans, and whether they give breadth or depth."""
MONTHS_A_YEAR = 12
LADDER = "leadership"
"""The track whose posts are one above the other."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the roster, with what they say themselves.

    That is the posts they would like, those they say they are ready for, the duties they have, and the phase
    or key stage where they work.
    """

    id: str
    school: str
    team: str | None
    person: Person
    interested_in: tuple[str, ...] = ()
    ready_for: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    phase: str | None = None

    @property
    def statuses(self) -> dict[str, str]:
        """The NPQs of this person by id, each with completed, studying or starting-soon."""
        return {
            npq: status
            for value in self.person.answers.values()
            if isinstance(value, Statuses)
            for npq, status in value.pairs
        }


def start_day(standing: Standing, start: int) -> dt.date:
    """Return the first day of the month of a start, counted from 0."""
    return months_after(standing.next_start, MONTHS_A_YEAR * start)


def courses_for(core: CompiledRules, post: str) -> frozenset[str]:
    """Return the qualifications that help somebody on the way to a post."""
    moves = [move for move in core.catalogue.pathways.moves if move.to == post]
    helps = {*core.catalogue.posts_by_id[post].helps, *(id for move in moves for id in move.helps)}
    return frozenset(helps & set(core.catalogue.qualifications_by_id))


def could_move(core: CompiledRules, candidate: Candidate, wanted: WantedPost) -> bool:
    """Return whether a move leads from where somebody stands to a post, or they say they would like it.

    Somebody who stands there already, or higher in leadership, could not, unless they say so.
    """
    if wanted.school is not None and candidate.school != wanted.school:
        return False
    if wanted.post in (*candidate.interested_in, *candidate.ready_for):
        return True
    if any(stands_on(core, candidate, post) for post in _and_above(core, wanted.post)):
        return False
    starts = {move.start for move in core.catalogue.pathways.moves if move.to == wanted.post}
    return any(stands_on(core, candidate, post) for post in starts)


def stands_on(core: CompiledRules, candidate: Candidate, post: str) -> bool:
    """Return whether somebody certainly stands on a post of the tracks."""
    return post in core.posts and candidate.person.certainty(core.posts[post]) == "certain"


def _and_above(core: CompiledRules, post: str) -> list[str]:
    """Return a post and, on the leadership track, those above it; the other tracks are no ladders."""
    ids = [each.id for track in core.catalogue.pathways.tracks if track.id == LADDER for each in track.posts]
    return ids[ids.index(post) :] if post in ids else [post]
