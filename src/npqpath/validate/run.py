"""All checks on a folder: from its two files to a report, and from the report to text and an exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from npqpath.advice.core import compile_core
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import PathwaysFile
from npqpath.validate.baseline import apply_baseline, read_baseline
from npqpath.validate.findings import FIRST_USABLE, Check, DataSet, Finding, as_finding
from npqpath.validate.report import Report, choose_format, render_report
from npqpath.validate.salvage import nothing
from npqpath.validate.stages import Folder, read_folder
from npqpath.validate.suppression import apply_comments

CHECKS: tuple[str, ...] = (
    "npqpath.validate.proofs:check_proofs",
    "npqpath.validate.dates:check_dates",
    "npqpath.validate.words:check_words",
    "npqpath.validate.personas:check_personas",
)
"""Checks of a data set that can be used, as "module:function"; each function is a `Check`."""
CHECKS_WITHOUT_RULES: tuple[str, ...] = ("npqpath.validate.dates:check_dates",)
"""Those of `CHECKS` that look at no condition, and so run even where some name is not known."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checks found, the source lines of the files, and whether every check could run."""

    findings: tuple[Finding, ...]
    lines: Mapping[str, tuple[str, ...]]
    is_usable: bool


def validate(
    folder: Path, *, on: dt.date, format: str, strict: bool, baseline: Path | None, env: Mapping[str, str]
) -> tuple[str, int]:
    """Return the report on the folder as text, and 1 if the data set fails, else 0.

    Raises `UserError` if the folder, its files or the baseline are not there, `UsageError` for an unknown
    format.
    """
    chosen = choose_format(format, env)
    report = report_on(folder, on=on, strict=strict, baseline=baseline)
    return render_report(report, chosen), int(report.fails)


def report_on(folder: Path, *, on: dt.date, strict: bool, baseline: Path | None) -> Report:
    """Return the report on the folder: all findings in the order of the files, less what is set aside."""
    known = read_baseline(baseline) if baseline is not None else None
    looked = look_through(folder, on)
    commented = apply_comments(
        looked.findings, looked.lines, has_run=lambda code: looked.is_usable or code < FIRST_USABLE
    )
    findings: Iterable[Finding] = commented.findings
    accepted: tuple[Finding, ...] = ()
    if known is not None:
        findings, accepted = apply_baseline(commented.findings, known)
    return Report(
        folder=str(folder),
        on=on,
        strict=strict,
        findings=tuple(sorted(findings, key=lambda one: one.order)),
        allowed=commented.allowed,
        accepted=accepted,
        lines=looked.lines,
    )


def look_through(folder: Path, on: dt.date) -> Looked:
    """Return what all checks find. Those of `CHECKS` wait until names and order are right."""
    files = read_folder(folder)
    one, other = files.qualifications, files.pathways
    lines = {str(each.path): each.lines for each in (one, other) if each.text}
    problems = files.problems()
    found = tuple(map(as_finding, problems))
    if not problems:
        catalogue = files.catalogue()
        data = _data_set(files, catalogue, on)
        found = tuple(finding for check in CHECKS for finding in _load(check)(data))
    elif files.has_shape and files.catalogue().qualifications.cohorts:
        data = _data_set(files, _without_rules(files.catalogue()), on)
        found += tuple(finding for check in CHECKS_WITHOUT_RULES for finding in _load(check)(data))
    return Looked(found, lines, is_usable=not problems)


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
