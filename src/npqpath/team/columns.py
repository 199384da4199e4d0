"""A roster to fill in: its columns with the answers to choose from, and a few made-up people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from npqpath.advice.person import read_answers
from npqpath.dataset.near_miss import did_you_mean, slip
from npqpath.errors import UsageError
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked, kind_of, parts_of
from npqpath.team.job_titles import JobTitles
from npqpath.team.team_file import plain

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

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
    "no, employee number, payroll number, payroll no, staff code, staff ref, employee id, employee code, "
    "employee no, employee ref, teacher ref, teacher code, teacher reference number, trn, contract number, "
    "personnel number"
)
_WISHED = "interests, interested in, would like next"
_ABOUT = (
    _About("id", "A number or made-up name. You need no real names here.", _PERSON),
    _About(
        "school",
        "The school, where the list is about several.",
        "school name, workplace, establishment, academy, base, site, location, urn",
    ),
    _About("team", "The team or department, where a limit is to hold for each.", "department, faculty"),
    _About("phase", "The phase or key stage, to see who learns together in it.", "key stage"),
    _About("interest", "Posts that they say they would like next.", _WISHED, "posts"),
    _About("readiness", "Posts that they say they are ready for.", "ready for", "posts"),
    _About("duties", "What they do for other teachers.", "duty, other duties", "duties"),
)
_NAMES = frozenset(
    [
        *("name", "fullname", "firstname", "forename", "middlename", "lastname", "surname", "knownas"),
        *("staffname", "employeename", "preferredname", "legalname", "title", "email", "emailaddress"),
    ]
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
"""Letters that nobody can see."""
REMARK = "#"
"""A row that begins like this is a remark, not a person."""
LEFT_OUT = "left out"
"""What a mapping writes for a heading or a sheet that is not to be read."""
_VALUE = re.compile(
    r"@|^[A-Za-z]{0,3}[\d/.,:£% -]+$|^(?:x|y|n|yes|no|none|completed|studying)$", re.IGNORECASE
)
"""What stands under headings and not in them: numbers, codes, days, addresses, ticks."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is: something about a person, a question, or a part of one.

    Where several columns are about one question, such as two job titles, they are numbered.
    """

    kind: Literal["about", "question", "part"]
    name: str
    part: str | None = None
    number: int = 0


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

    @property
    def asks(self) -> int:
        """How many columns answer a question."""
        return sum(heading.kind != "about" for heading in self.at)

    def is_explained_by(self, below: Layout) -> bool:
        """Return whether the row below says the same headings in other words, as in a sheet of answers."""
        said = [at for heading, at in below.at.items() if self.at.get(heading) == at]
        return bool(said) and all(plain(self.cells[at]) != plain(below.cells[at]) for at in said)


def visible(text: str) -> str:
    """Return a text without letters that nobody can see, and without stray spaces."""
    return " ".join(_UNSEEN.sub("", text).split())


class Headings:
    """The headings that a roster may have with a data set."""

    def __init__(self, catalogue: Catalogue, given: Mapping[str, str] | None = None) -> None:
        self._known: dict[str, Heading] = {}
        self._titles = JobTitles(catalogue)
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
        for cell, name in (given or {}).items():
            self._known.pop(plain(cell), None)
            if name != LEFT_OUT and plain(name) not in self._known:
                message = f'The mapping takes "{cell}" for "{name}", which is no column of a staff list.'
                raise UsageError(message, did_you_mean(name, list(self.shown)))
            if name != LEFT_OUT:
                self._known[plain(cell)] = self._known[plain(name)]

    def _add(self, heading: Heading, names: Sequence[str]) -> None:
        """Let these names stand for the heading where they stand for nothing yet; the first is shown."""
        for name in names:
            self._known.setdefault(plain(name), heading)
        if self._known[plain(names[0])] == heading:
            self.shown.setdefault(names[0], heading)

    def find(self, rows: Sequence[Sequence[str]]) -> tuple[int, Layout] | None:
        """Return the row where the headings end, counted from 0, and the layout; None where none are there.

        The headings are the row that names most questions. A row above or below may say the rest of them.
        """
        layouts = [(layout.asks, -at, layout) for at, row in enumerate(rows) if (layout := self.read(row))]
        if not layouts:
            return None
        asks, place, layout = max(layouts, key=lambda found: found[:2])
        at = -place
        for upper, lower in ((at - 1, at), (at, at + 1)):
            if (
                upper < 0
                or lower >= len(rows)
                or self._looks_like_data(rows[upper if lower == at else lower])
            ):
                continue
            both = self.read(self._combined(rows[upper], rows[lower]))
            is_merged = lower == at + 1 and not {*rows[upper]}.isdisjoint({*rows[lower]} - {""})
            if both is not None and both.asks >= asks + (not is_merged):
                at, asks, layout = lower, both.asks, both
        return at, layout

    def _combined(self, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
        """Return the headings of two rows: the lower cell, or both, or the upper one, whichever is known."""
        cells, group = [], ""
        for above, below in zip_longest(map(visible, upper), map(visible, lower), fillvalue=""):
            group = above or group
            above = "" if above == below else above
            ways = (below, f"{above} {below}", f"{group} {below}" if below else above)
            known = (way for way in ways if plain(way) in self._known)
            cells.append(next(known, f"{above} {below}".strip()))
        return cells

    def _looks_like_data(self, row: Sequence[str]) -> bool:
        """Return whether more cells of a row are about a person than are headings."""
        cells = [cell for cell in map(visible, row) if cell]
        known = sum(plain(cell) in self._known or plain(cell) in _NAMES for cell in cells)
        about = sum(plain(cell) not in self._known and self._is_value(cell) for cell in cells)
        return about >= known if about else not known

    def _is_value(self, cell: str) -> bool:
        title = self._titles.read(cell)
        return bool(_VALUE.search(cell)) or (title is not None and title.role is not None)

    def read(self, row: Sequence[str]) -> Layout | None:
        """Return the layout, if the row looks like headings and not like a person."""
        at: dict[Heading, int] = {}
        names, unknown, twice = [], [], []
        for place, cell in enumerate(map(visible, row)):
            heading = self._known.get(plain(cell))
            if heading in at and heading.kind == "question":
                heading = replace(heading, number=sum(other.name == heading.name for other in at))
            if heading is not None and heading in at:
                twice.append(cell)
            elif heading is not None:
                at[heading] = place
            elif plain(cell) in _NAMES:
                names.append(cell)
            elif cell:
                unknown.append(cell)
        is_remark = bool(row) and visible(row[0]).startswith(REMARK)
        if all(heading.kind == "about" for heading in at) or is_remark or self._looks_like_data(row):
            return None
        guesses = {cell: self._slip(cell, at) for cell in unknown}
        return Layout(
            cells=tuple(map(visible, row)),
            at=at,
            names=tuple(names),
            unknown=tuple(cell for cell in unknown if guesses[cell] is None),
            near={cell: guess for cell, guess in guesses.items() if guess is not None},
            twice=tuple(twice),
        )

    def _slip(self, cell: str, taken: Container[Heading]) -> str | None:
        """Return the heading that is one slip of the keys away; a near word has no near meaning."""
        near = slip(cell, self.shown)
        return near if near is not None and self.shown[near] not in taken else None

    def nearest(self, row: Sequence[str]) -> tuple[str, str] | None:
        """Return a cell that is most likely a misspelt heading, with the right one."""
        cells = (cell for cell in row if cell.strip() and plain(cell) not in self._known)
        return next(((cell, guess) for cell in cells if (guess := self._slip(cell, ()))), None)


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
