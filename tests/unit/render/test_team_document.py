"""A team's report, as a head reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from npqpath.render.document import Block, Document, Table
from npqpath.render.masked_document import masked_document
from npqpath.render.plain import render_plain
from npqpath.render.team_document import team_document
from npqpath.team.report import Report
from npqpath.team.teamfile import TeamFile, WantedPost
from tests.unit.team.candidates import person, report_on


def tables(document: Document) -> dict[str, Table]:
    """Return the tables by the title of their first column."""
    return {block.columns[0]: block for block in document.blocks if isinstance(block, Table)}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report on two schools."""
    leaders = [
        person(f"{subject}-lead", role="subject-lead", aim="lead-area", focus="teaching")
        for subject in ("maths", "art")
    ]
    return report_on(
        *leaders,
        person("deputy", role="deputy-headteacher", aim="headship", npqs={"npqsl": "completed"}),
        replace(
            person("assistant", role="assistant-headteacher", npqs={"npqsl": "completed"}, school="oak"),
            ready_for=("deputy-headteacher",),
        ),
        person("head", role="headteacher", school="oak", npqs={"npqsl": "completed"}),
        wanted=TeamFile(posts=(WantedPost(post="deputy-headteacher"), WantedPost(post="headteacher"))),
    )


def test_people_with_the_same_course_and_reasons_share_a_row(report: Report) -> None:
    rows = [
        row
        for block in team_document(report).blocks
        if isinstance(block, Table) and block.columns[:2] == ("Course", "Who")
        for row in block.rows
    ]
    assert ("NPQLT", "maths-lead and art-lead (elm)") in {row[:2] for row in rows}
    by_person = tables(team_document(report))["Person"].rows
    assert [row[0] for row in by_person if row[2] == "NPQLT"] == ["maths-lead", "art-lead"]


def test_the_ladder_has_the_highest_post_on_top(report: Report) -> None:
    ladder = tables(team_document(report))["Step on the ladder"]
    assert [row[0] for row in ladder.rows] == [
        "Headteacher, principal or head of school",
        "Deputy headteacher",
        "Assistant headteacher",
        "Middle leader",
    ]
    deputy = ladder.rows[1]
    assert deputy[1:3] == ("1 \u25cf", "1 \u25cf")


def test_who_says_they_are_ready_is_told_by_post(report: Report) -> None:
    posts = {row[0]: row[-1] for row in tables(team_document(report))["Post"].rows}
    assert posts["Deputy headteacher"] == "assistant"
    assert not posts["Headteacher, principal or head of school"]


def test_nobody_is_ready_for_a_post_below_their_own(report: Report) -> None:
    rung = next(each for each in report.pipeline if each.post == "assistant-headteacher")
    assert not {"deputy", "head"} & {*rung.ready, *rung.could}


def test_who_could_lead_training_is_named_where_enough_people_hold_an_npq(report: Report) -> None:
    words = render_plain(team_document(report), width=100, ascii_only=False)
    assert "- deputy (elm); assistant and head (oak)" in words
    assert "The roster names no facilitator yet." in words


def test_a_masked_report_has_no_id_and_no_small_number(report: Report) -> None:
    def cells(block: Block) -> list[str]:
        return [cell for row in block.rows for cell in row] if isinstance(block, Table) else []

    document = masked_document(report)
    assert not any(id in repr(document) for id in ("maths-lead", "art-lead"))
    numbers = {cell for block in document.blocks for cell in cells(block) if cell[:1].isdigit()}
    assert numbers <= {"0"}
