"""The job of a year, rehearsed: autumn 2027 pays for three NPQs, ends one and has a new one.

`docs/new-start.md` says how it is done. Here every step is one change at one place, leaving any of them out
is told there, and once nothing is left to tell, no plan says what is false on its day.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.funding import decide_funding
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.advice.timeline import new_course
from npqpath.dataset.catalogue import PATHWAYS, QUALIFICATIONS, on_day
from npqpath.dataset.load import load
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document
from npqpath.output.views.qualification import shown_document
from npqpath.validate.findings import Finding
from npqpath.validate.run import report_on
from tests.program import DATA

ANNOUNCED = dt.date(2027, 5, 17)
AFTER = ANNOUNCED + dt.timedelta(days=3)
DAYS = {
    "before the news": dt.date(2027, 5, 1),
    "after the news": AFTER,
    "open": dt.date(2027, 7, 1),
    "closed": dt.date(2027, 10, 20),
}


@dataclass(frozen=True)
class Step:
    """One change at one place: a text of a file that stands there once, and what stands there instead."""

    file: str
    old: str
    new: str


START = """\
  - id: autumn-2027
    name: Autumn 2027
    announced: 2027-05-17
    registration_opens: 2027-06-07
    registration_closes: 2027-10-15
    starts_from: 2027-11-01
    starts_until: 2027-11-30
    sources: [gov-npq-funding-2027]
    offers: [npqlt, npqltd, npqlbc, npqlpm, npqinc, npqsenco, npqsl, npqh, npqel, npqeyl, ehco]
    like: autumn-2026
    drop:
      - early-years-in-16-to-19
      - early-years-in-a-school
      - on-the-schools-list
      - on-the-16-to-19-list
      - lead-mentor-route-instead
      - not-on-the-16-to-19-list
      - childminder-list-first
      - childminder-not-on-the-list
      - early-years-leadership
    change:
      - id: no-list-needed
        only_for: [npqh, npqsenco, npqinc]
        because: DfE pays for NPQH, NPQSENCO and NPQINC in your kind of workplace.
      - id: not-on-the-schools-list
        only_for: [npqlt, npqltd, npqlbc, npqlpm, npqsl, npqel, npqeyl]
        when:
          setting: [school, academy-trust, 16-to-19]
        because: DfE pays for NPQH, NPQSENCO and NPQINC only, and for every NPQ in RISE schools.
        next: Ask your workplace to pay, or compare those three.
      - id: maintained-nursery
        only_for: [npqh, npqsenco, npqinc]
        because: DfE pays for NPQH, NPQSENCO and NPQINC for staff of maintained nursery schools.
      - id: nursery-class
        only_for: [npqh, npqsenco, npqinc]
      - id: early-years-other-course
        because: In early years DfE pays for NPQH, NPQSENCO and NPQINC only, in maintained nursery schools.
        next: Compare those three, or ask your employer to pay.
      - id: reviewed-posts
        only_for: [npqh, npqsenco, npqinc]
        because: For NPQH, NPQSENCO and NPQINC, DfE looks at each registration from a post like yours.
      - id: reviewed-posts-other-course
        because: For your kind of post DfE considers only NPQH, NPQSENCO and NPQINC.
"""
SOURCE = """\
  gov-npq-funding-2027:
    url: https://www.example.org/npq-funding-2027
    title: A made-up page about autumn 2027
    checked: 2027-05-18
"""
NEXT = """\
next_cohort:
  text: The rules for autumn 2028 are not out. Look again in late spring 2028.
  sources: [gov-npq-funding-2027]
  as_of: May 2027
  waits_for: autumn-2028
"""
COURSE = """\
  - id: npqinc
    short_name: NPQINC
    name: NPQ in Inclusion
    kind: specialist-npq
    summary:
      text: A specialist NPQ about inclusion.
      sources: [gov-npq-funding-2027]
      as_of: May 2027
    providers: [ambition]
"""
ENDED = """\
    ended:
      text: DfE asks schools to look at NPQLT in its place.
      closest: [npqlt]
      sources: [gov-npq-funding-2027]
      as_of: May 2027
"""
RULE = """\
  - id: inclusion-lead
    suggest: npqinc
    strength: strong
    when:
      is: [leads_or_teaches]
      focus: send
      aim: lead-area
    because: You lead, or want to lead, inclusion, and this NPQ is about that alone.
    sources: [gov-npq-funding-2027]
