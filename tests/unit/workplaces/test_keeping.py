"""The workplaces file shows each place once, gives its lists back, and says when it is damaged."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from npqpath.errors import UserError
from npqpath.workplaces import FILE
from npqpath.workplaces.official_lists import Listing, Workplace
from npqpath.workplaces.search import find
from npqpath.workplaces.store import Workplaces, open_file, read_all, write
from tests.unit.workplaces.lists import big_register, kept, listing, place

OAK = place("100001", "Oak School", ukprn="10000001", type="Community school")
ELM = place("100002", "Elm School", ukprn="10000002")
CLOSED = Workplace("100003", "10000003", "Old Mill", is_closed=True)
REGISTER = listing("register", OAK, ELM, CLOSED)
SCHOOLS = listing("schools-list", place("100001", "Oak"), place("100003", "Old Mill"))
COLLEGES = listing("16-to-19-list", place("", "Elm College", ukprn="10000002"))
MINDERS = listing("childminders", Workplace("EY123456", "", ""))
ALL = (REGISTER, SCHOOLS, COLLEGES, MINDERS)


def named(file: Workplaces, typed: str) -> list[tuple[str, list[str]]]:
    """Return the places that are found, each with the lists that name it."""
    return [(each.name, sorted(each.kinds)) for each in find(file, typed)]


def test_a_list_marks_the_places_of_the_register(tmp_path: Path) -> None:
    file = kept([SCHOOLS, REGISTER], tmp_path)
    assert named(file, "oak") == [("Oak School", ["register", "schools-list"])]
    assert named(file, "elm") == [("Elm School", ["register"])]


def test_colleges_are_matched_by_ukprn_and_one_ukprn_may_have_several_places(tmp_path: Path) -> None:
    twin = place("100004", "Oak Sixth Form", ukprn="10000001")
    trust = listing("16-to-19-list", place("", "Oak Trust", ukprn="10000001"))
    file = kept([listing("register", OAK, twin, ELM), trust], tmp_path)
    both = ["16-to-19-list", "register"]
    assert named(file, "oak") == [("Oak School", both), ("Oak Sixth Form", both)]
    assert named(file, "10000001") == [("Oak School", both), ("Oak Sixth Form", both)]


def test_a_place_that_the_register_lacks_stays_in(tmp_path: Path) -> None:
    council = listing("16-to-19-list", place("", "Halton Council", ukprn="10000009"))
    assert named(kept([REGISTER, council], tmp_path), "halton") == [("Halton Council", ["16-to-19-list"])]


def test_closed_places_and_childminders_are_known_by_number_only(tmp_path: Path) -> None:
    file = kept(ALL, tmp_path)
    assert (find(file, "Old Mill"), find(file, "100003")) == ((), ())
    assert (file.closed("100003"), file.closed("100001")) == ("Old Mill", None)
    assert file.has_childminder("EY123456")
    assert not file.has_childminder("EY12345")
    assert not file.has_childminder('EY123456","')


def test_lists_come_out_as_they_went_in(tmp_path: Path) -> None:
    def contents(each: Listing) -> tuple[object, set[Workplace]]:
        return each.info, set(each.places)

    file = kept(reversed(ALL), tmp_path / "new" / "folder")
    assert list(map(contents, read_all(file))) == list(map(contents, ALL))
    assert file.lists == tuple(each.info for each in ALL)
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [FILE]


def test_the_same_lists_give_the_same_file(tmp_path: Path) -> None:
    assert write(ALL, tmp_path / "a").read_bytes() == write(ALL, tmp_path / "b").read_bytes()


def test_a_newer_list_takes_the_place_of_the_older(tmp_path: Path) -> None:
    old = kept([REGISTER, SCHOOLS], tmp_path)
    newer = listing("schools-list", place("100002", "Elm"), on=dt.date(2027, 5, 1))
    file = kept([*read_all(old), newer], tmp_path)
    assert named(file, "school") == [
        ("Oak School", ["register"]),
        ("Elm School", ["register", "schools-list"]),
    ]
    assert [info.on.year for info in file.lists] == [2026, 2027]


def test_a_register_that_reopens_a_place_opens_it(tmp_path: Path) -> None:
    old = kept([REGISTER, listing("rise", place("100003", "Old Mill"))], tmp_path)
    file = kept([*read_all(old), listing("register", place("100003", "New Mill"))], tmp_path)
    assert named(file, "mill") == [("New Mill", ["register", "rise"])]
    assert file.closed("100003") is None


def test_letters_that_steer_a_terminal_do_not_come_out(tmp_path: Path) -> None:
    file = kept([listing("register", place("100001", "Oak\x1b[2J\u202eSchool"))], tmp_path)
    assert [each.name for each in find(file, "100001")] == ["Oak[2JSchool"]


def test_an_empty_file_is_fine(tmp_path: Path) -> None:
    assert read_all(kept([], tmp_path)) == ()


def test_30_000_places_take_less_than_10_megabytes(tmp_path: Path) -> None:
    assert write([big_register()], tmp_path).stat().st_size < 10_000_000


def database(path: Path, script: str) -> None:
    """Run a script on the database at `path`."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(script)


@pytest.mark.parametrize(
    ("raw", "script"),
    [
        (b"", ""),
        (b"no database", ""),
        (b"SQLite format 3\0" + b"\0" * 5000, ""),
        (None, "CREATE TABLE lists (kind)"),
        (None, "PRAGMA user_version = 1"),
    ],
    ids=["empty", "text", "header only", "foreign", "no tables"],
)
def test_what_is_no_workplaces_file_is_said(raw: bytes | None, script: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    if raw is None:
        database(path, script)
    else:
        path.write_bytes(raw)
    with pytest.raises(UserError, match="cannot be read: ") as caught:
        open_file(path)
    assert caught.value.hint == "Make it again with `npqpath workplaces import`."


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version = 2",
        "ALTER TABLE listed RENAME TO kept; CREATE VIEW listed AS SELECT * FROM kept",
        "CREATE TRIGGER one AFTER INSERT ON lists BEGIN SELECT 1; END",
    ],
    ids=["another version", "a view", "a trigger"],
)
def test_another_version_and_what_runs_by_itself_are_refused(script: str, tmp_path: Path) -> None:
    path = write(ALL, tmp_path)
    database(path, script)
    with pytest.raises(UserError, match="it is not a workplaces file of this version of npqpath"):
        open_file(path)


def test_a_file_is_opened_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = write(ALL, tmp_path)
    before = path.read_bytes()
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert named(open_file(path), "oak") == [("Oak School", ["register", "schools-list"])]
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_whatever_is_damaged_nothing_worse_than_a_sentence_comes_of_it(tmp_path: Path) -> None:
    """Change bytes here and there: the file opens, or says what is wrong."""
    path = write(ALL, tmp_path)
    whole, random = path.read_bytes(), Random(7)
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(random.randrange(1, 40)):
            raw[random.randrange(len(raw))] = random.randrange(256)
        path.write_bytes(bytes(raw))
        with suppress(UserError):
            file = open_file(path)
            for typed in ("elm widnes", "100001", "WA8", "oka"):
                find(file, typed)
            file.closed("100003")
            read_all(file)
