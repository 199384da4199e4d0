"""A workbook as another library reads it: every word there, nothing that acts, nice to sort and filter."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl

from npqpath.output.document import Bullets, Document, Heading, Item, Notice, Pairs, Paragraph, Table
from npqpath.output.excel import render_xlsx

ON = dt.date(2026, 11, 22)


def read(*blocks: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(Document(blocks), ON)))  # type: ignore[arg-type]


def cells(sheet: object) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]  # type: ignore[attr-defined]


def test_words_are_on_the_first_sheet_and_each_table_on_its_own() -> None:
    book = read(
        Heading("Plan", 1),
        Pairs((("People", "8"),)),
        Notice("Rules are not out."),
        Heading("Who studies what"),
        Bullets((Item("ann: NPQSL", ("Their own plan says so.",)),)),
        Table(("Person", "Course"), (("ann", "NPQSL"), ("ben", "NPQH"))),
    )
    assert book.sheetnames == ["Words", "Who studies what"]
    words = [row[0] for row in cells(book["Words"]) if row[0]]
    assert words == [
        "Plan",
        "People: 8",
        "Important: Rules are not out.",
        "Who studies what",
        "- ann: NPQSL",
        "  - Their own plan says so.",
    ]
    assert cells(book["Who studies what"]) == [["Person", "Course"], ["ann", "NPQSL"], ["ben", "NPQH"]]


def test_nothing_acts_as_a_formula_or_a_link() -> None:
    hostile = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", "https://example.org", "{=1}", "\t=1")
    book = read(Heading("T"), Table(("Text",), tuple((text,) for text in hostile)), Paragraph("=2"))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")
                assert cell.data_type != "n" or cell.value is None
                assert cell.hyperlink is None
                assert cell.value is None or cell.quotePrefix


def test_headings_and_titles_are_text_too() -> None:
    book = read(Heading("=1+1", 1), Heading("=2"), Table(("=3", "+4"), (("a", "b"),)))
    assert book.sheetnames == ["Words", "=2"]
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.value for cell in found} >= {"=1+1", "=2", "=3", "+4"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)


def test_sheets_with_the_same_or_an_odd_name_get_names_that_excel_takes() -> None:
    table = Table(("A",), (("1",),))
    long = "A heading that is far too long for the name of a sheet"
    book = read(*(part for title in (long, long, "Maths: a/b?", "words") for part in (Heading(title), table)))
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_darker_cells_have_a_darker_ground() -> None:
    book = read(Heading("T"), Table(("School", "n"), (("elm", "0"), ("oak", "4")), shades=((0, 0), (0, 4))))
    grounds = [row[1].fill.start_color.rgb for row in book["T"].iter_rows(min_row=2)]
    assert grounds == ["00000000", "FF2F75B5"]


def test_is_the_same_every_time() -> None:
    document = Document((Heading("T"), Table(("A",), (("1",),))))
    assert render_xlsx(document, ON) == render_xlsx(document, ON)
