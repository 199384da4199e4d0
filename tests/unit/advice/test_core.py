"""The compiled core: strengths, what can be suggested, and a dump that comes back the same."""

from __future__ import annotations

from npqpath.advice.compiled_rules import compile_rules
from npqpath.rules.decision_diagram import NOBODY
from tests.builders import catalogue, cohort, number, one, row, rule

ROLE = one("role", "head", "teacher")


def test_a_suggestion_at_a_strength_counts_the_stronger_rules_too() -> None:
    rules = [
        rule("depth", {"role": "head"}, strength="must", id="one"),
        rule("depth", {"role": "teacher"}, strength="worth-considering", id="other"),
    ]
    core = compile_rules(catalogue([ROLE], rules))
    heads, teachers = core.rules
    assert core.suggested("depth", "must") == core.suggested("depth", "strong") == heads
    assert core.suggested("depth") == core.diagram.either(heads, teachers)
    assert core.suggested("wait") == NOBODY


def test_what_can_be_suggested_is_in_the_order_of_the_rules() -> None:
    rules = [rule("share", id="a"), rule("depth", id="b"), rule("share", id="c")]
    assert tuple(compile_rules(catalogue([ROLE], rules)).offers) == ("share", "depth")


def test_possible_people_are_all_but_the_impossible_ones() -> None:
    asked = [ROLE, one("place", "school", "home")]
    core = compile_rules(catalogue(asked, impossible={"No.": {"role": "head", "place": "home"}}))
    assert core.diagram.count(core.possible) == 3
    assert core.diagram.negate(core.possible) == core.impossible[0]


def test_numbers_are_told_apart_where_some_condition_does_so_also_in_a_funding_table() -> None:
    asked = [number("years"), number("leading")]
    table = cohort(row("old", "funded", {"years": "7 or more"}), row("rest", "not-funded"))
    rules = [rule("depth", {"years": "under 3"}, unless={"leading": "2 to 4"})]
    core = compile_rules(catalogue(asked, rules, cohorts=[table]))
    lows = {id: [band.low for band in bands] for id, bands in core.space.bands.items()}
    assert lows == {"years": [0, 3, 7], "leading": [0, 2, 5]}


def test_a_row_that_asks_takes_nobody_from_the_rows_below() -> None:
    table = cohort(
        row("ask", None, needs="role"), row("heads", "funded", {"role": "head"}), row("rest", "not-funded")
    )
    core = compile_rules(catalogue([ROLE], cohorts=[table]))
    (asks, _), (heads, _), (rest, _) = ((node, index) for index, node in core.funding_rows("autumn", "depth"))
    assert core.diagram.count(asks) == 2
    assert (core.diagram.count(heads), core.diagram.count(rest)) == (1, 1)
