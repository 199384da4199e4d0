"""The forms that a result can be written in: their names, the endings of their files, and how each is made.

A new form is one line in `FORMS` and a function that renders it, which is loaded when it is asked for.
Records are frozen dataclasses that say what a form for programs holds, written as JSON as they are.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from npqpath import errors, words

if TYPE_CHECKING:
    from npqpath.output.calendar_file import Date
    from npqpath.output.document import Document


T = TypeVar("T")
Part: TypeAlias = Literal["document", "data", "dates", "rows", "lines"]
"""The shapes that a result may have; each form is made of one."""
USUAL: tuple[Part, ...] = ("document", "data")
"""What most results have."""

_LACKING: dict[Part, str] = {
    "dates": "There are no dates in this for a calendar.",
    "rows": "There are no rows in this for a spreadsheet.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a command has found, in each shape that it has; worked out when a form asks for it.

    `rows` are the lines of a CSV file, and `lines` those of a file with a line of JSON for each thing.
    """

    document: Callable[[], Document] | None = None
    data: Callable[[], object] | None = None
    dates: Callable[[], Sequence[Date]] | None = None
    rows: Callable[[], Iterable[str]] | None = None
    lines: Callable[[], Iterable[str]] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The shapes that it has."""
        return tuple(part for part in get_args(Part) if getattr(self, part) is not None)


@dataclass(frozen=True, slots=True)
class Look:
    """How the output is to look: for whom, on what, and the day it is for.

    `width` is the columns of a terminal, None for a file or a pipe; `plain` leaves out colour and tables.
    `made` is the moment for a calendar, and `whose` what tells it from that of another plan.
    """

    on: dt.date
    width: int | None = None
    plain: bool = True
    colour: bool = False
    unicode: bool = True
    made: dt.datetime = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    whose: str = ""


Make: TypeAlias = "Callable[[Any, Look], str | bytes | Iterator[str]]"


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name, the endings of its files, and what makes it.

    It is made of the `part` of a result; `needs` is one without which it makes no sense. `extra` is the
    optional part of npqpath that it needs, with the module that comes with it. What is not `readable` never
    goes to a terminal. What is `for_people` is spelt as the console can show it; all else is UTF-8. `mark` is
    what a file begins with.
    """

    name: str
    endings: tuple[str, ...]
    make: Make
    part: Part = "document"
    needs: Part | None = None
    extra: tuple[str, str] | None = None
    readable: bool = True
    for_people: bool = False
    mark: str = ""

    def fits(self, parts: Sequence[Part]) -> bool:
        """Return whether it can be made of a result with these parts."""
        return self.part in parts and (self.needs is None or self.needs in parts)


def _by(name: str, *wanted: str) -> Make:
    """Return what renders with a function of `output/`, and with what it wants of a look.

    The module is loaded when something is made.
    """
    module, _, function = name.partition(".")

    def make(part: Any, look: Look) -> Any:
        render = getattr(import_module(f"npqpath.output.{module}"), function)
        return render(part, **{each: getattr(look, each) for each in wanted})

    return make


def _terminal(document: Document, look: Look) -> str | bytes | Iterator[str]:
    if look.plain or look.width is None:
        return _text(document, look)
    return _by("terminal.render_terminal", "width", "colour", "unicode")(document, look)


def _text(document: Document, look: Look) -> str:
    from npqpath.output.text import render_plain

    return render_plain(document, look.width, ascii_only=not look.unicode)


def render_json(data: object, _: Look | None = None) -> str:
    """Return records, and what holds them, as JSON."""
    return json.dumps(plain_data(data), indent=2, ensure_ascii=False) + "\n"


def _as_it_is(lines: Iterable[str], _: Look) -> Iterator[str]:
    return iter(lines)


