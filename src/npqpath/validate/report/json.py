"""The report for programs: versioned JSON with everything that the text says; lines and columns from 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from npqpath import __version__
from npqpath.validate.findings import SEVERITIES

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


SCHEMA = "npqpath/findings/1"
"""Goes up when a reader of the older form would misread a newer one; keys may be added without."""


def render(report: Report) -> str:
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
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_column": place.column + place.length,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        "example": finding.example,
        "stub": finding.stub,
    }
