"""Which column of a list holds what, told by its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Column: TypeAlias = Literal[
    "urn",
    "ofsted",
    "ukprn",
    "name",
    "type",
    "status",
    "postcode",
    "town",
    "area",
    "area_code",
    "district",
    "phase",
    "region",
]

COLUMNS: tuple[Column, ...] = get_args(Column)

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
    "phase": ("Phase of education", "PhaseOfEducation (name)", "Phase"),
    "region": ("Region", "GOR (name)"),
}

_CLOSE = 0.65
"""How alike two headings must be; "URM" is as near as this to "URN"."""

NUMBERS: tuple[Column, ...] = ("urn", "ukprn", "ofsted")


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
