"""The plan as it is beside the plan as it would be, as a document and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from npqpath.advice.pacing import Bar, when_text
from npqpath.advice.person import write_answers
from npqpath.advice.plan import Plan
from npqpath.output.document import Bullets, Document, Heading, Item, Pairs, Paragraph, Table, section
from npqpath.output.views.funding import paid_words
from npqpath.output.views.plan_file import answer_pairs, change_points
from npqpath.output.views.plan_record import bar_record
from npqpath.planfile.check import changes_between, lines_of

SCHEMA = "npqpath/what-if/1"


def what_if_document(now: Plan, then: Plan) -> Document:
    """Return what comes, what goes and what changes from the plan `now` to the plan `then`, and why."""
    changes = change_points(changes_between(lines_of(now), then), "now")
    bars = Bullets(tuple(_bar_items(now, then)))
    rows = zip(("Next step", "Would DfE pay?", "Starts"), _main_things(now), _main_things(then), strict=True)
    same = "" if changes.items or bars.items else "The advice would be the same."
    return Document(
        (
            Heading("What if", 1),
            _answers(now, then),
            Table(("", "Your plan now", "What if"), tuple(rows)),
            Paragraph(same),
            *section("What changes", changes),
            *section("What moves on the timeline", bars),
        )
    )


def _answers(now: Plan, then: Plan) -> Pairs:
    """Return the answers that are another in the second plan."""
    old, new = now.person.answers, then.person.answers
    changed = ((id, old.get(id), new.get(id)) for id in {**new, **old} if old.get(id) != new.get(id))
    return answer_pairs(now.core, changed, "now")


def _main_things(plan: Plan) -> tuple[str, str, str]:
    """Return the next step, who pays and when it starts."""
    step = plan.steps[0]
    if step.funding is None:
        return step.suggestion.name, "Nothing to pay for", "Now"
    return step.suggestion.name, paid_words(step.funding.outcome, plan.standing), plan.standing.start_in_words


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
