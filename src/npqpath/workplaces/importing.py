"""From a published file to the lists in it, with a clear sentence for whatever is not as it should be."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from npqpath.errors import UserError
from npqpath.spreadsheets.sheets import Purpose, Sheet, read_sheets, tidied
from npqpath.workplaces.headings import HEADINGS, NUMBERS, Column, Layout, nearest, read_headings
from npqpath.workplaces.listing import NAMES, Kind, ListInfo, Listing, Workplace
from npqpath.workplaces.listing import NUMBERS as NUMBER_OF
from npqpath.workplaces.recognising import tell_day, tell_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LISTS = Purpose(
    is_a="one of these lists",
    most="more than there are places",
    again="Download it again.",
    most_rows=300_000,
    most_bytes=300_000_000,
)
_ROWS_ABOVE = 60
"""How far down a sheet the headings may stand."""
_NUMBER = {
    "urn": (re.compile(r"\d{5,7}"), "six digits"),
    "ukprn": (re.compile(r"\d{8}"), "eight digits"),
    "ofsted": (re.compile(r"[A-Z]{0,3}\d{5,8}"), "digits, or EY and digits"),
}
_NEEDED: dict[Kind, tuple[Column, ...]] = {
    "register": ("urn", "name", "type", "status"),
    "schools-list": ("urn", "name"),
    "16-to-19-list": ("ukprn", "name"),
    "rise": ("urn", "name"),
    "childminders": ("ofsted",),
}
_OUTSIDE_CODES = frozenset({"000", "673", "702", "704", "708"})
_OUTSIDE_TYPES = frozenset({"welsh establishment"})
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody said about the file: which list it is, and of which day; None where they did not."""

    kind: Kind | None
    on: dt.date | None


def import_file(path: Path, wish: Wish, today: dt.date) -> tuple[Listing, ...]:
    """Return the lists in a file, one or more. Raises `UserError`, or `UsageError` for an unclear file."""
    file = path.name
    listings: dict[Kind, Listing] = {}
    texts = [file]
    seen: list[list[str]] = []
    for raw in read_sheets(path, _LISTS):
        sheet = Sheet(raw.name, tidied(raw.rows))
        found = _find_headings(sheet)
        texts += [sheet.name, *found.texts]
        if found.layout is None:
            seen += found.rows
            continue
        kind = tell_kind(file, found.layout, " ".join(texts), wish.kind)
        _check_columns(file, found.layout, kind)
        places = tuple(_places(file, kind, found.layout, found.number, sheet))
        on = wish.on or tell_day(texts, today)
        info = ListInfo(kind, on or today, on is not None, file, len(places))
        listings[kind] = _joined(file, listings.get(kind), Listing(info, places))
    if not listings:
        raise _no_headings(file, seen, wish.kind)
    return tuple(listings.values())


@dataclass(frozen=True, slots=True)
class _Headings:
    """What stands at the top of a sheet; `layout` is None where there are no headings."""

    layout: Layout | None
    number: int
    rows: list[list[str]]
    texts: list[str]


def _find_headings(sheet: Sheet) -> _Headings:
    rows: list[list[str]] = []
    texts: list[str] = []
    for number, row in enumerate(sheet.rows, 1):
        layout = read_headings(row)
        if layout is not None or number > _ROWS_ABOVE:
            return _Headings(layout, number, rows, texts)
        rows.append(row)
        texts += [cell for cell in row if cell]
    return _Headings(None, len(rows), rows, texts)


def _no_headings(file: str, rows: Sequence[Sequence[str]], kind: Kind | None) -> UserError:
    if not any(any(row) for row in rows):
        return UserError(f"{file} has no rows.", "Download it again.")
    wanted: tuple[Column, ...] = _NEEDED[kind][:1] if kind else NUMBERS
    for column in wanted:
        for row in rows:
            cell = nearest(row, column)
            if cell is not None:
                return _no_column(file, column, cell)
    names = " or ".join(f'"{HEADINGS[column][0]}"' for column in wanted)
    return UserError(f"{file} has no column {names}.", "The headings must stand above the rows of the list.")


