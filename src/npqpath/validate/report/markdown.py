"""The report as Markdown that fits a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from npqpath.render.document import Block, Bullets, Document, Heading, Item, Paragraph
from npqpath.render.markdown import render_markdown
from npqpath.validate.report import counted, set_aside, text

if TYPE_CHECKING:
    from npqpath.validate.findings import Finding
    from npqpath.validate.report import Report


def render(report: Report) -> str:
    """Return a heading, a point for each finding and, below them, what could be pasted."""
    aside = set_aside(report)
    told = counted(report)
    first = f"{told[0].upper()}{told[1:]} in {report.folder}{f' ({aside})' if aside else ''}."
    blocks: list[Block] = [Heading("npqpath validate", 2), Paragraph(first)]
    if report.findings:
        blocks.append(Bullets(tuple(_point(one) for one in report.findings)))
    parts = [render_markdown(Document(tuple(blocks)))]
    parts += [_stub(one) for one in report.findings if one.stub]
    return "\n".join(parts)


def _point(finding: Finding) -> Item:
    place = finding.place
    first = f"{place.file}, line {place.line}: {finding.message} ({finding.severity} {finding.code})"
    return Item(first, tuple(part for part in (finding.hint, finding.example) if part))


def _stub(finding: Finding) -> str:
    code = "\n".join(text.stub_lines(finding.stub or ""))
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    where = f"For {finding.code} at line {finding.place.line} you could paste:"
    return f"{where}\n\n{fence}yaml\n{code}\n{fence}\n"
