"""The workplaces file: an SQLite database of the lists that were read in, with the words of every open place.

Each list stays as it was read, so that a newer one can take its place. A place that several lists name is
shown once, as the first of them has it.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from npqpath.errors import UserError
from npqpath.files import USUAL, put_whole
from npqpath.workplaces.official_lists import KINDS, Kind, ListInfo, Listing, Workplace, kind_of

_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc\u00b4`]|(?<=\b[a-z])\.")
_HYPHENATED = re.compile(r"[a-z]+(?:[-\u2010\u2011\u2013][a-z]+)+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SAME = (
    (re.compile(r"\bchurch of england\b|\bc of e\b|\bc e\b|\bce\b|\bcoe\b"), "cofe"),
    (re.compile(r"\broman catholic\b|\br c\b|\brc\b"), "catholic"),
    (re.compile(r"\bst\b"), "saint"),
    (re.compile(r"\bsch\b"), "school"),
    (re.compile(r"\bpru\b"), "pupil referral unit"),
    (re.compile(r"\b6th\b"), "sixth"),
)
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})\b")
_SLIGHT = frozenset({"and", "the", "of", "for", "in", "a", "at", "on", "with", "s"})


def plain_words(text: str) -> list[str]:
    """Return the words of a name in the form in which names are compared, in order."""
    if text.isascii():
        letters = text.lower()
    else:
        parts = unicodedata.normalize("NFKD", text.casefold())
        letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    letters = _APOSTROPHES.sub("", letters.replace("&", " and "))
    plain = _NOT_A_WORD.sub(" ", letters).strip()
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    return plain.split()


def name_words(name: str) -> list[str]:
    """Return the words by which a name can be found: "Al-Hijrah" also as one word, slight words left out."""
    joined = [_NOT_A_WORD.sub("", word) for word in _HYPHENATED.findall(name.lower())]
    return [word for word in dict.fromkeys((*plain_words(name), *joined)) if word not in _SLIGHT]


def other_words(words: list[str]) -> tuple[str, ...]:
    """Return words by which a name with these words can be found as well, each on its own."""
    return ("church", "england") if "cofe" in words else ()


def query_words(text: str) -> list[str]:
    """Return the words of what somebody typed; a postcode is one word, whatever its spaces."""
    words = plain_words(text)
    joined = _POSTCODE.sub(r"\1\2", " ".join(words)).split()
    return list(dict.fromkeys(word for word in joined if word not in _SLIGHT)) or words


VERSION = 1
"""Counted up with every change of the tables."""
AT = "@"
"""Stands before a word that says where a place is, so that it is not taken for one of its name."""

_TABLES = (
    "CREATE TABLE lists (kind, day, dated, file, rows)",
    "CREATE TABLE listed (id INTEGER PRIMARY KEY, kind, urn, ukprn, name, type, postcode, town, area, closed,"
    " outside, shown)",
    "CREATE INDEX by_urn ON listed (urn)",
    "CREATE INDEX by_ukprn ON listed (ukprn)",
    f"CREATE VIRTUAL TABLE words USING fts5(text, detail='none', tokenize=\"ascii tokenchars '{AT}'\")",
    "CREATE VIRTUAL TABLE terms USING fts5vocab(words, 'row')",
)
_LONGEST = 1_000_000
"""Bytes of one value in the file."""
_PLACE = "urn, ukprn, name, type, postcode, town, area, closed, outside"


@dataclass(frozen=True, slots=True)
class Workplaces:
    """A workplaces file, and the lists in it."""

    path: Path
    lists: tuple[ListInfo, ...]

    def closed(self, urn: str) -> str | None:
        """Return the name of the closed place with this URN, or None."""
        with reading(self.path) as file:
            found = file.execute("SELECT name FROM listed WHERE urn = ? AND closed", (urn,)).fetchone()
        return None if found is None else printable(found[0])

    def has_childminder(self, number: str) -> bool:
        """Return whether the list of childminders names this Ofsted number."""
        asked = "SELECT 1 FROM listed WHERE urn = ? AND kind = 'childminders'"
        with reading(self.path) as file:
            return file.execute(asked, (number,)).fetchone() is not None


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file to be read, and turn whatever a damaged one gives rise to into one sentence."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            yield file
    except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError) as error:
        raise _unreadable(path, str(error)) from error


def _unreadable(path: Path, why: str) -> UserError:
    return UserError(f"{path} cannot be read: {why}.", "Make it again with `npqpath workplaces import`.")


def open_file(path: Path) -> Workplaces:
    """Return the workplaces file at `path`. Raises `UserError` where it is damaged, foreign or older."""
    with reading(path) as file:
        (version,) = file.execute("PRAGMA user_version").fetchone()
        schema = file.execute("SELECT type, sql FROM sqlite_master").fetchall()
        # A file from somebody else must hold nothing that runs.
        runs = {"view", "trigger"} & {kind for kind, _ in schema}
        if version != VERSION or runs or not {sql for _, sql in schema}.issuperset(_TABLES):
            raise _unreadable(path, "it is not a workplaces file of this version of npqpath")
        lists = file.execute("SELECT kind, day, dated, file, rows FROM lists").fetchall()
        return Workplaces(path, tuple(_list_info(*row) for row in lists))


def _list_info(kind: Any, day: Any, dated: Any, file: Any, rows: Any) -> ListInfo:
    known = kind_of(kind)
    if known is None:
        raise ValueError("it holds a list of an unknown kind")
    return ListInfo(known, dt.date.fromisoformat(day), bool(dated), printable(file), int(rows))


def read_all(workplaces: Workplaces) -> tuple[Listing, ...]:
    """Return the lists with all that they name, as they were read in."""
    asked = f"SELECT {_PLACE} FROM listed WHERE kind = ? ORDER BY id"
    with reading(workplaces.path) as file:
        return tuple(
            Listing(info, tuple(_place(row) for row in file.execute(asked, (info.kind,))))
            for info in workplaces.lists
        )


def place_at(file: sqlite3.Connection, id: int) -> Workplace:
    """Return the place in a row, with the lists that name it."""
    place = _place(file.execute(f"SELECT {_PLACE} FROM listed WHERE id = ?", (id,)).fetchone())
    # A school's list names it by URN, the 16 to 19 list by UKPRN.
    asked = (
        "SELECT kind FROM listed WHERE urn = ? AND urn != '' AND kind IN ('register', 'schools-list', 'rise')"
        " UNION SELECT kind FROM listed WHERE ukprn = ? AND ukprn != '' AND kind = '16-to-19-list'"
    )
    named = (kind_of(kind) for (kind,) in file.execute(asked, (place.urn, place.ukprn)))
    return replace(place, kinds=frozenset(kind for kind in named if kind is not None))


def _place(row: Sequence[Any]) -> Workplace:
    urn, ukprn, name, type_, postcode, town, area = map(printable, row[:-2])
    return Workplace(urn, ukprn, name, type_, postcode, town, area, bool(row[-2]), bool(row[-1]))


def printable(text: object) -> str:
    """Return a text without what would steer the terminal: the file may be somebody else's."""
    return "".join(letter for letter in str(text) if letter.isprintable())


