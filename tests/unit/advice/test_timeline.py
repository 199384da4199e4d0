"""Some years on a timeline: in order, one NPQ at a time, with time in between, and nothing twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from npqpath.advice.cohort_dates import stand
from npqpath.advice.legal_deadlines import find_deadlines
from npqpath.advice.pacing import USUAL, Bar, Pacing, Timeline, when_text
from npqpath.advice.person import Person, make_person, read_answers, under_way
from npqpath.advice.suggestions import suggest
from npqpath.advice.timeline import draw_timeline, new_course
from npqpath.rules.question_kinds import AnswerValue, Statuses
from npqpath.words import months_after, months_apart
from tests.builders import MOST_EXAMPLES, NIGHTLY, frozen, frozen_core
from tests.unit.advice.people import answers_of, complete_sheets, partial_answers
from tests.unit.rules.oracles import Given

DAYS = [
    dt.date(2026, 4, 1),
    dt.date(2026, 5, 20),
    dt.date(2026, 7, 1),
    dt.date(2026, 11, 21),
    dt.date(2027, 7, 1),
]
TODAY = dt.date(2026, 11, 21)
TOGETHER = Pacing(3, "together", None)
PACINGS = [USUAL, Pacing(1, "one-at-a-time", None), Pacing(5, "one-at-a-time", None), TOGETHER]
HEAD_OF_YEAR = {
    "role": "pastoral-lead",
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "community school",
    "aim": "lead-area",
    "focus": "behaviour",
    "teaching_years": 9,
    "leadership_years": 4,
    "npqs": "none",
    "awards": "none",
}
TOWARDS_HEADSHIP = {
    "role": "subject-lead",
    "setting": "school",
    "aim": "headship",
    "focus": "teaching",
    "teaching_years": 9,
    "leadership_years": 4,
    "npqs": "none",
    "awards": "none",
}


def teacher(**raw: object) -> Person:
    core = frozen_core()
    return make_person(core, read_answers(raw, core.catalogue))


def timeline(person: Person, on: dt.date = TODAY, pacing: Pacing = USUAL) -> Timeline:
    return draw_timeline(person, suggest(person), stand(frozen(), on), pacing)


def of_kind(line: Timeline, *kinds: str) -> list[Bar]:
    return [bar for bar in line.bars if bar.kind in kinds]


def shown(line: Timeline, *kinds: str) -> list[tuple[str, str]]:
    return [(when_text(bar), bar.label) for bar in of_kind(line, *kinds)]


def overlap(one: Bar, other: Bar) -> bool:
    return one.starts <= other.ends and other.starts <= one.ends


def started(line: Timeline, person: Person) -> Iterator[Bar]:
    """The courses that begin on the timeline, without those under way."""
    held = person.answers.get("npqs")
    on_it = dict(held.pairs) if isinstance(held, Statuses) else {}
    yield from (bar for bar in of_kind(line, "study", "coaching") if bar.id not in on_it)


people_days_and_pacings = given(partial_answers(), st.sampled_from(DAYS), st.sampled_from(PACINGS))


@people_days_and_pacings
def test_bars_are_in_order_within_the_years_and_begin_before_they_end(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    line = timeline(make_person(frozen_core(), answers), on, pacing)
    assert line.bars
    assert (line.first, line.last) == (months_after(on, 0), months_after(on, 12 * pacing.years - 1))
    assert line.years == pacing.years
    starts = [bar.starts for bar in line.bars]
    assert starts == sorted(starts)
    for bar in line.bars:
        assert line.first <= bar.starts <= bar.ends <= line.last
        assert bar.starts.day == bar.ends.day == 1


@people_days_and_pacings
def test_no_course_or_step_is_there_twice_and_no_course_that_is_held(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    line = timeline(make_person(frozen_core(), answers), on, pacing)
    named = [bar.id for bar in of_kind(line, "study", "coaching", "step")]
    assert len(named) == len(set(named))
    npqs = answers.get("npqs")
    held = (
        {npq for npq, status in npqs.pairs if status == "completed"} if isinstance(npqs, Statuses) else set()
    )
    assert not {bar.id for bar in of_kind(line, "study", "coaching")} & held


@given(partial_answers(), st.sampled_from(DAYS), st.sampled_from([1, 3, 5]))
def test_one_npq_at_a_time_never_overlaps_another(
    answers: dict[str, AnswerValue], on: dt.date, years: int
) -> None:
    person = make_person(frozen_core(), answers)
    line = timeline(person, on, Pacing(years, "one-at-a-time", None))
    under_way = {
        npq
        for value in answers.values()
        if isinstance(value, Statuses)
        for npq, status in value.pairs
        if status != "completed"
    }
    for one, other in combinations(of_kind(line, "study", "assessment"), 2):
        both_begun_already = {one.id, other.id} <= under_way
        assert one.id == other.id or both_begun_already or not overlap(one, other)


@people_days_and_pacings
def test_courses_start_when_courses_start(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    standing = stand(frozen(), on)
    person = make_person(frozen_core(), answers)
    for bar in started(timeline(person, on, pacing), person):
        assert bar.starts.month == standing.next_start.month
        assert bar.starts >= standing.next_start
        assert bar.expected == (standing.expected or bar.starts != standing.next_start)


@people_days_and_pacings
def test_a_course_at_the_next_start_fits_for_certain_or_is_the_next_step_and_said_to_be_open(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    person = make_person(frozen_core(), answers)
    first, *others = suggest(person)
    fits = {
        each.id
        for each in (first, *others)
        if (each.certainty == "certain" or each is first) and each.strength != "worth-considering"
    }
    line = timeline(person, on, pacing)
    now = {bar.id for bar in started(line, person) if bar.starts == stand(frozen(), on).next_start}
    assert now <= fits
    is_told = any("may fit you: this counts on it" in remark for remark in line.remarks)
    assert is_told is (first.id in now and first.certainty == "possible")


def test_the_next_step_has_its_place_where_an_open_answer_decides_about_it() -> None:
    person = make_person(frozen_core(), {"role": "headteacher", "aim": "headship"})
    first = suggest(person)[0]
    assert (first.id, first.certainty) == ("npqh", "possible")
    line = timeline(person, dt.date(2026, 11, 22), USUAL)
    (study,) = [bar for bar in started(line, person) if bar.id == "npqh"]
    assert study.starts == dt.date(2027, 11, 1)
    assert line.remarks[0] == "NPQH may fit you: this counts on it until you have found out."


@people_days_and_pacings
def test_a_deadline_is_met_or_said_to_be_missed(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    person = make_person(frozen_core(), answers)
    standing = stand(frozen(), on)
    line = timeline(person, on, pacing)
    for due in find_deadlines(person, standing):
        most = max(bar.ends for bar in of_kind(line, "deadline")) if of_kind(line, "deadline") else line.last
        placed = [bar for bar in of_kind(line, "study", "assessment") if bar.id == due.qualification]
        told = " ".join((due.text, *line.remarks))
        in_time = placed and months_after(max(bar.ends for bar in placed), 1) <= most
        assert in_time or "too late" in told or "is not on this timeline" in told


@settings(max_examples=2 * MOST_EXAMPLES if NIGHTLY else MOST_EXAMPLES)
@given(complete_sheets(), st.sampled_from(DAYS), st.integers(1, 23))
def test_a_plan_made_later_keeps_every_start_that_was_promised(
    sheet: Mapping[str, Given], on: dt.date, months: int
) -> None:
    """Years are counted on, and nothing else changes; of courses under way nobody knows when they began."""
    answers, then = answers_of(frozen(), sheet), months_after(on, months)
    now = make_person(frozen_core(), answers)
    assume(not under_way(now))
    years = {id: value + months / 12 for id, value in answers.items() if isinstance(value, int)}
    promised, kept = (
        {(bar.id, bar.starts) for bar in of_kind(timeline(person, day), "study", "coaching")}
        for person, day in ((now, on), (make_person(frozen_core(), {**answers, **years}), then))
    )
    assert then >= min((starts for _, starts in promised), default=then) or promised <= kept


@people_days_and_pacings
def test_the_same_person_has_the_same_timeline(
    answers: dict[str, AnswerValue], on: dt.date, pacing: Pacing
) -> None:
    assert timeline(make_person(frozen_core(), answers), on, pacing) == timeline(
        make_person(frozen_core(), dict(reversed(answers.items()))), on, pacing
    )


@pytest.mark.parametrize("persona", frozen().pathways.tests, ids=lambda persona: str(persona.id))
@pytest.mark.parametrize("pacing", PACINGS, ids=lambda pacing: f"{pacing.years}-{pacing.at_once}")
def test_every_person_of_the_data_has_a_plan_with_time_in_it(persona: object, pacing: Pacing) -> None:
    answers = persona.answers  # type: ignore[attr-defined]
    person = teacher(**answers)
    line = timeline(person, pacing=pacing)
    assert of_kind(line, "step", "study", "coaching", "review")
    embed = frozen().pathways.pace.embed.months
    if pacing.at_once == "one-at-a-time":
        for one, other in pairwise(of_kind(line, "study")):
            course = frozen().qualification(one.id or "")
            months = max(course.length.result_months) if course.length else 12
            assert other.starts >= months_after(one.starts, months + embed)


def test_a_head_of_year_leads_studies_and_then_uses_what_the_npq_taught() -> None:
    line = timeline(teacher(**HEAD_OF_YEAR))
    assert [(when_text(bar), bar.label) for bar in line.bars] == [
        ("Nov 2026 to Oct 2027", "Lead in your school, trust or setting"),
        ("Jun 2027 (expected)", "Register and apply for NPQLBC"),
        ("Jul 2027", "Look back at how it is going"),
        ("Nov 2027 to Oct 2028 (expected)", "Study for NPQLBC"),
        ("Nov 2028 to Jan 2029 (expected)", "Assessment and result of NPQLBC"),
        ("Feb 2029 to May 2029 (expected)", "Use what NPQLBC taught you"),
        ("Jun 2029 to Oct 2029", "Share what you know with others"),
    ]
    notes = {bar.label: bar.note for bar in line.bars}
    assert notes["Study for NPQLBC"] == "12 months of teaching. A result by about February 2029."
    assert notes["Register and apply for NPQLBC"] == (
        "Registration for Autumn 2026 was due to open on 23 June 2026. "
        "The next may open about late June, but nothing is announced."
    )


def test_without_a_day_of_opening_the_day_of_the_rules_says_when_to_look() -> None:
    standing = stand(frozen(), TODAY)
    standing = replace(standing, rules=replace(standing.rules, registration_opens=None))
    npqlbc = frozen().qualification("npqlbc")
    course = new_course(npqlbc, standing.next_start, standing, frozen().pathways.pace)
    (apply,) = [bar for bar in course.bars if bar.kind == "apply"]
    assert when_text(apply) == "May 2027 (expected)"
    assert apply.note == "The rules for Autumn 2026 came out on 18 May 2026, so look on GOV.UK then."


def test_a_start_that_is_announced_is_not_called_expected() -> None:
    person = teacher(role="deputy-headteacher", setting="school", aim="headship", npqs="none", awards="none")
    line = timeline(person, dt.date(2026, 7, 1))
    assert shown(line, "apply", "study")[:2] == [
        ("Jul 2026 to Oct 2026", "Register and apply for NPQH"),
        ("Nov 2026 to Apr 2028", "Study for NPQH"),
    ]


def test_a_course_under_way_comes_first_and_another_after_time_to_use_it() -> None:
    line = timeline(teacher(**{**TOWARDS_HEADSHIP, "npqs": {"npqsl": "studying"}}))
    assert shown(line, "study", "use")[:3] == [
        ("Nov 2026 to Oct 2027 (expected)", "Finish NPQSL"),
        ("Nov 2027 to Feb 2028 (expected)", "Use what NPQSL taught you"),
        ("Nov 2028 to Oct 2029 (expected)", "Study for NPQH"),
    ]


def test_together_a_second_npq_starts_beside_the_first() -> None:
    person = teacher(**{**TOWARDS_HEADSHIP, "npqs": {"npqsl": "studying"}})
    assert shown(timeline(person, pacing=TOGETHER), "study")[1] == (
        "Nov 2027 to Apr 2029 (expected)",
        "Study for NPQH",
    )


def test_a_course_that_starts_soon_starts_now_and_takes_its_whole_time() -> None:
    person = teacher(
        role="deputy-headteacher",
        setting="school",
        aim="headship",
        npqs={"npqsl": "starting-soon"},
        awards="none",
    )
    line = timeline(person, pacing=replace(USUAL, years=5))
    assert shown(line, "study") == [
        ("Nov 2026 to Apr 2028 (expected)", "Study for NPQSL"),
        ("Nov 2029 to Apr 2031 (expected)", "Study for NPQH"),
    ]
    assert [label for _, label in shown(line, "apply")] == ["Register and apply for NPQH"]


def test_what_the_law_asks_does_not_wait_until_the_last_course_is_used() -> None:
    person = teacher(
        role="senco",
        setting="school",
        workplace_type="state-funded-school",
        aim="lead-area",
        focus="send",
        npqs={"npqsl": "studying"},
        awards=["qts"],
        senco_post="mainstream",
        senco_since="under-a-year",
    )
    line = timeline(person)
    assert ("Nov 2027 to Apr 2029 (expected)", "Study for NPQSENCO") in shown(line, "study")
    assert shown(line, "deadline") == [("Nov 2028 to Oct 2029", "Your time limit for NPQSENCO ends")]


def test_a_senco_in_the_second_year_is_told_that_the_result_comes_too_late() -> None:
    person = teacher(
        role="senco",
        setting="school",
        aim="lead-area",
        focus="send",
        npqs="none",
        awards=["qts"],
        senco_post="mainstream",
        senco_since="one-to-two-years",
    )
    (missed,) = [remark for remark in timeline(person).remarks if "too late" in remark]
    assert missed.startswith("On this timeline the result of NPQSENCO comes in about September 2029")


def test_coaching_runs_beside_an_npq() -> None:
    person = teacher(
        role="headteacher",
        works_in_england="yes",
        setting="school",
        workplace_type="state-funded-school",
        aim="support-as-head",
        focus="whole-school",
        npqs={"npqh": "studying"},
        awards=["qts"],
        first_five_years_of_headship="yes",
    )
    line = timeline(person)
    assert shown(line, "coaching") == [("Nov 2027 to Oct 2028 (expected)", "Coaching for new heads: EHCO")]
    assert "first five years" in of_kind(line, "coaching")[0].note


def test_maths_mastery_comes_first_and_the_npq_that_asks_for_it_is_not_promised() -> None:
    person = teacher(
        role="subject-lead",
        setting="school",
        aim="lead-area",
        focus="primary-maths",
        teaching_years=6,
        leadership_years=2,
        npqs="none",
        awards=["qts"],
        mastery_evidence="none",
    )
    line = timeline(person)
    assert line.bars[0].id == "deeper-learning"
    assert shown(line, "study") == []


@pytest.mark.parametrize(("hours", "fits"), [(0, False), (0.5, False), (1, True), (2, True), (10, True)])
def test_too_few_hours_leave_a_course_out_and_the_plan_says_so(hours: float, fits: bool) -> None:
    line = timeline(teacher(**HEAD_OF_YEAR), pacing=replace(USUAL, hours=hours))
    assert bool(of_kind(line, "study")) == fits
    assert fits == (line.remarks == ()) or "NPQLBC takes 1 to 2 hours a week" in line.remarks[0]


def test_with_few_hours_nothing_is_studied_beside_another_course() -> None:
    person = teacher(**{**TOWARDS_HEADSHIP, "npqs": {"npqsl": "starting-soon"}})
    on = dt.date(2026, 7, 1)
    many = timeline(person, on, Pacing(3, "together", 4))
    few = timeline(person, on, Pacing(3, "together", 3))
    studied = {bar.id: bar for bar in of_kind(few, "study")}
    assert {bar.id for bar in of_kind(many, "study")} >= set(studied)
    for one, other in combinations(of_kind(few, "study"), 2):
        assert not overlap(one, other)


def test_what_comes_after_is_asked_again_while_the_aim_is_open() -> None:
    line = timeline(teacher(role="classroom-teacher", setting="school"))
    assert [bar.label for bar in line.bars][-1] == "Answer the questions again and see what has changed"


def test_each_note_is_told_once() -> None:
    notes = [bar.note for bar in timeline(teacher(**TOWARDS_HEADSHIP)).bars if bar.note]
    assert len(notes) == len(set(notes))


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (dt.date(2026, 11, 21), 0, dt.date(2026, 11, 1)),
        (dt.date(2026, 11, 21), 1, dt.date(2026, 12, 1)),
        (dt.date(2026, 11, 30), 2, dt.date(2027, 1, 1)),
        (dt.date(2026, 1, 31), 36, dt.date(2029, 1, 1)),
    ],
    ids=["none", "one", "over the new year", "three years"],
)
def test_months_after_a_day(start: dt.date, months: int, expected: dt.date) -> None:
    assert months_after(start, months) == expected
    assert months_apart(start, expected) == months
