"""Which line of an overlay a finding comes from, where it points into the national data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.merging import merge, problems_of
from npqpath.catalogue.overlay_file import Overlay
from npqpath.validate.names import check_names

if TYPE_CHECKING:
    from npqpath.catalogue.merging import Merged
    from npqpath.catalogue.overlay import SwitchOff
    from npqpath.catalogue.reading import Loc
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
