"""What can be told of overlays while some of their entries have faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from npqpath.catalogue.merging import merge, problems_of
from npqpath.catalogue.overlay import OverlayFile
from npqpath.catalogue.overlay_file import Overlay
from npqpath.validate.blame import blame, not_meant
from npqpath.validate.doubt import doubt_about
from npqpath.validate.in_part import OF_THE_WHOLE, sure_of, with_no_rules
from npqpath.validate.lost_lines import readable
from npqpath.validate.names import problems_one_by_one
from npqpath.validate.overlays import merged_data
from npqpath.validate.parts import Files
from npqpath.validate.trimming import trimmed

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.merging import Merged
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Problem
    from npqpath.validate.findings import Check, Finding
    from npqpath.validate.stages import OneFile
    from npqpath.validate.trimming import Rests


def look_at_texts(
    merged: Merged, names: tuple[str, ...], on: dt.date, look: Check, *, is_whole: bool
) -> Iterator[Finding]:
    """Yield what `look` finds in the overlays with these names; it needs no condition to be right.

    `is_whole` says whether the data set has every entry of them.
    """
    data = with_no_rules(merged.catalogue, merged.qualifications, merged.pathways, on)
    for finding in look(replace(data, overlays=names)):
        if finding.place.file in names and (is_whole or finding.code not in OF_THE_WHOLE):
            yield finding


def look_at_rules(
    ground: Merged,
    files: Sequence[OneFile[OverlayFile]],
    problems: Iterable[Problem],
    on: dt.date,
    look: Check,
) -> list[Finding]:
    """Return what `look` finds in overlays laid over `ground` whatever their faulty entries are meant to say.

    `problems` are those of the overlays.
    """
    names = tuple(str(one.path) for one in files)
    read = {name: readable(one, OverlayFile) for name, one in zip(names, files, strict=True)}

    def laid(rests: Rests) -> list[Overlay]:
        return [Overlay(rests[name].model, rests[name].tree) for name in names]

    def check(rests: Rests) -> Iterable[Problem]:
        return problems_of(merge(ground, laid(rests)), _one_by_one)

    known = {name: rest for name, rest in read.items() if rest is not None}
    rests = trimmed(known, check) if len(known) == len(names) else None
    if rests is None:
        return []
    merged = merge(ground, laid(rests))
    doubt = doubt_about(rests, merged.catalogue, problems)
    found = sure_of(merged_data(merged, on, names), doubt, look)

    def look_at(book: Merged) -> list[Finding]:
        return list(look(merged_data(book, on, names)))

    return blame(not_meant(found, look_at(ground), merged), ground, laid(rests), look_at)


def _one_by_one(catalogue: Catalogue, qualifications: Tree, pathways: Tree) -> tuple[Problem, ...]:
    return tuple(problems_one_by_one(Files(catalogue, qualifications, pathways)))
