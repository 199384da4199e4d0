"""The kinds of question: how an answer is read, written, told and told apart, one class for each kind.

A question takes one answer, a month, a number, ticks, or for each NPQ how far it has got. An object of a
class stands for one question, and `kind_of` makes it. A new kind is one more class here.
"""

from __future__ import annotations

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.near_miss import did_you_mean, guess_and_names, one_of
from npqpath.dataset.pathways import Answer, Question
from npqpath.errors import UsageError
from npqpath.rules.answer_words import (
    NO,
    STATUSES,
    YES,
    closed_up,
    is_not_sure,
    is_one_of,
    npqs_in,
    plain,
    short,
    status_of,
)
from npqpath.words import listed, month, months_after, months_apart, read_months

NOT_SURE = "not-sure"


_MONTHS_A_YEAR = 12

Schema: TypeAlias = dict[str, Any]
_NONE: Schema = {"description": "None of them.", "const": "none"}


@dataclass(frozen=True, slots=True)
class Ticked:
    """The ids ticked of a question with several answers; the others do not hold."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statuses:
    """NPQs with a status; an NPQ left out has the status none."""

    pairs: tuple[tuple[str, str], ...]


AnswerValue: TypeAlias = str | int | float | Ticked | Statuses
"""An answer: an id, a month, a number, ticks, statuses, or "not-sure"."""
MaybeAnswer: TypeAlias = AnswerValue | None


@dataclass(frozen=True, slots=True)
class TimePassed:
    """How many months have gone by, and how many school years have ended in them."""

    months: int
    school_years: int


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers from `low` up to, but not including, `high` (no end where it is None)."""

    low: int
    high: int | None

    def label(self, unit: str) -> str:
        """Return the band in words, such as "2 to 4 years"."""
        if self.high is None:
            return f"{_counted(self.low, unit)} or more" if self.low else f"any number of {unit}"
        if self.low == 0:
            return f"under {_counted(self.high, unit)}"
        last = self.high - 1
        return _counted(last, unit) if last == self.low else f"{self.low} to {_counted(last, unit)}"

    @property
    def id(self) -> str:
        """The band as conditions write it: "under 2", "2 to 4" or "5 or more"."""
        if self.high is None:
            return f"{self.low} or more"
        return f"under {self.high}" if self.low == 0 else f"{self.low} to {self.high - 1}"


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the diagram: a question, or one NPQ or tick box of a question.

    For a number there is a band for each of the values.
    """

    question: str
    part: str | None
    values: tuple[str, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: its id, what a teacher reads, a hint, and other words for it."""

    id: str
    label: str
    hint: str | None = None
    aliases: tuple[str, ...] = ()


