"""A comparison in plain words, as a pull request shows it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from npqpath.advice.compiled_rules import compile_rules
from npqpath.compare.compare import (
    AdviceSummary,
    Change,
    Comparison,
    Group,
    SavedAnswers,
    SavedChange,
    compare,
)
from npqpath.compare.data_changes import Difference
from npqpath.compare.report import (
    MOST_DIFFERENCES,
    SHARES,
    comparison_document,
    comparison_json,
    share_in_words,
)
from npqpath.dataset.catalogue import Catalogue
from npqpath.output.markdown import render_markdown
from tests.builders import DAY, catalogue, cohort, one, row, rule

NOTHING = Comparison("Autumn", "Autumn", (), None, None, (), (), 0)
ROLE = one("role", "head", "teacher", "trainee")


def compared(old: Catalogue, new: Catalogue, saved: SavedAnswers | None = None) -> Comparison:
    """Return the comparison of two data sets."""
    return compare(compile_rules(old), compile_rules(new), saved, on=DAY)


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

- Changed: rule "for-depth", because.
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
  - Such as: Somebody: they are trainee.

## Would DfE pay? Autumn

- DEPTH: now DfE decides case by case; before, Yes (66.7% of answer sheets).
  - Such as: Somebody: they are trainee.
  - Or: Somebody: they are teacher.

## People that cannot be compared

- Only the new data knows people like this (25.0% of answer sheets of the new data).
  - Such as: Somebody: they are adviser.

## Saved people whose advice changes: 1 of 1

- ann.yaml:
  - First suggestion: Wait; before, NPQ depth.
  - DEPTH, would DfE pay? DfE decides case by case; before, Yes.

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


def test_a_long_list_of_differences_is_cut_and_says_so() -> None:
    words = tuple(Difference("words", f"rule {n}", "a", "b") for n in range(MOST_DIFFERENCES + 3))
    text = render_markdown(comparison_document(replace(NOTHING, differences=words)))
    assert text.count("Changed: rule") == MOST_DIFFERENCES
    assert text.endswith("And 3 more.\n")


def test_the_json_holds_everything() -> None:
    comparison = compared(catalogue([ROLE], [rule("wait")]), catalogue([ROLE], []))
    made = json.loads(json.dumps(comparison_json(comparison)))
    assert made["schema"] == "npqpath/diff/3"
    assert made["changes_advice"] is True
    (change,) = made["changes"]
    assert (change["id"], change["before"], change["after"]) == ("wait", "strong", "not-suggested")
    assert change["group"] == {"share": 1.0, "examples": ["Anybody at all."], "rest": 0.0}


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


FUNDED, NOT = (("DEPTH", "funded"),), (("DEPTH", "not-funded"),)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((("A", "B"), ()), (("B", "A"), ()), ["First suggestion: B; before, A."]),
        ((("A", "B", "C"), ()), (("A", "C", "D"), ()), ["Now suggested too: D.", "No longer suggested: B."]),
        ((("A", "B", "C"), ()), (("A", "C", "B"), ()), ["In another order: A, C and B."]),
        ((("A",), ()), ((), ()), ["First suggestion: no suggestion; before, A."]),
        ((("A",), FUNDED), (("A",), NOT), ["DEPTH, would DfE pay? No; before, Yes."]),
        ((("A",), FUNDED), (("A",), ()), ["DEPTH, would DfE pay? not offered; before, Yes."]),
        (
            (("A",), ()),
            (("A",), (("DEPTH", "incomplete"),)),
            ["DEPTH, would DfE pay? More answers needed; before, not offered."],
        ),
    ],
)
def test_what_changes_for_somebody(
    before: tuple[tuple[str, ...], tuple[tuple[str, str], ...]],
    after: tuple[tuple[str, ...], tuple[tuple[str, str], ...]],
    told: list[str],
) -> None:
    change = SavedChange("ann.yaml", AdviceSummary(*before), AdviceSummary(*after))
    text = render_markdown(comparison_document(replace(NOTHING, saved=(change,))))
    lines = [line.removeprefix("  - ") for line in text.splitlines() if line.startswith("  - ")]
    assert lines == told


def test_saved_people_whom_only_one_data_set_can_read_are_told_of() -> None:
    saved = (
        SavedChange("ann.yaml", AdviceSummary(("A",), ()), None, "There is no question."),
        SavedChange("bea.yaml", None, AdviceSummary(("A",), ())),
    )
    text = render_markdown(comparison_document(replace(NOTHING, saved=saved)))
    assert "- ann.yaml: the new data cannot read these answers.\n  - There is no question.\n" in text
    assert "- bea.yaml: only the new data can read these answers.\n" in text


def test_kept_answers_that_nobody_can_read_are_told_of_and_are_no_change() -> None:
    made = replace(NOTHING, unread=(SavedChange("Row 5", None, None, "It is no\nanswer."),))
    assert made.is_empty
    text = render_markdown(comparison_document(made))
    assert "## Saved people whose answers could not be read: 1\n\n- Row 5: It is no answer.\n" in text


def test_the_markdown_fits_a_comment_and_says_how_much_is_left_out() -> None:
    group = Group(0.1, ("Somebody: they are _*a*_ `head` <b>; they are <b>.",) * 3, 0.1)
    changes = tuple(
        Change("suggestion", f"s{n}", f"Suggestion {n}", "strong", "must", group) for n in range(300)
    )
    saved = tuple(
        SavedChange(f"Row {n}", AdviceSummary(("A",), ()), AdviceSummary(("B",), ())) for n in range(50_000)
    )
    text = render_markdown(comparison_document(replace(NOTHING, changes=changes, saved=saved)))
    shown = text.count("now suggested as a must") + text.count("\n- Row ")
    assert shown > 70
    assert len(text) < 65_536
    assert text.endswith(f"And {50_300 - shown} more points. --format json has them all.\n")
