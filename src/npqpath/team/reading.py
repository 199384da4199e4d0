"""From a roster file to people, a batch at a time, with everything that could not be read.

A cell that cannot be read counts as not sure, and its row goes on. A row whose id was there before is left
out.
"""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from npqpath.errors import UserError
from npqpath.spreadsheets.sheets import Purpose, read_sheets
from npqpath.team.gathering import Batch, Gathering
from npqpath.team.headings import ID, Headings, Layout
from npqpath.team.noticing import Notices
from npqpath.team.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from npqpath.catalogue.catalogue import Catalogue

ROSTERS = Purpose(
    is_a="a roster",
    most="more than there are teachers in England",
    again="Save it again, or start with `npqpath team template`.",
    most_rows=2_000_000,
    most_bytes=2_000_000_000,
)
BATCH = 65_536
"""People who are advised together: enough to make what is done once for each batch cheap."""
_PIECE = 512
"""Rows that are read together: few enough to stay in the processor's cache, which halves the time."""
_ROWS_ABOVE = 20
"""How far down a sheet the headings may stand."""
_NO_LISTS = (".yaml", ".yml", ".json")
"""Endings of files of answers, of plans and of team files; a line of one can look like a heading."""
_LOOKS_LIKE = (
    "A staff list is a CSV, Excel or ODS file with headings such as id, role and aim, and below them one row "
    "for each person. `npqpath team template` writes one to fill in."
)
_REMARK = "#"
"""A row that begins like this is a remark, not a person."""


def read_roster(path: Path, catalogue: Catalogue) -> Roster:
    """Return everybody in a file. Raises `UserError` where it is no roster."""
    reading = Reading(path, catalogue)
    people = tuple(person for batch in reading.batches() for person in batch.people())
    return Roster(people, reading.notices.findings(), reading.notices.remarks())


class Reading:
    """The reading of one roster: `batches` may be called once, and `notices` is complete after it."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._catalogue = catalogue
        self._headings = Headings(catalogue)
        self._seen: dict[str, int] = {}
        self.notices = Notices()

    def batches(self) -> Iterator[Batch]:
        """Yield the people in the order of the file. Raises `UserError` where it is no roster."""
        if self._path.suffix.lower() in _NO_LISTS and self._path.is_file():
            raise UserError(f"{self._path} is not a staff list.", _LOOKS_LIKE)
        above: list[list[str]] = []
        for sheet in read_sheets(self._path, ROSTERS):
            for number, row in enumerate(islice(sheet.rows, _ROWS_ABOVE), 1):
                layout = self._headings.read(row)
                if layout is not None:
                    self.notices.layout(layout)
                    yield from self._people(layout, sheet.rows, number + 1)
                    return
                above.append(row)
        raise self._no_headings(above)

    def _no_headings(self, rows: list[list[str]]) -> UserError:
        message = f"{self._path} is not a staff list: it has no headings that npqpath knows."
        guess = next(filter(None, map(self._headings.nearest, rows)), None)
        if guess is not None:
            message = f'{message} Did you mean "{guess[1]}" by "{guess[0]}"?'
        return UserError(message, _LOOKS_LIKE)

    def _people(self, layout: Layout, rows: Iterator[list[str]], number: int) -> Iterator[Batch]:
        gathering = Gathering(self._catalogue, layout, self.notices)
        found = False
        while piece := list(islice(rows, _PIECE)):
            numbers, kept = self._kept(layout, piece, number)
            number += len(piece)
            if kept:
                found = True
                gathering.add(numbers, list(zip_longest(*kept, fillvalue="")))
            if len(gathering) >= BATCH:
                yield gathering.take()
        if not found:
            raise UserError(
                f"{self._path} has nobody in it.", "Put one row for each person under the headings."
            )
        if len(gathering):
            yield gathering.take()

    def _kept(
        self, layout: Layout, piece: list[list[str]], first: int
    ) -> tuple[Sequence[int], list[list[str]]]:
        """Return the rows with people in them, and their numbers."""
        if self._are_sound(layout, piece, first):
            return range(first, first + len(piece)), piece
        numbers, kept = [], []
        for number, row in enumerate(piece, first):
            if _is_person(row) and self._is_new(layout, row, number):
                numbers.append(number)
                kept.append(row)
        return numbers, kept

    def _are_sound(self, layout: Layout, piece: list[list[str]], first: int) -> bool:
        """Return whether every row is a person with an id of its own; each row is looked at only if not."""
        id_at, width = layout.at.get(ID), len(layout.cells)
        if id_at is None or any(len(row) != width for row in piece):
            return False
        ids = [" ".join(row[id_at].split()) for row in piece]
        own = set(ids)
        if len(own) < len(ids) or "" in own or not self._seen.keys().isdisjoint(own):
            return False
        if any(row[0].lstrip().startswith(_REMARK) for row in piece):
            return False
        self._seen.update(zip(ids, range(first, first + len(ids)), strict=True))
        return True

    def _is_new(self, layout: Layout, row: list[str], number: int) -> bool:
        """Return whether this is somebody who was not there before, and take note of what is wrong."""
        width, id_at = len(layout.cells), layout.at.get(ID)
        if len(row) > width and any(map(str.strip, row[width:])):
            self.notices.too_long(number)
        if id_at is None:
            return True
        id = " ".join(row[id_at].split()) if id_at < len(row) else ""
        if not id:
            self.notices.no_id(number)
        elif self._seen.setdefault(id, number) != number:
            self.notices.twice(number, id, self._seen[id])
            return False
        return True


def _is_person(row: list[str]) -> bool:
    """Return whether there is anything in a row, and it is no remark."""
    return any(map(str.strip, row)) and not row[0].lstrip().startswith(_REMARK)