class QuestionKind(ABC):
    """What is special to one kind of question; an object is for one question.

    `takes` says what somebody answers, and `conditions` how a condition on it is written. `needs` and
    `ignores` are fields of the data. `only_grows` is true where time takes no answer back. The parts of a
    question are what can be ticked in it: `part_words` are the values of a part, the first for one that is
    not held, and `held_words` those that count as held; `stages` are there where a tick does not say how far.
    `is_typed` is true where there is too much to choose from a list.
    """

    takes: ClassVar[str]
    conditions: ClassVar[Literal["answers", "range", "parts"]]
    needs: ClassVar[tuple[str, ...]]
    ignores: ClassVar[tuple[str, ...]]
    only_grows: ClassVar[bool] = True
    part_words: ClassVar[tuple[str, ...]] = ()
    held_words: ClassVar[frozenset[str]] = frozenset()
    stages: ClassVar[tuple[str, ...]] = ()
    is_typed: ClassVar[bool] = False

    def __init__(self, question: Question) -> None:
        self.question = question

    @abstractmethod
    def read(self, raw: object, catalogue: Catalogue) -> AnswerValue:
        """Return an answer, or the choice with this id, as somebody writes it. Raises `UsageError`."""

    @abstractmethod
    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        """Return an answer in words, such as "Head of year" or "NPQSL: completed"."""

    @abstractmethod
    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        """Return in a sentence how an answers file has an answer, and the schemas of which one must fit."""

    def variables(self, bands: tuple[Band, ...]) -> tuple[Variable, ...]:
        """Return the variables of the diagram that an answer decides."""
        return (Variable(self.question.id, None, parts_of(self.question)),)

    def place(self, value: AnswerValue, variable: Variable) -> int:
        """Return which of the values of a variable an answer is."""
        return variable.values.index(str(value))

    def choices(self, catalogue: Catalogue, bands: tuple[Band, ...]) -> tuple[Choice, ...]:
        """Return what there is to choose from, by the values of the variable or by parts."""
        named = (catalogue.qualification(id) for id in self.question.of)
        return tuple(Choice(one.id, one.short_name, one.name, one.aliases) for one in named) or tuple(
            Choice(one.id, one.label, one.hint, one.aliases) for one in self.question.answers
        )

    def fact(self, variable: Variable, value: int, catalogue: Catalogue) -> str:
        """Return one value of one variable as a fact about the teacher, to follow "because"."""
        part = variable.part or variable.values[value]
        name = name_of(catalogue, self.question, part)
        if variable.part is not None and value == 0:
            return self.lacking(name)
        own = next((answer.fact for answer in self.question.answers if answer.id == part), None)
        return own or (self.question.fact or "{answer}").replace("{answer}", name)

    def lacking(self, names: str) -> str:
        """Return as a fact that these parts are not held."""
        return (self.question.lacking or "you did not tick {answer}").replace("{answer}", names)

    def how_to_write(self, catalogue: Catalogue) -> str:
        """Return what may stand in a cell."""
        return one_of(parts_of(self.question))

    def held(self, value: AnswerValue | None) -> dict[str, str]:
        """Return the parts that are held, each with its word."""
        return {}

    def of_parts(self, held: Mapping[str, str]) -> AnswerValue:
        """Return the answer in which these parts have these words, and all others the first."""
        raise NotImplementedError

    def read_part(self, text: str) -> str:
        """Return the word of a part as a cell of its own has it. Raises `UsageError`."""
        raise NotImplementedError

    def later(self, value: MaybeAnswer, passed: TimePassed, changed: Mapping[str, str]) -> MaybeAnswer:
        """Return the answer some time on, with `changed` statuses of NPQs; None where it stays."""
        return None

    def refusal(self, message: str, hint: str | None = None) -> UsageError:
        """Return the error for a wrong answer; it says where somebody may be not sure."""
        not_sure = f"Or write {NOT_SURE}." if self.question.not_sure else None
        return UsageError(" ".join(filter(None, (message, hint, not_sure))))


class OneAnswer(QuestionKind):
    """One answer of some, by id, label or alias; yes and no have more words."""

    takes = "one answer"
    conditions = "answers"
    needs = ("answers",)
    ignores = ("of", "unit", "lacking", "if_left_out")
    only_grows = False

    def read(self, raw: object, catalogue: Catalogue) -> str:
        ids, answers = parts_of(self.question), self.question.answers
        if raw in ids:
            return str(raw)
        if isinstance(raw, (list, tuple, Mapping)) or raw is None:
            raise self.refusal(f'"{self.question.id}" takes one answer: {", ".join(ids)}.')
        word = plain(str(raw))
        for answer in answers:
            if word in {plain(answer.id), plain(answer.label), *map(plain, answer.aliases)}:
                return answer.id
        if "yes" in ids and "no" in ids and is_one_of(raw, (*YES, *NO)):
            return "yes" if is_one_of(raw, YES) else "no"
        names = [name for answer in answers for name in (answer.id, *answer.aliases)]
        raise self.refusal(_no_answer(raw, self.question), did_you_mean(str(raw), names))

    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        return name_of(catalogue, self.question, str(value))

    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        answers = self.question.answers
        ids, labels = list(parts_of(self.question)), [answer.label for answer in answers]
        schemas: list[Schema] = [{"type": "string", "enum": ids, "enumDescriptions": labels}]
        names = list(dict.fromkeys(name for answer in answers for name in answer.aliases))
        if names:
            other = "Other words for the same answers."
            schemas.append({"description": other, "type": "string", "enum": names})
        if {"yes", "no"} <= set(ids):
            schemas.append({"description": "true means yes, false means no.", "type": "boolean"})
        return "One answer.", schemas

    def later(self, value: MaybeAnswer, passed: TimePassed, changed: Mapping[str, str]) -> MaybeAnswer:
        left, then = passed.school_years, None
        while (now := self._answer(then or value)) and now.later and now.later_after <= left:
            then, left = now.later, left - now.later_after
        return then

    def _answer(self, id: AnswerValue | None) -> Answer | None:
        return next((answer for answer in self.question.answers if answer.id == id), None)


_AGO = {"under a year": (12, 0), "one to two years": (24, 12), "over two years": (36, 24)}
"""Words of older answers files, as the most and the fewest months before the day of the data."""


