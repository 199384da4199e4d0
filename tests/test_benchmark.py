"""The advice is as good as published guidance asks: scores on the kept cases that may not get worse."""

from __future__ import annotations

from functools import cache

import pytest

from tests.builders import bundled_core
from tools.benchmark import Score, score_advice, score_funding


@cache
def advice() -> list[Score]:
    return score_advice(bundled_core())


@cache
def funding() -> list[Score]:
    return score_funding(bundled_core())


@pytest.mark.parametrize(("kind", "least"), [("seed", 0.95), ("guidance", 0.95), ("case-study", 0.8)])
def test_the_first_suggestion_is_what_the_sources_advise(kind: str, least: float) -> None:
    scores = [score for score in advice() if score.kind == kind]
    missed = [(score.id, score.note) for score in scores if not score.right]
    assert len(scores) >= 10
    assert 1 - len(missed) / len(scores) >= least, missed


def test_nothing_is_suggested_that_the_sources_advise_against() -> None:
    assert [(score.id, score.note) for score in advice() if not score.avoided] == []


def test_funding_is_decided_as_published_guidance_says() -> None:
    agreed = [score for score in funding() if score.kind == "agrees"]
    assert len(agreed) >= 10
    assert [(score.id, score.note) for score in agreed if not score.right] == []


@pytest.mark.parametrize("score", funding(), ids=lambda score: score.id)
def test_a_funding_case_comes_out_as_it_should(score: Score) -> None:
    assert score.right, score.note
