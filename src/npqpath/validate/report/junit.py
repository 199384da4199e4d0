"""The report as JUnit XML, which most build servers show as tests: each finding is a test case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from npqpath.render.text import safe
from npqpath.validate.report import text

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


def render(report: Report) -> str:
    """Return one suite a file; a finding that is no reason to fail is a case that passes, with a remark."""
    files = dict.fromkeys([*(report.lines or {}), *(one.place.file for one in report.findings)])
    suites = [_suite(report, file) for file in files]
    whole = ElementTree.Element("testsuites", name="npqpath validate")
    whole.set("tests", str(sum(int(suite.get("tests", "0")) for suite in suites)))
    whole.set("failures", str(sum(int(suite.get("failures", "0")) for suite in suites)))
    whole.extend(suites)
    ElementTree.indent(whole)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(whole, encoding="unicode") + "\n"


def _suite(report: Report, file: str) -> ElementTree.Element:
    findings = [one for one in report.findings if one.place.file == file]
    suite = ElementTree.Element("testsuite", name=safe(file))
    suite.set("tests", str(max(len(findings), 1)))
    suite.set("failures", str(sum(map(report.is_failure, findings))))
    suite.set("errors", "0")
    for one in findings:
        suite.append(_case(report, one))
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname=safe(file), name="no findings")
    return suite


def _case(report: Report, finding: Finding) -> ElementTree.Element:
    place = finding.place
    name = f"{finding.code} at line {place.line}, column {place.column}"
    case = ElementTree.Element("testcase", classname=safe(place.file), name=name)
    case.set("file", safe(place.file))
    case.set("line", str(place.line))
    told = "\n".join(text.finding_lines(report, finding))
    if report.is_failure(finding):
        failure = ElementTree.SubElement(
            case, "failure", message=safe(finding.message), type=finding.severity
        )
        failure.text = told
    else:
        ElementTree.SubElement(case, "system-out").text = told
    return case
