"""Work the advice of a plan file out again, and say what is another now and why.

The kept advice is compared in three steps, so that each change has one cause: the same answers and day with
today's data; then today instead of the day before; then today's answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from npqpath import errors, words
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.pacing import USUAL, Pacing
from npqpath.advice.person import Person, make_person, read_answers, write_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.advice.suggestions import explain
from npqpath.planfile.model import SCHEMA, VERSION, Advice, Book, Line, Step, pace_of, pacing_of
from npqpath.planfile.steps import find_out_id, gone_through, merge_steps, months_on, steps_of, written
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses

REVIEW_MONTHS = 3
"""How long until the first talk is due: about a term."""


def book_of(plan: Plan, pacing: Pacing = USUAL) -> Book:
    """Return a new plan file's content: what was answered, what to do, and what was advised at this pace."""
    steps = steps_of(plan)
    return Book(
        schema=f"{SCHEMA}{VERSION}",
        made=plan.on,
        answered=plan.on,
        next_review=months_on(plan.on, REVIEW_MONTHS),
        pace=pace_of(pacing),
        answers=write_answers(plan.person.answers),
        steps=steps,
        advice=advice_of(plan, written(steps)),
    )


def advice_of(plan: Plan, checksums: dict[str, str]) -> Advice:
    """Return what a plan says, short enough to keep; `checksums` are those of its steps."""
    catalogue = plan.core.catalogue
    return Advice(
        day=plan.on,
        facts_checked=catalogue.qualifications.checked,
        data=catalogue.fingerprint,
        next_start=f"{plan.standing.next_start:%Y-%m}",
        answers=write_answers(plan.person.answers),
        suggestions=lines_of(plan),
        written=checksums,
    )


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Return the suggestions of a plan that are likely to fit, best first."""
    return tuple(
        Line(
            id=step.suggestion.id,
            name=step.suggestion.name,
            certainty=step.suggestion.certainty,
            strength=step.suggestion.strength,
            because=step.suggestion.because,
            funding=step.funding.outcome if step.funding else None,
        )
        for step in plan.steps
        if step.suggestion.is_likely
    )


def with_answers(book: Book, fresh: dict[str, object]) -> Book:
    """Return the plan with new answers; an NPQ that is named changes alone, and the others stay."""
    held, named = book.answers.get("npqs"), fresh.get("npqs")
    if isinstance(held, dict) and isinstance(named, dict) and named:
        fresh = {**fresh, "npqs": {**held, **named}}
    return replace(book, answers={**book.answers, **fresh})


What: TypeAlias = Literal["new", "gone", "unknown", "certainty", "strength", "funding", "first"]


@dataclass(frozen=True, slots=True)
class Change:
    """One line that is another now. `before` and `after` are in the terms of the file; `because` are facts.

    "unknown" is a line whose qualification or next step the data no longer knows.
    """

    what: What
    id: str
    name: str
    before: str | None
    after: str | None
    because: tuple[str, ...]


def changes_between(old: tuple[Line, ...], plan: Plan) -> Iterator[Change]:
    """Yield what `plan` says otherwise than the lines kept before."""
    was = {line.id: line for line in old}
    lines = lines_of(plan)
    now = {line.id for line in lines}
    if old and lines and (first := lines[0]).id != old[0].id:
        yield Change("first", first.id, first.name, old[0].name, first.name, ())
    for line in lines:
        if line.id not in was:
            yield Change("new", line.id, line.name, None, line.strength, _why(plan, line.id))
        else:
            yield from _moves(was[line.id], line, plan)
    catalogue = plan.core.catalogue
    for line in (line for line in old if line.id not in now):
        is_known = line.id in catalogue.qualifications_by_id or line.id in catalogue.next_steps_by_id
        because = _why(plan, line.id) if is_known else ()
        yield Change("gone" if is_known else "unknown", line.id, line.name, line.strength, None, because)


def _moves(before: Line, after: Line, plan: Plan) -> Iterator[Change]:
    id, name = after.id, after.name
    if before.certainty != after.certainty:
        yield Change("certainty", id, name, before.certainty, after.certainty, _why(plan, id))
    if before.strength != after.strength:
        yield Change("strength", id, name, before.strength, after.strength, (after.because,))
    if before.funding != after.funding:
        because = (step.funding.because for step in plan.steps if step.suggestion.id == id and step.funding)
        yield Change("funding", id, name, before.funding, after.funding, tuple(because))


def _why(plan: Plan, id: str) -> tuple[str, ...]:
    """Return the facts that settle whether something is suggested: a smallest set that does."""
    reason = explain(plan.person, id)
    if reason.verdict == "possible":
        return (f"it hangs on your answer to {words.listed(ask for _, ask in reason.hangs_on[:2])}",)
    held = tuple(fact.text for fact in reason.facts if fact.holds)
    return held or tuple(fact.text for fact in reason.facts)


LONG_AGO = dt.timedelta(days=330)
"""After this a year of teaching more, or a course that has ended, may make an answer wrong."""

Cause: TypeAlias = Literal["data", "time", "answers"]


@dataclass(frozen=True, slots=True)
class Check:
    """A plan file as it was, the same brought up to date, and today's advice.

    `answered` are the answers with which the advice was last worked out. `unread` are questions that the data
    has dropped or asks in another way: answers to them do not count.
    """

    before: Book
    book: Book
    plan: Plan
    answered: dict[str, AnswerValue]
    unread: tuple[str, ...]

    @property
    def since(self) -> dt.date:
        """The day of the advice before."""
        return self.before.advice.day

    @property
    def new_steps(self) -> tuple[Step, ...]:
        """The steps of `book` that were not there before."""
        here = {step.id for step in self.before.steps}
        return tuple(step for step in self.book.steps if step.id not in here)

    @property
    def dropped_steps(self) -> tuple[Step, ...]:
        """The steps of `book` that the advice no longer asks for, as it did before."""
        marked = {step.id for step in self.before.steps if step.dropped}
        return tuple(step for step in self.book.steps if step.dropped and step.id not in marked)

    @property
    def is_empty(self) -> bool:
        """Whether the advice is the same as before."""
        changes = changes_between(self.before.advice.suggestions, self.plan)
        return not (self.new_steps or self.dropped_steps or any(changes))

    @property
    def changes(self) -> tuple[tuple[Cause, Change], ...]:
        """What has changed and why."""
        return tuple(_all_changes(self.before, self.answered, self.plan))

    @property
    def answers(self) -> tuple[tuple[str, AnswerValue | None, AnswerValue | None], ...]:
        """The questions that were answered in another way before, with the answers then and now."""
        was, now = self.answered, self.plan.person.answers
        asked = [question.id for question in self.plan.core.catalogue.pathways.questions]
        return tuple((id, was.get(id), now.get(id)) for id in asked if was.get(id) != now.get(id))

    @property
    def old_answers(self) -> tuple[str, ...]:
        """The questions that were answered long ago, and whose answers time changes."""
        person = self.plan.person
        is_old = self.answered == person.answers and self.plan.on - self.before.answered >= LONG_AGO
        return tuple(_with_time(person)) if is_old else ()


def check(book: Book, core: CompiledRules, on: dt.date) -> Check:
    """Return the plan file with today's advice and steps, and what has changed.

    Raises `UsageError` for an answer that does not exist, unless it counted when the advice was worked out.
    """
    answers, unread = _readable(book, core)
    before, _ = _those_that_fit(book.advice.answers, core)
    person = make_person(core, answers)
    plan = make_plan(person, on, pacing_of(book))
    steps = steps_of(plan)
    npqs = dict(_statuses(person))
    found_out = gone_through(_found_out(book.steps, person, on), npqs, on)
    merged = gone_through(merge_steps(found_out, steps, book.advice.written, on), npqs, on)
    # The checksums of steps that the advice has dropped stay too.
    here = {step.id for step in merged}
    kept = {id: checksum for id, checksum in book.advice.written.items() if id in here}
    advice = advice_of(plan, {**kept, **written(steps)})
    advice = replace(advice, extra=book.advice.extra)
    answered = book.answered if answers == before else on
    updated = replace(book, answered=answered, steps=merged, advice=advice)
    return Check(book, updated, plan, before, unread)


def _statuses(person: Person) -> Iterator[tuple[str, str]]:
    for value in person.answers.values():
        if isinstance(value, Statuses):
            yield from value.pairs


def _with_time(person: Person) -> Iterator[str]:
    """Yield the questions whose answers time alone makes wrong: years, and courses under way."""
    for question, value in person.answers.items():
        under_way = isinstance(value, Statuses) and any(status != "completed" for _, status in value.pairs)
        if isinstance(value, (int, float)) or under_way:
            yield question


def _readable(book: Book, core: CompiledRules) -> tuple[dict[str, AnswerValue], tuple[str, ...]]:
    """Return the answers that count today, and the questions whose answer the data no longer takes.

    Raises `UsageError` for an answer that was never one: a slip of the pen must not pass for a change of the
    data.
    """
    kept, asked = book.advice.answers, core.catalogue.questions_by_id
    known = {key: value for key, value in book.answers.items() if key in asked or key not in kept}
    fresh = {key: value for key, value in known.items() if str(kept.get(key)) != str(value)}
    read_answers(fresh, core.catalogue)
    return _those_that_fit(book.answers, core)


def _those_that_fit(
    raw: Mapping[str, object], core: CompiledRules
) -> tuple[dict[str, AnswerValue], tuple[str, ...]]:
    unread = []
    for question, value in raw.items():
        try:
            read_answers({question: value}, core.catalogue)
        except errors.UsageError:
            unread.append(question)
    fitting = {question: value for question, value in raw.items() if question not in unread}
    return read_answers(fitting, core.catalogue), tuple(unread)


def _all_changes(book: Book, before: dict[str, AnswerValue], plan: Plan) -> Iterator[tuple[Cause, Change]]:
    """Yield the changes, each with its cause: the answers, where today's data knows nobody as they were."""
    stages: list[tuple[Cause, Plan]] = []
    with suppress(errors.UsageError):
        person, pacing = make_person(plan.core, before), pacing_of(book)
        stages.append(("data", make_plan(person, book.advice.day, pacing)))
        stages.append(("time", make_plan(person, plan.on, pacing)))
    stages.append(("answers", plan))
    lines = book.advice.suggestions
    for cause, after in stages:
        for change in changes_between(lines, after):
            yield cause, change
        lines = lines_of(after)


def _found_out(steps: tuple[Step, ...], person: Person, on: dt.date) -> tuple[Step, ...]:
    """Tick what was to be found out and has an answer now."""
    answered = {find_out_id(question) for question, value in person.answers.items() if value != NOT_SURE}
    return tuple(replace(x, done=on) if x.id in answered and x.done is None else x for x in steps)
