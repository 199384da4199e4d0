"""What happens if somebody leaves: the posts and duties that nobody is left for, and how the plan changes."""

from __future__ import annotations

from dataclasses import dataclass

from npqpath.team.candidates import Candidate, stands_on
from npqpath.team.objectives import is_met_already, meets
from npqpath.team.report import Report
from npqpath.team.succession import Rung, rung
from npqpath.team.task import Choice
from npqpath.team.team_file import WantedPost

GENERAL = "general"
"""The track of the posts that every teacher holds."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The plan with and without one person.

    `posts` are the posts at their school where they stand now, as they would be without them, and `elsewhere`
    the same with the people of the other schools alone, in the same order; `duties` are those that nobody
    else at their school has; `needs` are ids of the team's needs that would no longer be met. `own` are the
    leaver's courses in the plan. `begins` and `drops` are the courses of others that come and go; `moves` are
    those that begin at another start, each as it was and as it would be.
    """

    leaver: str
    before: Report
    after: Report
    posts: tuple[Rung, ...]
    elsewhere: tuple[Rung, ...]
    duties: tuple[str, ...]
    needs: tuple[str, ...]
    own: tuple[Choice, ...]
    begins: tuple[Choice, ...]
    drops: tuple[Choice, ...]
    moves: tuple[tuple[Choice, Choice], ...]


def leaving(before: Report, after: Report, leaver: str) -> Leaving:
    """Return what changes between two reports of which the second is without `leaver`."""
    gone = next(each for each in before.people if each.id == leaver)
    return Leaving(
        leaver=leaver,
        before=before,
        after=after,
        posts=_posts(gone, after, after.people, gone.school),
        elsewhere=_posts(gone, after, tuple(e for e in after.people if e.school != gone.school), None),
        duties=_lost_duties(gone, after),
        needs=tuple(id for id in _met(before) if id not in _met(after)),
        own=tuple(choice for choice in before.allocation.choices if choice.member == leaver),
        begins=_only_in(after, before),
        drops=tuple(choice for choice in _only_in(before, after) if choice.member != leaver),
        moves=_moves(before, after),
    )


def _only_in(report: Report, other: Report) -> tuple[Choice, ...]:
    """Return the choices of courses that the other plan does not have at any start."""
    there = {(choice.member, choice.course) for choice in other.allocation.choices}
    return tuple(c for c in report.allocation.choices if (c.member, c.course) not in there)


def _moves(before: Report, after: Report) -> tuple[tuple[Choice, Choice], ...]:
    then = {(choice.member, choice.course): choice for choice in after.allocation.choices}
    pairs = ((now, then.get((now.member, now.course), now)) for now in before.allocation.choices)
    return tuple((old, new) for old, new in pairs if old != new)


def _posts(
    gone: Candidate, after: Report, people: tuple[Candidate, ...], school: str | None
) -> tuple[Rung, ...]:
    """Return the posts that somebody leaves free, but for those of every class teacher, with these people."""
    core = after.core
    posts = [
        post.id
        for track in core.catalogue.pathways.tracks
        for post in track.posts
        if track.id != GENERAL and stands_on(core, gone, post.id)
    ]
    return tuple(
        rung(
            core,
            people,
            WantedPost(post=post, school=school),
            after.allocation.choices,
            standing=after.standing,
            is_wanted=False,
        )
        for post in posts
    )


def _lost_duties(gone: Candidate, after: Report) -> tuple[str, ...]:
    kept = {duty for each in after.people if each.school == gone.school for duty in each.duties}
    return tuple(duty for duty in gone.duties if duty not in kept)


def _met(report: Report) -> tuple[str, ...]:
    task = report.prepared.task
    return tuple(
        need.id
        for need in task.needs
        if is_met_already(task, need) or any(meets(need, choice) for choice in report.allocation.choices)
    )
