"""Lists as schools have them: free text about NPQs, dates, headings, sheets, and every row accounted for."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from npqpath.errors import UserError
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.team.staff_list import HowToRead, Roster, read_roster
from tests.builders import frozen
from tests.unit.spreadsheets.made import MAIN, Rows, ods, xlsx, xlsx_of
from tests.unit.team.rosters import told

ON = HowToRead(on=dt.date(2026, 11, 28))


def read(folder: Path, text: str, how: HowToRead = ON) -> Roster:
    """Return what is read from a CSV file with this text."""
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return read_roster(path, frozen(), how=how)


def npqs(**statuses: str) -> Statuses:
    """Return NPQs with their statuses."""
    return Statuses(tuple((id, status.replace("_", "-")) for id, status in statuses.items()))


@pytest.mark.parametrize(
    ("heading", "cell", "answers"),
    [
        ("NPQ", "NPQSL (2023)", {"npqs": npqs(npqsl="completed")}),
        ("NPQs held", "NPQSL & NPQLT", {"npqs": npqs(npqlt="completed", npqsl="completed")}),
        ("npqs", "NPQSL / NPQLT", {"npqs": npqs(npqlt="completed", npqsl="completed")}),
        ("npqs", "NPQML, NASENCO", {"npqs": npqs(), "awards": Ticked(("nasenco", "npqml"))}),
        ("npqs", "NPQML, NPQLT", {"npqs": npqs(npqlt="completed"), "awards": Ticked(("npqml",))}),
        ("npqs", "NPQSL (2019)", {"npqs": npqs(), "awards": Ticked(("legacy-npqsl",))}),
        ("npqs", "NPQLL started Nov 2025", {"npqs": npqs(npqll="studying")}),
        ("npqs", "NPQSL & NPQLT in progress", {"npqs": npqs(npqlt="studying", npqsl="studying")}),
        ("npqs", "NPQH due to start Sept 2027", {"npqs": npqs(npqh="starting_soon")}),
        ("npqs", "Completed NPQSL 2023", {"npqs": npqs(npqsl="completed")}),
        ("npqs", "withdrew from NPQSL 2022", {"npqs": npqs()}),
        ("npqs", "interested in NPQH", {"npqs": npqs()}),
        ("npqs", "N/A", {"npqs": npqs()}),
        ("NPQSL", "01/07/2023", {"npqs": npqs(npqsl="completed")}),
        ("NPQSL", "45108", {"npqs": npqs(npqsl="completed")}),
        ("NPQSL", "started Nov 2025", {"npqs": npqs(npqsl="studying")}),
        ("NPQSL", "withdrawn", {"npqs": npqs()}),
        ("QTS date", "01/09/2016", {"awards": Ticked(("qts",)), "teaching_years": 10}),
        ("Start date", "2020-01-06", {"teaching_years": 6}),
    ],
)
def test_a_cell_is_taken_for_what_it_says(
    heading: str, cell: str, answers: dict[str, AnswerValue], tmp_path: Path
) -> None:
    found = read(tmp_path, f'id,{heading}\nP1,"{cell}"\n')
    assert found.findings == ()
    assert found.people[0].answers == answers


@pytest.mark.parametrize("cell", ["NPQSL applied", "NPQH 2027", "not completed NPQH", "NPQXX"])
def test_what_leaves_it_open_is_not_sure_and_told(cell: str, tmp_path: Path) -> None:
    found = read(tmp_path, f"id,npqs\nP1,{cell}\n")
    assert found.people[0].answers == {"npqs": NOT_SURE}
    assert len(found.findings) == 1
    assert not any("without saying how far" in remark for remark in found.remarks)


def test_of_two_columns_the_more_exact_job_counts(tmp_path: Path) -> None:
    text = "id,Post,Role\nE1,Teacher,ECT1\nE2,Assistant Head,SENCO\nE3,,Head of Maths\n"
    found = read(tmp_path, text)
    assert [dict(person.answers) for person in found.people] == [
        {"role": "early-career-teacher"},
        {"role": "assistant-headteacher", "focus": "send"},
        {"role": "subject-lead", "focus": "teaching"},
    ]


def test_the_day_of_an_appointment_counts_for_who_leads(tmp_path: Path) -> None:
    text = "id,Job,Date appointed\nP1,Teacher,01/09/2015\nP2,Head of Year 7,01/09/2022\n"
    found = read(tmp_path, text)
    assert [person.answers.get("leadership_years") for person in found.people] == [None, 4]


def test_duties_in_a_title_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, "id,Job,duties\nP1,Class teacher / ECT mentor,induction-tutor\n")
    assert found.people[0].stated == {"duties": "induction-tutor; mentor"}


def test_a_list_without_headings_is_said_to_have_none(tmp_path: Path) -> None:
    text = "A1,senco,lead-area,4\nA2,headteacher,support-as-head,12\nA3,deputy head,headship,9\n"
    with pytest.raises(UserError) as caught:
        read(tmp_path, text)
    assert "it has no headings that npqpath knows" in caught.value.message


def test_a_quotation_mark_left_open_is_told_with_its_line(tmp_path: Path) -> None:
    text = 'id,role,aim\nP1,senco,\nP2,"senco,lead-area\nP3,headteacher,headship\nP4,deputy head,headship\n'
    with pytest.raises(UserError) as caught:
        read(tmp_path, text)
    assert caught.value.message.endswith("has a quotation mark in line 3 that is never closed.")


def test_bars_part_cells_and_letters_that_nobody_sees_do_not_count(tmp_path: Path) -> None:
    found = read(tmp_path, "id|role|npqs\nP1|head\u00adteacher|NPQSL\u200b; NPQH\n")
    assert found.people[0].answers["role"] == "headteacher"


def test_two_rows_of_headings_are_one(tmp_path: Path) -> None:
    rows: Rows = [("Person", "", "NPQs", ""), ("Ref", "Job title", "NPQSL", "NPQH"), ("7", "SENCO", "x", "")]
    (person,) = read_roster(xlsx(tmp_path / "a.xlsx", {"Staff": rows}), frozen(), how=ON).people
    assert (person.id, person.answers) == ("7", {"role": "senco", "npqs": npqs(npqsl="completed")})
    rows = [("Ref", "Job", "NPQ", ""), ("", "title", "SL", "NPQH"), ("7", "SENCO", "x", "")]
    (person,) = read_roster(xlsx(tmp_path / "b.xlsx", {"Staff": rows}), frozen(), how=ON).people
    assert (person.id, person.answers) == ("7", {"role": "senco", "npqs": npqs(npqsl="completed")})


STAFF: Rows = [("Ref", "Job"), (1, "SENCO"), (2, "Head of Maths")]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_every_sheet_with_headings_is_read_and_its_name_is_the_school(write: object, tmp_path: Path) -> None:
    assert callable(write)
    sheets: dict[str, Rows] = {
        "Read me": [("Ask the office",)],
        "Ash": STAFF,
        "Birch": [("Staff of Birch",), *STAFF],
    }
    found = read_roster(write(tmp_path / "trust.x", sheets), frozen(), how=ON)
    people = [(person.school, person.id, person.sheet, person.row) for person in found.people]
    assert people == [
        ("Ash", "1", "Ash", 2),
        ("Ash", "2", "Ash", 3),
        ("Birch", "1 (Birch)", "Birch", 3),
        ("Birch", "2 (Birch)", "Birch", 4),
    ]
    assert found.understood.left_out == [
        ("Read me", 1, "The sheet is not read: it has no headings of a staff list."),
        ("Birch", 1, "It stands above the headings."),
    ]
    assert found.understood.rows == 6
    assert found.remarks == ('The sheet "Read me" is not read: it has no headings of a staff list.',)


HIDDEN = (
    f'<worksheet xmlns="{MAIN}"><cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
    '<row r="1"><c r="A1" t="str"><v>Ref</v></c><c r="B1" t="str"><v>Job</v></c>'
    '<c r="C1" t="str"><v>NPQSL</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>X1</f><v>SENCO</v></c>'
    '<c r="C2" t="str"><v>yes</v></c></row>'
    '<row r="3" hidden="1"><c r="A3"><v>2</v></c><c r="B3" t="str"><v>Cook</v></c></row>'
    '<row r="4"><c r="A4"><v>3</v></c><c r="B4" t="e"><v>#N/A</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="B3:B4"/></mergeCells></worksheet>'
)


def test_hidden_rows_and_columns_are_told_and_left_out_if_asked(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path / "a.xlsx", HIDDEN)
    found = read_roster(path, frozen(), how=ON)
    # A formula counts by its value, and merged cells have the text of the first.
    assert [person.answers.get("role") for person in found.people] == [
        "senco",
        "support-staff",
        "support-staff",
    ]
    assert found.remarks[0] == "Hidden columns are read too, unless you add --visible: NPQSL."
    assert found.remarks[1] == "Hidden rows are read too, unless you add --visible: 3."
    seen = read_roster(path, frozen(), how=HowToRead(only_visible=True))
    assert [(person.id, sorted(person.answers)) for person in seen.people] == [
        ("1", ["role"]),
        ("3", ["role"]),
    ]
    assert seen.understood.left_out == [("", 3, "The row is hidden.")]


def test_a_visible_sheet_is_read_before_a_hidden_one(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Old": STAFF, "Now": [("Ref", "Job"), (9, "SENCO")]})
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace('name="Old"', 'name="Old" state="hidden"')
    with zipfile.ZipFile(path, "w") as file:
        for name, text in members.items():
            file.writestr(name, text)
    found = read_roster(path, frozen(), how=ON)
    assert [person.id for person in found.people] == ["9"]
    assert 'The sheet "Old" is not read: it is hidden.' in found.remarks
    assert found.understood.rows == 4


def test_rows_that_are_nobody_say_why(tmp_path: Path) -> None:
    text = "Staff of Oak,,\nid,Job,NPQs\nP1,SENCO,\n# a remark,,\nid,Job,NPQs\nP1,Cook,\nTotal: 1,,\n,,\n"
    found = read(tmp_path, text)
    assert [row for _, row, _ in found.understood.left_out] == [1, 4, 5, 6, 7]
    assert found.understood.rows == 6
    assert told(found) == [
        'Row 6: The id "P1" stands in row 3 too, so this row is left out. Give each person one id.'
    ]


def test_what_is_the_same_for_all_is_said_once(tmp_path: Path) -> None:
    how = HowToRead(defaults={"works_in_england": "yes", "setting": "school"})
    found = read(tmp_path, "id,Job,setting\nP1,SENCO,\nP2,SENCO,academy trust\n", how)
    assert [(p.answers["works_in_england"], p.answers["setting"]) for p in found.people] == [
        ("yes", "school"),
        ("yes", "academy-trust"),
    ]


def test_what_a_list_of_schools_tells_comes_before_what_is_the_same_for_all(tmp_path: Path) -> None:
    how = HowToRead(
        defaults={"targeted_rise_school": "no", "works_in_england": "yes"},
        workplace=lambda name: {"targeted_rise_school": "yes"} if name == "Ash" else {},
    )
    found = read(tmp_path, "id,Job,School\nP1,SENCO,Ash\nP2,SENCO,Birch\n", how)
    assert [person.answers["targeted_rise_school"] for person in found.people] == ["yes", "no"]


def test_an_id_counts_within_its_school(tmp_path: Path) -> None:
    text = "School,id,Job\nAsh,1,SENCO\nBirch,1,Cook\nAsh,1,Cleaner\n"
    found = read(tmp_path, text)
    assert [(person.id, person.school) for person in found.people] == [("1", "Ash"), ("1 (Birch)", "Birch")]
    assert [row for _, row, _ in found.understood.left_out] == [4]


def test_a_row_of_codes_and_ticks_is_no_row_of_headings(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(tmp_path, "T1,NPQSL,NPQH,x\nT2,,x,\n")


def test_a_word_that_looks_alike_is_no_hint(tmp_path: Path) -> None:
    found = read(tmp_path, "id,Job,focus\nP1,Teacher,English\nP2,Teacher,literacie\nP3,Teacher,PE & sport\n")
    first, second = told(found)
    assert "Did you mean" not in first
    assert 'Did you mean "literacy"?' not in second
    assert found.people[2].answers["focus"] == "teaching"
