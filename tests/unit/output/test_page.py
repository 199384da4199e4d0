"""The plan on one page: whoever it is for, it fits, and its first line is what they need."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest

from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.output.document import Chart, Document, Notice
from npqpath.output.terminal import render_terminal
from npqpath.output.text import render_plain
from npqpath.output.views.page import LINES, WIDTH, page_document
from tests.builders import DAY, MOST_EXAMPLES, frozen, frozen_core
from tests.program import ANSWERS
from tests.tools.test_question_counts import answers_of
from tools.benchmark import load_yaml
from tools.question_counts import random_sheet


def plan_for(answers: dict[str, object], on: dt.date = DAY) -> Plan:
    return make_plan(make_person(frozen_core(), read_answers(answers, frozen())), on)


def anybody() -> Iterator[Plan]:
    """Yield the plans of the examples, the made-up people, and others drawn by chance."""
    for path in sorted(ANSWERS.glob("*.yaml")):
        yield plan_for(load_yaml(path))
    for person in frozen().pathways.tests:
        yield plan_for(person.answers)
    chance = random.Random(1)
    for _ in range(MOST_EXAMPLES):
        sheet = answers_of(frozen_core(), random_sheet(frozen_core(), chance))
        kept = {id: value for id, value in sheet.items() if chance.random() < 0.8}
        yield make_plan(make_person(frozen_core(), kept), DAY)


def shown(page: Document, width: int) -> Iterator[str]:
    for unicode in (True, False):
        yield render_plain(page, width, ascii_only=not unicode)
        yield render_terminal(page, width, colour=False, unicode=unicode)


def test_nobody_gets_more_than_one_page() -> None:
    for plan in anybody():
        page = page_document(plan)
        assert max(text.count("\n") for text in shown(page, WIDTH)) <= LINES, plan.person.answers


def test_a_narrow_page_cuts_no_line() -> None:
    for plan in list(anybody())[::10]:
        for text in shown(page_document(plan), 40):
            assert [line for line in text.splitlines() if len(line) > 40 and "://" not in line] == []


NEW_SENCO: dict[str, object] = {
    "role": "senco",
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "aim": "lead-area",
    "focus": "send",
    "senco_post": "mainstream",
    "senco_since": "under-a-year",
}


def test_somebody_with_a_time_limit_has_one_thing_to_do_first_and_reads_it_once() -> None:
    page = page_document(plan_for(NEW_SENCO))
    text = render_plain(page, None, ascii_only=False)
    act = plan_for(NEW_SENCO).deadlines[0].act
    assert act
    assert f"Do this first: {act}" in text
    assert text.count(act) == 1
    assert [block for block in page.blocks if isinstance(block, Notice)]


def test_the_first_line_is_the_step_and_the_last_ones_lead_to_the_rest() -> None:
    lines = render_plain(page_document(plan_for(NEW_SENCO)), None, ascii_only=False).splitlines()
    assert lines[0] == "Your next step: NPQ for Special Educational Needs Co-ordinators (NPQSENCO)"
    assert any("--full" in line for line in lines[-5:])


@pytest.mark.parametrize("on", ["2026-09-01", "2026-11-21", "2027-02-01"])
def test_a_start_without_rules_never_has_a_bare_yes(on: str) -> None:
    plan = plan_for(NEW_SENCO, dt.date.fromisoformat(on))
    text = render_plain(page_document(plan), None, ascii_only=False)
    (line,) = [line for line in text.splitlines() if line.startswith("Would DfE pay?")]
    assert (line == "Would DfE pay? Yes") is not plan.standing.expected


def test_a_page_shows_what_must_be_on_the_timeline_before_what_may() -> None:
    plan = plan_for(NEW_SENCO)
    (chart,) = [block for block in page_document(plan).blocks if isinstance(block, Chart)]
    must = {bar.label for bar in plan.timeline.bars if bar.kind in ("act", "apply", "study", "deadline")}
    assert must <= {bar.label for bar in chart.bars}
