"""What a plan file holds, as values and as plain data. The field docstrings are its published schema."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias

from npqpath.advice.pacing import USUAL, Pacing, make_pacing
from npqpath.dataset import model_fields, near_miss, qualifications, yaml_errors
from npqpath.errors import UsageError

_ESCAPE = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def tidied(text: str) -> tuple[str, bool]:
    """Return the text without what drives a terminal or hides, and whether anything was left out.

    Line ends become plain ones, and space at both ends goes; that does not count as left out.
    """
    # Where the locale knows no such letters, Python hides the bytes that were typed.
    with suppress(UnicodeError):
        text = text.encode(errors="surrogateescape").decode()
    plain = _LINE_ENDS.sub("\n", text)
    seen = yaml_errors.HIDDEN.sub("", _ESCAPE.sub("", plain))
    return seen.strip(), seen != plain


SCHEMA = "npqpath/plan-file/"
"""How the first line of every plan file goes on; the version comes after it."""
VERSION = 2
FILE = "my-plan.npqpath.yaml"

Stage: TypeAlias = Literal["explore", "prepare", "deliver", "sustain"]
Month: TypeAlias = Annotated[str, qualifications.Shown(pattern="^[0-9]{4}-[0-9]{2}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own(model_fields.Open):
    """A part of the file; `extra` are keys that the program does not know, as the person wrote them."""

    extra: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Own):
    """One thing to do."""

    id: str | None = None
    """Short name, given by the program. A step without one is your own, and the program never changes it."""
    what: str
    """What to do, in words. Change it if you like; your words stay."""
    stage: Stage | None = None
    """Which of the four stages it belongs to."""
    when: str | None = None
    """When, in words."""
    month: Month | None = None
    """The month in which it is due or begins, such as "2027-11"."""
    about: str | None = None
    """Id of the qualification or next step that it is part of."""
    done: dt.date | None = None
    """The day on which it was ticked off. Left out: still to do."""
    dropped: dt.date | None = None
    """The day since which the advice no longer asks for it. It stays until you delete it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Own):
    """Something to remember: a note, or a reflection on what you learned."""

    day: dt.date
    """The day it was written down."""
    text: str
    """Your words."""
    about: str | None = None
    """Id of the step or qualification that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Note):
    """Something that shows what you did or learned."""

    link: str | None = None
    """Where it is: an address, or the name of a file."""
    awarded: dt.date | None = None
    """For something you hold: the day it was awarded, as you say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Own):
    """What was said about one question of a stage."""

    stage: Stage
    """The stage that the question belongs to."""
    ask: str
    """The question."""
    answer: str
    """What was agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Own):
    """A talk about the plan with a line manager."""

    day: dt.date
    """The day of the talk."""
    who: str | None = None
    """Whom you talked to, in your words, such as "my line manager"."""
    agreed: tuple[Agreed, ...] = ()
    """What was agreed, question by question."""
    summary: str | None = None
    """What was agreed in the end, in a sentence or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Own):
    """One suggestion, as it was when the advice was last worked out."""

    id: str
    """Id of the qualification or next step."""
    name: str
    """Its name in words."""
    certainty: Literal["certain", "possible"]
    """Whether it fits for certain, or hangs on answers that are open."""
    strength: str
    """must, strong or worth-considering."""
    because: str
    """The reason, in a sentence."""
    funding: str | None = None
    """What was said about funding: funded, not-funded, needs-review, ineligible or incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Own):
    """What the program last said. `npqpath plan check` writes this part anew."""

    day: dt.date
    """The day for which it was worked out."""
    facts_checked: dt.date
    """The day on which the facts behind it were last checked as a whole."""
    data: str
    """Fingerprint of the data files."""
    next_start: Month
    """The month of the next start of courses, such as "2027-11"."""
    answers: qualifications.Answers = field(default_factory=dict)
    """The answers that it was worked out from."""
    suggestions: tuple[Line, ...] = ()
    """What was suggested, best first."""
    written: dict[str, str] = field(default_factory=dict)
    """A checksum of each step as the program wrote it, so that it knows which words are yours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace(Own):
    """How far ahead to plan, and how fast. Left out: three years, and one NPQ at a time."""

    years: int
    """How many years ahead, 1 to 5."""
    at_once: Literal["one-at-a-time", "together"] = "one-at-a-time"
    """Whether two NPQs may be studied at the same time."""
    hours: str | None = None
    """Hours a week for study, such as "1.5"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Own):
    """A plan file of npqpath. It belongs to the teacher, who may change all of it by hand."""

    schema: Annotated[str, qualifications.Shown(pattern=f"^{SCHEMA}[1-9][0-9]*$")]
    """What kind of file this is, and its version. Leave it as it is."""
    made: dt.date
    """The day the plan was started."""
    answered: dt.date
    """The day of your answers."""
    next_review: dt.date | None = None
    """The day of the next talk with your line manager."""
    pace: Pace | None = None
    """How far ahead to plan, and how fast."""
    answers: qualifications.Answers = field(default_factory=dict)
    """Your answers, as in an answers file. After changing one, run `npqpath plan check`."""
    steps: tuple[Step, ...] = ()
    """What to do, in order."""
    notes: tuple[Note, ...] = ()
    """Your notes."""
    evidence: tuple[Evidence, ...] = ()
    """What shows what you did or learned."""
    reflections: tuple[Note, ...] = ()
    """What you learned, in your words."""
    reviews: tuple[Review, ...] = ()
    """Talks with your line manager, oldest first."""
    advice: Advice
    """What the program last said."""


def own_keys(record: Any) -> dict[str, str | None]:
    """Return the keys of a plan that the program does not know, each with the one that may be meant."""
    known = model_fields.legal_words(type(record))
    found = {key: near_miss.near(key, known) for key in getattr(record, model_fields.EXTRA)}
    for value in (getattr(record, each.name) for each in dataclasses.fields(record)):
        for part in value if isinstance(value, tuple) else (value,):
            below = own_keys(part) if model_fields.is_model(type(part)) else {}
            found |= {key: meant for key, meant in below.items() if key not in found}
    return found


def pacing_of(book: Book) -> Pacing:
    """Return the pace of a plan, the usual one where it says none. Raises `UsageError` for an odd one."""
    pace = book.pace
    if pace is None:
        return USUAL
    try:
        hours = None if pace.hours is None else float(pace.hours)
    except ValueError as error:
        raise UsageError(f'"{pace.hours}" is not a number of hours a week.', "Write one like 1.5.") from error
    return make_pacing(pace.years, pace.at_once, hours)


def pace_of(pacing: Pacing) -> Pace | None:
    """Return a pace as the file says it, or None for the usual one."""
    if pacing == USUAL:
        return None
    hours = None if pacing.hours is None else f"{pacing.hours:g}"
    return Pace(years=pacing.years, at_once=pacing.at_once, hours=hours)


def encode(record: Any) -> dict[str, object]:
    """Return a record as a plan file holds it: text, numbers, lists and keys, without what is empty."""
    found: dict[str, object] = {}
    for each_field in dataclasses.fields(record):
        value = getattr(record, each_field.name)
        if each_field.name != model_fields.EXTRA and value is not None and value not in ((), {}):
            found[each_field.name] = _plain(value)
    return {**found, **getattr(record, model_fields.EXTRA)}


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value):
        return encode(value)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value
