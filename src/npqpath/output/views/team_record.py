"""A team's plan as JSON and as rows: everything that the report says, versioned."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from npqpath.advice.legal_deadlines import act_today
from npqpath.output.views.team_words import (
    LATE_WORDS,
    course_name,
    needs_met,
    own_options,
    runner_up_words,
    verdict,
)
from npqpath.team.candidates import start_day
from npqpath.team.objectives import aims_of
from npqpath.team.report import Report
from npqpath.team.task import Choice, Member

SCHEMA = "npqpath/team-plan/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One person and a course of theirs, or why they have none: an entry in JSON, and the columns of a row.

    `cost` is what the course would cost the school or trust, in pounds; `equal_to` are those who have the
    course though this person was equal to them, or the other way round.
    """

    person: str
    school: str
    verdict: str
    course: str = ""
    start: str = ""
    then: str = ""
    would_dfe_pay: str = ""
    cost: str = ""
    because: str
    serves: str = ""
    advised: str
    next_best: str
    equal_to: str
    sources: str = ""
    by_law: str = ""
    rules_of: str = ""


def team_json(report: Report) -> dict[str, object]:
    """Return the report as plain data."""
    standing, allocation = report.standing, report.allocation
    members = report.task.members_by_id
    studying = {choice.member for choice in report.choices}
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
        "choices": [_planned(report, choice) for choice in report.choices],
        "without": [_without(report, each) for id, each in members.items() if id not in studying],
        "equals": allocation.equals,
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
        "pipeline": report.pipeline,
        "golden_thread": report.threads,
        "across": report.specialists,
        "money": report.money,
        "by_term": {
            school: {f"{term:%Y-%m}": count for term, count in sorted(terms.items())}
            for school, terms in report.by_term.items()
        },
    }


def person_records(report: Report) -> list[PersonRecord]:
    """Return a record for each person, with the first of their courses."""
    first = {choice.member: choice for choice in reversed(report.choices)}
    return [
        _planned(report, first[id]) if id in first else _without(report, member)
        for id, member in report.task.members_by_id.items()
    ]


def person_rows(report: Report) -> list[tuple[str, ...]]:
    """Return the same as rows, headings first."""
    return [tuple(field.name for field in fields(PersonRecord)), *map(astuple, person_records(report))]


def _month(report: Report, choice: Choice) -> str:
    return f"{start_day(report.standing, choice.start):%Y-%m}"


def _advised(member: Member) -> str:
    return "; ".join(option.course for option in own_options(member))


def _equal_to(report: Report, person: str) -> str:
    for each in report.allocation.equals:
        chosen = [choice.member for choice in each.chosen]
        if person in each.others or person in chosen:
            return "; ".join(chosen if person in each.others else each.others)
    return ""


def _planned(report: Report, choice: Choice) -> PersonRecord:
    task, advice = report.task, report.task.option(choice).advice
    late = {(each.person, each.limit.qualification): LATE_WORDS[each.why] for each in report.late}
    later = [each for each in report.choices if each.member == choice.member and each.start > choice.start]
    is_known = task.option(choice).funded or choice.course in task.fees
    return PersonRecord(
        person=choice.member,
        school=task.school_of(choice),
        verdict="planned",
        course=choice.course,
        start=_month(report, choice),
        then="; ".join(f"{each.course} {_month(report, each)}" for each in later),
        would_dfe_pay=advice[1].outcome if advice else "",
        cost=str(task.fee(choice)) if is_known else "",
        because=advice[0].because if advice else "",
        serves="; ".join(needs_met(report, choice)),
        advised=_advised(task.members_by_id[choice.member]),
        next_best=runner_up_words(report, choice.member),
        equal_to=_equal_to(report, choice.member),
        sources="; ".join(advice[0].sources) if advice else "",
        by_law=late.get((choice.member, choice.course), ""),
        rules_of=report.standing.rules.id if advice else "",
    )


def _without(report: Report, member: Member) -> PersonRecord:
    why, words = verdict(report, member)
    return PersonRecord(
        person=member.id,
        school=member.school,
        verdict=why,
        because=words,
        advised=_advised(member),
        next_best=runner_up_words(report, member.id),
        equal_to=_equal_to(report, member.id),
    )
