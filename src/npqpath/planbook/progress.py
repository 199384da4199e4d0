"""What is done, what comes next, and which step a person means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from npqpath.catalogue.near import did_you_mean
from npqpath.errors import UsageError
from npqpath.planbook.book import Book, Step

MOST_NEXT = 2
REVIEW_NEAR = 14
"""Days before a talk at which to prepare for it."""

Timing: TypeAlias = Literal["now", "overdue", "later"]


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do; `number` is its number in the plan, and None for a talk that is due."""

    number: int | None
    step: Step
    timing: Timing


def open_steps(book: Book) -> list[tuple[int, Step]]:
    """Return the steps still to do, with their numbers, without those that the advice has dropped."""
    return [(at, step) for at, step in enumerate(book.steps, 1) if not (step.done or step.dropped)]


def next_steps(book: Book, on: dt.date) -> tuple[Next, ...]:
    """Return the one or two things to do now; where nothing is due yet, the one that comes first."""
    due = [Next(number, step, "now") for number, step in open_steps(book) if not _is_ahead(step, on)]
    review = _review(book, on)
    if review is not None:
        due = [review, *due]
    if due:
        return tuple(due[:MOST_NEXT])
    ahead = sorted(open_steps(book), key=lambda each: each[1].month or "")
    return tuple(Next(number, step, "later") for number, step in ahead[:1])


def _is_ahead(step: Step, on: dt.date) -> bool:
    return step.month is not None and step.month[:7] > f"{on:%Y-%m}"


def _review(book: Book, on: dt.date) -> Next | None:
    """Return the next talk, if it is due or near."""
    day = book.next_review
    if day is None or (day - on).days > REVIEW_NEAR:
        return None
    return Next(None, Step(what="", stage=None, month=day.isoformat()), "overdue" if day < on else "now")


def find_step(book: Book, word: str) -> int:
    """Return the number of the step called `word`: its number, id, or the beginning of one id or text.

    Raises `UsageError` where there is none, or more than one.
    """
    plain = word.strip().casefold()
    if plain.isdecimal():
        if 1 <= int(plain) <= len(book.steps):
            return int(plain)
        raise UsageError(f"There is no step {plain}.", f"The plan has steps 1 to {len(book.steps)}.")
    named = [at for at, step in enumerate(book.steps, 1) if plain == (step.id or step.what).casefold()]
    begun = named or [at for at, step in enumerate(book.steps, 1) if plain and _begins(step, plain)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        told = ", ".join(f"{at} ({book.steps[at - 1].id or book.steps[at - 1].what})" for at in begun[:5])
        raise UsageError(f'Several steps begin with "{word}": {told}.', "Give the number of one.")
    ids = [step.id for step in book.steps if step.id]
    raise UsageError(
        f'There is no step "{word}".', did_you_mean(word, ids) or "`npqpath plan show` numbers the steps."
    )


def _begins(step: Step, plain: str) -> bool:
    return (step.id or "").startswith(plain) or step.what.casefold().startswith(plain)


def tick(book: Book, number: int, on: dt.date | None) -> Book:
    """Return the plan with a step ticked off on a day, or, with None, to do again."""
    steps = list(book.steps)
    steps[number - 1] = replace(steps[number - 1], done=on)
    return replace(book, steps=tuple(steps))


def named_thing(book: Book, word: str | None) -> str | None:
    """Return the id of the step, qualification or next step that somebody names, or None for None.

    Raises `UsageError` where the plan has no such thing.
    """
    if word is None:
        return None
    plain = word.strip().casefold()
    named = {line.id for line in book.advice.suggestions} | {step.about for step in book.steps if step.about}
    if plain in named:
        return plain
    step = book.steps[find_step(book, word) - 1]
    return step.id or step.what
