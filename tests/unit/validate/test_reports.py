"""Every format of the report as text; `test_reports_read_back` gives SARIF and JUnit to other programs."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from npqpath.errors import Place, UsageError
from npqpath.validate.findings import Finding, Severity
from npqpath.validate.report import FORMATS, Allowed, Format, Report, choose_format
from npqpath.validate.run import render_report

FILE = "hub/pathways.yaml"
LINES = ("rules:", "  - id: heads", "    suggest: npqhh", "    because: You lead a £1m school.", "\t")
ACTIONS = {"GITHUB_ACTIONS": "true"}
HOSTILE = "a\n::error::x %0A \x1b[31m##[add-mask]y `z` <b>|*_ \u202e"


def found(
    line: int, column: int, length: int, code: str, severity: Severity = "error", **more: Any
) -> Finding:
    """Return a finding in the file."""
    message = more.pop("message", None) or f"Something about {code}."
    return Finding(Place(FILE, line, column, length), code, severity, message, **more)


def report(*findings: Finding, strict: bool = False, lines: tuple[str, ...] = LINES) -> Report:
    """Return a report on a file with these findings."""
    return Report("hub", dt.date(2026, 11, 21), strict, findings, lines={FILE: lines})


ERROR = found(3, 14, 5, "NP123", message='There is no step "npqhh".', hint='Did you mean "npqh"?')
WARNING = found(
    2,
    9,
    5,
    "NP304",
    "warning",
    message='The rule "heads" never wins.',
    example="A head of a state school. Under 1% of answer sheets are like this.",
)
NOTE = found(1, 1, 5, "NP701", "note")


def test_text_as_a_whole() -> None:
    assert render_report(report(WARNING, ERROR, NOTE), "text") == (
        'warning[NP304]: The rule "heads" never wins.\n'
        " --> hub/pathways.yaml:2:9\n"
        "  |\n"
        "2 |   - id: heads\n"
        "  |         ^^^^^\n"
        "  = example: A head of a state school. Under 1% of answer sheets are like this.\n"
        "\n"
        'error[NP123]: There is no step "npqhh".\n'
        " --> hub/pathways.yaml:3:14\n"
        "  |\n"
        "3 |     suggest: npqhh\n"
        "  |              ^^^^^\n"
        '  = help: Did you mean "npqh"?\n'
        "\n"
        "note[NP701]: Something about NP701.\n"
        " --> hub/pathways.yaml:1:1\n"
        "  |\n"
        "1 | rules:\n"
        "  | ^^^^^\n"
        "\n"
        "hub: 1 error, 1 warning and 1 note.\n"
        'More about a code: "npqpath validate --explain NP304".\n'
    )


def test_text_without_findings() -> None:
    assert render_report(report(), "text") == "hub: no findings.\n"


def test_text_says_what_is_set_aside() -> None:
    aside = Report(
        "hub",
        dt.date(2026, 11, 21),
        False,
        (),
        allowed=(Allowed(WARNING, "we want it"),),
    )
    expected = "hub: no findings (1 allowed by a comment).\n"
    assert render_report(aside, "text") == expected


@pytest.mark.parametrize(
    ("format", "told"),
    [
        ("text", "hub: 1 error.\nThe proofs wait until these are mended.\n"),
        ("markdown", "1 error. The proofs wait until these are mended.\n"),
        ("json", '"proved": false,'),
        ("sarif", '"text": "The proofs wait until these are mended."'),
        ("junit", '<skipped message="The proofs wait until these are mended." />'),
    ],
)
def test_every_form_says_that_the_proofs_wait(format: Format, told: str) -> None:
    waiting = replace(report(ERROR), is_proved=False)
    assert told in render_report(waiting, format)
    assert told not in render_report(report(ERROR), format)


@pytest.mark.parametrize(
    ("line", "column", "length", "expected"),
    [
        pytest.param("x" * 300 + "!" + "y" * 300, 301, 1, ("x" * 25 + "!", " " * 28 + "^"), id="far right"),
        pytest.param("名前: 値段", 5, 2, ("名前: 値段", " " * 6 + "^^^^"), id="wide letters"),
        pytest.param("a:\tb", 4, 1, ("a: b", "   ^"), id="tab"),
        pytest.param("a: \u202eb\x1b[31m", 5, 1, ("a:  b [31m", "    ^"), id="hidden letters"),
        pytest.param("abc", 99, 5, ("abc", "  ^"), id="behind the end"),
    ],
)
def test_carets_stand_below_the_fault(line: str, column: int, length: int, expected: tuple[str, str]) -> None:
    text = render_report(report(found(1, column, length, "NP1"), lines=(line,)), "text").split("\n")
    assert expected[0] in text[3]
    assert text[4].rstrip() == f"  | {expected[1]}"
    assert len(text[3]) <= 4 + 100 + 6


def test_a_line_that_is_not_there_is_not_shown() -> None:
    assert render_report(report(found(9, 1, 1, "NP1")), "text").split("\n")[1:3] == [
        " --> hub/pathways.yaml:9:1",
        "",
    ]


def test_json_holds_everything_and_counts_from_one() -> None:
    aside = Report(
        "hub",
        dt.date(2026, 11, 21),
        True,
        (WARNING,),
        allowed=(Allowed(ERROR, "we want it"),),
        lines={FILE: LINES},
    )
    whole = json.loads(render_report(aside, "json"))
    assert whole["schema"] == "npqpath/findings/1"
    assert (whole["on"], whole["strict"], whole["passes"]) == ("2026-11-21", True, False)
    assert whole["counts"] == {"errors": 0, "warnings": 1, "notes": 0}
    assert whole["findings"] == [
        {
            "file": FILE,
            "line": 2,
            "column": 9,
            "end_column": 14,
            "code": "NP304",
            "severity": "warning",
            "message": WARNING.message,
            "hint": None,
            "example": WARNING.example,
        }
    ]
    assert whole["allowed"][0]["reason"] == "we want it"


def test_github_annotations_come_first_and_the_text_follows() -> None:
    lines = render_report(report(NOTE, ERROR), "github").split("\n")
    assert lines[0] == (
        "::error file=hub/pathways.yaml,line=3,col=14,title=NP123 error::"
        'There is no step "npqhh".%0ADid you mean "npqh"?'
    )
    assert lines[1].startswith("::notice file=hub/pathways.yaml,line=1,col=1,title=NP701 note::")
    assert lines[2] == "note[NP701]: Something about NP701."
    assert lines[-2].startswith("More about a code:")


def test_github_shows_ten_annotations_and_the_gravest_first() -> None:
    many = [found(1, at, 1, "NP304", "warning") for at in range(1, 15)]
    text = render_report(report(*many, ERROR), "github")
    commands = [line for line in text.split("\n") if line.startswith("::")]
    assert len(commands) == 10
    assert commands[0].startswith("::error ")
    assert text.count("warning[NP304]") == 14


def test_data_cannot_give_github_a_command() -> None:
    hostile = Finding(
        Place(f"a,b:c\n::d{HOSTILE}.yaml", 1, 1),
        "NP1",
        "error",
        HOSTILE,
        hint=HOSTILE,
        example=HOSTILE,
    )
    text = render_report(
        Report(HOSTILE, dt.date(2026, 11, 21), False, (hostile,), lines={hostile.place.file: (HOSTILE,)}),
        "github",
    )
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == 1
    properties = commands[0].removeprefix("::error ").split("::")[0]
    assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "line", "col", "title"]
    assert "##[" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "%250A" in commands[0]


@pytest.mark.parametrize("format", ["github", "text"])
def test_a_folder_cannot_give_github_a_command(format: str) -> None:
    whole = Report("::error::x ##[group]y", dt.date(2026, 11, 21), False, ())
    text = render_report(whole, choose_format("auto" if format == "github" else format, ACTIONS))
    if format == "github":
        assert text == ": :error::x # #[group]y: no findings.\n"
    else:
        assert text == "::error::x ##[group]y: no findings.\n"


@pytest.mark.parametrize(
    "told",
    [
        "::error::gotcha",
        "x\n::error::gotcha",
        "x\r::set-output name=a::b",
        "x%0A::error::gotcha",
        "##[group]gotcha",
        "::stop-commands::token",
        "\u2028::error::gotcha",
        "   ::add-mask::secret",
    ],
)
def test_no_words_of_the_data_reach_the_runner_as_a_command(told: str) -> None:
    one = found(1, 1, 3, "NP1", message=told, hint=told, example=told)
    text = render_report(report(one, lines=(told.splitlines()[0],)), "github")
    # The runner looks at the beginning of each line, after spaces, and for "##[" anywhere.
    lines = re.split(r"[\r\n]", text)
    assert sum(line.lstrip().startswith("::") for line in lines) == 1
    assert "##[" not in text
    words = lines[0].partition("::error ")[2].partition("::")[2]
    assert set(re.findall(r"%..", words)) <= {"%0A", "%25"}


def test_markdown_as_a_whole() -> None:
    assert render_report(report(NOTE, WARNING, ERROR), "markdown") == (
        "## npqpath validate: hub does not pass\n"
        "\n"
        "1 error, 1 warning and 1 note.\n"
        "\n"
        "### Errors\n"
        "\n"
        '- hub/pathways.yaml, line 3: There is no step "npqhh". (NP123)\n'
        '  - Did you mean "npqh"?\n'
        "\n"
        "### Warnings\n"
        "\n"
        '- hub/pathways.yaml, line 2: The rule "heads" never wins. (NP304)\n'
        "  - For example: A head of a state school. Under 1% of answer sheets are like this.\n"
        "\n"
        "### Notes\n"
        "\n"
        "- hub/pathways.yaml, line 1: Something about NP701. (NP701)\n"
    )


@pytest.mark.parametrize(("strict", "verdict"), [(False, "passes"), (True, "does not pass")])
def test_markdown_begins_with_the_verdict(strict: bool, verdict: str) -> None:
    first = render_report(report(WARNING, strict=strict), "markdown").split("\n")[0]
    assert first == f"## npqpath validate: hub {verdict}"


def test_markdown_fits_a_comment_and_says_what_is_left_out() -> None:
    many = [found(2, 9, 5, "NP304", message="It is wrong. " * 50, hint=f"{n}") for n in range(200)]
    text = render_report(report(*many), "markdown")
    shown = text.count("(NP304)")
    assert 40 < shown < 100
    assert len(text) < 65_536
    assert text.endswith(f"And {200 - shown} more points. --format json has them all.\n")


def test_data_is_no_markup_in_markdown() -> None:
    hostile = found(1, 1, 1, "NP1", message=HOSTILE, hint="[x](http://y)")
    html = MarkdownIt("commonmark").render(render_report(report(hostile), "markdown"))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<a " not in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_bears_hostile_text(format: str) -> None:
    hostile = Finding(Place(HOSTILE, 1, 1), "NP1", "error", HOSTILE, hint=HOSTILE, example=HOSTILE)
    whole = Report(HOSTILE, dt.date(2026, 11, 21), False, (hostile,), lines={HOSTILE: (HOSTILE,)})
    text = render_report(whole, choose_format(format, {}))
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITHUB_ACTIONS": "false"}, "text"),
        ({"CI": "true"}, "text"),
    ],
)
def test_auto_is_github_inside_actions(env: dict[str, str], expected: str) -> None:
    assert choose_format("auto", env) == expected


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        choose_format("xml", {})
    assert caught.value.hint == "The formats are auto, text, json, github, sarif, junit, markdown."
