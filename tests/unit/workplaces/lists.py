"""Small lists for the tests, and workplaces files made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from npqpath.workplaces.official_lists import Kind, ListInfo, Listing, Workplace
from npqpath.workplaces.store import Workplaces, open_file, write
from tests.unit.workplaces import made_up

ON = dt.date(2026, 5, 18)
TODAY = dt.date(2026, 11, 21)

SCHOOL_HEADINGS = ("URN", "Local Authority", "School name", "School type", "Administrative district")
COLLEGE_HEADINGS = ("UKPRN", "Institution_Name", "Institution_Subtype")


def place(urn: str, name: str, **told: str) -> Workplace:
    """Return an open place in England."""
    return Workplace(
        urn=urn,
        ukprn=told.get("ukprn", ""),
        name=name,
        type=told.get("type", ""),
        postcode=told.get("postcode", ""),
        town=told.get("town", ""),
        area=told.get("area", ""),
    )


def listing(kind: Kind, *places: Workplace, on: dt.date = ON, file: str = "list.csv") -> Listing:
    """Return a list that names these places."""
    return Listing(ListInfo(kind, on, True, file, len(places)), places)


def kept(listings: Iterable[Listing], folder: Path) -> Workplaces:
    """Return the workplaces file of these lists."""
    return open_file(write(listings, folder))


@cache
def big_register() -> Listing:
    """Return the made-up register of 30,000 places."""
    rows = made_up.register()
    places = [
        Workplace(
            row.urn, row.ukprn, row.name, row.type, row.postcode, row.town, row.area, row.status == "Closed"
        )
        for row in rows
    ]
    return listing("register", *places, file="register.csv")


@cache
def big_file() -> Workplaces:
    """Return the workplaces file of the made-up register."""
    return kept([big_register()], Path(mkdtemp(prefix="npqpath-test-")))