def write(listings: Iterable[Listing], folder: Path) -> Path:
    """Write the workplaces file into the folder, as a whole or not at all, and return its path.

    Raises OSError where it cannot be written.
    """
    from npqpath.workplaces import FILE

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    put_whole(path, _packed(listings), mode=USUAL, wait="for nothing")
    return path


def _packed(listings: Iterable[Listing]) -> bytes:
    by_kind = {listing.info.kind: listing for listing in listings}
    ordered = [by_kind[kind] for kind in KINDS if kind in by_kind]
    with closing(sqlite3.connect(":memory:")) as file:
        for table in (f"PRAGMA user_version = {VERSION}", *_TABLES):
            file.execute(table)
        for info in (listing.info for listing in ordered):
            told = (info.kind, info.on.isoformat(), info.is_dated, info.file, info.rows)
            file.execute("INSERT INTO lists VALUES (?, ?, ?, ?, ?)", told)
        # Rows come by the length of the name, so that the first ones found are those with the shortest names.
        rows = sorted(_rows(ordered), key=lambda row: len(row[0]))
        for id, (words, kind, place, shown) in enumerate(rows, 1):
            row = (id, kind, *astuple(place)[:-1], shown)
            file.execute(f"INSERT INTO listed VALUES ({', '.join('?' * len(row))})", row)
            if shown:
                file.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (id, _found_by(words, place)))
        file.execute("INSERT INTO words (words) VALUES ('optimize')")
        file.commit()
        return file.serialize()


def _rows(listings: Iterable[Listing]) -> Iterator[tuple[list[str], Kind, Workplace, bool]]:
    """Yield the words of a name, the list and the place of every row, and whether it shows the place."""
    urns: set[str] = set()
    ukprns: set[str] = set()
    for listing in listings:
        kind, by_ukprn = listing.info.kind, listing.info.kind == "16-to-19-list"
        known = frozenset(ukprns if by_ukprn else urns)
        for place in listing.places:
            is_new = place.number(kind) not in known and kind != "childminders"
            yield name_words(place.name), kind, place, is_new and not place.is_closed
            urns.update(filter(None, [place.urn]))
            # One UKPRN may belong to several places, and to some that have closed.
            ukprns.update(filter(None, [] if place.is_closed else [place.ukprn]))


def _found_by(words: list[str], place: Workplace) -> str:
    """Return the words by which a place is found: those of its name and its postcode, and of where it is."""
    where = (*other_words(words), *plain_words(place.town), *plain_words(place.area))
    postcode = (*query_words(place.postcode), *plain_words(place.postcode)[:1])
    return " ".join((*words, *postcode, *(f"{AT}{word}" for word in where)))