class Month(OneAnswer):
    """A month, as "2026-09" or "September 2026"; conditions see only which of the answers it falls under.

    A month that is not known for sure is kept as the first and the last that it can be.
    """

    takes = "a month, such as 2026-09"
    is_typed = True

    def read(self, raw: object, catalogue: Catalogue) -> str:
        try:
            return super().read(raw, catalogue)
        except UsageError:
            months = None if isinstance(raw, (list, tuple, Mapping)) else read_months(str(raw))
            if ago := _AGO.get(plain(str(raw)).removesuffix(" ago")):
                months = (months_after(catalogue.day, -ago[0]), months_after(catalogue.day, -ago[1]))
            if months is None:
                form = f'"{self.question.id}" takes a month, such as September 2026'
                raise self.refusal(f'{form}, not "{short(str(raw))}".') from None
        first, last = (f"{one:%Y-%m}" for one in months)
        return first if first == last else f"{first} to {last}"

    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        months = months_of(value)
        if months is None:
            return super().text(value, catalogue, bands)
        return " to ".join(dict.fromkeys(map(month, months)))

    def place(self, value: AnswerValue, variable: Variable) -> int:
        months = months_of(value)
        if months is None:
            return super().place(value, variable)
        befores = [answer.before for answer in self.question.answers]
        return next(at for at, before in enumerate(befores) if before is None or months[1] < before)

    def how_to_write(self, catalogue: Catalogue) -> str:
        return "Write a month, such as September 2026."

    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        pattern, says = r"^\d{4}-\d{2}( to \d{4}-\d{2})?$", "A month, or the first and the last."
        spelt: Schema = {"description": says, "type": "string", "pattern": pattern}
        words = [word.replace(" ", "-") for word in _AGO]
        older: Schema = {"description": "Words of older files.", "enum": words}
        return "A month.", [spelt, *super().schema(catalogue)[1], older]


