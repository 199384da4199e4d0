"""The conversation sheet: one page for a talk with a line manager, with room to write what was agreed."""

from __future__ import annotations

from npqpath.advice.bars import Bar, when_text
from npqpath.advice.plan import Plan, TalkSheet, make_sheet
from npqpath.advice.wording import reason_for
from npqpath.output.document import (
    Document,
    Heading,
    Item,
    Notice,
    Pairs,
    Paragraph,
    Tasks,
    Worksheet,
    section,
)
from npqpath.output.views.funding import paid_words
from npqpath.output.views.qualification import length_text
from npqpath.words import day

SCHEMA = "npqpath/sheet/1"
DATES_SHOWN = 3


def sheet_document(plan: Plan) -> Document:
    """Return the sheet as a document that fits on one page of A4."""
    sheet, checked = make_sheet(plan), plan.core.catalogue.qualifications.checked
    rows = tuple((each.what, each.text, "") for each in sheet.topics)
    return Document(
        (
            Heading("A talk about my next step", 1),
            Worksheet(("Name", "Talking with", "Today", "We meet again on"), (("", "", "", ""),)),
            *(Notice(due.text) for due in plan.deadlines),
            Pairs(_step_rows(plan, sheet)),
            Worksheet(("To settle", "Good to know", "What we agreed"), rows),
            Heading("Questions to settle"),
            Tasks(tuple(Item(ask) for _, asks in sheet.stages for ask in asks)),
            *section("Dates", Pairs(tuple((when_text(bar), bar.label) for bar in _shown(plan)))),
            Paragraph(f"Facts checked on {day(checked)}. My plan names their sources."),
        )
    )


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
        asks = [plan.core.catalogue.question(id).ask for id in sheet.funding.missing[:1]]
        paid = paid_words(sheet.funding.outcome, plan.standing.rules, announced=False)
        rows.append(("Would DfE pay?", ". ".join([paid, *asks])))
    if sheet.course is not None:
        rows.append(("Next start", plan.standing.start_in_words))
        rows.append(("How long", length_text(sheet.course.length) if sheet.course.length else ""))
    return tuple(row for row in rows if row[1])


def _shown(plan: Plan) -> list[Bar]:
    """Return the first dates; what to do today for the law stands at the head of the sheet."""
    return [bar for bar in plan.timeline.bars if bar.kind != "act"][:DATES_SHOWN]
