"""A list is told by its columns, its title and the name of its file; faults are said plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from npqpath.errors import UsageError, UserError
from npqpath.workplaces.official_lists import Kind, Listing, Wish, import_file
from tests.unit.spreadsheets.made import Rows, ods, xlsx
from tests.unit.workplaces import made_up
from tests.unit.workplaces.lists import COLLEGE_HEADINGS, ON, SCHOOL_HEADINGS, TODAY

SCHOOL = ("100001", "Halton", "Oak School", "Community school", "Halton")
ELM = ("100002", "Halton", "Elm School", "Academy converter", "Halton")
COLLEGE = ("10000001", "Elm College", "General Further Education College")
RISE_HEADINGS = (
    "School URN",
    "School Name",
    "Region",
    "Local Authority",
    "Phase of Education",
    "School Type",
)
RISE = ("100001", "Oak School", "North West", "Halton", "Primary", "Community school")
REGISTER = (
    "100001",
    "876",
    "Halton",
    "Oak School",
    "Community school",
    "Open",
    "Primary",
    "",
    "Widnes",
    "wa87aa",
    "",
)
ANY = Wish(None, None)

Row = Sequence[str]


def write(folder: Path, name: str, *rows: Row) -> Path:
    path = folder / name
    path.write_bytes(made_up.csv_bytes(rows[0] if rows else (), rows[1:]))
    return path


def imported(path: Path, wish: Wish = ANY) -> Listing:
    (listing,) = import_file(path, wish, TODAY)
    return listing


@pytest.mark.parametrize(
    ("name", "rows", "kind"),
    [
        ("a.csv", [made_up.HEADINGS, REGISTER], "register"),
        ("a.csv", [SCHOOL_HEADINGS, SCHOOL], "schools-list"),
        ("Schools_PP50_Autumn_2025.csv", [("urn", "name"), ("100001", "Oak")], "schools-list"),
        ("eligible-school-settings.csv", [("URN", "School name"), ("100001", "Oak")], "schools-list"),
        ("a.csv", [COLLEGE_HEADINGS, COLLEGE], "16-to-19-list"),
        ("Eligible_FE.csv", [("URN", "UKPRN", "Name"), ("", "10000001", "Elm")], "16-to-19-list"),
        ("rise.csv", [RISE_HEADINGS, RISE], "rise"),
        ("a.csv", [("Targeted RISE schools",), (), RISE_HEADINGS, RISE], "rise"),
        ("a.csv", [("Provider URN",), ("EY123456",)], "childminders"),
        ("Schools_enterprise.csv", [SCHOOL_HEADINGS, SCHOOL], "schools-list"),
    ],
)
def test_which_list_it_is(name: str, rows: list[Row], kind: Kind, tmp_path: Path) -> None:
    assert imported(write(tmp_path, name, *rows)).info.kind == kind


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("edubasealldata20260518.csv", "", ON),
        ("list_2026-05-18.csv", "", ON),
        ("list-18-05-2026.csv", "", ON),
        ("list.csv", "Published 18 May 2026", ON),
        ("list 1 April 2026.csv", "Updated 18 May 2026; first published 24 July 2025", ON),
        ("list.csv", "Next update 18 May 2027", None),
        ("list.csv", "31 February 2026, 20261399", None),
        ("202405XX_list.csv", "", None),
    ],
)
def test_the_day_of_a_list(name: str, title: str, day: dt.date | None, tmp_path: Path) -> None:
    info = imported(write(tmp_path, name, (title,), SCHOOL_HEADINGS, SCHOOL)).info
    assert (info.on, info.is_dated) == (day or TODAY, day is not None)


def test_what_somebody_says_goes_before_what_the_file_says(tmp_path: Path) -> None:
    path = write(tmp_path, "rise_20260401.csv", ("URN", "School name"), SCHOOL[:3:2])
    info = imported(path, Wish("schools-list", dt.date(2026, 5, 1))).info
    assert (info.kind, info.on, info.is_dated, info.file) == (
        "schools-list",
        dt.date(2026, 5, 1),
        True,
        "rise_20260401.csv",
    )


def test_what_the_register_tells_of_a_place(tmp_path: Path) -> None:
    row = (*REGISTER[:-1], "10000001")
    closed = ("100002", "876", "Halton", "Old Mill", "Community school", "Closed", "", "", "", "", "")
    closing = (
        "100003",
        "876",
        "Halton",
        "New Mill",
        "Foundation school",
        "Open, but proposed to close",
        *[""] * 5,
    )
    listing = imported(write(tmp_path, "a.csv", made_up.HEADINGS, row, closed, closing))
    oak, old, new = listing.places
    assert (oak.urn, oak.ukprn, oak.name, oak.type) == (
        "100001",
        "10000001",
        "Oak School",
        "Community school",
    )
    assert (oak.postcode, oak.town, oak.area) == ("WA8 7AA", "Widnes", "Halton")
    assert (oak.is_closed, old.is_closed, new.is_closed) == (False, True, False)
    assert listing.info.rows == 3


@pytest.mark.parametrize(
    ("code", "type_", "outside"),
    [
        ("876", "Community school", False),
        ("702", "Service children's education", True),
        ("0", "Offshore schools", True),
        ("000", "Offshore schools", True),
        ("", "Welsh establishment", True),
        ("673", "Community school", True),
        ("", "", False),
    ],
)
def test_places_outside_england(code: str, type_: str, outside: bool, tmp_path: Path) -> None:
    row = ("100001", code, "", "Oak", type_, "Open", *[""] * 5)
    assert imported(write(tmp_path, "a.csv", made_up.HEADINGS, row)).places[0].is_outside_england is outside


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_spreadsheets_with_a_cover_and_two_lists(kind: str, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Cover": [("Eligible settings, 18 May 2026",)],
        "Schools": [("Eligible school settings",), (), SCHOOL_HEADINGS, (100001, *SCHOOL[1:])],
        "FE": [COLLEGE_HEADINGS, (10000001, *COLLEGE[1:])],
    }
    write_file = xlsx if kind == "xlsx" else ods
    listings = import_file(write_file(tmp_path / f"lists.{kind}", sheets), ANY, TODAY)
    assert [(each.info.kind, each.info.on, each.places[0].name) for each in listings] == [
        ("schools-list", ON, "Oak School"),
        ("16-to-19-list", ON, "Elm College"),
    ]


def test_two_sheets_of_one_list_are_one_list(tmp_path: Path) -> None:
    sheets = {"North": [SCHOOL_HEADINGS, SCHOOL], "South": [SCHOOL_HEADINGS, ELM, SCHOOL]}
    listing = imported(xlsx(tmp_path / "a.xlsx", sheets))
    assert [place.urn for place in listing.places] == ["100001", "100002"]
    assert listing.info.rows == 2


def test_notes_below_a_list_and_the_same_place_twice_do_no_harm(tmp_path: Path) -> None:
    rows = (SCHOOL_HEADINGS, SCHOOL, SCHOOL, ("", ""), ("Source: DfE",))
    assert len(imported(write(tmp_path, "a.csv", *rows)).places) == 1


@pytest.mark.parametrize(
    ("rows", "message", "hint"),
    [
        ([], "list.csv is empty.", "Download it again."),
        ([("",), ("",)], "list.csv has no rows.", "Download it again."),
        ([SCHOOL_HEADINGS], "list.csv names no places under its headings.", "Download it again."),
        (
            [("UNR", "School name"), SCHOOL[:2]],
            'list.csv has no column "URN".',
            'Did you mean the column "UNR"? Then call it "URN".',
        ),
        (
            [("URN", "Local Authority", "Scool name", "Administrative district"), SCHOOL],
            'list.csv has no column "School name".',
            'Did you mean the column "Scool name"? Then call it "School name".',
        ),
        (
            [("URN", "EstablishmentName", "EstablishmentStatus (name)"), ("100001", "Oak", "Open")],
            'list.csv has no column "School type".',
            "Download the whole list, with all its columns.",
        ),
        (
            [
                ("URN", "EstablishmentName", "TypeOfEstablishment (name)"),
                ("100001", "Oak", "Community school"),
            ],
            'list.csv has no column "EstablishmentStatus (name)".',
            "Download the whole list, with all its columns.",
        ),
        (
            [("Name", "Colour"), ("Oak", "green")],
            'list.csv has no column "URN" or "UKPRN" or "Provider URN".',
            "The headings must stand above the rows of the list.",
        ),
        (
            [SCHOOL_HEADINGS, SCHOOL, ("12E45", *SCHOOL[1:])],
            'list.csv, row 3: "12E45" is not a URN, which has six digits.',
            "Correct the row or take it out.",
        ),
        (
            [SCHOOL_HEADINGS, ("", *SCHOOL[1:])],
            "list.csv, row 2 has no URN.",
            "Correct the row or take it out.",
        ),
        (
            [COLLEGE_HEADINGS, ("100001", *COLLEGE[1:])],
            'list.csv, row 2: "100001" is not a UKPRN, which has eight digits.',
            "Correct the row or take it out.",
        ),
        (
            [SCHOOL_HEADINGS, SCHOOL, ("100001", *ELM[1:])],
            "list.csv has URN 100001 twice, in rows 2 and 3.",
            "Take one of them out.",
        ),
        (
            [made_up.HEADINGS, REGISTER, REGISTER],
            "list.csv has URN 100001 twice, in rows 2 and 3.",
            "Take one of them out.",
        ),
        (
            [("Early years settings",), ("URN", "Name"), ("100001", "Oak")],
            "list.csv looks like a list of early years settings.",
            "Since autumn 2026 no such list decides about funding, so there is no need for it.",
        ),
    ],
)
def test_what_is_wrong_is_said_plainly(rows: list[Row], message: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    if rows:
        write(tmp_path, "list.csv", *rows)
    else:
        path.write_bytes(b"")
    with pytest.raises(UserError) as caught:
        imported(path)
    assert caught.value.message.replace(f"{tmp_path}/", "") == message
    assert caught.value.hint == hint


def test_an_unclear_list_is_asked_about(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", ("URN", "Name"), ("100001", "Oak"))
    with pytest.raises(UsageError, match=r"a\.csv does not say which list it is\.") as caught:
        imported(path)
    assert caught.value.hint is not None
    assert "--as schools-list" in caught.value.hint
    assert imported(path, Wish("rise", None)).info.kind == "rise"


@pytest.mark.parametrize("kind", ["schools-list", "rise", "16-to-19-list"])
def test_the_register_is_never_taken_for_a_list(kind: Kind, tmp_path: Path) -> None:
    """It would put every school in England on the list."""
    path = write(tmp_path, "a.csv", made_up.HEADINGS, REGISTER)
    with pytest.raises(UserError, match="is the national register of schools, not the"):
        imported(path, Wish(kind, None))


def test_a_list_is_never_taken_for_the_register(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", SCHOOL_HEADINGS, SCHOOL)
    with pytest.raises(UserError, match="has no column"):
        imported(path, Wish("register", None))


def test_the_register_twice_in_one_file(tmp_path: Path) -> None:
    sheets = {"One": [made_up.HEADINGS, REGISTER], "Two": [made_up.HEADINGS, REGISTER]}
    with pytest.raises(UserError, match="has the national register of schools twice"):
        imported(xlsx(tmp_path / "a.xlsx", sheets))


def test_the_made_up_register_is_read_whole(tmp_path: Path) -> None:
    rows = made_up.register()
    path = tmp_path / "edubasealldata20260518.csv"
    path.write_bytes(made_up.csv_bytes(made_up.HEADINGS, (row.cells() for row in rows)))
    listing = imported(path)
    assert len(listing.places) == 30_000
    assert sum(place.is_closed for place in listing.places) == sum(row.status == "Closed" for row in rows)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_whatever_is_damaged_nothing_worse_than_a_sentence_comes_of_it(kind: str, tmp_path: Path) -> None:
    """Change, cut and double bytes of a good file: it is read, or the fault is said."""
    rows: Rows = [("Eligible school settings",), SCHOOL_HEADINGS, SCHOOL, ELM]
    path = tmp_path / f"list.{kind}"
    if kind == "csv":
        write(tmp_path, path.name, *[[str(cell) for cell in row] for row in rows])
    else:
        (xlsx if kind == "xlsx" else ods)(path, {"List": rows})
    whole, random = path.read_bytes(), Random(11)
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(random.randrange(1, 6)):
            at = random.randrange(len(raw))
            raw[at : at + random.randrange(3)] = random.randbytes(random.randrange(3))
        path.write_bytes(bytes(raw[: random.randrange(1, len(raw) + 1)] if random.random() < 0.2 else raw))
        with suppress(UserError):
            import_file(path, ANY, TODAY)
