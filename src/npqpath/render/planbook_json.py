"""A plan file, what comes next and what has changed, as JSON."""

from __future__ import annotations

import datetime as dt

from npqpath.planbook.book import Book
from npqpath.planbook.checking import Update
from npqpath.planbook.encoding import encode
from npqpath.planbook.progress import next_steps

SCHEMA = "npqpath/my-plan/1"
NEXT_SCHEMA = "npqpath/my-plan-next/1"


def book_json(book: Book, on: dt.date) -> dict[str, object]:
    """Return the whole plan file as plain data; `file_schema` is the kind and version of the file."""
    plain = {key: value for key, value in encode(book).items() if key != "schema"}
    return {"schema": SCHEMA, "file_schema": book.schema, **plain, "next": _next(book, on)}


def export_json(update: Update) -> dict[str, object]:
    """Return the whole plan file and the advice of the day as plain data."""
    from npqpath.render.plan_json import plan_json

    return {**book_json(update.before, update.plan.on), "advice_now": plan_json(update.plan)}


def next_json(book: Book, on: dt.date) -> dict[str, object]:
    """Return what to do now as plain data."""
    review = book.next_review.isoformat() if book.next_review else None
    return {"schema": NEXT_SCHEMA, "on": on.isoformat(), "next_review": review, "next": _next(book, on)}


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
