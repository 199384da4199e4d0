"""The report as Markdown that fits a comment on a pull request: what fails first, notes last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.output.document import Bullets, Document, Heading, Item, Paragraph
from npqpath.output.markdown import render_markdown
from npqpath.validate.findings import SEVERITIES
from npqpath.validate.report import WAITS, counted, set_aside, text

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


MOST_LETTERS = 60_000
"""GitHub takes comments of up to 65,536 letters."""

_HEADINGS = {"error": "Errors", "warning": "Warnings", "note": "Notes"}


def render(report: Report) -> str:
    """Return a heading with the verdict, then each finding with its line."""
    parts = [_opening(report)]
    room = MOST_LETTERS - len(parts[0])
    left = len(report.findings)
    for part, holds_finding in _parts(report):
        room -= len(part) + 1
        if room < 0:
            parts.append(_prose(f"And {left} more. The report as text tells them all."))
            break
        parts.append(part)
        left -= holds_finding
    return "\n".join(parts)


def _opening(report: Report) -> str:
    aside = set_aside(report)
    told = counted(report)
    verdict = "does not pass" if report.fails else "passes"
    first = f"{told[0].upper()}{told[1:]}{f' ({aside})' if aside else ''}."
    first += "" if report.is_proved else f" {WAITS}"
    heading = Heading(f"npqpath validate: {report.folder} {verdict}", 2)
    return render_markdown(Document((heading, Paragraph(first))))


def _parts(report: Report) -> Iterator[tuple[str, bool]]:
    """Yield headings and findings, the gravest first, and whether it is a finding."""
    for severity in SEVERITIES:
        findings = [finding for finding in report.findings if finding.severity == severity]
        if findings:
            yield render_markdown(Document((Heading(_HEADINGS[severity], 3),))), False
        for finding in findings:
            yield _note(finding) if severity == "note" else _point(report, finding), True


def _note(finding: Finding) -> str:
    return render_markdown(Document((Bullets((Item(_first(finding), _rest(finding)),)),)))


def _point(report: Report, finding: Finding) -> str:
    blocks = [render_markdown(Document((Bullets((Item(_first(finding)),)),)))]
    if source := list(text.source_lines(report, finding)):
        blocks.append(_below(_fenced(source)))
    blocks += [_below(_prose(part)) for part in _rest(finding)]
    return "\n".join(blocks)


def _first(finding: Finding) -> str:
    return f"{finding.place.file}, line {finding.place.line}: {finding.message} ({finding.code})"


def _rest(finding: Finding) -> tuple[str, ...]:
    example = f"For example: {finding.example}" if finding.example else None
    return tuple(part for part in (finding.hint, example) if part)


def _prose(words: str) -> str:
    return render_markdown(Document((Paragraph(words),)))


def _fenced(lines: Iterable[str]) -> str:
    code = "\n".join(lines)
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", code))])
    return f"{fence}text\n{code}\n{fence}\n"


def _below(block: str) -> str:
    """Return a block as part of the point above it."""
    return "".join(f"  {line}".rstrip() + "\n" for line in block.splitlines())
