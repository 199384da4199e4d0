"""A roster to fill in: its columns with the answers to choose from, and a few made-up people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from npqpath.advice.person import read_answers
from npqpath.dataset.near_miss import near, one_of
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import (
    NOT_SURE,
    STATUSES,
    AnswerValue,
    Statuses,
    Ticked,
    is_not_sure,
    kind_of,
    parts_of,
)
from npqpath.team.team_file import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question


@dataclass(frozen=True, slots=True)
class _About:
    """A column that is no answer, kept as it is written: its heading, what it asks and its other headings.

    `lists` is what it names, several with semicolons between.
    """

    heading: str
    asks: str
    others: str
    lists: Literal["posts", "duties"] | None = None


_PERSON = (
    "ref, reference, staff id, person, person id, pseudonym, code, initials, staff no, staff number, number, "
    "no, employee number, payroll number"
)
_WISHED = "interests, interested in, would like next"
_ABOUT = (
    _About("id", "A number or made-up name. You need no real names here.", _PERSON),
    _About("school", "The school, where the list is about several.", "school name, workplace, establishment"),
    _About("team", "The team or department, where a limit is to hold for each.", "department, faculty"),
    _About("phase", "The phase or key stage, to see who learns together in it.", "key stage"),
    _About("interest", "Posts that they say they would like next.", _WISHED, "posts"),
    _About("readiness", "Posts that they say they are ready for.", "ready for", "posts"),
    _About("duties", "What they do for other teachers.", "duty, other duties", "duties"),
)
_NAMES = ("name", "full name", "first name", "forename", "last name", "surname", "email", "staff name")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is: something about a person, a question, or a part of one."""

    kind: Literal["about", "question", "part"]
    name: str
    part: str | None = None


ID, SCHOOL = Heading("about", "id"), Heading("about", "school")


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
        about = [(Heading("about", e.heading), (e.heading, *e.others.split(", "))) for e in _ABOUT]
        for heading, names in about[2:]:
            self._add(heading, names)
        for question in catalogue.pathways.questions:
            self._add(Heading("question", question.id), (question.id, question.ask, *question.aliases))
        for question in catalogue.pathways.questions:
            kind = kind_of(question)
            for choice in kind.choices(catalogue, ()) if kind.part_words else ():
                full_name = (choice.hint or "",) if question.of else ()
                words = (choice.id, choice.label, *full_name, *choice.aliases)
                heading = Heading("part", question.id, choice.id)
                self._add(heading, [f"{question.id} {word}" for word in words])
                self._add(heading, words)
        # Last, so that a question that is called so wins.
        for heading, names in about[:2]:
            self._add(heading, names)

    def _add(self, heading: Heading, names: Sequence[str]) -> None:
        """Let these names stand for the heading where they stand for nothing yet; the first is shown."""
        for name in names:
            self._known.setdefault(plain(name), heading)
        if self._known[plain(names[0])] == heading:
            self.shown.setdefault(names[0], heading)

    def read(self, row: Sequence[str]) -> Layout | None:
        """Return the layout, if the row looks like headings: a question, or a part of one, is among them."""
        at: dict[Heading, int] = {}
        names, unknown, twice = [], [], []
        for place, raw in enumerate(row):
            cell = " ".join(raw.split()).strip("\ufeff")
            heading = self._known.get(plain(cell))
            if heading is not None and heading in at:
                twice.append(cell)
            elif heading is not None:
                at[heading] = place
            elif plain(cell) in map(plain, _NAMES):
                names.append(cell)
            elif cell:
                unknown.append(cell)
        if all(heading.kind == "about" for heading in at):
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
            is_new = cell.strip() and plain(cell) not in self._known
            guess = near(cell, list(self.shown)) if is_new else None
            if guess is not None:
                return cell, guess
        return None


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
        self[raw] = self._number(raw, text) if text else BLANK
        return self[raw]

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


_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: its heading, what it asks, and what may stand there (nothing where any text or number may).

    Where `takes_several` is true, several of the choices may stand in one cell, with semicolons between.
    """

    heading: str
    asks: str
    choices: tuple[str, ...] = ()
    takes_several: bool = False
    takes_number: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """The columns, and rows with the cells of made-up people."""

    columns: tuple[TemplateColumn, ...]
    examples: tuple[tuple[str, ...], ...]


def make_template(catalogue: Catalogue) -> Template:
    """Return the template for a data set; its examples are people that the data set is tested with."""
    questions = catalogue.pathways.questions
    duties = tuple(duty.id for duty in catalogue.pathways.duties)
    listed = {None: (), "posts": tuple(catalogue.posts_by_id), "duties": duties}
    about = [
        TemplateColumn(each.heading, each.asks, listed[each.lists], takes_several=each.lists is not None)
        for each in _ABOUT
    ]
    columns = (column for question in questions for column in _columns(question, catalogue))
    people = [read_answers(test.answers, catalogue) for test in catalogue.pathways.tests[:_EXAMPLES]]
    nothing_else = [""] * (len(_ABOUT) - 2)
    return Template(
        (*about, *columns),
        tuple(
            (f"example-{number}", "Example School", *nothing_else, *_cells(person, questions))
            for number, person in enumerate(people, start=1)
        ),
    )


def _columns(question: Question, catalogue: Catalogue) -> list[TemplateColumn]:
    kind = kind_of(question)
    if kind.stages:
        names = [(part, catalogue.qualification(part).name) for part in parts_of(question)]
        return [TemplateColumn(part, f"{name}: how far it has got.", STATUSES) for part, name in names]
    if kind.conditions == "range":
        return [TemplateColumn(question.id, question.ask, takes_number=True)]
    several = bool(kind.part_words)
    first = ("none",) if several else ()
    choices = (*first, *parts_of(question), NOT_SURE)
    return [TemplateColumn(question.id, question.ask, choices, takes_several=several)]


def _cells(person: Mapping[str, AnswerValue], questions: tuple[Question, ...]) -> list[str]:
    cells = []
    for question in questions:
        answer = person.get(question.id)
        if kind_of(question).stages:
            held = kind_of(question).held(answer)
            told = isinstance(answer, Statuses)
            cells += [held.get(part, "none" if told else "") for part in parts_of(question)]
        elif isinstance(answer, Ticked):
            cells.append("; ".join(answer.ids) or "none")
        else:
            cells.append("" if answer is None else str(answer))
    return cells
