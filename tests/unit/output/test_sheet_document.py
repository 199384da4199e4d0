"""The conversation sheet: what is on it, and that it fits on one page whoever it is for."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from random import Random

from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.output.document import Document
from npqpath.output.text import render_plain
from npqpath.output.views.plan import sheet_document
from npqpath.output.word import render_docx
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import frozen, frozen_core
from tests.unit.advice.people import answers_of, complete_sheet
from tests.unit.output.printing import needs_libreoffice, printed

DAY = dt.date(2026, 11, 21)
PEOPLE = 100


def plan_for(answers: dict[str, AnswerValue]) -> Plan:
    """Return the plan of somebody with these answers."""
    return make_plan(make_person(frozen_core(), answers), DAY)


@cache
def some_plans() -> list[Plan]:
    """Return the plans of people of all kinds; half of them have left questions open."""
    random = Random("sheets")
    plans: list[Plan] = []
    while len(plans) < PEOPLE:
        sheet = complete_sheet(frozen(), random, {})
        if sheet is not None:
            answers = answers_of(frozen(), sheet)
            kept = {id: value for id, value in answers.items() if len(plans) % 2 or random.random() < 0.6}
            plans.append(plan_for(kept))
    return plans


def text_of(document: Document) -> str:
    """Return a document as plain text."""
    return render_plain(document, None, ascii_only=False)


def test_a_sheet_for_a_step_without_a_course_lists_ways_to_do_it() -> None:
    plan = plan_for(read_answers({"role": "early-career-teacher"}, frozen()))
    text = text_of(sheet_document(plan))
    step = frozen().next_step(plan.steps[0].suggestion.id)
    assert f"My next step: {step.name}" in text
    assert [
        way.name for way in plan.steps[0].activities[:3] if f"- To settle: {way.name}\n" not in text
    ] == []
    assert "DfE" not in text.partition("To settle")[0]


@needs_libreoffice
def test_a_sheet_is_one_page_whoever_it_is_for(tmp_path: Path) -> None:
    """The longest sheet for each first step of many people, printed."""
    longest: dict[str, Document] = {}
    for plan in some_plans():
        document = sheet_document(plan)
        id = plan.steps[0].suggestion.id
        if id not in longest or len(text_of(document)) > len(text_of(longest[id])):
            longest[id] = document
    paths = [tmp_path / f"{id}.docx" for id in longest]
    for path, document in zip(paths, longest.values(), strict=True):
        path.write_bytes(render_docx(document, DAY))
    pages = {path.stem: len(paper.pages) for path, paper in zip(paths, printed(*paths), strict=True)}
    assert len(pages) >= 10
    assert {id: count for id, count in pages.items() if count != 1} == {}
