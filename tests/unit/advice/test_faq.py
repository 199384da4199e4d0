"""A topic is found by the words of a question, whatever their endings, and by words that mean the same."""

from __future__ import annotations

import pytest

from npqpath.advice.faq import Faq
from tests.builders import frozen


@pytest.fixture(scope="module")
def faq() -> Faq:
    return Faq(frozen())


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("Can I do two NPQs at once?", "two-at-once"),
        ("TWO at ONCE", "two-at-once"),
        ("May I postpone it?", "deferral"),
        ("deferring", "deferral"),
        ("I am ill, can I pause?", "deferral"),
        ("What if I change school part-way through?", "change-school"),
        ("Are NPQs about to change?", "review"),
        ("Can I retake?", "fail"),
        ("When does it begin?", "start-dates"),
        ("change-school", "change-school"),
        ("What is NPQ in Senior Leadership?", "npqsl"),
        ("npqsl", "npqsl"),
        ("Who can have the Early Headship Coaching Offer?", "ehco"),
        ("If I withdraw, can I be funded again?", "scholarships"),
    ],
)
def test_the_right_topic_is_found_first(faq: Faq, asked: str, first: str) -> None:
    assert faq.find(asked)[0].id == first


@pytest.mark.parametrize("asked", ["", "?", "zebra crossings", "How do I do it?"])
def test_what_no_topic_is_about_finds_nothing(faq: Faq, asked: str) -> None:
    assert faq.find(asked) == ()


def test_every_topic_is_found_by_its_name_and_id(faq: Faq) -> None:
    for topic in faq.topics:
        assert topic.id in [found.id for found in faq.find(topic.name)], topic.name
        assert faq.find(topic.id)[0].id == topic.id


def test_of_a_long_topic_the_facts_that_answer_are_told(faq: Faq) -> None:
    whole = max(faq.topics, key=lambda topic: len(topic.facts))
    wanted = whole.facts[-1]
    (topic,) = (found for found in faq.find(f"{whole.name}: {wanted.text}") if found.id == whole.id)
    assert wanted in topic.facts
    assert len(topic.facts) < len(whole.facts)


def test_every_fact_that_the_data_has_of_npqs_belongs_to_a_topic(faq: Faq) -> None:
    told = {fact for topic in faq.topics for fact in topic.facts}
    book = frozen().qualifications
    assert set(book.funding_facts) <= told
    assert {each.summary for each in book.qualifications} <= told
