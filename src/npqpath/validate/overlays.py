"""Overlays: everything is checked on the data set with its overlays laid over it, and told of the overlays.

What the national data has wrong with it by itself is no matter of the overlay and is left out here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.merging import Merged, merge, problems_of
from npqpath.catalogue.overlay import OverlayFile
from npqpath.catalogue.overlay_file import OVERLAY, Overlay, overlay_bytes, overlay_problems
from npqpath.errors import Problem
from npqpath.validate.blame import brought_by_overlays, placed_in_overlays
from npqpath.validate.dates import STALE_MONTHS, in_words, months_between
from npqpath.validate.faulty_entries import Rest
from npqpath.validate.findings import Check, DataSet, Finding, Looked, as_finding
from npqpath.validate.names import check_names
from npqpath.validate.stages import read_file, read_folder


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
