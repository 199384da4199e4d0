"""Names that people would call the same become the same words."""

from __future__ import annotations

import pytest

from npqpath.workplaces.store import name_words, plain_words, query_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's School", "SAINT MARYS SCHOOL"),
        ("St. Mary\u2019s School", "st marys school"),
        ("St.Mary's School", "St Mary's School"),
        ("Stratford-upon-Avon High", "Stratford upon Avon High"),
        ("\u00c9cole Fran\u00e7aise", "Ecole Francaise"),
        ("Holy Trinity CofE", "Holy Trinity Church of England"),
        ("Holy Trinity C of E", "Holy Trinity C.E."),
        ("St Joseph's R.C. Primary", "St Joseph's Roman Catholic Primary"),
        ("Swiss Cottage & Park", "Swiss Cottage and Park"),
        ("The  Oak   Sch.", "the oak school"),
    ],
)
def test_differences_that_do_not_matter(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


def test_words_with_a_hyphen_are_found_as_one_word_too() -> None:
    assert name_words("Al-Hijrah School") == ["al", "hijrah", "school", "alhijrah"]


def test_slight_words_are_left_out() -> None:
    assert name_words("The School of the Oaks") == ["school", "oaks"]
    assert query_words("the school of oaks") == ["school", "oaks"]
    assert query_words("the of") == ["the", "of"]


@pytest.mark.parametrize("typed", ["WA8 7AA", "wa87aa", "Wa8  7aa"])
def test_a_postcode_is_one_word(typed: str) -> None:
    assert query_words(typed) == ["wa87aa"]
    assert query_words(f"St Mary {typed}") == ["saint", "mary", "wa87aa"]


def test_nothing_comes_of_nothing() -> None:
    assert query_words(" -- '' ") == []
