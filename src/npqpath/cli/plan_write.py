"""`npqpath plan done`, `note` and `evidence`: one thing more in the plan file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.advice.calendar import day as in_words
from npqpath.cli.giving import read_day
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context, remark, tell
from npqpath.errors import UsageError
from npqpath.planbook.book import Book, Evidence, Note
from npqpath.planbook.opening import change_plan
from npqpath.planbook.own_words import tidied
from npqpath.planbook.progress import find_step, named_thing, next_steps
from npqpath.planbook.progress import tick as ticked

if TYPE_CHECKING:
    from npqpath.console import Context

HIDDEN_LEFT_OUT = "Letters that nobody can see were left out."


def tick(file: Path | None, words: tuple[str, ...], on: str | None) -> None:
    """Tick steps off on a day, and say which, and what comes next."""
    context = current_context()
    day = read_day(on, context)
    path = plan_path(file, context)
    told: list[str] = []

    def change(book: Book) -> Book:
        told[:] = []
        for number in _numbers(book, words):
            step = book.steps[number - 1]
            what = f"{number}. {step.what}"
            if step.done:
                told.append(f"Done already, on {in_words(step.done)}: {what}")
            else:
                book = ticked(book, number, day)
                told.append(f"Done: {what}")
        return book

    book = change_plan(path, change)
    for line in told:
        tell(line, context)
    coming = next((each for each in next_steps(book, day) if each.number), None)
    if coming is not None and context.stderr_is_tty:
        remark(f"Next: {coming.number}. {coming.step.what}", context)


def untick(file: Path | None, words: tuple[str, ...], on: str | None) -> None:
    """Take ticks away again, and say which."""
    context = current_context()
    read_day(on, context)
    told: list[str] = []

    def change(book: Book) -> Book:
        told[:] = []
        for number in _numbers(book, words):
            told.append(f"To do again: {number}. {book.steps[number - 1].what}")
            book = ticked(book, number, None)
        return book

    change_plan(plan_path(file, context), change)
    for line in told:
        tell(line, context)


def _numbers(book: Book, words: tuple[str, ...]) -> list[int]:
    return list(dict.fromkeys(find_step(book, word) for word in words))


def add_note(file: Path | None, text: str, about: str | None, on: str | None) -> None:
    """Add a note."""

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        return replace(book, notes=(*book.notes, Note(day=day, text=words, about=id)))

    _add(file, text, about, on, "Noted", add)


def add_reflection(file: Path | None, text: str, about: str | None, on: str | None) -> None:
    """Add what was learned."""

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        return replace(book, reflections=(*book.reflections, Note(day=day, text=words, about=id)))

    _add(file, text, about, on, "Noted among what you learned", add)


def add_evidence(file: Path | None, text: str, link: str | None, about: str | None, on: str | None) -> None:
    """Add something that shows what was done."""
    place = None if link is None else tidied(link)[0] or None

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        return replace(book, evidence=(*book.evidence, Evidence(day=day, text=words, link=place, about=id)))

    _add(file, text, about, on, "Added to your evidence", add)


def _add(
    file: Path | None,
    text: str,
    about: str | None,
    on: str | None,
    told: str,
    add: Callable[[Book, dt.date, str, str | None], Book],
) -> None:
    context = current_context()
    day = read_day(on, context)
    path = plan_path(file, context)
    words, left_out = tidied(_read(text, context))
    if not words:
        raise UsageError("There is no text to keep.", "Write it in quotation marks after the command.")
    change_plan(path, lambda book: add(book, day, words, named_thing(book, about)))
    tell(f"{told} on {in_words(day)}.", context)
    if left_out:
        remark(HIDDEN_LEFT_OUT, context)


def _read(text: str, context: Context) -> str:
    return context.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
