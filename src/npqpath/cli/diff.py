"""`npqpath diff OLD NEW`: who gets different advice after a change of the data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.flags import Wanted
from npqpath.cli.giving import give, read_day
from npqpath.console import Context, current_context

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Beside:
    """People whose answers are kept, to compare beside the data sets."""

    plans: Path | None
    roster: Path | None


def diff(old: str, new: str, beside: Beside, wanted: Wanted, on: str | None) -> int:
    """Write the comparison to where it is wanted. Returns 1 if anything differs, else 0.

    It compares the data as it stands on the day `on`; None is today.
    """
    from npqpath.advice.compiled_rules import compile_rules
    from npqpath.compare.compare import SavedChange, compare
    from npqpath.compare.data_changes import differences
    from npqpath.compare.report import comparison_document, comparison_json
    from npqpath.compare.saved_people import rows_of, saved_in
    from npqpath.dataset.on_date import on_day

    context = current_context()
    day = read_day(on, context)
    was, now = _catalogue(old, context), _catalogue(new, context)
    before, after = compile_rules(on_day(was, day)), compile_rules(on_day(now, day))
    saved = saved_in(beside.plans) if beside.plans else {}
    rows, faults = rows_of(beside.roster, before, after) if beside.roster else ({}, ())
    comparison = compare(before, after, {**saved, **rows})
    unread = tuple(SavedChange(one.where, None, None, one.message) for one in faults)
    # What begins later is no advice of this day, but it is a change of the files.
    comparison = replace(comparison, unread=(*comparison.unread, *unread), differences=differences(was, now))
    give(lambda: comparison_document(comparison), lambda: comparison_json(comparison), wanted, context)
    return int(not comparison.is_empty)


def _catalogue(name: str, context: Context) -> Catalogue:
    """Return a data set with all its days: what holds now, and what begins later."""
    from npqpath.cli.data import check, data_folders
    from npqpath.compare.git_data import files_of, is_revision
    from npqpath.dataset.load import build_catalogue, contents

    if is_revision(name):
        folder, files, laid = files_of(name)
        return build_catalogue(folder, files, check, laid)
    base, *overlays = data_folders([Path(name)], context)
    return build_catalogue(base, contents(base, overlays), check, overlays)
