"""A team's plan for people outside it: no person is named, and no group of fewer than five is counted."""

from __future__ import annotations

from npqpath.advice.calendar import day
from npqpath.render.document import Block, Document, Heading, Pairs, Paragraph, Table
from npqpath.render.team_choices import starts_table
from npqpath.team.candidates import start_day
from npqpath.team.report import Report
from npqpath.team.together import begun

SMALLEST = 5
"""The smallest group that is counted; fewer people could be recognised."""
SCHEMA = "npqpath/team-plan-masked/1"


def masked(count: int) -> str:
    """Return a number of people as it may be shown: 0, "fewer than 5", or the number."""
    return str(count) if count == 0 or count >= SMALLEST else f"fewer than {SMALLEST}"


def masked_document(report: Report) -> Document:
    """Return the report with numbers of people only, the small ones masked."""
    blocks: list[Block] = [
        Heading(f"Who should study what: {report.wanted.name}", 1),
        Paragraph(
            f"Made on {day(report.standing.on)}. Nobody is named here, and groups of fewer than {SMALLEST} "
            "people are not counted, so that nobody can be recognised."
        ),
        Pairs((("People", masked(len(report.people))), ("Schools", str(len(report.schools))))),
        Heading("Courses at each start"),
        starts_table(report, masked),
        Heading("Who would know what"),
        Table(
            ("Area", *(f"{school}, after this plan" for school in report.schools)),
            tuple(
                (area, *(masked(report.coverage.then.get((area, s), 0)) for s in report.schools))
                for area in report.coverage.areas
            ),
        ),
    ]
    return Document(tuple(block for block in blocks if not (isinstance(block, Table) and not block.rows)))


def masked_json(report: Report) -> dict[str, object]:
    """Return the same as plain data; a masked number is text."""
    return {
        "schema": SCHEMA,
        "on": report.standing.on.isoformat(),
        "people": masked(len(report.people)),
        "courses": {
            course: {
                f"{start_day(report.standing, start):%Y-%m}": masked(count)
                for start, count in enumerate(counts)
            }
            for course, counts in begun(report.allocation.choices, report.wanted.starts)
        },
        "areas": [
            {"area": area, "school": school, "then": masked(report.coverage.then.get((area, school), 0))}
            for area in report.coverage.areas
            for school in report.schools
        ],
    }
