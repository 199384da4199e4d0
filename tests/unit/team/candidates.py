"""People of made-up schools for tests, told by what matters about them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from npqpath.advice.answers import read_answers
from npqpath.advice.calendar import Standing, stand
from npqpath.advice.core import CompiledRules, compile_rules
from npqpath.advice.situation import make_person
from npqpath.catalogue.loading import bundled_folder, load
from npqpath.team.candidates import Candidate
from npqpath.team.report import Report, make_report
from npqpath.team.teamfile import TeamFile

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


@cache
def core() -> CompiledRules:
    """Return the core of the bundled data."""
    return compile_rules(load(bundled_folder(), None))


def standing(on: dt.date = ON) -> Standing:
    """Return how matters stand on a day, without one on that of the tests."""
    return stand(core().catalogue, on)


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
    sheet = make_person(core(), read_answers(given, core().catalogue))
    return Candidate(id, school, team, sheet, interested_in, (), duties)


def report_on(*people: Candidate, wanted: TeamFile | None = None, on: dt.date = ON) -> Report:
    """Return the report for these people, who have a plan."""
    made = make_report(core(), people, wanted or TeamFile(), standing(on))
    assert isinstance(made, Report)
    return made


def taken(report: Report) -> dict[str, str]:
    """Return what each person begins first."""
    return {choice.member: choice.course for choice in reversed(report.allocation.choices)}
