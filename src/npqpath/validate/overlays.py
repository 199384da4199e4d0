"""Overlays: everything is checked on the data set with its overlays laid over it, and told of the overlays.

What the national data has wrong with it by itself is no matter of the overlay and is left out here.

NP160: The file of an overlay leads out of its folder
    An overlay is one file in one folder. A link to a file elsewhere is not followed.

    Passes:
        overlay.yaml as a file of its own
    Fails:
        overlay.yaml as a link to ../somewhere-else/overlay.yaml

NP161: An id is taken
    What an overlay adds has ids of its own, so that it cannot replace anything unseen.

    Passes:
        activities:
          deeper-learning: [{id: riverside-courses, ...}]
    Fails:
        activities:
          deeper-learning: [{id: hub-courses, ...}]

NP162: There is no such thing to switch off
    Under `switch_off` stand ids of what the national data or an overlay before this one has.

    Passes:
        switch_off: {activities: {deeper-learning: [hub-courses]}}
    Fails:
        switch_off: {activities: {deeper-learning: [hub-course]}}

NP163: An address is not fit to be shown
    Links begin with https:// or http://. E-mail addresses and phone numbers have nothing else beside them.

    Passes:
        link: https://example.org/courses
    Fails:
        link: example.org/courses

NP701: An event is over
    Plans no longer show it. A note, so that the list stays short.

    Passes:
        - {name: Open morning, starts: 2027-03-10, text: Meet the team.}
    Fails:
        - {name: Open morning, starts: 2026-03-10, text: Meet the team.}
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from npqpath.advice.core import compile_rules
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.merging import Merged, merge, problems_of
from npqpath.catalogue.overlay import OverlayFile
from npqpath.catalogue.overlay_file import OVERLAY, Overlay, overlay_bytes, overlay_problems
from npqpath.catalogue.reading import Tree
from npqpath.errors import Problem
from npqpath.validate.blame import blame, not_meant
from npqpath.validate.dates import STALE_MONTHS, in_words, months_between
from npqpath.validate.findings import Check, DataSet, Finding, Looked, as_finding
from npqpath.validate.misread import misread
from npqpath.validate.names import check_names
from npqpath.validate.salvage import Rest
from npqpath.validate.stages import OneFile, read_folder, read_one


@dataclass(frozen=True, slots=True)
class _Read:
    """One overlay as far as it could be read; `overlay` is None if that is nothing."""

    file: OneFile[OverlayFile]
    rest: Rest[OverlayFile]
    overlay: Overlay | None

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the file by itself."""
        own = overlay_problems(self.overlay) if self.overlay is not None else ()
        return (*self.file.problems, *own)


def look_through_overlays(
    base: Path, overlays: Sequence[Path], on: dt.date, texts: Check, rules: Check
) -> Looked:
    """Return what is found in the overlays, laid in order over the data set in `base`.

    `texts` needs no condition to be right, and `rules` does. Faults that stop the data set itself from being
    used are told too. Raises `UserError` if a folder or its file is not there.
    """
    files = read_folder(base)
    read = [_read(folder) for folder in overlays]
    names = tuple(str(one.file.path) for one in read)
    lines = {str(one.file.path): one.file.lines for one in read}
    of_base = files.problems()
    found = [*of_base, *(problem for one in read for problem in one.problems())]
    if of_base:
        for each in (files.qualifications, files.pathways):
            lines[str(each.path)] = each.lines
        return Looked(tuple(map(as_finding, found)), lines, is_usable=False)
    ground = Merged(files.catalogue(), files.qualifications.whole_tree(), files.pathways.whole_tree())
    laid = [one.overlay for one in read if one.overlay is not None]
    merged = merge(ground, laid)
    dropped = frozenset[str]().union(*(one.rest.dropped for one in read))
    found += [
        problem
        for problem in problems_of(merged, check_names)
        if not any(f'"{id}"' in problem.message for id in dropped)
    ]
    days = [finding for overlay in laid for finding in (*_check_days(overlay, on), *_misread(overlay))]
    if found:
        # Imported here: only a fault needs it.
        from npqpath.validate.overlays_in_part import look_at_rules, look_at_texts

        days += look_at_texts(merged, names, on, texts, is_whole=not dropped)
        days += look_at_rules(ground, [one.file for one in read], found, on, rules)
        return Looked((*map(as_finding, found), *days), lines, is_usable=False)

    def look(book: Merged) -> list[Finding]:
        data = merged_data(book, on, names)
        return [*texts(data), *rules(data)]

    told = blame(not_meant(look(merged), look(ground), merged), ground, laid, look)
    return Looked((*told, *days), lines, is_usable=True)


def merged_data(book: Merged, on: dt.date, names: tuple[str, ...]) -> DataSet:
    """Return a data set with its overlays, whose files have these names, for checks to look at."""
    rulebook = read_rulebook(book.catalogue)
    core = compile_rules(book.catalogue, rulebook)
    return DataSet(book.catalogue, book.qualifications, book.pathways, rulebook, core, on, names)


def _read(folder: Path) -> _Read:
    """Return the overlay in the folder; a fault in one entry does not hide the others."""
    one = read_one(folder / OVERLAY, OverlayFile, lambda: overlay_bytes(folder))
    rest = one.rest(OverlayFile)
    return _Read(one, rest, Overlay(rest.model, rest.tree) if rest.tree.data is not None else None)


def _misread(overlay: Overlay) -> Iterator[Finding]:
    return misread(overlay.places) if isinstance(overlay.places, Tree) else iter(())


def _check_days(overlay: Overlay, on: dt.date) -> Iterator[Finding]:
    """Yield that the overlay was not looked at for long, or on a day to come, and which events are over."""
    place, checked = overlay.places.place(("about", "checked")), overlay.model.about.checked
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
            where = overlay.places.place(("events", index, "starts"))
            yield Finding(where, "NP701", "note", message, "Take it away, or write the day of the next one.")
