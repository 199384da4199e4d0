"""`npqpath workplaces`: read published lists in, and look places up in them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.options import DATA, RESULT, Request, read_day, takes
from npqpath.console import Context, remark
from npqpath.errors import UsageError, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.workplaces.official_lists import Kind, ListInfo, Listing, Wish


# What a command needs is imported where it runs: help and completion have to be there at once.


_OLD = 366
"""Days after which a list is likely to have a newer edition."""


@takes()
def import_lists(
    request: Request,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="The register of schools or a list, as CSV, XLSX or ODS."),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="LIST", help="register, schools-list, 16-to-19-list, rise or childminders."
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day of the list: 2026-05-18.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="An overlay; without it, your own folder.")
    ] = None,
) -> None:
    """Read in the register of schools or a list from GOV.UK."""
    from npqpath.workplaces.official_lists import KINDS
    from npqpath.workplaces.store import write

    context = request.context
    new = _read(files, _wish(files, kind, on, context), context)
    folder = to or context.data_folder()
    listings = {**_before(folder, context), **new}
    for each in KINDS:
        if each in listings:
            told = _summary(listings[each].info, is_new=each in new, today=context.today)
            context.stdout.write(f"{told}\n")
    if "register" not in listings:
        context.stdout.write("Without the register of schools, only places on these lists can be found.\n")
    remark(f"Written to {write(listings.values(), folder)}.", context)


def _wish(files: Sequence[Path], kind: str | None, on: str | None, context: Context) -> Wish:
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.workplaces.official_lists import KINDS, Wish, kind_of

    known = kind_of(kind) if kind is not None else None
    if kind is not None and known is None:
        raise UsageError(f'There is no list "{kind}".', did_you_mean(kind, KINDS))
    if known is not None and len(files) > 1:
        raise UsageError("--as is about one file.", "Read the files in one after the other.")
    return Wish(known, read_day(on, context.today) if on is not None else None)


def _read(files: Sequence[Path], wish: Wish, context: Context) -> dict[Kind, Listing]:
    from npqpath.workplaces.official_lists import import_file, told_by

    found: dict[Kind, Listing] = {}
    for file in files:
        for listing in import_file(file, wish, context.today):
            other = found.setdefault(listing.info.kind, listing)
            if other is not listing:
                raise UsageError(
                    f"{other.info.file} and {file.name} are both the {told_by(listing.info)}.",
                    "Give the newer one only.",
                )
    return found


def _before(folder: Path, context: Context) -> dict[Kind, Listing]:
    """Return the lists that are there already, none where the file cannot be read."""
    from npqpath.workplaces import FILE
    from npqpath.workplaces.store import open_file, read_all

    path = folder / FILE
    try:
        return {each.info.kind: each for each in read_all(open_file(path))} if path.is_file() else {}
    except UserError as error:
        remark(f"{error.message} A new file takes its place.", context)
        return {}


def _summary(info: ListInfo, *, is_new: bool, today: dt.date) -> str:
    from npqpath.output.text import safe
    from npqpath.workplaces.official_lists import told_by

    told, places = told_by(info), "place" if info.rows == 1 else "places"
    words = [f"{told[0].upper()}{told[1:]}: {info.rows:,} {places}, from {safe(info.file)}."]
    if not is_new:
        words.append("It was here before.")
    elif not info.is_dated:
        words.append("It does not say its day: add --on DATE.")
    if (today - info.on).days > _OLD:
        words.append("That is over a year ago, so look for a newer one.")
    return " ".join(words)


@takes(*RESULT, DATA)
def find_places(
    request: Request,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, a postcode, a URN or a UKPRN.")],
) -> None:
    """Find a workplace and what the lists say about it."""
    from npqpath.cli.results import give
    from npqpath.cli.workplaces_file import open_workplaces
    from npqpath.output.formats import Result
    from npqpath.output.views.lookups import places_document, places_json
    from npqpath.workplaces.search import find

    workplaces = open_workplaces(request)
    places = find(workplaces, text)
    result = Result(
        lambda: places_document(workplaces, text, places), lambda: places_json(workplaces, places)
    )
    give(result, request)


COMMANDS = {"import": import_lists, "find": find_places}
