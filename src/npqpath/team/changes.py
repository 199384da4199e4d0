"""What differs between two plans for a team, of which the second was made with the first in mind."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from npqpath.advice.cohort_dates import Standing
from npqpath.errors import UsageError
from npqpath.team.candidates import Candidate, stands_on, start_day
from npqpath.team.report import Report
from npqpath.team.succession import Planned, Succession, succession
from npqpath.team.task import Choice, Need, Task
from npqpath.team.team_file import WantedPost

GENERAL = "general"
"""The track of the posts that every teacher holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a plan has that the one before had not, and the other way round.

    `falls_away` are the courses of people who are no longer there. `begins` and `drops` are those of others
    that come and go; `moves` begin at another start, each as it was and as it is. `lost` and `won` are the
    needs that are met no more, and now. `posts` are those that people leave, each as it is without them and
    with the people of that school; `duties` are those that nobody else at their school has.
    """

    after: Report
    falls_away: tuple[Choice, ...]
    begins: tuple[Choice, ...]
    drops: tuple[Choice, ...]
    moves: tuple[tuple[Choice, Choice], ...]
    lost: tuple[Need, ...]
    won: tuple[Need, ...]
    posts: tuple[Succession, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()


def changes_between(before: Report, after: Report) -> Changes:
    """Return what differs between two plans, with what those leave behind who are only in the first."""
    there = after.task.members_by_id
    gone = tuple(each for each in before.people if each.id not in there)
    met = _met(before.task, before.choices)
    return replace(
        changes_since(before.choices, after, met),
        posts=tuple(_posts(gone, after)),
        duties=tuple(_duties(gone, after)),
    )


def changes_since(known: Collection[Choice], after: Report, met: Collection[str] | None = None) -> Changes:
    """Return what differs between the choices that people know and the plan that keeps to them."""
    met = _met(after.task, known) if met is None else met
    there, needs = after.task.members_by_id, after.task.needs
    then = {(choice.member, choice.course): choice for choice in after.choices}
    stay = [choice for choice in known if choice.member in there]
    pairs = [(choice, then.get((choice.member, choice.course))) for choice in stay]
    before = {(choice.member, choice.course) for choice in stay}
    still = _met(after.task, after.choices)
    return Changes(
        after=after,
        falls_away=tuple(choice for choice in known if choice.member not in there),
        begins=tuple(choice for key, choice in then.items() if key not in before),
        drops=tuple(old for old, new in pairs if new is None),
        moves=tuple((old, new) for old, new in pairs if new is not None and new != old),
        lost=tuple(need for need in needs if need.id in met and need.id not in still),
        won=tuple(need for need in needs if need.id in still and need.id not in met),
    )


def _met(task: Task, choices: Collection[Choice]) -> set[str]:
    return {need.id for need in task.needs if task.is_met_already(need) or any(map(need.is_met_by, choices))}


def _posts(gone: tuple[Candidate, ...], after: Report) -> Iterator[Succession]:
    """Yield the posts that people leave free, but for those of every class teacher."""
    core, plan = after.core, Planned(after.core, after.standing, after.people, after.choices)
    left = {
        (post.id, each.school): None
        for each in gone
        for track in core.catalogue.pathways.tracks
        for post in track.posts
        if track.id != GENERAL and stands_on(core, each, post.id)
    }
    for post, school in left:
        yield succession(plan, WantedPost(post=post, school=school), is_wanted=False)


def _duties(gone: tuple[Candidate, ...], after: Report) -> Iterator[tuple[str, str]]:
    """Yield the duties, with the school, that somebody leaves and nobody else there has."""
    kept = {(duty, each.school) for each in after.people for duty in each.duties}
    yield from dict.fromkeys(
        (duty, each.school) for each in gone for duty in each.duties if (duty, each.school) not in kept
    )


def read_plan(path: Path, standing: Standing, starts: int) -> frozenset[Choice]:
    """Return the choices of a plan that was written as JSON, without starts that are over.

    Raises `UsageError` for any other file.
    """
    months = {f"{start_day(standing, start):%Y-%m}": start for start in range(starts)}
    try:
        choices = json.loads(path.read_text("utf-8-sig"))["choices"]
        found = [(str(each["person"]), str(each["course"]), str(each["start"])) for each in choices]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "Write one with `npqpath team plan LIST -o plan.json`, and give that file after --keep."
        raise UsageError(f"{path} is no plan of a team as JSON.", hint) from error
    return frozenset(
        Choice(person, course, months[start]) for person, course, start in found if start in months
    )
