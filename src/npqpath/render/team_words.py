"""What stands behind a team's plan, in words: runners-up, needs that a choice meets, and limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from npqpath.advice.calendar import month
from npqpath.advice.phrases import listed
from npqpath.team.aims import AIMS, meets
from npqpath.team.candidates import start_day
from npqpath.team.report import Report
from npqpath.team.task import Choice

MOST_ASKED = 3


def by_school(report: Report, ids: Iterable[str]) -> str:
    """Return people as a list in a sentence, by school where the roster has several."""
    wanted = set(ids)
    found: dict[str, list[str]] = {}
    for each in report.people:
        if each.id in wanted:
            found.setdefault(each.school, []).append(each.id)
    many = len(report.schools) > 1
    return "; ".join(f"{listed(people)}{f' ({school})' if many else ''}" for school, people in found.items())


def is_announced(report: Report, choice: Choice) -> bool:
    """Return whether the rules of a choice's own start are known: one start a year has them, at most."""
    return choice.start == 0 and not report.standing.expected


def in_a_sentence(name: str) -> str:
    """Return a name without its capital, unless its first word is one of capitals, such as SEND."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def runner_up_words(report: Report, person: str) -> str:
    """Return the next best for a person and why it is not in the plan; empty where there is nothing else."""
    found = report.allocation.runners_up.get(person)
    if found is None:
        return _also_advised(report, person)
    if found.choice is None:
        limits = listed(dict.fromkeys(limit_words(report, " ".join(name)) for name in found.stopped_by))
        has_one = any(choice.member == person for choice in report.allocation.choices)
        what = "any other choice" if has_one else "a course"
        return f"{what} would go over a limit: {limits}" if limits else ""
    catalogue = report.core.catalogue
    name = catalogue.qualification(found.choice.course).short_name
    when = month(start_day(report.standing, found.choice.start))
    if found.loses is None:
        return f"{name} in {when} would do as well"
    aim = next(aim for aim in AIMS if aim.id == found.loses[0])
    return f"{name} in {when}, at a cost to this: {in_a_sentence(aim.name)}"


def _also_advised(report: Report, person: str) -> str:
    """Return the next course of somebody's own advice, which the plan did not choose from; else nothing."""
    member = next(each for each in report.prepared.task.members if each.id == person)
    taken = {choice.course for choice in report.allocation.choices if choice.member == person}
    for option in member.options:
        advice = report.prepared.advice.get((person, option.course))
        if advice is not None and option.course not in {*taken, *member.holds} and option.after is None:
            name = report.core.catalogue.qualification(option.course).short_name
            asks = listed(advice[0].hangs_on[:MOST_ASKED])
            return f"{name} (ask first: {asks})" if asks else f"{name}, which is only worth considering"
    return ""


def needs_words(report: Report, choice: Choice) -> str:
    """Return the team's needs that a choice meets, as a sentence; empty where there are none."""
    names = [need_name(report, need.id) for need in report.prepared.task.needs if meets(need, choice)]
    return f"It also serves the team: {listed(names)}." if names else ""


def need_name(report: Report, id: str) -> str:
    """Return a need in words: a priority by its name, a post by its name and day."""
    kind, _, rest = id.partition(" ")
    if kind == "priority":
        priority = rest.partition(" ")[0]
        names = {each.id: each.name for each in report.core.catalogue.pathways.priorities}
        return in_a_sentence(names[priority])
    return in_a_sentence(report.core.catalogue.posts_by_id[report.wanted.posts[int(rest)].post].name)


def need_school(report: Report, id: str) -> str | None:
    """Return the school that a need is about; None for a post that may be anywhere."""
    kind, _, rest = id.partition(" ")
    return rest.partition(" ")[2] if kind == "priority" else report.wanted.posts[int(rest)].school


def limit_words(report: Report, limit: str) -> str:
    """Return a limit in words."""
    kind, _, rest = limit.partition(" ")
    limits = report.prepared.task.limits
    if kind == "places":
        course = rest.partition(" ")[0]
        name = report.core.catalogue.qualification(course).short_name
        return f"{_count(limits.places[course], 'place')} on {name} for one start"
    if kind == "pounds":
        return f"£{limits.pounds:,} of your own money"
    words = {
        "at_once": f"{_count(limits.at_once, 'person')} on courses at once",
        "per_school": f"{_count(limits.per_school, 'person')} of one school on courses at once",
        "per_team": f"{_count(limits.per_team, 'person')} of one team on courses at once",
    }
    return words[kind]


def _count(number: int | None, what: Literal["person", "place"]) -> str:
    many = {"person": "people", "place": "places"}[what]
    return f"{number} {what if number == 1 else many}"
