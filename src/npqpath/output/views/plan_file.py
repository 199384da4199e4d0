"""A plan file, what comes next, what has changed, and what would change if: as documents and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.pacing import Bar, when_text
from npqpath.advice.person import write_answers
from npqpath.advice.plan import Plan
from npqpath.advice.wording import CERTAINTY_WORDS, answer_text, how_strongly, outcome_answer, strength_words
from npqpath.dataset.pathways import Question
from npqpath.output import document as doc
from npqpath.output.formats import plain_data
from npqpath.output.views.funding import paid_words
from npqpath.output.views.plan_record import bar_record
from npqpath.planfile.check import Cause, Change, Check, What, changes_between, lines_of
from npqpath.planfile.model import Advice, Book, Evidence, Line, Note, Review, Step, encode
from npqpath.planfile.steps import Next, next_steps, question_of
from npqpath.rules.question_kinds import AnswerValue, kind_of
from npqpath.words import day, listed, sentence

STAGES = {"explore": "Explore", "prepare": "Prepare", "deliver": "Deliver", "sustain": "Sustain"}
TIMINGS = {"now": "", "overdue": "This is overdue.", "later": "This comes next; nothing is due before it."}


def book_document(book: Book, on: dt.date) -> doc.Document:
    """Return the whole plan file."""
    advice = book.advice
    told = f"Worked out on {day(advice.day)} from facts checked on {day(advice.facts_checked)}."
    suggestions = doc.Bullets(tuple(map(_suggestion, advice.suggestions)))
    last = doc.section("What the advice was", doc.Paragraph(told), suggestions)
    return doc.titled("My plan", _summary(book, advice), *_own_blocks(book, on), *last)


def export_document(update: Check) -> doc.Document:
    """Return everything that the person wrote, then the advice of the day in full."""
    from npqpath.output.views.plan import plan_document

    book, on = update.before, update.plan.on
    _, *advice = plan_document(update.plan).blocks
    changed = f"The advice has changed since {day(update.since)}."
    how = "`npqpath plan check` says how, and changes the steps."
    notice = doc.Notice("" if update.is_empty else f"{changed} {how}")
    now = (*_own_blocks(book, on), doc.Heading(f"The advice of {day(on)}"), *advice)
    return doc.titled("My plan", _summary(book, update.book.advice), notice, *now)


def next_document(book: Book, on: dt.date) -> doc.Document:
    """Return the one or two things to do now."""
    return doc.titled("What to do now", *_next_blocks(book, on))


def _own_blocks(book: Book, on: dt.date) -> Iterator[doc.Block]:
    """Yield everything that the person wrote, with what to do now before it."""
    yield doc.Heading("Now")
    yield from _next_blocks(book, on)
    for stage in (*STAGES, None):
        items = tuple(_step(at, step) for at, step in enumerate(book.steps, 1) if step.stage == stage)
        yield from doc.section(STAGES[stage] if stage else "My own steps", doc.Tasks(items))
    yield from _reviews(book.reviews)
    yield from doc.section("Notes", doc.Bullets(tuple(map(_note, book.notes))))
    yield from doc.section("Evidence", doc.Bullets(tuple(map(_note, book.evidence))))
    yield from doc.section("What I learned", doc.Bullets(tuple(map(_note, book.reflections))))
    yield from doc.section("Also in my plan", doc.points(_extra_lines(book.extra)))


def _summary(book: Book, advice: Advice) -> doc.Pairs:
    """Return what the plan is at a glance, with the next step of this advice first."""
    done = sum(1 for step in book.steps if step.done)
    first = [f"{line.name} ({CERTAINTY_WORDS[line.certainty]})" for line in advice.suggestions[:1]]
    rows = (
        *(("My next step", words) for words in first),
        *((("Next talk", day(book.next_review)),) if book.next_review else ()),
        ("Done", f"{done} of {len(book.steps)} steps"),
        ("Started", day(book.made)),
        ("Advice from", day(advice.day)),
    )
    return doc.Pairs(rows)


def _next_blocks(book: Book, on: dt.date) -> Iterator[doc.Block]:
    found = next_steps(book, on)
    yield doc.Tasks(tuple(_next_item(book, each) for each in found))
    if not found:
        more = "`npqpath plan check` works out what could come next."
        yield doc.Paragraph(f"Everything in your plan is done. {more}")
    if any(each.number for each in found):
        yield doc.Paragraph("`npqpath plan done NUMBER` ticks one off.")


def _next_item(book: Book, it: Next) -> doc.Item:
    if it.number is None:
        planned = day(book.next_review) if book.next_review else ""
        told = f"Talk your plan through, planned for {planned}: `npqpath plan review`."
        return doc.Item(told, (TIMINGS[it.timing],))
    question = question_of(it.step)
    how = f"Once you know: `npqpath plan check --set {question}=ANSWER`." if question else ""
    return doc.Item(f"{it.number}. {it.step.what}", (_when(it.step), TIMINGS[it.timing], how))


def _step(number: int, step: Step) -> doc.Item:
    first, *others = _lines(f"{number}. {step.what}")
    done = f"Done on {day(step.done)}." if step.done else ""
    dropped = f"The advice no longer asks for this, since {day(step.dropped)}." if step.dropped else ""
    under = (*others, "" if done else _when(step), *_extra_lines(step.extra), done, dropped)
    return doc.Item(first, under, done=bool(done))


def _when(step: Step) -> str:
    return f"When: {step.when or step.month}" if step.when or step.month else ""


def _note(note: Note | Evidence) -> doc.Item:
    first, *others = _lines(note.text)
    awarded, link = (note.awarded, note.link) if isinstance(note, Evidence) else (None, None)
    facts = {"Awarded": awarded and day(awarded), "Link": link, "For": note.about}
    under = (f"{name}: {value}" if value else "" for name, value in facts.items())
    return doc.Item(f"{day(note.day)}: {first}", (*others, *under, *_extra_lines(note.extra)))


def _reviews(reviews: tuple[Review, ...]) -> Iterator[doc.Block]:
    if reviews:
        yield doc.Heading("Talks about my plan")
    for review in reviews:
        yield doc.Heading(f"{day(review.day)}{f', with {review.who}' if review.who else ''}", 3)
        said = ((each, (*_lines(each.answer), *_extra_lines(each.extra))) for each in review.agreed)
        yield doc.Bullets(tuple(doc.Item(f"{STAGES[it.stage]}: {it.ask}", under) for it, under in said))
        yield from map(doc.Paragraph, (*_lines(review.summary or ""), *_extra_lines(review.extra)))


def _extra_lines(extra: object) -> tuple[str, ...]:
    """Return keys that the person added with what they hold, a line for each text in them."""
    if isinstance(extra, dict):
        return tuple(f"{key}: {line}" for key, each in extra.items() for line in _extra_lines(each))
    if isinstance(extra, list):
        return tuple(line for each in extra for line in _extra_lines(each))
    return ("" if extra is None else str(extra),)


def _suggestion(line: Line) -> doc.Item:
    paid = f"Would DfE pay? {outcome_answer(line.funding)}" if line.funding else ""
    return doc.Item(f"{line.name} ({how_strongly(line.certainty, line.strength)})", (line.because, paid))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()] or [""]


SCHEMA = "npqpath/my-plan/1"
NEXT_SCHEMA = "npqpath/my-plan-next/1"


def book_json(book: Book, on: dt.date) -> dict[str, object]:
    """Return the whole plan file as plain data; `file_schema` is the kind and version of the file."""
    plain = {key: value for key, value in encode(book).items() if key != "schema"}
    return {"schema": SCHEMA, "file_schema": book.schema, **plain, "next": _next(book, on)}


def export_json(update: Check) -> dict[str, object]:
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
SAFE = "Your notes, evidence, ticks and dates are as they were."


def check_document(check: Check) -> doc.Document:
    """Return what is another now and why, in plain words."""
    found = check.changes
    lines = len({change.id for _, change in found})
    has = "line of the advice has" if lines == 1 else "lines of the advice have"
    told = f"{('No', 'One')[lines] if lines < 2 else lines} {has} changed since {day(check.since)}."
    first = next((f" Your next step is {step.suggestion.name}." for step in check.plan.steps), "")
    blocks: list[doc.Block] = [doc.Paragraph(told + first)]
    for cause, heading in CAUSES.items():
        changes = change_points((change for each, change in found if each == cause), "before")
        asked = check.answers if cause == "answers" else ()
        blocks += doc.section(heading, answer_pairs(check.plan.core, asked, "before"), changes)
    blocks += [*_step_changes(check), *_old_answers(check), doc.Paragraph(SAFE)]
    return doc.titled("What has changed in your plan", *blocks)


def change_points(changes: Iterable[Change], was: str) -> doc.Bullets:
    """Return changes as points, each with its reason; `was` is a word for how it is without them."""
    items = []
    for change in changes:
        why = " ".join(change.because)
        if change.what in ("new", "gone", "certainty") and why:
            why = sentence(f"because {listed(change.because)}")
        items.append(doc.Item(_change_text(change, was), (why,) if why else ()))
    return doc.Bullets(tuple(items))


_CHANGES: dict[What, str] = {
    "first": "{after} comes first ({was}: {before}).",
    "new": "{name} is new ({after}).",
    "gone": "{name} is no longer suggested.",
    "unknown": "{name} is no longer in the data.",
    "certainty": "{name} {after}.",
    "strength": "{name} is {after} ({was}: {before}).",
    "funding": "{name}, would DfE pay? {after} ({was}: {before}).",
}
_IN_WORDS: dict[What, Callable[[Any], object]] = {
    "new": strength_words,
    "strength": strength_words,
    "certainty": CERTAINTY_WORDS.get,
    "funding": outcome_answer,
}


def _change_text(change: Change, was: str) -> str:
    said = _IN_WORDS.get(change.what, str)
    before, after = said(change.before), said(change.after)
    return _CHANGES[change.what].format(name=change.name, was=was, before=before, after=after)


def answer_pairs(
    core: CompiledRules, answers: Iterable[tuple[str, AnswerValue | None, AnswerValue | None]], was: str
) -> doc.Pairs:
    """Return questions with their answers, as they are and as they were."""

    def said(question: Question, value: AnswerValue | None) -> str:
        return "no answer" if value is None else answer_text(core, question, value)

    asked = ((core.catalogue.question(id), before, after) for id, before, after in answers)
    rows = ((q.ask, f"{said(q, after)} ({was}: {said(q, before)})") for q, before, after in asked)
    return doc.Pairs(tuple(rows))


def _step_changes(check: Check) -> Iterator[doc.Block]:
    numbers = {id(step): at for at, step in enumerate(check.book.steps, 1)}

    def listed_steps(steps: tuple[Step, ...]) -> doc.Bullets:
        return doc.points(f"{numbers[id(step)]}. {step.what}" for step in steps)

    stay = "They stay in your plan, marked. Tick them off, or delete them from the file if you like."
    yield from doc.section("New steps", listed_steps(check.new_steps))
    dropped = listed_steps(check.dropped_steps)
    yield from doc.section("Steps that the advice no longer asks for", doc.Paragraph(stay), dropped)


def _old_answers(check: Check) -> Iterator[doc.Block]:
    """Yield the answers that the data no longer takes, and those that time may have made wrong."""
    if check.unread:
        told = f"The data no longer takes your answer to {listed(check.unread)}."
        yield doc.Heading("Answers that do not count any more")
        yield doc.Paragraph(f"{told} It stays in your file and does not count.")
    if check.old_answers:
        core, answers = check.plan.core, check.plan.person.answers
        questions = [core.catalogue.question(id) for id in check.old_answers]
        given = (f"{each.ask} {answer_text(core, each, answers[each.id])}" for each in questions)
        example = f"{questions[0].id}={'npqh:completed' if kind_of(questions[0]).stages else 7}"
        since = day(check.book.answered)
        yield doc.Heading("Are these still right?")
        yield doc.Paragraph(f"You gave these answers on {since}, and they may have changed with time.")
        yield doc.points(given)
        yield doc.Paragraph(f"To change one, type for example `npqpath plan check --set {example}`.")


def check_json(check: Check) -> dict[str, object]:
    """Return what is another now as plain data."""
    return {
        "schema": CHECK_SCHEMA,
        "on": check.plan.on,
        "since": check.since,
        "changes": [{"cause": cause, **plain_data(change)} for cause, change in check.changes],
        "answers": [{"question": id, "before": was, "after": now} for id, was, now in check.answers],
        "answers_that_do_not_count": check.unread,
        "answers_from_long_ago": check.old_answers,
        "new_steps": [step.id for step in check.new_steps],
        "dropped_steps": [step.id for step in check.dropped_steps],
    }


WHAT_IF_SCHEMA = "npqpath/what-if/1"


def what_if_document(now: Plan, then: Plan) -> doc.Document:
    """Return what comes, what goes and what changes from the plan `now` to the plan `then`, and why."""
    old, new = now.person.answers, then.person.answers
    answers = ((id, old.get(id), new.get(id)) for id in {**new, **old} if old.get(id) != new.get(id))
    changes = change_points(changes_between(lines_of(now), then), "now")
    bars = doc.Bullets(tuple(_bar_items(now, then)))
    rows = zip(("Next step", "Would DfE pay?", "Starts"), _main_things(now), _main_things(then), strict=True)
    same = "" if changes.items or bars.items else "The advice would be the same."
    return doc.titled(
        "What if",
        answer_pairs(now.core, answers, "now"),
        doc.Table(("", "Your plan now", "What if"), tuple(rows)),
        doc.Paragraph(same),
        *doc.section("What changes", changes),
        *doc.section("What moves on the timeline", bars),
    )


def _main_things(plan: Plan) -> tuple[str, str, str]:
    """Return the next step, who pays and when it starts."""
    step = plan.steps[0]
    if step.funding is None:
        return step.suggestion.name, "Nothing to pay for", "Now"
    return step.suggestion.name, paid_words(step.funding.outcome, plan.standing), plan.standing.start_in_words


def _bar_items(now: Plan, then: Plan) -> Iterator[doc.Item]:
    was, will = _bars(now), _bars(then)
    for name, bar in will.items():
        if name not in was:
            yield doc.Item(f"Comes: {bar.label}, {when_text(bar)}.")
        elif (was[name].starts, was[name].ends) != (bar.starts, bar.ends):
            yield doc.Item(f"Moves: {bar.label}, {when_text(bar)}; now it is {when_text(was[name])}.")
    for name, bar in was.items():
        if name not in will:
            yield doc.Item(f"Goes: {bar.label}, {when_text(bar)}.")


def _bars(plan: Plan) -> dict[tuple[str | None, str], Bar]:
    return {(bar.id, bar.kind): bar for bar in plan.timeline.bars if bar.id is not None}


def what_if_json(now: Plan, then: Plan) -> dict[str, object]:
    """Return the difference as plain data."""
    return {
        "schema": WHAT_IF_SCHEMA,
        "now": _what_if_summary(now),
        "what_if": _what_if_summary(then),
        "changes": list(changes_between(lines_of(now), then)),
        "timeline": [item.text for item in _bar_items(now, then)],
    }


def _what_if_summary(plan: Plan) -> dict[str, object]:
    return {
        "on": plan.on,
        "answers": write_answers(plan.person.answers),
        "suggestions": [step.suggestion.id for step in plan.steps],
        "funding": {step.funding.id: step.funding.outcome for step in plan.steps if step.funding},
        "timeline": list(map(bar_record, plan.timeline.bars)),
    }
