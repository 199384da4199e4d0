"""The heart of a team's report: each person's course with the reason, and what there is for the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from npqpath.advice.calendar import month
from npqpath.advice.phrases import listed, reason_for, sentence
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Heading, Item, Pairs, Paragraph, Table
from npqpath.render.funding_document import OUTCOME_WORDS, paid_words
from npqpath.render.team_words import MOST_ASKED, by_school, is_announced, needs_words, runner_up_words
from npqpath.team.aims import aims_of, is_beyond_own_advice
from npqpath.team.candidates import start_day
from npqpath.team.report import Report
from npqpath.team.task import Choice, Member
from npqpath.team.together import begun

NO_PROMISE = "That DfE would pay is by its newest rules. It never promises a place."
SPREAD = (
    "Some start later so that few people of a school are away at once. If you would rather begin sooner, "
    "name your aims in the team file without `spread`."
)
NEXT_BEST = "Next best"
_OUTCOMES = {**OUTCOME_WORDS, "ineligible": "They cannot take it as things are"}


def choice_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return who begins what at each start, and why."""
    blocks: list[Block] = [Heading("Who studies what, and when")]
    if not report.allocation.choices:
        limits = report.allocation.tight
        words = "within these limits" if limits else "for certain yet. Below is what to ask whom first"
        return [*blocks, Paragraph(f"Nobody's own advice leads to a course {words}.")]
    told: set[str] = set()
    for start in range(report.wanted.starts):
        begun = [choice for choice in report.allocation.choices if choice.start == start]
        if begun:
            blocks.append(Heading(month(start_day(report.standing, start)), 3))
            blocks.append(_table(report, begun, told, cited))
    if _is_spread(report):
        blocks.append(Paragraph(SPREAD))
    return [*blocks, Paragraph(NO_PROMISE)]


def _is_spread(report: Report) -> bool:
    """Return whether somebody could begin sooner if few people released at once were not an aim before it."""
    aims = [aim.id for aim in aims_of(report.prepared.task)]
    free = {member.id: member.free_from for member in report.prepared.task.members}
    later = any(choice.start > free[choice.member] for choice in report.allocation.choices)
    return later and "spread" in aims and "sooner" not in aims[: aims.index("spread")]


def other_blocks(report: Report) -> list[Block]:
    """Return what there is for those without a course in the plan, one point for each reason."""
    studying = {choice.member for choice in report.allocation.choices}
    alike: dict[str, list[str]] = {}
    for member in report.prepared.task.members:
        if member.id not in studying:
            alike.setdefault(_instead(report, member), []).append(member.id)
    items = tuple(Item(why, (listed(ids),)) for why, ids in alike.items())
    return [Heading("Without a course in this plan"), Bullets(items)] if items else []


def asked_blocks(report: Report) -> list[Block]:
    """Return in full the questions that the report says to ask first."""
    asked: set[str] = set()
    for choice in report.allocation.choices:
        advice = report.prepared.advice.get((choice.member, choice.course))
        if advice is not None:
            asked.update(_asks(report, choice.member, advice[0].hangs_on))
            asked.update(_asks(report, choice.member, advice[1].missing))
    studying = {choice.member for choice in report.allocation.choices}
    for member in report.prepared.task.members:
        if member.id not in studying:
            asked.update(_missing(report, member))
    asks = tuple((q.id, q.ask) for q in report.core.catalogue.pathways.questions if q.id in asked)
    return [Heading("What to ask first"), Pairs(asks)] if asks else []


def person_blocks(report: Report) -> list[Block]:
    """Return the plan as a list with a row for each course of each person, to look people up or filter."""
    many = len(report.schools) > 1
    school_of = {each.id: each.school for each in report.people}
    order = list(school_of)
    rows = tuple(
        (
            choice.member,
            *((school_of[choice.member],) if many else ()),
            report.core.catalogue.qualification(choice.course).short_name,
            month(start_day(report.standing, choice.start)),
        )
        for choice in sorted(report.allocation.choices, key=lambda each: order.index(each.member))
    )
    columns = ("Person", *(("School",) if many else ()), "Course", "Start")
    return [Heading("Person by person"), Table(columns, rows)] if rows else []


