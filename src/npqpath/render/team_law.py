"""What the law asks of people in a team's plan: for whom, who may be too late, and what to do today."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.advice.calendar import month
from npqpath.advice.deadlines import act_today, result_by
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Notice
from npqpath.render.team_choices import ask_words
from npqpath.render.team_words import by_school
from npqpath.team.aims import option_of
from npqpath.team.law import Late, unsettled
from npqpath.team.report import Report

LATE_WORDS = {
    "no-start-in-time": "no listed start is in time",
    "may-be-too-late": "even the first listed start may be too late",
    "later-than-could-be": "this plan is too late, or may be",
}
KEEPS = "See what keeps them from the first start: a limit, a must or a course under way."
ASK_DAY = "Ask each of them on which day their three years end."


def asked_by_law(report: Report) -> list[tuple[str, str]]:
    """Return for whom the law asks a course of the plan, and whom it may ask one."""
    rows = (("Asked for by law", _required(report)), ("The law may ask for", _perhaps_required(report)))
    return [(name, words) for name, words in rows if words]


def late_blocks(report: Report, cited: Citations) -> Iterator[Block]:
    """Yield whom the plan does not serve in time for the law, those who may be too late apart."""
    for why in LATE_WORDS:
        people: dict[str, list[Late]] = {}
        for each in report.late:
            if each.why == why:
                people.setdefault(each.deadline.qualification, []).append(each)
        for course, them in people.items():
            sources = dict.fromkeys(source for each in them for source in each.deadline.sources)
            yield Notice(cited.cite(" ".join(_told(report, course, them)), tuple(sources)))


def _told(report: Report, course: str, them: list[Late]) -> Iterator[str]:
    catalogue, standing = report.core.catalogue, report.standing
    name, why = catalogue.qualification(course).short_name, them[0].why
    yield f"By law, and {LATE_WORDS[why]}: {name} for {by_school(report, (each.person for each in them))}."
    result = month(result_by(catalogue, course, standing.next_start))
    yield f"A start in {month(standing.next_start)} gives a result by about {result}."
    if why == "later-than-could-be":
        yield KEEPS
    else:
        yield from [ASK_DAY] if why == "may-be-too-late" else []
        yield act_today(name, standing, "their")


def late_json(report: Report) -> list[dict[str, object]]:
    """Return the same as plain data, with what to do today."""
    catalogue = report.core.catalogue
    return [
        {
            "person": each.person,
            "course": (course := each.deadline.qualification),
            "why": each.why,
            "act": act_today(catalogue.qualification(course).short_name, report.standing, "their"),
            "sources": list(each.deadline.sources),
        }
        for each in report.late
    ]


def _required(report: Report) -> str:
    """Return the courses of the plan that the law asks for, with who takes them."""
    members = {member.id: member for member in report.prepared.task.members}
    found: dict[str, list[str]] = {}
    for choice in report.allocation.choices:
        suggestion, _ = report.prepared.advice.get((choice.member, choice.course), (None, None))
        is_certain = suggestion is None or suggestion.certainty == "certain"
        if is_certain and option_of(members[choice.member], choice.course).must:
            found.setdefault(choice.course, []).append(choice.member)
    names = report.core.catalogue.qualifications_by_id
    return "; ".join(f"{names[id].short_name} for {by_school(report, ids)}" for id, ids in found.items())


def _perhaps_required(report: Report) -> str:
    """Return the courses that the law may ask some people for, with what to ask them."""
    names = report.core.catalogue.qualifications_by_id
    found: dict[tuple[str, str], list[str]] = {}
    for each in unsettled(report.core, report.people, report.prepared.task.courses):
        found.setdefault((names[each.course].short_name, ask_words(each.asks)), []).append(each.person)
    return "; ".join(
        f"{course} for {by_school(report, ids)} (ask first: {asks})" for (course, asks), ids in found.items()
    )
