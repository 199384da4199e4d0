"""Word files: read back by python-docx as blocks in Word's own styles, and by LibreOffice as pages."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given

from npqpath.advice.pacing import Bar
from npqpath.output.document import (
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
from npqpath.output.text import legible, map_items
from npqpath.output.word import render_docx
from tests.unit.output.documents import DOCUMENTS
from tests.unit.output.printing import needs_libreoffice, printed

DAY = dt.date(2026, 11, 21)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def opened(document: Document) -> WordDocument:
    """Return the Word file of a document, read back."""
    return docx.Document(io.BytesIO(render_docx(document, DAY)))


def shown(word: WordDocument) -> list[tuple[str, str]]:
    """Return the style and the text of everything in the file, in reading order, without empty paragraphs."""
    return [pair for pair in _shown(word) if pair[1]]


def _shown(word: WordDocument) -> Iterator[tuple[str, str]]:
    for part in word.iter_inner_content():
        if isinstance(part, WordTable):
            for row in part.rows:
                yield str(part.style and part.style.name), " | ".join(cell.text for cell in row.cells)
        else:
            assert isinstance(part, WordParagraph)
            yield str(part.style and part.style.name), text_of(part)


def text_of(paragraph: WordParagraph) -> str:
    """Return all letters of a paragraph, those in boxes and links too."""
    pieces = paragraph._p.iter(qn("w:t"), qn("w:tab"))
    return "".join("\t" if piece.tag == qn("w:tab") else piece.text or "" for piece in pieces)


def test_every_block_has_a_style_of_word() -> None:
    word = opened(
        Document(
            (
                Heading("Your plan", 1),
                Notice("Registration has closed."),
                Heading("Next"),
                Paragraph("Take it."),
                Heading("Why", 3),
                Bullets((Item("One", ("because",)),)),
                Steps((Item("First", ("with care",)), Item("Second"))),
                Tasks((Item("Ask"),)),
                Pairs((("Hours", "2"),)),
                Table(("When", "What"), (("Now", "Start"),)),
                Sources((("DfE", "https://example.org/a?b=c&d", "1 May 2026"),)),
            )
        )
    )
    assert shown(word) == [
        ("Title", "Your plan"),
        ("Intense Quote", "Important: Registration has closed."),
        ("Heading 1", "Next"),
        ("Normal", "Take it."),
        ("Heading 2", "Why"),
        ("List Bullet", "One"),
        ("List Bullet 2", "because"),
        ("List Number", "First"),
        ("List Bullet 2", "with care"),
        ("List Number", "Second"),
        ("List", "☐\tAsk"),
        ("Grid Table 1 Light", "Hours | 2"),
        ("Grid Table 1 Light", "When | What"),
        ("Grid Table 1 Light", "Now | Start"),
        ("List Number", "DfE, checked 1 May 2026"),
    ]


def test_the_boxes_can_be_ticked_and_not_deleted() -> None:
    word = opened(Document((Tasks((Item("Ask"), Item("Agree"))),)))
    boxes = list(word.element.body.iter(qn("w:sdt")))
    assert [box.find(f".//{W14}checked").get(f"{W14}val") for box in boxes] == ["0", "0"]
    assert [box.find(".//" + qn("w:lock")).get(qn("w:val")) for box in boxes] == ["sdtLocked"] * 2
    assert len({box.find(".//" + qn("w:id")).get(qn("w:val")) for box in boxes}) == 2


def test_each_numbered_list_starts_at_one() -> None:
    word = opened(Document((Steps((Item("a"), Item("b"))), Paragraph("-"), Steps((Item("c"),)))))
    used = [each.get(qn("w:val")) for each in word.element.body.iter(qn("w:numId"))]
    assert used[0] == used[1] != used[2]
    numbering = word.part.numbering_part.element
    starts = {
        num.get(qn("w:numId")): num.find(".//" + qn("w:startOverride")) for num in numbering.iter(qn("w:num"))
    }
    assert [starts[number].get(qn("w:val")) for number in used] == ["1", "1", "1"]


def test_a_timeline_is_drawn_quarter_by_quarter_and_told_in_words() -> None:
    first, last = dt.date(2026, 11, 1), dt.date(2027, 10, 1)
    bars = (
        Bar(None, "step", "Lead", first, dt.date(2027, 3, 1), expected=False, note="Ask."),
        Bar(None, "study", "Study", dt.date(2027, 10, 1), last, expected=True),
    )
    drawn, told = opened(Document((Chart("A year", first, last, bars),))).tables
    fills = [
        [cell.find(".//" + qn("w:shd")) for cell in row._tr.iter(qn("w:tc"))][1:] for row in drawn.rows[1:]
    ]
    assert [[fill is not None and fill.get(qn("w:val")) for fill in row] for row in fills] == [
        ["clear", "clear", False, False, False],
        [False, False, False, False, "diagStripe"],
    ]
    assert [cell.text for cell in told.rows[1].cells] == ["Nov 2026 to Mar 2027", "Lead", "Ask."]


def test_only_the_heading_of_a_table_is_repeated_and_no_row_is_torn() -> None:
    word = opened(Document((Pairs((("a", "b"),)), Table(("c", "d"), (("e", "f"),)))))
    rows = [row._tr for table in word.tables for row in table.rows]
    assert [len(list(row.iter(qn("w:tblHeader")))) for row in rows] == [0, 1, 0]
    assert all(len(list(row.iter(qn("w:cantSplit")))) == 1 for row in rows)


def test_sources_are_links_and_other_addresses_are_not() -> None:
    rows = (
        ("DfE", "https://example.org/a?b=c&d", "1 May 2026"),
        ("Trick", "javascript:alert(1)", ""),
        ("", "https://example.org/bare", ""),
    )
    word = opened(Document((Sources(rows),)))
    links = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert links == ["https://example.org/a?b=c&d", "https://example.org/bare"]
    assert [text for _, text in shown(word)] == [
        "DfE, checked 1 May 2026",
        "Trick: javascript:alert(1)",
        "https://example.org/bare",
    ]


def test_the_file_is_a4_in_english_and_names_nobody(plan: Document) -> None:
    word = opened(plan)
    section, kept = word.sections[0], word.core_properties
    assert [round(side.mm) for side in (section.page_width, section.page_height) if side] == [210, 297]
    assert (kept.title, kept.language) == ("Your plan, September 2026 to August 2029", "en-GB")
    assert (kept.author, kept.last_modified_by, kept.comments) == ("", "", "")
    assert kept.created == kept.modified == dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    footer = section.footer.paragraphs[0]
    assert (
        text_of(footer) == "Your plan, September 2026 to August 2029, made on 21 November 2026\tPage 1 of 1"
    )
    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_same_document_gives_the_same_bytes_and_little_of_the_template(plan: Document) -> None:
    content = render_docx(plan, DAY)
    assert content == render_docx(plan, DAY)
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        assert not [name for name in held.namelist() if re.search("thumbnail|Effects|app.xml", name)]
        assert {entry.date_time for entry in held.infolist()} == {(2026, 11, 21, 0, 0, 0)}
    assert len(content) < 40_000


@given(DOCUMENTS)
def test_any_text_opens_again_letter_for_letter(document: Document) -> None:
    wanted = [word for block in legible(document, ascii_only=False) for word in words_in(block)]
    there = "\n".join(text for _, text in _shown(opened(document)))
    assert [word for word in wanted if word not in there] == []


def words_in(block: object) -> list[str]:
    """Return every text of a block that should be read in the file."""
    match block:
        case Heading(text) | Paragraph(text) | Notice(text):
            found = [text]
        case Bullets(items) | Steps(items) | Tasks(items):
            found = [line for item in items for line in (item.text, *item.under)]
        case Pairs(rows) | Table(_, rows):
            found = [cell for row in rows for cell in row]
        case Chart(_, _, _, bars):
            found = [text for bar in bars for text in (bar.label, bar.note)]
        case TrackMap():
            found = [line for item in map_items(block) for line in (item.text, *item.under)]
        case Sources(rows):
            found = [title or url for title, url, _ in rows]
        case _:
            raise AssertionError(block)
    return found


@needs_libreoffice
def test_libreoffice_prints_every_word(plan: Document, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(render_docx(plan, DAY))
    (paper,) = printed(tmp_path / "plan.docx")
    there = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for block in legible(plan, ascii_only=False):
        for words in words_in(block):
            assert " ".join(words.split()) in there
    assert "☐" in there
    assert "Page 1 of 2" in there
