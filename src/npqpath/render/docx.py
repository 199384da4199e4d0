"""A document as a Word file: headings, lists, tables and boxes to tick, all in Word's own styles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from npqpath.advice.bars import when_text
from npqpath.render.addresses import is_web_address
from npqpath.render.chart_text import map_items
from npqpath.render.document import (
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
    Worksheet,
)
from npqpath.render.docx_chart import chart_table
from npqpath.render.docx_frame import ONE_PAGE, TEXT_WIDTH, USUAL, link_to, number_list, open_word, word_bytes
from npqpath.render.text import legible, source_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# The letters that XML 1.0 refuses, even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = {1: "Title", 2: "Heading1", 3: "Heading2"}
_WIDEST, _NARROWEST, _TO_WRITE_IN = 60, 19, 50
# The height of a row with room to write in it.
_ROOM = '<w:trHeight w:val="560" w:hRule="atLeast"/>'
# Two tables in a row would become one, and a paragraph right below a table looks glued to it.
_GAP = '<w:p><w:pPr><w:spacing w:after="0" w:line="140" w:lineRule="exact"/></w:pPr></w:p>'
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def render_docx(document: Document, on: dt.date) -> bytes:
    """Return the document as a Word file made on a day; the same document and day give the same bytes."""
    blocks = legible(document, ascii_only=False)
    page = ONE_PAGE if any(isinstance(block, Worksheet) for block in blocks) else USUAL
    return _Writer(open_word(_title(blocks), on, page), on).written(blocks)


def _title(blocks: tuple[Block, ...]) -> str:
    return next((_xml_text(block.text) for block in blocks if isinstance(block, Heading)), "npqpath")


class _Writer:
    """Turns blocks into the XML of one Word file, which counts its lists, links and boxes."""

    def __init__(self, word: WordDocument, on: dt.date) -> None:
        self._word = word
        self._on = on
        self._boxes = 0

    def written(self, blocks: tuple[Block, ...]) -> bytes:
        """Return the file with these blocks in it."""
        parts = [part for block in blocks for part in self._block(block)]
        body = self._word.element.body
        held = parse_xml(f"<w:body {nsdecls('w', 'r')} {_W14}>{''.join(parts)}</w:body>")
        for element in list(held):
            body.insert_element_before(element, "w:sectPr")
        return word_bytes(self._word, self._on)

    def _block(self, block: Block) -> Iterable[str]:
        match block:
            case Heading(text, level):
                return [_paragraph(_run(text), _STYLES[min(max(level, 1), 3)])]
            case Paragraph(text):
                return [_paragraph(_run(text))]
            case Notice(text):
                return [_paragraph(_bold("Important: ") + _run(text), "IntenseQuote")]
            case Bullets(items):
                return self._points(items, "ListBullet")
            case Steps(items):
                return self._points(items, "ListNumber", _numbering(number_list(self._word)))
            case Tasks(items):
                return [part for item in items for part in self._task(item)]
            case Pairs(rows):
                return [_table(("", ""), rows), _GAP]
            case Worksheet(columns, rows):
                return [_table(columns, rows, _ROOM), _GAP]
            case Table(columns, rows):
                return [_table(columns, rows), _GAP]
            case Chart(_, _, _, bars):
                rows = tuple((when_text(bar), bar.label, bar.note) for bar in bars)
                drawn = chart_table(block, TEXT_WIDTH, _small)
                return [drawn, _GAP, _table(("When", "What", "Good to know"), rows), _GAP]
            case TrackMap():
                return self._points(map_items(block), "ListBullet")
            case Sources(rows):
                return self._sources(rows)
        raise AssertionError(block)

    def _points(self, items: Iterable[Item], style: str, numbering: str = "") -> Iterator[str]:
        for item in items:
            yield _paragraph(_run(item.text), style, _kept(item) + numbering)
            yield from _under(item)

    def _task(self, item: Item) -> Iterator[str]:
        self._boxes += 1
        yield _paragraph(
            f"{_box(self._boxes, item)}<w:r><w:tab/></w:r>{_run(item.text)}", "List", _kept(item)
        )
        yield from _under(item)

    def _sources(self, rows: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
        numbering = _numbering(number_list(self._word))
        for title, url, checked in rows:
            name = title or url
            if not is_web_address(url):
                name = f"{name}: {url}" if url and url != name else name
                yield _paragraph(_run(source_line(name, checked)), "ListNumber", numbering)
                continue
            link = f'<w:hyperlink r:id="{link_to(self._word, url)}">{_run(name, "Hyperlink")}</w:hyperlink>'
            said = _run(f", checked {checked}") if checked else ""
            yield _paragraph(link + said, "ListNumber", numbering)


def _paragraph(content: str, style: str = "Normal", properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _small(text: str, properties: str) -> str:
    return _paragraph(_run(text), properties=properties)


def _numbering(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def _kept(item: Item) -> str:
    return "<w:keepNext/>" if item.under else ""


def _under(item: Item) -> list[str]:
    return [_paragraph(_run(line), "ListBullet2") for line in item.under]


def _run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(_xml_text(text), quote=False)}</w:t></w:r>'


def _bold(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("", text)


def _box(number: int, item: Item) -> str:
    """Return a box that a click ticks, and that cannot be deleted by accident; ticked where it is done."""
    state, sign = ("1", "\N{BALLOT BOX WITH X}") if item.done else ("0", "\N{BALLOT BOX}")
    return (
        f'<w:sdt><w:sdtPr><w:rPr>{_BOX_FONT}</w:rPr><w:alias w:val="Tick when done"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/><w14:checkbox><w14:checked w14:val="{state}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{_BOX_FONT}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _widths(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Return a width for each column by its longest cell, so that a column of dates stays narrow."""
    longest = [
        max(map(len, (name, *cells))) if any(cells) else _TO_WRITE_IN
        for name, *cells in zip(columns, *rows, strict=True)
    ]
    shares = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    return tuple(TEXT_WIDTH * share // sum(shares) for share in shares)


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], height: str = "") -> str:
    """Return a table whose first row is repeated on every page, where the columns have names."""
    widths = _widths(columns, rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # The bits of `w:val` say the same as the words, for readers that know only one of them.
    look = 'w:val="06A0" w:firstRow="1"' if any(columns) else 'w:val="0680" w:firstRow="0"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="GridTable1Light"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {look} w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(columns, widths, '<w:tblHeader/>') if any(columns) else ''}"
        f"{''.join(_row(row, widths, height) for row in rows)}</w:tbl>"
    )


def _row(cells: tuple[str, ...], widths: tuple[int, ...], kind: str = "") -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(_run(cell))}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{made}</w:tr>"
