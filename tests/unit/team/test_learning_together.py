"""The examples of the article on several people who take NPQs at once, as rosters with its answers."""

from __future__ import annotations

import datetime as dt

from npqpath.output.text import render_plain
from npqpath.output.views.team import team_document
from npqpath.team.objectives import release
from npqpath.team.task import Limits
from npqpath.team.team_file import Must, TeamFile, WantedPost
from tests.unit.team.candidates import person, report_on, taken


def test_all_curriculum_leaders_study_leading_teaching_together() -> None:
    leaders = [
        person(f"{subject}-lead", role="subject-lead", aim="lead-area", focus="teaching")
        for subject in ("maths", "science", "history", "art")
    ]
    report = report_on(*leaders)
    assert set(taken(report).values()) == {"npqlt"}
    (group,) = report.groups
    assert group.people == {"elm": ("maths-lead", "science-lead", "history-lead", "art-lead")}


def test_phase_leaders_of_a_primary_school_study_leading_teaching_together() -> None:
    phases = [
        person(f"{phase}-lead", role="phase-lead", aim="lead-area", focus="teaching")
        for phase in ("early-years", "infants", "juniors")
    ]
    report = report_on(*phases)
    assert set(taken(report).values()) == {"npqlt"}
    assert [group.size for group in report.groups] == [3]


def test_a_senior_team_spreads_over_four_npqs() -> None:
    senior_team = [
        person(
            "new-to-senior-leadership",
            role="assistant-headteacher",
            aim="lead-across-school",
            focus="whole-school",
        ),
        person("experienced-deputy", role="deputy-headteacher", aim="headship", focus="whole-school"),
        person("inclusive-offer", role="senior-leader", aim="lead-area", focus="send"),
        person("teaching-and-learning", role="assistant-headteacher", aim="lead-area", focus="literacy"),
    ]
    report = report_on(*senior_team, wanted=TeamFile(priorities=("literacy", "inclusion")))
    assert taken(report) == {
        "new-to-senior-leadership": "npqsl",
        "experienced-deputy": "npqh",
        "inclusive-offer": "npqsenco",
        "teaching-and-learning": "npqll",
    }


def test_breadth_and_depth_come_together_in_the_school() -> None:
    report = report_on(
        person("deputy", role="deputy-headteacher", aim="headship"),
        person("literacy", role="subject-lead", aim="lead-area", focus="literacy"),
    )
    breadth = next(each for each in report.allocation.reached if each.stage == "breadth-with-depth")
    assert (breadth.value, breadth.is_proved) == (1, True)


def test_leaders_at_every_level_would_know_how_change_is_put_into_practice() -> None:
    report = report_on(
        person("deputy", role="deputy-headteacher", aim="headship"),
        person("maths-lead", role="subject-lead", aim="lead-area", focus="teaching"),
        person("head-of-year", role="pastoral-lead", aim="lead-area", focus="behaviour"),
    )
    words = render_plain(team_document(report), None, ascii_only=False)
    stages = [words.index(f"- {name}, ") for name in ("Explore", "Prepare", "Deliver", "Sustain")]
    assert stages == sorted(stages)
    assert "- Deliver, November 2027 to April 2029: Do it, with support" in words


def test_future_leaders_are_ready_when_the_head_leaves() -> None:
    report = report_on(
        person("head", role="headteacher"),
        person("deputy", role="deputy-headteacher", aim="headship"),
        wanted=TeamFile(posts=(WantedPost(post="headteacher", by=dt.date(2029, 12, 1)),)),
    )
    rung = report.pipeline[0]
    assert rung.there == ("head",)
    assert [(each.person, each.course) for each in rung.in_time()] == [("deputy", "npqh")]


def test_a_post_wanted_too_soon_is_said_to_have_nobody() -> None:
    report = report_on(
        person("deputy", role="deputy-headteacher", aim="headship"),
        wanted=TeamFile(posts=(WantedPost(post="headteacher", by=dt.date(2027, 1, 1)),)),
    )
    assert report.pipeline[0].is_empty


def test_the_golden_thread_breaks_where_new_teachers_have_no_mentor() -> None:
    report = report_on(
        person("new", role="early-career-teacher"),
        person("tutor", role="assistant-headteacher", duties=("induction-tutor",)),
    )
    assert "mentor" in {each.missing for each in report.threads[0].breaks}
    assert "induction-tutor" not in {each.missing for each in report.threads[0].breaks}


def test_only_so_many_people_are_released_at_once() -> None:
    leaders = [person(f"p{n}", role="subject-lead", aim="lead-area", focus="teaching") for n in range(5)]
    report = report_on(*leaders, wanted=TeamFile(limits=Limits(per_school=2)))
    assert max(max(counts.values()) for counts in release(report.task, report.choices).values()) == 2


def test_a_must_that_is_no_advice_of_their_own_is_kept_and_said() -> None:
    wanted = TeamFile(must=(Must(person="p", take="npqlbc"),))
    report = report_on(person("p", role="subject-lead", aim="lead-area", focus="teaching"), wanted=wanted)
    assert "npqlbc" in {choice.course for choice in report.allocation.choices}
    (member,) = report.task.members
    assert [option.advice for option in member.options if option.course == "npqlbc"] == [None]
