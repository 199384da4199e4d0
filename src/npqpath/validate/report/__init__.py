"""A report on a data set, and the formats that it can be shown in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from npqpath.errors import UsageError
from npqpath.validate.findings import SEVERITIES, Finding, Severity
from npqpath.words import listed

Format: TypeAlias = Literal["text", "json", "github", "sarif", "junit", "markdown"]

FORMATS: tuple[Format, ...] = get_args(Format)
"""Every format by its name."""


WAITS = "The proofs wait until these are mended."
"""What a report says that tells of faults after which nothing can be proved."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that a comment in the file allows, with the reason given there."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found in a folder on a day.

    `findings` are those that count, in the order of the files; `allowed` do not. Without right names nothing
    `is_proved`. `lines` holds the source lines of each file by its name in the findings.
    """

    folder: str
    on: dt.date
    strict: bool
    findings: tuple[Finding, ...]
    is_proved: bool = True
    allowed: tuple[Allowed, ...] = ()
    lines: Mapping[str, tuple[str, ...]] | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings of this severity count."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def fails(self) -> bool:
        """True where the data set does not pass: an error, or with `strict` a warning."""
        return any(self.is_failure(finding) for finding in self.findings)

    def is_failure(self, finding: Finding) -> bool:
        """Return whether this finding alone makes the data set fail."""
        return finding.severity == "error" or (self.strict and finding.severity == "warning")

    def source_line(self, finding: Finding) -> str | None:
        """Return the line of the file that the finding points at, or None where there is no such line."""
        lines = (self.lines or {}).get(finding.place.file, ())
        return lines[finding.place.line - 1] if finding.place.line <= len(lines) else None


def choose_format(name: str, env: Mapping[str, str]) -> Format:
    """Return the format called `name`; `auto` is `github` inside GitHub Actions and `text` elsewhere.

    Raises `UsageError` where there is no such format.
    """
    if name == "auto":
        return "github" if env.get("GITHUB_ACTIONS") == "true" else "text"
    for known in FORMATS:
        if known == name:
            return known
    raise UsageError(f"There is no format called {name}.", f"The formats are auto, {', '.join(FORMATS)}.")


def counted(report: Report) -> str:
    """Return the numbers of findings in words, such as "2 errors and 1 note"."""
    numbers = {severity: report.count(severity) for severity in SEVERITIES}
    return listed(f"{n} {word}{'s' * (n > 1)}" for word, n in numbers.items() if n) or "no findings"


def set_aside(report: Report) -> str:
    """Return how many findings do not count and why, or nothing."""
    return f"{len(report.allowed)} allowed by a comment" if report.allowed else ""
