"""From the cells of a list to answers: what one cell says, and what the cells of a row say together.

A cell may answer several questions, and several columns one: a job title tells the area too, and a date of
QTS the years of teaching. What a text says is worked out once, however many rows have it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.batch import AnswerTable, Column
from npqpath.dataset.near_miss import did_you_mean, one_of, slip
from npqpath.errors import UsageError
from npqpath.rules.answer_words import NO, YES, is_not_sure, is_one_of, short
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, QuestionKind, Ticked, kind_of, parts_of
from npqpath.team.columns import ID, SCHOOL, Heading, Layout, visible
from npqpath.team.job_titles import FOCUS, JobTitles
from npqpath.team.team_file import ROLE, plain
from npqpath.words import days_in, listed, read_months

if TYPE_CHECKING:
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Question


BLANK, BAD = 0, 1
"""The numbers of an empty cell, and of one that cannot be read."""
DUTIES, ALSO = "duties", "also"
"""What a job title says beside the answers: duties, and other posts."""
TEACHING_YEARS, LEADERSHIP_YEARS = "teaching_years", "leadership_years"
NPQS, AWARDS, QTS = "npqs", "awards", "qts"
Taken: TypeAlias = "Mapping[str, AnswerValue]"
"""What a cell was taken for: answers by question."""

_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}|\d{4}-\d{2}-\d{2}(?:[T ].*)?"
    r"|[2-7]\d{4}(?:\.\d+)?"
)
_SHORT_YEAR = re.compile(r"(\d{1,2}\W[^\W_]+\W)(\d\d)")
_FIRST_DAY = dt.date(1899, 12, 30)
"""The day from which spreadsheets count."""


def date_in(text: str) -> dt.date | None:
    """Return the day that a cell holds, as people write it or as a spreadsheet counts it."""
    if not _DATE.fullmatch(text):
        return None
    if text[:5].isdecimal():
        return _FIRST_DAY + dt.timedelta(days=int(text[:5]))
    short_year = _SHORT_YEAR.fullmatch(text)
    if short_year:
        text = f"{short_year[1]}{19 if short_year[2] > '50' else 20}{short_year[2]}"
    return next(days_in(text), None)


class CellReader:
    """What the cells of a list can say with a data set; without a day dates are no answers."""

    def __init__(self, catalogue: Catalogue, on: dt.date | None) -> None:
        self.catalogue = catalogue
        self.on = on
        self.titles = JobTitles(catalogue)
        self.held = HeldTexts(catalogue, on)

    def years_since(self, text: str) -> int | None:
        """Return the full years since the day in a cell, None where there is no such day yet."""
        day, on = date_in(text), self.on
        if day is None or on is None or day > on:
            return None
        return on.year - day.year - ((on.month, on.day) < (day.month, day.day))


class Cells(dict[str, int]):
    """Numbers for the texts of one column, with what each number stands for, by question.

    `faults` says for a text what is wrong with it; what could not be read counts as not sure. `bare` are the
    texts that name an NPQ without saying how far it has got, `dated` the numbers that come from a date, and
    `gives` the questions that the column answers. `given` says for a text what it means, or None.
    """

    def __init__(self, heading: Heading, reader: CellReader, given: Callable[[str], Taken | None]) -> None:
        super().__init__({"": BLANK})
        is_answer = heading.kind != "about"
        self.taken: list[Taken] = [{}, {heading.name: NOT_SURE} if is_answer else {}]
        self.faults: dict[str, tuple[str, str | None]] = {}
        self.bare: set[str] = set()
        self.dated: set[int] = set()
        self.counts: Counter[str] | None = None
        self.gives = {heading.name}
        self._numbers = {tuple(self.taken[BAD].items()): BAD}
        self._heading = heading
        self._reader = reader
        self._given = given
        if is_answer:
            self._kind = kind_of(reader.catalogue.question(heading.name))

    def __missing__(self, raw: str) -> int:
        text = visible(raw)
        self[raw] = self._number(raw, text) if text else BLANK
        return self[raw]

    def _number(self, raw: str, text: str) -> int:
        try:
            told = self._given(text)
            taken = self._read(raw, text) if told is None else told
        except UsageError as error:
            self.faults[raw] = self._fault(text, error)
            return BAD
        number = self._numbers.setdefault(tuple(taken.items()), len(self.taken))
        if number == len(self.taken):
            self.taken.append(taken)
            self.gives.update(taken)
        if date_in(text):
            self.dated.add(number)
        return number

    def _read(self, raw: str, text: str) -> Taken:
        name, part, reader = self._heading.name, self._heading.part, self._reader
        if is_not_sure(text):
            return {name: NOT_SURE}
        if name == ROLE:
            return self._job(text)
        title = reader.titles.read(text) if name == FOCUS else None
        if title is not None and title.focus is not None:
            return {FOCUS: title.focus}
        years = reader.years_since(text)
        if years is not None and self._kind.conditions == "range":
            return {name: years}
        if years is not None and part is not None and not self._kind.stages:
            teaching = {TEACHING_YEARS: years} if part == QTS else {}
            return {name: self._kind.of_parts({part: "yes"}), **teaching}
        if self._kind.stages:
            return self._held(raw, text)
        if part is not None:
            return {name: self._kind.of_parts({part: self._kind.read_part(text)})}
        try:
            return {name: self._kind.read(raw.strip(), reader.catalogue)}
        except UsageError as error:
            if self._kind.conditions != "answers":
                raise
            raise self._refusal(text) from error

    def _held(self, raw: str, text: str) -> Taken:
        """Return the NPQs and awards that a cell tells of; of what it does not tell there is a fault."""
        name, part = self._heading.name, self._heading.part
        if is_one_of(text, NO):
            return {name: self._kind.of_parts({})}
        if part is not None and is_one_of(text, YES):
            self.bare.add(raw)
            return {name: self._kind.of_parts({part: "completed"})}
        told = self._reader.held.read(f"{part} {text}" if part else raw)
        if told.unread and not told.taken:
            said, what = (text, "a status of an NPQ") if part else (told.unread[0], f'an answer to "{name}"')
            raise UsageError(f'"{short(said)}" is not {what}.')
        if told.unread:
            words = listed(f'"{word}"' for word in told.unread)
            message = f"{words} could not be read; the rest of the cell is kept."
            self.faults[raw] = self._fault(text, UsageError(message))
        if told.is_bare:
            self.bare.add(raw)
        return told.taken

    def _job(self, text: str) -> Taken:
        if text in parts_of(self._kind.question):
            return {ROLE: text}
        title = self._reader.titles.read(text)
        if title is None:
            raise self._refusal(text)
        told = {ROLE: title.role, FOCUS: title.focus}
        found: dict[str, AnswerValue] = {question: answer for question, answer in told.items() if answer}
        return found | {
            name: Ticked(ids) for name, ids in ((DUTIES, title.duties), (ALSO, title.also)) if ids
        }

    def _refusal(self, text: str) -> UsageError:
        """Return what is said of a word that is no answer; a guess comes only for a slip of the keys."""
        question = self._kind.question
        names = [name for answer in question.answers for name in (answer.id, *answer.aliases)]
        of_titles = self._reader.titles.slip
        find = (lambda word, _: of_titles(word)) if question.id == ROLE else slip
        hint = did_you_mean(text, names, find)
        return self._kind.refusal(f'"{short(text)}" is not an answer to "{question.id}".', hint)

    def _fault(self, text: str, error: UsageError) -> tuple[str, str | None]:
        """Return what is wrong with a cell, and every answer that is right there."""
        is_date = _DATE.fullmatch(text)
        message = f'"{text}" is a date, which is not an answer here.' if is_date else error.message
        kind, part = self._kind, self._heading.part
        legal = one_of(kind.part_words[::-1]) if part else kind.how_to_write(self._reader.catalogue)
        return message, None if "Write one of" in message else legal


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of NPQs and awards, the words that could not be read, and whether an NPQ is bare."""

    taken: Taken
    unread: tuple[str, ...]
    is_bare: bool


