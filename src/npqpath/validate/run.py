"""All checks on a folder: from its files to a report, and from the report to text and an exit code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from npqpath.dataset.catalogue import PATHWAYS, QUALIFICATIONS
from npqpath.dataset.load import base_and_overlays, bundled_folder, contents, models
from npqpath.dataset.model_errors import build
from npqpath.dataset.overlays import (
    OVERLAY,
    Merged,
    Overlay,
    OverlayFile,
    joined,
    merge,
    overlay_bytes,
    overlay_problems,
    problems_of,
)
from npqpath.dataset.yaml_errors import fetch
from npqpath.dataset.yaml_reader import parse
from npqpath.errors import DataError, Place, Problem
from npqpath.validate.allowed import apply_comments
from npqpath.validate.checks import EVERY_DAY, RULES, TEXTS, TODAY, check_names
from npqpath.validate.dates import check_overlay_days, findings_over_time
from npqpath.validate.faulty_entries import DataFile, rest_of, without_faulty_entries
from npqpath.validate.findings import FIRST_USABLE, DataSet, Finding, Results, as_finding, one_for_each_cause
from npqpath.validate.proof_context import ProofContext
from npqpath.validate.report import Format, Report, choose_format, render_text
from npqpath.words import listed

T = TypeVar("T")

_NEEDED = (QUALIFICATIONS, PATHWAYS)


def read_folder(folder: Path) -> tuple[DataFile[Any], ...]:
    """Return the files of the folder. Raises `UserError` if there is no such folder, or none of its files."""
    if not any((folder / name).exists() for name in _NEEDED):
        contents(folder)
    found = {name: model for name, model in models().items() if name in _NEEDED or (folder / name).exists()}
    return tuple(_read(folder / name, model) for name, model in found.items())


def read_overlay(folder: Path) -> DataFile[OverlayFile]:
    """Return the file of the overlay in the folder. Raises `UserError` if it cannot be opened."""
    return _read_file(folder / OVERLAY, OverlayFile, partial(overlay_bytes, folder))


def _read(path: Path, model: type[T]) -> DataFile[T]:
    if path.exists():
        return _read_file(path, model, partial(fetch, path))
    hint = f"A data set is a folder with {QUALIFICATIONS} and {PATHWAYS} in it."
    problem = Problem(Place(str(path), 1, 1), "NP014", f"The folder has no {path.name}.", hint)
    return DataFile(path, problems=(problem,))


def _read_file(path: Path, model: type[T], fetched: Callable[[], bytes]) -> DataFile[T]:
    """Return a file as far as it can be read; `fetched` returns its bytes, or raises `DataError`."""
    text = ""
    try:
        raw = fetched()
        text = _as_shown(raw)
        tree = parse(raw, str(path))
        return DataFile(path, text, content=(tree, build(tree, model)))
    except DataError as error:
        return without_faulty_entries(DataFile(path, text, error.problems), model)


def _as_shown(raw: bytes) -> str:
    """Return the bytes as text with the same lines and columns that problems count in."""
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def report_text(
    folders: Sequence[Path], *, on: dt.date, format: str, strict: bool, env: Mapping[str, str]
) -> tuple[str, bool]:
    """Return the report on a data set and its overlays as text, and whether they fail.

    Overlays alone are laid over the bundled data. Raises `UserError` if a folder or its files are not
    there, `UsageError` for an unknown format.
    """
    chosen = choose_format(format, env)
    report = report_on(folders, on=on, strict=strict)
    return render_report(report, chosen), report.fails


def render_report(report: Report, format: Format) -> str:
    """Return the report as text in the format, ending in a newline."""
    # Only the module of the format is loaded: xml, for one, takes longer than all the checks of names.
    if format == "text":
        return render_text(report)
    from npqpath.validate import report_for_ci as others

    renders: dict[Format, Callable[[Report], str]] = {
        "json": others.render_json,
        "github": others.render_github,
        "junit": others.render_junit,
        "sarif": others.render_sarif,
        "markdown": others.render_report_markdown,
    }
    return renders[format](report)


def report_on(folders: Sequence[Path], *, on: dt.date, strict: bool) -> Report:
    """Return the report: one finding for each fault, in the order of the files, less what is set aside."""
    results = check_folders(folders, on)
    commented = apply_comments(
        results.findings, results.lines, has_run=lambda code: results.is_proved or code < FIRST_USABLE
    )
    return Report(
        folder=_named(folders),
        on=on,
        strict=strict,
        findings=tuple(sorted(one_for_each_cause(commented.findings), key=lambda finding: finding.order)),
        is_proved=results.is_proved,
        allowed=commented.allowed,
        lines=results.lines,
    )


def _named(folders: Sequence[Path]) -> str:
    """Return what is checked in words; the bundled data goes without saying below an overlay."""
    own = [str(each) for each in folders if each != bundled_folder()]
    return listed(own) if own else "the bundled data"


def check_folders(folders: Sequence[Path], on: dt.date) -> Results:
    """Return what all checks find in a data set, or in overlays laid in order over one.

    Names, days and words are looked at in all that can be read, rules once every name is right.
    """
    base_folder, overlay_folders = base_and_overlays(folders)
    base_files, overlay_files = read_folder(base_folder), tuple(map(read_overlay, overlay_folders))
    files = (*base_files, *overlay_files)
    problems = [problem for file in files for problem in file.problems]
    findings: list[Finding] = []
    base = joined_files(base_files)
    if base is not None:
        rest = rest_of(files)
        overlays = [Overlay(file.content[1], file.content[0]) for file in overlay_files if file.content]
        merged = merge(base, overlays)
        problems += rest.still_wrong(problem for overlay in overlays for problem in overlay_problems(overlay))
        problems += rest.still_wrong(problems_of(merged, check_names))
        names = tuple(str(file.path) for file in overlay_files)
        data = DataSet(merged.catalogue, merged.qualifications, merged.pathways, on, names)
        findings += rest.still_wrong(_look_at_texts(data, overlays))
        if not problems:
            prove = partial(_prove, on=on, overlays=names)
            findings += placed_in_overlays(base, overlays, prove) if overlays else prove(base)
    shown = files if problems or not overlay_files else overlay_files
    lines = {str(file.path): file.lines for file in shown if file.text}
    return Results((*map(as_finding, problems), *findings), lines, is_proved=not problems)


def joined_files(files: Sequence[DataFile[Any]]) -> Merged | None:
    """Return what can be used of the files as one data set; None where one of them cannot be used at all."""
    parts = {file.path.name: file.content for file in files if file.content is not None}
    return joined(parts, "") if len(parts) == len(files) else None


def _look_at_texts(data: DataSet, overlays: Sequence[Overlay]) -> Iterator[Finding]:
    """Yield what is wrong with days, words and addresses: where there are overlays, with theirs alone."""
    for check in TEXTS:
        found = check(data)
        yield from (one for one in found if not data.overlays or one.place.file in data.overlays)
    for overlay in overlays:
        yield from check_overlay_days(overlay, data.on)


def _prove(merged: Merged, on: dt.date, overlays: tuple[str, ...]) -> list[Finding]:
    """Return what the checks of rules find in a data set whose names are right."""
    context = ProofContext(merged.catalogue, merged.qualifications, merged.pathways, on, overlays)
    found = [finding for check in RULES for finding in check(context)]
    return [*found, *findings_over_time(context, EVERY_DAY, TODAY)]


Prove: TypeAlias = "Callable[[Merged], list[Finding]]"


def placed_in_overlays(base: Merged, overlays: Sequence[Overlay], prove: Prove) -> Iterator[Finding]:
    """Yield what `prove` finds in a data set because of the overlays, each with a place in one of them.

    Where no rule of an overlay is to blame, it may be that something is switched off: without that line the
    finding is gone. What is left comes from an overlay as a whole.
    """
    own = {overlay.tree.file for overlay in overlays}
    left = []
    for finding in _brought_by_overlays(base, overlays, prove):
        if finding.place.file in own:
            yield finding
        elif finding.cause is not None and finding.cause.file in own:
            yield replace(finding, place=finding.cause)
        else:
            left.append(finding)
    for key, place in merge(base, overlays).off.places.items():
        merged = merge(base, overlays, spared=key)
        if left and not problems_of(merged, check_names):
            still = {_key(finding) for finding in prove(merged)}
            gone = (finding for finding in left if _key(finding) not in still)
            yield from (replace(finding, place=place, cause=place) for finding in gone)
            left = [finding for finding in left if _key(finding) in still]
    whole = overlays[-1].tree.key_place(("about",))
    yield from (replace(finding, place=whole) for finding in left)


def _brought_by_overlays(base: Merged, overlays: Sequence[Overlay], prove: Prove) -> list[Finding]:
    """Return what is found in a merged data set without what is no fault of an overlay.

    That is what the national data has by itself, and that nothing suggests what is switched off. Notes on
    national rules and questions are left out as well: a hub could do nothing about them.
    """
    merged = merge(base, overlays)
    keys = {_key(finding) for finding in prove(base)}
    own = {overlay.tree.file for overlay in overlays}
    off = tuple(f'"{id}" ' for id in merged.off.suggestions)
    return [
        finding
        for finding in prove(merged)
        if _key(finding) not in keys
        and not (finding.severity == "note" and finding.place.file not in own)
        and not (finding.code in ("NP308", "NP316") and finding.message.startswith(off))
    ]


def _key(finding: Finding) -> tuple[str, Place]:
    """Return what two findings have in common if they are one."""
    return finding.code, finding.place
