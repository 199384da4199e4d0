"""Annotations for GitHub Actions, then the text report.

GitHub shows ten annotations a step, so no more are written and the text has them all. Whatever the data
holds is escaped, so that it cannot give a command to the runner.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from npqpath.output.text import safe
from npqpath.validate.findings import SEVERITIES
from npqpath.validate.report import text

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


_MOST = 10
_LINE_COMMAND = re.compile(r"^([ ]*)::", re.MULTILINE)
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """Return at most ten annotations, the gravest first, and the text report."""
    gravest = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    annotations = [_annotation(finding) for finding in gravest[:_MOST]]
    # "::" is a command where a line begins with it, "##[" anywhere.
    plain = _LINE_COMMAND.sub(r"\1: :", text.render(report)).replace("##[", "# #[")
    return "\n".join([*annotations, plain])


def _annotation(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.code} {finding.severity}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    parts = [finding.message, finding.hint, finding.example]
    words = "\n".join(safe(part) for part in parts if part)
    return f"::{_COMMANDS[finding.severity]} {told}::{_words(words)}"


def _words(value: str) -> str:
    escaped = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "# #[")


def _property(value: str) -> str:
    return _words(safe(value)).replace(":", "%3A").replace(",", "%2C")
