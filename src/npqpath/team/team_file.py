"""The team file: what a school or trust wants, and the limits it has. The roster says who is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from npqpath.dataset.near_miss import did_you_mean
from npqpath.dataset.qualifications import PostId, QualificationId, Shown
from npqpath.errors import DataError, Problem
from npqpath.team.objectives import AIMS

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Loc, Tree


ROLE = "role"
"""The question about the job, whose answers are called like posts."""


def names_of_posts(catalogue: Catalogue) -> dict[str, str]:
    """Return the ids of posts by id, name and whatever else the question about the job takes for them."""
    names = {name: post.id for post in catalogue.posts_by_id.values() for name in (post.id, post.name)}
    for question in catalogue.pathways.questions:
        for answer in question.answers:
            if question.id == ROLE and answer.id in catalogue.posts_by_id:
                for name in (answer.label, *answer.aliases):
                    names.setdefault(name, answer.id)
    return names


def names_of_courses(catalogue: Catalogue) -> dict[str, str]:
    """Return the ids of qualifications by id, short name, name and alias."""
    return {
        name: each.id
        for each in catalogue.qualifications.qualifications
        for name in (*each.aliases, each.name, each.short_name, each.id)
    }


def names_of(words: Iterable[str]) -> dict[str, str]:
    """Return words that stand for themselves."""
    return {word: word for word in words}


def meant(word: str, names: Mapping[str, str]) -> str | None:
    """Return what a word stands for, whatever its case, spaces and hyphens; None for nothing or several."""
    if word in names:
        return names[word]
    found = {id for name, id in names.items() if plain(name) == plain(word)}
    return found.pop() if len(found) == 1 else None


def plain(text: str) -> str:
    """Return what counts of a name: letters and figures, without case, spaces and hyphens."""
    return re.sub(r"[\W_]+", "", text.casefold())


MOST_STARTS = 5

Count: TypeAlias = Annotated[int, Shown(minimum=0)]
Starts: TypeAlias = Annotated[int, Shown(minimum=1, maximum=MOST_STARTS)]
Aims: TypeAlias = Annotated[tuple[Annotated[str, Shown(refers="Aim")], ...], Shown(uniqueItems=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPost:
    """A post that somebody should be ready for."""

    post: PostId
    """Id of a post on the tracks, such as deputy-headteacher; `npqpath tracks` lists them."""
    school: str | None = None
    """The school, as the roster names it; left out: anywhere."""
    by: dt.date | None = None
    """The day by which somebody should be ready; left out: within the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsWanted:
    """What must not be exceeded. What is left out has no limit."""

    at_once: Count | None = None
    """People on a course at the same time, in all."""
    per_school: Count | None = None
    """People of one school on a course at the same time."""
    per_team: Count | None = None
    """People of one team on a course at the same time."""
    places: dict[QualificationId, Count] | None = None
    """Places by qualification for one start."""
    pounds: Count | None = None
    """Pounds that you would pay yourself for courses over the whole plan."""
    fees: dict[QualificationId, Count] | None = None
    """What a course would cost you for one person, in pounds, by qualification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Somebody who must, or must not, take a course."""

    person: str
    """Id of the person in the roster."""
    take: QualificationId | None = None
    """Id of the qualification; left out: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFile:
    """The whole of a team file. All of it may be left out."""

    name: str = "Your team"
    """The name at the head of the report."""
    starts: Starts = 3
    """How many yearly starts to plan, from 1 to 5, beginning with the next."""
    priorities: tuple[Annotated[str, Shown(refers="Priority")], ...] = ()
    """What you want to get better at, such as literacy; `npqpath schema team` has the words."""
    posts: tuple[WantedPost, ...] = ()
    """Posts that will have to be filled."""
    limits: LimitsWanted = LimitsWanted()
    """What must not be exceeded."""
    aims: Aims = ()
    """What the plan aims at, the most important first; left out: all aims in the usual order."""
    must: tuple[Settled, ...] = ()
    """Who must take a course."""
    must_not: tuple[Settled, ...] = ()
    """Who must not take a course, or not this one."""


def read_team_file(
    tree: Tree, catalogue: Catalogue, people: Sequence[str], schools: Sequence[str]
) -> TeamFile:
    """Return the team file in ids. Raises `DataError` with every fault, and what was most likely meant.

    `people` and `schools` are those of the roster. Case and spaces do not count.
    """
    from npqpath.dataset.model_errors import build

    file = build(tree, TeamFile)
    names = _Names(
        names_of_posts(catalogue), names_of_courses(catalogue), names_of(schools), names_of(people)
    )
    problems = tuple(_problems(file, tree, catalogue, names))
    if problems:
        raise DataError(problems)
    return _in_ids(file, names)


@dataclass(frozen=True, slots=True)
class _Names:
    """What may be called how: ids by name."""

    posts: Mapping[str, str]
    courses: Mapping[str, str]
    schools: Mapping[str, str]
    people: Mapping[str, str]


def _in_ids(file: TeamFile, names: _Names) -> TeamFile:
    """Return a team file without faults, with the ids that its words stand for."""

    def settled(wishes: tuple[Settled, ...]) -> tuple[Settled, ...]:
        return tuple(
            Settled(
                person=meant(wish.person, names.people) or wish.person,
                take=meant(wish.take, names.courses) if wish.take is not None else None,
            )
            for wish in wishes
        )

    def by_id(by_course: dict[str, int] | None) -> dict[str, int] | None:
        if by_course is None:
            return None
        return {meant(course, names.courses) or course: value for course, value in by_course.items()}

    posts = tuple(
        replace(
            wanted,
            post=meant(wanted.post, names.posts) or wanted.post,
            school=meant(wanted.school, names.schools) if wanted.school is not None else None,
        )
        for wanted in file.posts
    )
    limits = replace(file.limits, places=by_id(file.limits.places), fees=by_id(file.limits.fees))
    return replace(file, posts=posts, limits=limits, must=settled(file.must), must_not=settled(file.must_not))


def priority_named(word: str, catalogue: Catalogue) -> str | None:
    """Return the id of the priority with this id or other name, or None."""
    for priority in catalogue.pathways.priorities:
        if word.casefold().replace(" ", "-") in (priority.id, *priority.aliases):
            return priority.id
    return None


def _problems(file: TeamFile, tree: Tree, catalogue: Catalogue, names: _Names) -> Iterator[Problem]:
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
    for index, wanted in enumerate(file.posts):
        yield from _unmeant(tree, ("posts", index, "post"), "post", wanted.post, names.posts)
        if wanted.school is not None:
            loc: Loc = ("posts", index, "school")
            yield from _unmeant(tree, loc, "school in the roster", wanted.school, names.schools)
    yield from _limit_problems(file.limits, tree, names)
    yield from _wish_problems(file, tree, names)


def _wish_problems(file: TeamFile, tree: Tree, names: _Names) -> Iterator[Problem]:
    for key, wishes in (("must", file.must), ("must_not", file.must_not)):
        for index, wish in enumerate(wishes):
            loc: Loc = (key, index, "person")
            yield from _unmeant(tree, loc, "person in the roster", wish.person, names.people)
            if wish.take is not None:
                yield from _unmeant(tree, (key, index, "take"), "qualification", wish.take, names.courses)
    in_ids = _in_ids(file, names)
    both = {(wish.person, wish.take) for wish in in_ids.must}
    for index, wish in enumerate(in_ids.must_not):
        if (wish.person, wish.take) in both:
            yield _fault(tree, ("must_not", index, "person"), "The same is under `must`.", "Take one away.")


def _limit_problems(limits: LimitsWanted, tree: Tree, names: _Names) -> Iterator[Problem]:
    for key in ("at_once", "per_school", "per_team", "pounds"):
        value = getattr(limits, key)
        if value is not None and value < 0:
            yield _fault(tree, ("limits", key), "A limit cannot be less than 0.", None)
    for key, by_course in (("places", limits.places), ("fees", limits.fees)):
        for course, value in (by_course or {}).items():
            loc: Loc = ("limits", key, course)
            yield from _unmeant(tree, loc, "qualification", course, names.courses)
            if value < 0:
                yield _fault(tree, loc, "This cannot be less than 0.", None)


def _unmeant(tree: Tree, loc: Loc, kind: str, word: str, names: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the fault of a word that stands for nothing."""
    if meant(word, names) is None:
        yield _unknown(tree, loc, kind, word, list(dict.fromkeys(names.values())))


def _unknown(tree: Tree, loc: Loc, kind: str, word: str, known: Sequence[str]) -> Problem:
    return _fault(tree, loc, f'There is no {kind} called "{word}".', did_you_mean(word, known))


def _fault(tree: Tree, loc: Loc, message: str, hint: str | None) -> Problem:
    return Problem(tree.place(loc), "NP710", message, hint)
