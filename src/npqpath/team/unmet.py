"""Why a must of the team file cannot be kept."""

from __future__ import annotations

from npqpath.team.task import Task, Wish, possible_choices


def why_unmet(task: Task, wish: Wish) -> str:
    """Return a must, with what stands in its way in a few words."""
    course = f" on {wish.course}" if wish.course else ""
    return f"{wish.member}{course} ({_reason(task, wish)})"


def _reason(task: Task, wish: Wish) -> str:
    member = next(each for each in task.members if each.id == wish.member)
    if wish.course is not None and wish.course in member.holds:
        return "they hold it already, or are on it"
    if any(no.member == wish.member and no.course in (None, wish.course) for no in task.must_nots):
        return "it is under must_not too"
    if member.free_from >= task.starts:
        return "they are on a course until after the last start"
    mine = [choice for choice in possible_choices(task) if choice.member == wish.member]
    if not any(wish.course in (None, choice.course) for choice in mine):
        return "their own advice leads to no course: name one under take"
    return "a limit or another must stands in the way"
