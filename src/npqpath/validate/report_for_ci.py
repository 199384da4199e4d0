"""The report for CI: JSON, annotations for GitHub, JUnit XML, SARIF 2.1.0, and a comment in Markdown.

SARIF leaves out what a comment allows: GitHub pays no heed to the mark for that, and would show it as open.
Markdown fits a comment on a pull request: what fails first, notes last.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

from npqpath import __version__
from npqpath.output.document import Block, Bullets, Document, Heading, Item, Paragraph, section
from npqpath.output.markdown import render_markdown, that_fit_a_comment
from npqpath.output.text import safe
from npqpath.validate.findings import SEVERITIES, explain, explanations
from npqpath.validate.report import WAITS, counted, finding_lines, render_text, set_aside

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


SCHEMA = "npqpath/findings/1"
"""Goes up when a reader of the older form would misread a newer one; keys may be added without."""


def render_json(report: Report) -> str:
    """Return the report as one JSON object."""
    whole = {
        "schema": SCHEMA,
        "npqpath": __version__,
        "folder": report.folder,
        "on": report.on.isoformat(),
        "strict": report.strict,
        "passes": not report.fails,
        "proved": report.is_proved,
        "counts": {f"{severity}s": report.count(severity) for severity in SEVERITIES},
        "findings": [_record(finding) for finding in report.findings],
        "allowed": [{**_record(allowed.finding), "reason": allowed.reason} for allowed in report.allowed],
    }
    return json.dumps(whole, indent=2) + "\n"


def _record(finding: Finding) -> dict[str, object]:
    place = finding.place
    end = place.column + place.length
    where = {"file": place.file, "line": place.line, "column": place.column, "end_column": end}
    told = {name: getattr(finding, name) for name in ("code", "severity", "message", "hint", "example")}
    return where | told


_MOST = 10
_LINE_COMMAND = re.compile(r"^([ ]*)::", re.MULTILINE)
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(report: Report) -> str:
    """Return at most ten annotations, the gravest first, and the text report."""
    gravest = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    annotations = [_annotation(finding) for finding in gravest[:_MOST]]
    # "::" is a command where a line begins with it, "##[" anywhere.
    plain = _LINE_COMMAND.sub(r"\1: :", render_text(report)).replace("##[", "# #[")
    return "\n".join([*annotations, plain])


def _annotation(finding: Finding) -> str:
    place = finding.place
    title = f"{finding.code} {finding.severity}"
    properties = {"file": place.file, "line": str(place.line), "col": str(place.column), "title": title}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    parts = [finding.message, finding.hint, finding.example]
    words = "\n".join(safe(part) for part in parts if part)
    return f"::{_COMMANDS[finding.severity]} {told}::{_words(words)}"


def _words(value: str) -> str:
    escaped = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "# #[")


def _property(value: str) -> str:
    return _words(safe(value)).replace(":", "%3A").replace(",", "%2C")


def render_junit(report: Report) -> str:
    """Return one suite a file; a finding that is no reason to fail is a case that passes, with a remark."""
    files = dict.fromkeys([*(report.lines or {}), *(finding.place.file for finding in report.findings)])
    suites = [_suite(report, file) for file in files]
    suites += [] if report.is_proved else [_waiting()]
    totals = {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures")}
    whole = ElementTree.Element("testsuites", {"name": "npqpath validate", **totals, "errors": "0"})
    whole.extend(suites)
    ElementTree.indent(whole)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(whole, encoding="unicode") + "\n"


def _waiting() -> ElementTree.Element:
    """Return the suite of the proofs, which are skipped."""
    suite = ElementTree.Element("testsuite", name="proofs", tests="1", failures="0", errors="0", skipped="1")
    case = ElementTree.SubElement(suite, "testcase", classname="proofs", name="proofs")
    ElementTree.SubElement(case, "skipped", message=WAITS)
    return suite


def _suite(report: Report, file: str) -> ElementTree.Element:
    findings = [finding for finding in report.findings if finding.place.file == file]
    named = _text(file)
    failures = sum(map(report.is_failure, findings))
    counts = {"tests": str(max(len(findings), 1)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ElementTree.Element("testsuite", {"name": named, **counts})
    seen: Counter[str] = Counter()
    for finding in findings:
        name = _text(f"{finding.code}: {finding.message}")
        seen[name] += 1
        # Servers take two cases of one name for one case.
        suite.append(_case(report, finding, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname=named, name="no findings")
    return suite


def _case(report: Report, finding: Finding, name: str) -> ElementTree.Element:
    file = _text(finding.place.file)
    line = str(finding.place.line)
    case = ElementTree.Element("testcase", classname=file, name=name, file=file, line=line)
    told = "\n".join(map(_allowed, finding_lines(report, finding)))
    if report.is_failure(finding):
        words = {"message": _text(finding.message), "type": finding.severity}
        ElementTree.SubElement(case, "failure", words).text = told
    else:
        ElementTree.SubElement(case, "system-out").text = told
    return case


def _text(value: str) -> str:
    return safe(_allowed(value))


def _allowed(value: str) -> str:
    """Return the text without the two letters that `safe` leaves and XML refuses."""
    return value.translate({0xFFFE: None, 0xFFFF: None})


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(report: Report) -> str:
    """Return the report as one SARIF log."""
    seen: Counter[str] = Counter()
    rules = [_rule(code) for code in sorted({finding.code for finding in report.findings})]
    driver = {"name": "npqpath", "version": __version__, "semanticVersion": __version__, "rules": rules}
    waits = [] if report.is_proved else [{"level": "warning", "message": {"text": WAITS}}]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": waits}],
        "automationDetails": {"id": "npqpath/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, seen) for finding in report.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    """Return what is said of a code, in the three lengths that code hosts ask for."""
    title, text, *_ = [*explanations().get(code, code).split("\n\n"), code]
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "help": {"text": explain(code) if code in explanations() else code},
    }


def _result(finding: Finding, seen: Counter[str]) -> dict[str, object]:
    """Return one finding; `seen` counts the fingerprints so far."""
    place = finding.place
    starts = {"startLine": place.line, "startColumn": place.column}
    ends = {"endLine": place.line, "endColumn": place.column + place.length}
    where = {"artifactLocation": {"uri": _uri(place.file)}, "region": starts | ends}
    fingerprint = _fingerprint(finding)
    seen[fingerprint] += 1
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": where}],
        # The one name that GitHub reads; the number tells apart what is otherwise the same.
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:{seen[fingerprint]}"},
    }


def _message(finding: Finding) -> str:
    parts = [safe(part) for part in (finding.message, finding.hint, finding.example) if part]
    # A word in square brackets with one in round ones behind it would become a link.
    return "\n".join(parts).replace("](", "] (")


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(file.replace("\\", "/"))


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines are added above the finding."""
    told = f"{finding.code}\0{finding.place.file}\0{finding.message}"
    return hashlib.sha256(told.encode(errors="backslashreplace")).hexdigest()[:32]


_HEADINGS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}


def render_report_markdown(report: Report) -> str:
    """Return the verdict and the findings, the gravest first, as far as a comment has room."""
    verdict = "does not pass" if report.fails else "passes"
    aside, told = set_aside(report), counted(report)
    first = f"{told[0].upper()}{told[1:]}{f' ({aside})' if aside else ''}."
    waits = "" if report.is_proved else f" {WAITS}"
    heading = Heading(f"npqpath validate: {report.folder} {verdict}", 2)
    blocks: list[Block] = [heading, Paragraph(f"{first}{waits}")]
    for severity in SEVERITIES:
        items = (_point(finding) for finding in report.findings if finding.severity == severity)
        blocks += section(_HEADINGS[severity], Bullets(tuple(items)), level=3)
    return render_markdown(Document(tuple(that_fit_a_comment(blocks))))


def _point(finding: Finding) -> Item:
    where = f"{finding.place.file}, line {finding.place.line}"
    example = f"For example: {finding.example}" if finding.example else ""
    return Item(f"{where}: {finding.message} ({finding.code})", (finding.hint or "", example))
