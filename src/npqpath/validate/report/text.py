"""The report for people: each finding with its line of the file, carets under the fault, and a way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.output.text import cells, safe
from npqpath.validate.report import WAITS, counted, set_aside

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


_MOST_COLUMNS = 100
"""A longer line is shown in part, round the fault."""


def render(report: Report) -> str:
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
