"""All checks on a folder: from its two files to a report, and from the report to text and an exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeVar, cast

from npqpath.advice.wording import listed
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import PATHWAYS, QUALIFICATIONS, base_and_overlays, bundled_folder, contents
from npqpath.dataset.model_errors import build
from npqpath.dataset.pathways import PathwaysFile
from npqpath.dataset.qualifications import QualificationsFile
from npqpath.dataset.yaml_errors import fetch
from npqpath.dataset.yaml_reader import parse
from npqpath.errors import DataError, Place, Problem
from npqpath.validate.allowed import Sorted, apply_comments
from npqpath.validate.dates import look_over_time
from npqpath.validate.faulty_entries import DataFile, Rest, without_faulty_entries
from npqpath.validate.findings import FIRST_USABLE, Check, DataSet, Finding, Looked, as_finding
from npqpath.validate.grouping import one_for_each_cause
from npqpath.validate.names import check_names
from npqpath.validate.report import Report, choose_format, render_report

T = TypeVar("T")


def read_folder(folder: Path) -> tuple[DataFile[QualificationsFile], DataFile[PathwaysFile]]:
    """Return the two files of the folder. Raises `UserError` if the folder or both files are not there."""
    if not any((folder / name).exists() for name in (QUALIFICATIONS, PATHWAYS)):
        contents(folder)
    return _read(folder / QUALIFICATIONS, QualificationsFile), _read(folder / PATHWAYS, PathwaysFile)


def _read(path: Path, model: type[T]) -> DataFile[T]:
    if path.exists():
        return read_file(path, model, lambda: fetch(path))
    hint = f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it."
    problem = Problem(Place(str(path), 1, 1), "NP014", f"The folder has no {path.name}.", hint)
    return DataFile(path, problems=(problem,))


def read_file(path: Path, model: type[T], fetched: Callable[[], bytes]) -> DataFile[T]:
    """Return a file as far as it can be read; `fetched` returns its bytes, or raises `DataError`."""
    text = ""
    try:
        raw = fetched()
        text = _as_shown(raw)
        tree = parse(raw, str(path))
        return DataFile(path, text, tree=tree, model=build(tree, model))
    except DataError as error:
        return without_faulty_entries(DataFile(path, text, error.problems), model)


def _as_shown(raw: bytes) -> str:
    """Return the bytes as text with the same lines and columns that problems count in."""
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


CHECKS_OF_TEXTS: tuple[str, ...] = (
    "npqpath.validate.dates:check_dates",
    "npqpath.validate.dates:check_versions",
    "npqpath.validate.texts:check_words",
    "npqpath.validate.texts:check_addresses",
)
"""Checks that need no condition to be right, as "module:function"; each function is a `Check`."""
CHECKS_OF_RULES: tuple[str, ...] = (
    "npqpath.validate.funding_tables:check_funding",
    "npqpath.validate.names:check_use",
)
"""Checks of conditions whose names are all known."""
CHECKS_OVER_TIME: tuple[str, ...] = ("npqpath.validate.proofs:check_proofs",)
"""The same, of what has to be so on every day, under the rules of that day."""
CHECKS_OF_TODAY: tuple[str, ...] = ("npqpath.validate.personas:check_personas",)
"""The same, under the rules of the day that is looked at."""


def report_text(
    folders: Sequence[Path],
    *,
    on: dt.date,
    format: str,
    strict: bool,
    env: Mapping[str, str],
) -> tuple[str, int]:
    """Return the report on a data set and its overlays as text, and 1 if they do not pass, else 0.

    Overlays alone are laid over the bundled data. Raises `UserError` if a folder or its files are not
    there, `UsageError` for an unknown format.
    """
    chosen = choose_format(format, env)
    report = report_on(folders, on=on, strict=strict)
    return render_report(report, chosen), int(report.fails)


def report_on(folders: Sequence[Path], *, on: dt.date, strict: bool) -> Report:
    """Return the report: one finding for each fault, in the order of the files, less what is set aside."""
    looked = look_through(folders, on)
    commented = _without_allowed(looked)
    return Report(
        folder=_named(folders),
        on=on,
        strict=strict,
        findings=tuple(sorted(one_for_each_cause(commented.findings), key=lambda one: one.order)),
        is_proved=looked.is_usable,
        allowed=commented.allowed,
        lines=looked.lines,
    )


def _without_allowed(looked: Looked) -> Sorted:
    return apply_comments(
        looked.findings, looked.lines, has_run=lambda code: looked.is_usable or code < FIRST_USABLE
    )


def _named(folders: Sequence[Path]) -> str:
    """Return what is checked in words; the bundled data goes without saying below an overlay."""
    own = [str(each) for each in folders if each != bundled_folder()]
    return listed(own) if own else "the bundled data"


def look_through(folders: Sequence[Path], on: dt.date) -> Looked:
    """Return what all checks find in a data set, or in overlays laid over one."""
    base, overlays = base_and_overlays(folders)
    if not overlays:
        return look_through_data(base, on)
    from npqpath.validate.overlays import look_through_overlays

    return look_through_overlays(base, overlays, on, _look_at_texts, _look_at_rules)


def look_through_data(folder: Path, on: dt.date) -> Looked:
    """Return what all checks find in one data set; the rules are looked at once the names are right."""
    one, other = read_folder(folder)
    lines = {str(each.path): each.lines for each in (one, other) if each.text}
    problems = [*one.problems, *other.problems]
    findings: list[Finding] = []
    if one.model is not None and other.model is not None and one.tree and other.tree:
        rest = Rest(is_whole=not problems, set_aside=one.set_aside | other.set_aside)
        data = DataSet(Catalogue(one.model, other.model, ""), one.tree, other.tree, on)
        problems += rest.still_wrong(check_names(data.catalogue, data.qualifications, data.pathways))
        findings += rest.still_wrong(_look_at_texts(data))
        findings += [] if problems else _look_at_rules(data)
    return Looked((*map(as_finding, problems), *findings), lines, is_usable=not problems)


def _look_at_texts(data: DataSet) -> Iterator[Finding]:
    """Yield what the checks find that need no condition to be right."""
    for check in CHECKS_OF_TEXTS:
        yield from _load(check)(data)


def _look_at_rules(data: DataSet) -> Iterator[Finding]:
    """Yield what the other checks find."""
    for check in CHECKS_OF_RULES:
        yield from _load(check)(data)
    yield from look_over_time(data, map(_load, CHECKS_OVER_TIME), map(_load, CHECKS_OF_TODAY))


def _load(check: str) -> Check:
    """Return the check with this name; its module is loaded only now."""
    module, _, name = check.partition(":")
    return cast("Check", getattr(import_module(module), name))
