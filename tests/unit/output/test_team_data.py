"""A team's plan as data: whole and as rows."""

from __future__ import annotations

import pytest

from npqpath.output.formats import plain_data
from npqpath.output.views.team_record import person_records, person_rows, team_json
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


IDS = ("id-maths", "id-art", "id-deputy", "id-head")


def test_the_data_says_who_begins_what_and_why(report: Report) -> None:
    data = plain_data(team_json(report))
    assert (data["schema"], data["name"], data["people"]) == ("npqpath/team-plan/2", "Two schools", 4)
    assert data["schools"] == ["elm", "oak"]
    chosen = {each["person"]: each for each in data["choices"]}
    columns, *rows = person_rows(report)
    assert [dict(zip(columns, row, strict=True))["person"] for row in rows] == list(IDS)
    every = [*data["choices"], *data["without"]]
    assert all(dict(zip(columns, row, strict=True)) in every for row in rows)
    assert chosen["id-maths"]["course"] == "npqlbc"
    assert chosen["id-deputy"]["course"] == "npqh"
    assert chosen["id-deputy"]["start"] == "2027-11"
    assert chosen["id-deputy"]["serves"] == "headteacher"
    assert chosen["id-deputy"]["sources"]


def test_a_course_that_is_only_told_has_no_advice_of_the_person(report: Report) -> None:
    told = next(each for each in person_records(report) if each["course"] == "npqlbc")
    assert (told["because"], told["sources"], told["would_dfe_pay"]) == ("", "", "")


def test_the_data_says_how_far_each_aim_was_taken_and_which_limit_is_used_up(report: Report) -> None:
    data = plain_data(team_json(report))
    assert [each["id"] for each in data["aims"]][-3:] == ["fewest-npqs", "spread", "sooner"]
    assert all(each["proved"] and each["reached"] == each["at_most"] for each in data["aims"])
    assert data["limits_used_up"] == ["at_once"]


def test_the_data_has_every_view(report: Report) -> None:
    data = plain_data(team_json(report))
    rung = next(each for each in data["pipeline"] if each["post"] == "headteacher")
    assert (rung["there"], [each["person"] for each in rung["coming"]]) == (["id-head"], ["id-deputy"])
    assert [each["school"] for each in data["golden_thread"]] == ["elm", "oak"]
    assert {each["course"]: each["hold"] for each in data["across"]}["npqsl"] == {"elm": ["id-deputy"]}
    assert data["money"]["funded"] + data["money"]["own"] == len(data["choices"])
    assert data["by_term"]["elm"] == {
        **dict.fromkeys(("2027-09", "2028-01", "2028-05", "2028-09"), 2),
        "2029-01": 1,
    }


def test_a_row_for_each_person_says_why_and_what_it_costs() -> None:
    one, two = (
        person(id, role="subject-lead", aim="lead-area", focus="teaching", on_schools_disadvantage_list="no")
        for id in ("one", "two")
    )
    made = report_on(one, two, wanted=TeamFile(starts=1, limits=Limits(at_once=1, fees={"npqlt": 900})))
    by_verdict = {each["verdict"]: each for each in person_records(made)}
    planned, out = by_verdict["planned"], by_verdict["no-room"]
    assert (planned["course"], planned["cost"], planned["equal_to"]) == ("npqlt", "900", out["person"])
    assert (out["course"], out["advised"], out["equal_to"]) == ("", "npqlt", planned["person"])
    assert out["because"] == (
        "Advised: NPQLT. There was no room within this limit: 1 person on courses at once."
    )
