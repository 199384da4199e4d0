"""Write src/npqpath/output/template.docx anew: an empty A4 page with the styles of every Word file.

It is the template of python-docx without what nobody needs. Change how Word files look here, or in Word.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

TEMPLATE = Path(__file__).resolve().parent.parent / "src" / "npqpath" / "output" / "template.docx"
LEFT_OUT = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties")
"""Half a megabyte and a picture."""
INK = "1D3557"
SPACES = nsdecls("w")

# Fonts, size and spacing are defaults of the document and not of a style, so that a table can lay its own
# over them. Arial is on every computer that opens Word files, or has a stand-in of the same width there.
DEFAULTS = f"""<w:docDefaults {SPACES}>
<w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>
<w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>"""

HYPERLINK = f"""<w:style {SPACES} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="1A4F8B"/><w:u w:val="single"/></w:rPr></w:style>"""

EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="B8C0CC"'
TABLE = f"""<w:style {SPACES} w:type="table" w:styleId="GridTable1Light">
<w:name w:val="Grid Table 1 Light"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="46"/>
<w:pPr><w:spacing w:before="40" w:after="40" w:line="252" w:lineRule="auto"/></w:pPr>
<w:tblPr><w:tblBorders><w:top {EDGE}/><w:left {EDGE}/><w:bottom {EDGE}/><w:right {EDGE}/>
<w:insideH {EDGE}/><w:insideV {EDGE}/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8EDF4"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>"""

BOLD, HEADING = f'<w:b/><w:bCs/><w:color w:val="{INK}"/>', "<w:keepNext/><w:keepLines/>"
LOOKS = {
    "Title": (
        '<w:spacing w:after="160" w:line="240" w:lineRule="auto"/>',
        f'{BOLD}<w:sz w:val="44"/><w:szCs w:val="44"/>',
    ),
    "Heading1": (
        f'{HEADING}<w:spacing w:before="320" w:after="100"/><w:outlineLvl w:val="0"/>',
        f'{BOLD}<w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    "Heading2": (
        f'{HEADING}<w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/>',
        f'{BOLD}<w:sz w:val="23"/><w:szCs w:val="23"/>',
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
        '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>',
        '<w:color w:val="4B5563"/><w:sz w:val="17"/><w:szCs w:val="17"/>',
    ),
}
"""How Word's own styles look: what stands in the part about paragraphs, and in the part about letters."""


def main() -> None:
    """Write the template."""
    word = docx.Document()
    for rels in (word.part.rels, word.part.package.rels):
        for id, rel in list(rels.items()):
            if rel.reltype.endswith(LEFT_OUT):
                del rels[id]
    set_styles(word.styles.element)
    set_page(word)
    set_properties(word)
    word.save(str(TEMPLATE))
    print(TEMPLATE)


def set_styles(styles: BaseOxmlElement) -> None:
    """Give the styles their looks, and take out those of tables."""
    for style in styles.findall(qn("w:style")):
        id = style.get(qn("w:styleId"))
        if style.get(qn("w:type")) == "table" and id != "TableNormal":
            styles.remove(style)
        elif id in LOOKS:
            for old in (*style.findall(qn("w:pPr")), *style.findall(qn("w:rPr"))):
                style.remove(old)
            for tag, look in zip(("pPr", "rPr"), LOOKS[id], strict=True):
                style.append(parse_xml(f"<w:{tag} {SPACES}>{look}</w:{tag}>"))
    styles.replace(styles.find(qn("w:docDefaults")), parse_xml(DEFAULTS))
    styles.append(parse_xml(HYPERLINK))
    styles.append(parse_xml(TABLE))


def set_page(word: WordDocument) -> None:
    """Make it A4, with a footer whose first words are filled in, and numbers with room for two digits."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(8)
    footer = section.footer.paragraphs[0]
    footer.add_run("")
    for words, field in (("\tPage ", "PAGE"), (" of ", "NUMPAGES")):
        footer.add_run(words)
        footer._p.append(
            parse_xml(f'<w:fldSimple {SPACES} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
    numbering = word.part.numbering_part.element
    number = next(num for num in numbering.findall(qn("w:num")) if num.get(qn("w:numId")) == "5")
    kind = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    list = next(n for n in numbering.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == kind)
    level = list.find(f"{qn('w:lvl')}/{qn('w:pPr')}")
    level.remove(level.find(qn("w:tabs")))
    level.find(qn("w:ind")).set(qn("w:left"), "454")
    level.find(qn("w:ind")).set(qn("w:hanging"), "454")


def set_properties(word: WordDocument) -> None:
    """Say that it is in English and nobody's, and for a Word of today."""
    kept = word.core_properties
    kept.title = kept.author = kept.last_modified_by = kept.comments = kept.keywords = ""
    kept.language = "en-GB"
    kept.revision = 1
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


if __name__ == "__main__":
    main()