def starts_table(report: Report, shown: Callable[[int], str]) -> Table:
    """Return how many people begin each course at each start, each number as `shown` writes it."""
    names = report.core.catalogue.qualifications_by_id
    starts = (month(start_day(report.standing, start)) for start in range(report.wanted.starts))
    rows = begun(report.allocation.choices, report.wanted.starts)
    return Table(
        ("Course", *starts),
        tuple((names[course].short_name, *map(shown, counts)) for course, counts in rows),
    )


def _table(report: Report, choices: list[Choice], told: set[str], cited: Citations) -> Table:
    """Return the choices of one start as a table. People with the same course and reasons share a row.

    A person's next best is told once.
    """
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for choice in choices:
        best = "" if choice.member in told else runner_up_words(report, choice.member)
        told.add(choice.member)
        course = report.core.catalogue.qualification(choice.course).short_name
        key = (course, _paid(report, choice), _why(report, choice, cited), best)
        alike.setdefault(key, []).append(choice.member)
    rows = [(course, by_school(report, ids), *rest) for (course, *rest), ids in sorted(alike.items())]
    columns = ("Course", "Who", "Would DfE pay?", "Why", NEXT_BEST)
    if not any(row[-1] for row in rows):
        return Table(columns[:-1], tuple(row[:-1] for row in rows))
    return Table(columns, tuple(rows))


def _paid(report: Report, choice: Choice) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    if advice is None:
        return "Ask"
    words = paid_words(
        _OUTCOMES[advice[1].outcome], report.standing.rules, announced=is_announced(report, choice)
    )
    asks = _asks(report, choice.member, advice[1].missing) if advice[1].outcome == "incomplete" else ()
    return f"{words}: {listed(asks)}" if asks else words


def _why(report: Report, choice: Choice, cited: Citations) -> str:
    advice = report.prepared.advice.get((choice.member, choice.course))
    if advice is None:
        return "The team file asks for it; this person's own advice does not."
    said = f"Their own plan says: \u201c{reason_for(advice[0])}\u201d"
    ask = listed(_asks(report, choice.member, advice[0].hangs_on))
    words = [
        cited.cite(said, advice[0].sources),
        f"Ask first: {ask}." if ask else "",
        needs_words(report, choice),
    ]
    return " ".join(filter(None, words))


def _instead(report: Report, member: Member) -> str:
    statuses = next(each.statuses for each in report.people if each.id == member.id).values()
    if member.on_course or "studying" in statuses:
        return "On a course, or about to be: let them finish it and use it."
    asks = all(is_beyond_own_advice(option) for option in member.options)
    if member.id in report.allocation.runners_up and not asks:
        return sentence(runner_up_words(report, member.id))
    missing = _missing(report, member)
    if missing:
        return f"Ask first, because the roster does not say: {listed(missing)}."
    return "Their own advice leads to no NPQ now. `npqpath team advise` has what it does say."


def _missing(report: Report, member: Member) -> tuple[str, ...]:
    """Return the columns to ask a person about first, because their courses hang on them."""
    advice = [report.prepared.advice.get((member.id, option.course)) for option in member.options]
    return _asks(report, member.id, (question for each in advice if each for question in each[0].hangs_on))


def _asks(report: Report, person: str, questions: Iterable[str]) -> tuple[str, ...]:
    """Return the columns to ask a person about first, without those that hang on another open one."""
    found = tuple(dict.fromkeys(questions))
    sheet = next(each.person for each in report.people if each.id == person)
    now = tuple(id for id in found if sheet.certainty(report.core.asked[id]) == "certain")
    return (now or found)[:MOST_ASKED]


def ask_words(questions: Iterable[str]) -> str:
    """Return the first of the columns that would settle a line."""
    return listed(list(questions)[:MOST_ASKED])
