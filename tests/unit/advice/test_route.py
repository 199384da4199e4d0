"""The ways to a post: which path is the shortest, which others really differ, and when each step could be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from npqpath.advice.cohort_dates import stand
from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.route import SHORTEST, SLOWER, Route, find_route, nearest_posts
from npqpath.dataset.pathways import Move, Post
from npqpath.errors import UsageError
from tests.builders import frozen

ON = dt.date(2026, 11, 28)
UP = [
    Move(start="classroom-teacher", to="middle-leader", text="Lead a team.", helps=("npqlt",)),
    Move(start="classroom-teacher", to="senco", text="Work beside your SENCO."),
    Move(start="middle-leader", to="assistant-headteacher", text="Lead across the school.", helps=("npqsl",)),
    Move(start="middle-leader", to="literacy-lead", text="Take on literacy."),
    Move(start="middle-leader", to="behaviour-lead", text="Take on behaviour."),
    Move(start="literacy-lead", to="assistant-headteacher", text="Widen."),
    Move(start="behaviour-lead", to="assistant-headteacher", text="Widen."),
    Move(start="senco", to="assistant-headteacher", text="Widen."),
    Move(start="assistant-headteacher", to="deputy-headteacher", text="Lead more.", helps=("npqsl", "npqh")),
    Move(start="assistant-headteacher", to="early-years-manager", text="Run a nursery."),
    Move(start="early-years-manager", to="headteacher", text="Run a school."),
    Move(start="deputy-headteacher", to="headteacher", text="Prepare for headship.", helps=("npqh",)),
    Move(start="early-career-teacher", to="classroom-teacher", text="Finish induction.", months=24),
]
DOWN = [
    Move(start=start, to=to, text="Give duties up.", fewer_duties=True, months=12)
    for start, to in (
        ("deputy-headteacher", "assistant-headteacher"),
        ("deputy-headteacher", "classroom-teacher"),
        ("assistant-headteacher", "classroom-teacher"),
        ("headteacher", "deputy-headteacher"),
    )
]
CHANGES: dict[str, dict[str, Any]] = {
    "early-years-manager": {"open_to": {"setting": "early-years"}},
    "senco": {"needs": ("npqsenco",)},
}


@cache
def rules() -> CompiledRules:
    book = frozen().pathways
    tracks = (
        replace(t, posts=tuple(replace(p, **CHANGES.get(p.id, {})) for p in t.posts)) for t in book.tracks
    )
    return compile_rules(replace(frozen(), pathways=replace(book, tracks=tuple(tracks), moves=(*UP, *DOWN))))


def ways_to(goal: str, *, on: dt.date = ON, **answers: object) -> Route:
    catalogue = rules().catalogue
    person = make_person(rules(), read_answers({"setting": "school", **answers}, catalogue))
    return find_route(person, goal, stand(catalogue, on))


def posts(route: Route) -> dict[str, list[str]]:
    return {way.name: [step.post.id for step in way.steps] for way in route.ways}


def test_the_shortest_way_comes_first_and_passes_no_post_of_another_setting() -> None:
    found = posts(ways_to("headteacher", role="subject-lead", focus="teaching"))
    assert found[SHORTEST] == ["assistant-headteacher", "deputy-headteacher", "headteacher"]
    assert next(iter(found)) == SHORTEST
    assert "early-years-manager" not in {post for way in found.values() for post in way}


def test_a_post_of_another_setting_can_be_wanted_and_the_way_says_that_it_leads_elsewhere() -> None:
    route = ways_to("early-years-manager", role="assistant-headteacher")
    assert posts(route)[SHORTEST] == ["early-years-manager"]
    assert route.elsewhere
    assert not ways_to("deputy-headteacher", role="assistant-headteacher").elsewhere


def test_another_way_leads_over_another_track_and_over_the_area_that_was_named() -> None:
    found = posts(ways_to("headteacher", role="phase-lead", focus="behaviour"))
    assert "literacy-lead" not in {post for way in found.values() for post in way}
    by_senco = posts(ways_to("headteacher", role="classroom-teacher"))["By the specialist track"]
    assert by_senco == ["senco", "assistant-headteacher", "deputy-headteacher", "headteacher"]


def test_no_way_gives_duties_up_to_take_them_on_again() -> None:
    assert posts(ways_to("headteacher", role="deputy-headteacher"))[SHORTEST] == ["headteacher"]
    back = posts(ways_to("classroom-teacher", role="deputy-headteacher"))
    assert back[SHORTEST] == ["classroom-teacher"]
    assert back["By the leadership track"] == ["assistant-headteacher", "classroom-teacher"]
    assert SLOWER not in back


def test_a_slower_way_begins_each_post_when_it_is_likely_on_the_shortest() -> None:
    route = ways_to("headteacher", role="assistant-headteacher")
    ways = {way.name: way.steps for way in route.ways}
    assert [s.first for s in ways[SLOWER]] == [step.likely for step in ways[SHORTEST]]


def test_a_course_begins_with_a_start_and_is_put_to_use_before_the_move_that_it_helps() -> None:
    first = ways_to("deputy-headteacher", role="assistant-headteacher").ways[0].steps[0]
    assert first.study is not None
    assert first.study.qualification.id == "npqsl"
    assert first.first == dt.date(2027, 9, 1)
    assert first.study.free <= first.likely


@pytest.mark.parametrize("status", ["completed", "studying"])
def test_what_somebody_has_or_is_on_is_not_planned_again(status: str) -> None:
    steps = ways_to("headteacher", role="assistant-headteacher", npqs={"npqsl": status}).ways[0].steps
    assert ("npqsl" in steps[0].has) == (status == "completed")
    begun = [step.study.starts for step in steps if step.study and step.study.qualification.id == "npqsl"]
    assert begun == ([] if status == "completed" else [dt.date(2026, 11, 1)])
    assert steps[-1].study is not None


def test_what_the_law_asks_is_on_the_way_and_need_not_come_before_the_post() -> None:
    senco = ways_to("senco", role="classroom-teacher").ways[0].steps[0]
    assert senco.helps[0] == "npqsenco"
    assert senco.study is not None
    assert senco.study.free > senco.likely


def test_induction_takes_its_time_and_nobody_knows_how_much_of_it_is_over() -> None:
    step = ways_to("classroom-teacher", role="early-career-teacher").ways[0].steps[0]
    assert (step.first, step.likely) == (dt.date(2027, 9, 1), dt.date(2028, 9, 1))


@pytest.mark.parametrize(("on", "year"), [(dt.date(2027, 3, 1), 2027), (dt.date(2027, 5, 20), 2028)])
def test_after_spring_the_posts_of_next_september_are_mostly_filled(on: dt.date, year: int) -> None:
    assert ways_to("headteacher", on=on, role="deputy-headteacher").ways[0].steps[0].first.year == year


def test_there_is_no_way_to_where_somebody_stands_or_to_where_no_moves_lead() -> None:
    here = ways_to("headteacher", role="headteacher")
    assert (here.start, here.goal, here.ways) == (here.goal, here.goal, ())
    assert ways_to("trainee-teacher", role="headteacher").ways == ()


def test_who_stands_nowhere_is_told_which_answer_is_missing() -> None:
    with pytest.raises(UsageError, match="where you stand"):
        ways_to("headteacher")


def test_the_nearest_posts_come_first() -> None:
    person = make_person(rules(), read_answers({"role": "deputy-headteacher"}, rules().catalogue))
    far = nearest_posts(person)
    assert list(far.values()) == sorted(far.values())
    assert far["headteacher"] == 1
    assert "deputy-headteacher" not in far


def test_the_post_of_the_role_is_where_somebody_starts_who_stands_on_more_than_one() -> None:
    assert ways_to("deputy-headteacher", role="assistant-headteacher", focus="teaching").start.id == (
        "assistant-headteacher"
    )


def test_every_way_starts_at_one_post_and_ends_at_the_one_wanted() -> None:
    route = ways_to("headteacher", role="classroom-teacher")
    chains = [[route.start, *(step.post for step in way.steps)] for way in route.ways]
    assert all(isinstance(post, Post) for chain in chains for post in chain)
    assert {chain[-1].id for chain in chains} == {"headteacher"}
    assert len({tuple(post.id for post in chain) for chain in chains}) == 2
