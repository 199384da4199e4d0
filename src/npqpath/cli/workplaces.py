"""`npqpath workplaces`: read published lists in, and look places up in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.giving import give, read_day
from npqpath.cli.workplaces_file import open_workplaces, own_folder
from npqpath.console import Context, current_context
from npqpath.errors import UsageError, UserError
from npqpath.workplaces import FILE
from npqpath.workplaces.official_lists import KINDS, kind_of, told_by
from npqpath.workplaces.store import keep, open_kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.cli.flags import Wanted
    from npqpath.workplaces.official_lists import Kind, ListInfo, Listing, Wish
    from npqpath.workplaces.store import Kept


_OLD = 366
"""Days after which a list is likely to have a newer edition."""


def import_lists(files: Sequence[Path], kind: str | None, on: str | None, to: Path | None) -> None:
    """Read lists in, put them beside the ones that are there, and say what was found."""
    context = current_context()
    wish = _wish(files, kind, on, context)
    new = _read_all(files, wish, context)
    folder = to or own_folder()
    from npqpath.workplaces.store import combine, take_apart

    before = _before(folder / FILE, context)
    old = take_apart(before.all()) if before is not None else ()
    combined = combine([*old, *new.values()])
    for info in combined.lists:
        context.stdout.write(f"{_summary(info, is_new=info.kind in new, today=context.today)}\n")
    if "register" not in {info.kind for info in combined.lists}:
        context.stdout.write("Without the register of schools, only places on these lists can be found.\n")
    path = keep(combined, folder)
    context.stderr.write(f"Written to {path}.\n")


def find_places(text: str, wanted: Wanted, folders: list[Path]) -> None:
    """Write the places that fit to where it is wanted."""
    from npqpath.output.views.lookups import places_document, places_json
    from npqpath.workplaces.search import find

    context = current_context()
    kept = open_workplaces(folders, context)
    places = find(kept, text)
    give(lambda: places_document(kept, text, places), lambda: places_json(kept, places), wanted, context)


def _wish(files: Sequence[Path], kind: str | None, on: str | None, context: Context) -> Wish:
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.workplaces.official_lists import Wish

    known = kind_of(kind) if kind is not None else None
    if kind is not None and known is None:
        raise UsageError(f'There is no list "{kind}".', did_you_mean(kind, KINDS))
    if known is not None and len(files) > 1:
        raise UsageError("--as is about one file.", "Read the files in one after the other.")
    return Wish(known, read_day(on, context) if on is not None else None)


def _read_all(files: Sequence[Path], wish: Wish, context: Context) -> dict[Kind, Listing]:
    from npqpath.workplaces.official_lists import import_file

    found: dict[Kind, Listing] = {}
    for file in files:
        for listing in import_file(file, wish, context.today):
            kind, other = listing.info.kind, found.get(listing.info.kind)
            if other is not None:
                raise UsageError(
                    f"{other.info.file} and {file.name} are both the {told_by(listing.info)}.",
                    "Give the newer one only.",
                )
            found[kind] = listing
    return found


def _before(path: Path, context: Context) -> Kept | None:
    try:
        return open_kept(path) if path.is_file() else None
    except UserError as error:
        context.stderr.write(f"{error.message} A new file takes its place.\n")
        return None


def _summary(info: ListInfo, *, is_new: bool, today: dt.date) -> str:
    from npqpath.output.text import safe

    told, places = told_by(info), "place" if info.rows == 1 else "places"
    words = [f"{told[0].upper()}{told[1:]}: {info.rows:,} {places}, from {safe(info.file)}."]
    if not is_new:
        words.append("It was here before.")
    elif not info.is_dated:
        words.append("It does not say its day: add --on DATE.")
    if (today - info.on).days > _OLD:
        words.append("That is over a year ago, so look for a newer one.")
    return " ".join(words)
