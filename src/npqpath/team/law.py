"""What the law asks of people and whether a plan is in time, and what it may ask of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.legal_deadlines import TimeLimit, Timing, timing_of, unmet_deadlines
from npqpath.team.candidates import Candidate, stands_on, start_day
from npqpath.team.task import Choice


def unsettled(
    core: CompiledRules, people: Iterable[Candidate], courses: Iterable[str]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield what the law may ask: the course, of which person, and the questions that settle it.

    Those people stand on a post that no other course is for. Without the post everybody with an open question
    would be named, and almost none of them concerned.
    """
    candidates = tuple(people)
    for course in courses:
        posts = [post for post, each in core.catalogue.posts_by_id.items() if each.helps == (course,)]
        node = core.suggested(course, "must")
        for each in candidates:
            if each.person.certainty(node) == "possible" and any(stands_on(core, each, p) for p in posts):
                yield course, each.id, each.person.hangs_on(node)


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody for whom a course that the law asks for comes too late in a plan, or may.

    `why` is "no-start-in-time" where even the next start gives no result in time, "may-be-too-late" where the
    time may run out before it does, and "later-than-could-be" where the plan has a worse start, or none.
    """

    person: str
    limit: TimeLimit
    why: Literal["no-start-in-time", "may-be-too-late", "later-than-could-be"]


_ORDER: tuple[Timing, ...] = ("in-time", "may-be-late", "late")


def late_for_the_law(
    core: CompiledRules, people: Iterable[Candidate], choices: Iterable[Choice], standing: Standing
) -> tuple[Late, ...]:
    """Return the people for whom a deadline holds and the plan is not surely in time."""
    planned = {(choice.member, choice.course): choice.start for choice in choices}
    found = []
    for each in people:
        for limit in unmet_deadlines(each.person):
            start = planned.get((each.id, limit.qualification))
            first = timing_of(core.catalogue, limit, standing.next_start)
            chosen: Timing = "late"
            if start is not None:
                chosen = timing_of(core.catalogue, limit, start_day(standing, start))
            if first == "late":
                found.append(Late(each.id, limit, "no-start-in-time"))
            elif _ORDER.index(chosen) > _ORDER.index(first):
                found.append(Late(each.id, limit, "later-than-could-be"))
            elif first == "may-be-late":
                found.append(Late(each.id, limit, "may-be-too-late"))
    return tuple(found)
