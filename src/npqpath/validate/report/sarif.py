"""The report as SARIF 2.1.0, which code hosts read to show findings beside the lines of a change."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from npqpath import __version__
from npqpath.validate.explanations import explanations

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Allowed, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """Return the report as one SARIF log; what a comment allows or the baseline accepts is in it, marked."""
    results = [
        *(_result(one) for one in report.findings),
        *(_allowed(one) for one in report.allowed),
        *({**_result(one), "suppressions": [{"kind": "external"}]} for one in report.accepted),
    ]
    run = {
        "tool": {"driver": {"name": "npqpath", "version": __version__, "rules": _rules(results)}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(results: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return what is said of each code that the results name."""
    rules: list[dict[str, object]] = []
    for code in sorted({str(one["ruleId"]) for one in results}):
        rule: dict[str, object] = {"id": code}
        explanation = explanations().get(code)
        if explanation is not None:
            rule["shortDescription"] = {"text": explanation.title}
            rule["fullDescription"] = {"text": explanation.text}
        rules.append(rule)
    return rules


def _result(finding: Finding) -> dict[str, object]:
    place = finding.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.length,
    }
    parts = [finding.message, finding.hint, finding.example]
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": "\n".join(part for part in parts if part)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}, "region": region}}
        ],
        "partialFingerprints": {"npqpath/1": _fingerprint(finding)},
    }


def _allowed(one: Allowed) -> dict[str, object]:
    return {**_result(one.finding), "suppressions": [{"kind": "inSource", "justification": one.reason}]}


def _uri(file: str) -> str:
    return quote(file.replace("\\", "/"))


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines are added above the finding."""
    return hashlib.sha256(f"{finding.code}\0{finding.place.file}\0{finding.message}".encode()).hexdigest()[
        :32
    ]
