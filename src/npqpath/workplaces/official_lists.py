"""The lists that GOV.UK publishes: from a file to the places that it names.

Which list it is and of which day is told by its columns, its title and the name of its file. Whatever is not
as it should be is said in a sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from npqpath.errors import UsageError, UserError
from npqpath.spreadsheets import Sheet
from npqpath.spreadsheets.read import Purpose, read_sheets, tidied
from npqpath.words import day, days_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


Kind: TypeAlias = Literal["register", "schools-list", "16-to-19-list", "rise", "childminders"]

KINDS: tuple[Kind, ...] = get_args(Kind)

NAMES: dict[Kind, str] = {
    "register": "national register of schools",
    "schools-list": "schools list",
    "16-to-19-list": "16 to 19 list",
    "rise": "list of targeted RISE schools",
    "childminders": "list of childminders",
}

NUMBER_NAMES: dict[Kind, str] = {"16-to-19-list": "UKPRN", "childminders": "Ofsted number"}
"""What a list calls its numbers; the others say URN."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """One place that a list names. What a list does not tell is an empty text.

    `kinds` are the lists that name it. `type` is the kind of place in the words of the list.
    """

    urn: str
    ukprn: str
    name: str
    type: str = ""
    postcode: str = ""
    town: str = ""
    area: str = ""
    is_closed: bool = False
    is_outside_england: bool = False
    kinds: frozenset[Kind] = frozenset()

    def number(self, kind: Kind) -> str:
        """Return the number by which a list of this kind names places; empty where it is not known."""
        return self.ukprn if kind == "16-to-19-list" else self.urn


@dataclass(frozen=True, slots=True)
class ListInfo:
    """Which list it is, its day, its file and how many places it names.

    `is_dated` tells whether the day is the list's own; otherwise it is the day on which it was read in.
    """

    kind: Kind
    on: dt.date
    is_dated: bool
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the places it names, each number once."""

    info: ListInfo
    places: tuple[Workplace, ...]


def kind_of(text: str) -> Kind | None:
    """Return the kind that is written so, or None."""
    return text if text in KINDS else None


def told_by(info: ListInfo) -> str:
    """Return the list with its day, to follow "the": "schools list of 18 May 2026"."""
    link = "of" if info.is_dated else "read in on"
    return f"{NAMES[info.kind]} {link} {day(info.on)}"


Number: TypeAlias = Literal["urn", "ukprn", "ofsted"]
Column: TypeAlias = (
    Number | Literal["name", "type", "status", "postcode", "town", "area", "area_code", "district"]
)
NUMBERS: tuple[Number, ...] = get_args(Number)

# Plain headings, the usual one first: it is the one that a message names.
HEADINGS: Mapping[Column, tuple[str, ...]] = {
    "urn": ("URN", "School URN", "Establishment URN", "Unique reference number"),
    "ofsted": ("Provider URN", "Ofsted URN", "Ofsted provider URN", "Childminder URN"),
    "ukprn": ("UKPRN", "Institution UKPRN", "Provider UKPRN", "UK provider reference number"),
    "name": (
        "School name",
        "EstablishmentName",
        "Establishment name",
        "Institution name",
        "Provider name",
        "Name",
    ),
    "type": (
        "School type",
        "TypeOfEstablishment (name)",
        "Type of establishment",
        "Establishment type",
        "Institution type",
        "Institution subtype",
        "Type",
    ),
    "status": ("EstablishmentStatus (name)", "Establishment status", "Status"),
    "postcode": ("Postcode", "Post code"),
    "town": ("Town", "Town or city"),
    "area": ("Local authority", "LA (name)", "Local authority name", "LA name"),
    "area_code": ("LA (code)", "Local authority code", "LA code"),
    "district": ("Administrative district", "DistrictAdministrative (name)"),
}

_CLOSE = 0.65
"""How alike two headings must be; "URM" is as near as this to "URN"."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a list are, counted from 0; `cells` is the row of headings."""

    at: Mapping[Column, int]
    cells: tuple[str, ...]

    def cell(self, row: Sequence[str], column: Column) -> str:
        """Return the text of a row in this column, or an empty text."""
        at = self.at.get(column)
        return row[at] if at is not None and at < len(row) else ""


def read_headings(row: Sequence[str]) -> Layout | None:
    """Return the layout, if the row looks like headings: a column of numbers that we know, among others."""
    at: dict[Column, int] = {}
    for place, cell in enumerate(row):
        column = _BY_HEADING.get(_plain(cell))
        if column is not None:
            at.setdefault(column, place)
    return Layout(at, tuple(row)) if any(number in at for number in NUMBERS) else None


def nearest(row: Sequence[str], column: Column) -> str | None:
    """Return the cell that is most likely a heading for this column with another spelling."""
    # 4 ms that only a fault costs.
    from difflib import get_close_matches

    wanted = [_plain(heading) for heading in HEADINGS[column]]
    for cell in row:
        plain = _plain(cell)
        if plain and plain not in _BY_HEADING and get_close_matches(plain, wanted, n=1, cutoff=_CLOSE):
            return cell
    return None


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.casefold()).strip()


_BY_HEADING: Mapping[str, Column] = {
    _plain(heading): column for column, headings in HEADINGS.items() for heading in headings
}


_RISE = re.compile(r"\brise\b|improvement for standards and excellence")
_MINDERS = re.compile(r"child ?minder")
_COLLEGES = re.compile(r"further education|\bfe\b|16 (to )?19|post ?16")
_EARLY_YEARS = re.compile(r"early years|disadvantaged ey\b|nurser(y|ies)")
_SCHOOLS = re.compile(r"pp ?50|disadvantage|pupil premium|eligible school|school settings|scholarship")


