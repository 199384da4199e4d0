"""A team's plan as JSON and as rows: everything that the report says, versioned."""

from __future__ import annotations

from npqpath.output.views.plan_record import plain_data
from npqpath.output.views.team import LATE_WORDS, late_json, need_name, runner_up_words
from npqpath.team.candidates import start_day
from npqpath.team.law import Late
from npqpath.team.objectives import aims_of, meets
from npqpath.team.report import Report
from npqpath.team.task import Choice

SCHEMA = "npqpath/team-plan/1"

COLUMNS = (
    "person",
    "school",
    "course",
    "start",
    "would_dfe_pay",
    "because",
    "serves",
    "next_best",
    "sources",
    "by_law",
    "rules_of",
)


def team_json(report: Report) -> dict[str, object]:
    """Return the report as plain data."""
    return {
        "schema": SCHEMA,
        "on": report.standing.on.isoformat(),
        "data": report.core.catalogue.fingerprint,
        "name": report.wanted.name,
        "people": len(report.people),
        "schools": list(report.schools),
        "rules_of": report.standing.rules.id,
        "notices": list(report.standing.notices),
        "late_for_the_law": late_json(report),
        "choices": [
            dict(zip(COLUMNS, choice_row(report, each), strict=True)) for each in report.allocation.choices
        ],
        "aims": [
            {
                "id": aim.id,
                "name": aim.name,
                "reached": each.value,
                "at_most": each.bound,
                "proved": each.is_proved,
            }
            for aim, each in zip(aims_of(report.prepared.task), report.allocation.reached, strict=True)
        ],
        "limits": [
            {"limit": tight.limit, "one_more_brings": dict(tight.brings)} for tight in report.allocation.tight
        ],
        "together": plain_data(report.groups),
        "areas": [
            {
                "area": area,
                "school": school,
                "now": report.coverage.now.get((area, school), 0),
                "then": report.coverage.then.get((area, school), 0),
            }
            for area in report.coverage.areas
            for school in report.coverage.schools
        ],
        "pipeline": plain_data(report.pipeline),
        "golden_thread": plain_data(report.threads),
        "across": plain_data(report.specialists),
        "money": plain_data(report.money),
        "by_term": {
            school: {f"{term:%Y-%m}": count for term, count in sorted(terms.items())}
            for school, terms in report.by_term.items()
        },
        "released": {
            school: {
                f"{start_day(report.standing, year):%Y-%m}": count for year, count in sorted(years.items())
            }
            for school, years in report.released.items()
        },
    }


def choice_row(report: Report, choice: Choice) -> tuple[str, ...]:
    """Return one choice as the cells of a row, in the order of `COLUMNS`."""
    advice = report.prepared.advice.get((choice.member, choice.course))
    school = next(each.school for each in report.people if each.id == choice.member)
    serves = [need_name(report, need.id) for need in report.prepared.task.needs if meets(need, choice)]
    return (
        choice.member,
        school,
        choice.course,
        f"{start_day(report.standing, choice.start):%Y-%m}",
        advice[1].outcome if advice else "",
        advice[0].because if advice else "",
        "; ".join(serves),
        runner_up_words(report, choice.member),
        "; ".join(advice[0].sources) if advice else "",
        next((LATE_WORDS[each.why] for each in report.late if _is_about(each, choice)), ""),
        report.standing.rules.id if advice else "",
    )


def _is_about(each: Late, choice: Choice) -> bool:
    return (each.person, each.deadline.qualification) == (choice.member, choice.course)
