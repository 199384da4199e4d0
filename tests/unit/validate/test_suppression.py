"""Comments that allow a finding, with a reason; and what is wrong with such comments."""

from __future__ import annotations

import pytest

from npqpath.errors import Place
from npqpath.validate.allowed import SortedFindings, apply_comments
from npqpath.validate.findings import Finding

FINDING = Finding(Place("a.yaml", 3, 5), "NP304", "warning", "The rule never wins.")


def applied(*lines: str, findings: tuple[Finding, ...] = (FINDING,), has_run: bool = True) -> SortedFindings:
    """Return what the comments in a file with these lines allow."""
    return apply_comments(findings, {"a.yaml": lines}, has_run=lambda _: has_run)


def codes(result: SortedFindings) -> list[str]:
    """Return the codes that count."""
    return [one.code for one in result.findings]


@pytest.mark.parametrize(
    "lines",
    [
        ("a:", "b:", "- id: x  # npqpath: allow NP304 because we want both"),
        ("a:", "# npqpath: allow NP304 because we want both", "- id: x"),
        ("a:", "  #npqpath:allow NP304 because we want both", "- id: x"),
        ("# npqpath: ALLOW np304 Because we want both", "# another comment", "- id: x"),
        ("# npqpath: allow NP304 because we want both", "", "- id: x"),
    ],
    ids=["on the line", "above", "without spaces", "above a comment", "above an empty line"],
)
def test_a_comment_with_a_reason_allows_the_finding(lines: tuple[str, ...]) -> None:
    result = applied(*lines)
    assert result.findings == ()
    assert [(one.finding, one.reason) for one in result.allowed] == [(FINDING, "we want both")]


def test_several_codes_and_several_comments() -> None:
    other = Finding(Place("a.yaml", 3, 1), "NP308", "note", "It is never used.")
    third = Finding(Place("a.yaml", 3, 1), "NP303", "error", "It never matches.")
    lines = (
        "# npqpath: allow NP304, NP308 because we want both",
        "# npqpath: allow NP303 because it is for next year",
        "- id: x",
    )
    result = applied(*lines, findings=(FINDING, other, third))
    assert result.findings == ()
    assert [one.reason for one in result.allowed] == ["we want both", "we want both", "it is for next year"]


def test_a_comment_allows_only_its_code_line_and_file() -> None:
    others = (
        Finding(Place("a.yaml", 3, 5), "NP303", "error", "Another code."),
        Finding(Place("a.yaml", 4, 5), "NP304", "error", "Another line."),
        Finding(Place("b.yaml", 3, 5), "NP304", "error", "Another file."),
    )
    result = applied(
        "", "", "- id: x  # npqpath: allow NP304 because we want it", findings=(FINDING, *others)
    )
    assert result.findings == others


def test_a_comment_without_a_reason_is_an_error() -> None:
    result = applied("", "", "- id: x  # npqpath: allow NP304")
    assert codes(result) == ["NP080"]
    assert result.findings[0].place == Place("a.yaml", 3, 10, 22)
    assert result.findings[0].severity == "error"


@pytest.mark.parametrize("ending", ["because", "because  "])
def test_because_alone_is_no_reason(ending: str) -> None:
    assert codes(applied("", "", f"- id: x  # npqpath: allow NP304 {ending}")) == ["NP080"]


def test_a_comment_that_allows_nothing_is_a_warning() -> None:
    result = applied("- id: x  # npqpath: allow NP304 because we want it", findings=())
    assert codes(result) == ["NP081"]
    assert result.findings[0].severity == "warning"
    assert result.findings[0].place == Place("a.yaml", 1, 27, 5)


def test_a_comment_for_a_check_that_could_not_run_is_left_alone() -> None:
    result = applied("- id: x  # npqpath: allow NP304 because we want it", findings=(), has_run=False)
    assert result.findings == ()


@pytest.mark.parametrize(
    ("comment", "code", "hint"),
    [
        (
            "# npqpath: ignore NP304",
            "NP082",
            "Write: # npqpath: allow NP304 because the hub wants both rules.",
        ),
        ("# npqpath: allow", "NP082", "Write: # npqpath: allow NP304 because the hub wants both rules."),
        ("# npqpath: allow NP3004 because x", "NP082", 'Did you mean "NP304"?'),
        ("# npqpath: allow NP104 because x", "NP083", "Mend what it points at, and take the comment away."),
    ],
)
def test_comments_that_cannot_be_followed(comment: str, code: str, hint: str) -> None:
    (found,) = applied(comment, findings=()).findings
    assert (found.code, found.severity, found.hint) == (code, "error", hint)


def test_the_name_alone_is_no_comment_for_npqpath() -> None:
    lines = ("# See npqpath help rules.", "url: https://example.org/#npqpath:x", "# This is for npqpath")
    assert applied(*lines, findings=()).findings == ()
