"""The view across the schools of a trust: who holds what, and what the trust could teach itself or others."""

from __future__ import annotations

from collections.abc import Mapping

from npqpath.advice.phrases import listed
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Heading, Item, Paragraph, Table
from npqpath.render.team_words import by_school
from npqpath.team.report import Report


def trust_blocks(report: Report, cited: Citations) -> list[Block]:
    """Return the specialists across the schools, and the training they could lead; nothing for one school."""
    if len(report.schools) < 2 or not report.specialists:
        return []
    names = report.core.catalogue.qualifications_by_id
    rows = tuple(
        (names[e.course].short_name, _people(e.hold), _people(e.would), str(len(e.schools)))
        for e in report.specialists
    )
    blocks: list[Block] = [
        Heading("Across the schools"),
        Table(("NPQ", "Hold it", "Would after this plan", "Schools"), rows),
    ]
    return [*blocks, *_training(report, cited)]


def _training(report: Report, cited: Citations) -> list[Block]:
    """Return what the trust could teach itself or others, and who might lead it."""
    names = report.core.catalogue.qualifications_by_id
    able = [each for each in report.specialists if each.could_train]
    if not able:
        return []
    facilitator = next(each for each in report.core.catalogue.pathways.duties if each.id == "facilitator")
    leads = [each.id for each in report.people if facilitator.id in each.duties]
    now = (
        f"Facilitators now: {by_school(report, leads)}." if leads else "The roster names no facilitator yet."
    )
    items = tuple(
        Item(f"{names[each.course].short_name}: people who hold it", (_people(each.hold),)) for each in able
    )
    return [
        Heading("Training that you could offer, to your own schools or to others", 3),
        Paragraph(cited.cite(facilitator.text, facilitator.sources, facilitator.as_of)),
        Bullets(items),
        Paragraph(now),
    ]


def _people(by_school: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{listed(ids)} ({school})" for school, ids in by_school.items())
