"""What the law asks of people in a team: who is too late, who may be, and that no plan counts it in time."""

from __future__ import annotations

from npqpath.output.formats import plain_data
from npqpath.output.text import render_plain
from npqpath.output.views.team import team_document
from npqpath.output.views.team_record import person_records, team_json
from npqpath.team.candidates import Candidate
from npqpath.team.objectives import must_gain
from npqpath.team.report import Report
from npqpath.team.task import Choice, Limits
from npqpath.team.team_file import MustNot, TeamFile
from tests.unit.team.candidates import person, report_on, taken


def senco(id: str, since: str) -> Candidate:
    """Return the SENCO of a mainstream school."""
    return person(id, role="senco", senco_post="mainstream", senco_since=since, npqs={}, awards=["qts"])


NEW, SECOND, OLD = (
    senco("new", "under-a-year"),
    senco("second", "one-to-two-years"),
    senco("old", "over-two-years"),
)


def words_on(report: Report) -> str:
    return render_plain(team_document(report), None, ascii_only=False)


def why(report: Report) -> dict[str, str]:
    """Return why each person is late."""
    return {each.person: each.why for each in report.late}


def test_who_is_too_late_stands_apart_from_who_may_be() -> None:
    report = report_on(NEW, SECOND, OLD)
    assert why(report) == {
        "new": "may-be-too-late",
        "second": "no-start-in-time",
        "old": "no-start-in-time",
    }
    words = words_on(report)
    late = words.index("By law, and no listed start is in time: NPQSENCO for second and old.")
    maybe = words.index("By law, and even the first listed start may be too late: NPQSENCO for new.")
    assert late < maybe < words.index("Who studies what, and when")
    assert words.count("Ask a lead provider today whether a place on NPQSENCO is left for Autumn 2026") == 2
    assert "and tell their headteacher" in words


def test_a_start_that_is_too_late_does_not_count_as_in_time() -> None:
    task = report_on(NEW, SECOND, wanted=TeamFile(starts=2)).task
    new, second = (task.option(Choice(id, "npqsenco", 0)) for id in ("new", "second"))
    assert ((new.latest, new.perhaps), (second.latest, second.perhaps)) == ((-1, 0), (-1, -1))
    gains = [must_gain(task, Choice(id, "npqsenco", at)) for id in ("new", "second") for at in (0, 1)]
    assert gains == [4, 1, 2, 1]


def test_one_place_goes_to_whom_it_may_serve_in_time() -> None:
    report = report_on(SECOND, NEW, wanted=TeamFile(starts=1, limits=Limits(places={"npqsenco": 1})))
    assert taken(report) == {"new": "npqsenco"}


def test_who_is_in_no_plan_at_all_is_told() -> None:
    report = report_on(NEW, wanted=TeamFile(must_not=(MustNot(person="new"),)))
    assert why(report) == {"new": "later-than-could-be"}
    assert "By law, and this plan is too late, or may be: NPQSENCO for new." in words_on(report)


def test_nobody_is_late_who_has_the_qualification_or_is_not_asked_for_it() -> None:
    held = person("held", role="senco", senco_post="mainstream", npqs={"npqsenco": "completed"})
    assert why(report_on(held, person("lead", role="subject-lead"))) == {}


def test_data_and_rows_say_it_too() -> None:
    report = report_on(SECOND)
    (late,) = plain_data(team_json(report))["late_for_the_law"]
    assert (late["person"], late["course"], late["why"]) == ("second", "npqsenco", "no-start-in-time")
    assert late["act"].startswith("Ask a lead provider today")
    assert [each["by_law"] for each in person_records(report)] == ["no listed start is in time"]


def test_everybody_whom_the_law_asks_is_told_with_their_date_planned_or_not() -> None:
    wanted = TeamFile(starts=1, limits=Limits(places={"npqsenco": 1}))
    words = words_on(report_on(NEW, SECOND, wanted=wanted))
    law = words[words.index("Asked for by law") : words.index("Who studies what")]
    assert "- NPQSENCO for new: the time ends between " in law
    assert "; in this plan from November 2027" in law
    assert "- NPQSENCO for second: the time ends between " in law
    assert "; not in this plan" in law
