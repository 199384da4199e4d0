"""Comments in the data files that allow a finding: `# npqpath: allow NP304 because ...`.

A comment at the end of a line allows findings on that line; one on a line of its own allows findings on
the next line that is not a comment. It needs a reason, and one that allows nothing is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from npqpath.dataset.near_miss import near
from npqpath.errors import Place
from npqpath.validate.findings import FIRST_USABLE, Finding, explanations, say
from npqpath.validate.report import Allowed

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*npqpath\s*:\s*(.*?)\s*$", re.IGNORECASE)
_ALLOW = re.compile(r"allow\s+(NP\d+(?:\s*,\s*NP\d+)*)(?:\s+because\b\s*(.*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Allow:
    """A comment that allows `code` on `line`, with a reason or none; `place` is the code in the comment."""

    place: Place
    code: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class SortedFindings:
    """Findings that count, those that comments allow, and the comments' own findings among the first."""

    findings: tuple[Finding, ...]
    allowed: tuple[Allowed, ...]


def apply_comments(
    findings: Sequence[Finding], files: Mapping[str, Sequence[str]], *, has_run: Callable[[str], bool]
) -> SortedFindings:
    """Return the findings sorted by what the comments in the files allow.

    `has_run` says of a code whether its check could run; a comment for one that could not is left alone.
    """
    told = [each for file, lines in files.items() for each in read_comments(file, lines)]
    allows = [each for each in told if isinstance(each, Allow)]
    comments = {(each.code, each.place.file, each.line): each for each in reversed(allows)}
    kept = [each for each in told if isinstance(each, Finding)]
    allowed: list[Allowed] = []
    used: set[Allow] = set()
    for finding in findings:
        allowing = comments.get((finding.code, finding.place.file, finding.place.line))
        if allowing is None:
            kept.append(finding)
        else:
            allowed.append(Allowed(finding, allowing.reason))
            used.add(allowing)
    for comment in allows:
        if comment not in used and has_run(comment.code):
            kept.append(say("NP081", comment.place, code=comment.code, line=comment.line))
    return SortedFindings(tuple(kept), tuple(allowed))


def read_comments(file: str, lines: Sequence[str]) -> Iterator[Allow | Finding]:
    """Yield what each comment for npqpath allows, and what is wrong with it."""
    for number, line in enumerate(lines, start=1):
        comment = _COMMENT.search(line) if "npqpath" in line else None
        if comment is None:
            continue
        whole = Place(file, number, comment.start() + 1, len(line.rstrip()) - comment.start())
        match = _ALLOW.fullmatch(comment[1])
        if match is None:
            yield say("NP082-comment", whole)
            continue
        target = _next_line(lines, number) if line[: comment.start()].strip() == "" else number
        reason = (match[2] or "").strip()
        if not reason:
            yield say("NP080", whole)
        for code in re.finditer(r"NP\d+", match[1], re.IGNORECASE):
            column = comment.start(1) + match.start(1) + code.start() + 1
            yield _allow(Allow(Place(file, number, column, len(code[0])), code[0].upper(), target, reason))


def _allow(comment: Allow) -> Allow | Finding:
    if comment.code not in explanations():
        guess = near(comment.code, explanations())
        where = "The code stands in brackets at the head of a finding."
        hint = f'Did you mean "{guess}"?' if guess else where
        return Finding(comment.place, "NP082", "error", f'There is no code "{comment.code}".', hint)
    if comment.code < FIRST_USABLE:
        return say("NP083", comment.place, code=comment.code)
    return comment


def _next_line(lines: Sequence[str], number: int) -> int:
    """Return the number of the first line below that holds data."""
    for at in range(number, len(lines)):
        text = lines[at].strip()
        if text and not text.startswith("#"):
            return at + 1
    return number