def tell_kind(file: str, layout: Layout, title: str, said: Kind | None) -> Kind:
    """Return which list it is. `said` is what somebody named it, which must fit the columns.

    Raises `UsageError` where it is unclear, and `UserError` where the columns are those of another list.
    """
    found = _by_columns(layout) or _by_title(layout, title)
    if found == "register" and said not in (None, "register", "childminders"):
        hint = "Its columns are those of the register. Leave out --as, or give another file."
        raise UserError(f"{file} is the {NAMES['register']}, not the {NAMES[said]}.", hint)
    if (kind := said or found) is not None:
        return kind
    if _EARLY_YEARS.search(title.casefold()):
        hint = "Since autumn 2026 no such list decides about funding, so there is no need for it."
        raise UserError(f"{file} looks like a list of early years settings.", hint)
    ways = ", ".join(f"--as {each}" for each in KINDS)
    raise UsageError(f"{file} does not say which list it is.", f"Add one of: {ways}.")


def tell_day(texts: list[str], today: dt.date) -> dt.date | None:
    """Return the newest day that the texts name and that is not in the future, or None."""
    days = [day for text in texts for day in days_in(text) if dt.date(2015, 1, 1) <= day <= today]
    return max(days, default=None)


def _by_columns(layout: Layout) -> Kind | None:
    if "urn" in layout.at:
        name = layout.at.get("name")
        own_heading = name is not None and layout.cells[name].casefold() == "establishmentname"
        return "register" if "status" in layout.at or own_heading else None
    if "ofsted" in layout.at:
        return "childminders"
    return "16-to-19-list" if "ukprn" in layout.at else None


def _by_title(layout: Layout, title: str) -> Kind | None:
    text = re.sub(r"[-_\s]+", " ", title.casefold())
    if "urn" not in layout.at:
        return None
    if _RISE.search(text):
        return "rise"
    if _MINDERS.search(text) or _EARLY_YEARS.search(text):
        return None
    if "ukprn" in layout.at and _COLLEGES.search(text):
        return "16-to-19-list"
    return "schools-list" if "district" in layout.at or _SCHOOLS.search(text) else None


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
_POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$")


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
        layout, above = _find_headings(sheet)
        texts += [sheet.name, *(cell for row in above for cell in row if cell)]
        if layout is None:
            seen += above
            continue
        kind = tell_kind(file, layout, " ".join(texts), wish.kind)
        for column in _NEEDED[kind]:
            if column not in layout.at and not (kind == "childminders" and "urn" in layout.at):
                raise _no_column(file, column, nearest(layout.cells, column))
        places = tuple(_places(file, kind, layout, len(above) + 1, sheet))
        on = wish.on or tell_day(texts, today)
        info = ListInfo(kind, on or today, on is not None, file, len(places))
        listings[kind] = _joined(file, listings.get(kind), Listing(info, places))
    if not listings:
        raise _no_headings(file, seen, wish.kind)
    return tuple(listings.values())


def _find_headings(sheet: Sheet) -> tuple[Layout | None, list[list[str]]]:
    """Return the headings, if there are any, and the rows above them."""
    rows: list[list[str]] = []
    for row in islice(sheet.rows, _ROWS_ABOVE + 1):
        layout = read_headings(row)
        if layout is not None:
            return layout, rows
        rows.append(row)
    return None, rows


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
    hint = hint or "Download the whole list, with all its columns."
    return UserError(f'{file} has no column "{heading}".', hint)


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
            typed, name = layout.cell(row, column), NUMBER_NAMES.get(kind, "URN")
            told = f': "{typed}" is not a {name}, which has {words}.' if typed else f" has no {name}."
            raise UserError(f"{file}, row {at}{told}", "Correct the row or take it out.")
        first, first_name = seen.setdefault(number, (at, name))
        if first == at:
            yield _place(kind, layout, row, number)
        elif kind == "register" or first_name.casefold() != name.casefold():
            what = f"{NUMBER_NAMES.get(kind, 'URN')} {number}"
            raise UserError(f"{file} has {what} twice, in rows {first} and {at}.", "Take one of them out.")
    if not seen:
        raise UserError(f"{file} names no places under its headings.", "Download it again.")


def _place(kind: Kind, layout: Layout, row: Sequence[str], number: str) -> Workplace:
    if kind == "childminders":
        return Workplace(number, "", "")
    type_, ukprn = layout.cell(row, "type"), layout.cell(row, "ukprn")
    code = layout.cell(row, "area_code") or "none"
    return Workplace(
        urn="" if kind == "16-to-19-list" else number,
        ukprn=ukprn if _NUMBER["ukprn"][0].fullmatch(ukprn) else "",
        name=layout.cell(row, "name"),
        type=type_,
        postcode=_POSTCODE.sub(r"\1 \2", layout.cell(row, "postcode").upper()),
        town=layout.cell(row, "town"),
        area=layout.cell(row, "area"),
        is_closed=kind == "register" and layout.cell(row, "status").casefold() == "closed",
        is_outside_england=code.zfill(3) in _OUTSIDE_CODES or type_.casefold() == "welsh establishment",
    )


def _joined(file: str, before: Listing | None, now: Listing) -> Listing:
    """Return the places of two sheets of one file together."""
    if before is None:
        return now
    if now.info.kind == "register":
        raise UserError(f"{file} has the {NAMES['register']} twice.", "Give a file with one of them.")
    by_number = {place.number(now.info.kind): place for place in (*before.places, *now.places)}
    places = tuple(by_number.values())
    return Listing(replace(now.info, rows=len(places)), places)
