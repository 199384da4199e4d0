"""What a check of a plan file found, as a document and as JSON."""

from __future__ import annotations

from npqpath.advice.calendar import day
from npqpath.advice.phrases import answer_text, listed, sentence
from npqpath.logic.question_kinds import kind_of
from npqpath.planbook.changes import Change
from npqpath.planbook.checking import AnswerChange, Cause, Check
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Pairs, Paragraph
from npqpath.render.funding_document import OUTCOME_WORDS
from npqpath.render.plain_data import plain_data

SCHEMA = "npqpath/my-plan-check/1"

CAUSES: dict[Cause, str] = {
    "data": "Because the data has changed",
    "time": "Because time has passed",
    "answers": "Because you changed an answer",
}
STRENGTHS = {"must": "a must", "strong": "strong", "worth-considering": "worth considering"}
CERTAINTIES = {"certain": "it fits your answers", "possible": "it hangs on what is still open"}
STILL_RIGHT = "You gave these answers on {day}, and they may have changed with time."
HOW = "To change one, type for example `npqpath plan check --set {set}`."
SAFE = "Your notes, evidence, ticks and dates are as they were."


def check_document(check: Check) -> Document:
    """Return what is another now and why, in plain words."""
    blocks: list[Block] = [Heading("What has changed in your plan", 1), Paragraph(_summary(check))]
    for cause, heading in CAUSES.items():
        changes = [change for each, change in check.changes if each == cause]
        if changes or (cause == "answers" and check.answers):
            blocks.append(Heading(heading))
            blocks += _answers(check) if cause == "answers" else []
            blocks += [Bullets(tuple(map(_change, changes)))] if changes else []
    return Document((*blocks, *_steps(check), *_unread(check), *_old(check), Paragraph(SAFE)))


def _summary(check: Check) -> str:
    since = f"since {day(check.since)}"
    lines = len({change.id for _, change in check.changes})
    if lines == 1:
        told = f"One line of the advice has changed {since}."
    else:
        told = f"{lines or 'No'} lines of the advice have changed {since}."
    first = next((f" Your next step is {step.suggestion.name}." for step in check.plan.steps), "")
    return told + first


def _change(it: Change) -> Item:
    return Item(_what(it), tuple(sentence(f"because {fact}") for fact in (_joined(it),) if fact))


def _joined(it: Change) -> str:
    if it.what in ("strength", "funding"):
        return ""
    return listed(it.because)


def _what(it: Change) -> str:
    match it.what:
        case "first":
            return f"{it.after} now comes first; before, it was {it.before}."
        case "new":
            return f"{it.name} is new ({STRENGTHS.get(it.after or '', it.after)})."
        case "gone":
            return f"{it.name} is no longer suggested."
        case "unknown":
            return f"{it.name} is no longer in the data."
        case "certainty":
            return f"{it.name}: {CERTAINTIES.get(it.after or '', it.after)}."
        case "strength":
            before, after = (STRENGTHS.get(each or "", each) for each in (it.before, it.after))
            return f"{it.name} is now {after}; before, it was {before}. {' '.join(it.because)}"
        case "funding":
            before, after = (_funding(each) for each in (it.before, it.after))
            return f"{it.name}, would DfE pay? Now: {after}. Before: {before}. {' '.join(it.because)}"


def _funding(outcome: str | None) -> str:
    return OUTCOME_WORDS.get(outcome, outcome) if outcome else "nothing was said"


def _answers(check: Check) -> list[Block]:
    core = check.plan.core
    rows = []
    for each in check.answers:
        question = core.catalogue.question(each.question)
        before, after = (
            "no answer" if value is None else answer_text(core, question, value)
            for value in (each.before, each.after)
        )
        rows.append((each.ask, f"{after} (before: {before})"))
    return [Pairs(tuple(rows))] if rows else []


def _steps(check: Check) -> list[Block]:
    blocks: list[Block] = []
    numbers = {id(step): at for at, step in enumerate(check.book.steps, 1)}
    if check.new_steps:
        items = tuple(Item(f"{numbers[id(step)]}. {step.what}") for step in check.new_steps)
        blocks += [Heading("New steps"), Bullets(items)]
    if check.dropped_steps:
        items = tuple(Item(f"{numbers[id(step)]}. {step.what}") for step in check.dropped_steps)
        told = "They stay in your plan, marked. Tick them off, or delete them from the file if you like."
        blocks += [Heading("Steps that the advice no longer asks for"), Paragraph(told), Bullets(items)]
    return blocks


def _unread(check: Check) -> list[Block]:
    if not check.unread:
        return []
    told = f"The data no longer takes your answer to {listed(check.unread)}."
    told += " It stays in your file and does not count."
    return [Heading("Answers that do not count any more"), Paragraph(told)]


def _old(check: Check) -> list[Block]:
    """Return the answers that time may have made wrong, and how to change them."""
    if not check.old_answers:
        return []
    core, answers = check.plan.core, check.plan.person.answers
    questions = [core.catalogue.question(id) for id in check.old_answers]
    items = tuple(Item(f"{each.ask} {answer_text(core, each, answers[each.id])}") for each in questions)
    told = STILL_RIGHT.format(day=day(check.book.answered))
    example = f"{questions[0].id}={'npqh:completed' if kind_of(questions[0]).stages else 7}"
    return [
        Heading("Are these still right?"),
        Paragraph(told),
        Bullets(items),
        Paragraph(HOW.format(set=example)),
    ]


def check_json(check: Check) -> dict[str, object]:
    """Return what is another now as plain data."""
    return {
        "schema": SCHEMA,
        "on": check.plan.on.isoformat(),
        "since": check.since.isoformat(),
        "changes": [{"cause": cause, **plain_data(change)} for cause, change in check.changes],
        "answers": [_answer_json(each) for each in check.answers],
        "answers_that_do_not_count": list(check.unread),
        "answers_from_long_ago": list(check.old_answers),
        "new_steps": [step.id for step in check.new_steps],
        "dropped_steps": [step.id for step in check.dropped_steps],
    }


def _answer_json(it: AnswerChange) -> dict[str, object]:
    return {"question": it.question, "before": plain_data(it.before), "after": plain_data(it.after)}
