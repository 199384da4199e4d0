"""A team's plan for people outside it: no person is named, and no group of fewer than five is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from npqpath.output.document import Block, Bullets, Document, Heading, Item, Pairs, Paragraph, Table, section
from npqpath.output.views.team_words import course_name, grouped, starts_table
from npqpath.team.candidates import start_day
from npqpath.team.coverage import begun
from npqpath.team.report import Report
from npqpath.words import day

SMALLEST = 5
"""The smallest group that is counted; fewer people could be recognised."""
FEWEST_PEOPLE = 20
"""The smallest team whose courses are counted."""
FEW, ENOUGH, HIDDEN = f"fewer than {SMALLEST}", f"{SMALLEST} or more", "not shown"


def masked(count: int) -> str:
    """Return a number of people as it may be shown on its own."""
    return str(count) if count >= SMALLEST else FEW


def masked_starts(courses: Mapping[str, Sequence[int]], people: int) -> Mapping[str, tuple[str, ...]] | None:
    """Return how many begin each course at each start; None where the team is too small for numbers."""
    if people < FEWEST_PEOPLE:
        return None
    columns = [_masked_start(counts, people) for counts in zip(*courses.values(), strict=True)]
    return dict(zip(courses, zip(*columns, strict=True), strict=True))


def _masked_start(counts: Sequence[int], people: int) -> list[str]:
    small = [count for count in counts if count < SMALLEST]
    left = people - sum(count for count in counts if count >= SMALLEST)
    # The most that one masked number could be, with one person on each of the other masked courses.
    if small and left - (len(small) - 1) < SMALLEST - 1:
        return [HIDDEN] * len(counts)
    return [masked(count) for count in counts]


def masked_area(by_school: Sequence[int]) -> tuple[str, ...]:
    """Return whether five know an area: in all schools together, then in each where there are several."""
    total = _level(sum(by_school))
    if len(by_school) < 2:
        return (total,)
    schools = tuple(map(_level, by_school))
    if total == ENOUGH and ENOUGH not in schools:
        schools = (HIDDEN,) * len(schools)
    return (total, *schools)


def _level(count: int) -> str:
    return ENOUGH if count >= SMALLEST else FEW


SCHEMA = "npqpath/team-plan-masked/1"


def masked_document(report: Report) -> Document:
    """Return the report with numbers of people only, the small ones masked."""
    alike = grouped((levels, area) for area, levels in _areas(report).items())
    many = len(report.schools) > 1
    columns = ("Area", *(("All schools", *report.schools) if many else ("After this plan",)))
    areas = Table(columns, tuple(("; ".join(areas), *levels) for levels, areas in alike.items()))
    lead = (
        f"Made on {day(report.standing.on)}. Nobody is named here, and groups of fewer than {SMALLEST} "
        f'people are not counted, so that nobody can be recognised. "{FEW.capitalize()}" may be nobody. '
        f'"{HIDDEN.capitalize()}" stands where the other numbers would give a small group away. '
        "It does not say for whom a start is too late for the law: the plan with names does."
    )
    return Document(
        (
            Heading(f"Who should study what: {report.wanted.name}", 1),
            Paragraph(lead),
            Pairs((("People", masked(len(report.people))), ("Schools", str(len(report.schools))))),
            *_courses(report),
            *section("Who would know what after this plan", areas),
        )
    )


def _courses(report: Report) -> tuple[Block, ...]:
    counts = begun(report.choices, report.wanted.starts)
    shown = masked_starts(counts, len(report.people))
    if shown is not None:
        return section("Courses at each start", starts_table(report, shown))
    words = f"Numbers are left out, because in a team of fewer than {FEWEST_PEOPLE} they would name people."
    items = tuple(Item(course_name(report, course)) for course in counts)
    return section("Courses in this plan", Bullets(items), Paragraph(words))


def _areas(report: Report) -> dict[str, tuple[str, ...]]:
    then = report.coverage.then
    return {
        area: masked_area([then[area, school] for school in report.schools]) for area in report.coverage.areas
    }


def masked_rows(report: Report) -> list[tuple[str, ...]]:
    """Return the same as rows, headings first: courses by start, then areas by school."""
    places = ("", *report.schools) if len(report.schools) > 1 else report.schools
    starts = [f"{start_day(report.standing, start):%Y-%m}" for start in range(report.wanted.starts)]
    counts = begun(report.choices, report.wanted.starts)
    hidden = dict.fromkeys(counts, [HIDDEN] * len(starts))
    shown = masked_starts(counts, len(report.people)) or hidden
    return [
        ("what", "name", "school", "start", "people"),
        *(
            ("course", course, "", start, people)
            for course, cells in shown.items()
            for start, people in zip(starts, cells, strict=True)
        ),
        *(
            ("area", area, place, "", level)
            for area, levels in _areas(report).items()
            for place, level in zip(places, levels, strict=True)
        ),
    ]


def masked_json(report: Report) -> dict[str, object]:
    """Return the same as plain data; every number is text. An area in all schools has no `school`."""
    rows = masked_rows(report)[1:]
    courses: dict[str, dict[str, str]] = {}
    for what, name, _, start, people in rows:
        if what == "course":
            courses.setdefault(name, {})[start] = people
    return {
        "schema": SCHEMA,
        "on": report.standing.on,
        "people": masked(len(report.people)),
        "courses": courses,
        "areas": [
            {"area": name, "school": school or None, "then": people}
            for what, name, school, _, people in rows
            if what == "area"
        ],
    }
