"""The team file: what a school or trust wants, and the limits it has. The roster says who is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeAlias

from npqpath.dataset.near_miss import did_you_mean
from npqpath.dataset.qualifications import PostId, Shown
from npqpath.errors import DataError, Problem
from npqpath.team.objectives import AIMS
from npqpath.team.task import Limits, Wish

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
    limits: Limits = Limits()
    """What must not be exceeded."""
    aims: Aims = ()
    """What the plan aims at, the most important first; left out: all aims in the usual order."""
    must: tuple[Wish, ...] = ()
    """Who must take a course."""
    must_not: tuple[Wish, ...] = ()
    """Who must not take a course, or not this one."""


def read_team_file(
    tree: Tree, catalogue: Catalogue, people: Sequence[str], schools: Sequence[str]
) -> TeamFile:
    """Return the team file in ids. Raises `DataError` with every fault, and what was most likely meant.

    `people` and `schools` are those of the roster. Case and spaces do not count.
    """
    from npqpath.dataset.model_errors import build

    priorities = catalogue.pathways.priorities
    names = {
        "priority": {name: each.id for each in priorities for name in (each.id, *each.aliases)},
        "aim": names_of(aim.id for aim in AIMS),
        "post": names_of_posts(catalogue),
        COURSE: names_of_courses(catalogue),
        SCHOOL: names_of(schools),
        PERSON: names_of(people),
    }
    reading = _Reading(tree, names)
    file = reading.in_ids(build(tree, TeamFile))
    if reading.problems:
        raise DataError(tuple(reading.problems))
    return file


COURSE, SCHOOL, PERSON = "qualification", "school in the roster", "person in the roster"


class _Reading:
    """The reading of a team file: `names` are the ids by name of each kind of thing that it may name."""

    def __init__(self, tree: Tree, names: Mapping[str, Mapping[str, str]]) -> None:
        self._tree = tree
        self._names = names
        self.problems: list[Problem] = []

    def _fault(self, loc: Loc, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(self._tree.place(loc), "NP710", message, hint))

    def _id(self, kind: str, word: str, loc: Loc) -> str:
        """Return what a word stands for; a word that stands for nothing is a fault."""
        names = self._names[kind]
        id = meant(word, names)
        if id is None:
            hint = did_you_mean(word, list(dict.fromkeys(names.values())))
            self._fault(loc, f'There is no {kind} called "{word}".', hint)
        return id or word

    def in_ids(self, file: TeamFile) -> TeamFile:
        """Return the file with the ids that its words stand for."""
        if not 1 <= file.starts <= MOST_STARTS:
            self._fault(("starts",), f"A plan has 1 to {MOST_STARTS} starts.")
        priorities = [
            self._id("priority", word, ("priorities", at)) for at, word in enumerate(file.priorities)
        ]
        aims: list[str] = []
        for at, word in enumerate(file.aims):
            aims.append(self._id("aim", word, ("aims", at)))
            if aims[at] in aims[:at]:
                self._fault(("aims", at), f'The aim "{word}" is named twice.', "Name it once.")
        read = replace(
            file,
            priorities=tuple(dict.fromkeys(priorities)),
            aims=tuple(aims),
            posts=tuple(self._post(post, ("posts", at)) for at, post in enumerate(file.posts)),
            limits=self._limits(file.limits),
            must=tuple(self._wish(wish, ("must", at)) for at, wish in enumerate(file.must)),
            must_not=tuple(self._wish(wish, ("must_not", at)) for at, wish in enumerate(file.must_not)),
        )
        for at, wish in enumerate(read.must_not):
            if wish in read.must:
                self._fault(("must_not", at, "person"), "The same is under `must`.", "Take one away.")
        return read

    def _post(self, wanted: WantedPost, loc: Loc) -> WantedPost:
        post, school = self._id("post", wanted.post, (*loc, "post")), wanted.school
        if school is not None:
            school = self._id(SCHOOL, school, (*loc, "school"))
        return replace(wanted, post=post, school=school)

    def _limits(self, limits: Limits) -> Limits:
        for key in ("at_once", "per_school", "per_team", "pounds"):
            if (getattr(limits, key) or 0) < 0:
                self._fault(("limits", key), "A limit cannot be less than 0.")
        places, fees = self._amounts("places", limits.places), self._amounts("fees", limits.fees)
        return replace(limits, places=places, fees=fees)

    def _amounts(self, key: str, amounts: Mapping[str, int] | None) -> dict[str, int] | None:
        found = {}
        for course, amount in (amounts or {}).items():
            found[self._id(COURSE, course, ("limits", key, course))] = amount
            if amount < 0:
                self._fault(("limits", key, course), "This cannot be less than 0.")
        return found or None

    def _wish(self, wish: Wish, loc: Loc) -> Wish:
        person, take = self._id(PERSON, wish.person, (*loc, "person")), wish.take
        if take is not None:
            take = self._id(COURSE, take, (*loc, "take"))
        return Wish(person=person, take=take)
