"""CSV, XLSX and ODS files become rows of text; whatever else comes in is a clear sentence."""

from __future__ import annotations

import dataclasses
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from npqpath.errors import UserError
from npqpath.spreadsheets import LONGEST_CELL
from npqpath.spreadsheets import zip_xml as zipped
from npqpath.spreadsheets.read import SAVE_AS_CSV, Purpose, read_sheets, tidied
from tests.unit.spreadsheets.made import MAIN, ods, ods_of, write_zip, xlsx, xlsx_of

ROWS = (
    ("Eligible settings", ""),
    (),
    ("URN", "School name"),
    (100000, "St  Mary's & <Co>"),
    (100001, "\u00c9lan School"),
)
READ = [
    ["Eligible settings"],
    [],
    ["URN", "School name"],
    ["100000", "St Mary's & <Co>"],
    ["100001", "\u00c9lan School"],
]


LISTS = Purpose("one of these lists", "more than there are places", "Download it again.", 300_000, 1_000_000)


def rows_of(path: Path, purpose: Purpose = LISTS) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet without the empty cells and rows at the end."""
    return {sheet.name: trimmed(list(tidied(sheet.rows))) for sheet in read_sheets(path, purpose)}


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    short = [row[: max((at + 1 for at, cell in enumerate(row) if cell), default=0)] for row in rows]
    while short and not short[-1]:
        short.pop()
    return short


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "inline"])
def test_xlsx(shared: bool, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", {"Cover": [("Notes",)], "Data": ROWS}, shared=shared)
    assert rows_of(path) == {"Cover": [["Notes"]], "Data": READ}


def test_ods(tmp_path: Path) -> None:
    path = ods(tmp_path / "list.ods", {"Cover": [("Notes",)], "Data": ROWS})
    assert rows_of(path) == {"Cover": [["Notes"]], "Data": READ}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [("URN", "School name", "Town"), ("100000", '"St Mary\'s, Oak"', "\u00c9lan")]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert rows_of(path) == {"": [["URN", "School name", "Town"], ["100000", "St Mary's, Oak", "\u00c9lan"]]}


def test_commas_within_cells_are_not_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,npqs\n1,NPQSL completed; NPQH studying; NPQLT completed\n2,\n")
    assert rows_of(path)[""][1] == ["1", "NPQSL completed; NPQH studying; NPQLT completed"]


def test_xlsx_with_rows_and_cells_left_out_and_odd_values(tmp_path: Path) -> None:
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData>'
        '<row r="2"><c r="B2" t="str"><f>1+1</f><v>sum</v></c><c r="D2"><v>100000.0</v></c></row>'
        '<row r="4"><c><v>1</v></c><c t="b"><v>1</v></c><c t="s"><v>99</v></c><c t="s"><v>x</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh><t>aid</t></rPh></is></c></row>'
        "</sheetData></worksheet>"
    )
    assert rows_of(xlsx_of(tmp_path / "a.xlsx", sheet)) == {
        "List": [[], ["", "sum", "", "100000"], [], ["1", "1"], ["rich text"]]
    }


def test_ods_with_repeats_remarks_and_spaces(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>a</text:p></table:table-cell>"
    tables = (
        '<table:table table:name="One">'
        f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>b</text:p>'
        "</table:table-cell></table:table-row>"
        "<table:table-row><table:table-cell><office:annotation><text:p>a remark</text:p></office:annotation>"
        "<text:p>c<text:s/><text:span>d</text:span></text:p><text:p>e</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell><text:p>f</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    assert rows_of(ods_of(tmp_path / "a.ods", tables)) == {
        "One": [["a"], ["a"], ["b", "b", "b"], ["c d e", "", "f"]]
    }


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.csv", b"", "a.csv is empty."),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "a.xls is an old Excel file, or has a password."),
        ("a.csv", b"\n<!DOCTYPE html><html>", "a.csv is a web page, not a list."),
        ("a.csv", b"%PDF-1.7", "a.csv is a PDF, not a list."),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a.png is not a spreadsheet."),
        ("a.ods", b"PK\x03\x04 no zip at all", "a.ods cannot be read: it is damaged."),
        ("a.csv", b'URN\n"' + b"x" * 200_000, "a.csv cannot be read as CSV: field larger than field limit"),
    ],
)
def test_what_people_have_by_mistake(name: str, raw: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert complaint(path).startswith(message)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none.csv") == "There is no file none.csv."


def test_a_zip_without_a_spreadsheet(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"list.csv": "URN"})
    assert complaint(path) == "a.zip is a ZIP file without a spreadsheet in it."


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    before = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = ods_of(tmp_path / "a.ods", "<table:table/>", before=before)
    assert complaint(path) == "a.ods cannot be read: it holds declarations that no spreadsheet has."


def test_a_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 1_000_000)
    path = ods_of(tmp_path / "a.ods", "<table:table>" + " " * 3_000_000 + "</table:table>")
    assert path.stat().st_size < 10_000
    assert complaint(path) == "a.ods cannot be read: it unpacks to far more than a list holds."


def test_a_file_that_is_too_big_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 2_000_000)
    assert complaint(path) == "a.csv is too big to be one of these lists (2 megabytes)."


def test_rows_without_end_are_refused(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="99999999">'
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    path = ods_of(tmp_path / "a.ods", f"<table:table>{row}{cell}</table:table-row></table:table>")
    assert complaint(path) == "a.ods cannot be read: a row is repeated more often than in any list."


def test_a_cell_in_the_last_row_and_column_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert rows_of(xlsx_of(tmp_path / "a.xlsx", sheet)) == {"List": [["1"]]}


BOMBS: dict[str, Callable[[], str]] = {
    "attributes.xlsx": lambda: "<row" + "".join(f" a{at}=''" for at in range(500_000)) + "></row>",
    "one attribute.xlsx": lambda: "<row a='" + "x" * 30_000_000 + "'></row>",
    "cells.xlsx": lambda: "<row>" + "<c/>" * 3_000_000,
    "lines.xlsx": lambda: "<row><c><v>" + "\n" * 30_000_000,
    "paragraphs.ods": lambda: "<table:table-row><table:table-cell>" + "<text:p/>" * 2_000_000,
    "cells.ods": lambda: "<table:table-row>" + "<table:table-cell/>" * 2_000_000,
    "commas.csv": lambda: "URN,Name" + "," * 30_000_000,
    "quoted.csv": lambda: "URN,Name\n" + '"\n",' * 10_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_row_and_no_cell_takes_more_than_seconds(name: str, tmp_path: Path) -> None:
    path, bomb = tmp_path / name, BOMBS[name]()
    if path.suffix == ".xlsx":
        xlsx_of(path, f'<worksheet xmlns="{MAIN}"><sheetData>{bomb}</sheetData></worksheet>')
    elif path.suffix == ".ods":
        ods_of(path, f"<table:table>{bomb}")
    else:
        path.write_text(bomb, "utf-8")
    before = time.process_time()
    assert re.search("of it|in it", complaint(path, dataclasses.replace(LISTS, most_bytes=100_000_000)))
    assert time.process_time() - before < 5


@pytest.mark.parametrize("xml", ["<worksheet>", "no xml", "<worksheet>\0</worksheet>", ""])
def test_damaged_xml(xml: str, tmp_path: Path) -> None:
    assert complaint(xlsx_of(tmp_path / "a.xlsx", xml)) == "a.xlsx cannot be read: it is damaged."


def test_a_workbook_without_its_parts(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"xl/workbook.xml": "<workbook/>"})
    assert complaint(path) == "a.xlsx cannot be read: a part of it is missing."


def test_a_member_whose_content_was_swapped_is_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Data": ROWS})
    with zipfile.ZipFile(path) as file:
        at = file.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw = bytearray(path.read_bytes())
    raw[at + 80 : at + 90] = b"\xff" * 10
    path.write_bytes(bytes(raw))
    assert complaint(path) == "a.xlsx cannot be read: it is damaged."


def test_cells_are_cut_at_a_length_that_no_name_has(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("URN,Name\n100000," + "x" * 9000)
    assert len(rows_of(path)[""][1][1]) == LONGEST_CELL


def complaint(path: Path, purpose: Purpose = LISTS) -> str:
    """Return what is said about a file, with its name only."""
    try:
        rows_of(path, purpose)
    except UserError as error:
        # Not by `pytest.raises`, which would keep the frames alive that hold the open file.
        message, hint = error.message, error.hint
    else:
        pytest.fail("nothing is wrong with it")
    assert hint
    if "cannot be read:" in message:
        assert hint == SAVE_AS_CSV
    return message.replace(f"{path.parent}/", "")
