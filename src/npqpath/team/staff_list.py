"""From a roster file to people, a batch at a time, with everything that could not be read.

A cell that cannot be read counts as not sure, and its row goes on. A row whose id was there before is left
out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from npqpath.advice.batch import AnswerTable, Column
from npqpath.errors import UserError
from npqpath.rules.question_kinds import NOT_SURE, kind_of
from npqpath.spreadsheets.read import Purpose, read_sheets
from npqpath.team.columns import BAD, BLANK, ID, SCHOOL, Cells, Heading, Headings, Layout
from npqpath.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question
    from npqpath.rules.question_kinds import AnswerValue


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One row: its number in the file, the id, the school (empty where no column says it) and the answers.

    `stated` holds what people say of themselves beside the answers, such as interest, by the column's name.
    """

    row: int
    id: str
    school: str
    answers: Mapping[str, AnswerValue]
    stated: Mapping[str, str]


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

    @property
    def where(self) -> str:
        """The place in words, such as 'Rows 3, 5 and 8, column "role"'."""
        more = self.count - len(self.rows)
        rows = [str(row) for row in self.rows] + ([f"{more:,} more"] if more else [])
        told = [f"{'Row' if len(rows) == 1 else 'Rows'} {listed(rows)}"] if rows else []
        if self.column is not None:
            told.append(f'{"column" if rows else "Column"} "{self.column}"')
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Roster:
    """All people of a file, what could not be used, and what is worth knowing although nothing is wrong."""

    people: tuple[StaffMember, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


_ROWS_TOLD = 5
"""Rows that are named where many have the same fault."""
_LONG = 80
"""Letters of a hint that is told once for each column."""
MOST_FINDINGS = 1_000
"""Different faults that are kept; who has more has the wrong file."""


class Notices:
    """Gathers what is noticed while a roster is read."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str | None, str, str | None], list[int]] = {}
        self._counts: Counter[tuple[str | None, str, str | None]] = Counter()
        self._more = 0
        self._remarks: list[str] = []
        self._bare = 0

    def add(self, row: int | None, column: str | None, message: str, hint: str | None = None) -> None:
        """Take note of something that could not be used, in a row or (None) in the whole file."""
        key = (column, message, hint)
        if key not in self._rows and len(self._rows) >= MOST_FINDINGS:
            self._more += 1
            return
        self._counts[key] += 1
        rows = self._rows.setdefault(key, [])
        if row is not None and len(rows) < _ROWS_TOLD:
            rows.append(row)

    def layout(self, layout: Layout) -> None:
        """Take note of headings that mean nothing here."""
        for cell, guess in layout.near.items():
            self.add(None, cell, "This column is not known, so it is left out.", f'Did you mean "{guess}"?')
        for cell in layout.twice:
            said = "Another column says the same, so this one is left out."
            self.add(None, cell, said, "Keep one of them.")
        if layout.names:
            columns, are, _ = _columns(layout.names)
            self._remarks.append(f"Names are not needed and not kept, so the {columns} {are} left out.")
        if layout.unknown:
            columns, are, they = _columns(layout.unknown)
            self._remarks.append(f"The {columns} {are} not known here, so {they} {are} left out.")

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
            column, message, hint = key
            # The answers that a column takes are a long list, so it is told once.
            is_told = len(hint or "") > _LONG and (column, hint) in told
            count = self._counts[key] if rows else 0
            found.append(Finding(tuple(rows), count, column, message, None if is_told else hint))
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


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people of a roster, column by column; `rows` are the numbers of their rows in the file."""

    rows: Sequence[int]
    ids: Sequence[str]
    schools: Sequence[str]
    sheets: AnswerTable
    stated: Mapping[str, Sequence[str]]

    def people(self) -> Iterator[StaffMember]:
        """Yield the people one by one."""
        for at, (row, id, school) in enumerate(zip(self.rows, self.ids, self.schools, strict=True)):
            stated = {name: texts[at] for name, texts in self.stated.items() if texts[at]}
            yield StaffMember(row, id, school, self.sheets.answers_of(at), stated)


class Gathering:
    """Gathers the rows of one roster. What a text means is worked out once, however many rows have it."""

    def __init__(self, catalogue: Catalogue, layout: Layout, notices: Notices) -> None:
        self._layout = layout
        self._notices = notices
        answers = [heading for heading in layout.at if heading.kind != "about"]
        self._cells = {heading: Cells(heading, catalogue) for heading in answers}
        self._questions = [
            _Joined(question, [heading for heading in answers if heading.name == question.id])
            for question in catalogue.pathways.questions
            if any(heading.name == question.id for heading in answers)
        ]
        self._texts = [heading for heading in layout.at if heading.kind == "about"]
        self._start()

    def _start(self) -> None:
        self._rows: list[int] = []
        self._numbers: dict[Heading, list[int]] = {heading: [] for heading in self._cells}
        self._told: dict[Heading, list[str]] = {heading: [] for heading in self._texts}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, rows: Sequence[int], columns: Sequence[Sequence[str]]) -> None:
        """Take rows in, given as columns, with their numbers in the file."""
        self._rows += rows
        blank = ("",) * len(rows)
        for heading, place in self._layout.at.items():
            texts = columns[place] if place < len(columns) else blank
            if heading not in self._cells:
                self._told[heading] += [" ".join(text.split()) for text in texts]
                continue
            cells = self._cells[heading]
            numbers = list(map(cells.__getitem__, texts))
            self._numbers[heading] += numbers
            if cells.bare or (cells.faults and BAD in numbers):
                self._notices.cells(self._layout.cells[place], cells, texts, rows=rows)

    def take(self) -> Batch:
        """Return what was gathered, and begin again."""
        blank = [""] * len(self)
        ids = self._told.pop(ID, blank)
        schools = self._told.pop(SCHOOL, blank)
        columns = {each.id: each.column(self._numbers, self._cells) for each in self._questions}
        batch = Batch(
            rows=self._rows,
            ids=[id or f"row {row}" for id, row in zip(ids, self._rows, strict=True)],
            schools=schools,
            sheets=AnswerTable(len(self), columns),
            stated={heading.name: texts for heading, texts in self._told.items()},
        )
        self._start()
        return batch


