"""The plan as it is beside the plan as it would be, as a document and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.advice.bars import Bar, when_text
from npqpath.advice.person import write_answers
from npqpath.advice.plan import Plan
from npqpath.advice.wording import answer_text, outcome_answer
from npqpath.output.document import Block, Bullets, Document, Heading, Item, Pairs, Paragraph, Table
from npqpath.output.views.plan_file import change_points
from npqpath.output.views.plan_record import bar_record
from npqpath.planfile.check import changes_between, lines_of
from npqpath.rules.question_kinds import AnswerValue
from npqpath.words import month

SCHEMA = "npqpath/what-if/1"
NOBODY = "not said"


def what_if_document(now: Plan, then: Plan) -> Document:
    """Return what comes, what goes and what changes from the plan `now` to the plan `then`, and why."""
    changes = tuple(changes_between(lines_of(now), then))
    bars = tuple(_bar_items(now, then))
    blocks: list[Block] = [Heading("What if", 1), *_asked(now, then)]
    rows = tuple(
        (name, told(now), told(then))
        for name, told in (("Next step", _first), ("Would DfE pay?", _paid), ("Starts", _start))
    )
    blocks.append(Table(("", "Your plan now", "What if"), rows))
    if not changes and not bars:
        return Document((*blocks, Paragraph("The advice would be the same.")))
    if changes:
        blocks += [Heading("What changes"), change_points(changes, "now")]
    if bars:
        blocks += [Heading("What moves on the timeline"), Bullets(bars)]
    return Document(tuple(blocks))


def _asked(now: Plan, then: Plan) -> list[Block]:
    """Return the answers that are another in the second plan."""
    core, rows = now.core, []
    for question, value in then.person.answers.items():
        before = now.person.answers.get(question)
        if before != value:
            after = _answer(then, question, value)
            rows.append(
                (core.catalogue.question(question).ask, f"{after} (now: {_answer(now, question, before)})")
            )
    for question in now.person.answers.keys() - then.person.answers.keys():
        rows.append((core.catalogue.question(question).ask, "would not be asked"))
    return [Pairs(tuple(rows))] if rows else []


def _answer(plan: Plan, question: str, value: AnswerValue | None) -> str:
    known = plan.core.catalogue.question(question)
    return NOBODY if value is None else answer_text(plan.core, known, value)


def _first(plan: Plan) -> str:
    return plan.steps[0].suggestion.name


def _paid(plan: Plan) -> str:
    funding = plan.steps[0].funding
    return outcome_answer(funding.outcome) if funding else "Nothing to pay for"


def _start(plan: Plan) -> str:
    expected = " (expected)" if plan.standing.expected else ""
    return f"{month(plan.standing.next_start)}{expected}" if plan.steps[0].funding else "Now"


def _bar_items(now: Plan, then: Plan) -> Iterator[Item]:
    was, will = _bars(now), _bars(then)
    for name, bar in will.items():
        if name not in was:
            yield Item(f"Comes: {bar.label}, {when_text(bar)}.")
        elif (was[name].starts, was[name].ends) != (bar.starts, bar.ends):
            yield Item(f"Moves: {bar.label}, {when_text(bar)}; now it is {when_text(was[name])}.")
    for name, bar in was.items():
        if name not in will:
            yield Item(f"Goes: {bar.label}, {when_text(bar)}.")


def _bars(plan: Plan) -> dict[tuple[str | None, str], Bar]:
    return {(bar.id, bar.kind): bar for bar in plan.timeline.bars if bar.id is not None}


def what_if_json(now: Plan, then: Plan) -> dict[str, object]:
    """Return the difference as plain data."""
    return {
        "schema": SCHEMA,
        "now": _summary(now),
        "what_if": _summary(then),
        "changes": list(changes_between(lines_of(now), then)),
        "timeline": [item.text for item in _bar_items(now, then)],
    }


def _summary(plan: Plan) -> dict[str, object]:
    return {
        "on": plan.on,
        "answers": write_answers(plan.person.answers),
        "suggestions": [step.suggestion.id for step in plan.steps],
        "funding": {step.funding.id: step.funding.outcome for step in plan.steps if step.funding},
        "timeline": list(map(bar_record, plan.timeline.bars)),
    }