_STATUSES = {
    "none": r"withdr[ae]w\w*|dropped out|interested|wants?|wish\w*|considering|hop(?:es|ing)|would like"
    r"|failed|declined|none|never|not (?:yet )?(?:started|done|taken|begun)",
    None: r"not|defer\w*|paused|pending|tbc|appl(?:ied|ying)|incomplete|expected",
    "starting-soon": r"starting|starts|(?:due )?to start|will start|registered|signed up|accepted|enrolled",
    "studying": r"progress|current(?:ly)?|doing|studying|started|beg[au]n|ongoing|underway|working towards?",
    "completed": r"complet\w*|done|finished|passed|achieved|gained|awarded|obtained|held|has|holds|yes",
}
"""What words say of the NPQ beside them; the first that is found counts, and None leaves it open."""
_SAYS_NOTHING = re.compile(
    r"\b(?:npqs?|award|cohort|in|on|of|from|since|for|by|with|the|an?|date|both|new|[a-z]{3,9} (?=\d{4})|\d+)"
    r"\b|[\W_]"
)
_SAYS_STATUS = re.compile("|".join(rf"\b(?:{told})\b" for told in _STATUSES.values()), re.IGNORECASE)
_SAYS_OF = re.compile(rf"{_SAYS_STATUS.pattern}|\d{{4}}|npq")
_MARKS = re.compile(r"[;|\n,/+]|\band\b")
_DAY = re.compile(r"(?:\d{1,2}[/.-])?(?:\d{1,2}[/.-]|[a-z]{3,} )?((?:19|20)\d\d)(?:-\d\d-\d\d)?")
_OLDER_UNTIL = dt.date(2022, 1, 1)
"""Who completed an NPQ before this day has an older one: those of today began in November 2021."""
_OLDER = "legacy-"


