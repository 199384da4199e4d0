"""Which column of a roster holds what, told by its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from npqpath.catalogue.near import near
from npqpath.logic.question_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from npqpath.catalogue.catalogue import Catalogue

STATED = ("team", "phase", "duties", "readiness", "interest")
"""Columns that are not answers, kept as they are written."""

_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        *("ref", "reference", "staff id", "person", "person id", "pseudonym", "code", "initials"),
        *("staff no", "staff number", "number", "no", "employee number", "payroll number"),
    ),
    "school": ("school name", "workplace", "establishment"),
}
_STATED_NAMES: Mapping[str, tuple[str, ...]] = {
    "team": ("department", "faculty"),
    "phase": ("key stage",),
    "duties": ("duty", "other duties"),
    "readiness": ("ready for",),
    "interest": ("interests", "interested in", "would like next"),
}
_NAMES = ("name", "full name", "first name", "forename", "last name", "surname", "email", "staff name")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is: who or where somebody is, something stated, a question, or a part of one."""

    kind: Literal["id", "school", "stated", "question", "part"]
    name: str
    part: str | None = None


ID, SCHOOL = Heading("id", "id"), Heading("school", "school")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns are, counted from 0, and which cells of the row of headings mean nothing here.

    `names` are columns with names of people, which are not needed and not kept; `near` gives for a heading
    the one that was most likely meant; `twice` are headings that say what another column says already.
    """

    cells: tuple[str, ...]
    at: Mapping[Heading, int]
    names: tuple[str, ...]
    unknown: tuple[str, ...]
    near: Mapping[str, str]
    twice: tuple[str, ...]


class Headings:
    """The headings that a roster may have with a data set."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._known: dict[str, Heading] = {}
        self.shown: dict[str, Heading] = {}
        for stated in STATED:
            self._add(Heading("stated", stated), (stated, *_STATED_NAMES.get(stated, ())))
        for question in catalogue.pathways.questions:
            self._add(Heading("question", question.id), (question.id, question.ask, *question.aliases))
        for question in catalogue.pathways.questions:
            kind = kind_of(question)
            for choice in kind.choices(catalogue, ()) if kind.part_words else ():
                full_name = (choice.hint or "",) if question.of else ()
                names = [choice.id, choice.label, *full_name, *choice.aliases]
                heading = Heading("part", question.id, choice.id)
                self._add(heading, [f"{question.id} {name}" for name in names])
                self._add(heading, names)
        # Last, so that a question that is called so wins.
        for heading in (ID, SCHOOL):
            self._add(heading, (heading.name, *_OTHER_NAMES[heading.name]))

    def _add(self, heading: Heading, names: Sequence[str]) -> None:
        """Let these names stand for the heading where they stand for nothing yet; the first is shown."""
        for name in names:
            self._known.setdefault(squashed(name), heading)
        if self._known[squashed(names[0])] == heading:
            self.shown.setdefault(names[0], heading)

    def read(self, row: Sequence[str]) -> Layout | None:
        """Return the layout, if the row looks like headings: a question, or a part of one, is among them."""
        at: dict[Heading, int] = {}
        names, unknown, twice = [], [], []
        for place, raw in enumerate(row):
            cell = " ".join(raw.split()).strip("\ufeff")
            heading = self._known.get(squashed(cell))
            if heading is not None and heading in at:
                twice.append(cell)
            elif heading is not None:
                at[heading] = place
            elif squashed(cell) in map(squashed, _NAMES):
                names.append(cell)
            elif cell:
                unknown.append(cell)
        if not any(heading.kind in ("question", "part") for heading in at):
            return None
        taken = {name for name, heading in self.shown.items() if heading in at}
        guesses = {cell: near(cell, [name for name in self.shown if name not in taken]) for cell in unknown}
        return Layout(
            cells=tuple(" ".join(cell.split()) for cell in row),
            at=at,
            names=tuple(names),
            unknown=tuple(cell for cell in unknown if guesses[cell] is None),
            near={cell: guess for cell, guess in guesses.items() if guess is not None},
            twice=tuple(twice),
        )

    def nearest(self, row: Sequence[str]) -> tuple[str, str] | None:
        """Return a cell that is most likely a misspelt heading, with the right one."""
        for cell in row:
            is_new = cell.strip() and squashed(cell) not in self._known
            guess = near(cell, list(self.shown)) if is_new else None
            if guess is not None:
                return cell, guess
        return None


def squashed(text: str) -> str:
    """Return what counts of a name: letters and figures, without case, spaces and hyphens."""
    return re.sub(r"[\W_]+", "", text.casefold())
