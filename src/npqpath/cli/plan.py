"""`npqpath plan`: a teacher's own plan, in a file that is kept and changed over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.options import DATA, FILE, ON, PERSON, PLAIN, RESULT, Request, takes
from npqpath.cli.plan_advice import check, export, import_, review
from npqpath.console import read_stream, remark, tell
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from npqpath.advice.bars import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.output.document import Document
    from npqpath.planfile.model import Book


# What a command needs is imported where it runs: help and completion have to be there at once.


About = Annotated[
    str | None, typer.Option("--for", metavar="STEP", help="The step or qualification that it is about.")
]


@takes(*PERSON, PLAIN, ON, DATA, FILE)
def start(
    request: Request,
) -> None:
    """Answer the questions and start a plan file."""
    from npqpath.advice.bars import USUAL
    from npqpath.cli.answers import ask_plan

    check_free(request.plan_file)
    save_plan(request.plan_file, ask_plan(request, USUAL), request, USUAL)


def check_free(path: Path) -> None:
    """Raise `UsageError` before anything is asked where a file is there already, or the folder is not."""
    from npqpath.cli.protection import check_new

    check_new(path, "`npqpath plan check` brings a plan up to date; another name starts another plan.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")


def save_plan(path: Path, plan: Plan, request: Request, pacing: Pacing) -> None:
    """Write a new plan file, and say what to do with it."""
    from npqpath.planfile.check import book_of
    from npqpath.planfile.store import start_plan

    start_plan(path, book_of(plan, pacing))
    remark(f"Your plan is in {path}. It is yours: read it, change it, take it with you.", request.context)
    _give_next(replace(request, file=path, format=None, outputs=(), plain=False))


@takes(ON, *RESULT, FILE)
def show(
    request: Request,
) -> None:
    """Show your plan: steps, ticks, talks, notes and evidence."""
    from npqpath.output.views.plan_file import book_document, book_json
    from npqpath.planfile.model import own_keys

    for key, meant in own_keys(_give_book(book_document, book_json, request)).items():
        hint = f' Did you mean "{meant}"?' if meant else ""
        remark(f'"{key}" is a key of your own: it is kept, and shown as it is.{hint}', request.context)


@takes(ON, *RESULT, FILE)
def next_(
    request: Request,
) -> None:
    """The one or two things to do now."""
    _give_next(request)


def _give_next(request: Request) -> None:
    from npqpath.output.views.plan_file import next_document, next_json

    _give_book(next_document, next_json, request)


def _give_book(
    document: Callable[[Book, dt.date], Document],
    data: Callable[[Book, dt.date], object],
    request: Request,
) -> Book:
    """Write what the plan file says to where it is wanted, and return the plan."""
    from npqpath.cli.results import choose, give
    from npqpath.output.formats import Result
    from npqpath.planfile.store import open_plan

    choose(request)
    book = open_plan(request.plan_file)
    give(Result(lambda: document(book, request.on), lambda: data(book, request.on)), request)
    return book


@takes(ON, FILE)
def done(
    request: Request,
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="Numbers or ids of steps.")],
    undo: Annotated[bool, typer.Option("--undo", help="Take the tick away again.")] = False,
) -> None:
    """Tick off steps."""
    from npqpath.planfile.steps import find_step, next_steps, tick
    from npqpath.planfile.store import change_plan
    from npqpath.words import day as in_words

    context, day = request.context, request.on
    told: list[str] = []

    def change(book: Book) -> Book:
        told.clear()
        for number in dict.fromkeys(find_step(book, word) for word in steps):
            step = book.steps[number - 1]
            what = f"{number}. {step.what}"
            if undo:
                told.append(f"To do again: {what}")
            elif step.done:
                told.append(f"Done already, on {in_words(step.done)}: {what}")
                continue
            else:
                told.append(f"Done: {what}")
            book = tick(book, number, None if undo else day)
        return book

    book = change_plan(request.plan_file, change)
    for line in told:
        tell(line, context)
    coming = next((each for each in next_steps(book, day) if each.number), None)
    if coming is not None and not undo and context.stderr_is_tty:
        remark(f"Next: {coming.number}. {coming.step.what}", context)


@takes(ON, FILE)
def note(
    request: Request,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to remember; - reads it from stdin.")],
    about: About = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Keep it among what you learned: a reflection.")
    ] = False,
) -> None:
    """Add a note with the day."""
    from npqpath.planfile.model import Note

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        entry = Note(day=day, text=words, about=id)
        if learned:
            return replace(book, reflections=(*book.reflections, entry))
        return replace(book, notes=(*book.notes, entry))

    _add(add, "Noted among what you learned" if learned else "Noted", text, about, request)


@takes(ON, FILE)
def evidence(
    request: Request,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What it shows; - reads it from stdin.")],
    link: Annotated[
        str | None, typer.Option("--link", metavar="URL", help="Where it is: an address or a file.")
    ] = None,
    about: About = None,
) -> None:
    """Add something that shows what you did."""
    from npqpath.planfile.model import Evidence, tidied

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        entry = Evidence(day=day, text=words, link=tidied(link or "")[0] or None, about=id)
        return replace(book, evidence=(*book.evidence, entry))

    _add(add, "Added to your evidence", text, about, request)


def _add(
    add: Callable[[Book, dt.date, str, str | None], Book],
    told: str,
    text: str,
    about: str | None,
    request: Request,
) -> None:
    """Put a text, or that of stdin, into the plan, and say so."""
    from npqpath.planfile.model import tidied
    from npqpath.planfile.steps import named_thing
    from npqpath.planfile.store import change_plan
    from npqpath.words import day as in_words

    context, day = request.context, request.on
    typed = read_stream("-", context).decode("utf-8", "replace") if text == "-" else text
    words, left_out = tidied(typed)
    if not words:
        raise UsageError("There is no text to keep.", "Write it in quotation marks after the command.")
    change_plan(request.plan_file, lambda book: add(book, day, words, named_thing(book, about)))
    tell(f"{told} on {in_words(day)}.", context)
    if left_out:
        remark("Letters that nobody can see were left out.", context)


COMMANDS: dict[str, Callable[..., None]] = {
    "start": start,
    "show": show,
    "next": next_,
    "done": done,
    "note": note,
    "evidence": evidence,
    "review": review,
    "check": check,
    "export": export,
    "import": import_,
}
