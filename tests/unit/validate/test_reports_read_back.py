"""SARIF and JUnit reports, read back by sarif-tools and junitparser as build servers would."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from junitparser import Failure, JUnitXml, TestCase, TestSuite

from npqpath.errors import Place
from npqpath.validate.findings import Finding, Severity, explanations
from npqpath.validate.report import Allowed, Report
from npqpath.validate.run import render_report, report_on
from tests.program import DATA

FILE = "hub/pathways.yaml"
LINES = ("rules:", "  - id: heads", "    suggest: npqhh")
HOSTILE = "a\n::error::x %0A \x1b[31m\x00 ]]>&amp; <b>\"'|*_ \u202e\ufffe [x](http://y) =cmd() \U0001f600"


def found(
    line: int,
    code: str,
    severity: Severity = "error",
    *,
    message: str = "It is wrong.",
    hint: str | None = None,
) -> Finding:
    """Return a finding in the file."""
    return Finding(Place(FILE, line, 5, 3), code, severity, message, hint)


ERROR = found(3, "NP123", message='There is no step "npqhh".', hint='Did you mean "npqh"?')
WARNING = found(2, "NP304", "warning", message='The rule "heads" never wins.')
NOTE = found(1, "NP701", "note", message="No test reaches it.")


def report(*findings: Finding, strict: bool = False, **more: Any) -> Report:
    """Return a report on a file with these findings."""
    return Report("hub", dt.date(2026, 11, 21), strict, findings, lines={FILE: LINES}, **more)


def hostile_report() -> Report:
    """Return a report whose every word is out to do harm."""
    place = Place(f"hub/{HOSTILE}.yaml", 1, 1, 4)
    one = Finding(place, "NP123", "error", HOSTILE, hint=HOSTILE, example=HOSTILE)
    return Report(HOSTILE, dt.date(2026, 11, 21), False, (one, one), lines={place.file: (HOSTILE,)})


def broken_data(folder: Path) -> Report:
    """Return the report on a copy of the frozen data with two slips."""
    for name in ("pathways", "qualifications"):
        text = (DATA / f"{name}.yaml").read_text("utf-8")
        text = text.replace("suggest: npqsl", "suggest: npqls", 1)
        (folder / f"{name}.yaml").write_text(text.replace("outcome: funded", "outcome: fundd", 1), "utf-8")
    return report_on([folder], on=dt.date(2026, 11, 21), strict=False)


def sarif(*words: str) -> str:
    """Return what `sarif WORDS` of sarif-tools writes."""
    done = subprocess.run(
        [sys.executable, "-m", "sarif", *words], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kept(report: Report, file: Path) -> str:
    """Return the name of a file that holds the report as SARIF."""
    file.write_text(render_report(report, "sarif"), "utf-8")
    return str(file)


def table(report: Report, folder: Path) -> list[dict[str, str]]:
    """Return the findings as sarif-tools puts them into a table, the gravest first."""
    made = folder / "table.csv"
    sarif("csv", "--output", str(made), kept(report, folder / "it.sarif"))
    with made.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_sarif_tools_finds_every_finding_with_its_place_and_level(tmp_path: Path) -> None:
    assert table(report(ERROR, WARNING, NOTE), tmp_path) == [
        {
            "Tool": "npqpath",
            "Severity": severity,
            "Code": code,
            "Description": words,
            "Location": FILE,
            "Line": line,
        }
        for severity, code, words, line in (
            ("error", "NP123", 'There is no step "npqhh".\nDid you mean "npqh"?', "3"),
            ("warning", "NP304", 'The rule "heads" never wins.', "2"),
            ("note", "NP701", "No test reaches it.", "1"),
        )
    ]


def test_sarif_tools_counts_by_level(tmp_path: Path) -> None:
    lines = sarif("summary", kept(report(ERROR, ERROR, WARNING), tmp_path / "it.sarif")).split("\n")
    assert [line for line in lines if line] == [
        "error: 2",
        ' - NP123 There is no step "npqhh".: 2',
        "warning: 1",
        ' - NP304 The rule "heads" never wins.: 1',
        "note: 0",
    ]


def test_sarif_tools_sees_what_a_change_brought(tmp_path: Path) -> None:
    before = kept(report(ERROR, WARNING), tmp_path / "before.sarif")
    after = kept(report(ERROR, found(1, "NP109")), tmp_path / "after.sarif")
    told = sarif("diff", before, after)
    assert "error level: +1 +0" in told
    assert 'New issue "NP109 It is wrong."' in told
    assert "warning level: +0 -1" in told


def test_gitlab_can_have_the_sarif_as_code_quality(tmp_path: Path) -> None:
    made = tmp_path / "quality.json"
    sarif("codeclimate", kept(report(ERROR, NOTE), tmp_path / "it.sarif"), "--output", str(made))
    issues = json.loads(made.read_text("utf-8"))
    assert [(one["check_name"], one["location"]["path"], one["location"]["lines"]) for one in issues] == [
        ("NP123", FILE, {"begin": 3}),
        ("NP701", FILE, {"begin": 1}),
    ]
    assert len({one["fingerprint"] for one in issues}) == 2


def test_sarif_of_real_data_with_slips_leads_to_their_lines(tmp_path: Path) -> None:
    found_there = [
        (row["Code"], Path(row["Location"].removeprefix("file://")), int(row["Line"]))
        for row in table(broken_data(tmp_path), tmp_path)
    ]
    assert [code for code, _, _ in found_there] == ["NP033", "NP123"]
    slips = [file.read_text("utf-8").split("\n")[line - 1].split()[-1] for _, file, line in found_there]
    assert slips == ["fundd", "npqls"]


def test_hostile_words_do_no_harm_in_sarif(tmp_path: Path) -> None:
    first, second = table(hostile_report(), tmp_path)
    assert first == second
    assert "\x1b" not in first["Description"]
    assert "\u202e" not in first["Description"]
    assert "](" not in first["Description"]
    assert urllib.parse.unquote(first["Location"]) == f"hub/{HOSTILE}.yaml"


def what_github_lacks(log: dict[str, Any]) -> list[str]:
    """Return what GitHub's page on SARIF calls required, or says that it reads, and is not in the log."""
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    lacks = [key for key in ("name", "semanticVersion", "rules") if not driver.get(key)]
    lacks += [key for key in ("$schema", "version") if not log.get(key)]
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            text = rule.get(key, {}).get("text", "")
            is_right = bool(text) and (key == "help" or len(text) <= 1024)
            lacks += [] if is_right else [f"{rule['id']} {key}"]
    rules = {rule["id"] for rule in driver["rules"]}
    for at, result in enumerate(run["results"]):
        place = result["locations"][0]["physicalLocation"]
        region = place["region"]
        needs = {
            "ruleId": result["ruleId"] in rules,
            "level": result["level"] in ("note", "warning", "error"),
            "message": bool(result["message"]["text"]),
            "uri": not re.search(r"[^!-~]", place["artifactLocation"]["uri"]),
            "region": min(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")) >= 1
            and (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"]),
            "fingerprint": bool(
                re.fullmatch(r"[0-9a-f]+:\d+", result["partialFingerprints"]["primaryLocationLineHash"])
            ),
        }
        lacks += [f"result {at}: {name}" for name, there in needs.items() if not there]
    return lacks


@pytest.mark.parametrize("name", ["three", "none", "hostile", "real"])
def test_github_gets_what_it_needs(name: str, tmp_path: Path) -> None:
    makers: dict[str, Callable[[], Report]] = {
        "three": lambda: report(ERROR, WARNING, NOTE),
        "none": lambda: report(),
        "hostile": hostile_report,
        "real": lambda: broken_data(tmp_path),
    }
    made = makers[name]()
    lacks = what_github_lacks(json.loads(render_report(made, "sarif")))
    assert lacks == (["rules"] if name == "none" else [])


def test_every_code_has_the_descriptions_that_github_needs() -> None:
    every = report(*(found(1, code) for code in explanations()))
    assert what_github_lacks(json.loads(render_report(every, "sarif"))) == []


def fingerprints(*findings: Finding) -> list[str]:
    """Return the fingerprints that GitHub knows the findings again by."""
    log = json.loads(render_report(report(*findings), "sarif"))
    return [one["partialFingerprints"]["primaryLocationLineHash"] for one in log["runs"][0]["results"]]


def test_fingerprints_stay_when_lines_move_and_differ_for_each_finding() -> None:
    moved = Finding(Place(FILE, 30, 1), ERROR.code, "error", ERROR.message, ERROR.hint)
    assert fingerprints(ERROR) == fingerprints(moved)
    assert len({*fingerprints(ERROR, moved), *fingerprints(NOTE)}) == 3


def test_github_would_show_what_is_set_aside_so_it_is_left_out(tmp_path: Path) -> None:
    aside = report(ERROR, allowed=(Allowed(WARNING, "we want it"),))
    assert [row["Code"] for row in table(aside, tmp_path)] == ["NP123"]


def junit(report: Report, file: Path) -> list[TestSuite]:
    """Return the suites that junitparser reads in the report, each adding up."""
    file.write_text(render_report(report, "junit"), "utf-8")
    whole = JUnitXml.fromfile(str(file))
    suites = list(whole)
    told = [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in suites]
    totals = (whole.tests, whole.failures, whole.errors)
    whole.update_statistics()  # type: ignore[no-untyped-call]
    assert [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in whole] == told
    assert totals == (whole.tests, whole.failures, whole.errors)
    return suites


def cases(suite: TestSuite) -> list[tuple[str, str | None, str]]:
    """Return the cases of a suite: the name, the kind of failure, and the words below."""
    found = []
    for case in suite:
        assert isinstance(case, TestCase)
        assert case.classname == suite.name
        failures = [one for one in case.result if isinstance(one, Failure)]
        words = failures[0].text if failures else case.system_out
        found.append((case.name or "", failures[0].type if failures else None, words or ""))
    return found


@pytest.mark.parametrize(
    ("strict", "kinds"), [(False, ["error", None, None]), (True, ["error", "warning", None])]
)
def test_junit_has_a_case_for_each_finding(strict: bool, kinds: list[str | None], tmp_path: Path) -> None:
    (suite,) = junit(report(ERROR, WARNING, NOTE, strict=strict), tmp_path / "it.xml")
    assert (suite.name, suite.tests, suite.failures) == (FILE, 3, len(kinds) - kinds.count(None))
    names, found_kinds, words = zip(*cases(suite), strict=True)
    assert list(found_kinds) == kinds
    assert names == (
        'NP123: There is no step "npqhh".',
        'NP304: The rule "heads" never wins.',
        "NP701: No test reaches it.",
    )
    assert words[0] == (
        'error[NP123]: There is no step "npqhh".\n'
        " --> hub/pathways.yaml:3:5\n"
        "  |\n"
        "3 |     suggest: npqhh\n"
        "  |     ^^^\n"
        '  = help: Did you mean "npqh"?'
    )
    assert words[2].startswith("note[NP701]: No test reaches it.")


def test_junit_leads_servers_to_the_line(tmp_path: Path) -> None:
    junit(report(ERROR), tmp_path / "it.xml")
    (case,) = next(iter(JUnitXml.fromfile(str(tmp_path / "it.xml"))))
    assert (case._elem.get("file"), case._elem.get("line")) == (FILE, "3")


def test_junit_knows_a_case_again_when_its_line_moves_and_no_two_share_a_name(tmp_path: Path) -> None:
    moved = Finding(Place(FILE, 30, 1), ERROR.code, "error", ERROR.message)
    (before,) = junit(report(ERROR), tmp_path / "before.xml")
    (after,) = junit(report(ERROR, moved), tmp_path / "after.xml")
    first, second = (name for name, _, _ in cases(after))
    assert [first] == [name for name, _, _ in cases(before)]
    assert second == f"{first} (2)"


def test_junit_has_a_case_that_passes_for_a_sound_file(tmp_path: Path) -> None:
    (suite,) = junit(report(), tmp_path / "it.xml")
    assert [(name, kind) for name, kind, _ in cases(suite)] == [("no findings", None)]


def test_junit_of_real_data_has_a_suite_for_each_file(tmp_path: Path) -> None:
    suites = junit(broken_data(tmp_path), tmp_path / "it.xml")
    assert {Path(suite.name or "").name: suite.failures for suite in suites} == {
        "pathways.yaml": 1,
        "qualifications.yaml": 1,
        "proofs": 0,
    }


def test_hostile_words_do_no_harm_in_junit(tmp_path: Path) -> None:
    (suite,) = junit(hostile_report(), tmp_path / "it.xml")
    shown = "a ::error::x %0A ]]>&amp; <b>\"'|*_ [x](http://y) =cmd() \U0001f600"
    assert suite.name == f"hub/{shown}.yaml"
    assert [(name, kind) for name, kind, _ in cases(suite)] == [
        (f"NP123: {shown}", "error"),
        (f"NP123: {shown} (2)", "error"),
    ]
    words = cases(suite)[0][2]
    assert words.count(shown) == 4
    assert "\ufffe" not in words
