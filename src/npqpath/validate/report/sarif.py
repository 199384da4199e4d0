"""The report as SARIF 2.1.0, which code hosts read to show findings beside the lines of a change.

What a comment allows is left out: GitHub pays no heed to the mark for that, and would show it as open.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from npqpath import __version__
from npqpath.output.text import safe
from npqpath.validate.explanations import explain, explanations
from npqpath.validate.report import WAITS

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """Return the report as one SARIF log."""
    seen: Counter[str] = Counter()
    results = [_result(finding, seen) for finding in report.findings]
    driver = {
        "name": "npqpath",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in sorted({finding.code for finding in report.findings})],
    }
    waits = [] if report.is_proved else [{"level": "warning", "message": {"text": WAITS}}]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": waits}],
        "automationDetails": {"id": "npqpath/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
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
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.length,
    }
    fingerprint = _fingerprint(finding)
    seen[fingerprint] += 1
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}
        ],
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