class _Joined:
    """The answers to one question, from its own column, the columns of its parts, or both."""

    def __init__(self, question: Question, headings: list[Heading]) -> None:
        self.id = question.id
        self._kind = kind_of(question)
        self._headings = headings
        self._known: dict[tuple[int, ...], int] = {}
        self._answers: list[AnswerValue | None] = []

    def column(self, numbers: Mapping[Heading, list[int]], cells: Mapping[Heading, Cells]) -> Column:
        """Return the answers of all that were gathered."""
        first = self._headings[0]
        if len(self._headings) == 1 and first.part is None:
            return _column(numbers[first], cells[first].answers)
        keys = list(zip(*(numbers[heading] for heading in self._headings), strict=True))
        for key in set(keys).difference(self._known):
            self._known[key] = len(self._answers)
            self._answers.append(self._join(key, cells))
        return _column(list(map(self._known.__getitem__, keys)), self._answers)

    def _join(self, key: tuple[int, ...], cells: Mapping[Heading, Cells]) -> AnswerValue | None:
        """Return one answer: a part whose cell is empty is not held, where any cell of the row is filled."""
        if all(number == BLANK for number in key):
            return None
        if BAD in key:
            return NOT_SURE
        held: dict[str, str] = {}
        for heading, number in zip(self._headings, key, strict=True):
            answer = cells[heading].answers[number]
            is_part = heading.part is not None and isinstance(answer, str)
            held |= {str(heading.part): str(answer)} if is_part else self._kind.held(answer)
        return self._kind.of_parts(held)


def _column(numbers: list[int], answers: Sequence[AnswerValue | None]) -> Column:
    return Column(bytes(numbers) if len(answers) <= 256 else numbers, answers)


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


def read_roster(path: Path, catalogue: Catalogue, name: str | None = None) -> Roster:
    """Return everybody in a file that is called so. Raises `UserError` where it is no roster."""
    reading = Reading(path, catalogue, name)
    people = tuple(person for batch in reading.batches() for person in batch.people())
    return Roster(people, reading.notices.findings(), reading.notices.remarks())


class Reading:
    """The reading of one roster: `batches` may be called once, and `notices` is complete after it."""

    def __init__(self, path: Path, catalogue: Catalogue, name: str | None = None) -> None:
        self._path = path
        self._name = name or str(path)
        self._catalogue = catalogue
        self._headings = Headings(catalogue)
        self._seen: dict[str, int] = {}
        self.notices = Notices()

    def batches(self) -> Iterator[Batch]:
        """Yield the people in the order of the file. Raises `UserError` where it is no roster."""
        if self._path.suffix.lower() in _NO_LISTS and self._path.is_file():
            raise UserError(f"{self._name} is not a staff list.", _LOOKS_LIKE)
        above: list[list[str]] = []
        for sheet in read_sheets(self._path, ROSTERS, self._name):
            for number, row in enumerate(islice(sheet.rows, _ROWS_ABOVE), 1):
                layout = self._headings.read(row)
                if layout is not None:
                    self.notices.layout(layout)
                    yield from self._people(layout, sheet.rows, number + 1)
                    return
                above.append(row)
        raise self._no_headings(above)

    def _no_headings(self, rows: list[list[str]]) -> UserError:
        message = f"{self._name} is not a staff list: it has no headings that npqpath knows."
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
                f"{self._name} has nobody in it.", "Put one row for each person under the headings."
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
            hint = "Look for a comma too many, and put text in quotes."
            self.notices.add(number, None, "There are more cells than headings.", hint)
        if id_at is None:
            return True
        id = " ".join(row[id_at].split()) if id_at < len(row) else ""
        if not id:
            said = "There is no id, so the number of the row takes its place."
            self.notices.add(number, None, said)
        elif self._seen.setdefault(id, number) != number:
            said = f'The id "{id}" stands in row {self._seen[id]} too, so this row is left out.'
            self.notices.add(number, None, said, "Give each person one id.")
            return False
        return True


def _is_person(row: list[str]) -> bool:
    """Return whether there is anything in a row, and it is no remark."""
    return any(map(str.strip, row)) and not row[0].lstrip().startswith(_REMARK)
