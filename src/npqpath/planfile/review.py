"""Talks with a line manager in the plan: what was said before, and where a new one goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from npqpath.planfile.model import Book, Note, Review
from npqpath.planfile.steps import TALK
from npqpath.words import months_after

ORDER = ("explore", "prepare", "deliver", "sustain")


@dataclass(frozen=True, slots=True)
class Kept:
    """A talk with what was learned since the last one, and the day of the next."""

    review: Review
    learned: str | None
    next: dt.date | None


def review_of(book: Book, day: dt.date) -> Review:
    """Return the talk of this day, to go on with it, or a new one."""
    return next((each for each in book.reviews if each.day == day), Review(day=day))


def before(book: Book, day: dt.date) -> dict[str, str]:
    """Return what was agreed last in earlier talks, by question."""
    return {each.ask: each.answer for review in book.reviews if review.day != day for each in review.agreed}


def likely_stages(book: Book) -> tuple[str, ...]:
    """Return the first stage that has something left to do."""
    left = {step.stage for step in book.steps if not (step.done or step.dropped) and step.id != TALK.id}
    return next(((stage,) for stage in ORDER if stage in left), ORDER[-1:])


def put_review(book: Book, now: Kept, last: Kept | None) -> Book:
    """Return the plan with a talk in it, in place of that of the same day.

    `last` is what was put in a moment ago in the same talk: what was learned then is put anew.
    """
    day = now.review.day
    reviews = [each for each in book.reviews if each.day != day]
    reviews.append(now.review)
    reflections = list(book.reflections)
    if last is not None and last.learned and (note := Note(day=day, text=last.learned)) in reflections:
        reflections.remove(note)
    if now.learned:
        reflections.append(Note(day=day, text=now.learned))
    return replace(
        book,
        reviews=tuple(sorted(reviews, key=lambda each: each.day)),
        reflections=tuple(reflections),
        next_review=now.next or book.next_review,
        steps=tuple(
            replace(step, done=day) if step.id == TALK.id and step.done is None else step
            for step in book.steps
        ),
    )


def months_on(today: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last day; a weekend moves to the Monday after."""
    first, after = months_after(today, months), months_after(today, months + 1)
    found = min(first + dt.timedelta(days=today.day - 1), after - dt.timedelta(days=1))
    return found + dt.timedelta(days=8 - found.isoweekday() if found.isoweekday() > 5 else 0)
