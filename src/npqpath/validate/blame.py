"""Which line of which overlay a finding comes from, where it points into the national data.

A check of the merged data set may point at a national rule or promise that was fine by itself. The line to
change is then in an overlay. It is found by trying: without that line the finding goes away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.merging import merge, problems_of
from npqpath.catalogue.overlay_file import Overlay
from npqpath.validate.names import check_names

if TYPE_CHECKING:
    from npqpath.catalogue.merging import Merged
    from npqpath.catalogue.overlay import OverlayFile
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Place
    from npqpath.validate.findings import Finding

Look: TypeAlias = "Callable[[Merged], list[Finding]]"
_Key: TypeAlias = "tuple[str, Place, str]"

_LISTS = ("rules", "impossible", "questions")
"""What can change the advice that the national data gives, in the order in which it is tried."""
_OFF = ("rules", "qualifications", "next_steps")
_TEST_FAILS = "NP601"
_NUMBER = re.compile(r"\d+")


def not_meant(findings: Iterable[Finding], known: Iterable[Finding], merged: Merged) -> list[Finding]:
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


def blame(
    findings: Sequence[Finding], ground: Merged, overlays: Sequence[Overlay], look: Look
) -> list[Finding]:
    """Return the findings, each with a place in an overlay; `look` runs the checks on a merged data set."""
    national = _national(ground)
    found = [one for one in findings if one.place.file not in national]
    caused: list[Finding] = []
    left = [one for one in findings if one.place.file in national]
    for place, fewer in _without_a_line(overlays):
        if not left:
            break
        merged = merge(ground, fewer)
        if problems_of(merged, check_names):
            continue
        still = {_key(one) for one in look(merged)}
        caused += [replace(one, place=place) for one in left if _key(one) not in still]
        left = [one for one in left if _key(one) in still]
    # No single line brings these about, so the overlay as a whole does.
    whole = overlays[-1].places.key_place(("about",))
    caused += [replace(one, place=whole) for one in left]
    return [*found, *_one_for_all_tests(caused)]


def _one_for_all_tests(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings; tests of the national data that fail because of one line are one finding."""
    failing: dict[Place, list[Finding]] = {}
    for one in findings:
        if one.code == _TEST_FAILS:
            failing.setdefault(one.place, []).append(one)
        else:
            yield one
    for first, *others in failing.values():
        tests = f"{len(others)} more tests" if len(others) > 1 else "One more test"
        fail = "fail" if len(others) > 1 else "fails"
        more = f" {tests} of the national data {fail} because of this line." if others else ""
        yield replace(first, hint=f"{first.hint or ''}{more}".strip() or None)


def _national(merged: Merged) -> tuple[str, str]:
    """Return the files that overlays are laid over."""
    return merged.qualifications.file, merged.pathways.file


def _key(finding: Finding) -> _Key:
    """Return what two findings have in common if they are one; numbers in the words do not count."""
    return finding.code, finding.place, _NUMBER.sub("0", finding.message)


def _without_a_line(overlays: Sequence[Overlay]) -> Iterator[tuple[Place, list[Overlay]]]:
    """Yield the place of each line that could be to blame, and the overlays without it."""
    for switched in (True, False):
        for number, overlay in enumerate(overlays):
            for loc, model in _switched(overlay.model) if switched else _added(overlay.model):
                fewer = [*overlays]
                fewer[number] = Overlay(model, overlay.places)
                yield overlay.places.place(loc), fewer


def _switched(model: OverlayFile) -> Iterator[tuple[Loc, OverlayFile]]:
    off = model.switch_off
    if off is None:
        return
    for kind in _OFF:
        ids = getattr(off, kind)
        for index in range(len(ids)):
            fewer: dict[str, Any] = {kind: _less(ids, index)}
            yield ("switch_off", kind, index), replace(model, switch_off=replace(off, **fewer))
    for step, ids in (off.activities or {}).items():
        for index in range(len(ids)):
            some = {**(off.activities or {}), step: _less(ids, index)}
            yield (
                ("switch_off", "activities", step, index),
                replace(model, switch_off=replace(off, activities=some)),
            )


def _added(model: OverlayFile) -> Iterator[tuple[Loc, OverlayFile]]:
    for kind in _LISTS:
        entries = getattr(model, kind)
        for index in range(len(entries)):
            fewer: dict[str, Any] = {kind: _less(entries, index)}
            yield (kind, index, "id"), replace(model, **fewer)
    for id in model.sources or {}:
        rest = {other: source for other, source in (model.sources or {}).items() if other != id}
        yield ("sources", id), replace(model, sources=rest)


def _less(entries: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return entries[:index] + entries[index + 1 :]
