"""The frozen data set with a small change in its text, and small data sets without a text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from npqpath.dataset.catalogue import PATHWAYS, QUALIFICATIONS, Catalogue
from npqpath.dataset.model_errors import build
from npqpath.dataset.overlays import joined
from npqpath.dataset.pathways import PathwaysFile
from npqpath.dataset.qualifications import QualificationsFile
from npqpath.dataset.yaml_reader import Tree, read_text
from npqpath.validate.checks import EVERY_DAY
from npqpath.validate.findings import Finding
from npqpath.validate.proof_context import ProofContext
from tests.program import DATA

DAY = dt.date(2026, 11, 21)

Edit = tuple[str, str]
"""A pattern that matches once, and what stands there instead; `\\g<0>` is what was there."""


@cache
def _file(name: str, edits: tuple[Edit, ...]) -> tuple[Tree, QualificationsFile | PathwaysFile]:
    text = (DATA / name).read_text(encoding="utf-8")
    for pattern, new in edits:
        text, count = re.subn(pattern, new, text, flags=re.MULTILINE)
        assert count == 1, f"{pattern} matches {count} times"
    tree = read_text(text, name)
    model: type[QualificationsFile | PathwaysFile]
    model = QualificationsFile if name == QUALIFICATIONS else PathwaysFile
    return tree, build(tree, model)


def changed(*pathways: Edit, qualifications: Iterable[Edit] = (), on: dt.date = DAY) -> ProofContext:
    """Return the frozen data set after these edits, first of `pathways.yaml`."""
    edits = {QUALIFICATIONS: tuple(qualifications), PATHWAYS: pathways}
    merged = joined({name: _file(name, each) for name, each in edits.items()}, "")
    return ProofContext(merged.catalogue, merged.qualifications, merged.pathways, on)


def made(catalogue: Catalogue, on: dt.date = DAY) -> ProofContext:
    """Return a data set that was never written down; every place in it is the start of a file."""
    return ProofContext(catalogue, read_text("a: b\n", QUALIFICATIONS), read_text("a: b\n", PATHWAYS), on)


def new_first(section: str, entry: str) -> Edit:
    """Return the edit that puts an entry, written on one line, first in a list of `pathways.yaml`."""
    return rf"^{section}:\n", rf"\g<0>  - {entry}\n"


def line_of(data: ProofContext, finding: Finding) -> str:
    """Return the text from where the finding points to, as long as its carets are."""
    tree = data.qualifications if finding.place.file == QUALIFICATIONS else data.pathways
    start = finding.place.column - 1
    return tree.text.split("\n")[finding.place.line - 1][start : start + finding.place.length]


def check_proofs(context: ProofContext) -> Iterator[Finding]:
    """Yield what all proofs of what holds every day find under the rules of one day."""
    for check in EVERY_DAY:
        yield from check(context)


def found(check: Callable[[ProofContext], Iterable[Finding]], data: ProofContext, code: str) -> list[Finding]:
    """Return what a check finds under one code."""
    return [finding for finding in check(data) if finding.code == code]


def the_only(check: Callable[[ProofContext], Iterable[Finding]], data: ProofContext, code: str) -> Finding:
    """Return the one finding with this code; there must be no other of it, and no other error or warning."""
    every = [finding for finding in check(data) if finding.severity != "note" or finding.code == code]
    assert [finding.code for finding in every] == [code], every
    return every[0]
