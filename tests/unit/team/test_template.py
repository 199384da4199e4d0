"""The template reads back clean, whatever it is written as."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from npqpath.advice.person import make_person
from npqpath.output.excel import template_csv, template_workbook
from npqpath.team.candidates import join
from npqpath.team.columns import make_template
from npqpath.team.staff_list import read_roster
from tests.builders import frozen, frozen_core

TEAM_COLUMNS = ("team", "phase", "interest", "readiness", "duties")
"""What docs/teams.md says the template has for the team."""


def write(folder: Path, ending: str) -> Path:
    template, path = make_template(frozen()), folder / f"roster{ending}"
    if ending == ".csv":
        path.write_text(template_csv(template), "utf-8-sig")
    else:
        path.write_bytes(template_workbook(template))
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_the_examples_come_back_as_they_are_in_the_data(ending: str, tmp_path: Path) -> None:
    found = read_roster(write(tmp_path, ending), frozen())
    assert (found.findings, found.remarks) == ((), ())
    tests = frozen().pathways.tests[: len(found.people)]
    assert [len(person.answers) for person in found.people] == [len(test.answers) for test in tests]
    for person in found.people:
        make_person(frozen_core(), person.answers)


def test_every_choice_is_an_answer(tmp_path: Path) -> None:
    template = make_template(frozen())
    path = tmp_path / "roster.csv"
    for column in template.columns:
        rows = "".join(f"P{at},{choice},\n" for at, choice in enumerate(column.choices))
        if rows:
            beside = "aim" if column.heading == "role" else "role"
            path.write_text(f"id,{column.heading},{beside}\n{rows}")
            found = read_roster(path, frozen())
            assert (found.findings, join(frozen_core(), found.people)[1]) == ((), ())


def test_there_is_a_column_for_all_that_a_team_may_state() -> None:
    assert {column.heading for column in make_template(frozen()).columns} >= {*TEAM_COLUMNS, "school"}


def test_excel_offers_the_choices(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, ".xlsx"))
    headings = [cell.value for cell in book["Roster"][1]]
    answers = {
        column[0].value: [cell.value for cell in column[2:] if cell.value]
        for column in book["Answers"].iter_cols()
    }
    offered = {
        headings[next(iter(validation.sqref.ranges)).min_col - 1]: validation.formula1
        for validation in book["Roster"].data_validations.dataValidation
        if validation.type == "list"
    }
    assert list(answers) == headings
    assert offered["role"] == f"Answers!$H$3:$H${2 + len(answers['role'])}"
    assert answers["npqsl"] == ["completed", "studying", "starting-soon", "none"]
