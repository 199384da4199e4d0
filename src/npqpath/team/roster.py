"""What a roster says: the people in it, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from npqpath.logic.question_kinds import AnswerValue


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
        told = [f"{'Row' if len(rows) == 1 else 'Rows'} {_listed(rows)}"] if rows else []
        if self.column is not None:
            told.append(f'{"column" if rows else "Column"} "{self.column}"')
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Roster:
    """All people of a file, what could not be used, and what is worth knowing although nothing is wrong."""

    people: tuple[StaffMember, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
