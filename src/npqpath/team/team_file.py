"""The team file: what a school or trust wants, and the limits it has. The roster says who is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

from npqpath.dataset.near_miss import did_you_mean
from npqpath.dataset.qualifications import Answers, PostId, QualificationId, Shown
from npqpath.errors import DataError, Problem
from npqpath.team.objectives import AIMS, TIES
from npqpath.team.task import Limits

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
class Must:
    """Somebody who must take a course."""

    person: str
    """Id of the person in the roster."""
    take: QualificationId | None = None
    """Id of the qualification; left out: any."""
    start: dt.date | None = None
    """The first day of the month in which it starts; left out: any start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MustNot:
    """Somebody who must not take a course."""

    person: str
    """Id of the person in the roster."""
    take: QualificationId | None = None
    """Id of the qualification; left out: any."""
    until: dt.date | None = None
    """The day from which they may again, such as that on which leave ends; left out: not in this plan."""


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
    tie: Annotated[str, Shown(refers="Tie")] | None = None
    """What decides between plans that are equally good; left out: who has had the fewest NPQs comes first."""
    defaults: Answers | None = None
    """Answers of everybody of whom the staff list says none, such as setting: school."""
    must: tuple[Must, ...] = ()
    """Who must take a course."""
    must_not: tuple[MustNot, ...] = ()
    """Who must not take a course, or not this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf(TeamFile):
    """What would be different from a team file; all of it may be left out."""

    leave: tuple[str, ...] = ()
    """Ids of people who leave."""
    more: Limits = Limits()
    """How much more of a limit there would be."""

    def of(self, file: TeamFile) -> TeamFile:
        """Return the file as it would be: with more of its limits, more musts, and without who leaves."""
        limits = {
            key: _more(getattr(file.limits, key), getattr(self.limits, key), getattr(self.more, key))
            for key in ("at_once", "per_school", "per_team", "pounds", "places", "fees")
        }
        return replace(
            file,
            priorities=tuple(dict.fromkeys((*file.priorities, *self.priorities))),
            posts=(*file.posts, *self.posts),
            limits=Limits(**limits),
            aims=self.aims or file.aims,
            tie=self.tie or file.tie,
            must=tuple(each for each in (*file.must, *self.must) if each.person not in self.leave),
            must_not=tuple(
                each for each in (*file.must_not, *self.must_not) if each.person not in self.leave
            ),
        )


File = TypeVar("File", bound=TeamFile)
M = TypeVar("M", Must, MustNot)


def _more(limit: Any, instead: Any, more: Any) -> Any:
    """Return a limit, or limits by qualification, set anew and raised; what has no limit keeps none."""
    if isinstance(limit, dict) or isinstance(instead, dict) or isinstance(more, dict):
        now = {**(limit or {}), **(instead or {})}
        return {id: _more(value, None, (more or {}).get(id)) for id, value in now.items()} or None
    now = limit if instead is None else instead
    return now if now is None else now + (more or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMapping:
    """How a staff list is to be read, as `team check` writes it and a head corrects it."""

    sheets: dict[str, str] = field(default_factory=dict)
    """Which school a sheet is; "left out" where it is not to be read."""
    headings: dict[str, str] = field(default_factory=dict)
    """What a heading is; "left out" where the column is not to be read."""
    values: dict[str, dict[str, Answers]] = field(default_factory=dict)
    """Under a heading, what each value means, as answers."""


def read_team_file(
    tree: Tree, model: type[File], catalogue: Catalogue, people: Sequence[str], schools: Sequence[str]
) -> File:
    """Return a team file, or what would be different from one, in ids.

    `people` and `schools` are those of the roster. Case and spaces do not count. Raises `DataError` with
    every fault, and what was most likely meant.
    """
    from npqpath.dataset.model_errors import build

    priorities = catalogue.pathways.priorities
    names = {
        "priority": {name: each.id for each in priorities for name in (each.id, *each.aliases)},
        "aim": names_of(aim.id for aim in AIMS),
        "way to settle a tie": names_of(tie.id for tie in TIES),
        "post": names_of_posts(catalogue),
        COURSE: names_of_courses(catalogue),
        SCHOOL: names_of(schools),
        PERSON: names_of(people),
    }
    reading = _Reading(tree, names)
    file = reading.in_ids(build(_with_plain_pounds(tree), model))
    if reading.problems:
        raise DataError(tuple(reading.problems))
    return file


_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.00)?")


def _with_plain_pounds(tree: Tree) -> Tree:
    """Return the tree with amounts such as `£12,000` as plain numbers.

    Raises `DataError` where braces end an amount at its comma.
    """
    data = dict(tree.data) if isinstance(tree.data, dict) else {}
    for key in ("limits", "more"):
        limits = data.get(key)
        if not isinstance(limits, dict):
            continue
        cut = next((at for at in limits if re.fullmatch(r"\d{3}", at) and limits[at] is None), None)
        if cut is not None:
            message = "An amount with a comma in it cannot stand in braces."
            place = tree.key_place((key, cut))
            raise DataError((Problem(place, "NP710", message, "Leave out the comma, as in 12000."),))
        amount = _AMOUNT.fullmatch(str(limits.get("pounds")))
        if amount is not None:
            data[key] = {**limits, "pounds": amount[1].replace(",", "")}
    return replace(tree, data=data) if data else tree


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

    def in_ids(self, file: File) -> File:
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
            tie=self._id("way to settle a tie", file.tie, ("tie",)) if file.tie else None,
            posts=tuple(self._post(post, ("posts", at)) for at, post in enumerate(file.posts)),
            limits=self._limits(file.limits),
            must=tuple(self._wish(wish, ("must", at)) for at, wish in enumerate(file.must)),
            must_not=tuple(self._wish(wish, ("must_not", at)) for at, wish in enumerate(file.must_not)),
        )
        musts = {(wish.person, wish.take) for wish in read.must}
        for at, no in enumerate(read.must_not):
            if (no.person, no.take) in musts and no.until is None:
                self._fault(("must_not", at, "person"), "The same is under `must`.", "Take one away.")
        if isinstance(read, WhatIf):
            given = self._tree.data if isinstance(self._tree.data, dict) else {}
            for key in sorted({"name", "starts", "defaults"} & given.keys()):
                self._fault((key,), f"`{key}` is for the whole plan.", "Change it in the team file.")
            leave = tuple(self._id(PERSON, word, ("leave", at)) for at, word in enumerate(read.leave))
            return replace(read, leave=leave, more=self._limits(read.more))
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

    def _wish(self, wish: M, loc: Loc) -> M:
        person, take = self._id(PERSON, wish.person, (*loc, "person")), wish.take
        if take is not None:
            take = self._id(COURSE, take, (*loc, "take"))
        return replace(wish, person=person, take=take)
