"""A team's plan for people outside it: no person is named, and no group of fewer than five is counted."""

from __future__ import annotations

from npqpath.output.document import Block, Bullets, Document, Heading, Item, Pairs, Paragraph, Table
from npqpath.team.candidates import start_day
from npqpath.team.coverage import begun
from npqpath.team.report import Report
from npqpath.team.small_numbers import (
    FEW,
    FEWEST_PEOPLE,
    HIDDEN,
    SMALLEST,
    masked,
    masked_area,
    masked_starts,
)
from npqpath.words import day, month

SCHEMA = "npqpath/team-plan-masked/1"


def masked_document(report: Report) -> Document:
    """Return the report with numbers of people only, the small ones masked."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for area, levels in _areas(report).items():
        alike.setdefault(levels, []).append(area)
    many = len(report.schools) > 1
    columns = ("Area", *(("All schools", *report.schools) if many else ("After this plan",)))
    blocks: list[Block] = [
        Heading(f"Who should study what: {report.wanted.name}", 1),
        Paragraph(
            f"Made on {day(report.standing.on)}. Nobody is named here, and groups of fewer than {SMALLEST} "
            f'people are not counted, so that nobody can be recognised. "{FEW.capitalize()}" may be nobody. '
            f'"{HIDDEN.capitalize()}" stands where the other numbers would give a small group away. '
            "It does not say for whom a start is too late for the law: the plan with names does."
        ),
        Pairs((("People", masked(len(report.people))), ("Schools", str(len(report.schools))))),
        *_courses(report),
        Heading("Who would know what after this plan"),
        Table(columns, tuple(("; ".join(areas), *levels) for levels, areas in alike.items())),
    ]
    return Document(tuple(block for block in blocks if not (isinstance(block, Table) and not block.rows)))


def _courses(report: Report) -> list[Block]:
    counts = dict(begun(report.allocation.choices, report.wanted.starts))
    names = report.core.catalogue.qualifications_by_id
    if not counts:
        return []
    shown = masked_starts(counts, len(report.people))
    if shown is None:
        words = (
            f"Numbers are left out, because in a team of fewer than {FEWEST_PEOPLE} they would name people."
        )
        items = tuple(Item(names[course].short_name) for course in counts)
        return [Heading("Courses in this plan"), Bullets(items), Paragraph(words)]
    starts = (month(start_day(report.standing, start)) for start in range(report.wanted.starts))
    rows = tuple((names[course].short_name, *cells) for course, cells in shown.items())
    return [Heading("Courses at each start"), Table(("Course", *starts), rows)]


def _areas(report: Report) -> dict[str, tuple[str, ...]]:
    found = report.coverage
    return {
        area: masked_area([found.then.get((area, school), 0) for school in report.schools])
        for area in found.areas
    }


def masked_json(report: Report) -> dict[str, object]:
    """Return the same as plain data; every number is text. An area in all schools has no `school`."""
    counts = dict(begun(report.allocation.choices, report.wanted.starts))
    shown = masked_starts(counts, len(report.people))
    starts = [f"{start_day(report.standing, start):%Y-%m}" for start in range(report.wanted.starts)]
    places = (None, *report.schools) if len(report.schools) > 1 else report.schools
    return {
        "schema": SCHEMA,
        "on": report.standing.on.isoformat(),
        "people": masked(len(report.people)),
        "courses": {
            course: dict(zip(starts, shown[course] if shown else [HIDDEN] * len(starts), strict=True))
            for course in counts
        },
        "areas": [
            {"area": area, "school": place, "then": level}
            for area, levels in _areas(report).items()
            for place, level in zip(places, levels, strict=True)
        ],
    }


def masked_rows(report: Report) -> list[tuple[str, ...]]:
    """Return the same as rows, headings first: courses by start, then areas by school."""
    counts = dict(begun(report.allocation.choices, report.wanted.starts))
    shown = masked_starts(counts, len(report.people))
    starts = [f"{start_day(report.standing, start):%Y-%m}" for start in range(report.wanted.starts)]
    places = ("", *report.schools) if len(report.schools) > 1 else report.schools
    return [
        ("what", "name", "school", "start", "people"),
        *(
            ("course", course, "", start, shown[course][at] if shown else HIDDEN)
            for course in counts
            for at, start in enumerate(starts)
        ),
        *(
            ("area", area, place, "", level)
            for area, levels in _areas(report).items()
            for place, level in zip(places, levels, strict=True)
        ),
    ]
