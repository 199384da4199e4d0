"""A report on a data set, the formats that it can be shown in, and the one for people.

That one shows each finding with its line of the file, carets under the fault, and a way out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from npqpath.errors import UsageError
from npqpath.output.text import cells, safe
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


_MOST_COLUMNS = 100
"""A longer line is shown in part, round the fault."""


def render_text(report: Report) -> str:
    """Return the findings one below the other, and a summary."""
    blocks = ["\n".join(finding_lines(report, finding)) for finding in report.findings]
    return "\n\n".join([*blocks, "\n".join(summary(report))]) + "\n"


def summary(report: Report) -> Iterator[str]:
    """Yield the lines that say how many findings there are, and what to do about them."""
    aside = set_aside(report)
    tail = f" ({aside})" if aside else ""
    if not report.findings:
        yield f"{safe(report.folder)}: no findings{tail}."
        return
    yield f"{safe(report.folder)}: {counted(report)}{tail}."
    if not report.is_proved:
        yield WAITS
    code = report.findings[0].code
    yield f'More about a code: "npqpath validate --explain {code}".'


def finding_lines(report: Report, finding: Finding) -> Iterator[str]:
    """Yield the lines that show one finding."""
    place = finding.place
    edge = " " * len(str(place.line))
    yield f"{finding.severity}[{finding.code}]: {safe(finding.message)}"
    yield f"{edge}--> {safe(place.file)}:{place.line}:{place.column}"
    source = list(source_lines(report, finding))
    yield from [f"{edge} |", *source] if source else []
    if finding.hint:
        yield f"{edge} = help: {safe(finding.hint)}"
    if finding.example:
        yield f"{edge} = example: {safe(finding.example)}"


def source_lines(report: Report, finding: Finding) -> Iterator[str]:
    """Yield the line of the file with its number, and carets below the fault; nothing for a blank line."""
    place = finding.place
    source = report.source_line(finding)
    if source is not None and source.strip():
        shown, carets = _snippet(source, place.column - 1, place.length)
        yield f"{place.line} | {shown}"
        yield f"{' ' * len(str(place.line))} | {carets}"


def _snippet(line: str, start: int, length: int) -> tuple[str, str]:
    """Return the line as it can be shown, and carets below the fault."""
    # One letter for one letter: what cannot be shown becomes a space, so that the carets stay in place.
    shown = "".join(letter if letter.isprintable() else " " for letter in line).rstrip()
    start = min(start, max(len(shown) - 1, 0))
    first = 0
    if len(shown) > _MOST_COLUMNS:
        first = max(0, min(start - _MOST_COLUMNS // 4, len(shown) - _MOST_COLUMNS))
    part = shown[first : first + _MOST_COLUMNS]
    before = "..." if first else ""
    after = "..." if first + len(part) < len(shown) else ""
    offset = cells(before + shown[first:start])
    marked = shown[start : min(start + length, first + len(part))]
    return f"{before}{part}{after}", f"{' ' * offset}{'^' * max(cells(marked), 1)}"
