"""What a check hands back, and what it is given to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from npqpath.validate.parts import Files

if TYPE_CHECKING:
    from npqpath.errors import Place, Problem
    from npqpath.validate.parts import File


Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest to the least: an error always fails, a warning with `--strict`, a note never."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: where, a stable code, how grave it is and one sentence.

    `hint` says how to mend it, `example` tells of one person whom it concerns, and `stub` is YAML to paste.
    `cause` is where the rule, row or test stands that is most likely to blame, if that is clear.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str | None = None
    example: str | None = None
    stub: str | None = None
    cause: Place | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that puts findings in the order of the files."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)


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
