"""A document as a Word file: headings, lists, tables and boxes to tick, all in Word's own styles.

`template.docx` has the styles and the page; `tools/make_word_template.py` makes it. Built on python-docx, an
optional part (`npqpath[docx]`) that is loaded only here.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, Twips

from npqpath.output import document as doc
from npqpath.output.html import is_web_address
from npqpath.output.text import bar_table, in_words, legible, source_line
from npqpath.words import day

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph


_TEMPLATE = Path(__file__).parent / "template.docx"
_STYLES = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
_TEXT_WIDTH = 9638
"""The width between the margins of the page, in twentieths of a point."""
_WIDEST, _NARROWEST, _TO_WRITE_IN = 60, 19, 50
_LABEL = 3600
_SURE = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="1D3557"/>'
_EXPECTED = f'<w:shd {nsdecls("w")} w:val="diagStripe" w:color="1D3557" w:fill="DCE4EF"/>'
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def render_docx(document: doc.Document, on: dt.date) -> bytes:
    """Return the document as a Word file made on a day; the same document and day give the same bytes."""
    blocks = legible(document, ascii_only=False)
    title = next((block.text for block in blocks if isinstance(block, doc.Heading)), "npqpath")
    word = docx.Document(str(_TEMPLATE))
    section, kept = word.sections[0], word.core_properties
    section.footer.paragraphs[0].runs[0].text = f"{title}, made on {day(on)}"
    kept.title = title[:255]
    kept.created = kept.modified = dt.datetime(on.year, on.month, on.day)
    if any(isinstance(block, doc.Worksheet) for block in blocks):
        # What is written on has to fit on one page.
        word.styles["Normal"].font.size = Pt(10)
        section.top_margin = section.bottom_margin = Mm(14)
    for block in blocks:
        _add(word, block)
    return _bytes(word, on)


def _bytes(word: WordDocument, on: dt.date) -> bytes:
    draft, final = io.BytesIO(), io.BytesIO()
    word.save(draft)
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(final, "w") as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (on.year, on.month, on.day, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return final.getvalue()


def _add(word: WordDocument, block: doc.Block) -> None:
    match block if isinstance(block, doc.Chart) else in_words(block):
        case doc.Heading(text, level):
            heading = word.add_paragraph(text, _STYLES[min(max(level, 1), 3)])
            heading.paragraph_format.page_break_before = isinstance(block, doc.NewPage)
        case doc.Paragraph(text):
            word.add_paragraph(text)
        case doc.Notice(text):
            paragraph = word.add_paragraph(style="Intense Quote")
            paragraph.add_run("Important: ").bold = True
            paragraph.add_run(text)
        case doc.Points(items) as points:
            number = _new_number(word) if isinstance(points, doc.Steps) else None
            for item in items:
                _add_point(word, points, item, number)
        case doc.Pairs(rows):
            _add_table(word, ("", ""), rows)
        case doc.Table(columns, rows) as table:
            _add_table(word, columns, rows, room=Mm(10) if isinstance(table, doc.Worksheet) else None)
        case doc.Chart() as chart:
            _draw(word, chart)
            _add(word, bar_table(chart))
        case doc.Sources(rows):
            number = _new_number(word)
            for title, url, checked in rows:
                _add_source(word, title, url, checked, number)


def _add_point(word: WordDocument, points: doc.Points, item: doc.Item, number: int | None) -> None:
    style = "List Number" if number else "List" if isinstance(points, doc.Tasks) else "List Bullet"
    paragraph = word.add_paragraph(style=style)
    paragraph.paragraph_format.keep_with_next = bool(item.under) or None
    if number:
        _count(paragraph, number)
    if isinstance(points, doc.Tasks):
        paragraph._p.append(parse_xml(_box(len(word.element.findall(f".//{qn('w:sdt')}")) + 1, item)))
        paragraph.add_run("\t")
    paragraph.add_run(item.text)
    for line in item.under:
        word.add_paragraph(line, "List Bullet 2")


def _box(number: int, item: doc.Item) -> str:
    """Return a box that a click ticks, and that cannot be deleted by accident; ticked where it is done."""
    state, sign = ("1", "\N{BALLOT BOX WITH X}") if item.done else ("0", "\N{BALLOT BOX}")
    return (
        f'<w:sdt {nsdecls("w")} {_W14}><w:sdtPr><w:rPr>{_BOX_FONT}</w:rPr><w:alias w:val="Tick when done"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/><w14:checkbox><w14:checked w14:val="{state}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _new_number(word: WordDocument) -> int:
    """Return the number of a new numbered list that counts from 1."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(style).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _count(paragraph: WordParagraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _add_source(word: WordDocument, title: str, url: str, checked: str, number: int) -> None:
    paragraph = word.add_paragraph(style="List Number")
    _count(paragraph, number)
    if not is_web_address(url):
        paragraph.add_run(source_line(f"{title}: {url}" if title and url else title or url, checked))
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), word.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(paragraph.add_run(title or url, "Hyperlink")._r)
    paragraph._p.append(link)
    paragraph.add_run(source_line("", checked))


