"""The team file: what a school or trust wants, and the limits it has. The roster says who is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from npqpath.catalogue.facts import CONFIG
from npqpath.catalogue.near import did_you_mean
from npqpath.errors import DataError, Problem
from npqpath.team.aims import AIMS
from npqpath.values import dataclass

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.reading import Loc, Tree

MOST_STARTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPost:
    """A post that somebody should be ready for."""

    __pydantic_config__ = CONFIG

    post: str
    """Id of a post on the tracks, such as deputy-headteacher; `npqpath tracks` lists them."""
    school: str | None = None
    """The school, as the roster names it; left out: anywhere."""
    by: dt.date | None = None
    """The day by which somebody should be ready; left out: within the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsWanted:
    """What must not be exceeded. What is left out has no limit."""

    __pydantic_config__ = CONFIG

    at_once: int | None = None
    """People on a course at the same time, in all."""
    per_school: int | None = None
    """People of one school on a course at the same time."""
    per_team: int | None = None
    """People of one team on a course at the same time."""
    places: dict[str, int] | None = None
    """Places by qualification for one start."""
    pounds: int | None = None
    """Pounds that you would pay yourself for courses over the whole plan."""
    fees: dict[str, int] | None = None
    """What a course would cost you for one person, in pounds, by qualification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Somebody who must, or must not, take a course."""

    __pydantic_config__ = CONFIG

    person: str
    """Id of the person in the roster."""
    take: str | None = None
    """Id of the qualification; left out: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFile:
    """The whole of a team file. All of it may be left out."""

    __pydantic_config__ = CONFIG

    name: str = "Your team"
    """The name at the head of the report."""
    starts: int = 3
    """How many yearly starts to plan, from 1 to 5, beginning with the next."""
    priorities: tuple[str, ...] = ()
    """What you want to get better at, such as literacy; `npqpath schema team` has the words."""
    posts: tuple[WantedPost, ...] = ()
    """Posts that will have to be filled."""
    limits: LimitsWanted = LimitsWanted()
    """What must not be exceeded."""
    aims: tuple[str, ...] = ()
    """What the plan aims at, the most important first; left out: all aims in the usual order."""
    must: tuple[Settled, ...] = ()
    """Who must take a course."""
    must_not: tuple[Settled, ...] = ()
    """Who must not take a course, or not this one."""


def read_team_file(
    tree: Tree, catalogue: Catalogue, people: Sequence[str], schools: Sequence[str]
) -> TeamFile:
    """Return the team file. Raises `DataError` with every fault, and what was most likely meant.

    `people` and `schools` are those of the roster.
    """
    from npqpath.catalogue.shape import build

    file = build(tree, TeamFile)
    problems = tuple(_problems(file, tree, catalogue, people, schools))
    if problems:
        raise DataError(problems)
    return file


def priority_named(word: str, catalogue: Catalogue) -> str | None:
    """Return the id of the priority with this id or other name, or None."""
    for priority in catalogue.pathways.priorities:
        if word.casefold().replace(" ", "-") in (priority.id, *priority.aliases):
            return priority.id
    return None


def _problems(
    file: TeamFile, tree: Tree, catalogue: Catalogue, people: Sequence[str], schools: Sequence[str]
) -> Iterator[Problem]:
    if not 1 <= file.starts <= MOST_STARTS:
        yield _fault(tree, ("starts",), f"A plan has 1 to {MOST_STARTS} starts.", None)
    priorities = [each.id for each in catalogue.pathways.priorities]
    for index, word in enumerate(file.priorities):
        if priority_named(word, catalogue) is None:
            yield _unknown(tree, ("priorities", index), "priority", word, priorities)
    aims = [aim.id for aim in AIMS]
    for index, id in enumerate(file.aims):
        if id not in aims:
            yield _unknown(tree, ("aims", index), "aim", id, aims)
        elif id in file.aims[:index]:
            yield _fault(tree, ("aims", index), f'The aim "{id}" is named twice.', "Name it once.")
    posts = list(catalogue.posts_by_id)
    for index, wanted in enumerate(file.posts):
        if wanted.post not in posts:
            yield _unknown(tree, ("posts", index, "post"), "post", wanted.post, posts)
        if wanted.school is not None and wanted.school not in schools:
            yield _unknown(tree, ("posts", index, "school"), "school in the roster", wanted.school, schools)
    yield from _limit_problems(file.limits, tree, catalogue)
    courses = list(catalogue.qualifications_by_id)
    for key, wishes in (("must", file.must), ("must_not", file.must_not)):
        for index, wish in enumerate(wishes):
            if wish.person not in people:
                yield _unknown(tree, (key, index, "person"), "person in the roster", wish.person, people)
            if wish.take is not None and wish.take not in courses:
                yield _unknown(tree, (key, index, "take"), "qualification", wish.take, courses)
    both = {(wish.person, wish.take) for wish in file.must} & {
        (wish.person, wish.take) for wish in file.must_not
    }
    for index, wish in enumerate(file.must_not):
        if (wish.person, wish.take) in both:
            yield _fault(tree, ("must_not", index, "person"), "The same is under `must`.", "Take one away.")


def _limit_problems(limits: LimitsWanted, tree: Tree, catalogue: Catalogue) -> Iterator[Problem]:
    for key in ("at_once", "per_school", "per_team", "pounds"):
        value = getattr(limits, key)
        if value is not None and value < 0:
            yield _fault(tree, ("limits", key), "A limit cannot be less than 0.", None)
    courses = list(catalogue.qualifications_by_id)
    for key, by_course in (("places", limits.places), ("fees", limits.fees)):
        for course, value in (by_course or {}).items():
            if course not in courses:
                yield _unknown(tree, ("limits", key, course), "qualification", course, courses)
            elif value < 0:
                yield _fault(tree, ("limits", key, course), "This cannot be less than 0.", None)


def _unknown(tree: Tree, loc: Loc, kind: str, word: str, known: Sequence[str]) -> Problem:
    return _fault(tree, loc, f'There is no {kind} called "{word}".', did_you_mean(word, known))


def _fault(tree: Tree, loc: Loc, message: str, hint: str | None) -> Problem:
    return Problem(tree.place(loc), "NP710", message, hint)
