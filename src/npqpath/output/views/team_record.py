"""A team's plan as JSON and as rows: everything that the report says, versioned."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from npqpath.advice.legal_deadlines import act_today
from npqpath.output.views.team_words import LATE_WORDS, course_name, needs_met, runner_up_words
from npqpath.team.candidates import start_day
from npqpath.team.objectives import aims_of
from npqpath.team.report import Report
from npqpath.team.task import Choice

SCHEMA = "npqpath/team-plan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRecord:
    """One choice of the plan: an entry in JSON, and the columns of a row."""

    person: str
    school: str
    course: str
    start: str
    would_dfe_pay: str
    because: str
    serves: str
    next_best: str
    sources: str
    by_law: str
    rules_of: str


def team_json(report: Report) -> dict[str, object]:
    """Return the report as plain data."""
    standing, coverage, allocation = report.standing, report.coverage, report.allocation
    return {
        "schema": SCHEMA,
        "on": standing.on,
        "data": report.core.catalogue.fingerprint,
        "name": report.wanted.name,
        "people": len(report.people),
        "schools": report.schools,
        "rules_of": standing.rules.id,
        "notices": standing.notices,
        "late_for_the_law": [
            {
                "person": each.person,
                "course": each.limit.qualification,
                "why": each.why,
                "act": act_today(course_name(report, each.limit.qualification), standing, "their"),
                "sources": each.limit.deadline.sources,
            }
            for each in report.late
        ],
        "choices": choice_records(report),
        "aims": [
            {
                "id": aim.id,
                "name": aim.name,
                "reached": each.value,
                "at_most": each.bound,
                "proved": each.is_proved,
            }
            for aim, each in zip(aims_of(report.task), allocation.reached, strict=True)
        ],
        "limits_used_up": [" ".join(name) for name in allocation.used_up],
        "together": report.groups,
        "areas": [
            {
                "area": area,
                "school": school,
                "now": coverage.now[area, school],
                "then": coverage.then[area, school],
            }
            for area in coverage.areas
            for school in report.schools
        ],
        "pipeline": report.pipeline,
        "golden_thread": report.threads,
        "across": report.specialists,
        "money": report.money,
        "by_term": {
            school: {f"{term:%Y-%m}": count for term, count in sorted(terms.items())}
            for school, terms in report.by_term.items()
        },
        "released": {
            school: {f"{start_day(standing, year):%Y-%m}": count for year, count in sorted(years.items())}
            for school, years in report.released.items()
        },
    }


def choice_records(report: Report) -> list[ChoiceRecord]:
    """Return the choices of the plan as records."""
    return [_record(report, choice) for choice in report.choices]


def choice_rows(report: Report) -> list[tuple[str, ...]]:
    """Return the same as rows, headings first."""
    return [tuple(field.name for field in fields(ChoiceRecord)), *map(astuple, choice_records(report))]


def _record(report: Report, choice: Choice) -> ChoiceRecord:
    advice = report.task.option(choice).advice
    late = {(each.person, each.limit.qualification): LATE_WORDS[each.why] for each in report.late}
    return ChoiceRecord(
        person=choice.member,
        school=report.task.school_of(choice),
        course=choice.course,
        start=f"{start_day(report.standing, choice.start):%Y-%m}",
        would_dfe_pay=advice[1].outcome if advice else "",
        because=advice[0].because if advice else "",
        serves="; ".join(needs_met(report, choice)),
        next_best=runner_up_words(report, choice.member),
        sources="; ".join(advice[0].sources) if advice else "",
        by_law=late.get((choice.member, choice.course), ""),
        rules_of=report.standing.rules.id if advice else "",
    )