def _add_table(
    word: WordDocument,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] = (),
    room: Length | None = None,
) -> WordTable:
    """Add a table, with a heading on every page if its columns have names, and room to write in its rows."""
    held = [columns, *rows] if any(columns) else [*rows]
    widths = widths or _widths(held)
    table: WordTable = word.add_table(len(held), len(widths), "Grid Table 1 Light")
    table.autofit = False
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:val"), "04A0" if any(columns) else "0480")
    look.set(qn("w:firstRow"), "1" if any(columns) else "0")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    for at, (row, texts) in enumerate(zip(table.rows, held, strict=True)):
        for cell, width, text in zip(row.cells, widths, texts, strict=True):
            cell.width = Twips(width)
            cell.text = text
        whole = row._tr.get_or_add_trPr()
        whole.append(OxmlElement("w:cantSplit"))
        if not at and any(columns):
            whole.append(OxmlElement("w:tblHeader"))
        elif room is not None:
            row.height = room
    # Two tables in a row would become one, and a paragraph right below a table looks glued to it.
    gap = word.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(7)
    return table


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return a width for each column by its longest cell, so that a column of dates stays narrow."""
    longest = [max(map(len, cells)) if any(cells[1:]) else _TO_WRITE_IN for cells in zip(*rows, strict=True)]
    shares = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    return [_TEXT_WIDTH * share // sum(shares) for share in shares]


def _draw(word: WordDocument, chart: doc.Chart) -> None:
    """Add a timeline for the eye: a row for each bar, with the quarters that it takes filled in."""
    quarters = range(_quarter(chart.first), _quarter(chart.last) + 1)
    empty = [""] * len(quarters)
    widths = [_LABEL, *[(_TEXT_WIDTH - _LABEL) // len(quarters)] * len(quarters)]
    named = ([bar.label, *empty] for bar in chart.bars)
    heading, *rows = _add_table(word, ["A lighter bar is expected.", *empty], named, widths=widths).rows
    for row, bar in zip(rows, chart.bars, strict=True):
        for cell, quarter in zip(row.cells[1:], quarters, strict=True):
            if _quarter(bar.starts) <= quarter <= _quarter(bar.ends):
                cell._tc.get_or_add_tcPr().append(parse_xml(_EXPECTED if bar.expected else _SURE))
    for year, held in groupby(zip(quarters, heading.cells[1:], strict=True), key=lambda pair: pair[0] // 4):
        cells = [cell for _, cell in held]
        if len(cells) > 1:
            cells[0].merge(cells[-1]).text = str(year)


def _quarter(date: dt.date) -> int:
    return date.year * 4 + (date.month - 1) // 3
