"""What stands behind a team's plan, in words: people by school, next bests, needs that are met, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from npqpath.output.document import Table
from npqpath.team.candidates import start_day
from npqpath.team.limits import Name, limit_of
from npqpath.team.objectives import AIMS
from npqpath.team.report import Report
from npqpath.team.task import Choice
from npqpath.words import listed, month

K = TypeVar("K")

MOST_ASKED = 3
LATE_WORDS = {
    "no-start-in-time": "no listed start is in time",
    "may-be-too-late": "even the first listed start may be too late",
    "later-than-could-be": "this plan is too late, or may be",
}


def grouped(pairs: Iterable[tuple[K, str]]) -> dict[K, list[str]]:
    """Return what goes with each key, in order."""
    found: dict[K, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def course_name(report: Report, id: str) -> str:
    """Return the short name of a course."""
    return report.core.catalogue.qualification(id).short_name


def start_name(report: Report, start: int) -> str:
    """Return the month of a start, counted from 0."""
    return month(start_day(report.standing, start))


def school_lists(report: Report, people: Mapping[str, Iterable[str]]) -> str:
    """Return people as lists in a sentence, with their school where the roster has several."""
    many = len(report.schools) > 1
    return "; ".join(f"{listed(ids)}{f' ({school})' if many else ''}" for school, ids in people.items())


def by_school(report: Report, ids: Iterable[str]) -> str:
    """Return people, by their ids, likewise."""
    wanted = set(ids)
    return school_lists(
        report, grouped((each.school, each.id) for each in report.people if each.id in wanted)
    )


def starts_table(report: Report, counts: Mapping[str, Iterable[str]]) -> Table:
    """Return how many people begin each course at each start, as the `counts` of each course say."""
    columns = ("Course", *(start_name(report, start) for start in range(report.wanted.starts)))
    return Table(columns, tuple((course_name(report, id), *cells) for id, cells in counts.items()))


def in_a_sentence(name: str) -> str:
    """Return a name without its capital, unless its first word is one of capitals, such as SEND."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def ask_words(questions: Iterable[str]) -> str:
    """Return the first of the columns that would settle a line."""
    return listed(list(questions)[:MOST_ASKED])


def runner_up_words(report: Report, person: str) -> str:
    """Return the next best for a person and why it is not in the plan; empty where there is nothing else."""
    found = report.allocation.runners_up.get(person)
    if found is None:
        return _also_advised(report, person)
    if found.choice is None:
        limits = listed(dict.fromkeys(limit_words(report, name) for name in found.stopped_by))
        has_one = any(choice.member == person for choice in report.choices)
        what = "any other choice" if has_one else "a course"
        return f"{what} would go over a limit: {limits}" if limits else ""
    words = f"{course_name(report, found.choice.course)} in {start_name(report, found.choice.start)}"
    if found.loses is None:
        return f"{words} would do as well"
    return f"{words}, at a cost to this: {aim_name(found.loses[0])}"


def _also_advised(report: Report, person: str) -> str:
    """Return the next course of somebody's own advice, which the plan did not choose from; else nothing."""
    member = report.task.members_by_id[person]
    known = {*member.holds, *(choice.course for choice in report.choices if choice.member == person)}
    for option in member.options:
        if option.advice is not None and option.course not in known and option.after is None:
            name, asks = course_name(report, option.course), ask_words(option.advice[0].hangs_on)
            return f"{name} (ask first: {asks})" if asks else f"{name}, which is only worth considering"
    return ""


def needs_met(report: Report, choice: Choice) -> list[str]:
    """Return the names of the team's needs that a choice meets."""
    return [in_a_sentence(need.name) for need in report.task.needs if need.is_met_by(choice)]


def aim_name(id: str) -> str:
    """Return an aim as it stands in a sentence."""
    return next(in_a_sentence(aim.name) for aim in AIMS if aim.id == id)


def limit_words(report: Report, limit: Name) -> str:
    """Return a limit in words."""
    kind, number = limit[0], limit_of(report.task, limit)
    if kind == "pounds":
        return f"£{number:,} of your own money"
    if kind == "places":
        return f"{number} place{'s' * (number != 1)} on {course_name(report, limit[1])} for one start"
    of = {"at_once": "", "per_school": " of one school", "per_team": " of one team"}[kind]
    return f"{number} {'person' if number == 1 else 'people'}{of} on courses at once"
