"""Study time: how many people of each school are on a course in each term."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from npqpath.advice.calendar import Standing, months_after
from npqpath.advice.core import CompiledRules
from npqpath.team.aims import schools
from npqpath.team.candidates import MONTHS_A_YEAR, start_day
from npqpath.team.task import Choice, Task

TERMS = {1: "Spring", 5: "Summer", 9: "Autumn"}
"""The month in which each term begins here; schools differ by some weeks."""


def term_of(day: dt.date) -> dt.date:
    """Return the first day of the term that a day is in."""
    return day.replace(month=max(month for month in TERMS if month <= day.month), day=1)


def term_name(first: dt.date) -> str:
    """Return a term in words, such as "Autumn 2027"."""
    return f"{TERMS[first.month]} {first.year}"


def study_by_term(
    core: CompiledRules, task: Task, choices: Iterable[Choice], standing: Standing
) -> Mapping[str, Mapping[dt.date, int]]:
    """Return by school and by the first day of a term how many people are on a course in some part of it.

    A course under way counts for each whole year that the limits take it for, from the next start on.
    """
    found: dict[str, Counter[dt.date]] = {school: Counter() for school in schools(task)}
    school_of = {member.id: member.school for member in task.members}
    for member in task.members:
        found[member.school].update(_terms(standing.next_start, MONTHS_A_YEAR * member.on_course))
    for choice in choices:
        length = core.catalogue.qualification(choice.course).length
        months = length.taught_months if length else 0
        found[school_of[choice.member]].update(_terms(start_day(standing, choice.start), months))
    return found


def _terms(start: dt.date, months: int) -> set[dt.date]:
    return {term_of(months_after(start, month)) for month in range(months)}
