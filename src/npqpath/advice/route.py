"""The ways from where somebody stands to a post: over which posts, when at the earliest, and what helps.

The map of posts and moves is data. A way is a path on it that passes no post twice, and none that people of
this setting are never in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import reader_of
from npqpath.advice.person import Certainty, Person, under_way
from npqpath.advice.suggestions import suggested_ids
from npqpath.advice.timeline import COACHING, Course, course_under_way, new_course
from npqpath.dataset.pathways import Move, Post
from npqpath.dataset.qualifications import Fact
from npqpath.errors import UsageError
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import Statuses, Ticked
from npqpath.words import months_after


@dataclass(frozen=True, slots=True)
class Place:
    """A post where the person stands, with the moves that start there."""

    post: Post
    moves: tuple[Move, ...]


def place_on_tracks(person: Person) -> tuple[Place, ...]:
    """Return every post where this person stands for certain, in the order of the tracks."""
    core = person.core
    posts = core.catalogue.posts_by_id
    here = [id for id in posts if id in core.posts and person.certainty(core.posts[id]) == "certain"]
    moves = _moves_among(person, [id for id in posts if _could_be_in(person, id)], here)
    return tuple(Place(posts[id], tuple(moves.get(id, ()))) for id in here)


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One move on a way, and the post that it leads to.

    `first` and `likely` are the Septembers from which somebody could be in the post: at the earliest, and
    with time in each post and for `study`, the course before it. Of what `helps` the person `has` some.
    """

    move: Move
    post: Post
    first: dt.date
    likely: dt.date
    helps: tuple[str, ...]
    has: tuple[str, ...]
    study: Course | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """How others made this move, and came to this post."""
        return (*self.move.facts, *self.post.facts)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a post, with a name that tells it from the others."""

    name: str
    steps: tuple[RouteStep, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The ways from a post to another, the shortest first.

    There are none where somebody stands there already, and none where no moves lead there. `elsewhere` is
    true where the way leads to posts that people of their setting are not in, and so to another workplace.
    """

    on: dt.date
    start: Post
    goal: Post
    ways: tuple[Way, ...]
    elsewhere: bool


Path = tuple[Move, ...]

SHORTEST: Final = "The shortest way"
SLOWER: Final = "With more time in each post"
LONGER: Final = 1
"""How many moves more than the shortest another way may have."""
LAST_MONTH: Final = 4
"""Posts from September are mostly filled in spring: after this month the next are those of a year on."""
YEAR: Final = 12


def find_route(person: Person, goal: str, standing: Standing) -> Route:
    """Return the ways from where a person stands to a post. Raises `UsageError` where they stand nowhere."""
    here = [place.post.id for place in place_on_tracks(person)]
    if not here:
        hint = "Say what you do: --set role=subject-lead. `npqpath questions` lists the answers to role."
        raise UsageError("Your answers do not say where you stand, so there is no way from there.", hint)
    paths = _best_paths(person, here, goal, LONGER)
    if paths and any(_chance(person, move.start, move.to) == "possible" for move in paths[0]):
        paths = _best_paths(person, here, goal, LONGER + 1)
    start = paths[0][0].start if paths else goal if goal in here else here[0]
    posts = person.core.catalogue.posts_by_id
    elsewhere = bool(paths) and not all(_could_be_in(person, move.to) for move in paths[0])
    return Route(standing.on, posts[start], posts[goal], _ways(person, paths, standing), elsewhere)


def shortest_path(person: Person, places: Sequence[Place]) -> tuple[str, ...]:
    """Return the posts from where a person stands to the nearest that they want, both included.

    Nothing is returned for somebody who stands there already, wants no post or could not reach it.
    """
    here = [place.post.id for place in places]
    goals = [id for id, node in person.core.goals.items() if person.certainty(node) == "certain"]
    if set(goals) & set(here):
        return ()
    found = (_best_paths(person, here, goal, 0) for goal in goals)
    path = min((paths[0] for paths in found if paths), key=len, default=())
    return (path[0].start, *(move.to for move in path)) if path else ()


def nearest_posts(person: Person) -> dict[str, int]:
    """Return how many moves lead to each post from where a person stands, the nearest first."""
    found = {place.post.id: 0 for place in place_on_tracks(person)}
    moves = _moves_among(person, person.core.catalogue.posts_by_id, found)
    edge = list(found)
    while edge:
        reached = list(dict.fromkeys(m.to for post in edge for m in moves.get(post, ()) if m.to not in found))
        found |= dict.fromkeys(reached, found[edge[0]] + 1)
        edge = reached
    return {post: far for post, far in found.items() if far}


AREA: Final = "focus"
"""The question whose answer says in which area somebody works or wants to."""


def _could_be_in(person: Person, *posts: str) -> bool:
    """Return whether a person could be in a post, or could make the move from one post to another."""
    return _chance(person, *posts) != "ruled-out"


