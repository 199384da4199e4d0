"""What changes if somebody leaves, and what does not."""

from __future__ import annotations

from npqpath.output.records import plain_data
from npqpath.output.text import render_plain
from npqpath.output.views.team_leaving import leaving_document, leaving_json
from npqpath.team.report import Leaving, Report, leaving, make_report, without
from npqpath.team.task import Choice, Limits, Wish
from npqpath.team.team_file import TeamFile
from tests.builders import frozen_core
from tests.unit.team.candidates import person, report_on, standing

DEPUTY = person("deputy", role="deputy-headteacher", aim="headship", duties=("induction-tutor", "mentor"))
HEAD = person("head", role="headteacher")
MATHS = person("maths", role="subject-lead", aim="lead-area", focus="teaching", duties=("mentor",))
ART = person("art", role="subject-lead", aim="lead-area", focus="teaching")
SENCO = person(
    "senco",
    role="senco",
    aim="lead-area",
    npqs={},
    awards=[],
    senco_post="mainstream",
    senco_since="under-a-year",
)
LITERACY = person("lit", role="subject-lead", aim="lead-area", focus="literacy")


def if_leaves(before: Report, leaver: str) -> Leaving:
    people, wanted = without(before.people, before.wanted, leaver)
    after = make_report(frozen_core(), people, wanted, standing(), before.allocation.choices)
    assert isinstance(after, Report)
    return leaving(before, after, leaver)


def words_of(found: Leaving) -> str:
    return render_plain(leaving_document(found), None, ascii_only=False)


def test_a_post_that_is_left_free_is_told_with_who_could_step_in() -> None:
    found = if_leaves(report_on(HEAD, DEPUTY, MATHS), "head")
    assert [(rung.post, rung.there) for rung in found.posts] == [("headteacher", ())]
    assert [each.person for each in found.posts[0].coming] == ["deputy"]
    words = words_of(found)
    assert "- Headteacher, principal or head of school: Nobody else is there now." in words
    assert "deputy would be by about" in words


def test_who_is_ready_in_another_school_is_told_apart() -> None:
    near = person("near", role="deputy-headteacher", aim="headship", school="oak", npqs={"npqh": "completed"})
    other = person(
        "other", role="deputy-headteacher", aim="headship", school="oak", npqs={"npqh": "studying"}
    )
    found = if_leaves(report_on(HEAD, DEPUTY, near, other), "head")
    words = words_of(found)
    assert "  - Nobody is ready yet." in words
    assert "  - Ready in other schools: near (oak)." in words
    assert "  - Ready later in other schools: other (oak) by about August 2028, after NPQH." in words
    rungs = found.elsewhere
    assert [(each.ready, [one.person for one in each.coming]) for each in rungs] == [(("near",), ["other"])]
    assert [each["ready_elsewhere"] for each in plain_data(leaving_json(found))["posts"]] == [["near"]]


def test_the_school_of_a_need_is_told_where_there_are_several() -> None:
    wanted = TeamFile(priorities=("literacy",))
    found = if_leaves(
        report_on(LITERACY, person("far", role="headteacher", school="oak"), wanted=wanted), "lit"
    )
    assert "Nobody would cover this any more: literacy (elm)." in words_of(found)


def test_only_duties_that_nobody_else_at_the_school_has_are_lost() -> None:
    found = if_leaves(report_on(HEAD, DEPUTY, MATHS), "deputy")
    assert found.duties == ("induction-tutor",)
    assert "Induction tutor: nobody else at their school has this duty." in words_of(found)


def test_the_courses_of_the_leaver_fall_away_and_the_others_keep_theirs() -> None:
    before = report_on(DEPUTY, MATHS, ART, LITERACY)
    found = if_leaves(before, "deputy")
    assert [choice.course for choice in found.own] == ["npqh"]
    assert (found.begins, found.drops, found.moves) == ((), (), ())
    words = words_of(found)
    assert "The plan has NPQH in November 2028 for deputy. That falls away." in words
    assert words.endswith("Everybody else's plan stays as it is.\n")


def test_a_place_that_comes_free_is_told() -> None:
    wanted = TeamFile(starts=1, limits=Limits(at_once=1), must=(Wish(person="deputy"),))
    found = if_leaves(report_on(DEPUTY, MATHS, wanted=wanted), "deputy")
    assert found.begins == (Choice("maths", "npqlt", 0),)
    assert "- maths would begin NPQLT in November 2027." in words_of(found)


def test_a_course_that_begins_sooner_is_told_with_its_old_start() -> None:
    before = report_on(MATHS, SENCO, wanted=TeamFile(limits=Limits(at_once=1)))
    found = if_leaves(before, "senco")
    ((old, new),) = found.moves
    assert (old.member, old.course, new.course) == ("maths", "npqlt", "npqlt")
    assert new.start < old.start
    assert "maths would begin NPQLT in November 2027, and not in November" in words_of(found)


def test_a_priority_that_nobody_covers_any_more_is_told() -> None:
    found = if_leaves(report_on(LITERACY, MATHS, wanted=TeamFile(priorities=("literacy",))), "lit")
    assert len(found.needs) == 1
    assert "Nobody would cover this any more: literacy." in words_of(found)


def test_the_same_as_data() -> None:
    found = if_leaves(report_on(HEAD, DEPUTY, MATHS), "deputy")
    data = plain_data(leaving_json(found))
    assert (data["schema"], data["leaves"]) == ("npqpath/team-leaving/1", "deputy")
    assert data["duties"] == ["induction-tutor"]
    assert data["falls_away"] == [{"person": "deputy", "course": "npqh", "start": "2028-11"}]
    assert (data["begins"], data["drops"], data["moves"]) == ([], [], [])
    assert [each["post"] for each in data["posts"]] == ["deputy-headteacher"]


def test_musts_of_the_leaver_go_with_them() -> None:
    wanted = TeamFile(must=(Wish(person="deputy"), Wish(person="maths")), must_not=(Wish(person="deputy"),))
    people, left = without((DEPUTY, MATHS), wanted, "deputy")
    assert [each.id for each in people] == ["maths"]
    assert (left.must, left.must_not) == ((Wish(person="maths"),), ())
