"""The forms that a result can be written in: their names, the endings of their files, and how each is made.

A new form is one line in `FORMS` and one small function. What makes a form is loaded when the form is made,
so that it costs nothing to those who do not ask for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from npqpath.errors import UsageError
from npqpath.render.text import safe
from npqpath.values import dataclass

if TYPE_CHECKING:
    from npqpath.render.document import Document


@dataclass(frozen=True, slots=True)
class Result:
    """What a command has found, in each shape that a form may need; worked out when a form asks for it."""

    document: Callable[[], Document]
    data: Callable[[], object]


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

    `extra` is the optional part of npqpath that it needs, with the module that comes with it. What is not
    `readable` is never written to a terminal.
    """

    name: str
    endings: tuple[str, ...]
    make: Callable[[Result, Look], str | bytes]
    extra: tuple[str, str] | None = None
    readable: bool = True


def _terminal(result: Result, look: Look) -> str:
    if look.plain or look.width is None:
        return _text(result, look)
    from npqpath.render.terminal import render_terminal

    return render_terminal(result.document(), look.width, colour=look.colour, unicode=look.unicode)


def _text(result: Result, look: Look) -> str:
    from npqpath.render.plain import render_plain

    return render_plain(result.document(), look.width, ascii_only=not look.unicode)


def _markdown(result: Result, _: Look) -> str:
    from npqpath.render.markdown import render_markdown

    return render_markdown(result.document())


def _html(result: Result, look: Look) -> str:
    from npqpath.render.html import render_html

    page = render_html(result.document())
    return page if look.unicode else page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _docx(result: Result, look: Look) -> bytes:
    from npqpath.render.docx import render_docx

    return render_docx(result.document(), look.on)


def _json(result: Result, look: Look) -> str:
    import json

    return json.dumps(result.data(), indent=2, ensure_ascii=not look.unicode) + "\n"


FORMS = (
    Form("terminal", (), _terminal),
    Form("text", (".txt",), _text),
    Form("markdown", (".md", ".markdown"), _markdown),
    Form("html", (".html", ".htm"), _html),
    Form("docx", (".docx",), _docx, extra=("docx", "docx"), readable=False),
    Form("json", (".json",), _json),
)
"""Every form; `--format` takes its name."""

FORMATS = tuple(form.name for form in FORMS)


def form_for(name: str | None, output: str | None) -> Form:
    """Return the form called `name`, else that of the file `output`, else the one for a terminal.

    A name always wins over the ending of the file; "-" as the file is the screen. Raises `UsageError` where
    there is no such form, or the ending says none.
    """
    if name is None and output is not None and output != "-":
        return form_of_file(output) or _refuse_ending(output)
    return _called(name or "terminal")


def form_of_file(output: str) -> Form | None:
    """Return the form that the name of a file ends like, or None where it says none."""
    lower = output.lower()
    return next((form for form in FORMS if any(lower.endswith(ending) for ending in form.endings)), None)


def _refuse_ending(output: str) -> Form:
    endings = [ending for form in FORMS for ending in form.endings]
    raise UsageError(
        f"The name of the file, {safe(output)}, does not say which format to write.",
        f"End the name in {_listed(endings, 'or')}, or add --format with {_listed(FORMATS, 'or')}.",
    )


def _called(name: str) -> Form:
    for form in FORMS:
        if form.name == name:
            return form
    from npqpath.catalogue.near import near

    spellings = {form.name: form.name for form in FORMS}
    spellings |= {ending.removeprefix("."): form.name for form in FORMS for ending in form.endings}
    guess = near(safe(name), spellings)
    hint = f"The formats are {_listed(FORMATS, 'and')}."
    raise UsageError(
        f"There is no format called {safe(name)}.",
        f'Did you mean "{spellings[guess]}"? {hint}' if guess else hint,
    )


def _listed(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