FORMS = (
    Form("terminal", (), _terminal, for_people=True),
    Form("text", (".txt",), _text, for_people=True),
    Form("markdown", (".md", ".markdown"), _by("markdown.render_markdown")),
    Form("html", (".html", ".htm"), _by("html.render_html")),
    Form("docx", (".docx",), _by("word.render_docx", "on"), extra=("docx", "docx"), readable=False),
    Form("ics", (".ics",), _by("calendar_file.render_ics", "made", "whose"), "dates"),
    Form("json", (".json",), render_json, "data"),
    # Without the mark, Excel on Windows takes the file for old Windows letters.
    Form("csv", (".csv",), _as_it_is, "rows", mark="\ufeff"),
    Form("jsonl", (".jsonl",), _as_it_is, "lines"),
    Form(
        "xlsx",
        (".xlsx",),
        _by("excel.render_xlsx", "on"),
        needs="rows",
        extra=("excel", "xlsxwriter"),
        readable=False,
    ),
    Form("svg", (".svg",), _by("pictures.svg_picture")),
)
"""Every form; `--format` takes its name."""

_OTHER_NAMES = {"word": "docx", "calendar": "ics", "icalendar": "ics", "plain": "text", "excel": "xlsx"}

FORMATS = tuple(form.name for form in FORMS)


def form_for(name: str | None, output: str | None, parts: Sequence[Part] = USUAL) -> Form:
    """Return the form called `name`, else that of the file `output`, else the first that can be made.

    A name always wins over the ending of the file; "-" as the file is the screen. Raises `UsageError` where
    there is no such form, the ending says none, or it cannot be made of a result with these `parts`.
    """
    offered = tuple(form for form in FORMS if form.fits(parts))
    if name is not None:
        form = _called(name, offered)
    elif output is None or output == "-":
        form = offered[0]
    else:
        form = form_of_file(output) or _refuse_ending(output, offered)
    if form not in offered:
        lacking = _LACKING.get(form.needs or form.part, f"This cannot be had as {form.name}.")
        raise errors.UsageError(lacking, _formats(offered))
    return form


def form_of_file(output: str) -> Form | None:
    """Return the form that the name of a file ends like, or None where it says none."""
    lower = output.lower()
    return next((form for form in FORMS if any(lower.endswith(ending) for ending in form.endings)), None)


def _refuse_ending(output: str, offered: Sequence[Form]) -> Form:
    from npqpath.output.text import safe

    endings = [ending for form in offered for ending in form.endings]
    names = [form.name for form in offered]
    raise errors.UsageError(
        f"The name of the file, {safe(output)}, does not say which format to write.",
        f"End the name in {words.listed(endings, 'or')}, or add --format with {words.listed(names, 'or')}.",
    )


def _called(name: str, offered: Sequence[Form]) -> Form:
    for form in FORMS:
        if form.name == name:
            return form
    from npqpath.dataset.near_miss import near
    from npqpath.output.text import safe

    meant = {form.name: form.name for form in offered} | _OTHER_NAMES
    meant |= {ending.removeprefix("."): form.name for form in offered for ending in form.endings}
    guess = near(safe(name), meant)
    hint = _formats(offered)
    raise errors.UsageError(
        f"There is no format called {safe(name)}.",
        f'Did you mean "{meant[guess]}"? {hint}' if guess else hint,
    )


def _formats(offered: Sequence[Form]) -> str:
    return f"The formats are {words.listed([form.name for form in offered], 'and')}."


def plain_data(value: Any) -> Any:
    """Return dataclasses as dicts, tuples as lists and dates as text, all the way down."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def record(kind: type[T], source: object, **others: object) -> T:
    """Return a record of a kind: the `others`, and what the source has under the other names."""
    names = (field.name for field in fields(kind) if field.name not in others)  # type: ignore[arg-type]
    return kind(**{name: getattr(source, name) for name in names}, **others)


def record_schema(kind: type, title: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of record; a later program may add keys to one of the same version."""
    from npqpath.dataset.json_schema import DRAFT, schemas_of

    definitions = schemas_of(kind)
    return {"$schema": DRAFT, **definitions.pop(kind.__name__), "title": title, "definitions": definitions}
