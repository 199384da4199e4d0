"""A plan file as a document: what to do, what the person wrote, and what the advice was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from npqpath.advice.calendar import day
from npqpath.advice.phrases import CERTAINTY_WORDS, how_strongly, reason_for
from npqpath.planbook.book import Advice, Agreed, Book, Evidence, Line, Note, Review, Step
from npqpath.planbook.checking import Update
from npqpath.planbook.progress import Next, next_steps
from npqpath.planbook.steps import question_of
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Notice, Pairs, Paragraph, Tasks
from npqpath.render.funding_document import OUTCOME_WORDS

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
    from npqpath.render.plan_document import plan_document

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
    paid = f"Would DfE pay? {OUTCOME_WORDS.get(line.funding, line.funding)}" if line.funding else ""
    return Item(f"{line.name} ({how_strongly(line)})", tuple(filter(None, (reason_for(line), paid))))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()] or [""]
