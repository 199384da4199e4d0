"""Markdown: the whole plan, clean prose, marks that must stay text, and a round trip through a reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from npqpath.advice.pacing import when_text
from npqpath.output.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Sources,
    Steps,
    Table,
    Tasks,
    TrackMap,
)
from npqpath.output.markdown import render_markdown
from npqpath.output.text import label, legible, map_items, source_line

from .documents import DOCUMENTS

Shown: TypeAlias = tuple[int, str, str]
"""The number of the block, the tags around a text and the text."""

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
INLINE = {"text", "html_inline", "strong_open", "strong_close", "link_open", "link_close"}


def written(*blocks: Block) -> str:
    return render_markdown(Document(blocks))


def test_a_plan(plan: Document, expected: Callable[[str], str]) -> None:
    assert render_markdown(plan) == expected("plan.md")


@pytest.mark.parametrize(
    "text",
    [
        "The teacher's next step (NPQSL) is a well-known one.",
        "Early years, Q&A, R & D and 1-to-1 time cost £5; 50% is about +2.",
        "At 12:30:45 works_in_england is yes: see https://www.gov.uk/a-page?b=c#d or write to a@b.uk",
        "2026 starts - at last - with 3. And 4) too = 5 > 4!",
        '"Quoted", {braced}, #1 and -5 and +44 /slashed/ ^up^ are plain.',
        "Note: one thing, two things: three",
    ],
)
def test_ordinary_prose_stays_clean(text: str) -> None:
    assert written(Paragraph(text)) == f"{text}\n"
    assert written(Bullets((Item(text),))) == f"- {text}\n"
    assert written(Table(("A",), ((text,),))) == f"| A |\n| --- |\n| {text} |\n"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("# not a heading", r"\# not a heading"),
        ("- not a list", r"\- not a list"),
        ("+ not a list", r"\+ not a list"),
        ("-", r"\-"),
        ("---", r"\---"),
        ("> not a quotation", r"\> not a quotation"),
        ("1. not a list", r"1\. not a list"),
        ("12) not a list", r"12\) not a list"),
        ("*a* _b_ `c` ~d~ $e$", r"\*a\* \_b\_ \`c\` \~d\~ \$e\$"),
        ("[a](b) ![c] [npqsl]", r"\[a\](b) !\[c\] \[npqsl\]"),
        ("<b> & &amp; &#35; a|b \\", r"\<b> & \&amp; \&#35; a\|b \\"),
        (":calendar: :+1: @teacher", ":<!-- -->calendar: :<!-- -->+1: @<!-- -->teacher"),
    ],
)
def test_marks_stay_text(text: str, raw: str) -> None:
    assert written(Paragraph(text)) == f"{raw}\n"


def test_a_heading_keeps_the_signs_that_would_close_it() -> None:
    assert written(Heading("Learn C #"), Heading("##", 1)) == "## Learn C \\#\n\n# \\##\n"


def test_a_heading_level_outside_markdown_becomes_the_nearest() -> None:
    assert written(Heading("a", 0), Heading("b", 9)) == "# a\n\n###### b\n"


def test_lists_in_a_row_stay_apart() -> None:
    one = (Item("a"),)
    assert written(Bullets(one), Tasks(one), Pairs((("b", "c"),)), Steps(one), Steps(one), Steps(one)) == (
        "- a\n\n* [ ] a\n\n- **b:** c\n\n1. a\n\n1) a\n\n1. a\n"
    )


def test_smaller_lines_hang_under_their_point() -> None:
    item = Item("a", ("b", "- c"))
    assert written(Bullets((item,)), Steps((item,) * 10)).endswith(
        "9. a\n   - b\n   - \\- c\n10. a\n    - b\n    - \\- c\n"
    )
    assert written(Tasks((item,))) == "- [ ] a\n  - b\n  - \\- c\n"


def test_pairs_keep_the_half_that_is_there() -> None:
    assert written(Pairs((("Would DfE pay?", ""), ("", "# yes")))) == "- **Would DfE pay?**\n- \\# yes\n"


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        (("[A]", "https://a.uk/b_(c)?d&f", "1 May"), r"1. [\[A\]](<https://a.uk/b_(c)?d&f>), checked 1 May"),
        (("", "http://a.uk:8080", ""), "1. [http://a.uk:8080](<http://a.uk:8080>)"),
        (("A page", "https://a.uk/?b&copy;=1", ""), r"1. [A page](<https://a.uk/?b\&copy;=1>)"),
        (("A page", "javascript:alert(1)", ""), "1. A page: javascript:alert(1)"),
        (("A page", "https://dfe.gov.uk@evil.example/", ""), "1. A page: https://dfe.gov.uk@evil.example/"),
        (("A page", "https://a.uk/> <b>", ""), r"1. A page: https://a.uk/> \<b>"),
        (("", "file:///etc", "1 May"), "1. file:///etc, checked 1 May"),
        (("# A page", "", ""), r"1. \# A page"),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(source: tuple[str, str, str], raw: str) -> None:
    assert written(Sources((source,))) == f"{raw}\n"


def test_an_empty_document_is_empty() -> None:
    assert written() == ""


@given(DOCUMENTS)
def test_a_reader_shows_every_letter_as_it_was(document: Document) -> None:
    assert list(_read(render_markdown(document))) == list(_told(document))


@given(DOCUMENTS)
def test_only_sources_become_links(document: Document) -> None:
    tokens = READER.parse(render_markdown(document))
    links = [
        child.attrGet("href")
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert len(links) <= sum(len(block.rows) for block in document.blocks if isinstance(block, Sources))
    assert all(re.match("https?://[A-Za-z0-9.-]+", str(link)) for link in links)


def _read(markdown: str) -> Iterator[Shown]:
    """What a reader shows: nothing but text, empty comments, and the bold names and links that we wrote."""
    block, tags = -1, list[str]()
    for token in READER.parse(markdown):
        if token.type == "fence":
            assert token.info == "text"
            continue
        block += token.level == 0 and token.nesting >= 0
        if token.type == "inline":
            yield block, " ".join(tags), _text(token)
        elif token.nesting == 1:
            tags.append(token.tag)
        else:
            assert token.nesting == -1, token.type
            tags.pop()


def _text(inline: Token) -> str:
    children = inline.children or []
    assert {child.type for child in children} <= INLINE
    assert {child.content for child in children if child.type == "html_inline"} <= {"<!-- -->"}
    return "".join(child.content for child in children if child.type == "text")


def _told(document: Document) -> Iterator[Shown]:
    """What a reader should show."""
    for number, block in enumerate(legible(document, ascii_only=False)):
        for tags, text in _texts(block):
            yield number, tags, text


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text, level):
            yield f"h{level}", text
        case Paragraph(text):
            yield "p", text
        case Notice(text):
            yield "blockquote p", f"Important: {text}"
        case Bullets(items) | Steps(items) | Tasks(items):
            tag = "ol" if isinstance(block, Steps) else "ul"
            box = "[ ] " if isinstance(block, Tasks) else ""
            for item in items:
                yield f"{tag} li p", box + item.text
                yield from ((f"{tag} li ul li p", line) for line in item.under)
        case Pairs(rows):
            for name, value in rows:
                yield "ul li p", f"{label(name)} {value}".strip() if name else value
        case Chart(bars=bars):
            yield from (("table thead tr th", cell) for cell in ("When", "What", "Good to know"))
            cells = (cell for bar in bars for cell in (when_text(bar), bar.label, bar.note))
            yield from (("table tbody tr td", cell) for cell in cells)
        case TrackMap():
            yield from _texts(Bullets(map_items(block)))
        case Table(columns, rows):
            yield from (("table thead tr th", cell) for cell in columns)
            yield from (("table tbody tr td", cell) for row in rows for cell in row)
        case Sources(rows):
            for title, url, checked in rows:
                linked = re.match(r"https?://[\w.-]+(?::\d+)?(?:$|[/?#])[^\s<>\\^`{|}\"]*$", url, re.ASCII)
                bare = linked or not title or not url
                yield "ol li p", source_line(title or url if bare else f"{label(title)} {url}", checked)
