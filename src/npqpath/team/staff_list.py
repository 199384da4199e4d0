"""From a roster file to people, a batch at a time, with everything that could not be read.

A cell that cannot be read counts as not sure, and its row goes on. A row whose id was there before is left
out. Every row with anything in it is a person, or left out with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from npqpath.errors import UserError
from npqpath.spreadsheets.read import Purpose, read_sheets
from npqpath.team.cells import Batch, CellReader, Cells, Gathering, SheetFacts, StaffMember, Taken
from npqpath.team.columns import ID, LEFT_OUT, REMARK, SCHOOL, Heading, Headings, Layout, visible
from npqpath.words import listed

if TYPE_CHECKING:
    from pathlib import Path

    from npqpath.dataset.catalogue import Catalogue
    from npqpath.rules.question_kinds import AnswerValue
    from npqpath.spreadsheets import Sheet


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the file that could not be used: in which rows, under which heading, and how to mend it.

    `rows` are the first of the `count` rows that have it; it is about the whole file where there are none.
    """

    rows: tuple[int, ...]
    count: int
    column: str | None
    message: str
    hint: str | None = None
    sheet: str = ""

    @property
    def where(self) -> str:
        """The place in words, such as 'Rows 3, 5 and 8, column "role"'."""
        more = self.count - len(self.rows)
        rows = [str(row) for row in self.rows] + ([f"{more:,} more"] if more else [])
        told = [f'sheet "{self.sheet}"'] if self.sheet else []
        told += [f"{'row' if len(rows) == 1 else 'rows'} {listed(rows)}"] if rows else []
        told += [f'column "{self.column}"'] if self.column is not None else []
        where = ", ".join(told)
        return where[:1].upper() + where[1:]


@dataclass(slots=True)
class Understood:
    """How much of a list was understood: the people, how many of them have a post, and in how many sheets.

    `left_out` has for each row that is nobody its sheet, its number and why.
    """

    people: int = 0
    with_post: int = 0
    sheets: int = 0
    left_out: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows with anything in them, but the headings."""
        return self.people + len(self.left_out)


@dataclass(frozen=True, slots=True)
class Roster:
    """All people of a file, what could not be used, and what is worth knowing although nothing is wrong."""

    people: tuple[StaffMember, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    understood: Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToRead:
    """How a list is to be read: on which day, and what is said of it beside the list.

    `defaults` are the answers of whoever has none in the list, and `workplace` gives those that the name or
    number of a school tells. `headings` says of headings what they are, `sheets` of sheets which school they
    are, or that they are left out, and `values` of the cells under a heading what they mean.
    """

    on: dt.date | None = None
    defaults: Mapping[str, AnswerValue] = field(default_factory=dict)
    workplace: Callable[[str], Taken] | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Taken]] = field(default_factory=dict)
    only_visible: bool = False
    counts_values: bool = False


class SheetRead(NamedTuple):
    """A sheet that was looked at: its headings and the row where they end; None where it is no list.

    A key to the answers, such as that of the template, is none.
    """

    name: str
    layout: Layout | None
    row: int
    is_hidden: bool
    is_key: bool = False


_ROWS_TOLD = 5
"""Rows that are named where many have the same fault."""
_LONG = 80
"""Letters of a hint that is told once for each column."""
MOST_FINDINGS = 1_000
"""Different faults that are kept; who has more has the wrong file."""


class Notices:
    """Gathers what is noticed while a roster is read."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str | None, str, str | None], list[int]] = {}
        self._counts: Counter[tuple[str, str | None, str, str | None]] = Counter()
        self._more = 0
        self._remarks: dict[str, None] = {}
        self._bare = 0
        self.sheet = ""
        self.understood = Understood()

    def add(self, row: int | None, column: str | None, message: str, hint: str | None = None) -> None:
        """Take note of something that could not be used, in a row or (None) in the whole file."""
        key = (self.sheet, column, message, hint)
        if key not in self._rows and len(self._rows) >= MOST_FINDINGS:
            self._more += 1
            return
        self._counts[key] += 1
        rows = self._rows.setdefault(key, [])
        if row is not None and len(rows) < _ROWS_TOLD:
            rows.append(row)

    def leave_out(self, row: int, why: str) -> None:
        """Take note of a row that is nobody, or nobody new, and why."""
        self.understood.left_out.append((self.sheet, row, why))

    def remark(self, text: str) -> None:
        """Take note of what is worth knowing, once."""
        self._remarks[text] = None

    def layout(self, layout: Layout) -> None:
        """Take note of headings that mean nothing here."""
        for cell, guess in layout.near.items():
            self.add(None, cell, "This column is not known, so it is left out.", f'Did you mean "{guess}"?')
        for cell in layout.twice:
            said = "Another column says the same, so this one is left out."
            self.add(None, cell, said, "Keep one of them.")
        if layout.names:
            columns, are, _ = _columns(layout.names)
            self.remark(f"Names are not needed and not kept, so the {columns} {are} left out.")
        if layout.unknown:
            columns, are, they = _columns(layout.unknown)
            self.remark(f"The {columns} {are} not known here, so {they} {are} left out.")

    def clash(self, row: int, message: str) -> None:
        """Take note of answers that do not go together."""
        self.add(row, None, message, "There is no advice for this person.")

    def cells(self, heading: str, cells: Cells, texts: Sequence[str], *, rows: Sequence[int]) -> None:
        """Take note of the cells of a column that could not be read, and of NPQs without a status."""
        for text, row in zip(texts, rows, strict=True):
            fault = cells.faults.get(text)
            if fault is not None:
                self.add(row, heading, *fault)
            self._bare += text in cells.bare

    def findings(self) -> tuple[Finding, ...]:
        """Return the faults, in the order in which they were first seen."""
        found = []
        told: set[tuple[str | None, str | None]] = set()
        for key, rows in self._rows.items():
            sheet, column, message, hint = key
            # The answers that a column takes are a long list, so it is told once.
            is_told = len(hint or "") > _LONG and (column, hint) in told
            count = self._counts[key] if rows else 0
            found.append(Finding(tuple(rows), count, column, message, None if is_told else hint, sheet))
            told.add((column, hint))
        if self._more:
            found.append(Finding((), 0, None, f"There are {self._more:,} more faults like these."))
        return tuple(found)

    def remarks(self) -> tuple[str, ...]:
        """Return what is worth knowing although nothing is wrong."""
        if not self._bare:
            return tuple(self._remarks)
        cells = "One cell names" if self._bare == 1 else f"{self._bare:,} cells name"
        return (
            *self._remarks,
            f"{cells} an NPQ without saying how far it has got. That counts as completed.",
        )


