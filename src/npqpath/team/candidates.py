"""From the people of a roster to candidates: what they state beside their answers, read by name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import Person, make_person
from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import Statuses
from npqpath.team.cells import StaffMember
from npqpath.team.staff_list import Finding
from npqpath.team.task import Depth
from npqpath.team.team_file import WantedPost, meant, names_of_posts
from npqpath.words import months_after

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

    @property
    def completed(self) -> set[str]:
        """The ids of the NPQs that this person has completed."""
        return {npq for npq, status in self.statuses.items() if status == "completed"}


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
    moves = core.catalogue.pathways.moves
    starts = {move.start for move in moves if move.to == wanted.post and not move.fewer_duties}
    return any(stands_on(core, candidate, post) for post in starts)


def stands_on(core: CompiledRules, candidate: Candidate, post: str) -> bool:
    """Return whether somebody certainly stands on a post of the tracks."""
    return post in core.posts and candidate.person.certainty(core.posts[post]) == "certain"


def _and_above(core: CompiledRules, post: str) -> list[str]:
    """Return a post and, on the leadership track, those above it; the other tracks are no ladders."""
    ids = [each.id for track in core.catalogue.pathways.tracks if track.id == LADDER for each in track.posts]
    return ids[ids.index(post) :] if post in ids else [post]


ONE_SCHOOL = "Your school"
"""The name of the school where the roster has no column for it."""


def join(
    core: CompiledRules, people: Iterable[StaffMember]
) -> tuple[tuple[Candidate, ...], tuple[Finding, ...]]:
    """Return the people of a team's plan, and what could not be used of the roster.

    Somebody whose answers do not go together is left out with a finding.
    """
    posts = names_of_posts(core.catalogue)
    duties = {name: duty.id for duty in core.catalogue.pathways.duties for name in (duty.id, duty.name)}
    found: list[Candidate] = []
    findings: list[Finding] = []
    for person in people:
        try:
            sheet = make_person(core, person.answers)
        except UsageError as error:
            findings.append(Finding((person.row,), 1, None, error.message, error.hint, person.sheet))
            continue
        found.append(
            Candidate(
                id=person.id,
                school=person.school or ONE_SCHOOL,
                team=person.stated.get("team") or None,
                person=sheet,
                interested_in=_named(person, "interest", "post", posts, findings),
                ready_for=_named(person, "readiness", "post", posts, findings),
                duties=_named(person, "duties", "duty", duties, findings),
                phase=person.stated.get("phase") or None,
            )
        )
    return tuple(found), tuple(findings)


def _named(
    person: StaffMember, column: str, kind: str, ids: Mapping[str, str], findings: list[Finding]
) -> tuple[str, ...]:
    """Return the ids that a cell names, with ";" or "," between them; a name may have a comma itself."""
    found: dict[str, None] = {}
    parts = re.split(r"[;\n]", person.stated.get(column, ""))
    words = [word for part in parts for word in ([part] if meant(part, ids) else part.split(","))]
    for word in filter(None, map(str.strip, words)):
        id = meant(word, ids)
        if id is None:
            message = f'There is no {kind} called "{word}".'
            hint = did_you_mean(word, list(ids))
            findings.append(Finding((person.row,), 1, column, message, hint, person.sheet))
        else:
            found[id] = None
    return tuple(found)
