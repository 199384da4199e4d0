"""A team's plan as data: whole, as rows, and masked."""

from __future__ import annotations

import json

import pytest

from npqpath.output.document import Bullets, Document, Table
from npqpath.output.records import plain_data
from npqpath.output.views.team_masked import FEW, HIDDEN, masked_document, masked_json
from npqpath.output.views.team_record import choice_records, choice_rows, team_json
from npqpath.team.report import Report
from npqpath.team.task import Limits, Wish
from npqpath.team.team_file import TeamFile, WantedPost
from tests.unit.team.candidates import person, report_on


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report on four people at two schools, with a limit that binds."""
    return report_on(
        person("id-maths", role="subject-lead", aim="lead-area", focus="teaching"),
        person("id-art", role="subject-lead", aim="lead-area", focus="teaching", school="oak"),
        person("id-deputy", role="deputy-headteacher", aim="headship", npqs={"npqsl": "completed"}),
        person("id-head", role="headteacher", school="oak"),
        wanted=TeamFile(
            name="Two schools",
            starts=1,
            priorities=("teaching",),
            posts=(WantedPost(post="headteacher"),),
            limits=Limits(at_once=2),
            must=(Wish(person="id-maths", take="npqlbc"),),
        ),
    )


@pytest.fixture(scope="module")
def trust() -> Report:
    """Return the report on twenty-four people at two schools."""
    leaders = [
        person(f"lead-{n}", role="subject-lead", aim="lead-area", focus="teaching", school="elm")
        for n in range(7)
    ]
    others = [person(f"new-{n}", role="early-career-teacher", school="oak") for n in range(16)]
    return report_on(
        *leaders, *others, person("lead-8", role="deputy-headteacher", aim="headship", school="oak")
    )


def test_the_data_says_who_begins_what_and_why(report: Report) -> None:
    data = plain_data(team_json(report))
    assert (data["schema"], data["name"], data["people"]) == ("npqpath/team-plan/1", "Two schools", 4)
    assert data["schools"] == ["elm", "oak"]
    chosen = {each["person"]: each for each in data["choices"]}
    columns, *rows = choice_rows(report)
    assert [dict(zip(columns, row, strict=True)) for row in rows] == data["choices"]
    assert chosen["id-maths"]["course"] == "npqlbc"
    assert chosen["id-deputy"]["course"] == "npqh"
    assert chosen["id-deputy"]["start"] == "2027-11"
    assert chosen["id-deputy"]["serves"] == "headteacher, principal or head of school"
    assert chosen["id-deputy"]["sources"]


def test_a_course_that_is_only_told_has_no_advice_of_the_person(report: Report) -> None:
    told = next(each for each in choice_records(report) if each.course == "npqlbc")
    assert (told.because, told.sources, told.would_dfe_pay) == ("", "", "")


def test_the_data_says_how_far_each_aim_was_taken_and_which_limit_binds(report: Report) -> None:
    data = plain_data(team_json(report))
    assert len(data["aims"]) == 9
    assert all(each["proved"] and each["reached"] == each["at_most"] for each in data["aims"])
    (limit,) = data["limits"]
    assert limit["limit"] == "at_once"
    assert next(iter(limit["one_more_brings"].values())) > 0


def test_the_data_has_every_view(report: Report) -> None:
    data = plain_data(team_json(report))
    rung = next(each for each in data["pipeline"] if each["post"] == "headteacher")
    assert (rung["there"], [each["person"] for each in rung["coming"]]) == (["id-head"], ["id-deputy"])
    assert [each["school"] for each in data["golden_thread"]] == ["elm", "oak"]
    assert {each["course"]: each["hold"] for each in data["across"]}["npqsl"] == {"elm": ["id-deputy"]}
    assert data["money"]["funded"] + data["money"]["own"] == len(data["choices"])
    assert data["released"]["elm"]["2027-11"] == 2
    assert data["by_term"]["elm"] == {
        **dict.fromkeys(("2027-09", "2028-01", "2028-05", "2028-09"), 2),
        "2029-01": 1,
    }
    implementation = {each["school"]: each for each in data["areas"] if each["area"] == "Implementation"}
    assert (implementation["elm"]["now"], implementation["elm"]["then"]) == (1, 2)


def cells(document: Document) -> list[str]:
    return [c for block in document.blocks if isinstance(block, Table) for row in block.rows for c in row[1:]]


def test_a_masked_plan_has_no_id_and_no_small_number(report: Report, trust: Report) -> None:
    for each in (report, trust):
        document, data = masked_document(each), plain_data(masked_json(each))
        ids = [person.id for person in each.people]
        assert not any(id in repr(document) or id in json.dumps(data) for id in ids)
        numbers = {int(cell) for cell in cells(document) if cell.isdigit()}
        assert all(number >= 5 for number in numbers)


def test_a_masked_plan_of_a_small_team_counts_no_courses(report: Report) -> None:
    document = masked_document(report)
    (courses,) = (block for block in document.blocks if isinstance(block, Bullets))
    assert {item.text for item in courses.items} == {"NPQLBC", "NPQH"}
    data = plain_data(masked_json(report))
    assert data["people"] == FEW
    assert data["courses"] == {"npqlbc": {"2027-11": HIDDEN}, "npqh": {"2027-11": HIDDEN}}


def test_a_masked_plan_of_a_larger_team_counts_large_groups(trust: Report) -> None:
    data = plain_data(masked_json(trust))
    assert data["people"] == "24"
    assert data["courses"]["npqlt"] == {"2027-11": "7", "2028-11": FEW, "2029-11": FEW}
    assert data["courses"]["npqh"] == dict.fromkeys(("2027-11", "2028-11", "2029-11"), FEW)
    places = {each["school"]: each["then"] for each in data["areas"] if each["area"] == "Implementation"}
    assert places == {None: "5 or more", "elm": "5 or more", "oak": FEW}
