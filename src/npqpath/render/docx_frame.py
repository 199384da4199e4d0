"""The Word file around the text: A4, Word's own styles, a footer with page numbers, and bytes that repeat.

Built on python-docx, an optional part (`npqpath[docx]`) that is loaded only here and in `docx`.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm

from npqpath.advice.calendar import day

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Page:
    """An A4 page: the size of its letters in half points, and what is left free above and below."""

    letters: int
    margin: Length


USUAL = Page(21, Mm(20))
ONE_PAGE = Page(20, Mm(14))
"""For what has to fit on one page, such as a sheet to write on."""

SIDE_MARGIN = Mm(20)
TEXT_WIDTH = 9638
"""The width between the margins of an A4 page, in twentieths of a point."""
INK = "1D3557"
LANGUAGE = "en-GB"

_SPACES = nsdecls("w")
_KEPT_TABLES = ("TableNormal",)

# Fonts, size and spacing are defaults of the document and not of a style, so that a table can lay its own
# over them. Arial is on every computer that opens Word files, or has a stand-in of the same width there.
_DEFAULTS = f"""<w:docDefaults {_SPACES}>
<w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>
<w:sz w:val="LETTERS"/><w:szCs w:val="LETTERS"/>
<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>"""

_HYPERLINK = f"""<w:style {_SPACES} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="1A4F8B"/><w:u w:val="single"/></w:rPr></w:style>"""

_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="B8C0CC"'
_TABLE = f"""<w:style {_SPACES} w:type="table" w:styleId="GridTable1Light">
<w:name w:val="Grid Table 1 Light"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="46"/>
<w:pPr><w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/></w:pPr>
<w:tblPr><w:tblBorders><w:top {_LINE}/><w:left {_LINE}/><w:bottom {_LINE}/><w:right {_LINE}/>
<w:insideH {_LINE}/><w:insideV {_LINE}/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EDF4"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>"""

# How Word's own styles look here: what stands in the paragraph part, and in the part about letters.
_HEADING = "<w:keepNext/><w:keepLines/>"
_LOOKS = {
    "Title": (
        '<w:spacing w:after="160" w:line="240" w:lineRule="auto"/>',
        f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="44"/><w:szCs w:val="44"/>',
    ),
    "Heading1": (
        f'{_HEADING}<w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    "Heading2": (
        f'{_HEADING}<w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
        f'<w:b/><w:bCs/><w:color w:val="{INK}"/><w:sz w:val="23"/><w:szCs w:val="23"/>',
    ),
    "IntenseQuote": (
        '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="B45309"/></w:pBdr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="FFF6E5"/>'
        '<w:spacing w:before="120" w:after="160"/><w:ind w:left="227" w:right="113"/>',
        "",
    ),
    "List": ('<w:keepLines/><w:spacing w:after="70"/><w:ind w:left="397" w:hanging="397"/>', ""),
    "ListBullet": ('<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="70"/>', ""),
    "ListBullet2": ('<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="60"/>', ""),
    "ListNumber": ('<w:numPr><w:numId w:val="5"/></w:numPr><w:spacing w:after="70"/>', ""),
    "Footer": (
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs><w:spacing w:after="0"/>',
        '<w:color w:val="4B5563"/><w:sz w:val="17"/><w:szCs w:val="17"/>',
    ),
}


def open_word(title: str, on: dt.date, page: Page) -> WordDocument:
    """Return an empty A4 document with this title, made on this day; it names no author."""
    word = docx.Document()
    _leave_out(word)
    _set_styles(word.styles.element, page)
    _set_page(word, page)
    _set_footer(word, title, on)
    _set_properties(word, title, on)
    return word


def number_list(word: WordDocument) -> int:
    """Return the number of a new numbered list that counts from 1, for use in `w:numId`."""
    numbering = word.part.numbering_part.element
    style = next(num for num in numbering.findall(qn("w:num")) if num.get(qn("w:numId")) == "5")
    kind = style.find(qn("w:abstractNumId")).get(qn("w:val"))
    number = max(int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))) + 1
    numbering.append(
        parse_xml(
            f'<w:num {_SPACES} w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl></w:lvlOverride></w:num>'
        )
    )
    return number


def link_to(word: WordDocument, url: str) -> str:
    """Return the id by which the text links to an address outside the document."""
    return word.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def word_bytes(word: WordDocument, on: dt.date) -> bytes:
    """Return the file; the same document on the same day gives the same bytes."""
    draft, final = io.BytesIO(), io.BytesIO()
    word.save(draft)
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(final, "w") as target:
        for entry in source.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (on.year, on.month, on.day, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(entry))
    return final.getvalue()


def _leave_out(word: WordDocument) -> None:
    """Take out what the template of python-docx brings and nobody needs: half a megabyte and a picture."""
    for rels in (word.part.rels, word.part.package.rels):
        for id, rel in list(rels.items()):
            if rel.reltype.endswith(("stylesWithEffects", "thumbnail", "customXml", "extended-properties")):
                del rels[id]


def _set_styles(styles: BaseOxmlElement, page: Page) -> None:
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in _KEPT_TABLES:
            styles.remove(style)
        elif style.get(qn("w:styleId")) in _LOOKS:
            _restyle(style, *_LOOKS[style.get(qn("w:styleId"))])
    styles.replace(
        styles.find(qn("w:docDefaults")), parse_xml(_DEFAULTS.replace("LETTERS", str(page.letters)))
    )
    styles.append(parse_xml(_HYPERLINK))
    styles.append(parse_xml(_TABLE))


def _restyle(style: BaseOxmlElement, paragraph: str, letters: str) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.append(parse_xml(f"<w:pPr {_SPACES}>{paragraph}</w:pPr>"))
    if letters:
        style.append(parse_xml(f"<w:rPr {_SPACES}>{letters}</w:rPr>"))


def _set_page(word: WordDocument, page: Page) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = SIDE_MARGIN
    section.top_margin = section.bottom_margin = page.margin
    section.footer_distance = Mm(8)


def _set_footer(word: WordDocument, title: str, on: dt.date) -> None:
    footer = word.sections[0].footer.paragraphs[0]
    footer.add_run(f"{title}, made on {day(on)}\tPage ")
    footer._p.append(_field("PAGE"))
    footer.add_run(" of ")
    footer._p.append(_field("NUMPAGES"))


def _field(name: str) -> BaseOxmlElement:
    return parse_xml(f'<w:fldSimple {_SPACES} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def _set_properties(word: WordDocument, title: str, on: dt.date) -> None:
    kept = word.core_properties
    kept.title = title[:255]
    kept.author = kept.last_modified_by = kept.comments = kept.keywords = ""
    kept.language = LANGUAGE
    kept.revision = 1
    kept.created = kept.modified = dt.datetime(on.year, on.month, on.day)
    settings = word.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
