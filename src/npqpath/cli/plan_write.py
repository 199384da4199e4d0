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
from npqpath.cli.saying import remark, tell
from npqpath.cli.surroundings import look_around
from npqpath.errors import UsageError
from npqpath.planbook.book import Book, Evidence, Note
from npqpath.planbook.opening import change_plan
from npqpath.planbook.own_words import tidied
from npqpath.planbook.progress import find_step, named_thing, next_steps
from npqpath.planbook.progress import tick as ticked

if TYPE_CHECKING:
    from npqpath.cli.surroundings import Surroundings

HIDDEN_LEFT_OUT = "Letters that nobody can see were left out."


def tick(file: Path | None, words: tuple[str, ...], on: str | None) -> None:
    """Tick steps off on a day, and say which, and what comes next."""
    around = look_around()
    day = read_day(on, around)
    path = plan_path(file, around)
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
        tell(line, around)
    coming = next((each for each in next_steps(book, day) if each.number), None)
    if coming is not None and around.stderr_is_tty:
        remark(f"Next: {coming.number}. {coming.step.what}", around)


def untick(file: Path | None, words: tuple[str, ...], on: str | None) -> None:
    """Take ticks away again, and say which."""
    around = look_around()
    read_day(on, around)
    told: list[str] = []

    def change(book: Book) -> Book:
        told[:] = []
        for number in _numbers(book, words):
            told.append(f"To do again: {number}. {book.steps[number - 1].what}")
            book = ticked(book, number, None)
        return book

    change_plan(plan_path(file, around), change)
    for line in told:
        tell(line, around)


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
    around = look_around()
    day = read_day(on, around)
    path = plan_path(file, around)
    words, left_out = tidied(_read(text, around))
    if not words:
        raise UsageError("There is no text to keep.", "Write it in quotation marks after the command.")
    change_plan(path, lambda book: add(book, day, words, named_thing(book, about)))
    tell(f"{told} on {in_words(day)}.", around)
    if left_out:
        remark(HIDDEN_LEFT_OUT, around)


def _read(text: str, around: Surroundings) -> str:
    return around.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
