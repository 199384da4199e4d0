"""The forms that a result can be written in: their names, the endings of their files, and how each is made.

A new form is one line in `FORMS` and one small function. What makes a form is loaded when the form is made,
so that it costs nothing to those who do not ask for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from npqpath.errors import UsageError
from npqpath.output.text import safe
from npqpath.words import listed

if TYPE_CHECKING:
    from npqpath.output.calendar_file import Date
    from npqpath.output.document import Document


Part: TypeAlias = Literal["dates", "rows"]
"""What only some results have, and some forms need."""

_LACKING: dict[Part, str] = {
    "dates": "There are no dates in this for a calendar.",
    "rows": "There are no rows in this for a spreadsheet.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a command has found, in each shape that a form may need; worked out when a form asks for it."""

    document: Callable[[], Document]
    data: Callable[[], object]
    dates: Callable[[], Sequence[Date]] | None = None
    rows: Callable[[], Sequence[Sequence[str]]] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How the output is to look: for whom, on what, and the day it is for.

    `width` is the columns of a terminal, None for a file or a pipe; `plain` leaves out colour and tables.
    """

    on: dt.date
    width: int | None = None
    plain: bool = True
    colour: bool = False
    unicode: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name, the endings of its files, and what makes it.

    `needs` is the part of a result without which it makes no sense. `extra` is the optional part of npqpath
    that it needs, with the module that comes with it. What is not `readable` never goes to a terminal.
    """

    name: str
    endings: tuple[str, ...]
    make: Callable[[Result, Look], str | bytes]
    needs: Part | None = None
    extra: tuple[str, str] | None = None
    readable: bool = True


def _terminal(result: Result, look: Look) -> str:
    if look.plain or look.width is None:
        return _text(result, look)
    from npqpath.output.terminal import render_terminal

    return render_terminal(result.document(), look.width, colour=look.colour, unicode=look.unicode)


def _text(result: Result, look: Look) -> str:
    from npqpath.output.text import render_plain

    return render_plain(result.document(), look.width, ascii_only=not look.unicode)


def _markdown(result: Result, _: Look) -> str:
    from npqpath.output.markdown import render_markdown

    return render_markdown(result.document())


def _html(result: Result, look: Look) -> str:
    from npqpath.output.html import render_html

    page = render_html(result.document())
    return page if look.unicode else page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _docx(result: Result, look: Look) -> bytes:
    from npqpath.output.word import render_docx

    return render_docx(result.document(), look.on)


def _ics(result: Result, look: Look) -> bytes:
    from npqpath.output.calendar_file import render_ics

    return render_ics(result.dates() if result.dates else (), look.on)


def _csv(result: Result, _: Look) -> str:
    from npqpath.output.excel import csv_line

    return "".join(map(csv_line, result.rows() if result.rows else ()))


def _xlsx(result: Result, look: Look) -> bytes:
    from npqpath.output.excel import render_xlsx

    return render_xlsx(result.document(), look.on)


def _svg(result: Result, look: Look) -> str:
    from npqpath.output.pictures import svg_picture

    drawn = svg_picture(result.document())
    return drawn if look.unicode else drawn.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _json(result: Result, look: Look) -> str:
    import json

    from npqpath.output.records import plain_data

    return json.dumps(plain_data(result.data()), indent=2, ensure_ascii=not look.unicode) + "\n"


FORMS = (
    Form("terminal", (), _terminal),
    Form("text", (".txt",), _text),
    Form("markdown", (".md", ".markdown"), _markdown),
    Form("html", (".html", ".htm"), _html),
    Form("docx", (".docx",), _docx, extra=("docx", "docx"), readable=False),
    Form("ics", (".ics",), _ics, needs="dates"),
    Form("json", (".json",), _json),
    Form("csv", (".csv",), _csv, needs="rows"),
    Form("xlsx", (".xlsx",), _xlsx, needs="rows", extra=("excel", "xlsxwriter"), readable=False),
    Form("svg", (".svg",), _svg),
)
"""Every form; `--format` takes its name."""

_OTHER_NAMES = {"word": "docx", "calendar": "ics", "icalendar": "ics", "plain": "text", "excel": "xlsx"}

FORMATS = tuple(form.name for form in FORMS)


def form_for(name: str | None, output: str | None, parts: Sequence[Part] = ()) -> Form:
    """Return the form called `name`, else that of the file `output`, else the one for a terminal.

    A name always wins over the ending of the file; "-" as the file is the screen. Raises `UsageError` where
    there is no such form, the ending says none, or the form needs more than the `parts` that the result has.
    """
    offered = tuple(form for form in FORMS if form.needs is None or form.needs in parts)
    if name is None and output is not None and output != "-":
        form = form_of_file(output) or _refuse_ending(output, offered)
    else:
        form = _called(name or "terminal", offered)
    if form.needs is not None and form not in offered:
        raise UsageError(_LACKING[form.needs], _formats(offered))
    return form


def form_of_file(output: str) -> Form | None:
    """Return the form that the name of a file ends like, or None where it says none."""
    lower = output.lower()
    return next((form for form in FORMS if any(lower.endswith(ending) for ending in form.endings)), None)


def _refuse_ending(output: str, offered: Sequence[Form]) -> Form:
    endings = [ending for form in offered for ending in form.endings]
    names = [form.name for form in offered]
    raise UsageError(
        f"The name of the file, {safe(output)}, does not say which format to write.",
        f"End the name in {listed(endings, 'or')}, or add --format with {listed(names, 'or')}.",
    )


def _called(name: str, offered: Sequence[Form]) -> Form:
    for form in FORMS:
        if form.name == name:
            return form
    from npqpath.dataset.near_miss import near

    meant = {form.name: form.name for form in offered} | _OTHER_NAMES
    meant |= {ending.removeprefix("."): form.name for form in offered for ending in form.endings}
    guess = near(safe(name), meant)
    hint = _formats(offered)
    raise UsageError(
        f"There is no format called {safe(name)}.",
        f'Did you mean "{meant[guess]}"? {hint}' if guess else hint,
    )


def _formats(offered: Sequence[Form]) -> str:
    return f"The formats are {listed([form.name for form in offered], 'and')}."
