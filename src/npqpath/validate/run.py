"""All checks on a folder: from its two files to a report, and from the report to text and an exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from npqpath.advice.core import compile_core
from npqpath.advice.phrases import listed
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.loading import base_and_overlays, bundled_folder
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.errors import DataError, UsageError
from npqpath.validate.baseline import apply_baseline, read_baseline, write_baseline
from npqpath.validate.findings import FIRST_USABLE, Check, DataSet, Finding, as_finding
from npqpath.validate.over_time import look_over_time, standing_today
from npqpath.validate.report import Report, choose_format, render_report
from npqpath.validate.salvage import nothing
from npqpath.validate.stages import Folder, read_folder
from npqpath.validate.suppression import apply_comments
from npqpath.values import dataclass

CHECKS: tuple[str, ...] = (
    "npqpath.validate.funding_proofs:check_funding",
    "npqpath.validate.dates:check_dates",
    "npqpath.validate.versions:check_versions",
    "npqpath.validate.words:check_words",
    "npqpath.validate.unused:check_use",
    "npqpath.validate.misread:check_misread",
    "npqpath.validate.addresses:check_addresses",
)
"""Checks of a data set that can be used, as "module:function"; each function is a `Check`."""
CHECKS_OVER_TIME: tuple[str, ...] = ("npqpath.validate.proofs:check_proofs",)
"""Checks of what has to be so on every day, under the rules of that day."""
CHECKS_OF_TODAY: tuple[str, ...] = ("npqpath.validate.personas:check_personas",)
"""Checks under the rules of the day that is looked at."""
CHECKS_WITHOUT_RULES: tuple[str, ...] = (
    "npqpath.validate.dates:check_dates",
    "npqpath.validate.versions:check_versions",
    "npqpath.validate.words:check_words",
    "npqpath.validate.addresses:check_addresses",
)
"""Those of `CHECKS` that need no condition to be right, and so run even where some name is not known."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checks found, the source lines of the files, and whether every check could run."""

    findings: tuple[Finding, ...]
    lines: Mapping[str, tuple[str, ...]]
    is_usable: bool


def report_text(
    folders: Sequence[Path],
    *,
    on: dt.date,
    format: str,
    strict: bool,
    baseline: Path | None,
    env: Mapping[str, str],
) -> tuple[str, int]:
    """Return the report on a data set and its overlays as text, and 1 if they do not pass, else 0.

    Overlays alone are laid over the bundled data. Raises `UserError` if a folder, its files or the baseline
    are not there, `UsageError` for an unknown format.
    """
    chosen = choose_format(format, env)
    report = report_on(folders, on=on, strict=strict, baseline=baseline)
    return render_report(report, chosen), int(report.fails)


def report_on(folders: Sequence[Path], *, on: dt.date, strict: bool, baseline: Path | None) -> Report:
    """Return the report: all findings in the order of the files, less what is set aside."""
    known = read_baseline(baseline) if baseline is not None else None
    looked = look_through(folders, on)
    commented = apply_comments(
        looked.findings, looked.lines, has_run=lambda code: looked.is_usable or code < FIRST_USABLE
    )
    findings: Iterable[Finding] = commented.findings
    accepted: tuple[Finding, ...] = ()
    if known is not None:
        findings, accepted = apply_baseline(commented.findings, known)
    return Report(
        folder=_named(folders),
        on=on,
        strict=strict,
        findings=tuple(sorted(findings, key=lambda one: one.order)),
        allowed=commented.allowed,
        accepted=accepted,
        lines=looked.lines,
    )


def _named(folders: Sequence[Path]) -> str:
    """Return what is checked in words; the bundled data goes without saying below an overlay."""
    own = [str(each) for each in folders if each != bundled_folder()]
    return listed(own) if own else "the bundled data"


def write_accepted(folders: Sequence[Path], *, on: dt.date) -> str:
    """Return the text of a baseline that accepts the warnings and notes of today."""
    return write_baseline(report_on(folders, on=on, strict=False, baseline=None).findings)


def suggest(folders: Sequence[Path], *, on: dt.date) -> str:
    """Return the fewest persona tests that fire every rule of a data set, as YAML to paste.

    Raises `DataError` where the data set cannot be used.
    """
    from npqpath.validate.suggested_personas import suggest_personas

    base, overlays = base_and_overlays(folders)
    if overlays:
        raise UsageError("Persona tests are made for a whole data set, not for an overlay.")
    files = read_folder(base)
    if files.problems():
        raise DataError(files.problems())
    return suggest_personas(standing_today(_data_set(files, files.catalogue(), on)))


def look_through(folders: Sequence[Path], on: dt.date) -> Looked:
    """Return what all checks find in a data set, or in overlays laid over one."""
    base, overlays = base_and_overlays(folders)
    if not overlays:
        return look_through_data(base, on)
    from npqpath.validate.overlays import look_through_overlays

    seen = look_through_overlays(base, overlays, on, [_look_at])
    return Looked(seen.findings, seen.lines, seen.is_usable)


def look_through_data(folder: Path, on: dt.date) -> Looked:
    """Return what all checks find in one data set. Most of them wait until names and order are right."""
    files = read_folder(folder)
    one, other = files.qualifications, files.pathways
    lines = {str(each.path): each.lines for each in (one, other) if each.text}
    problems = files.problems()
    found = tuple(map(as_finding, problems))
    if not problems:
        catalogue = files.catalogue()
        data = _data_set(files, catalogue, on)
        found = tuple(_look_at(data))
    elif files.has_shape and files.catalogue().qualifications.cohorts:
        data = _data_set(files, _without_rules(files.catalogue()), on)
        found += tuple(finding for check in CHECKS_WITHOUT_RULES for finding in _load(check)(data))
    return Looked(found, lines, is_usable=not problems)


def _look_at(data: DataSet) -> Iterator[Finding]:
    """Yield what all checks find in a data set that can be used."""
    for check in CHECKS:
        yield from _load(check)(data)
    yield from look_over_time(data, map(_load, CHECKS_OVER_TIME), map(_load, CHECKS_OF_TODAY))


def _data_set(files: Folder, with_rules: Catalogue, on: dt.date) -> DataSet:
    """Return the data set of the folder, with the rules of `with_rules`."""
    rulebook = read_rulebook(with_rules)
    return DataSet(
        catalogue=files.catalogue(),
        qualifications=files.qualifications.whole_tree(),
        pathways=files.pathways.whole_tree(),
        rulebook=rulebook,
        core=compile_core(with_rules, rulebook),
        on=on,
    )


def _without_rules(catalogue: Catalogue) -> Catalogue:
    """Return the data set without its questions and conditions, so that no name in them matters."""
    whole = catalogue.qualifications
    cohorts = tuple(replace(cohort, offers=(), funding=()) for cohort in whole.cohorts)
    return Catalogue(replace(whole, cohorts=cohorts), nothing(PathwaysFile), "")


def _load(check: str) -> Check:
    """Return the check with this name; its module is loaded only now."""
    module, _, name = check.partition(":")
    return cast("Check", getattr(import_module(module), name))
