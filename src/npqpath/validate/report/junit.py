"""The report as JUnit XML, which most build servers show as tests: each finding is a test case.

A case is named by what is wrong and not by its line, so that servers know it again when lines move.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from npqpath.output.text import safe
from npqpath.validate.report import WAITS, text

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


def render(report: Report) -> str:
    """Return one suite a file; a finding that is no reason to fail is a case that passes, with a remark."""
    files = dict.fromkeys([*(report.lines or {}), *(finding.place.file for finding in report.findings)])
    suites = [_suite(report, file) for file in files]
    suites += [] if report.is_proved else [_waiting()]
    whole = ElementTree.Element("testsuites", name="npqpath validate")
    whole.set("tests", str(sum(int(suite.get("tests", "0")) for suite in suites)))
    whole.set("failures", str(sum(int(suite.get("failures", "0")) for suite in suites)))
    whole.set("errors", "0")
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
    suite = ElementTree.Element("testsuite", name=named)
    suite.set("tests", str(max(len(findings), 1)))
    suite.set("failures", str(sum(map(report.is_failure, findings))))
    suite.set("errors", "0")
    suite.set("skipped", "0")
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
    case = ElementTree.Element("testcase", classname=file, name=name)
    case.set("file", file)
    case.set("line", str(finding.place.line))
    told = "\n".join(map(_allowed, text.finding_lines(report, finding)))
    if report.is_failure(finding):
        failure = ElementTree.SubElement(
            case, "failure", message=_text(finding.message), type=finding.severity
        )
        failure.text = told
    else:
        ElementTree.SubElement(case, "system-out").text = told
    return case


def _text(value: str) -> str:
    return safe(_allowed(value))


def _allowed(value: str) -> str:
    """Return the text without the two letters that `safe` leaves and XML refuses."""
    return value.translate({0xFFFE: None, 0xFFFF: None})
