"""Every format of the report, as whole text or read back by an independent reader."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from npqpath.errors import Place, UsageError
from npqpath.validate.findings import Finding, Severity
from npqpath.validate.report import FORMATS, Allowed, Report, choose_format, render_report

FILE = "hub/pathways.yaml"
LINES = ("rules:", "  - id: heads", "    suggest: npqhh", "    because: You lead a £1m school.", "\t")
HOSTILE = "a\n::error::x %0A \x1b[31m##[add-mask]y `z` <b>|*_ \u202e"


def found(
    line: int, column: int, length: int, code: str, severity: Severity = "error", **more: str | None
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
    stub="- id: heads\n  when: {job: head}",
)
NOTE = found(1, 1, 5, "NP603", "note")


def test_text_as_a_whole() -> None:
    assert render_report(report(WARNING, ERROR, NOTE), "text") == (
        'warning[NP304]: The rule "heads" never wins.\n'
        " --> hub/pathways.yaml:2:9\n"
        "  |\n"
        "2 |   - id: heads\n"
        "  |         ^^^^^\n"
        "  = example: A head of a state school. Under 1% of answer sheets are like this.\n"
        "  = you could paste:\n"
        "  |   - id: heads\n"
        "  |     when: {job: head}\n"
        "\n"
        'error[NP123]: There is no step "npqhh".\n'
        " --> hub/pathways.yaml:3:14\n"
        "  |\n"
        "3 |     suggest: npqhh\n"
        "  |              ^^^^^\n"
        '  = help: Did you mean "npqh"?\n'
        "\n"
        "note[NP603]: Something about NP603.\n"
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
        accepted=(NOTE, NOTE),
    )
    expected = "hub: no findings (1 allowed by a comment and 2 accepted in the baseline).\n"
    assert render_report(aside, "text") == expected


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
        accepted=(NOTE,),
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
            "stub": WARNING.stub,
        }
    ]
    assert whole["allowed"][0]["reason"] == "we want it"
    assert [one["code"] for one in whole["accepted"]] == ["NP603"]


def test_github_annotations_come_first_and_the_text_follows() -> None:
    lines = render_report(report(NOTE, ERROR), "github").split("\n")
    assert lines[0] == (
        "::error file=hub/pathways.yaml,line=3,col=14,title=NP123 error::"
        'There is no step "npqhh".%0ADid you mean "npqh"?'
    )
    assert lines[1].startswith("::notice file=hub/pathways.yaml,line=1,col=1,title=NP603 note::")
    assert lines[2] == "note[NP603]: Something about NP603."
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
        stub=HOSTILE,
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


def test_sarif_has_what_code_hosts_read() -> None:
    whole = Report(
        "hub",
        dt.date(2026, 11, 21),
        False,
        (ERROR, NOTE),
        allowed=(Allowed(WARNING, "we want it"),),
        accepted=(NOTE,),
        lines={FILE: LINES},
    )
    log = json.loads(render_report(whole, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        _check_result(result)
        assert result["ruleId"] in rules
    assert [one["level"] for one in run["results"]] == ["error", "note", "warning", "note"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 14,
        "endLine": 3,
        "endColumn": 19,
    }
    assert run["results"][2]["suppressions"] == [{"kind": "inSource", "justification": "we want it"}]
    assert "suppressions" not in run["results"][0]


def _check_result(result: dict[str, Any]) -> None:
    """Check what the SARIF 2.1.0 schema and the code hosts ask of a result."""
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["message"]["text"]
    (location,) = result["locations"]
    place = location["physicalLocation"]
    assert " " not in place["artifactLocation"]["uri"]
    assert all(place["region"][key] >= 1 for key in ("startLine", "startColumn", "endLine", "endColumn"))
    assert all(isinstance(value, str) for value in result["partialFingerprints"].values())


def test_sarif_fingerprints_stay_when_lines_move() -> None:
    moved = Finding(Place(FILE, 30, 1), ERROR.code, "error", ERROR.message)
    prints = [
        json.loads(render_report(report(one), "sarif"))["runs"][0]["results"][0]["partialFingerprints"]
        for one in (ERROR, moved, NOTE)
    ]
    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize(("strict", "failures"), [(False, 1), (True, 2)])
def test_junit_counts_what_fails(strict: bool, failures: int) -> None:
    root = ElementTree.fromstring(render_report(report(ERROR, WARNING, NOTE, strict=strict), "junit"))
    assert root.tag == "testsuites"
    (suite,) = root
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (FILE, "3", str(failures))
    assert len(suite.findall("testcase/failure")) == failures
    case = suite.find("testcase")
    assert case is not None
    assert case.get("name") == "NP123 at line 3, column 14"
    assert "^^^^^" in (suite.findtext("testcase/failure") or "")


def test_junit_has_a_case_that_passes_for_a_sound_file() -> None:
    root = ElementTree.fromstring(render_report(report(), "junit"))
    assert [case.get("name") for case in root.iter("testcase")] == ["no findings"]
    assert root.get("failures") == "0"


def test_markdown_as_a_whole() -> None:
    assert render_report(report(WARNING, ERROR), "markdown") == (
        "## npqpath validate\n"
        "\n"
        "1 error and 1 warning in hub.\n"
        "\n"
        '- hub/pathways.yaml, line 2: The rule "heads" never wins. (warning NP304)\n'
        "  - A head of a state school. Under 1% of answer sheets are like this.\n"
        '- hub/pathways.yaml, line 3: There is no step "npqhh". (error NP123)\n'
        '  - Did you mean "npqh"?\n'
        "\n"
        "For NP304 at line 2 you could paste:\n"
        "\n"
        "```yaml\n"
        "- id: heads\n"
        "  when: {job: head}\n"
        "```\n"
    )


def test_data_is_no_markup_in_markdown() -> None:
    hostile = found(1, 1, 1, "NP1", message=HOSTILE, hint="[x](http://y)", stub="```\n<script>\n````\n# x")
    html = MarkdownIt("commonmark").render(render_report(report(hostile), "markdown"))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<a " not in html
    assert html.count("<pre>") == 1


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_bears_hostile_text(format: str) -> None:
    hostile = Finding(
        Place(HOSTILE, 1, 1), "NP1", "error", HOSTILE, hint=HOSTILE, example=HOSTILE, stub=HOSTILE
    )
    whole = Report(HOSTILE, dt.date(2026, 11, 21), False, (hostile,), lines={HOSTILE: (HOSTILE,)})
    text = render_report(whole, choose_format(format, {}))
    assert text.endswith("\n")
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "text"),
        ({"GITHUB_ACTIONS": "true", "GITHUB_WORKFLOW": "checks"}, "github"),
    ],
)
def test_auto_is_github_inside_actions(env: dict[str, str], expected: str) -> None:
    assert choose_format("auto", env) == expected


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        choose_format("xml", {})
    assert caught.value.hint == "The formats are auto, text, json, github, sarif, junit, markdown."
