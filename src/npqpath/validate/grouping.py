"""One fault, one finding: what is told in many places and has one cause is told once, with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from npqpath.errors import Place, Problem
from npqpath.validate.findings import SEVERITIES, Finding

_UNKNOWN = {
    **dict.fromkeys(("NP104", "NP125"), "question"),
    **dict.fromkeys(("NP122", "NP123"), "qualification"),
    **{code: code for code in ("NP106", "NP109", "NP120", "NP121", "NP124")},
}
"""Codes of unknown names, each with the kind of name."""
_UNFIT = "NP132"
_MOST_LINES = 5


def one_for_each_name(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, those with one unknown name as one, told where the name is used first.

    A name that most likely stands for an id that is not fit to be one is not told besides that id.
    """
    problems = list(problems)
    unfit = [
        f"Did you mean {name}?"
        for problem in problems
        if problem.code == _UNFIT
        for name in _names(problem)[:1]
    ]
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        if not any(guess in (problem.hint or "") for guess in unfit):
            kind = _UNKNOWN.get(problem.code)
            groups.setdefault((kind, *_names(problem)) if kind else problem, []).append(problem)
    for first, *others in groups.values():
        again = _lines_in_words(first.place, (problem.place for problem in others))
        hints = [first.hint, *(f"It is used again {where}." for where in again)]
        yield replace(first, hint=" ".join(filter(None, hints)) or None)


def _names(problem: Problem) -> list[str]:
    """Return the names that a problem is about, in their quotation marks."""
    return re.findall(r'".*?"(?!\w)', problem.message)


def one_for_each_cause(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, those with one cause as one, which is as grave as the gravest of them.

    Notes stay as they are: they are about what could be left out, each by itself.
    """
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        has_cause = finding.cause is not None and finding.severity != "note"
        groups.setdefault(finding.cause if has_cause else finding, []).append(finding)
    for members in groups.values():
        yield _as_one(members)


def _as_one(findings: list[Finding]) -> Finding:
    first, *others = sorted(
        findings, key=lambda finding: (finding.code[:3], SEVERITIES.index(finding.severity), finding.order)
    )
    severity = min((finding.severity for finding in findings), key=SEVERITIES.index)
    elsewhere = [finding.place for finding in others if finding.place.line != first.place.line]
    where = " and ".join(_lines_in_words(first.place, elsewhere))
    here = len(others) - len(elsewhere)
    hints = [first.hint, f"Most likely the same fault shows {where}." if where else None]
    hints += [f"{here} more finding{' comes' if here == 1 else 's come'} of this line." if here else None]
    return replace(first, severity=severity, hint=" ".join(filter(None, hints)) or None)


def _lines_in_words(here: Place, places: Iterable[Place]) -> Iterator[str]:
    """Yield for each file where places are, such as "on lines 3, 5 and 2 more"; that of `here` is first."""
    lines: dict[str, set[int]] = {here.file: set()}
    for place in places:
        lines.setdefault(place.file, set()).add(place.line)
    for file, found in lines.items():
        numbers = sorted(found)
        if not numbers:
            continue
        where = "" if file == here.file else f"in {PurePath(file).name} "
        shown = ", ".join(map(str, numbers[:_MOST_LINES]))
        rest = f" and {len(numbers) - _MOST_LINES} more" if len(numbers) > _MOST_LINES else ""
        yield f"{where}on line{'s' if len(numbers) > 1 else ''} {shown}{rest}"