class HeldTexts:
    """Free text about NPQs and awards, read by their names."""

    def __init__(self, catalogue: Catalogue, on: dt.date | None) -> None:
        self._on = on
        self._kinds: dict[str, QuestionKind] = {}
        self._named: dict[str, tuple[str, str]] = {}
        for question in catalogue.pathways.questions:
            if question.id not in (NPQS, AWARDS):
                continue
            kind = self._kinds[question.id] = kind_of(question)
            for choice in kind.choices(catalogue, ()):
                full_name = (choice.hint or "",) if question.of else ()
                for name in (choice.id, choice.label, *full_name, *choice.aliases):
                    self._named.setdefault(plain(name.replace("&", "and")), (question.id, choice.id))
        longest_first = sorted(filter(None, self._named), key=len, reverse=True)
        # The letters of a name, with blanks and hyphens wherever somebody puts them.
        names = (r"[\s().'-]*".join(name) for name in longest_first)
        self._names = re.compile(rf"\b({'|'.join(names)})\b")

    def read(self, text: str) -> Told:
        """Return what a text tells; an NPQ whose words leave it open is not read."""
        around = self._names.split(text.casefold().replace("&", " and "))
        names, between = around[1::2], around[::2]
        held: dict[str, dict[str, str]] = {NPQS: {}, AWARDS: {}}
        unread: list[str] = []
        is_bare = False
        for name, words in zip(names, _words_about(between), strict=True):
            question, id = self._named[plain(name)]
            status, day, is_plain = self._status(words)
            if not is_plain:
                unread.append(" ".join(f"{name} {words}".split()))
                continue
            is_bare |= status is None and day is None and question == NPQS
            older = (AWARDS, f"{_OLDER}{id}")
            if status in (None, "completed") and day and day < _OLDER_UNTIL:
                question, id = older if older in self._named.values() else (question, id)
            if question == NPQS or status in (None, "completed"):
                held[question][id] = (status or "completed") if question == NPQS else "yes"
        if not names:
            unread.append(" ".join(_SAYS_STATUS.sub(" ", text).split()) or text)
        kinds = self._kinds.items() if len(unread) < max(1, len(names)) else ()
        taken = {id: kind.of_parts(held[id]) for id, kind in kinds if held[id] or id == NPQS}
        return Told(taken, tuple(unread), is_bare)

    def _status(self, words: str) -> tuple[str | None, dt.date | None, bool]:
        """Return what words say of an NPQ, the day in them, and whether that is plain."""
        day, on = _day_in(words), self._on
        for status, told in _STATUSES.items():
            if re.search(rf"\b(?:{told})\b", words):
                has_begun = status == "starting-soon" and day and on and day <= on
                return ("studying" if has_begun else status), day, status is not None
        is_to_come = day is not None and on is not None and day > on
        return None, day, not is_to_come and not _SAYS_NOTHING.sub("", words)


