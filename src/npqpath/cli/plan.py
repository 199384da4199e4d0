"""`npqpath plan`: a teacher's own plan, in a file that is kept and changed over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.flags import Asked, Wanted
from npqpath.cli.options import (
    AnswersFile,
    Data,
    FormatName,
    NoInput,
    On,
    Output,
    Plain,
    PlanFile,
    SetAnswers,
    plan_path,
)
from npqpath.cli.plan_advice import check, export, import_, review
from npqpath.console import Context, current_context, remark, tell
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


def start(
    answers: AnswersFile = None,
    given: SetAnswers = None,
    no_input: NoInput = False,
    plain: Plain = False,
    on: On = None,
    data: Data = None,
    file: PlanFile = None,
) -> None:
    """Answer the questions and start a plan file."""
    from npqpath.cli.advise import ask_plan

    context = current_context()
    path = plan_path(file, context)
    check_free(path)
    asked = Asked(answers, tuple(given or ()), no_input, plain, tuple(data or ()))
    save_plan(path, ask_plan(asked, on, data or [], context), context)


def check_free(path: Path) -> None:
    """Raise `UsageError` before anything is asked where a file is there already, or the folder is not."""
    from npqpath.cli.protection import check_new

    check_new(path, "`npqpath plan check` brings a plan up to date; another name starts another plan.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")


def save_plan(path: Path, plan: Plan, context: Context, pacing: Pacing | None = None) -> None:
    """Write a new plan file, and say what to do with it."""
    from npqpath.advice.bars import USUAL
    from npqpath.planfile.check import book_of
    from npqpath.planfile.store import start_plan

    start_plan(path, book_of(plan, pacing or USUAL))
    remark(f"Your plan is in {path}. It is yours: read it, change it, take it with you.", context)
    next_(path, on=plan.on.isoformat())


def show(
    file: PlanFile = None,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
) -> None:
    """Show your plan: steps, ticks, talks, notes and evidence."""
    from npqpath.output.views.plan_file import book_document, book_json
    from npqpath.planfile.model import own_keys

    context = current_context()
    wanted = Wanted(format, output, plain)
    book = _give_book(book_document, book_json, file=file, on=on, wanted=wanted, context=context)
    for each in own_keys(book):
        meant = f' Did you mean "{each.meant}"?' if each.meant else ""
        remark(f'"{each.key}" is a key of your own: it is kept, and shown as it is.{meant}', context)


def next_(
    file: PlanFile = None,
    plain: Plain = False,
    on: On = None,
    format: FormatName = None,
    output: Output = None,
) -> None:
    """The one or two things to do now."""
    from npqpath.output.views.plan_file import next_document, next_json

    wanted = Wanted(format, output, plain)
    _give_book(next_document, next_json, file=file, on=on, wanted=wanted, context=current_context())


def _give_book(
    document: Callable[[Book, dt.date], Document],
    data: Callable[[Book, dt.date], object],
    *,
    file: Path | None,
    on: str | None,
    wanted: Wanted,
    context: Context,
) -> Book:
    """Write what the plan file says to where it is wanted, and return the plan."""
    from npqpath.cli.giving import choose, give, read_day
    from npqpath.planfile.store import open_plan

    day, path = read_day(on, context), plan_path(file, context)
    wanted = replace(wanted, inputs=(path,))
    choose(wanted, context)
    book = open_plan(path)
    give(lambda: document(book, day), lambda: data(book, day), wanted, context, on=day)
    return book


def done(
    steps: Annotated[list[str], typer.Argument(metavar="STEP...", help="Numbers or ids of steps.")],
    undo: Annotated[bool, typer.Option("--undo", help="Take the tick away again.")] = False,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Tick off steps."""
    from npqpath.cli.giving import read_day
    from npqpath.planfile.steps import find_step, next_steps, tick
    from npqpath.planfile.store import change_plan
    from npqpath.words import day as in_words

    context = current_context()
    day = read_day(on, context)
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

    book = change_plan(plan_path(file, context), change)
    for line in told:
        tell(line, context)
    coming = next((each for each in next_steps(book, day) if each.number), None)
    if coming is not None and not undo and context.stderr_is_tty:
        remark(f"Next: {coming.number}. {coming.step.what}", context)


def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to remember; - reads it from stdin.")],
    about: About = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Keep it among what you learned: a reflection.")
    ] = False,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Add a note with the day."""
    from npqpath.planfile.model import Note

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        entry = Note(day=day, text=words, about=id)
        if learned:
            return replace(book, reflections=(*book.reflections, entry))
        return replace(book, notes=(*book.notes, entry))

    _add(add, "Noted among what you learned" if learned else "Noted", text, about=about, on=on, file=file)


def evidence(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What it shows; - reads it from stdin.")],
    link: Annotated[
        str | None, typer.Option("--link", metavar="URL", help="Where it is: an address or a file.")
    ] = None,
    about: About = None,
    on: On = None,
    file: PlanFile = None,
) -> None:
    """Add something that shows what you did."""
    from npqpath.planfile.model import Evidence, tidied

    def add(book: Book, day: dt.date, words: str, id: str | None) -> Book:
        entry = Evidence(day=day, text=words, link=tidied(link or "")[0] or None, about=id)
        return replace(book, evidence=(*book.evidence, entry))

    _add(add, "Added to your evidence", text, about=about, on=on, file=file)


def _add(
    add: Callable[[Book, dt.date, str, str | None], Book],
    told: str,
    text: str,
    *,
    about: str | None,
    on: str | None,
    file: Path | None,
) -> None:
    """Put a text, or that of stdin, into the plan, and say so."""
    from npqpath.cli.giving import read_day
    from npqpath.planfile.model import tidied
    from npqpath.planfile.steps import named_thing
    from npqpath.planfile.store import change_plan
    from npqpath.words import day as in_words

    context = current_context()
    day = read_day(on, context)
    typed = context.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
    words, left_out = tidied(typed)
    if not words:
        raise UsageError("There is no text to keep.", "Write it in quotation marks after the command.")
    change_plan(plan_path(file, context), lambda book: add(book, day, words, named_thing(book, about)))
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


def make_group() -> typer.Typer:
    """Return the group of commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    for name, command in COMMANDS.items():
        group.command(name)(command)
    return group