def _columns(names: Sequence[str]) -> tuple[str, str, str]:
    """Return the columns by name, with the verb and the pronoun that fit."""
    quoted = ", ".join(f'"{name}"' for name in names)
    return (f"column {quoted}", "is", "it") if len(names) == 1 else (f"columns {quoted}", "are", "they")


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


def read_roster(
    path: Path, catalogue: Catalogue, name: str | None = None, how: HowToRead | None = None
) -> Roster:
    """Return everybody in a file that is called so. Raises `UserError` where it is no roster."""
    reading = Reading(path, catalogue, name, how)
    people = tuple(person for batch in reading.batches() for person in batch.people())
    notices = reading.notices
    return Roster(people, notices.findings(), notices.remarks(), notices.understood)


class Reading:
    """The reading of one roster: `batches` may be called once, and `notices` is complete after it.

    `sheets` are those that were looked at, and `columns` what was read under each heading.
    """

    def __init__(
        self, path: Path, catalogue: Catalogue, name: str | None = None, how: HowToRead | None = None
    ) -> None:
        self._path = path
        self._name = name or str(path)
        self._how = how or HowToRead()
        self._headings = Headings(catalogue, self._how.headings)
        self._seen: dict[str, tuple[str, int, str]] = {}
        self._reader = CellReader(catalogue, self._how.on)
        self.sheets: list[SheetRead] = []
        self.columns: dict[tuple[str, Heading], Cells] = {}
        self.notices = Notices()

    def _cells_of(self, cell: str, heading: Heading) -> Cells:
        """Return what reads a column; the same heading on another sheet means the same."""
        if (cell, heading) not in self.columns:
            given = self._how.values.get(cell, {})
            workplace = self._how.workplace if heading == SCHOOL else None
            found = Cells(heading, self._reader, workplace or given.get)
            found.counts = Counter() if self._how.counts_values else None
            self.columns[cell, heading] = found
        return self.columns[cell, heading]

    def batches(self) -> Iterator[Batch]:
        """Yield the people in the order of the file. Raises `UserError` where it is no roster."""
        if self._path.suffix.lower() in _NO_LISTS and self._path.is_file():
            raise UserError(f"{self._name} is not a staff list.", _LOOKS_LIKE)
        self.sheets = [self._look_at(sheet) for sheet in read_sheets(self._path, ROSTERS, self._name)]
        lists = self._lists()
        self.notices.understood.sheets = len(lists)
        for sheet, found in zip(read_sheets(self._path, ROSTERS, self._name), self.sheets, strict=True):
            self.notices.sheet = found.name if len(self.sheets) > 1 else ""
            if found.layout is None or found not in lists:
                self._pass_over(sheet, found)
                continue
            # Which columns are hidden is known once a row was read.
            self._pass_headings(found.layout, sheet, found.row)
            layout = self._seen_of(found.layout, sheet)
            self.notices.layout(layout)
            school = self._how.sheets.get(found.name, found.name if len(lists) > 1 else "")
            yield from self._people(layout, sheet, found.row + 1, school)
        if not self.notices.understood.people:
            raise UserError(
                f"{self._name} has nobody in it.", "Put one row for each person under the headings."
            )

    def _look_at(self, sheet: Sheet) -> SheetRead:
        rows = list(islice(sheet.rows, _ROWS_ABOVE))
        at, layout = self._headings.find(rows) or (-1, None)
        below = self._headings.read(rows[at + 1]) if at + 1 < len(rows) else None
        if layout and below and layout.is_explained_by(below):
            return SheetRead(sheet.name, None, 0, sheet.is_hidden, is_key=True)
        return SheetRead(sheet.name, layout, at + 1, sheet.is_hidden)

    def _lists(self) -> list[SheetRead]:
        """Return the sheets that are lists: those that can be seen, or else hidden ones."""
        lists = [each for each in self.sheets if each.layout and self._how.sheets.get(each.name) != LEFT_OUT]
        visible_ones = [each for each in lists if not each.is_hidden]
        found = visible_ones or ([] if self._how.only_visible else lists)
        if not found:
            raise self._no_headings()
        return found

    def _no_headings(self) -> UserError:
        message = f"{self._name} is not a staff list: it has no headings that npqpath knows."
        rows = (
            row
            for sheet in read_sheets(self._path, ROSTERS, self._name)
            for row in islice(sheet.rows, _ROWS_ABOVE)
        )
        guess = next(filter(None, map(self._headings.nearest, rows)), None)
        if guess is not None:
            message = f'{message} Did you mean "{guess[1]}" by "{guess[0]}"?'
        return UserError(message, _LOOKS_LIKE)

    def _pass_over(self, sheet: Sheet, found: SheetRead) -> None:
        """Leave a sheet out, and say so."""
        why = "it has no headings of a staff list"
        if found.layout is not None:
            why = "it is hidden" if found.is_hidden else "the mapping leaves it out"
        rows = [number for number, row in enumerate(sheet.rows, 1) if any(map(str.strip, row))]
        for number in rows:
            self.notices.leave_out(number, f"The sheet is not read: {why}.")
        if rows and not found.is_key:
            self.notices.remark(f'The sheet "{found.name}" is not read: {why}.')

    def _seen_of(self, layout: Layout, sheet: Sheet) -> Layout:
        """Return the layout, without hidden columns where they are not wanted."""
        hidden = [cell for at, cell in enumerate(layout.cells) if cell and at in sheet.hidden_columns]
        self._say_hidden("columns", hidden)
        if not self._how.only_visible:
            return layout
        return replace(layout, at={h: at for h, at in layout.at.items() if at not in sheet.hidden_columns})

    def _say_hidden(self, kind: str, hidden: Sequence[object]) -> None:
        if hidden:
            done = "left out" if self._how.only_visible else "read too, unless you add --visible"
            self.notices.remark(f"Hidden {kind} are {done}: {listed(map(str, hidden[:_ROWS_TOLD]))}.")

    def _pass_headings(self, layout: Layout, sheet: Sheet, last: int) -> None:
        """Pass over the headings, and note the rows above them that hold anything else."""
        for number, row in enumerate(islice(sheet.rows, last), 1):
            words = " ".join(layout.cells).casefold()
            is_heading = number == last or (
                number == last - 1 and all(visible(c).casefold() in words for c in row)
            )
            if not is_heading and any(map(str.strip, row)):
                self.notices.leave_out(number, "It stands above the headings.")

    def _people(self, layout: Layout, sheet: Sheet, number: int, school: str) -> Iterator[Batch]:
        cells = {
            heading: self._cells_of(layout.cells[at], heading)
            for heading, at in layout.at.items()
            if heading.kind != "about" or (heading == SCHOOL and self._how.workplace)
        }
        of_school = self._how.workplace(school) if self._how.workplace and school else {}
        facts = SheetFacts(self.notices.sheet, school, {**self._how.defaults, **of_school})
        gathering = Gathering(self._reader, layout, cells, facts)
        first = number
        while piece := list(islice(sheet.rows, _PIECE)):
            numbers, kept = self._kept(layout, piece, number, sheet)
            number += len(piece)
            if kept:
                columns = list(zip_longest(*kept, fillvalue=""))
                gathering.add(numbers, columns)
                for heading, read in cells.items():
                    at = layout.at[heading]
                    if at < len(columns) and (read.bare or not read.faults.keys().isdisjoint(columns[at])):
                        self.notices.cells(layout.cells[at], read, columns[at], rows=numbers)
            if len(gathering) >= BATCH:
                yield self._counted(gathering.take())
        if len(gathering):
            yield self._counted(gathering.take())
        self._say_hidden("rows", sorted(row for row in sheet.hidden_rows if row >= first))

    def _counted(self, batch: Batch) -> Batch:
        self.notices.understood.people += len(batch.rows)
        self.notices.understood.with_post += batch.with_post
        return batch

    def _kept(
        self, layout: Layout, piece: list[list[str]], first: int, sheet: Sheet
    ) -> tuple[Sequence[int], list[list[str]]]:
        """Return the rows with people in them, and their numbers."""
        if not (self._how.only_visible and sheet.hidden_rows) and self._are_sound(layout, piece, first):
            return range(first, first + len(piece)), piece
        numbers, kept = [], []
        for number, row in enumerate(piece, first):
            if not any(map(visible, row)):
                continue
            why = _why_nobody(layout, row)
            if self._how.only_visible and number in sheet.hidden_rows:
                why = "The row is hidden."
            if why is not None:
                self.notices.leave_out(number, why)
            elif self._is_new(layout, row, number):
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
        if len(own) < len(ids) or {"", layout.cells[id_at]} & own or not self._seen.keys().isdisjoint(own):
            return False
        if any(row[0].lstrip().startswith(REMARK) for row in piece) or " " in "".join(ids):
            return False
        for number, (id, row) in enumerate(zip(ids, piece, strict=True), first):
            self._seen[id] = self.notices.sheet, number, _school_in(layout, row)
        return True

    def _is_new(self, layout: Layout, row: list[str], number: int) -> bool:
        """Return whether this is somebody who was not there before, and take note of what is wrong."""
        width, id_at, sheet = len(layout.cells), layout.at.get(ID), self.notices.sheet
        if len(row) > width and any(map(str.strip, row[width:])):
            hint = "Look for a comma too many, and put text in quotes."
            self.notices.add(number, None, "There are more cells than headings.", hint)
        if id_at is None:
            return True
        id = " ".join(row[id_at].split()) if id_at < len(row) else ""
        if not id:
            self.notices.add(number, None, "There is no id, so the number of the row takes its place.")
            return True
        school = _school_in(layout, row)
        here = (sheet, number, school)
        before = self._seen.setdefault(id, here)
        if (before[2] or before[0]) != (school or sheet):
            # Each school counts from 1, say.
            row[id_at] = id = f"{id} ({school or sheet})"
            before = self._seen.setdefault(id, here)
        if before != here:
            where = f"row {before[1]}" + (f' of the sheet "{before[0]}"' if before[0] != sheet else "")
            said = f'The id "{id}" stands in {where} too, so this row is left out.'
            self.notices.leave_out(number, said)
            self.notices.add(number, None, said, "Give each person one id.")
            return False
        return True


def _school_in(layout: Layout, row: list[str]) -> str:
    at = layout.at.get(SCHOOL, len(row))
    return visible(row[at]) if at < len(row) else ""


def _why_nobody(layout: Layout, row: list[str]) -> str | None:
    """Return why a row is not a person, None where it is one."""
    cells = list(map(visible, row))
    if cells[0].startswith(REMARK):
        return "It is a remark."
    filled = [at for at, cell in enumerate(cells) if cell]
    if all(at < len(layout.cells) and cells[at] == layout.cells[at] for at in filled):
        return "It repeats the headings."
    is_alone = len(filled) == 1 and len(layout.at) > 2
    if is_alone and (filled[0] != layout.at.get(ID) or not cells[filled[0]].isalnum()):
        return "Only one cell of it is filled."
    return None