def _words_about(between: list[str]) -> list[str]:
    """Return what a text says about each name, given what stands before, between and after the names."""
    words: list[str] = []
    for at, after in enumerate(between[1:]):
        ahead = _MARKS.split(between[at])
        before = ahead[-1] if at == 0 or len(ahead) > 1 else ""
        behind, *more = _MARKS.split(after)
        # "NPQSL, completed 2023": what comes last may be about the last name too.
        more = [part for part in more if _SAYS_OF.search(part)] if at + 2 == len(between) else []
        words.append(" ".join([before, behind, *more]).strip())
    # "NPQSL and NPQLT in progress" says the same of both.
    joined = [at for at in range(1, len(words)) if between[at].strip() == "and"]
    for at in reversed(joined):
        words[at - 1] = words[at - 1] or words[at]
    for at in joined:
        words[at] = words[at] or words[at - 1]
    return words


def _day_in(words: str) -> dt.date | None:
    """Return the first day of the month or year that words name."""
    match = _DAY.search(words)
    months = match and (read_months(match[0]) or read_months(match[1]))
    return months[0] if months else None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One row: its number in the file, the id, the school (empty where no column says it) and the answers.

    `stated` holds what people say of themselves beside the answers, such as interest, by the column's name.
    `sheet` is empty where the file has only one.
    """

    row: int
    id: str
    school: str
    answers: Mapping[str, AnswerValue]
    stated: Mapping[str, str]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people of a roster, column by column; `rows` are the numbers of their rows in the file."""

    rows: Sequence[int]
    ids: Sequence[str]
    schools: Sequence[str]
    sheets: AnswerTable
    stated: Mapping[str, Sequence[str]]
    sheet: str = ""

    def people(self) -> Iterator[StaffMember]:
        """Yield the people one by one."""
        for at, (row, id, school) in enumerate(zip(self.rows, self.ids, self.schools, strict=True)):
            stated = {name: texts[at] for name, texts in self.stated.items() if texts[at]}
            yield StaffMember(row, id, school, self.sheets.answers_of(at), stated, self.sheet)

    @property
    def with_post(self) -> int:
        """How many of them have a post that could be read."""
        jobs = self.sheets.columns.get(ROLE)
        if jobs is None:
            return 0
        told = Counter(jobs.numbers)
        return sum(told[at] for at, answer in enumerate(jobs.answers) if answer not in (None, NOT_SURE))


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What holds for all rows of a sheet: its name where there are several, the school, and answers."""

    name: str
    school: str
    defaults: Mapping[str, AnswerValue]


class Gathering:
    """Gathers the rows of one sheet. What a text means is worked out once, however many rows have it."""

    def __init__(
        self, reader: CellReader, layout: Layout, cells: Mapping[Heading, Cells], sheet: SheetFacts
    ) -> None:
        self._layout = layout
        self._sheet = sheet
        self._cells = cells
        self._jobs = [heading for heading in self._cells if heading.name == ROLE]
        self._questions = reader.catalogue.pathways.questions
        self._titles = reader.titles
        self._texts = [heading for heading in layout.at if heading.kind == "about"]
        self._joined: dict[tuple[str, tuple[Heading, ...]], _Joined] = {}
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
            if heading in self._told:
                self._told[heading] += [" ".join(text.split()) for text in texts]
            if heading in self._cells:
                cells = self._cells[heading]
                self._numbers[heading] += list(map(cells.__getitem__, texts))
                if cells.counts is not None:
                    cells.counts.update(texts)

    def take(self) -> Batch:
        """Return what was gathered, and begin again."""
        ids = self._told.pop(ID, [""] * len(self))
        schools = self._told.pop(SCHOOL, [self._sheet.school] * len(self))
        columns = {}
        for question in self._questions:
            headings, default = self._headings_for(question.id), self._sheet.defaults.get(question.id)
            if headings:
                joined = self._joined.setdefault(
                    (question.id, headings), _Joined(question, headings, self._titles)
                )
                columns[question.id] = joined.column(self._numbers, self._cells, default)
            elif default is not None:
                columns[question.id] = Column(bytes(len(self)), [default])
        batch = Batch(
            rows=self._rows,
            ids=[id or f"row {row}" for id, row in zip(ids, self._rows, strict=True)],
            schools=schools,
            sheets=AnswerTable(len(self), columns),
            stated=self._stated(),
            sheet=self._sheet.name,
        )
        self._start()
        return batch

    def _headings_for(self, question: str) -> tuple[Heading, ...]:
        """Return the columns that tell the answer, with those of the job where it hangs on that too."""
        found = [heading for heading, cells in self._cells.items() if question in cells.gives]
        # What a column of its own says comes first.
        found.sort(key=lambda heading: heading.name != question)
        hangs = (question == FOCUS and len(self._jobs) > 1) or (
            question == LEADERSHIP_YEARS and any(self._cells[heading].dated for heading in found)
        )
        return tuple(dict.fromkeys((*found, *(self._jobs if hangs else ()))))

    def _stated(self) -> dict[str, Sequence[str]]:
        """Return what is stated beside the answers, with the duties that job titles name."""
        stated: dict[str, Sequence[str]] = {heading.name: texts for heading, texts in self._told.items()}
        for heading in self._jobs:
            cells = self._cells[heading]
            if DUTIES in cells.gives:
                named = [cells.taken[number].get(DUTIES) for number in self._numbers[heading]]
                texts = ["; ".join(duties.ids) if isinstance(duties, Ticked) else "" for duties in named]
                both = zip(stated.get(DUTIES, texts), texts, strict=True)
                stated[DUTIES] = ["; ".join(filter(None, dict.fromkeys(each))) for each in both]
        return stated


class _Joined:
    """The answers to one question, from its columns, those of its parts, and others that tell it."""

    def __init__(self, question: Question, headings: tuple[Heading, ...], titles: JobTitles) -> None:
        self.id = question.id
        self._kind = kind_of(question)
        self._titles = titles
        self._headings = headings
        self._known: dict[tuple[int, ...], int] = {}
        self._answers: list[AnswerValue | None] = []

    def column(
        self,
        numbers: Mapping[Heading, list[int]],
        cells: Mapping[Heading, Cells],
        default: AnswerValue | None,
    ) -> Column:
        """Return the answers of all that were gathered."""
        first, *others = self._headings
        if others or first.part is not None:
            keys = list(zip(*(numbers[heading] for heading in self._headings), strict=True))
            for key in set(keys).difference(self._known):
                self._known[key] = len(self._answers)
                self._answers.append(self._join(key, cells))
            found, answers = list(map(self._known.__getitem__, keys)), self._answers
        else:
            found, answers = numbers[first], [taken.get(self.id) for taken in cells[first].taken]
        answers = [default if answer is None else answer for answer in answers]
        return Column(bytes(found) if len(answers) <= 256 else found, answers)

    def _join(self, key: tuple[int, ...], cells: Mapping[Heading, Cells]) -> AnswerValue | None:
        """Return one answer from the cells of a row."""
        columns = [(cells[heading], number) for heading, number in zip(self._headings, key, strict=True)]
        taken = [column.taken[number] for column, number in columns]
        posts = [str(each[ROLE]) for each in taken if each.get(ROLE, NOT_SURE) != NOT_SURE]
        post = max(posts, key=self._titles.exactness, default=None)
        if self.id == LEADERSHIP_YEARS and not (post and self._titles.leads(post)):
            # The day somebody came to a post tells how long they lead only where they lead in it.
            taken = [{} if number in column.dated else column.taken[number] for column, number in columns]
        told = [each[self.id] for each in taken if self.id in each]
        known = [answer for answer in told if answer != NOT_SURE]
        if self._kind.conditions == "parts" and told:
            return NOT_SURE if len(known) < len(told) else self._all_of(known)
        if self.id == ROLE and post is not None:
            return post
        if self.id == FOCUS and not known:
            known = [area for other in posts if other != post and (area := self._titles.area_of(other))]
        if self._kind.conditions == "range" and known:
            # Of a QTS date and the day when somebody came, the longer time is the truer one.
            return max(answer for answer in known if isinstance(answer, (int, float)))
        return next(iter(known), NOT_SURE if told else None)

    def _all_of(self, answers: Sequence[AnswerValue]) -> AnswerValue:
        """Return all parts that are held: one whose cell is empty is not, as another cell of it is filled."""
        held: dict[str, str] = {}
        for answer in answers:
            held |= self._kind.held(answer)
        return self._kind.of_parts(held)
