"""Near misses."""

from __future__ import annotations

import pytest

from npqpath.dataset.near_miss import did_you_mean, near, one_of

AIMS = ["lead-across-school", "lead-in-school", "own-practice", "not-sure"]
NPQS = ["npqlt", "npqltd", "npqlbc", "npqsl", "npqh", "npqel"]


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        pytest.param("lead accross a school", AIMS, "lead-across-school", id="typo and one word more"),
        pytest.param("Lead_Across School", AIMS, "lead-across-school", id="case and separators"),
        pytest.param("own", AIMS, "own-practice", id="beginning of one"),
        pytest.param("lead", AIMS, None, id="beginning of two"),
        pytest.param("NPQSL", NPQS, "npqsl", id="capitals"),
        pytest.param("npqs", NPQS, "npqsl", id="letter missing"),
        pytest.param("fundng", ["funding", "notes"], "funding", id="vowel missing"),
        pytest.param("colour", ["kind", "name"], None, id="nothing like it"),
        pytest.param("", AIMS, None, id="nothing at all"),
        pytest.param("x", [], None, id="nothing to choose from"),
    ],
)
def test_near_finds_what_was_meant(word: str, candidates: list[str], meant: str | None) -> None:
    assert near(word, candidates) == meant


def test_a_short_list_is_shown_beside_the_near_miss() -> None:
    assert (
        did_you_mean("fundng", ["funding", "notes"])
        == 'Did you mean "funding"? Write one of: funding, notes.'
    )


def test_a_long_list_is_not_shown() -> None:
    many = [f"question-number-{number}" for number in range(20)]
    assert did_you_mean("qestion-number-7", many) == 'Did you mean "question-number-7"?'
    assert did_you_mean("zebra", many * 2) is None


def test_a_list_that_is_all_there_is_to_go_by_may_be_longer() -> None:
    many = [f"question-number-{number}" for number in range(20)]
    assert (did_you_mean("zebra", many) or "").startswith("Write one of: question-number-0, ")


def test_nothing_has_no_curly_marks_round_it() -> None:
    assert did_you_mean("", ["yes", "no"]) == "Write one of: yes, no."


def test_curly_marks_are_told_with_what_stands_between_them() -> None:
    curly = 'The marks round it are curly; type straight ones, such as "yes". Did you mean "no"?'
    assert did_you_mean("\u201cno\u201d", ["yes", "no"]) == f"{curly} Write one of: yes, no."


def test_one_name_is_not_called_a_list() -> None:
    assert one_of(["none"]) == 'Write "none".'
