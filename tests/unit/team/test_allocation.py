"""The allocation is the best there is, keeps to every limit, and says what stands behind it."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import replace
from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.errors import UsageError
from npqpath.team.allocation import Allocation, Unmet, allocate
from npqpath.team.objectives import measure
from npqpath.team.task import Choice, Limits, Need, Task, Wish
from tests.builders import few_examples
from tests.unit.team.teams import any_task, broken, member, option, task

MOST_CHOICES = 10


def plan_for(team: Task) -> Allocation:
    found = allocate(team)
    assert isinstance(found, Allocation)
    return found


def best_by_trying_all(team: Task) -> tuple[int, ...] | None:
    choices = team.possible_choices
    every = chain.from_iterable(combinations(choices, size) for size in range(len(choices) + 1))
    reached = [measure(team, each) for each in every if not broken(team, each)]
    return max(reached, default=None)


@given(any_task(most_people=4, most_starts=2))
def test_agrees_with_trying_every_plan(team: Task) -> None:
    if len(team.possible_choices) > MOST_CHOICES:
        return
    found = allocate(team)
    best = best_by_trying_all(team)
    if isinstance(found, Unmet):
        assert best is None
        assert found.musts
        return
    assert measure(team, found.choices) == best
    assert tuple(each.value for each in found.reached) == best
    assert all(each.is_proved for each in found.reached)


@given(any_task(most_people=12, most_starts=3))
def test_keeps_to_every_limit_and_must(team: Task) -> None:
    found = allocate(team)
    if isinstance(found, Allocation):
        assert broken(team, found.choices) == ()
        for id, runner_up in found.runners_up.items():
            others = [choice for choice in found.choices if choice.member != id]
            if runner_up.choice is not None:
                assert broken(team, [*others, runner_up.choice]) == ()


@few_examples
@given(any_task(most_people=10, most_starts=3))
def test_is_the_same_every_time(team: Task) -> None:
    assert allocate(team) == allocate(team)


@given(any_task(most_people=8, most_starts=3), st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(team: Task, chance: Random) -> None:
    shuffled = replace(
        team,
        members=tuple(chance.sample(team.members, len(team.members))),
        needs=tuple(chance.sample(team.needs, len(team.needs))),
    )
    before, after = allocate(team), allocate(shuffled)
    if isinstance(before, Allocation):
        assert isinstance(after, Allocation)
        assert set(after.choices) == set(before.choices)
        assert after.reached == before.reached


@given(any_task(most_people=8, most_starts=3), st.randoms(use_true_random=False))
def test_who_stays_keeps_their_plan(team: Task, chance: Random) -> None:
    team = replace(team, aims=tuple(aim for aim in team.aims if aim != "statutory") or ("own-good",))
    before = allocate(team)
    leaver = chance.choice(team.members).id
    rest = without(team, leaver)
    if isinstance(before, Unmet) or not rest.members:
        return
    kept = {choice for choice in before.choices if choice.member != leaver}
    after = allocate(rest, known=before.choices)
    assert isinstance(after, Allocation)
    if not broken(rest, kept):
        assert kept <= set(after.choices)


@given(any_task(most_people=3, most_starts=2), st.data())
def test_no_plan_is_nearer_to_what_people_know(team: Task, data: st.DataObject) -> None:
    choices = team.possible_choices
    if not choices or len(choices) > MOST_CHOICES:
        return
    team = replace(team, aims=("own-good",))
    known = frozenset(data.draw(st.sets(st.sampled_from(choices))))
    found = allocate(team, known=known)
    if isinstance(found, Allocation):
        every = chain.from_iterable(combinations(choices, size) for size in range(len(choices) + 1))
        nearest = max(nearness(each, known) for each in every if not broken(team, each))
        assert nearness(found.choices, known) == nearest


def nearness(choices: Collection[Choice], known: frozenset[Choice]) -> int:
    """Return 2 for each choice that is kept, and 1 for a course that is kept at another start."""
    courses = {(choice.member, choice.course) for choice in known}
    return sum(2 if c in known else (c.member, c.course) in courses for c in choices)


def without(team: Task, leaver: str) -> Task:
    return replace(
        team,
        members=tuple(member for member in team.members if member.id != leaver),
        needs=tuple(replace(need, members=need.members - {leaver}) for need in team.needs),
        musts=tuple(wish for wish in team.musts if wish.person != leaver),
        must_nots=tuple(wish for wish in team.must_nots if wish.person != leaver),
    )


def test_what_the_law_asks_for_comes_first_and_soonest() -> None:
    senco = replace(member("senco"), options=(option("npqsenco", must=True),))
    found = plan_for(task(member("ann", "npqsl"), senco, limits=Limits(at_once=1)))
    assert Choice("senco", "npqsenco", 0) in found.choices


def test_a_stronger_option_of_a_person_beats_a_weaker_one() -> None:
    ann = replace(member("ann"), options=(option("npqll", 2), option("npqsl", 4)))
    assert [choice.course for choice in plan_for(task(ann, starts=1)).choices] == ["npqsl"]


def test_a_course_only_worth_considering_is_taken_for_a_need_and_not_otherwise() -> None:
    ann = replace(member("ann"), options=(option("npqll", 0),))
    need = Need(id="literacy", courses=frozenset({"npqll"}), members=frozenset({"ann"}))
    assert plan_for(task(ann)).choices == ()
    assert [choice.course for choice in plan_for(task(ann, needs=(need,))).choices] == ["npqll"]


def test_peers_start_together_where_nothing_else_differs() -> None:
    found = plan_for(task(*(member(id, "npqlt") for id in ("ann", "ben", "cat"))))
    assert len({choice.start for choice in found.choices}) == 1


def test_nobody_waits_for_the_sake_of_few_at_once_where_no_limit_is_set() -> None:
    people = (member("ann", "npqlt"), member("ben", "npqll"), member("cat", "npqsl"))
    assert len({choice.start for choice in plan_for(task(*people)).choices}) == 1
    limited = plan_for(task(*people, limits=Limits(at_once=3)))
    assert len({choice.start for choice in limited.choices}) > 1


def test_courses_under_way_count_against_a_limit() -> None:
    busy = replace(member("busy"), on_course=1, free_from=3)
    found = plan_for(task(busy, member("ann", "npqlt"), starts=2, limits=Limits(at_once=1)))
    assert found.choices == (Choice("ann", "npqlt", 1),)


def test_the_runner_up_says_which_aim_it_would_cost() -> None:
    ann = replace(member("ann"), options=(option("npqll", 2), option("npqsl", 4)))
    found = plan_for(task(ann, starts=1)).runners_up["ann"]
    assert found.choice is not None
    assert (found.choice.course, found.loses) == ("npqll", ("own-good", 2))


def test_the_runner_up_names_the_limit_that_stops_it() -> None:
    team = task(member("ann", "npqlt"), member("ben", "npqlt"), starts=1, limits=Limits(at_once=1))
    found = plan_for(team)
    (outside,) = {"ann", "ben"} - {choice.member for choice in found.choices}
    assert found.runners_up[outside].stopped_by == (("at_once", "0"),)


def test_musts_that_do_not_fit_are_named() -> None:
    team = task(member("ann", "npqlt"), member("ben", "npqlt"), starts=1, limits=Limits(at_once=1))
    wishes = (Wish(person="ann", take="npqlt"), Wish(person="ben", take="npqlt"))
    found = allocate(replace(team, musts=wishes))
    assert isinstance(found, Unmet)
    assert found.musts == (wishes[1],)


def test_without_the_solver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(UsageError, match="team needs a part") as caught:
        allocate(task(member("ann", "npqlt")))
    assert "npqpath[team]" in (caught.value.hint or "")


def test_who_was_equal_is_told() -> None:
    new, old = member("new", "npqlt"), replace(member("old", "npqlt"), holds=frozenset({"npqll"}))
    found = plan_for(task(old, new, starts=1, limits=Limits(at_once=1)))
    (equals,) = found.equals
    assert [choice.member for choice in equals.chosen] == ["new"]
    assert equals.others == ("old",)


def test_a_stronger_reason_or_another_cost_is_not_equal() -> None:
    strong = replace(member("strong"), options=(option("npqlt", 8),))
    paid = replace(member("paid"), options=(option("npqlt", 4, funded=False),))
    found = plan_for(task(strong, member("free", "npqlt"), paid, starts=1, limits=Limits(at_once=1)))
    assert found.equals == ()


@pytest.mark.parametrize(
    ("tie", "first"),
    [
        ("longest-teaching", "ann"),
        ("longest-leading", "ben"),
        ("smaller-schools", "ben"),
        ("fewest-npqs", "cat"),
    ],
)
def test_the_team_file_may_say_what_settles_a_tie(tie: str, first: str) -> None:
    people = (
        replace(member("ann", "npqlt"), teaching=20, holds=frozenset({"npqll"})),
        replace(member("ben", "npqlt", school="oak"), leading=9, holds=frozenset({"npqll"})),
        member("cat", "npqlt"),
    )
    team = replace(task(*people, starts=1, limits=Limits(at_once=1)), tie=tie)
    assert [choice.member for choice in plan_for(team).choices] == [first]


def test_a_must_may_name_its_start_and_a_must_not_its_end() -> None:
    team = task(member("ann", "npqlt"), member("ben", "npqll"))
    asked = replace(
        team,
        musts=(Wish(person="ann", starts=frozenset({2})),),
        must_nots=(Wish(person="ben", starts=frozenset({0})),),
    )
    assert {(c.member, c.start) for c in plan_for(asked).choices} == {("ann", 2), ("ben", 1)}
