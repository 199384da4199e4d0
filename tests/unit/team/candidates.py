"""People of made-up schools for tests, told by what matters about them."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.cohort_dates import Standing, stand
from npqpath.advice.person import make_person, read_answers
from npqpath.team.candidates import Candidate
from npqpath.team.report import Report, make_report
from npqpath.team.team_file import TeamFile
from tests.builders import frozen, frozen_core

ON = dt.date(2026, 11, 22)
STATE_SCHOOL = {
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "on_schools_disadvantage_list": "yes",
    "teaching_years": 8,
    "leadership_years": 3,
    "senco_post": "no",
}


def standing(on: dt.date = ON) -> Standing:
    """Return how matters stand on a day, without one on that of the tests."""
    return stand(frozen(), on)


def person(
    id: str,
    *,
    school: str = "elm",
    team: str | None = None,
    duties: tuple[str, ...] = (),
    interested_in: tuple[str, ...] = (),
    **answers: object,
) -> Candidate:
    """Return somebody at a state school on the list, with these answers besides."""
    given = {**STATE_SCHOOL, **answers}
    sheet = make_person(frozen_core(), read_answers(given, frozen()))
    return Candidate(id, school, team, sheet, interested_in, (), duties)


def report_on(*people: Candidate, wanted: TeamFile | None = None, on: dt.date = ON) -> Report:
    """Return the report for these people, who have a plan."""
    made = make_report(frozen_core(), people, wanted or TeamFile(), standing(on))
    assert isinstance(made, Report)
    return made


def taken(report: Report) -> dict[str, str]:
    """Return what each person begins first."""
    return {choice.member: choice.course for choice in reversed(report.allocation.choices)}
