"""A talk with a line manager: what is asked, what is kept, and the ways back and out."""

from __future__ import annotations

import datetime as dt

import pytest

from npqpath.errors import Stopped
from npqpath.planfile.model import Agreed, Review
from npqpath.planfile.steps import Kept
from npqpath.wizard.plan_review import Talk
from tests.builders import frozen
from tests.unit.wizard.scripted import Reply, ScriptedPrompter, Typed

DAY = dt.date(2026, 11, 21)
STAGES = frozen().pathways.implementation
SUSTAIN = STAGES[3].ask
NOTHING = Typed("")


def talk(
    *replies: Reply, said: Kept | None = None, before: dict[str, str] | None = None
) -> tuple[Talk, ScriptedPrompter, list[Kept]]:
    """Return a talk with its prompter, and the list of what it keeps."""
    kept: list[Kept] = []
    prompter = ScriptedPrompter(replies)
    made = Talk(
        STAGES, prompter, kept.append, said or Kept(Review(day=DAY), None, None), ("sustain",), before or {}
    )
    return made, prompter, kept


def test_a_whole_talk_is_kept_word_for_word() -> None:
    it, prompter, kept = talk(
        Typed("my head"),
        ("sustain",),
        Typed("Yes: it is"),
        *[NOTHING] * (len(SUSTAIN) - 1),
        Typed("Go on"),
        Typed("Ask earlier"),
        ("3",),
    )
    said = it.run()
    agreed = (Agreed(stage="sustain", ask=SUSTAIN[0], answer="Yes: it is"),)
    assert said.review == Review(day=DAY, who="my head", agreed=agreed, summary="Go on")
    assert (said.learned, said.next) == ("Ask earlier", dt.date(2027, 2, 22))
    assert kept[-1] == said
    assert prompter.prompts[0].chosen == ("sustain",)
    assert prompter.replies_left == ()


def test_every_answer_is_kept_before_the_next_question() -> None:
    it, _, kept = talk(Typed("Jo"), ("explore",), Typed("one"), Typed("two"), Stopped)
    with pytest.raises(Stopped):
        it.run()
    assert kept[-1].review.who == "Jo"
    assert [each.answer for each in kept[-1].review.agreed] == ["one", "two"]


def test_nothing_is_kept_of_a_talk_that_stops_at_once() -> None:
    it, _, kept = talk(Stopped)
    with pytest.raises(Stopped):
        it.run()
    assert kept == []


def test_back_asks_again_and_replaces_the_answer() -> None:
    it, prompter, _ = talk(
        Typed("Jo"),
        ("explore",),
        "back",
        ("sustain",),
        Typed("first"),
        "back",
        Typed("better"),
        *[NOTHING] * (len(SUSTAIN) - 1),
        "back",
        ("sustain",),
        *[NOTHING] * (len(SUSTAIN) - 1),
        NOTHING,
        NOTHING,
        ("1",),
    )
    said = it.run()
    assert [each.answer for each in said.review.agreed] == ["better"]
    assert prompter.replies_left == ()


def test_a_talk_that_stopped_goes_on_where_it_was() -> None:
    agreed = (Agreed(stage="sustain", ask=SUSTAIN[0], answer="Yes"),)
    earlier = Kept(Review(day=DAY, who="Jo", agreed=agreed), None, None)
    it, prompter, _ = talk(
        ("sustain",), *[NOTHING] * (len(SUSTAIN) - 1), NOTHING, NOTHING, ("6",), said=earlier
    )
    assert it.run().review.agreed == agreed
    assert not prompter.prompts[0].can_go_back
    assert SUSTAIN[0] not in prompter.texts
    assert len(prompter.texts) == len(SUSTAIN) - 1 + 2


def test_what_was_agreed_last_time_is_shown() -> None:
    it, prompter, _ = talk(NOTHING, ("sustain",), Stopped, before={SUSTAIN[0]: "Grow it"})
    with pytest.raises(Stopped):
        it.run()
    assert "Last time you said: Grow it" in prompter.said


def test_another_day_has_to_be_one_to_come() -> None:
    it, prompter, _ = talk(
        NOTHING,
        ("sustain",),
        *[NOTHING] * len(SUSTAIN),
        NOTHING,
        NOTHING,
        ("other",),
        Typed("soon"),
        Typed("2020-01-01"),
        NOTHING,
        ("other",),
        Typed("2027-05-05"),
    )
    assert it.run().next == dt.date(2027, 5, 5)
    assert sum(line.startswith("That is not a day to come") for line in prompter.said) == 2
