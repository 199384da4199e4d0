"""The web page: its shape, links between text and sources, and text that must stay text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given

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
    Points,
    Sources,
    Table,
    Tasks,
    TrackMap,
)
from npqpath.output.html import find_addresses, is_web_address, render_html
from npqpath.output.text import legible, map_items

from .documents import DOCUMENTS, PICTURES

VOID = {"meta"}
NEVER = {
    "script",
    "iframe",
    "object",
    "embed",
    "img",
    "link",
    "base",
    "form",
    "input",
    "button",
    "foreignobject",
}


@dataclass
class Read(HTMLParser):
    """What a browser would find in a page."""

    text: str = ""
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in VOID:
            self.path.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert "svg" in self.path

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.path:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every such element."""
        return [attrs for name, attrs in self.tags if name == tag]


def read(page: str) -> Read:
    """Return what is in a page, of which every element is closed where it should be."""
    found = Read()
    found.feed(page)
    found.close()
    assert found.path == []
    return found


def page_of(*blocks: Block) -> str:
    """Return what a page shows between its title and its end."""
    return (
        render_html(Document((Heading("T", 1), *blocks))).partition("<h1>T</h1>\n")[2].partition("</main>")[0]
    )


def shown(*blocks: Block) -> str:
    """Return a whole page with these blocks."""
    return render_html(Document((Heading("T", 1), *blocks)))


def cited(*numbers: int) -> Sources:
    """Return a list of sources with these numbers."""
    return Sources(tuple((f"Page {n}", f"https://example.org/{n}", "1 May 2026") for n in numbers))


def test_the_frame_of_a_page() -> None:
    page = render_html(Document((Heading("Your plan", 1),)))
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n')
    assert "<title>Your plan - npqpath</title>" in page
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" in page
    assert page.endswith("</html>\n")


def test_an_empty_document_is_a_page_too() -> None:
    assert "<h1>npqpath</h1>" in render_html(Document(()))


def test_sections_have_ids_of_their_own_and_a_list_of_contents() -> None:
    page = page_of(*(Heading(text) for text in ("Sources", "When?", "When?", "学校")))
    ids = ["section-1", "section-2", "section-3", "section-4"]
    assert re.findall('<section id="([^"]*)"', page) == ids
    assert re.findall('<li><a href="#([^"]*)">', page) == ids


def test_a_short_page_has_no_list_of_contents() -> None:
    assert "<nav" not in page_of(Heading("A"), Paragraph("b"), Heading("C"))


def test_parts_stand_under_their_section() -> None:
    page = page_of(Heading("A"), Paragraph("a"), Heading("B", 3), Paragraph("b"), Heading("C"))
    assert re.findall("<(h[23])", page) == ["h2", "h3", "h2"]
    assert page.index("<h3>B</h3>") < page.index("<p>b</p>") < page.index(">C</h2>")


def test_few_short_facts_at_the_start_are_a_summary() -> None:
    pairs = Pairs((("Next start", "November 2027 (expected)"),))
    shown = "<div><dt>Next start</dt><dd>November 2027 (expected)</dd></div>"
    assert f'<dl class="summary">\n{shown}' in page_of(pairs)
    assert "summary" not in page_of(Paragraph("First"), pairs)
    assert "summary" not in page_of(Pairs((("Who", "A" * 300),)))


@pytest.mark.parametrize(
    ("item", "bold"),
    [
        (Item("Ask early. Places are few."), "Ask early."),
        (Item("One line", ("and why",)), "One line"),
        (Item("3. Apply in this order: first one thing, then the other."), "3. Apply in this order:"),
        (Item(f"{'A long line'}. {'It goes on. ' * 9}", ("and why",)), "A long line."),
    ],
)
def test_the_eye_finds_the_start_of_a_point(item: Item, bold: str) -> None:
    assert f"<b>{bold}</b>" in page_of(Tasks((item,)))


@pytest.mark.parametrize(
    "text",
    [
        "Only one sentence.",
        "Is it right? If not, what changes?",
        "Ask (see p. 3; e.g. there).",
        "Ask. (source 1)",
    ],
)
def test_a_single_sentence_is_not_bold(text: str) -> None:
    assert "<b>" not in page_of(Tasks((Item(text),)))