"""


@cache
def text_of(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def part(name: str, start: str, end: str) -> str:
    """Return a part of a file, from its first words up to the next."""
    text = text_of(name)
    at = text.index(start)
    return text[at : text.index(end, at + len(start))]


STEPS: dict[str, Step] = {
    "the page": Step(
        QUALIFICATIONS,
        "checked: 2026-11-21\n\nsources:\n",
        f"checked: 2027-05-18\n\nsources:\n{SOURCE}",
    ),
    "the start": Step(QUALIFICATIONS, "\nnext_cohort:", f"{START}\nnext_cohort:"),
    "the line about the next start": Step(
        QUALIFICATIONS, part(QUALIFICATIONS, "next_cohort:", "\nfunding_facts:"), NEXT
    ),
    "the end of the old course": Step(
        QUALIFICATIONS, "    short_name: NPQLL\n", f"    short_name: NPQLL\n{ENDED}"
    ),
    "the new course": Step(QUALIFICATIONS, "  - id: npqsenco\n", f"{COURSE}  - id: npqsenco\n"),
    "the rule": Step(PATHWAYS, part(PATHWAYS, "  - id: literacy-lead\n", "  - id: maths-lead"), RULE),
    "the posts": Step(PATHWAYS, "helps: [npqltd, npqlbc, npqll,", "helps: [npqltd, npqlbc, npqinc,"),
    "the priorities": Step(PATHWAYS, "courses: [npqsenco]\n", "courses: [npqsenco, npqinc]\n"),
}
PEOPLE: dict[str, Mapping[str, object]] = {
    "literacy lead": {"role": "subject-lead", "aim": "lead-area", "focus": "literacy"},
    "literacy lead who holds it": {
        "role": "subject-lead",
        "aim": "lead-area",
        "focus": "literacy",
        "npqs": {"npqll": "completed"},
    },
    "inclusion lead": {"role": "phase-lead", "aim": "lead-area", "focus": "send"},
    "inclusion lead who is on it": {
        "role": "phase-lead",
        "aim": "lead-area",
        "focus": "send",
        "npqs": {"npqinc": "studying"},
    },
    "new senco": {"role": "senco", "aim": "lead-area", "focus": "send", "senco_post": "mainstream"},
    "deputy": {"role": "deputy-headteacher", "aim": "headship"},
    "head of year": {"role": "pastoral-lead", "aim": "lead-area", "focus": "behaviour"},
    "assistant head": {"role": "assistant-headteacher", "aim": "lead-across-school", "focus": "literacy"},
    "trust leader": {"role": "trust-leader", "setting": "academy-trust", "aim": "several-schools"},
    "childminder": {"role": "childminder", "setting": "early-years", "early_years_kind": "childminder"},
    "not sure": {"role": "classroom-teacher"},
    "new head": {"role": "headteacher", "aim": "support-as-head", "first_five_years_of_headship": "yes"},
}
SCHOOL = {"works_in_england": "yes", "setting": "school", "workplace_type": "state-funded-school"}
PAID = ("npqh", "npqsenco", "npqinc")


def done(folder: Path, without: str | None = None) -> Path:
    """Return the folder with the frozen data and every step but one."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    for name, step in STEPS.items():
        if name != without:
            file = folder / step.file
            text = file.read_text(encoding="utf-8")
            assert text.count(step.old) == 1, name
            file.write_text(text.replace(step.old, step.new), encoding="utf-8")
    return folder


def findings(folder: Path, on: dt.date = AFTER) -> list[Finding]:
    """Return the findings that have to be mended."""
    return [each for each in report_on([folder], on=on, strict=False).findings if each.severity != "note"]