def _no_column(file: str, column: Column, cell: str | None) -> UserError:
    heading = HEADINGS[column][0]
    hint = f'Did you mean the column "{cell}"? Then call it "{heading}".' if cell else None
    return UserError(
        f'{file} has no column "{heading}".', hint or "Download the whole list, with all its columns."
    )


def _check_columns(file: str, layout: Layout, kind: Kind) -> None:
    for column in _NEEDED[kind]:
        if column not in layout.at and not (kind == "childminders" and "urn" in layout.at):
            raise _no_column(file, column, nearest(layout.cells, column))


def _places(file: str, kind: Kind, layout: Layout, above: int, sheet: Sheet) -> Iterator[Workplace]:
    """Return the places of a sheet, each number once."""
    column = "urn" if kind == "childminders" and "ofsted" not in layout.at else _NEEDED[kind][0]
    shape, words = _NUMBER["ofsted" if kind == "childminders" else column]
    seen: dict[str, tuple[int, str]] = {}
    for at, row in enumerate(sheet.rows, above + 1):
        number = layout.cell(row, column).replace(" ", "").upper()
        name = layout.cell(row, "name")
        if not shape.fullmatch(number):
            if sum(1 for cell in row if cell) < 2:
                # An empty row, or a note below the list.
                continue
            raise _wrong_number(f"{file}, row {at}", kind, layout.cell(row, column), words)
        first, first_name = seen.setdefault(number, (at, name))
        if first == at:
            yield _place(kind, layout, row, number)
        elif kind == "register" or first_name.casefold() != name.casefold():
            raise UserError(
                f"{file} has {NUMBER_OF[kind]} {number} twice, in rows {first} and {at}.",
                "Take one of them out.",
            )
    if not seen:
        raise UserError(f"{file} names no places under its headings.", "Download it again.")


def _wrong_number(where: str, kind: Kind, number: str, words: str) -> UserError:
    name = NUMBER_OF[kind]
    message = (
        f'{where}: "{number}" is not a {name}, which has {words}.' if number else f"{where} has no {name}."
    )
    return UserError(message, "Correct the row or take it out.")


def _place(kind: Kind, layout: Layout, row: Sequence[str], number: str) -> Workplace:
    if kind == "childminders":
        return Workplace(number, "", "")
    type_, ukprn = layout.cell(row, "type"), layout.cell(row, "ukprn")
    return Workplace(
        urn="" if kind == "16-to-19-list" else number,
        ukprn=ukprn if _NUMBER["ukprn"][0].fullmatch(ukprn) else "",
        name=layout.cell(row, "name"),
        type=type_,
        postcode=_postcode(layout.cell(row, "postcode")),
        town=layout.cell(row, "town"),
        area=layout.cell(row, "area"),
        is_closed=kind == "register" and layout.cell(row, "status").casefold() == "closed",
        is_outside_england=_is_outside(layout.cell(row, "area_code"), type_),
    )


def _is_outside(area_code: str, type_: str) -> bool:
    code = area_code.zfill(3) if area_code else ""
    return code in _OUTSIDE_CODES or type_.casefold() in _OUTSIDE_TYPES


def _postcode(text: str) -> str:
    match = _POSTCODE.fullmatch(text.upper())
    return f"{match[1]} {match[2]}" if match else text.upper()


def _joined(file: str, before: Listing | None, now: Listing) -> Listing:
    """Return the places of two sheets of one file together."""
    if before is None:
        return now
    if now.info.kind == "register":
        raise UserError(f"{file} has the {NAMES['register']} twice.", "Give a file with one of them.")
    by_number = {place.number(now.info.kind): place for place in (*before.places, *now.places)}
    places = tuple(by_number.values())
    return Listing(replace(now.info, rows=len(places)), places)
