"""The conversation sheet: one page for a talk with a line manager, with room to write what was agreed."""

from __future__ import annotations

from npqpath.advice.bars import Bar, when_text
from npqpath.advice.plan import Plan, TalkSheet, make_sheet
from npqpath.advice.wording import reason_for
from npqpath.output.document import Block, Document, Heading, Item, Notice, Pairs, Paragraph, Tasks, Worksheet
from npqpath.output.views.funding import paid_words
from npqpath.output.views.qualification import length_text
from npqpath.words import day, month

SCHEMA = "npqpath/sheet/1"
DATES_SHOWN = 3


def sheet_document(plan: Plan) -> Document:
    """Return the sheet as a document that fits on one page of A4."""
    sheet, checked = make_sheet(plan), plan.core.catalogue.qualifications.checked
    rows = tuple((each.what, each.text, "") for each in sheet.topics)
    blocks: list[Block] = [
        Heading("A talk about my next step", 1),
        Worksheet(("Name", "Talking with", "Today", "We meet again on"), (("", "", "", ""),)),
        *(Notice(due.text) for due in plan.deadlines),
        Pairs(_step_rows(plan, sheet)),
        Worksheet(("To settle", "Good to know", "What we agreed"), rows),
        Heading("Questions to settle"),
        Tasks(tuple(Item(ask) for _, asks in sheet.stages for ask in asks)),
        *_dates(plan),
        Paragraph(f"Facts checked on {day(checked)}. My plan names their sources."),
    ]
    return Document(tuple(blocks))


def sheet_json(plan: Plan) -> dict[str, object]:
    """Return what is on the sheet as plain data, with the sources of each part."""
    sheet = make_sheet(plan)
    step = sheet.step.suggestion
    return {
        "schema": SCHEMA,
        "on": sheet.on,
        "deadlines": plan.deadlines,
        "want": sheet.want,
        "step": {"id": step.id, "name": step.name, "because": step.because, "sources": step.sources},
        "funding": sheet.funding,
        "settle": sheet.topics,
        "stages": [
            {"id": stage.id, "name": stage.name, "ask": asks, "sources": stage.sources}
            for stage, asks in sheet.stages
        ],
        "dates": [{"when": when_text(bar), "what": bar.label} for bar in _shown(plan)],
    }


def _step_rows(plan: Plan, sheet: TalkSheet) -> tuple[tuple[str, str], ...]:
    it = sheet.step.suggestion
    rows = [("What I want", sheet.want or ""), ("My next step", it.name), ("Why", reason_for(it))]
    if sheet.funding is not None:
        rows.append(("Would DfE pay?", _paid(plan, sheet)))
    if sheet.course is not None:
        expected = " (expected, not announced)" if plan.standing.expected else ""
        rows.append(("Next start", f"{month(plan.standing.next_start)}{expected}"))
    if sheet.course is not None and sheet.course.length is not None:
        rows.append(("How long", length_text(sheet.course.length)))
    return tuple(row for row in rows if row[1])


def _paid(plan: Plan, sheet: TalkSheet) -> str:
    funding = sheet.funding
    assert funding is not None
    asks = [plan.core.catalogue.question(id).ask for id in funding.missing[:1]]
    return ". ".join([paid_words(funding.outcome, plan.standing.rules, announced=False), *asks])


def _shown(plan: Plan) -> list[Bar]:
    """Return the first dates; what to do today for the law stands at the head of the sheet."""
    return [bar for bar in plan.timeline.bars if bar.kind != "act"][:DATES_SHOWN]


def _dates(plan: Plan) -> list[Block]:
    rows = tuple((when_text(bar), bar.label) for bar in _shown(plan))
    return [Heading("Dates"), Pairs(rows)] if rows else []
