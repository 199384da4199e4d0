"""A team's report, as a head reads it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from npqpath.output.document import Document, Table
from npqpath.output.text import render_plain
from npqpath.output.views.team import Part, team_document
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


def test_each_reason_is_told_once(report: Report) -> None:
    words = words_on(report)
    assert words.count("how a subject, year or phase is taught") == 1
    rows = tables(team_document(report, ("head",)))["Start"].rows
    assert ("NPQLT", "maths-lead and art-lead (elm)") in {row[1:3] for row in rows}


def test_ready_is_what_people_say_and_no_npq_makes_them_less_so(report: Report) -> None:
    words = words_on(report)
    ready = "- Deputy headteacher\n  - Say that they are ready: assistant (oak)."
    assert ready in words
    assert "nobody" not in words.casefold()[words.index("Posts that you named") : words.index("Other posts")]
    say = replace(person("ann", role="assistant-headteacher"), ready_for=("headteacher",))
    wanted = TeamFile(posts=(WantedPost(post="headteacher"),))
    assert "Say that they are ready: ann." in words_on(report_on(say, wanted=wanted))


def test_a_post_with_a_date_is_not_told_beside_its_holder(report: Report) -> None:
    posts = (WantedPost(post="headteacher", school="oak", by=dt.date(2029, 9, 1)),)
    made = report_on(*report.people, wanted=TeamFile(posts=posts))
    lines = words_on(made).splitlines()
    at = lines.index("- Headteacher, oak, by 1 September 2029")
    assert not any("head" in line.split() for line in lines[at : at + 4])


def test_a_post_that_nobody_is_on_the_way_to_says_what_to_do() -> None:
    wanted = TeamFile(posts=(WantedPost(post="headteacher", by=dt.date(2027, 1, 1)),))
    words = words_on(report_on(person("hal", role="headteacher"), wanted=wanted))
    assert "The list says of nobody that they would like it. Ask people, or look further." in words
    assert "nobody is ready" not in words.casefold()


def test_who_is_on_the_course_for_a_post_would_hold_it() -> None:
    deputy = person("dee", role="deputy-headteacher", aim="headship", npqs={"npqh": "studying"})
    report = report_on(person("head", role="headteacher"), deputy)
    rung = next(each for each in report.pipeline if each.post == "headteacher")
    assert [(each.person, each.course) for each in rung.coming] == [("dee", "npqh")]
    assert "Would hold one: dee after NPQH, by August 2028." in words_on(report)


def test_all_three_tracks_are_in_the_pipeline() -> None:
    people = (
        person("dee", role="deputy-headteacher", aim="headship"),
        person("lit", role="subject-lead", aim="lead-area", focus="literacy"),
        person("tea", role="lead-practitioner", aim="lead-area", focus="teacher-development"),
    )
    rows = tables(team_document(report_on(*people), ("head",)))["Track"].rows
    assert {row[0] for row in rows} == {"Leadership", "Teaching", "Specialist"}


def test_a_mentor_for_many_new_teachers_is_seen() -> None:
    new = [person(f"new{n}", role="early-career-teacher") for n in range(13)]
    mentor = person("meg", role="classroom-teacher", duties=("mentor", "induction-tutor"))
    words = words_on(report_on(*new, mentor))
    assert "for trainees and early career teachers: 1 for 13. Ask who mentors whom." in words
    assert words.count("Early career teachers have a mentor") == 1


def test_a_group_has_a_task_of_the_schools_own_priorities() -> None:
    leads = [person(f"p{n}", role="subject-lead", aim="lead-area", focus="literacy") for n in (1, 2)]
    words = words_on(report_on(*leads, wanted=TeamFile(priorities=("literacy", "inclusion"))))
    assert "  - Task: literacy\n" in words


def test_breadth_and_depth_are_paired_by_name() -> None:
    people = (
        person("dee", role="deputy-headteacher", aim="headship"),
        person("lit", role="subject-lead", aim="lead-area", focus="literacy"),
    )
    assert "  - dee (NPQH) with lit (NPQLL)" in words_on(report_on(*people))


def test_who_leads_an_area_is_told_from_who_is_the_expert() -> None:
    people = (
        person("lead", role="subject-lead", aim="lead-area", focus="literacy"),
        person(
            "expert", role="classroom-teacher", focus="literacy", npqs={"npqll": "completed"}, school="oak"
        ),
    )
    row = next(
        r for r in tables(team_document(report_on(*people), ("head",)))["Area"].rows if r[0] == "Literacy"
    )
    assert row[1:] == ("lead (elm)", "expert (oak)", "lead (elm)")


def test_training_is_told_as_your_own_to_offer_and_to_buy_in(report: Report) -> None:
    made = report_on(*report.people, wanted=TeamFile(priorities=("literacy",)))
    words = words_on(made)
    assert "- Nobody at elm and oak holds or would take NPQLTD, and none is a facilitator." in words
    assert "by how many hold the NPQ: senior leadership (3). Ask them first." in words
    assert "nearby trust or your teaching school hub: literacy for elm." in words


def test_who_was_equal_is_told() -> None:
    leads = [person(id, role="subject-lead", aim="lead-area", focus="teaching") for id in ("ann", "ben")]
    report = report_on(*leads, wanted=TeamFile(starts=1, limits=Limits(at_once=1)))
    (chosen,) = report.choices
    (other,) = {"ann", "ben"} - {chosen.member}
    words = words_on(report)
    assert f"- NPQLT is planned for {chosen.member}, and not for {other}\n" in words
    assert "Where none does: who has had the fewest NPQs first, then by lot." in " ".join(words.split())


NUMBER = re.compile(r"\d+")


def test_the_page_for_governors_names_nobody_and_counts_no_small_group() -> None:
    leads = [person(f"id-{n}", role="subject-lead", aim="lead-area", focus="teaching") for n in range(7)]
    lit = [person(f"id-l{n}", role="subject-lead", aim="lead-area", focus="literacy") for n in range(3)]
    heads = [person(f"id-h{n}", role="deputy-headteacher", aim="headship", school="oak") for n in range(2)]
    report = report_on(*leads, *lit, *heads)
    document = team_document(report, ("governors",))
    words = render_plain(document, None, ascii_only=False)
    assert "id-" not in words
    cells = [
        cell
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row[1:]
        if cell.isdigit()
    ]
    assert cells
    assert all(int(cell) == 0 or int(cell) >= 5 for cell in cells)
    assert "Would begin a course: 12\n" in words
    assert len(words[: words.index("Sources")].splitlines()) <= 60


def test_the_page_for_governors_does_not_take_what_is_open_for_a_no() -> None:
    leads = [
        person(f"p{n}", role="subject-lead", aim="lead-area", focus="teaching", works_in_england="not-sure")
        for n in range(6)
    ]
    words = words_on(report_on(*leads), "governors")
    assert "for 6, DfE or an answer has yet to decide" in words


def test_a_page_asks_the_person_in_whole_questions() -> None:
    words = words_on(report_on(person("ann", role="senior-leader")), "people")
    assert "Say this first: " in words
    assert "What do you most want from your next step?" in words


def test_the_page_for_governors_says_of_the_law_no_more_than_is_known() -> None:
    senco = person("sal", role="senco", aim="lead-area", senco_post="not-sure")
    words = words_on(report_on(senco), "governors")
    assert "The law: It may ask some people for a qualification: the head has to ask them first." in words


def test_an_id_with_its_school_in_it_names_the_school_once() -> None:
    two = [
        person(f"7 ({s})", school=s, role="subject-lead", aim="lead-area", focus="teaching")
        for s in ("elm", "oak")
    ]
    words = words_on(report_on(*two))
    assert "7 (elm); 7 (oak)" in words
    assert "(elm) (elm)" not in words


def test_a_page_for_each_person_has_only_what_is_their_own(report: Report) -> None:
    posts = (WantedPost(post="headteacher", school="oak", by=dt.date(2031, 9, 1)),)
    made = report_on(*report.people, wanted=TeamFile(posts=posts))
    words = words_on(made, "people")
    pages = words.split("\nFor ")[1:]
    assert [page.split("\n")[0] for page in pages] == [each.id for each in made.people]
    deputy = pages[2]
    assert "NPQ in Headship: strong" in deputy
    assert "NPQH, November 2027: Would DfE pay? Yes" in deputy
    assert "2031" not in words
    assert not any(other.id in deputy.split() for other in made.people if other.id != "deputy")


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
    assert table.columns[:4] == ("People on a course", "Autumn 2027", "Spring 2028", "Summer 2028")
    assert [row[0] for row in table.rows] == ["elm", "oak"]


def test_who_is_ready_in_another_school_is_named_at_a_post_of_one_school() -> None:
    near = person("near", role="deputy-headteacher", school="oak", npqs={"npqh": "completed"})
    wanted = TeamFile(posts=(WantedPost(post="headteacher", school="elm"),))
    report = report_on(person("head", role="headteacher"), near, wanted=wanted)
    assert (report.pipeline[0].hold, report.pipeline[0].elsewhere) == ((), ("near",))
    assert "- Headteacher, elm\n  - In other schools: near (oak).\n" in words_on(report)


def words_on(report: Report, *parts: Part) -> str:
    return render_plain(team_document(report, parts or ("head",)), None, ascii_only=False)


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
    assert "It may ask sal for NPQSENCO. Ask first: npqs." in words


def test_an_answer_that_decides_who_pays_is_named() -> None:
    sure, unsure = "teaching", "not-sure"
    ann = person("ann", role="subject-lead", aim="lead-area", focus=sure, works_in_england=unsure)
    words = words_on(report_on(ann))
    assert "DfE would pay for 0 of 1, if the rules of Autumn 2026 still hold." in words
    assert "It may pay for 1 more, once DfE or an answer decides. Ask first: works_in_england." in words
    assert f"Would DfE pay? More answers needed, {RULES} 2027 not announced: works_in_england" in words
    assert "works_in_england: Do you work in England?" in words


def test_who_is_on_a_course_is_left_to_finish_it() -> None:
    words = words_on(report_on(person("ann", role="subject-lead", npqs={"npqlt": "studying"})))
    assert "- On a course, or about to be: time to finish it and to use it.\n  - ann" in words


def test_what_hangs_on_another_open_answer_is_not_asked_yet() -> None:
    ann = person("ann", role="classroom-teacher", aim="lead-area", senco_post="not-sure", npqs={}, awards=[])
    words = words_on(report_on(ann))
    assert "  - If this is so: You lead, or want to lead, how a subject" in words
    assert "  - Ask ann first: focus.\n" in words
    assert "senco" not in words[words.index("What to ask first") :].split("Sources")[0].casefold()


def test_what_the_law_may_ask_of_a_senco_is_told_first() -> None:
    senco = person("sal", role="senco", aim="lead-area", senco_post="not-sure")
    words = words_on(report_on(senco, person("ann", role="classroom-teacher", senco_post="not-sure")))
    line = next(line for line in words.splitlines() if line.startswith("- It may ask"))
    assert line == "- It may ask sal for NPQSENCO. Ask first: npqs, awards and senco_post."


def test_money_for_a_start_without_rules_names_the_rules_it_goes_by() -> None:
    deputies = [person(id, role="deputy-headteacher", aim="headship") for id in ("ann", "ben")]
    wanted = TeamFile(starts=2, limits=Limits(places={"npqh": 1}))
    words = words_on(report_on(*deputies, wanted=wanted))
    counts = [words.count(f"Would DfE pay? Yes, {RULES} {year} not announced") for year in (2027, 2028)]
    assert counts == [1, 1]
    assert "DfE would pay for 2 of 2, if the rules of Autumn 2026 still hold, at fees of" in words


def test_only_a_start_with_rules_of_its_own_says_nothing_of_others() -> None:
    deputies = [person(id, role="deputy-headteacher", aim="headship") for id in ("ann", "ben")]
    wanted = TeamFile(starts=2, limits=Limits(places={"npqh": 1}))
    words = words_on(report_on(*deputies, wanted=wanted, on=dt.date(2026, 7, 1)))
    assert (words.count("Would DfE pay? Yes\n"), words.count(f"Yes, {RULES} 2027 not announced")) == (1, 1)
    alone = words_on(report_on(deputies[0], on=dt.date(2026, 7, 1)))
    assert "DfE would pay for 1 of 1, at fees of" in alone
