"""Small XLSX and ODS files, made letter by letter so that they can be wrong in every way."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

Rows = Sequence[Sequence[str | int]]


def write_zip(path: Path, members: Mapping[str, str]) -> Path:
    """Write a ZIP file with these members, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def xlsx(path: Path, sheets: Mapping[str, Rows], *, shared: bool = True) -> Path:
    """Write a workbook with texts shared, as Excel does, or inline."""
    texts: list[str] = []
    members = {"xl/workbook.xml": _workbook(sheets), "xl/_rels/workbook.xml.rels": _relations(len(sheets))}
    for at, rows in enumerate(sheets.values(), 1):
        members[f"xl/worksheets/sheet{at}.xml"] = xlsx_sheet(rows, texts if shared else None)
    if shared:
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    return write_zip(path, members)


def xlsx_of(path: Path, sheet: str, **others: str) -> Path:
    """Write a workbook of one sheet, given as XML."""
    members = {
        "xl/workbook.xml": _workbook({"List": []}),
        "xl/_rels/workbook.xml.rels": _relations(1),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return write_zip(path, {**members, **{f"xl/{name}.xml": text for name, text in others.items()}})


def xlsx_sheet(rows: Rows, texts: list[str] | None) -> str:
    """Return a sheet as XML, its texts gathered in `texts` or written inline."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{chr(65 + at)}{number}", value, texts) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(reference: str, value: str | int, texts: list[str] | None) -> str:
    if isinstance(value, int):
        return f'<c r="{reference}"><v>{value}</v></c>'
    if not value:
        return ""
    if texts is None:
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    texts.append(value)
    return f'<c r="{reference}" t="s"><v>{len(texts) - 1}</v></c>'


def _workbook(sheets: Mapping[str, object]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>'


def _relations(count: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{at}" Target="worksheets/sheet{at}.xml"/>' for at in range(1, count + 1)
    )
    return f"<Relationships>{listed}</Relationships>"


def ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write an OpenDocument spreadsheet, with the million empty rows at the end that LibreOffice writes."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{_ods_rows(rows)}</table:table>"
        for name, rows in sheets.items()
    )
    return ods_of(path, tables)


def ods_of(path: Path, tables: str, *, before: str = "") -> Path:
    """Write an OpenDocument spreadsheet with these tables, given as XML."""
    names = f'xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"'
    content = f"{before}<office:document-content {names}><office:body><office:spreadsheet>{tables}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    return write_zip(
        path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def _ods_rows(rows: Rows) -> str:
    lines = []
    for row in rows:
        cells = "".join(_ods_cell(value) for value in row)
        rest = '<table:table-cell table:number-columns-repeated="16380"/>'
        lines.append(f"<table:table-row>{cells}{rest}</table:table-row>")
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    lines.append(f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>')
    return "".join(lines)


def _ods_cell(value: str | int) -> str:
    if isinstance(value, int):
        told = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {told}><text:p>{value:,}</text:p></table:table-cell>"
    if not value:
        return "<table:table-cell/>"
    text = f"<text:p>{escape(value)}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
