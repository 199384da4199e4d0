"""What the cells of a roster say: a text is read once for each column, however many rows have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from npqpath.catalogue.near import one_of
from npqpath.errors import UsageError
from npqpath.logic.question_kinds import NOT_SURE, is_not_sure, kind_of

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.logic.question_kinds import AnswerValue
    from npqpath.team.headings import Heading

BLANK, BAD = 0, 1
"""The numbers of an empty cell, and of one that cannot be read."""

_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}(?:[T ].*)?|[2-7]\d{4}")


class Cells(dict[str, int]):
    """Numbers for the texts of one column, with the answer that each number stands for.

    `faults` says for a text what is wrong with it; its answer counts as not sure. `bare` are the texts that
    name an NPQ without saying how far it has got.
    """

    def __init__(self, heading: Heading, catalogue: Catalogue) -> None:
        super().__init__({"": BLANK})
        self.answers: list[AnswerValue | None] = [None, NOT_SURE]
        self.faults: dict[str, tuple[str, str | None]] = {}
        self.bare: set[str] = set()
        self._numbers: dict[AnswerValue, int] = {NOT_SURE: BAD}
        self._heading = heading
        self._kind = kind_of(catalogue.question(heading.name))
        self._catalogue = catalogue

    def __missing__(self, raw: str) -> int:
        text = raw.replace("\ufeff", "").replace("\u200b", "").strip()
        number = BLANK if not text else self._number(raw, text)
        self[raw] = number
        return number

    def _number(self, raw: str, text: str) -> int:
        try:
            answer = self._read(raw, text)
        except UsageError as error:
            self.faults[raw] = self._fault(text, error)
            return BAD
        number = self._numbers.setdefault(answer, len(self.answers))
        if number == len(self.answers):
            self.answers.append(answer)
        return number

    def _read(self, raw: str, text: str) -> AnswerValue:
        if is_not_sure(text):
            return NOT_SURE
        is_part = self._heading.part is not None
        answer = self._kind.read_part(text) if is_part else self._kind.read(text, self._catalogue)
        if self._kind.is_bare(text):
            self.bare.add(raw)
        return answer

    def _fault(self, text: str, error: UsageError) -> tuple[str, str | None]:
        """Return what is wrong with a cell, and every answer that is right there."""
        is_date = _DATE.fullmatch(text)
        message = f'"{text}" is a date, which is not an answer here.' if is_date else error.message
        part = self._heading.part
        legal = one_of(self._kind.part_words[::-1]) if part else self._kind.how_to_write(self._catalogue)
        return message, None if "Write one of" in message else legal