def _chance(person: Person, *posts: str) -> Certainty:
    return person.certainty(person.core.open_to.get(posts, EVERYBODY))


def _is_about_an_area(person: Person, post: str) -> bool:
    """Return whether it hangs on somebody's area that they are in a post, and not on their role alone."""
    core = person.core
    return post in core.posts and core.diagram.depends(core.posts[post], core.space.levels.get(AREA, ()))


def _is_of_another_area(person: Person, post: str) -> bool:
    """Return whether nobody in a post is in the area that this person has named."""
    core, level = person.core, person.core.space.level.get((AREA, None), -1)
    if level not in person.known or post not in core.posts:
        return False
    return core.diagram.restrict(core.posts[post], {level: person.known[level]}) == NOBODY


def _moves_among(person: Person, posts: Collection[str], here: Collection[str]) -> dict[str, list[Move]]:
    """Return the moves to some posts that a person could make, by where they start; none leads back."""
    found: dict[str, list[Move]] = {}
    for move in person.core.catalogue.pathways.moves:
        if move.to in posts and move.to not in here and _could_be_in(person, move.start, move.to):
            found.setdefault(move.start, []).append(move)
    return found


def _best_paths(person: Person, here: Sequence[str], goal: str, longer: int) -> list[Path]:
    """Return the paths to a post from the nearest of the posts where a person stands, the best first.

    They have at most so many moves more than the shortest. Only where there is no other way do they pass
    posts that people of the person's setting are not in.
    """
    every = person.core.catalogue.posts_by_id
    own = [post for post in every if post == goal or _could_be_in(person, post)]
    for posts in (own, every) if goal not in here else ():
        moves = _moves_among(person, posts, here)
        left = _moves_left(moves, goal)
        if near := [post for post in here if post in left]:
            start = min(near, key=lambda post: (left[post], _is_about_an_area(person, post)))
            found = _paths(moves, left, (), start, left[start] + longer)
            paths = sorted(found, key=lambda path: _merit(person, path))
            return [path for path in paths if _is_direct(path, paths[0])] or paths[:1]
    return []


def _merit(person: Person, path: Path) -> tuple[int, ...]:
    """Return what puts one path before another: few moves, no duties given up, the own area, one track."""
    tracks = person.core.catalogue.tracks_by_post
    passed = [tracks[path[0].start].id, *(tracks[move.to].id for move in path)]
    changes = sum(one != other for one, other in pairwise(passed))
    off_track = sum(track != passed[-1] for track in passed)
    return len(path), _downs(path), _strange(person, path), changes, off_track


def _strange(person: Person, path: Path) -> int:
    return sum(_is_of_another_area(person, move.to) for move in path[:-1])


def _is_direct(path: Path, best: Path) -> bool:
    """Return whether no duties are given up on a path only to take them on again, or after taking more on."""
    if _downs(best) == len(best):
        return _downs(path) == len(path)
    return _downs(path) <= _downs(best) and all(move.fewer_duties for move in path[: _downs(path)])


def _downs(path: Path) -> int:
    return sum(move.fewer_duties for move in path)


def _moves_left(moves: Mapping[str, Sequence[Move]], goal: str) -> dict[str, int]:
    """Return the fewest moves to a post from each that leads there."""
    left, edge = {goal: 0}, {goal}
    while edge:
        edge = {start for start, own in moves.items() if start not in left and any(m.to in edge for m in own)}
        left |= dict.fromkeys(edge, max(left.values()) + 1)
    return left


def _paths(
    moves: Mapping[str, Sequence[Move]], left: Mapping[str, int], path: Path, at: str, most: int
) -> Iterator[Path]:
    """Yield every path on from a post that passes no post twice and has no more than `most` moves in all."""
    if not left[at]:
        yield path
        return
    passed = {at, *(move.start for move in path)}
    for move in moves.get(at, ()):
        if move.to not in passed and left.get(move.to, most) < most - len(path):
            yield from _paths(moves, left, (*path, move), move.to, most)


def _ways(person: Person, paths: Sequence[Path], standing: Standing) -> tuple[Way, ...]:
    if not paths:
        return ()
    ways = [Way(SHORTEST, _steps(person, paths[0], standing, is_slow=False))]
    other = _other_path(person, paths)
    if other is not None:
        name, path = other
        ways.append(Way(name, _steps(person, path, standing, is_slow=False)))
    slower = _steps(person, paths[0], standing, is_slow=True)
    if slower[-1].first > ways[0].steps[-1].first:
        ways.append(Way(SLOWER, slower))
    return tuple(ways)


