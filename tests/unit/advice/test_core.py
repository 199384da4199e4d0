"""The compiled core: strengths, what can be suggested, and a dump that comes back the same."""

from __future__ import annotations

import json
from typing import Any

from npqpath.advice.core import CompiledRules, compile_rules, restore_rules
from npqpath.logic.diagram import NOBODY
from tests.builders import bundled, bundled_core, catalogue, cohort, number, one, row, rule

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
    assert compile_rules(catalogue([ROLE], rules)).suggestible() == ("share", "depth")


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
    assert core.limits == {"years": (3, 7), "leading": (2, 5)}


def test_a_row_that_asks_takes_nobody_from_the_rows_below() -> None:
    table = cohort(
        row("ask", None, needs="role"), row("heads", "funded", {"role": "head"}), row("rest", "not-funded")
    )
    core = compile_rules(catalogue([ROLE], cohorts=[table]))
    (asks, _), (heads, _), (rest, _) = ((node, index) for index, node in core.funding_rows("autumn", "depth"))
    assert core.diagram.count(asks) == 2
    assert (core.diagram.count(heads), core.diagram.count(rest)) == (1, 1)


def shares(core: CompiledRules, nodes: dict[Any, int]) -> dict[Any, int]:
    """Return how many sheets are in each node, whatever its number."""
    return {key: core.diagram.count(node) for key, node in nodes.items()}


def test_a_dump_comes_back_the_same_after_a_trip_through_json() -> None:
    core = bundled_core()
    again = restore_rules(bundled(), json.loads(json.dumps(core.dump())))
    for name in ("asked", "posts", "goals", "activities", "gathered"):
        assert shares(again, getattr(again, name)) == shares(core, getattr(core, name))
    for name in ("impossible", "rules", "deadlines"):
        assert shares(again, dict(enumerate(getattr(again, name)))) == shares(
            core, dict(enumerate(getattr(core, name)))
        )
    for key, rows in core.funding.items():
        assert [row for row, _ in again.funding[key]] == [row for row, _ in rows]
        assert shares(again, dict(again.funding[key])) == shares(core, dict(rows))
    assert again.funding.keys() == core.funding.keys()
    assert again.limits == core.limits
    assert again.space.variables == core.space.variables
    suggested = {id: core.suggested(id) for id in core.suggestible()}
    assert shares(again, {id: again.suggested(id) for id in again.suggestible()}) == shares(core, suggested)
    assert again.diagram.count(again.possible) == core.diagram.count(core.possible)


def test_a_restored_core_makes_the_funding_tables_that_were_not_kept() -> None:
    again = restore_rules(bundled(), json.loads(json.dumps(compile_rules(bundled()).dump())))
    assert ("spring-2025", "npqsl") not in again.funding
    fresh = compile_rules(bundled())
    shares = [fresh.diagram.share(node) for _, node in fresh.funding_rows("spring-2025", "npqsl")]
    assert [again.diagram.share(node) for _, node in again.funding_rows("spring-2025", "npqsl")] == shares
