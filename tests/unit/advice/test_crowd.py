"""From answer sheets to people, held against counting one sheet after the other."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.comparing import compare
from npqpath.advice.core import compile_rules
from npqpath.advice.crowd import MOST_CELLS, Crowd, read_weights
from npqpath.advice.shared_space import merge
from npqpath.catalogue.catalogue import Catalogue
from npqpath.errors import UsageError
from npqpath.logic.diagram import EVERYBODY
from tests.builders import bundled_core, catalogue, examples, number, one, rule

ROLE = one("role", "head", "teacher", "trainee")
PLACE = one("place", "school", "nursery")
YEARS = one("years", "few", "many", ask_if={"role": "head"})
ROLES = ["head", "teacher", "trainee"]
COUNTS = st.dictionaries(st.sampled_from(["head", "teacher", "trainee"]), st.integers(1, 1000), min_size=1)


def crowd(data: Catalogue, weights: dict[str, dict[str, float]]) -> Crowd:
    """Return the people of one data set."""
    core = compile_rules(data)
    return Crowd(merge(core, core), weights)


def holding(made: Crowd, **answers: str) -> int:
    """Return how many people give these answers."""
    both, node = made._both, EVERYBODY
    for question, answer in answers.items():
        level = both.space.level[question, None]
        value = both.space.variables[level].values.index(answer)
        node = both.diagram.both(node, both.diagram.choose(level, [value]))
    return made.people(node)


def test_every_count_of_the_file_comes_out_again() -> None:
    made = crowd(
        catalogue([ROLE, PLACE, YEARS]),
        {
            "role": {"head": 100.0, "teacher": 700.0, "trainee": 200.0},
            "place": {"school": 9.0, "nursery": 1.0},
        },
    )
    assert made.size == made.people(EVERYBODY) == 1000
    assert [holding(made, role=each) for each in ("head", "teacher", "trainee")] == [100, 700, 200]
    assert holding(made, place="nursery") == 100
    assert holding(made, role="teacher", place="nursery") == 70


def test_an_answer_that_is_left_out_is_nobodys() -> None:
    assert holding(crowd(catalogue([ROLE]), {"role": {"head": 5.0}}), role="teacher") == 0


def test_what_is_not_counted_is_equally_common() -> None:
    made = crowd(catalogue([ROLE, PLACE]), {"role": {"head": 100.0, "teacher": 300.0}})
    assert holding(made, place="nursery") == 200


def test_a_question_with_more_ways_to_answer_draws_nobody() -> None:
    # Heads have twice as many answer sheets as teachers here, and are no more for it.
    made = crowd(catalogue([ROLE, YEARS]), {"role": {"head": 50.0, "teacher": 50.0}})
    assert holding(made, role="head") == 50
    assert holding(made, role="head", years="few") == 25


def test_counts_hold_where_some_combinations_cannot_be() -> None:
    data = catalogue([ROLE, PLACE], impossible={"no": {"role": "head", "place": "nursery"}})
    made = crowd(data, {"role": {"head": 50.0, "teacher": 50.0}, "place": {"school": 80.0, "nursery": 20.0}})
    assert holding(made, role="head", place="nursery") == 0
    assert holding(made, role="head") == 50
    assert holding(made, place="nursery") == holding(made, role="teacher", place="nursery") == 20


@examples(40)
@given(
    COUNTS, st.tuples(st.integers(1, 50), st.integers(1, 50)), st.sets(st.sampled_from(["head", "teacher"]))
)
def test_people_are_the_product_of_shares_where_everything_goes_together(
    roles: dict[str, int], places: tuple[int, int], chosen: set[str]
) -> None:
    weights = {
        "role": {role: float(count) for role, count in roles.items()},
        "place": {"school": float(places[0]), "nursery": float(places[1])},
    }
    made = crowd(catalogue([ROLE, PLACE, YEARS]), weights)
    for role, place in product(chosen, ("school", "nursery")):
        expected = roles.get(role, 0) * weights["place"][place] / sum(places)
        assert abs(holding(made, role=role, place=place) - expected) <= 0.51


def test_a_change_is_told_in_people() -> None:
    old = catalogue([ROLE], [rule("wait"), rule("depth", {"role": "head"})])
    new = catalogue([ROLE], [rule("wait")])
    made = compare(
        compile_rules(old), compile_rules(new), weights={"role": {"head": 24_000.0, "teacher": 440_000.0}}
    )
    assert [change.group.people for change in made.changes] == [24_000]
    assert (made.counted, made.counted_by) == (464_000, ("role",))


def test_counts_are_read_with_other_names_for_an_answer_and_with_commas() -> None:
    read = read_weights({"setting": {"A school": "450,000", "early-years": 2}}, bundled_core())
    assert read == {"setting": {"school": 450_000.0, "early-years": 2.0}}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ([], "has no questions"),
        ({"rle": {"head": 1}}, 'There is no question "rle".'),
        ({"role": {"hed": 1}}, '"hed" is not an answer to "role"'),
        ({"role": {"head": -1}}, '"-1" is not a number of people'),
        ({"role": {"head": "inf"}}, '"inf" is not a number'),
        ({"role": {"head": "many"}}, '"many" is not a number'),
        ({"role": {"head": 0}}, "Nobody is counted"),
        ({"role": 5}, '"role" takes a count for each answer'),
        ({"years": {"few": 1}}, 'The answers to "years" cannot be weighed.'),
        ({"age": {"1": 1}}, 'The answers to "age" cannot be weighed.'),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_a_way_out(raw: object, told: str) -> None:
    core = compile_rules(catalogue([ROLE, PLACE, YEARS, number("age")]))
    with pytest.raises(UsageError) as caught:
        read_weights(raw, core)
    assert told in caught.value.message
    assert caught.value.hint or "Did you mean" in caught.value.message


def test_too_many_combinations_are_refused() -> None:
    questions = [one(f"q{n}", *(f"a{k}" for k in range(60))) for n in range(2)]
    weights = {each.id: {answer.id: 1.0 for answer in each.answers} for each in questions}
    assert MOST_CELLS < 60 * 60
    with pytest.raises(UsageError, match="counts too much at once"):
        crowd(catalogue(questions), weights)
