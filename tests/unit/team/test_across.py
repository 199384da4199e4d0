"""A trust's view: who holds and would hold what in which school, who could train others, and who pays."""

from __future__ import annotations

import pytest

from npqpath.team.coverage import Money, Specialists, money, specialists
from npqpath.team.task import Choice, Limits
from tests.builders import frozen_core
from tests.unit.team.candidates import person
from tests.unit.team.teams import member, option, task

ANN = person("ann", school="elm", npqs={"npqll": "completed"})
BEN = person("ben", school="oak", npqs={"npqll": "studying"})
CAT = person("cat", school="oak")


def test_who_holds_an_npq_is_told_apart_from_who_would() -> None:
    (found,) = specialists(frozen_core(), (ANN, BEN, CAT), [Choice("cat", "npqll", 1)])
    assert found == Specialists("npqll", {"elm": ("ann",)}, {"oak": ("ben", "cat")})
    assert found.schools == ("elm", "oak")


def test_a_course_under_way_is_not_held_yet() -> None:
    (found,) = specialists(frozen_core(), (BEN,), [])
    assert (found.hold, found.would) == ({}, {"oak": ("ben",)})


def test_npqs_that_nobody_has_are_left_out_and_the_others_are_in_the_order_of_the_data() -> None:
    found = specialists(frozen_core(), (ANN, CAT), [Choice("cat", "npqlt", 0)])
    assert [each.course for each in found] == ["npqlt", "npqll"]


@pytest.mark.parametrize(
    ("hold", "could"), [({"elm": ("a",)}, False), ({"elm": ("a",), "oak": ("b",)}, True)]
)
def test_one_person_alone_does_not_train_others(hold: dict[str, tuple[str, ...]], could: bool) -> None:
    assert Specialists("npqlt", hold, {"oak": ("x", "y")}).could_train is could


def test_dfe_and_the_trust_each_pay_for_their_own() -> None:
    ann = member("ann", "npqlt")
    ben = type(ann)(id="ben", school="oak", options=(option("npqll", funded=False),))
    team = task(ann, ben, limits=Limits(fees={"npqll": 900, "npqlt": 800}))
    choices = [Choice("ann", "npqlt", 0), Choice("ben", "npqll", 0)]
    assert money(team, choices) == Money(funded=1, spared=800, own=1, pounds=900, unknown=0)


def test_a_course_without_a_fee_counts_as_not_known() -> None:
    ann = type(member("ann"))(id="ann", school="elm", options=(option("npqsl", funded=False),))
    found = money(task(ann, limits=Limits(fees={"npqlt": 800})), [Choice("ann", "npqsl", 0)])
    assert found == Money(funded=0, spared=0, own=1, pounds=0, unknown=1)