def line_with(folder: Path, file: str, text: str) -> int:
    """Return the number of the first line that has a text."""
    lines = (folder / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_the_job_is_at_most_eight_changes_and_then_nothing_is_left_to_tell(tmp_path: Path) -> None:
    assert len(STEPS) <= 8
    assert findings(done(tmp_path)) == []


@pytest.mark.parametrize(
    ("without", "code", "file", "at", "hint"),
    [
        ("the page", "NP412", QUALIFICATIONS, "checked: 2026-11-21", "Read through"),
        ("the page", "NP120", PATHWAYS, "sources: [gov-npq-funding-2027]", "gov-npq-funding"),
        ("the start", "NP402", QUALIFICATIONS, "starts_until: 2026-11-30", "Add the next cohort"),
        ("the line about the next start", "NP411", QUALIFICATIONS, "waits_for: autumn-2027", "waits next"),
        ("the end of the old course", "NP314", QUALIFICATIONS, "npqinc, npqsenco, npqsl, npqh", "`ended`"),
        ("the new course", "NP123", PATHWAYS, "suggest: npqinc", "npqsenco"),
        ("the rule", "NP315", PATHWAYS, "id: literacy-lead", "`holds_until`"),
        ("the rule", "NP316", QUALIFICATIONS, "id: npqinc", "Add it there"),
        ("the posts", "NP316", QUALIFICATIONS, "id: npqinc", "Add it there"),
        ("the priorities", "NP316", QUALIFICATIONS, "id: npqinc", "Add it there"),
    ],
)
def test_a_step_that_is_left_out_is_told_at_its_place(
    tmp_path: Path, without: str, code: str, file: str, at: str, hint: str
) -> None:
    folder = done(tmp_path, without)
    on = dt.date(2027, 12, 1) if without == "the start" else AFTER
    told = report_on([folder], on=on, strict=False).findings
    (finding,) = [
        each for each in told if each.code == code and line_with(folder, file, at) == each.place.line
    ]
    assert Path(finding.place.file).name == file
    assert hint in (finding.hint or "")


def test_the_places_where_a_new_course_lacks_are_named_in_one_finding(tmp_path: Path) -> None:
    folder = done(tmp_path, "the posts")
    (finding,) = findings(folder)
    assert finding.message.endswith("not everywhere it has to be: `helps` of a post.")


@pytest.fixture(scope="module")
def green(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return done(tmp_path_factory.mktemp("data"))


def plan_on(folder: Path, person: str, on: dt.date) -> Plan:
    core = compile_rules(on_day(load(folder, None), on))
    answers = read_answers({**SCHOOL, **PEOPLE[person]}, core.catalogue)
    return make_plan(make_person(core, answers), on)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("day", DAYS)
def test_no_plan_says_what_is_false_on_its_day(green: Path, person: str, day: str) -> None:
    on = DAYS[day]
    plan = plan_on(green, person, on)
    ids = [step.suggestion.id for step in plan.steps]
    held = PEOPLE[person].get("npqs", {})
    assert isinstance(held, Mapping)
    assert not set(held) & set(ids)
    text = " ".join(render_plain(plan_document(plan), 200, ascii_only=False).split())
    top = " ".join(plan.standing.notices)
    if on < ANNOUNCED:
        assert plan.standing.rules.id == "autumn-2026"
        assert "npqinc" not in ids
        assert "in Inclusion" not in text
        assert "Autumn 2027" not in top
        assert "npqll has ended" not in text.casefold()
        return
    assert plan.standing.rules.id == "autumn-2027"
    assert "npqll" not in ids
    assert not [bar for bar in plan.timeline.bars if bar.id == "npqll"]
    assert ("NPQLL has ended: Autumn 2027, announced on 17 May 2027, does not offer it." in text) == (
        "npqll" not in held
    )
    assert "The rules for autumn 2027 are not out" not in text
    assert "not announced" not in plan.standing.start_in_words or on > dt.date(2027, 10, 15)
    assert ("register by 15 October 2027" in plan.standing.start_in_words) == (day == "open")
    assert {
        "after the news": "Registration opens on 7 June 2027.",
        "open": "Registration for Autumn 2027 is open. Registration closes on 15 October 2027.",
        "closed": "Registration for Autumn 2027 closed on 15 October 2027.",
    }[day] in top
    assert "planned" not in text
    assert ("Registration for Autumn 2027 was due to open" in text) <= (day == "closed")
    for step in plan.steps:
        if step.funding is not None and person not in ("childminder", "new head"):
            assert step.funding.outcome == ("funded" if step.suggestion.id in PAID else "not-funded") or (
                step.funding.outcome == "incomplete" and step.suggestion.id not in PAID
            )


def test_a_new_course_is_nowhere_a_step_before_the_day_it_is_announced(green: Path) -> None:
    whole = load(green, None)
    before, after = (on_day(whole, day).pathways for day in (ANNOUNCED - dt.timedelta(days=1), ANNOUNCED))
    named = [
        {
            *(rule.suggest for rule in book.rules),
            *(id for track in book.tracks for post in track.posts for id in post.helps),
            *(id for priority in book.priorities for id in priority.courses),
        }
        for book in (before, after)
    ]
    assert [("npqll" in each, "npqinc" in each) for each in named] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("after the news", "Registration opens", "Registration closes"),
        ("open", "Registration opened", "Registration closes"),
        ("closed", "Registration opened", "Registration closed"),
    ],
)
def test_a_day_to_come_is_told_as_one(green: Path, day: str, opens: str, closes: str) -> None:
    catalogue = on_day(load(green, None), DAYS[day])
    text = render_plain(shown_document(catalogue, "autumn-2027"), 200, ascii_only=False)
    assert f"{opens}: 7 June 2027" in text
    assert f"{closes}: 15 October 2027" in text


