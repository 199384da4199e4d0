"""Rows of a roster made into columns of answers, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.advice.sheets import Column, Sheets
from npqpath.logic.question_kinds import NOT_SURE, kind_of
from npqpath.team.cells import BAD, BLANK, Cells
from npqpath.team.headings import ID, SCHOOL, Heading
from npqpath.team.roster import StaffMember

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Question
    from npqpath.logic.question_kinds import AnswerValue
    from npqpath.team.headings import Layout
    from npqpath.team.noticing import Notices


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people of a roster, column by column; `rows` are the numbers of their rows in the file."""

    rows: Sequence[int]
    ids: Sequence[str]
    schools: Sequence[str]
    sheets: Sheets
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
        answers = [heading for heading in layout.at if heading.kind in ("question", "part")]
        self._cells = {heading: Cells(heading, catalogue) for heading in answers}
        self._questions = [
            _Joined(question, [heading for heading in answers if heading.name == question.id])
            for question in catalogue.pathways.questions
            if any(heading.name == question.id for heading in answers)
        ]
        self._texts = [heading for heading in layout.at if heading.kind not in ("question", "part")]
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
            sheets=Sheets(len(self), columns),
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
