"""Findings: what a check hands back and looks at, one for each fault, and what every code means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from npqpath.dataset.near_miss import near
from npqpath.errors import Place, Problem, UsageError
from npqpath.validate.parts import Files, messages, worded

if TYPE_CHECKING:
    from npqpath.validate.parts import File


Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest to the least: an error always fails, a warning with `--strict`, a note never."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: where, a stable code, how grave it is and one sentence.

    `hint` says how to mend it, and `example` tells of one person whom it concerns.
    `cause` is where the rule, row or test stands that is most likely to blame, if that is clear.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str | None = None
    example: str | None = None
    cause: Place | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that puts findings in the order of the files."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


def say(
    key: str, place: Place, *, example: str | None = None, cause: Place | None = None, **words: object
) -> Finding:
    """Return the finding with what `messages.yaml` says under this key, with these words in it."""
    code, message, hint = worded(key, **words)
    return Finding(place, code, messages()[key].get("severity", "error"), message, hint, example, cause)


@dataclass(frozen=True)
class DataSet(Files):
    """A data set of the right shape and the day it is looked at.

    `overlays` are the files that are laid over the two, by name.
    """

    on: dt.date
    overlays: tuple[str, ...] = ()

    def line(self, place: Place, file: File) -> str:
        """Return a line in words for a finding in `file`; its own file is named where it could be another."""
        if self.overlays:
            return place.in_words
        is_here = place.file == self._tree(file).file
        return f"line {place.line}" if is_here else f"line {place.line} of {PurePath(place.file).name}"


@dataclass(frozen=True, slots=True)
class Results:
    """What the checks found, the source lines of the files, and whether every check could run."""

    findings: tuple[Finding, ...]
    lines: Mapping[str, tuple[str, ...]]
    is_proved: bool


FIRST_USABLE = "NP3"
"""Codes before this one stop the data from being used, or are about comments: nothing can set them aside."""


def as_finding(problem: Problem) -> Finding:
    """Return a problem that stops the data from being used as a finding."""
    return Finding(problem.place, problem.code, "error", problem.message, problem.hint)


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


_SECTION = re.compile(r"^## (NP[0-9]{3}): (.+\n(?:(?!## ).*\n)*)", re.MULTILINE)


@cache
def explanations() -> dict[str, str]:
    """Return for every code a title, a text, and examples of what passes and what does not."""
    text = Path(__file__).with_name("codes.md").read_text(encoding="utf-8")
    return {code: section.rstrip() for code, section in _SECTION.findall(text)}


def explain(code: str) -> str:
    """Return the explanation of a code as text. Raises `UsageError` where there is no such code."""
    known, wanted = explanations(), code.strip().upper()
    if wanted not in known:
        guess = near(code, known)
        hint = f'Did you mean "{guess}"?' if guess else "A code looks like NP304."
        raise UsageError(f'There is no code "{code}".', hint)
    return f"{wanted}: {known[wanted]}\n"
