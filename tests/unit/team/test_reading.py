"""Rosters as people have them become answers; what cannot be read is told by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.errors import UserError
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.team import staff_list as reading
from npqpath.team.staff_list import ROSTERS, Reading, read_roster
from tests.builders import frozen
from tests.unit.spreadsheets.made import Rows, ods, xlsx
from tests.unit.team.rosters import only, roster, told

DONE = Statuses((("npqsl", "completed"),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, mark: str, tmp_path: Path) -> None:
    lines = [("id", "school", "role", "npqs"), ("P1", "\u00c9cole", "SENCO", "NPQSL completed")]
    text = "\r\n".join(mark.join(cells) for cells in lines)
    person = only(roster(tmp_path, text, encoding=encoding))
    assert (person.id, person.school, person.row) == ("P1", "\u00c9cole", 2)
    assert person.answers == {"role": "senco", "npqs": DONE}


@pytest.mark.parametrize(
    ("heading", "cell", "question", "answer"),
    [
        ("role", "Deputy  Headteacher", "role", "deputy-headteacher"),
        ("Role", "principal", "role", "headteacher"),
        ("Job title", "\u00a0Headteacher\u200b", "role", "headteacher"),
        ("What is your job now?", "head of school", "role", "headteacher"),
        ("Job", "deputy head", "role", "deputy-headteacher"),
        ("Job", "Head Teacher", "role", "headteacher"),
        ("Job", "ECT1", "role", "early-career-teacher"),
        ("Job", "Class teacher", "role", "classroom-teacher"),
        ("Job", "HoD", "role", "subject-lead"),
        ("Job", "SENDCo", "role", "senco"),
        ("Job", "TA", "role", "support-staff"),
        ("Specialism", "pastoral", "focus", "behaviour"),
        ("NPQ SL", "currently doing", "npqs", Statuses((("npqsl", "studying"),))),
        ("NPQ SL", "Working towards", "npqs", Statuses((("npqsl", "studying"),))),
        ("works in England", "Y", "works_in_england", "yes"),
        ("works_in_england", "FALSE", "works_in_england", "no"),
        ("WORKS-IN-ENGLAND", "No", "works_in_england", "no"),
        ("works_in_england", "not sure", "works_in_england", NOT_SURE),
        ("works_in_england", "?", "works_in_england", NOT_SURE),
        ("workplace_type", "academy converter", "workplace_type", "state-funded-school"),
        ("teaching_years", "5.0", "teaching_years", 5),
        ("teaching_years", "5 years", "teaching_years", 5),
        ("teaching_years", "10+", "teaching_years", 10),
        (
            "npqs",
            "NPQSL completed; NPQH studying",
            "npqs",
            Statuses((("npqsl", "completed"), ("npqh", "studying"))),
        ),
        (
            "npqs",
            "NPQ SL: done, NPQ-H (in progress)",
            "npqs",
            Statuses((("npqsl", "completed"), ("npqh", "studying"))),
        ),
        ("npqs", "NPQ in Senior Leadership - signed up", "npqs", Statuses((("npqsl", "starting-soon"),))),
        ("npqs", '"NPQSL completed\nNPQH none"', "npqs", DONE),
        ("npqs", "completed NPQSL", "npqs", DONE),
        ("npqs", "none", "npqs", Statuses(())),
        ("npqs", "no", "npqs", Statuses(())),
        ("NPQSL", "Completed", "npqs", DONE),
        ("npq sl", "starting soon", "npqs", Statuses((("npqsl", "starting-soon"),))),
        ("NPQSL", "n", "npqs", Statuses(())),
        ("npqsl", "not sure", "npqs", NOT_SURE),
        ("awards", "QTS; NASENCO award", "awards", Ticked(("qts", "nasenco"))),
        ("awards", "qts|masters", "awards", Ticked(("qts", "masters"))),
        ("awards", "none", "awards", Ticked(())),
        ("qts", "Y", "awards", Ticked(("qts",))),
        ("A master's degree", "x", "awards", Ticked(("masters",))),
        ("scholarships_used npqh", "yes", "scholarships_used", Ticked(("npqh",))),
    ],
)
def test_a_cell(heading: str, cell: str, question: str, answer: AnswerValue, tmp_path: Path) -> None:
    quoted = cell if cell.startswith('"') or "," not in cell else f'"{cell}"'
    assert only(roster(tmp_path, f"id,{heading}\nP1,{quoted}\n")).answers == {question: answer}


def test_missing_answers_are_left_out(tmp_path: Path) -> None:
    assert only(roster(tmp_path, "id,role,aim,npqsl,npqh,qts\nP1,senco,,, ,\n")).answers == {"role": "senco"}


def test_empty_parts_are_not_held_where_another_part_is_told(tmp_path: Path) -> None:
    person = only(roster(tmp_path, "id,npqs,npqsl,npqh\nP1,NPQLT completed,,studying\n"))
    assert person.answers == {"npqs": Statuses((("npqlt", "completed"), ("npqh", "studying")))}


def test_an_npq_without_a_word_counts_as_completed_and_is_remarked(tmp_path: Path) -> None:
    found = roster(tmp_path, "id,npqs,npqsl\nP1,NPQH,\nP2,,yes\n")
    assert [person.answers["npqs"] for person in found.people] == [Statuses((("npqh", "completed"),)), DONE]
    assert found.findings == ()
    assert found.remarks == (
        "2 cells name an NPQ without saying how far it has got. That counts as completed.",
    )


def test_a_bad_cell_is_told_and_counts_as_not_sure(tmp_path: Path) -> None:
    found = roster(tmp_path, "id,Job,works_in_england\nP1,Teachr,maybe\nP2,senco,y\nP3,Teachr,\n")
    assert [dict(person.answers) for person in found.people] == [
        {"role": NOT_SURE, "works_in_england": NOT_SURE},
        {"role": "senco", "works_in_england": "yes"},
        {"role": NOT_SURE},
    ]
    first, second = told(found)
    assert first.startswith('Rows 2 and 4, column "Job": "Teachr" is not an answer to "role". Did you mean ')
    assert "Write one of: trainee-teacher, early-career-teacher, " in first
    where = 'Row 2, column "works_in_england"'
    says = '"maybe" is not an answer to "works_in_england". Write one of: yes, no. Or write not-sure.'
    assert second == f"{where}: {says}"


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        (
            "focus",
            "01/09/2024",
            '"01/09/2024" is a date, which is not an answer here. Write one of: teaching, ',
        ),
        ("focus", "45536", '"45536" is a date, which is not an answer here. Write one of: teaching, '),
        ("teaching_years", "many", '"teaching_years" takes a number of years, such as 4 or 1.5, not "many".'),
        ("npqs", "NPQXX completed", '"NPQXX" is not an answer to "npqs".'),
        (
            "npqsl",
            "maybe",
            '"maybe" is not a status of an NPQ. Write one of: completed, studying, starting-soon, none.',
        ),
        ("qts", "maybe", '"maybe" is not an answer here. Write one of: yes, no.'),
        ("role", "x" * 300, f'"{"x" * 59}\u2026" is not an answer to "role". Write one of: '),
    ],
)
def test_what_is_said_of_a_bad_cell(heading: str, cell: str, says: str, tmp_path: Path) -> None:
    (line,) = told(roster(tmp_path, f"id,{heading}\nP1,{cell}\n"))
    assert line.removeprefix(f'Row 2, column "{heading}": ').startswith(says)


def test_many_rows_with_one_fault_are_one_finding(tmp_path: Path) -> None:
    rows = "".join(f"P{at},Teachr\n" for at in range(1200))
    (finding,) = roster(tmp_path, f"id,role\n{rows}").findings
    assert finding.where == 'Rows 2, 3, 4, 5, 6 and 1,195 more, column "role"'


def test_the_answers_that_a_column_takes_are_told_once(tmp_path: Path) -> None:
    first, second = told(roster(tmp_path, "id,role\nP1,teachr\nP2,sencoo\n"))
    assert "Write one of: trainee-teacher" in first
    assert second == 'Row 3, column "role": "sencoo" is not an answer to "role". Did you mean "senco"?'


@pytest.mark.parametrize("heading", ["Staff no.", "Initials", "Payroll number", "Ref"])
def test_what_a_column_of_ids_may_be_called(heading: str, tmp_path: Path) -> None:
    assert only(roster(tmp_path, f"{heading},role\n7,senco\n")).id == "7"


def test_columns_that_are_not_known(tmp_path: Path) -> None:
    found = roster(tmp_path, "id,Name,role,Salary,teaching_yaers,npqsl,NPQ SL\nP1,Jo,senco,1,4,,yes\n")
    assert found.remarks == (
        'Names are not needed and not kept, so the column "Name" is left out.',
        'The column "Salary" is not known here, so it is left out.',
    )
    assert told(found) == [
        'Column "teaching_yaers": This column is not known, so it is left out. '
        'Did you mean "teaching_years"?',
        'Column "NPQ SL": Another column says the same, so this one is left out. Keep one of them.',
    ]
    assert found.people[0].answers == {"role": "senco"}


def test_stated_things_are_kept_as_they_are(tmp_path: Path) -> None:
    person = only(roster(tmp_path, "id,role,Interest,readiness\nP1,senco,headship  one day,\n"))
    assert person.stated == {"interest": "headship one day"}


def test_ids(tmp_path: Path) -> None:
    found = roster(tmp_path, "Ref,role\nP1,senco\n P1 ,headteacher\n,senco\nP2,senco\n")
    assert [(person.row, person.id) for person in found.people] == [(2, "P1"), (4, "row 4"), (5, "P2")]
    assert told(found) == [
        'Row 3: The id "P1" stands in row 2 too, so this row is left out. Give each person one id.',
        "Row 4: There is no id, so the number of the row takes its place.",
    ]


def test_without_a_column_of_ids_rows_have_their_numbers(tmp_path: Path) -> None:
    found = roster(tmp_path, "role\nsenco\nheadteacher\n")
    assert [person.id for person in found.people] == ["row 2", "row 3"]
    assert found.findings == ()


def test_empty_rows_remarks_and_short_and_long_rows(tmp_path: Path) -> None:
    above = "Staff of Oak\n\nid,role,aim\n# a remark,,\n,,\n  ,\u00a0,\n"
    found = roster(tmp_path, f"{above}P1,senco\nP2,senco,headship,\nP3,senco,headship,7\n")
    assert [(person.row, person.id) for person in found.people] == [(7, "P1"), (8, "P2"), (9, "P3")]
    assert told(found) == [
        "Row 9: There are more cells than headings. Look for a comma too many, and put text in quotes."
    ]


def test_excel_and_open_document(tmp_path: Path) -> None:
    rows: dict[str, Rows] = {
        "Cover": [("Notes",)],
        "Staff": [("id", "role", "teaching_years"), (7, "senco", 5)],
    }
    for path in (xlsx(tmp_path / "a.xlsx", rows), ods(tmp_path / "a.ods", rows)):
        person = only(read_roster(path, frozen()))
        assert (person.id, person.answers) == ("7", {"role": "senco", "teaching_years": 5})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "is not a staff list: it has no headings that npqpath knows."),
        ("id,rle\n1,2\n", 'has no headings that npqpath knows. Did you mean "role" by "rle"?'),
        ("id,role\n", "has nobody in it."),
        ("", "is empty."),
        ("<!doctype html>", "is a web page, not a list."),
    ],
)
def test_what_is_no_roster(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        roster(tmp_path, text)
    assert caught.value.message.endswith(message)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["answers.yaml", "team.YML", "plan.json"])
def test_a_file_of_answers_is_no_roster_though_a_line_looks_like_a_heading(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("role: senco\nawards: [qts]\nnpqs: none\n", "utf-8")
    with pytest.raises(UserError) as caught:
        read_roster(path, frozen())
    assert caught.value.message == f"{path} is not a staff list."
    assert caught.value.hint is not None
    assert "headings such as id, role and aim" in caught.value.hint


def test_batches_hold_everybody_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH", 600)
    rows = [f"P{at},{'senco' if at % 3 else 'headteacher'}" for at in range(2000)]
    rows[1500] = "P7,senco"
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(["id,role", *rows]))
    read = Reading(path, frozen())
    batches = list(read.batches())
    assert [batch.sheets.size for batch in batches] == [1024, 975]
    people = [person for batch in batches for person in batch.people()]
    assert [person.id for person in people] == [f"P{at}" for at in range(2000) if at != 1500]
    assert people[1500].row == 1503
    assert [person.answers["role"] for person in people[:4]] == [
        "headteacher",
        "senco",
        "senco",
        "headteacher",
    ]
    assert [finding.rows for finding in read.notices.findings()] == [(1502,)]


def test_a_roster_may_hold_a_million_rows() -> None:
    assert ROSTERS.most_rows >= 1_000_000
