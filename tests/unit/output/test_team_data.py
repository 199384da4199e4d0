"""A team's plan as data: whole and as rows."""

from __future__ import annotations

import pytest

from npqpath.output.records import plain_data
from npqpath.output.views.team_record import choice_records, choice_rows, team_json
from npqpath.team.report import Report
from npqpath.team.task import Limits
from npqpath.team.team_file import Must, TeamFile, WantedPost
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
            must=(Must(person="id-maths", take="npqlbc"),),
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


def test_the_data_says_how_far_each_aim_was_taken_and_which_limit_is_used_up(report: Report) -> None:
    data = plain_data(team_json(report))
    assert [each["id"] for each in data["aims"]][-2:] == ["sooner", "fewest-npqs"]
    assert all(each["proved"] and each["reached"] == each["at_most"] for each in data["aims"])
    assert data["limits_used_up"] == ["at_once"]


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
