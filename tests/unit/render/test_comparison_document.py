"""A comparison in plain words, as a pull request shows it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from npqpath.advice.comparing import Comparison, Saved, compare
from npqpath.advice.core import compile_core
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.differences import Difference
from npqpath.render.comparison_document import (
    MOST_DIFFERENCES,
    SHARES,
    comparison_document,
    comparison_json,
    share_in_words,
)
from npqpath.render.markdown import render_markdown
from tests.builders import catalogue, cohort, one, row, rule

NOTHING = Comparison(None, (), None, None, (), ())
ROLE = one("role", "head", "teacher", "trainee")


def compared(old: Catalogue, new: Catalogue, saved: Saved | None = None) -> Comparison:
    """Return the comparison of two data sets."""
    return compare(compile_core(old), compile_core(new), saved)


def test_nothing_changed() -> None:
    assert render_markdown(comparison_document(NOTHING)) == (
        "# What this change does\n\nNothing. Both data sets say the same, in the same words.\n"
    )


def test_only_words_changed() -> None:
    it = rule("depth")
    comparison = compared(catalogue([ROLE], [it]), catalogue([ROLE], [replace(it, because="It fits.")]))
    assert (
        render_markdown(comparison_document(comparison))
        == """\
# What this change does

Nobody gets different advice. What changed is listed below.

## What changed in the files

- Other words: rule "for-depth", because.
  - Was: Take depth.
  - Now: It fits.
"""
    )


def test_everything_changed() -> None:
    old = catalogue(
        [ROLE],
        [rule("depth", {"role": ["head", "trainee"]}), rule("wait")],
        cohorts=[cohort(row("all", "funded"))],
    )
    table = cohort(row("heads", "funded", {"role": "head"}), row("rest", "needs-review"))
    new = catalogue(
        [one("role", "head", "teacher", "trainee", "adviser")],
        [rule("depth", {"role": "head"}), rule("wait")],
        cohorts=[table],
    )
    comparison = compared(old, new, {"ann.yaml": {"role": "trainee"}})
    assert (
        render_markdown(comparison_document(comparison)).replace(SHARES, "(shares)")
        == """\
# What this change does

Some people get different advice about NPQ depth. Funding changes for DEPTH.

(shares)

## Suggestions

- NPQ depth: now not suggested; before, suggested strongly (33.3% of answer sheets).
  - Who: you are trainee.
  - For example: you are trainee.

## Would DfE pay? Autumn

- DEPTH: now decided by DfE case by case; before, funded (66.7% of answer sheets).
  - Who: you are teacher or trainee.
  - For example: you are teacher.

## People that cannot be compared

- Only the new data knows people like this (25.0% of answer sheets of the new data).
  - Who: you are adviser.
  - For example: you are adviser.

## Saved answers with another first suggestion

- ann.yaml: Wait, was NPQ depth.

## What changed in the files

- New: question "role", answer "adviser".
  - Adviser
- Another condition: rule "for-depth", when.
  - Was: {role: \\[head, trainee\\]}
  - Now: {role: head}
- Taken away: start "autumn", funding row "all".
  - Row all.
- New: start "autumn", funding row "heads".
  - Row heads.
- New: start "autumn", funding row "rest".
  - Row rest.
"""
    )


def test_people_who_are_asked_something_else_are_told_of() -> None:
    old = catalogue([ROLE, one("aim", "lead", "teach")], [rule("wait")])
    new = catalogue([ROLE, one("aim", "lead", "teach", ask_if={"role": "head"})], [rule("wait")])
    text = render_markdown(comparison_document(compared(old, new)))
    assert "No suggestion and no funding changes for anybody, but other advice does." in text
    assert "- aim?: fewer people are asked it (66.7% of answer sheets)." in text


def test_a_long_list_of_differences_is_cut_and_says_so() -> None:
    words = tuple(Difference("words", f"rule {n}", "a", "b") for n in range(MOST_DIFFERENCES + 3))
    text = render_markdown(comparison_document(replace(NOTHING, differences=words)))
    assert text.count("Other words") == MOST_DIFFERENCES
    assert text.endswith("And 3 more.\n")


def test_the_json_holds_everything() -> None:
    comparison = compared(catalogue([ROLE], [rule("wait")]), catalogue([ROLE], []))
    made = json.loads(json.dumps(comparison_json(comparison)))
    assert made["schema"] == "npqpath/diff/1"
    assert made["changes_advice"] is True
    (change,) = made["changes"]
    assert (change["id"], change["before"], change["after"]) == ("wait", ["strong"], "not-suggested")
    assert change["group"] == {"share": 1.0, "where": [[]], "rest": 0.0, "example": []}


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "all answer sheets"),
        (0.25, "25.0% of answer sheets"),
        (0.0006, "0.1% of answer sheets"),
        (0.0001, "under 0.1% of answer sheets"),
    ],
)
def test_shares_are_of_answer_sheets(share: float, words: str) -> None:
    assert share_in_words(share) == words
