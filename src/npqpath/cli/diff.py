"""`npqpath diff OLD NEW`: who gets different advice after a change of the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.data import core_of, load_core
from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give
from npqpath.cli.surroundings import Surroundings, look_around
from npqpath.values import dataclass

if TYPE_CHECKING:
    from npqpath.advice.core import Core
    from npqpath.advice.crowd import Weights


@dataclass(frozen=True, slots=True)
class Beside:
    """What to compare beside the data sets: people whose answers are kept, and counts of people."""

    plans: Path | None
    roster: Path | None
    weights: Path | None


def diff(old: str, new: str, beside: Beside, wanted: Wanted) -> int:
    """Write the comparison to where it is wanted. Returns 1 if anything differs, else 0."""
    from npqpath.advice.comparing import compare
    from npqpath.cli.saved_people import rows_of, saved_in
    from npqpath.render.comparison_document import comparison_document, comparison_json

    around = look_around()
    before, after = _core(old, around), _core(new, around)
    saved = {
        **(saved_in(beside.plans) if beside.plans else {}),
        **(rows_of(beside.roster, after) if beside.roster else {}),
    }
    comparison = compare(before, after, saved, weights=_weights(beside.weights, after))
    give(lambda: comparison_document(comparison), lambda: comparison_json(comparison), wanted, around)
    return int(not comparison.is_empty)


def _core(name: str, around: Surroundings) -> Core:
    from npqpath.cli.revisions import files_of, is_revision

    if is_revision(name):
        folder, files, overlays = files_of(name)
        return core_of(folder, files, overlays=overlays, around=around)
    return load_core([Path(name)], around)


def _weights(file: Path | None, core: Core) -> Weights | None:
    from npqpath.advice.crowd import read_weights
    from npqpath.catalogue.reading import read

    return None if file is None else read_weights(read(file).data, core)
