"""Small teams for tests: builders, and a strategy that draws any team."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from hypothesis import strategies as st

from npqpath.team.objectives import AIMS
from npqpath.team.task import Choice, Course, Limits, Member, Need, Option, Task, Wish, by_member, most, used

COURSES = {
    "npqlt": Course(id="npqlt", depth="depth", study=1, rest=2),
    "npqll": Course(id="npqll", depth="depth", study=1, rest=2),
    "npqsenco": Course(id="npqsenco", depth="depth", study=2, rest=2),
    "npqsl": Course(id="npqsl", depth="breadth", study=2, rest=3),
    "npqh": Course(id="npqh", depth="breadth", study=2, rest=3),
}


def option(course: str, worth: int = 4, *, must: bool = False, funded: bool = True) -> Option:
    """Return an option that DfE would pay for, strong and certain unless said otherwise."""
    return Option(course=course, worth=worth, must=must, funded=funded)


def member(id: str, *courses: str, school: str = "elm") -> Member:
    """Return a person to whom each of the courses is strong advice."""
    return Member(id=id, school=school, options=tuple(option(course) for course in courses))


def task(
    *members: Member, starts: int = 3, limits: Limits | None = None, needs: tuple[Need, ...] = ()
) -> Task:
    """Return the task of these people, with no limit unless given."""
    return Task(starts=starts, members=members, courses=COURSES, needs=needs, limits=limits or Limits())


@st.composite
def any_task(draw: st.DrawFn, most_people: int, most_starts: int) -> Task:
    """Draw a team with any options, needs, limits, courses under way, musts and must-nots."""
    few = st.none() | st.integers(1, 3)
    members = tuple(_draw_member(draw, f"p{number}") for number in range(draw(st.integers(1, most_people))))
    named = st.sampled_from([each.id for each in members])
    owned = [(each.id, option.course) for each in members for option in each.options]
    wishes = st.sampled_from(owned).map(lambda pair: Wish(person=pair[0], take=pair[1])) if owned else None
    needs = tuple(
        Need(
            id=f"need {number}",
            courses=frozenset(draw(st.sets(st.sampled_from(list(COURSES)), min_size=1, max_size=2))),
            members=frozenset(draw(st.sets(named, min_size=1))),
            latest=draw(st.none() | st.integers(0, most_starts - 1)),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    limits = Limits(
        at_once=draw(few),
        per_school=draw(few),
        per_team=draw(few),
        places=draw(st.dictionaries(st.sampled_from(list(COURSES)), st.integers(0, 2), max_size=2)),
        pounds=draw(st.none() | st.integers(0, 2000)),
        fees=dict.fromkeys(COURSES, 900),
    )
    return Task(
        starts=draw(st.integers(1, most_starts)),
        members=members,
        courses=COURSES,
        needs=needs,
        limits=limits,
        musts=tuple(draw(st.lists(wishes, max_size=1))) if wishes is not None else (),
        must_nots=(Wish(person=draw(named)),) if draw(st.booleans()) else (),
        aims=tuple(draw(st.permutations([aim.id for aim in AIMS]))[: draw(st.integers(1, len(AIMS)))])
        if draw(st.booleans())
        else (),
    )


def _draw_member(draw: st.DrawFn, id: str) -> Member:
    courses = draw(st.lists(st.sampled_from(list(COURSES)), unique=True, max_size=2))
    options = [
        Option(
            course=course,
            worth=draw(st.sampled_from([0, 1, 2, 4])),
            must=course == "npqsenco" and draw(st.booleans()),
            funded=draw(st.booleans()),
            latest=draw(st.none() | st.integers(0, 1)),
        )
        for course in courses
    ]
    if len(options) == 2 and draw(st.booleans()):
        options[1] = Option(course=courses[1], worth=4, after=courses[0])
    return Member(
        id=id,
        school=draw(st.sampled_from(["elm", "oak"])),
        team=draw(st.sampled_from([None, "maths", "pastoral"])),
        holds=frozenset(draw(st.sets(st.sampled_from(list(COURSES)), max_size=1))),
        options=tuple(options),
        on_course=draw(st.integers(0, 1)),
        free_from=draw(st.integers(0, 1)),
    )


def broken(task: Task, choices: Collection[Choice]) -> tuple[str, ...]:
    """Return what the choices break, such as "per_school elm 1"; empty where they keep to everything."""
    already, now = used(task, ()), used(task, choices)
    exceeded = [" ".join(name) for name, count in now.items() if count > most(task, name, already)]
    musts = [
        f"must {wish.person} {wish.take or ''}".strip()
        for wish in task.musts
        if not any(map(wish.is_about, choices))
    ]
    return (*exceeded, *musts, *_people(task, choices))


def _people(task: Task, choices: Collection[Choice]) -> list[str]:
    faults = []
    for id, own in by_member(sorted(choices, key=lambda choice: choice.start)).items():
        for first, second in pairwise(own):
            if second.start < first.start + task.courses[first.course].rest:
                faults.append(f"one at a time {id}")
        if len({choice.course for choice in own}) < len(own):
            faults.append(f"twice {id}")
        faults += [f"too soon {id}" for choice in own if not _follows(task, choice, own)]
    return faults


def _follows(task: Task, choice: Choice, own: list[Choice]) -> bool:
    after = task.option(choice).after
    return after is None or any(
        one.course == after and one.start + task.courses[after].rest <= choice.start for one in own
    )
