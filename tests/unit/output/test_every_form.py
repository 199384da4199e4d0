"""Text that some form could take for markup comes out of every form as the letters that it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from ical.calendar_stream import IcsCalendarStream
from markdown_it import MarkdownIt

from npqpath.output.calendar_file import Date
from npqpath.output.document import (
    Bullets,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Table,
    Tasks,
    Worksheet,
)
from npqpath.output.excel import csv_line
from npqpath.output.formats import FORMATS, FORMS, Form, Look, Result
from npqpath.output.text import safe

DAY = dt.date(2026, 11, 21)
LOOK = Look(DAY, width=400, plain=False, colour=True)
HOSTILE = {
    "a tag": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "entities": "&amp; &lt;b&gt; &#35;",
    "end of CDATA and comment": "]]> --> <!-- <![CDATA[",
    "terminal escapes": "\x1b[31mred\x1b]0;title\x07 \x9b1m",
    "rich markup": "[bold]x[/bold] [npqsl] :calendar: [link=x]y[/]",
    "markdown": "# a | b | **c** `d` [e](javascript:f) ~~g~~ <h>",
    "a template": "{{ 7 * 7 }} {% include 'x' %} {# gone #}",
    "a formula": "=cmd()|' /C calc'!A0",
    "lines of their own": "one\ntwo\r\nthree\u2028four",
    "a calendar": "x\r\nEND:VEVENT\r\nATTENDEE:mailto:a@example.org",
    "calendar signs": "a, b; c\\n d\\, e:f",
    "letters that XML refuses": "a\x00b\x0bc\ufffed\uffffe",
    "half a letter": "a\ud800b",
    "text turned around": "a\u202eb\u2066c\u200bd",
    "letters from everywhere": "Łódź 学校 👩\u200d🏫 e\u0301 ½ £5",
    "a long word": "x" * 300,
}


def result(text: str) -> Result:
    """Return a result that holds a text in every place that a text can be in."""
    document = Document(
        (
            Heading(f"Title {text}", 1),
            Notice(text),
            Heading(text),
            Paragraph(text),
            Bullets((Item(text, (text,)),)),
            Tasks((Item(text),)),
            Pairs(((text, text),)),
            Table((text, "B"), ((text, text),)),
            Worksheet(("A", text), ((text, ""),)),
            Sources(((text, f"https://example.org/{text}", text),)),
        )
    )
    date = Date("a", text, DAY, DAY, expected=False, told=(text, text), url=f"https://example.org/{text}")
    return Result(lambda: document, lambda: {"text": text}, lambda: (date,), lambda: [csv_line((text, text))])


def _plain(content: str | bytes) -> str:
    assert isinstance(content, str)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", content)
    return content


def _terminal(content: str | bytes) -> str:
    assert isinstance(content, str)
    return _plain(re.sub(r"\x1b\[[0-9;]*m", "", content))


def _markdown(content: str | bytes) -> str:
    page = MarkdownIt("gfm-like", {"linkify": False}).render(_plain(content))
    assert not re.search(r"<(script|img|h3|s|del)\b|javascript:[^<]*\"", page)
    return _Page(page).text


def _html(content: str | bytes) -> str:
    read = _Page(_plain(content))
    assert not {"script", "img", "iframe"} & read.tags
    assert not [name for name in read.attributes if name.startswith("on")]
    return read.text


def _docx(content: str | bytes) -> str:
    assert isinstance(content, bytes)
    word = docx.Document(io.BytesIO(content))
    # Each paragraph on a line of its own.
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        for paragraph in word.element.body.iter(qn("w:p"))
    )


def _ics(content: str | bytes) -> str:
    assert isinstance(content, bytes)
    (event,) = IcsCalendarStream.calendar_from_ics(content.decode()).events
    assert not event.attendees
    return f"{event.summary}\n{event.description}"


def _csv(content: str | bytes) -> str:
    assert isinstance(content, str)
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    return "\n".join(cells)


def _xlsx(content: str | bytes) -> str:
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    return "\n".join(str(cell.value) for cell in cells)


def _json(content: str | bytes) -> str:
    return str(json.loads(content)["text"])


class _Page(HTMLParser):
    """The text, the tags and the attributes of a web page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes = "", set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


READERS: dict[str, Callable[[str | bytes], str]] = {
    "terminal": _terminal,
    "text": _plain,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "ics": _ics,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
}


TESTED_ELSEWHERE = {"svg", "jsonl"}
"""A picture, for which `test_pictures` has hostile text, and lines that come ready from `team_advice`."""
TEXTS = [form for form in FORMS if form.name not in TESTED_ELSEWHERE]


def test_every_form_is_read_here_or_elsewhere() -> None:
    assert set(READERS) | TESTED_ELSEWHERE == set(FORMATS)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", TEXTS, ids=[form.name for form in TEXTS])
def test_any_text_comes_out_as_the_letters_that_it_is(form: Form, text: str) -> None:
    made = form.make(getattr(result(text), form.part)(), LOOK)
    there = READERS[form.name](made if isinstance(made, str | bytes) else "".join(made))
    if form.name == "json":
        assert there == text
        return
    assert there.count(safe(text)) >= 2
