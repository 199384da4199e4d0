"""What to do now: the law first, then what has a month that has come, and never twice the same matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from npqpath.advice.person import make_person
from npqpath.advice.plan import make_plan
from npqpath.planfile.check import book_of
from npqpath.planfile.model import Book, Step
from npqpath.planfile.steps import TALK, gone_through, next_steps
from tests import builders
from tests.builders import frozen_core

DAY = dt.date(2027, 6, 26)
NOW = Step(id="open-one", stage="deliver", what="Lead one project.", when="Now")
REGISTER = Step(id="apply-npqll", stage="prepare", what="Register.", month="2027-06", about="npqll")
OLD = Step(id="review-old", stage="sustain", what="Look back.", month="2026-07")
LAW = Step(id="by-law-npqsenco", stage="explore", what="Ask today.", when="Now", about="npqsenco")
USE = Step(id="use-npqll", stage="sustain", what="Use it.", month="2029-02", about="npqll", dropped=DAY)


def book(*steps: Step, talk: dt.date | None = None) -> Book:
    """Return a plan file with these steps."""
    person = make_person(frozen_core(), {})
    return replace(book_of(make_plan(person, builders.DAY)), steps=steps, next_review=talk)


def shown(plan: Book, on: dt.date) -> list[str | None]:
    return [each.step.id for each in next_steps(plan, on)]


def test_what_is_due_this_month_stands_before_what_is_open_and_what_is_stale() -> None:
    assert shown(book(NOW, OLD, REGISTER), DAY) == ["apply-npqll", "review-old"]
    assert shown(book(NOW, OLD, REGISTER), dt.date(2027, 5, 1)) == ["review-old", "open-one"]


def test_what_the_law_asks_stands_first() -> None:
    assert shown(book(NOW, REGISTER, LAW), DAY) == ["by-law-npqsenco", "apply-npqll"]


def test_a_talk_that_is_due_is_named_once() -> None:
    assert shown(book(TALK, NOW, talk=DAY), DAY) == [None, "open-one"]


@pytest.mark.parametrize(
    ("status", "is_done"), [("none", False), ("starting-soon", True), ("completed", True)]
)
def test_who_has_a_place_has_registered(status: str, is_done: bool) -> None:
    (step,) = gone_through((REGISTER,), {"npqll": status}, DAY)
    assert (step.done == DAY) is is_done
    (other,) = gone_through((REGISTER,), {"npqsl": status}, DAY)
    assert other.done is None


def test_what_a_completed_npq_taught_is_still_to_be_used() -> None:
    assert gone_through((USE,), {"npqll": "completed"}, DAY)[0].dropped is None
    assert gone_through((USE,), {"npqll": "none"}, DAY)[0].dropped == DAY
