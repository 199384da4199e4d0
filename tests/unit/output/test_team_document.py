"""A team's report, as a head reads it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from npqpath.output.document import Document, Table
from npqpath.output.terminal import render_terminal
from npqpath.output.text import render_plain
from npqpath.output.views.team import team_document
from npqpath.team.report import Report
from npqpath.team.task import Limits
from npqpath.team.team_file import TeamFile, WantedPost
from tests.unit.team.candidates import person, report_on

RULES = "by the rules of Autumn 2026;"


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


def test_who_learns_together_is_told_by_level_and_phase() -> None:
    leaders = [
        replace(person(f"p{n}", role=role, aim="lead-area", focus="teaching"), phase=phase)
        for n, (role, phase) in enumerate(
            (("subject-lead", None), ("subject-lead", None), ("phase-lead", "KS1"), ("phase-lead", "KS2"))
        )
    ]
    words = words_on(report_on(*leaders))
    levels = "Subject or curriculum leader: 2; Phase or key stage leader, KS1: 1; "
    assert f"NPQLT, November 2027: p0, p1, p2 and p3\n  - {levels}" in words


def test_study_time_is_told_term_by_term(report: Report) -> None:
    table = tables(team_document(report))["People on a course"]
    assert table.columns == ("People on a course", "elm", "oak")
    assert [row[0] for row in table.rows][:3] == ["Autumn 2027", "Spring 2028", "Summer 2028"]


def test_who_says_they_are_ready_is_told_by_post(report: Report) -> None:
    posts = {row[0]: row[-1] for row in tables(team_document(report))["Post"].rows}
    assert posts["Deputy headteacher"].endswith("Say that they are ready: assistant (oak).")
    assert "Say that" not in posts["Headteacher, principal or head of school"]


@pytest.mark.parametrize("width", [80, 100])
def test_the_pipeline_is_a_table_on_a_terminal(report: Report, width: int) -> None:
    drawn = render_terminal(team_document(report), width, colour=False, unicode=True)
    assert re.search(r"│ Post +│ There now +│ Who could step up +│", drawn)


def test_a_post_named_for_one_school_is_told_of_the_others_too() -> None:
    heads = (person("ash-head", role="headteacher"), person("oak-head", role="headteacher", school="oak"))
    wanted = TeamFile(posts=(WantedPost(post="headteacher", school="elm"),))
    rungs = report_on(*heads, wanted=wanted).pipeline
    assert [(each.school, each.there, each.is_wanted) for each in rungs] == [
        ("elm", ("ash-head",), True),
        ("oak", ("oak-head",), False),
    ]


def test_who_is_on_the_course_for_a_post_would_be_ready_after_it() -> None:
    deputy = person("dee", role="deputy-headteacher", aim="headship", npqs={"npqh": "studying"})
    report = report_on(person("head", role="headteacher"), deputy)
    rung = next(each for each in report.pipeline if each.post == "headteacher")
    assert [(each.person, each.course) for each in rung.coming] == [("dee", "npqh")]
    assert rung.could == ()
    words = words_on(report)
    assert "Ready: nobody yet. Ready later: dee after NPQH, by August 2028." in words


def test_what_new_teachers_miss_is_told_once_for_all_schools() -> None:
    ann = person("ann", role="early-career-teacher")
    words = words_on(report_on(ann, person("ben", role="early-career-teacher", school="oak")))
    assert "- The roster names no mentor of an early career teacher for ann (elm); ben (oak)." in words
    assert words.count("Early career teachers have a mentor") == 1
    assert "Nobody at their school holds or would take a specialist NPQ to carry on the work of ann" in words


def test_who_is_ready_in_another_school_is_named_at_a_post_of_one_school() -> None:
    near = person("near", role="deputy-headteacher", school="oak", npqs={"npqh": "completed"})
    wanted = TeamFile(posts=(WantedPost(post="headteacher", school="elm"),))
    report = report_on(person("head", role="headteacher"), near, wanted=wanted)
    assert (report.pipeline[0].ready, report.pipeline[0].elsewhere) == ((), ("near",))
    assert "Ready: nobody. Ready in other schools: near (oak)." in words_on(report)


def test_why_somebody_starts_later_is_told() -> None:
    people = (
        person("dee", role="deputy-headteacher", aim="headship"),
        person("lee", role="subject-lead", aim="lead-area", focus="literacy"),
    )
    words = words_on(report_on(*people, wanted=TeamFile(limits=Limits(at_once=2))))
    assert "Some start later so that few people of a school are away at once." in words
    sooner = TeamFile(aims=("statutory", "own-good", "sooner"))
    assert "Some start later" not in words_on(report_on(*people, wanted=sooner))


def test_areas_with_the_same_numbers_share_a_row(report: Report) -> None:
    rows = tables(team_document(report))["Area"].rows
    assert len({row[1:] for row in rows}) == len(rows)
    areas = [area for row in rows for area in row[0].split("; ")]
    assert sorted(areas) == sorted(report.coverage.areas)


def test_nobody_is_ready_for_a_post_below_their_own(report: Report) -> None:
    rung = next(each for each in report.pipeline if each.post == "assistant-headteacher")
    assert not {"deputy", "head"} & {*rung.ready, *rung.could}


def test_who_could_lead_training_is_named_where_enough_people_hold_an_npq(report: Report) -> None:
    words = render_plain(team_document(report), width=100, ascii_only=False)
    assert "- deputy (elm); assistant and head (oak)" in words
    assert "The roster names no facilitator yet." in words


def words_on(report: Report) -> str:
    return render_plain(team_document(report), None, ascii_only=False)


def test_a_plan_without_a_course_says_what_to_ask_and_nothing_of_money() -> None:
    words = words_on(report_on(person("ann", role="subject-lead"), person("ben", role="senior-leader")))
    assert "Nobody's own advice leads to a course for certain yet. Below is what to ask whom first." in words
    assert "aim: What do you most want from your next step?" in words
    assert "Courses that DfE would pay for:" not in words
    assert "If you paid" not in words


def test_a_senco_begins_in_time_though_a_cell_is_empty() -> None:
    new = "under-a-year"
    sal = person(
        "sal", role="senco", aim="lead-area", senco_post="mainstream", senco_since=new, awards=["qts"]
    )
    others = (person(f"p{n}", role="subject-lead", aim="lead-area", focus="teaching") for n in range(3))
    report = report_on(sal, *others)
    (choice,) = (each for each in report.allocation.choices if each.course == "npqsenco")
    assert choice.start == 0
    words = words_on(report)
    assert "The law may ask for: NPQSENCO for sal (ask first: npqs)" in words
    assert "Asked for by law" not in words


def test_an_answer_that_decides_who_pays_is_named() -> None:
    sure, unsure = "teaching", "not-sure"
    ann = person("ann", role="subject-lead", aim="lead-area", focus=sure, works_in_england=unsure)
    words = words_on(report_on(ann))
    assert "0 of 1, if the rules of Autumn 2026 still hold; 1 more may be, once DfE or an answer" in words
    assert "decides (ask first: works_in_england)" in words
    assert f"Would DfE pay? More answers needed, {RULES} 2027 not announced: works_in_england" in words
    assert "works_in_england: Do you work in England?" in words


def test_who_is_on_a_course_is_left_to_finish_it() -> None:
    words = words_on(report_on(person("ann", role="subject-lead", npqs={"npqlt": "studying"})))
    assert "- On a course, or about to be: let them finish it and use it.\n  - ann" in words


def test_what_hangs_on_another_open_answer_is_not_asked_yet() -> None:
    ann = person("ann", role="classroom-teacher", aim="lead-area", senco_post="not-sure", npqs={}, awards=[])
    words = words_on(report_on(ann))
    assert "Ask first, because the roster does not say: focus and mastery_evidence.\n  - ann" in words
    assert "senco" not in words[words.index("What to ask first") :].split("Sources")[0].casefold()


def test_what_the_law_may_ask_of_a_senco_is_told_first() -> None:
    senco = person("sal", role="senco", aim="lead-area", senco_post="not-sure")
    words = words_on(report_on(senco, person("ann", role="classroom-teacher", senco_post="not-sure")))
    line = next(line for line in words.splitlines() if line.startswith("The law may ask for"))
    assert line == "The law may ask for: NPQSENCO for sal (ask first: npqs, awards and senco_post)"


def test_money_for_a_start_without_rules_names_the_rules_it_goes_by() -> None:
    deputies = [person(id, role="deputy-headteacher", aim="headship") for id in ("ann", "ben")]
    wanted = TeamFile(starts=2, limits=Limits(places={"npqh": 1}))
    words = words_on(report_on(*deputies, wanted=wanted))
    counts = [words.count(f"Would DfE pay? Yes, {RULES} {year} not announced") for year in (2027, 2028)]
    assert counts == [1, 1]
    assert "would pay for: 2 of 2, if the rules of Autumn 2026 still hold, at fees of" in words


def test_only_a_start_with_rules_of_its_own_says_nothing_of_others() -> None:
    deputies = [person(id, role="deputy-headteacher", aim="headship") for id in ("ann", "ben")]
    wanted = TeamFile(starts=2, limits=Limits(places={"npqh": 1}))
    words = words_on(report_on(*deputies, wanted=wanted, on=dt.date(2026, 7, 1)))
    assert (words.count("Would DfE pay? Yes\n"), words.count(f"Yes, {RULES} 2027 not announced")) == (1, 1)
    alone = words_on(report_on(deputies[0], on=dt.date(2026, 7, 1)))
    assert "would pay for: 1 of 1, at fees of" in alone