@pytest.mark.parametrize(
    ("day", "verb"), [("after the news", "opens"), ("open", "opened"), ("closed", "was due to open")]
)
def test_a_later_course_tells_when_registration_opens_in_the_right_tense(
    green: Path, day: str, verb: str
) -> None:
    plan = plan_on(green, "deputy", DAYS[day])
    catalogue = plan.core.catalogue
    later = plan.standing.rules.starts_from.replace(year=2028)
    course = new_course(catalogue.qualification("npqh"), later, plan.standing, catalogue.pathways.pace)
    (bar,) = [each for each in course.bars if each.kind == "apply"]
    assert bar.note.startswith(f"Registration for Autumn 2027 {verb} on 7 June 2027.")


def test_what_is_not_known_of_a_new_course_may_be_left_out(tmp_path: Path) -> None:
    folder = done(tmp_path)
    file = folder / QUALIFICATIONS
    text = file.read_text(encoding="utf-8")
    length = "    length: {taught_months: 12, sources: [gov-npq-funding-2027], as_of: May 2027}\n"
    start = text.index("  - id: npqinc")
    providers = text.index("    providers: [ambition]\n", start)
    left_out = text[:providers] + length + text[providers + len("    providers: [ambition]\n") :]
    file.write_text(left_out, encoding="utf-8")
    assert findings(folder) == []
    plan = plan_on(folder, "inclusion lead", AFTER)
    assert "npqinc" in [step.suggestion.id for step in plan.steps]
    shown = render_plain(shown_document(plan.core.catalogue, "npqinc"), 200, ascii_only=False)
    assert "12 months of teaching; how long until a result is not known yet." in shown
    assert "Lead providers" not in shown
    assert "12 months of teaching." in {bar.note for bar in plan.timeline.bars}


def test_a_rule_that_ends_with_its_course_is_no_finding_and_holds_until_then(tmp_path: Path) -> None:
    folder = done(tmp_path, "the rule")
    file = folder / PATHWAYS
    old = part(PATHWAYS, "  - id: literacy-lead\n", "  - id: maths-lead")
    ends = old.replace("suggest: npqll\n", "suggest: npqll\n    holds_until: 2027-05-16\n")
    new = old.replace("literacy-lead\n", "literacy-lead-2027\n").replace(
        "suggest: npqll\n", "suggest: npqlt\n    holds_from: 2027-05-17\n"
    )
    file.write_text(file.read_text(encoding="utf-8").replace(old, f"{ends}{new}{RULE}"), encoding="utf-8")
    assert findings(folder) == []
    first = {
        day: next(step.suggestion.id for step in plan_on(folder, "literacy lead", DAYS[day]).steps)
        for day in ("before the news", "after the news")
    }
    assert first == {"before the news": "npqll", "after the news": "npqlt"}


def test_the_new_table_decides_as_it_says(green: Path) -> None:
    core = compile_rules(on_day(load(green, None), AFTER))
    start = core.catalogue.cohort("autumn-2027")
    teacher = {**SCHOOL, "role": "classroom-teacher", "targeted_rise_school": "no", "scholarships_used": []}
    person = make_person(core, read_answers(teacher, core.catalogue))
    outcomes = {id: decide_funding(person, start, id).outcome for id in start.offers if id != "ehco"}
    assert outcomes == {id: "funded" if id in PAID else "not-funded" for id in outcomes} | {
        "npqlpm": outcomes["npqlpm"]
    }
    assert decide_funding(person, start, "npqll").because == "No lead provider offers NPQLL in Autumn 2027."