def test_what_is_done_is_ticked_and_said() -> None:
    page = page_of(Tasks((Item("Ask", done=True), Item("Agree"))))
    assert '<li class="done"><span class="unseen">Done: </span>Ask' in page
    assert "<li>Agree" in page


def test_source_numbers_lead_to_the_list() -> None:
    texts = (Paragraph("One (2023; sources 1, 2)"), Bullets((Item("Two. And more (source 2)", ()),)))
    found = read(shown(*texts, Heading("Sources"), cited(1, 2)))
    ids = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    links = [attrs["href"] or "" for attrs in found.all("a") if "#source-" in (attrs["href"] or "")]
    assert links == ["#source-1", "#source-2", "#source-2"]
    assert {link[1:] for link in links} <= ids
    assert "One (2023; sources 1, 2)" in found.text


def test_a_number_that_is_not_listed_is_no_link() -> None:
    found = read(shown(Paragraph("One (source 7) and two (sources 1, 7)"), cited(1)))
    assert [attrs["href"] for attrs in found.all("a")] == ["https://example.org/1"]


def test_a_number_within_a_text_is_that_of_whoever_wrote_it() -> None:
    found = read(shown(Paragraph("As DfE says (source 1), ask us. (from a hub)"), cited(1)))
    assert [attrs["href"] for attrs in found.all("a")] == ["https://example.org/1"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "https://gov.uk@evil.example/",
        'https://a.uk/"onclick="alert(1)',
        "//evil.example",
    ],
)
def test_an_odd_address_is_shown_and_is_no_link(url: str) -> None:
    found = read(shown(Sources((("Page", url, ""),)), Paragraph(f"See {url} there")))
    assert found.all("a") == []
    assert found.text.count(url) == 2


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://a.uk/b_(c), and (http://b.uk/d?e=f).", ["https://a.uk/b_(c)", "http://b.uk/d?e=f"]),
        ("Page: https://a.uk", ["https://a.uk"]),
        ("https://a.uk/x<b> xhttps://a.uk https://a.uk@b.uk", []),
    ],
)
def test_web_addresses_in_text_become_links(text: str, addresses: list[str]) -> None:
    assert [text[start:end] for start, end in find_addresses(text)] == addresses
    assert [attrs["href"] for attrs in read(shown(Paragraph(text))).all("a")] == addresses


def test_commands_stand_out() -> None:
    assert "<code>npqpath why ID</code> explains `each`." in page_of(
        Paragraph("`npqpath why ID` explains `each`.")
    )


def test_pictures_are_drawn_with_their_words_beside_them() -> None:
    found = read(render_html(PICTURES))
    assert [svg["id"] for svg in found.all("svg")] == ["picture-1", "picture-2"]
    assert all(svg["role"] == "img" for svg in found.all("svg"))
    assert found.text.count("As time allows.") == 1
    assert "The way: Classroom teacher, then Middle leader" in found.text


@given(DOCUMENTS)
def test_every_text_comes_through_as_text(document: Document) -> None:
    found = read(render_html(document))
    for block in legible(document, ascii_only=False):
        for text in texts(block):
            assert text in found.text
    for tag, attrs in found.tags:
        assert tag not in NEVER
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset")]
        href = attrs.get("href")
        assert href is None or href.startswith("#") or is_web_address(href)
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def texts(block: Block) -> list[str]:
    """Return what a page must show of a block, letter for letter."""
    match block:
        case Heading(text) | Paragraph(text) | Notice(text):
            return [text]
        case Points(items):
            return [text for item in items for text in (item.text, *item.under)]
        case Pairs(rows):
            return [text for row in rows for text in row]
        case Table(columns, rows):
            return [*columns, *(cell for row in rows for cell in row)]
        case Chart():
            return [text for bar in block.bars for text in (bar.label, bar.note)]
        case TrackMap():
            return [text for item in map_items(block) for text in (item.text, *item.under)]
        case Sources(rows):
            return [text for title, url, checked in rows for text in (title or url, checked)]
    raise AssertionError(block)