def _other_path(person: Person, paths: Sequence[Path]) -> tuple[str, Path] | None:
    """Return the best path over another track than the first, or else over another post, and its name."""
    tracks, posts = person.core.catalogue.tracks_by_post, person.core.catalogue.posts_by_id
    own, passed = {tracks[move.to].id for move in paths[0]}, {move.to for move in paths[0]}
    near = _held(person).union(suggested_ids(person))
    found = []
    for path in paths[1:]:
        new = [posts[move.to] for move in path if move.to not in passed]
        other = [tracks[post.id] for post in new if tracks[post.id].id not in own]
        is_far = all(near.isdisjoint(post.helps) for post in new)
        if new and not _strange(person, path):
            found.append(((not other, len(path), is_far), path, other, new))
    if not found:
        return None
    _, path, other, new = min(found, key=lambda each: each[0])
    return f"By the {other[0].name.lower()} track" if other else f"By way of: {new[0].name}", path


def _held(person: Person) -> frozenset[str]:
    """Return what somebody holds: NPQs that are completed, and awards."""
    found: set[str] = set()
    for question, value in person.answers.items():
        if isinstance(value, Statuses):
            found |= {id for id, status in value.pairs if status == "completed"}
        elif isinstance(value, Ticked) and person.core.catalogue.question(question).answers:
            found |= set(value.ids)
    return frozenset(found)


def _is_settled(person: Person, id: str) -> bool:
    """Return whether a person has, or is on, what takes the place of a qualification."""
    catalogue, compiler = person.core.catalogue, person.core.compiler
    found = catalogue.qualifications_by_id.get(id)
    if found is None or found.settled_by is None:
        return False
    return person.certainty(compiler.node(reader_of(catalogue).read(found.settled_by, ()))) == "certain"


def _steps(person: Person, path: Path, standing: Standing, *, is_slow: bool) -> tuple[RouteStep, ...]:
    """Return the steps of a path; a slow way begins each when on another it is likely."""
    catalogue, held = person.core.catalogue, _held(person)
    likely, courses = _likely_days(person, path, standing)
    first = likely if is_slow else _first_days(path, standing, catalogue.pathways.pace.post_at_least.months)
    steps = []
    for move, soon, later, course in zip(path, first, likely, courses, strict=True):
        post = catalogue.posts_by_id[move.to]
        helps = tuple(dict.fromkeys((*post.needs, *move.helps)))
        has = tuple(id for id in helps if id in held or _is_settled(person, id))
        steps.append(RouteStep(move, post, soon, later, helps, has, course))
    return tuple(steps)


def _first_days(path: Path, standing: Standing, months: int) -> list[dt.date]:
    """Return from when somebody could be in each post, with so many months in one that has none of its own.

    How long they have been where they stand is not known, so nothing is waited for there.
    """
    days = [dt.date(standing.on.year + (standing.on.month > LAST_MONTH), 9, 1)]
    for move in path[1:]:
        days.append(months_after(days[-1], move.months or months))
    return days


def _likely_days(person: Person, path: Path, standing: Standing) -> tuple[list[dt.date], list[Course | None]]:
    """Return from when somebody is likely to be in each post, and the course before each move.

    A course begins with a real start, once the one before has been put to use, and is put to use itself
    before the move.
    """
    catalogue = person.core.catalogue
    pace = catalogue.pathways.pace
    on_it = [course_under_way(catalogue.qualification(id), standing.on, pace) for id in under_way(person)]
    taken, free = set(_held(person)), max([standing.on, *(course.free for course in on_it)])
    days, courses = list[dt.date](), list[Course | None]()
    for move in path:
        if days:
            day = months_after(days[-1], move.months or pace.post.months)
        else:
            day = months_after(_first_days(path[:1], standing, 0)[0], (move.months or 2 * YEAR) - YEAR)
        course = _course_for(person, move, taken, standing, max([free, *days[-1:]]))
        if course is not None:
            taken.add(course.qualification.id)
            free = max(free, course.free)
            # What the law asks in a post may be gained there, and what helps before it.
            if course.qualification.id not in catalogue.posts_by_id[move.to].needs:
                day = max(day, dt.date(free.year + (free.month > 9), 9, 1))
        days.append(day)
        courses.append(course)
    return days, courses


def _course_for(
    person: Person, move: Move, taken: Collection[str], standing: Standing, day: dt.date
) -> Course | None:
    """Return the course to take before a move, from a day on: one at most, and what the law asks first.

    There is none where something that helps is held or planned already.
    """
    catalogue, offered = person.core.catalogue, standing.rules.offers
    settled = {id for id in catalogue.qualifications_by_id if id in taken or _is_settled(person, id)}
    lacks = [id for id in catalogue.posts_by_id[move.to].needs if id not in settled]
    helping = () if move.fewer_duties or not settled.isdisjoint(move.helps) else move.helps
    npqs = [id for id in (*lacks, *helping) if id in offered and catalogue.qualification(id).kind != COACHING]
    if not npqs:
        return None
    under, wanted = under_way(person), suggested_ids(person)
    best = min(npqs, key=lambda id: (id not in lacks, id not in under, id not in wanted))
    course = catalogue.qualification(best)
    if best in under:
        return course_under_way(course, standing.on, catalogue.pathways.pace)
    start = next(each for each in standing.starts() if each >= day)
    return new_course(course, start, standing, catalogue.pathways.pace)
