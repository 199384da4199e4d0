"""Overlays: everything is checked on the data set with its overlays laid over it, and told of the overlays.

What the national data has wrong with it by itself is no matter of the overlay and is left out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.merge_overlays import (
    OVERLAY,
    Merged,
    Overlay,
    merge,
    overlay_bytes,
    overlay_problems,
    problems_of,
)
from npqpath.dataset.overlay import OverlayFile
from npqpath.errors import Problem
from npqpath.validate.dates import STALE_MONTHS, in_words, months_between
from npqpath.validate.faulty_entries import Rest
from npqpath.validate.findings import Check, DataSet, Finding, Looked, as_finding
from npqpath.validate.names import check_names
from npqpath.validate.run import read_file, read_folder

if TYPE_CHECKING:
    from npqpath.dataset.merge_overlays import Merged
    from npqpath.dataset.overlay import SwitchOff
    from npqpath.dataset.yaml_reader import Loc
    from npqpath.errors import Place
    from npqpath.validate.findings import Finding


Look: TypeAlias = "Callable[[Merged], list[Finding]]"

_OFF = ("rules", "qualifications", "next_steps")


def brought_by_overlays(
    findings: Iterable[Finding], known: Iterable[Finding], merged: Merged
) -> list[Finding]:
    """Return the findings of a merge without those that are no fault of an overlay.

    These are the ones that the national data has by itself, and that nothing suggests what is switched off.
    Notes on national rules and questions are left out as well: a hub could do nothing about them.
    """
    keys = {_key(one) for one in known}
    national = _national(merged)
    off = tuple(f'"{id}" ' for id in merged.off.suggestions)
    return [
        one
        for one in findings
        if _key(one) not in keys
        and not (one.severity == "note" and one.place.file in national)
        and not (one.code == "NP307" and one.message.startswith(off))
    ]


def placed_in_overlays(
    findings: Iterable[Finding], base: Merged, overlays: Sequence[Overlay], look: Look
) -> Iterator[Finding]:
    """Yield the findings, each with a place in an overlay; `look` runs the checks on a merged data set.

    Where no rule of an overlay is to blame, it may be that something is switched off: without that line the
    finding is gone. What is left comes from an overlay as a whole.
    """
    national = _national(base)
    left = []
    for one in findings:
        if one.place.file not in national:
            yield one
        elif one.cause is not None and one.cause.file not in national:
            yield replace(one, place=one.cause)
        else:
            left.append(one)
    for place, fewer in _without_a_switch(overlays):
        merged = merge(base, fewer)
        if left and not problems_of(merged, check_names):
            still = {_key(one) for one in look(merged)}
            yield from (replace(one, place=place, cause=place) for one in left if _key(one) not in still)
            left = [one for one in left if _key(one) in still]
    whole = overlays[-1].tree.key_place(("about",))
    yield from (replace(one, place=whole) for one in left)


def _national(merged: Merged) -> tuple[str, str]:
    """Return the files that overlays are laid over."""
    return merged.qualifications.file, merged.pathways.file


def _key(finding: Finding) -> tuple[str, Place]:
    """Return what two findings have in common if they are one."""
    return finding.code, finding.place


def _without_a_switch(overlays: Sequence[Overlay]) -> Iterator[tuple[Place, list[Overlay]]]:
    """Yield the place of each line that switches something off, and the overlays without it."""
    for number, overlay in enumerate(overlays):
        off = overlay.model.switch_off
        for way, fewer in _switches(off) if off is not None else ():
            model = replace(overlay.model, switch_off=fewer)
            others = [*overlays[:number], Overlay(model, overlay.tree), *overlays[number + 1 :]]
            yield overlay.tree.place(("switch_off", *way)), others


def _switches(off: SwitchOff) -> Iterator[tuple[Loc, SwitchOff]]:
    """Yield the way to each name that is switched off, and what is switched off without it."""
    for kind in _OFF:
        ids = getattr(off, kind)
        for index in range(len(ids)):
            fewer: dict[str, Any] = {kind: _less(ids, index)}
            yield (kind, index), replace(off, **fewer)
    for step, ids in (off.activities or {}).items():
        for index in range(len(ids)):
            activities = {**(off.activities or {}), step: _less(ids, index)}
            yield ("activities", step, index), replace(off, activities=activities)


def _less(ids: tuple[str, ...], index: int) -> tuple[str, ...]:
    return ids[:index] + ids[index + 1 :]


def look_through_overlays(
    base: Path, overlays: Sequence[Path], on: dt.date, texts: Check, rules: Check
) -> Looked:
    """Return what is found in the overlays, laid in order over the data set in `base`.

    `texts` needs no condition to be right, and `rules` does. Faults that stop the data set itself from being
    used are told too. Raises `UserError` if a folder or its file is not there.
    """
    ground, of_base, lines = _base(base)
    files = [read_file(each / OVERLAY, OverlayFile, partial(overlay_bytes, each)) for each in overlays]
    lines |= {str(file.path): file.lines for file in files}
    problems = [*of_base, *(problem for file in files for problem in file.problems)]
    if ground is None:
        return Looked(tuple(map(as_finding, problems)), lines, is_usable=False)
    rest = Rest(is_whole=not problems, set_aside=frozenset().union(*(file.set_aside for file in files)))
    laid = [Overlay(file.model, file.tree) for file in files if file.model is not None and file.tree]
    names = tuple(str(file.path) for file in files)
    merged = merge(ground, laid)
    problems += rest.still_wrong(
        [*(each for one in laid for each in overlay_problems(one)), *problems_of(merged, check_names)]
    )

    def data_set(book: Merged) -> DataSet:
        return DataSet(book.catalogue, book.qualifications, book.pathways, on, names)

    def look(book: Merged) -> list[Finding]:
        return list(rules(data_set(book)))

    findings = [one for one in texts(data_set(merged)) if one.place.file in names]
    findings += [one for overlay in laid for one in _check_days(overlay, on)]
    findings = list(rest.still_wrong(findings))
    if not problems:
        brought = brought_by_overlays(look(merged), look(ground), merged)
        findings += placed_in_overlays(brought, ground, laid, look)
    return Looked((*map(as_finding, problems), *findings), lines, is_usable=not problems)


def _base(folder: Path) -> tuple[Merged | None, list[Problem], dict[str, tuple[str, ...]]]:
    """Return the data set in the folder; or what is wrong with it, and the lines of its files."""
    one, other = read_folder(folder)
    problems = [*one.problems, *other.problems]
    if not problems and one.model and other.model and one.tree and other.tree:
        catalogue = Catalogue(one.model, other.model, "")
        problems += check_names(catalogue, one.tree, other.tree)
        if not problems:
            return Merged(catalogue, one.tree, other.tree), [], {}
    return None, problems, {str(each.path): each.lines for each in (one, other)}


def _check_days(overlay: Overlay, on: dt.date) -> Iterator[Finding]:
    """Yield that the overlay was not looked at for long, or on a day to come, and which events are over."""
    place, checked = overlay.tree.place(("about", "checked")), overlay.model.about.checked
    if checked > on:
        message = f"The day {in_words(checked)} has not come yet, so nobody can have checked this then."
        yield Finding(place, "NP404", "error", message, "Write the day on which it was last checked.")
    elif months_between(checked, on) >= STALE_MONTHS:
        months = months_between(checked, on)
        message = f"This overlay was last checked on {in_words(checked)}, {months} months ago."
        hint = "Check every line, put right what has changed, and write today's date here."
        yield Finding(place, "NP401", "warning", message, hint)
    for index, event in enumerate(overlay.model.events):
        if event.starts < on:
            message = f'"{event.name}" was on {in_words(event.starts)}, so plans no longer show it.'
            where = overlay.tree.place(("events", index, "starts"))
            yield Finding(where, "NP701", "note", message, "Take it away, or write the day of the next one.")