def months_of(value: AnswerValue | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last month that an answer about a month can mean, if it says one."""
    return read_months(value) if isinstance(value, str) else None


class Number(QuestionKind):
    """A number of years, as "7", "1.5 years", "7+" or "since September 2024", or by its band.

    The band is all that conditions see.
    """

    takes = "a number"
    conditions = "range"
    needs = ("unit", "fact")
    ignores = ("answers", "of", "lacking", "if_left_out")

    def read(self, raw: object, catalogue: Catalogue) -> int | float:
        unit = self.question.unit or ""
        text = re.sub(rf"\s*\b{re.escape(unit.removesuffix('s'))}s?\b", "", str(raw).casefold()).strip()
        since = read_months(text) if text.startswith("since ") else None
        if since and since[0] <= catalogue.day:
            halves = months_apart(since[1], catalogue.day) * 2 // _MONTHS_A_YEAR
            return _in_years(max(0, halves) * _MONTHS_A_YEAR // 2)
        match = re.fullmatch(r"(under )?(\d{1,3}(?:\.\d+)?)(?:\+| or more| to \d{1,3})?", text)
        if isinstance(raw, bool) or not match:
            form = f'"{self.question.id}" takes a number of {unit}, such as 4 or 1.5'
            raise self.refusal(f'{form}, not "{short(str(raw))}".')
        return 0 if match[1] else _in_years(round(float(match[2]) * _MONTHS_A_YEAR))

    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        # The wizard keeps a band by the number it starts with.
        unit = self.question.unit or ""
        band = next((band for band in bands if band.low == value), None)
        return band.label(unit).capitalize() if band else _counted(float(str(value)), unit)

    def variables(self, bands: tuple[Band, ...]) -> tuple[Variable, ...]:
        return (Variable(self.question.id, None, tuple(band.id for band in bands), bands),)

    def place(self, value: AnswerValue, variable: Variable) -> int:
        highs = [band.high for band in variable.bands]
        return next(at for at, high in enumerate(highs) if high is None or float(str(value)) < high)

    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        says = f"A number of {self.question.unit or 'years'}."
        return says, [{"type": "number", "minimum": 0, "maximum": 999}]

    def choices(self, catalogue: Catalogue, bands: tuple[Band, ...]) -> tuple[Choice, ...]:
        return tuple(Choice(band.id, band.label(self.question.unit or "")) for band in bands)

    def how_to_write(self, catalogue: Catalogue) -> str:
        return "Write a number, such as 4 or 1.5."

    def fact(self, variable: Variable, value: int, catalogue: Catalogue) -> str:
        band = variable.bands[value].label(self.question.unit or "")
        return (self.question.fact or "{answer}").replace("{answer}", band)

    def later(self, value: MaybeAnswer, passed: TimePassed, changed: Mapping[str, str]) -> MaybeAnswer:
        if not isinstance(value, (int, float)):
            return None
        return _in_years(round(value * _MONTHS_A_YEAR) + passed.months)


class _WithParts(QuestionKind):
    """A question of which any number of parts can be held."""

    conditions = "parts"

    def read(self, raw: object, catalogue: Catalogue) -> AnswerValue:
        is_none = isinstance(raw, str) and (not raw.strip() or is_one_of(raw, NO))
        return self.of_parts({} if raw is None or raw == [] or is_none else self._parts_in(raw, catalogue))

    @abstractmethod
    def _parts_in(self, raw: object, catalogue: Catalogue) -> dict[str, str]: ...

    def variables(self, bands: tuple[Band, ...]) -> tuple[Variable, ...]:
        return tuple(Variable(self.question.id, part, self.part_words) for part in parts_of(self.question))

    def place(self, value: AnswerValue, variable: Variable) -> int:
        return self.part_words.index(self.held(value).get(variable.part or "", self.part_words[0]))

    def _part(self, word: str, catalogue: Catalogue) -> str:
        parts = parts_of(self.question)
        if word in parts:
            return word
        names = {closed_up(part): part for part in parts}
        for choice in self.choices(catalogue, ()):
            full_name = (choice.hint or "",) if self.question.of else ()
            names |= {closed_up(name): choice.id for name in (choice.label, *full_name, *choice.aliases)}
        if closed_up(word) in names:
            return names[closed_up(word)]
        hint = answer_hint(word.casefold(), list(parts), catalogue.pathways.questions)
        raise self.refusal(_no_answer(word, self.question), hint)


class Several(_WithParts):
    """Any number of ticks, as a list or in words."""

    takes = "several answers"
    needs = ("lacking",)
    ignores = ("unit",)
    part_words = ("no", "yes")
    held_words = frozenset({"yes"})

    def _parts_in(self, raw: object, catalogue: Catalogue) -> dict[str, str]:
        if isinstance(raw, str):
            # A comma parts two answers only where it is not inside the name of one.
            ways = [re.split(marks, raw) for marks in (r"[;|\n]", r"[;|\n,]")]
        elif isinstance(raw, (list, tuple)):
            ways = [list(map(str, raw))]
        else:
            first = ", ".join(parts_of(self.question)[:2])
            raise self.refusal(f'"{self.question.id}" takes a list, such as [{first}].')
        for words in ways:
            try:
                names = (" ".join(word.split()) for word in words if word.strip())
                return {self._part(name, catalogue): "yes" for name in names}
            except UsageError as error:
                refused = error
        raise refused

    def read_part(self, text: str) -> str:
        if not is_one_of(text, (*YES, *NO)):
            raise UsageError(f'"{short(text)}" is not an answer here.')
        return "yes" if is_one_of(text, YES) else "no"

    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        return listed(name_of(catalogue, self.question, part) for part in self.held(value)) or "None of these"

    def held(self, value: AnswerValue | None) -> dict[str, str]:
        return dict.fromkeys(value.ids, "yes") if isinstance(value, Ticked) else {}

    def of_parts(self, held: Mapping[str, str]) -> Ticked:
        return Ticked(tuple(part for part in parts_of(self.question) if held.get(part) == "yes"))

    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        parts = parts_of(self.question)
        names = [full_name_of(catalogue, self.question, part) for part in parts]
        tick: Schema = {"type": "string", "enum": list(parts), "enumDescriptions": names}
        several: Schema = {"type": "array", "uniqueItems": True, "items": tick}
        return "A list. What is left out of it does not hold.", [several, tick, dict(_NONE)]


class NpqStatuses(_WithParts):
    """For each NPQ how far it has got, as a map or in words such as "NPQSL completed; NPQH: studying"."""

    takes = "a status for each NPQ"
    needs = ("of",)
    ignores = ("answers", "unit", "fact", "lacking")
    # In the order in which somebody goes through them, so that a higher one is later.
    part_words = ("none", "starting-soon", "studying", "completed")
    held_words = frozenset(STATUSES[:3])
    stages = STATUSES[:3]

    def _parts_in(self, raw: object, catalogue: Catalogue) -> dict[str, str]:
        if isinstance(raw, str):
            raw = {name: status or "completed" for name, status in npqs_in(raw)}
        if not isinstance(raw, Mapping):
            form = "takes NPQs with a status, such as {npqsl: completed}"
            raise self.refusal(f'"{self.question.id}" {form}.')
        return {self._part(str(npq), catalogue): self.read_part(str(status)) for npq, status in raw.items()}

    def read_part(self, text: str) -> str:
        status = status_of(text)
        if status is None:
            hint = did_you_mean(plain(text).replace(" ", "-"), STATUSES)
            raise UsageError(" ".join(filter(None, (f'"{short(text)}" is not a status of an NPQ.', hint))))
        return status

    def how_to_write(self, catalogue: Catalogue) -> str:
        first, second = (name_of(catalogue, self.question, npq) for npq in parts_of(self.question)[:2])
        return f"Write {first} completed; {second} studying."

    def text(self, value: AnswerValue, catalogue: Catalogue, bands: tuple[Band, ...]) -> str:
        pairs = self.held(value).items()
        words = (f"{name_of(catalogue, self.question, npq)}: {word.replace('-', ' ')}" for npq, word in pairs)
        return ", ".join(words) or "None"

    def fact(self, variable: Variable, value: int, catalogue: Catalogue) -> str:
        name = name_of(catalogue, self.question, variable.part or "")
        facts = ("you start {} soon", "you are studying {}", "you have completed {}")
        return facts[value - 1].format(name) if value else self.lacking(name)

    def lacking(self, names: str) -> str:
        return f"you have not taken {names}"

    def held(self, value: AnswerValue | None) -> dict[str, str]:
        return dict(value.pairs) if isinstance(value, Statuses) else {}

    def of_parts(self, held: Mapping[str, str]) -> Statuses:
        begun = (part for part in parts_of(self.question) if held.get(part, "none") != "none")
        return Statuses(tuple((part, held[part]) for part in begun))

    def schema(self, catalogue: Catalogue) -> tuple[str, list[Schema]]:
        status: Schema = {"type": "string", "enum": list(STATUSES)}
        keys = {
            name: {"description": full_name_of(catalogue, self.question, part), **status}
            for part in parts_of(self.question)
            for name in (part, *(catalogue.qualification(part).aliases if self.question.of else ()))
        }
        statuses: Schema = {"type": "object", "properties": keys, "additionalProperties": False}
        return "Each one with how far it has got. One left out counts as none.", [statuses, dict(_NONE)]

    def later(self, value: MaybeAnswer, passed: TimePassed, changed: Mapping[str, str]) -> MaybeAnswer:
        return self.of_parts({**self.held(value), **changed}) if changed else None


_KINDS: dict[str, type[QuestionKind]] = {
    "one": OneAnswer,
    "month": Month,
    "several": Several,
    "number": Number,
    "npqs": NpqStatuses,
}


def kind_of(question: Question) -> QuestionKind:
    """Return what is special to a question because of its kind."""
    return _KINDS[question.kind](question)


def read_answer(question: Question, raw: object, catalogue: Catalogue) -> AnswerValue:
    """Return one answer, as a file, a flag, a cell or the wizard has it. Raises `UsageError`."""
    if isinstance(raw, str) and is_not_sure(raw):
        return NOT_SURE
    return kind_of(question).read(raw, catalogue)


def parts_of(question: Question) -> tuple[str, ...]:
    """Return the ids that a question lists: its qualifications or its answers."""
    return question.of or tuple(answer.id for answer in question.answers)


def name_of(catalogue: Catalogue, question: Question, part: str) -> str:
    """Return the name of an answer or of a qualification that a question lists."""
    if question.of:
        return catalogue.qualification(part).short_name
    return next(answer.label for answer in question.answers if answer.id == part)


def full_name_of(catalogue: Catalogue, question: Question, part: str) -> str:
    """Return the same, with the whole name of a qualification."""
    return catalogue.qualification(part).name if question.of else name_of(catalogue, question, part)


def answer_hint(word: str, legal: list[str], questions: Iterable[Question]) -> str | None:
    """Return a hint for a word that is no answer: the one other question that takes it, or a near miss."""
    others = [one.id for one in questions if word in parts_of(one)]
    if len(others) == 1:
        own = guess_and_names(None, legal)
        return " ".join(filter(None, [f'It is an answer to the question "{others[0]}".', own]))
    parts = re.split(r" *, *| or | and ", word)
    if len(parts) > 1 and all(part in legal for part in parts):
        return f"For one of several answers write a list: [{', '.join(parts)}]."
    if word.startswith("not ") and word[4:] in legal:
        return "A condition says who it is for. Name the other answers, or put this one under `unless`."
    return did_you_mean(word, legal)


def _no_answer(raw: object, question: Question) -> str:
    return f'"{short(str(raw))}" is not an answer to "{question.id}".'


def _in_years(months: int) -> int | float:
    """Return months as years, and as a whole number where they are whole years."""
    years, rest = divmod(months, _MONTHS_A_YEAR)
    return round(months / _MONTHS_A_YEAR, 2) if rest else years


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit.removesuffix('s') if number == 1 else unit}"
