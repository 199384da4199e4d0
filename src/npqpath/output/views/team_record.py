"""A team's plan as JSON and as rows: everything that the report says, versioned."""

from __future__ import annotations

from typing import TypeAlias

from npqpath.advice.legal_deadlines import act_today
from npqpath.output.views.team_words import LATE_WORDS, needs_met, own_options, runner_up_words, verdict
from npqpath.team.candidates import start_day
from npqpath.team.objectives import aims_of
from npqpath.team.report import Report
from npqpath.team.task import Choice, Member

SCHEMA = "npqpath/team-plan/2"


Record: TypeAlias = dict[str, str]
"""One person and a course of theirs, or why they have none: an entry in JSON, and a row with its columns."""


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
                "act": act_today(report.course_name(each.limit.qualification), standing, "their"),
                "sources": each.limit.deadline.sources,
            }
            for each in report.late
        ],
        "choices": [_record(report, members[choice.member], choice) for choice in report.choices],
        "without": [_record(report, each, None) for id, each in members.items() if id not in studying],
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


def person_records(report: Report) -> list[Record]:
    """Return a record for each person, with the first of their courses."""
    first = {choice.member: choice for choice in reversed(report.choices)}
    return [_record(report, each, first.get(id)) for id, each in report.task.members_by_id.items()]


def person_rows(report: Report) -> list[tuple[str, ...]]:
    """Return the same as rows, headings first."""
    records = person_records(report)
    return [tuple(records[0]), *(tuple(each.values()) for each in records)]


def _record(report: Report, member: Member, choice: Choice | None) -> Record:
    """Return one person with one course, what it costs the school or trust in pounds, and who was equal."""
    task, option = report.task, report.task.option(choice) if choice else None
    why, words = ("planned", "") if choice else verdict(report, member)
    suggestion, funding = option.advice if option and option.advice else (None, None)
    begun = choice.start if choice else 0
    later = [each for each in report.choices if each.member == member.id and each.start > begun]
    is_known = choice is not None and option is not None and (option.funded or choice.course in task.fees)
    late = {(each.person, each.limit.qualification): LATE_WORDS[each.why] for each in report.late}
    return {
        "person": member.id,
        "school": member.school,
        "verdict": why,
        "course": choice.course if choice else "",
        "start": _month(report, choice) if choice else "",
        "then": "; ".join(f"{each.course} {_month(report, each)}" for each in later) if choice else "",
        "would_dfe_pay": funding.outcome if funding else "",
        "cost": str(task.fee(choice)) if choice and is_known else "",
        "because": suggestion.because if suggestion else words,
        "serves": "; ".join(needs_met(report, choice)) if choice else "",
        "advised": "; ".join(each.course for each in own_options(member)),
        "next_best": runner_up_words(report, member.id),
        "equal_to": _equal_to(report, member.id),
        "sources": "; ".join(suggestion.sources) if suggestion else "",
        "by_law": late.get((member.id, choice.course), "") if choice else "",
        "rules_of": report.standing.rules.id if suggestion else "",
    }


def _month(report: Report, choice: Choice) -> str:
    return f"{start_day(report.standing, choice.start):%Y-%m}"


def _equal_to(report: Report, person: str) -> str:
    for each in report.allocation.equals:
        chosen = [choice.member for choice in each.chosen]
        if person in each.others or person in chosen:
            return "; ".join(chosen if person in each.others else each.others)
    return ""
