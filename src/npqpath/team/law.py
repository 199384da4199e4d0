"""What the law may ask of somebody, once an answer that the roster does not give is known."""

from __future__ import annotations

from collections.abc import Iterable

from npqpath.advice.core import Core
from npqpath.team.candidates import Candidate, stands_on
from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A course that the law may ask of a person, and the questions that would settle it."""

    course: str
    person: str
    asks: tuple[str, ...]


def unsettled(core: Core, people: Iterable[Candidate], courses: Iterable[str]) -> tuple[Unsettled, ...]:
    """Return the courses that the law may ask of people who stand on a post that no other course is for.

    Without the post everybody with an open question would be named, and almost none of them concerned.
    """
    candidates = tuple(people)
    found = []
    for course in courses:
        posts = [post for post, each in core.catalogue.posts_by_id.items() if each.helps == (course,)]
        node = core.suggested(course, "must")
        found += [
            Unsettled(course, each.id, each.person.hangs_on(node))
            for each in candidates
            if each.person.certainty(node) == "possible" and any(stands_on(core, each, p) for p in posts)
        ]
    return tuple(found)
