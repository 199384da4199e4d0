"""What stands behind a team's plan, in words: next bests, limits, gaps and reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from npqpath.output.text import render_plain
from npqpath.output.views.team import team_document
from npqpath.output.views.team_words import runner_up_words, verdict
from npqpath.team.report import Report
from npqpath.team.task import Limits
from npqpath.team.team_file import Must, MustNot, TeamFile
from tests.builders import frozen
from tests.unit.team.candidates import person, report_on

DEPUTY = person("dee", role="deputy-headteacher", aim="headship")
ANN = person("ann", role="subject-lead", aim="lead-area", focus="teaching")
SENCO = person(
    "sal",
    role="senco",
    aim="lead-area",
    senco_post="mainstream",
    senco_since="under-a-year",
    npqs={},
    awards=[],
)
LIT = person("lit", role="subject-lead", aim="lead-area", focus="literacy")


def words_on(report: Report) -> str:
    return render_plain(team_document(report, ("head",)), None, ascii_only=False)


def test_a_limit_that_is_used_up_is_told() -> None:
    wanted = TeamFile(starts=1, limits=Limits(at_once=1))
    words = words_on(report_on(DEPUTY, ANN, wanted=wanted))
    assert "- 1 person on courses at once\n\n" in words
    assert "- Advised: NPQLT. There was no room within this limit: 1 person on courses at once." in words


def test_a_limit_of_places_names_the_course() -> None:
    other = person("bob", role="subject-lead", aim="lead-area", focus="teaching")
    wanted = TeamFile(starts=1, limits=Limits(places={"npqlt": 1}))
    words = words_on(report_on(ANN, other, wanted=wanted))
    assert "1 place on NPQLT for one start" in words


def test_a_team_and_a_school_as_limits() -> None:
    pair = [replace(each, team="Leaders") for each in (ANN, LIT)]
    team = words_on(report_on(*pair, wanted=TeamFile(starts=1, limits=Limits(per_team=1))))
    school = words_on(report_on(*pair, wanted=TeamFile(starts=1, limits=Limits(per_school=1))))
    assert "1 person of one team on courses at once" in team
    assert "1 person of one school on courses at once" in school


def test_the_next_best_is_another_start_where_one_course_is_open() -> None:
    words = words_on(report_on(SENCO))
    assert "NPQSENCO in November 2028, but what the law asks for would come later" in words


def test_the_next_best_is_another_course_where_one_is_open() -> None:
    wanted = TeamFile(starts=1, priorities=("behaviour",))
    lead = person("lea", role="assistant-headteacher", aim="lead-across-school", focus="behaviour", npqs={})
    report = report_on(lead, wanted=wanted)
    course = report.allocation.choices[0].course
    runner_up = report.allocation.runners_up["lea"].choice
    assert runner_up is not None
    assert runner_up.course != course
    assert f"Next best: {frozen().qualification(runner_up.course).short_name} in" in words_on(report)


def test_a_limit_may_leave_no_other_choice() -> None:
    wanted = TeamFile(starts=2, limits=Limits(at_once=1))
    words = words_on(report_on(ANN, LIT, wanted=wanted))
    assert "Next best: nothing else fits within this limit: 1 person on courses at once" in words


def test_what_is_not_proved_says_how_much_more_may_be_possible() -> None:
    report = report_on(DEPUTY, ANN)
    first, *rest = report.allocation.reached
    reached = (replace(first, bound=first.value + 2), *rest)
    words = words_on(replace(report, allocation=replace(report.allocation, reached=reached)))
    assert "Not proved best in the time there was: up to 2 more may be possible." in words
    assert "proved that no other plan" not in words


def test_a_must_that_does_not_fit_the_person_is_warned_of() -> None:
    words = words_on(report_on(ANN, wanted=TeamFile(must=(Must(person="ann", take="npqlbc"),))))
    warning = "The team file asks for what nothing leads to that the people themselves said: NPQLBC for ann."
    assert warning in words


def said_of(report: Report, person: str) -> tuple[str, str]:
    return verdict(report, report.task.members_by_id[person])


def test_who_is_kept_out_is_told_their_own_advice() -> None:
    until = dt.date(2030, 9, 1)
    wanted = TeamFile(must_not=(MustNot(person="ann", until=until), MustNot(person="lit", take="npqll")))
    report = report_on(ANN, LIT, wanted=wanted)
    assert said_of(report, "ann") == (
        "kept-out",
        "Advised: NPQLT. Left out of the plan until 1 September 2030, as the team file asks.",
    )
    assert said_of(report, "lit")[0] == "kept-out"


def test_advised_weakly_is_not_advised_to_do_nothing() -> None:
    teacher = person(
        "tea", role="classroom-teacher", aim="deepen-practice", focus="behaviour", npqs={}, awards=["qts"]
    )
    why, words = said_of(report_on(teacher), "tea")
    assert why == "worth-considering"
    assert words.startswith("NPQLBC is worth considering.")


def test_who_has_another_step_is_told_which() -> None:
    held = {"npqh": "completed"}
    head = person(
        "hal",
        role="headteacher",
        aim="share-expertise",
        focus="whole-school",
        npqs=held,
        awards=["qts"],
        first_five_years_of_headship="no",
    )
    why, words = said_of(report_on(head), "hal")
    assert why == "another-step"
    assert words.startswith("Advised now, with no NPQ: ")


def test_a_must_turns_no_other_advice_weak() -> None:
    wanted = TeamFile(must=(Must(person="dee", take="npqlbc"),))
    report = report_on(DEPUTY, wanted=wanted)
    taken = {choice.course for choice in report.choices}
    assert "npqlbc" in taken
    assert "worth considering" not in runner_up_words(report, "dee")


def test_what_the_team_file_forbids_is_no_next_best() -> None:
    wanted = TeamFile(
        must=(Must(person="dee", take="npqlbc"),), must_not=(MustNot(person="dee", take="npqh"),)
    )
    assert "NPQH" not in runner_up_words(report_on(DEPUTY, wanted=wanted), "dee")
