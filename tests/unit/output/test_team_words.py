"""What stands behind a team's plan, in words: next bests, limits, gaps and reasons."""

from __future__ import annotations

from dataclasses import replace

from npqpath.output.text import render_plain
from npqpath.output.views.team import team_document
from npqpath.team.report import Report
from npqpath.team.task import Limits
from npqpath.team.team_file import Must, TeamFile
from tests.builders import frozen
from tests.unit.team.candidates import person, report_on

DEPUTY = person("dee", role="deputy-headteacher", aim="headship")
ANN = person("ann", role="subject-lead", aim="lead-area", focus="teaching")
SENCO = person(
    "sal",
    role="senco",
    aim="lead-area",
    senco_post="mainstream",
    senco_since="under-a-year",
    npqs={},
    awards=[],
)
LIT = person("lit", role="subject-lead", aim="lead-area", focus="literacy")


def words_on(report: Report) -> str:
    return render_plain(team_document(report), None, ascii_only=False)


def test_a_limit_that_is_used_up_is_told() -> None:
    wanted = TeamFile(starts=1, limits=Limits(at_once=1))
    words = words_on(report_on(DEPUTY, ANN, wanted=wanted))
    assert "- 1 person on courses at once\n\n" in words
    assert "- A course would go over a limit: 1 person on courses at once." in words


def test_a_limit_of_places_names_the_course() -> None:
    other = person("bob", role="subject-lead", aim="lead-area", focus="teaching")
    wanted = TeamFile(starts=1, limits=Limits(places={"npqlt": 1}))
    words = words_on(report_on(ANN, other, wanted=wanted))
    assert "1 place on NPQLT for one start" in words


def test_a_team_and_a_school_as_limits() -> None:
    pair = [replace(each, team="Leaders") for each in (ANN, LIT)]
    team = words_on(report_on(*pair, wanted=TeamFile(starts=1, limits=Limits(per_team=1))))
    school = words_on(report_on(*pair, wanted=TeamFile(starts=1, limits=Limits(per_school=1))))
    assert "1 person of one team on courses at once" in team
    assert "1 person of one school on courses at once" in school


def test_the_next_best_is_another_start_where_one_course_is_open() -> None:
    words = words_on(report_on(SENCO))
    assert "Next best: NPQSENCO in November 2028, at a cost to this: what the law asks for, in time" in words


def test_the_next_best_is_another_course_where_one_is_open() -> None:
    wanted = TeamFile(starts=1, priorities=("behaviour",))
    lead = person("lea", role="assistant-headteacher", aim="lead-across-school", focus="behaviour", npqs={})
    report = report_on(lead, wanted=wanted)
    course = report.allocation.choices[0].course
    runner_up = report.allocation.runners_up["lea"].choice
    assert runner_up is not None
    assert runner_up.course != course
    assert f"Next best: {frozen().qualification(runner_up.course).short_name} in" in words_on(report)


def test_a_limit_may_leave_no_other_choice() -> None:
    wanted = TeamFile(starts=2, limits=Limits(at_once=1))
    words = words_on(report_on(ANN, LIT, wanted=wanted))
    assert "Next best: any other choice would go over a limit: 1 person on courses at once" in words


def test_what_is_not_proved_says_how_much_more_may_be_possible() -> None:
    report = report_on(DEPUTY, ANN)
    first, *rest = report.allocation.reached
    reached = (replace(first, bound=first.value + 2), *rest)
    words = words_on(replace(report, allocation=replace(report.allocation, reached=reached)))
    assert "Not proved best in the time there was: up to 2 more may be possible." in words
    assert "proved that no other plan" not in words


def test_a_course_that_the_team_file_asks_for_says_so() -> None:
    wanted = TeamFile(must=(Must(person="ann", take="npqlbc"),))
    assert "The team file asks for it; this person's own advice does not." in words_on(
        report_on(ANN, wanted=wanted)
    )
