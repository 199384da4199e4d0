"""What a check of a plan file found, as a document and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from npqpath.advice.wording import (
    CERTAINTY_WORDS,
    answer_text,
    how_strongly,
    outcome_answer,
    reason_for,
    strength_words,
)
from npqpath.output.document import Block, Bullets, Document, Heading, Item, Notice, Pairs, Paragraph, Tasks
from npqpath.output.records import plain_data
from npqpath.planfile.check import Cause, Change, Check, Update
from npqpath.planfile.model import Advice, Agreed, Book, Evidence, Line, Note, Review, Step, encode
from npqpath.planfile.steps import Next, next_steps, question_of
from npqpath.rules.question_kinds import kind_of
from npqpath.words import day, listed, sentence

STAGES = {"explore": "Explore", "prepare": "Prepare", "deliver": "Deliver", "sustain": "Sustain"}
OWN_STEPS = "My own steps"
TIMINGS = {"now": "", "overdue": "This is overdue.", "later": "This comes next; nothing is due before it."}
TALK = "Talk your plan through, planned for {day}: `npqpath plan review`."
FOUND_OUT = "Once you know: `npqpath plan check --set {question}=ANSWER`."
NOTHING_LEFT = "Everything in your plan is done. `npqpath plan check` works out what could come next."
HOW_TO_TICK = "`npqpath plan done NUMBER` ticks one off."
CHANGED = "The advice has changed since {day}. `npqpath plan check` says how, and changes the steps."


def book_document(book: Book, on: dt.date) -> Document:
    """Return the whole plan file."""
    return Document(
        (Heading("My plan", 1), _summary(book, book.advice), *_own_blocks(book, on), *_suggestions(book))
    )


def export_document(update: Update) -> Document:
    """Return everything that the person wrote, then the advice of the day in full."""
    from npqpath.output.views.plan import plan_document

    book, on = update.before, update.plan.on
    _, *advice = plan_document(update.plan).blocks
    changed = () if update.is_empty else (Notice(CHANGED.format(day=day(update.since))),)
    lead = (Heading("My plan", 1), _summary(book, update.book.advice), *changed)
    return Document((*lead, *_own_blocks(book, on), Heading(f"The advice of {day(on)}"), *advice))


def _own_blocks(book: Book, on: dt.date) -> list[Block]:
    """Return everything that the person wrote, with what to do now before it."""
    return [
        Heading("Now"),
        *_next_blocks(book, on),
        *_steps(book),
        *_reviews(book.reviews),
        *_notes("Notes", book.notes),
        *_evidence(book.evidence),
        *_notes("What I learned", book.reflections),
        *_extra(book),
    ]


def next_document(book: Book, on: dt.date) -> Document:
    """Return the one or two things to do now."""
    return Document((Heading("What to do now", 1), *_next_blocks(book, on)))


def _summary(book: Book, advice: Advice) -> Pairs:
    """Return what the plan is at a glance, with the next step of this advice first."""
    done = sum(1 for step in book.steps if step.done)
    rows = [
        ("My next step", f"{line.name} ({CERTAINTY_WORDS[line.certainty]})")
        for line in advice.suggestions[:1]
    ]
    rows += [("Next talk", day(book.next_review))] if book.next_review else []
    rows += [("Done", f"{done} of {len(book.steps)} steps")]
    return Pairs((*rows, ("Started", day(book.made)), ("Advice from", day(advice.day))))


def _next_blocks(book: Book, on: dt.date) -> list[Block]:
    found = next_steps(book, on)
    if not found:
        return [Paragraph(NOTHING_LEFT)]
    blocks: list[Block] = [Tasks(tuple(_next_item(book, each) for each in found))]
    return [*blocks, Paragraph(HOW_TO_TICK)] if any(each.number for each in found) else blocks


def _next_item(book: Book, it: Next) -> Item:
    timing = (TIMINGS[it.timing],) if TIMINGS[it.timing] else ()
    if it.number is None:
        return Item(TALK.format(day=day(book.next_review) if book.next_review else ""), timing)
    return Item(_numbered(it.number, it.step.what), (*_when(it.step), *timing, *_how(it.step)))


def _how(step: Step) -> tuple[str, ...]:
    """Return how to tell what was found out."""
    question = question_of(step)
    return (FOUND_OUT.format(question=question),) if question is not None else ()


def _steps(book: Book) -> Iterator[Block]:
    for stage in (*STAGES, None):
        items = tuple(_step(at, step) for at, step in enumerate(book.steps, 1) if step.stage == stage)
        if items:
            yield Heading(STAGES[stage] if stage else OWN_STEPS)
            yield Tasks(items)


def _step(number: int, step: Step) -> Item:
    first, *rest = _lines(_numbered(number, step.what))
    under = [*rest, *(() if step.done else _when(step)), *_extra_lines(step.extra)]
    if step.done:
        under.append(f"Done on {day(step.done)}.")
    if step.dropped:
        under.append(f"The advice no longer asks for this, since {day(step.dropped)}.")
    return Item(first, tuple(under), done=step.done is not None)


def _numbered(number: int, what: str) -> str:
    return f"{number}. {what}"


def _when(step: Step) -> tuple[str, ...]:
    return (f"When: {step.when or step.month}",) if step.when or step.month else ()


def _notes(heading: str, notes: tuple[Note, ...]) -> list[Block]:
    items = tuple(
        _told(note.day, note.text, (*_about(note.about), *_extra_lines(note.extra))) for note in notes
    )
    return [Heading(heading), Bullets(items)] if items else []


def _evidence(evidence: tuple[Evidence, ...]) -> list[Block]:
    items = tuple(
        _told(
            each.day,
            each.text,
            (*_where(each), *_about(each.about), *_extra_lines(each.extra)),
        )
        for each in evidence
    )
    return [Heading("Evidence"), Bullets(items)] if items else []


def _where(it: Evidence) -> tuple[str, ...]:
    awarded = f"Awarded: {day(it.awarded)}" if it.awarded else ""
    return tuple(filter(None, (awarded, f"Link: {it.link}" if it.link else "")))


def _told(on: dt.date, text: str, under: tuple[str, ...]) -> Item:
    first, *rest = _lines(text)
    return Item(f"{day(on)}: {first}", (*rest, *under))


def _about(about: str | None) -> tuple[str, ...]:
    return (f"For: {about}",) if about else ()


def _reviews(reviews: tuple[Review, ...]) -> Iterator[Block]:
    if reviews:
        yield Heading("Talks about my plan")
    for review in reviews:
        yield Heading(f"{day(review.day)}{f', with {review.who}' if review.who else ''}", 3)
        items = tuple(_agreed(each) for each in review.agreed)
        yield from [Bullets(items)] if items else []
        yield from (Paragraph(line) for line in _lines(review.summary or ""))
        yield from (Paragraph(line) for line in _extra_lines(review.extra))


def _agreed(it: Agreed) -> Item:
    return Item(f"{STAGES[it.stage]}: {it.ask}", (*_lines(it.answer), *_extra_lines(it.extra)))


def _extra(book: Book) -> list[Block]:
    """Return what the person added under names of their own."""
    lines = _extra_lines(book.extra)
    return [Heading("Also in my plan"), Bullets(tuple(map(Item, lines)))] if lines else []


def _extra_lines(extra: object) -> tuple[str, ...]:
    """Return unknown keys with what they hold, a line for each text in them."""
    return tuple(": ".join(path) for path in _paths(extra))


def _paths(value: object) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from ((str(key), *rest) for rest in _paths(each))
    elif isinstance(value, list):
        for each in value:
            yield from _paths(each)
    else:
        yield ("",) if value is None else (str(value),)


def _suggestions(book: Book) -> list[Block]:
    items = tuple(_suggestion(line) for line in book.advice.suggestions)
    if not items:
        return []
    told = f"Worked out on {day(book.advice.day)} from facts checked on {day(book.advice.facts_checked)}."
    return [Heading("What the advice was"), Paragraph(told), Bullets(items)]


def _suggestion(line: Line) -> Item:
    paid = f"Would DfE pay? {outcome_answer(line.funding)}" if line.funding else ""
    return Item(f"{line.name} ({how_strongly(line)})", tuple(filter(None, (reason_for(line), paid))))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()] or [""]


SCHEMA = "npqpath/my-plan/1"
NEXT_SCHEMA = "npqpath/my-plan-next/1"


def book_json(book: Book, on: dt.date) -> dict[str, object]:
    """Return the whole plan file as plain data; `file_schema` is the kind and version of the file."""
    plain = {key: value for key, value in encode(book).items() if key != "schema"}
    return {"schema": SCHEMA, "file_schema": book.schema, **plain, "next": _next(book, on)}


def export_json(update: Update) -> dict[str, object]:
    """Return the whole plan file and the advice of the day as plain data."""
    from npqpath.output.views.plan_record import plan_record

    return {**book_json(update.before, update.plan.on), "advice_now": plan_record(update.plan)}


def next_json(book: Book, on: dt.date) -> dict[str, object]:
    """Return what to do now as plain data."""
    return {"schema": NEXT_SCHEMA, "on": on, "next_review": book.next_review, "next": _next(book, on)}


def _next(book: Book, on: dt.date) -> list[dict[str, object]]:
    return [
        {
            "kind": "talk" if each.number is None else "step",
            "number": each.number,
            "timing": each.timing,
            **encode(each.step),
        }
        for each in next_steps(book, on)
    ]


CHECK_SCHEMA = "npqpath/my-plan-check/1"

CAUSES: dict[Cause, str] = {
    "data": "Because the data has changed",
    "time": "Because time has passed",
    "answers": "Because you changed an answer",
}
STILL_RIGHT = "You gave these answers on {day}, and they may have changed with time."
HOW = "To change one, type for example `npqpath plan check --set {set}`."
SAFE = "Your notes, evidence, ticks and dates are as they were."


def check_document(check: Check) -> Document:
    """Return what is another now and why, in plain words."""
    blocks: list[Block] = [Heading("What has changed in your plan", 1), Paragraph(_check_summary(check))]
    for cause, heading in CAUSES.items():
        changes = [change for each, change in check.changes if each == cause]
        if changes or (cause == "answers" and check.answers):
            blocks.append(Heading(heading))
            blocks += _answers(check) if cause == "answers" else []
            blocks += [change_points(changes, "before")] if changes else []
    return Document((*blocks, *_step_changes(check), *_unread(check), *_old(check), Paragraph(SAFE)))


def _check_summary(check: Check) -> str:
    since = f"since {day(check.since)}"
    lines = len({change.id for _, change in check.changes})
    if lines == 1:
        told = f"One line of the advice has changed {since}."
    else:
        told = f"{lines or 'No'} lines of the advice have changed {since}."
    first = next((f" Your next step is {step.suggestion.name}." for step in check.plan.steps), "")
    return told + first


def change_points(changes: Iterable[Change], was: str) -> Bullets:
    """Return changes as points, each with its reason; `was` is a word for how it is without them."""
    items = []
    for change in changes:
        why = " ".join(change.because)
        if change.what in ("new", "gone", "certainty") and why:
            why = sentence(f"because {listed(change.because)}")
        items.append(Item(_change_text(change, was), (why,) if why else ()))
    return Bullets(tuple(items))


def _change_text(change: Change, was: str) -> str:
    before, after = change.before or "", change.after or ""
    match change.what:
        case "first":
            return f"{after} comes first ({was}: {before})."
        case "new":
            return f"{change.name} is new ({strength_words(after)})."
        case "gone":
            return f"{change.name} is no longer suggested."
        case "unknown":
            return f"{change.name} is no longer in the data."
        case "certainty":
            return f"{change.name} {CERTAINTY_WORDS[after]}."
        case "strength":
            return f"{change.name} is {strength_words(after)} ({was}: {strength_words(before)})."
        case "funding":
            told = f"{outcome_answer(change.after)} ({was}: {outcome_answer(change.before)})"
            return f"{change.name}, would DfE pay? {told}."


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


def _step_changes(check: Check) -> list[Block]:
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
        "schema": CHECK_SCHEMA,
        "on": check.plan.on,
        "since": check.since,
        "changes": [{"cause": cause, **plain_data(change)} for cause, change in check.changes],
        "answers": [
            {"question": each.question, "before": each.before, "after": each.after} for each in check.answers
        ],
        "answers_that_do_not_count": check.unread,
        "answers_from_long_ago": check.old_answers,
        "new_steps": [step.id for step in check.new_steps],
        "dropped_steps": [step.id for step in check.dropped_steps],
    }
