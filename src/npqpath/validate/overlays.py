"""Overlays: what is found because of them, each at the line that is to blame, and their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from npqpath.dataset.overlays import merge, problems_of
from npqpath.validate.checks import check_names
from npqpath.validate.dates import check_reading
from npqpath.validate.findings import Finding
from npqpath.words import day as in_words

if TYPE_CHECKING:
    from npqpath.dataset.overlays import Merged, Overlay
    from npqpath.errors import Place


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
            yield from (
                replace(finding, place=place, cause=place) for finding in left if _key(finding) not in still
            )
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
        and not (finding.code == "NP308" and finding.message.startswith(off))
    ]


def _key(finding: Finding) -> tuple[str, Place]:
    """Return what two findings have in common if they are one."""
    return finding.code, finding.place


def check_overlay_days(overlay: Overlay, on: dt.date) -> Iterator[Finding]:
    """Yield that the overlay was not looked at for long, or on a day to come, and which events are over."""
    about = overlay.tree.place(("about", "checked"))
    yield from check_reading(about, overlay.model.about.checked, on, "This overlay was last checked")
    for index, event in enumerate(overlay.model.events):
        if event.starts < on:
            message = f'"{event.name}" was on {in_words(event.starts)}, so plans no longer show it.'
            where = overlay.tree.place(("events", index, "starts"))
            yield Finding(where, "NP701", "note", message, "Take it away, or write the day of the next one.")
