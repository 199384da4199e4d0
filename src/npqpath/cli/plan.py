"""`npqpath plan`: a teacher's own plan, in a file that is kept and changed over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from npqpath.cli import exits, options
from npqpath.cli.results import PARTS, check_new, choose, give, give_both, plan_dates_of, plan_result
from npqpath.console import Context, read_stream, remark, tell
from npqpath.errors import UsageError
from npqpath.output.formats import Result

if TYPE_CHECKING:
    from npqpath.advice.pacing import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.pathways import Implementation
    from npqpath.output.document import Document
    from npqpath.planfile import model
    from npqpath.planfile.check import Check
    from npqpath.planfile.steps import Kept
    from npqpath.planfile.teaching_record import Found
    from npqpath.wizard.prompter import Prompter


# What a command needs is imported where it runs: help and completion have to be there at once.


MOST_BYTES = 1024 * 1024
"""Of a teaching record: pasted text comes nowhere near it."""


@options.takes(options.PLAIN, options.ON, options.DATA, options.FILE)
def review(
    request: options.Request,
    who: Annotated[
        str | None, options.option("--with", "WHO", 'Whom you talked to, such as "my head".')
    ] = None,
    agreed: Annotated[
        str | None, options.option("--agreed", "TEXT", "What you agreed, in a sentence or two.")
    ] = None,
    answers: Annotated[
        list[str] | None,
        options.option("--answer", "STAGE.N=TEXT", "One question, such as explore.2=TEXT. Repeatable."),
    ] = None,
    next_day: Annotated[
        str | None, options.option("--next", "DATE", "The day of the next talk: 2027-06-01.")
    ] = None,
) -> None:
    """Talk your plan through with your line manager."""
    from npqpath.cli.answers import open_prompter
    from npqpath.planfile import model, store
    from npqpath.planfile.steps import Kept, put_review, review_of
    from npqpath.words import day as in_words

    context, day, path = request.context, request.on, request.plan_file
    book = store.open_plan(path)
    stages = options.load_rules(request).catalogue.pathways.implementation
    if who or agreed or answers or next_day:
        coming = options.read_day(next_day, day) if next_day else None
        said = [_agreed(text, stages) for text in answers or ()]

        def change(fresh: model.Book) -> model.Book:
            talk = review_of(fresh, day)
            talk = replace(
                talk,
                who=model.tidied(who)[0] if who else talk.who,
                agreed=tuple({each.ask: each for each in (*talk.agreed, *said)}.values()),
                summary=model.tidied(agreed)[0] if agreed else talk.summary,
            )
            return put_review(fresh, Kept(talk, None, coming), None)

        store.change_plan(path, change)
    else:
        prompter = open_prompter(context, plain=request.plain)
        if prompter is None:
            hint = "Tell it with --with, --agreed, --answer STAGE.N=TEXT and --next DATE."
            raise UsageError("There is no terminal to ask on.", hint)
        coming = _talk(path, book, stages, prompter, day).next
    tell(f"Your talk of {in_words(day)} is in your plan.", context)
    if coming is not None:
        tell(f"Next talk: {in_words(coming)}.", context)


def _agreed(text: str, stages: Sequence[Implementation]) -> model.Agreed:
    """Return what `--answer explore.2=TEXT` says. Raises `UsageError` where there is no such question."""
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.planfile import model

    where, sign, answer = text.partition("=")
    name, _, number = where.strip().partition(".")
    stage = next((each for each in stages if each.id == name.casefold()), None)
    words = model.tidied(answer)[0]
    if not sign or not words:
        raise UsageError(f'"{text}" gives no answer.', 'Write it as --answer explore.2="What we agreed".')
    if stage is None:
        raise UsageError(f'There is no stage "{name}".', did_you_mean(name, [each.id for each in stages]))
    if not number.isdecimal() or not 1 <= int(number) <= len(stage.ask):
        told = f"{stage.name} has questions 1 to {len(stage.ask)}, such as {stage.id}.1: {stage.ask[0]}"
        raise UsageError(f'There is no question "{where.strip()}".', told)
    return model.Agreed(stage=stage.id, ask=stage.ask[int(number) - 1], answer=words)


def _talk(
    path: Path, book: model.Book, stages: tuple[Implementation, ...], prompter: Prompter, day: dt.date
) -> Kept:
    """Have the talk; every answer is in the plan file before the next question comes."""
    from npqpath.planfile import store
    from npqpath.planfile.steps import Kept, before, likely_stages, put_review, review_of
    from npqpath.wizard.plan_review import Talk

    last: list[Kept] = []

    def keep(now: Kept) -> None:
        backup: Literal["as it is", "new"] = "as it is" if last else "new"
        store.change_plan(path, lambda fresh: put_review(fresh, now, last[0] if last else None), backup)
        last[:] = [now]

    said = Kept(review_of(book, day), None, None)
    return Talk(stages, prompter, keep, said, likely_stages(book), before(book, day)).run()


@options.takes(options.SET, options.ON, *options.RESULT, options.DATA, options.FILE)
def check(request: options.Request) -> exits.Exit:
    """Work the advice out again, and say what changed and why."""
    from npqpath.advice.person import write_answers
    from npqpath.cli.answers import given_answers
    from npqpath.output.views.plan_file import check_document, check_json
    from npqpath.planfile import store
    from npqpath.planfile.check import check as check_plan
    from npqpath.planfile.check import with_answers

    choose(request)
    rules = options.load_rules(request)
    fresh = write_answers(given_answers(rules, request))
    found: list[Check] = []

    def change(book: model.Book) -> model.Book:
        found[:] = [check_plan(with_answers(book, fresh), rules, request.on)]
        return found[0].book

    store.change_plan(request.plan_file, change)
    give_both(request, check_document, check_json, found[0])
    return exits.Exit.DONE if found[0].is_empty else exits.Exit.FINDINGS


@options.takes(options.ON, *options.RESULT, options.DATA, options.FILE)
def export(request: options.Request, sheet: options.Sheet = False) -> None:
    """Write all of your plan, with today's advice, in any form."""
    from npqpath.output.views.plan_file import export_document, export_json
    from npqpath.planfile import store
    from npqpath.planfile.check import check as check_plan

    choose(request, PARTS["sheet" if sheet else "plan"])
    book = store.open_plan(request.plan_file)
    update = check_plan(book, options.load_rules(request), request.on)
    if sheet:
        give(plan_result(update.plan, "sheet"), request)
        return
    dates = partial(plan_dates_of, update.plan, book.next_review)
    result = Result(lambda: export_document(update), lambda: export_json(update), dates)
    give(result, replace(request, file=request.plan_file))


@options.takes(options.PLAIN, options.ON, options.DATA, options.FILE)
def import_(
    request: options.Request,
    source: Annotated[str, options.argument("FILE", "Text copied from your record; - reads it from stdin.")],
) -> None:
    """Read in what you hold, from your teaching record."""
    from npqpath.cli.answers import open_prompter
    from npqpath.planfile import store
    from npqpath.planfile.teaching_record import recognise, with_holdings
    from npqpath.words import day as in_words

    context, day, path = request.context, request.on, request.plan_file
    store.open_plan(path)
    catalogue = options.load_rules(request).catalogue
    found = recognise(_record(source, context), catalogue)
    if not found:
        hint = "Paste the names as they stand there, such as: NPQ for Senior Leadership, 27 February 2023."
        raise UsageError("No NPQ and no award was found in it.", hint)
    prompter = None if source == "-" else open_prompter(context, plain=request.plain)
    if prompter is not None:
        found = _confirmed(found, prompter, catalogue)
    store.change_plan(path, lambda book: with_holdings(book, found, day, catalogue))
    for each in found:
        awarded = f", awarded on {in_words(each.awarded)}" if each.awarded else ""
        tell(f"Added: {_name(each, catalogue)}{awarded}.", context)
        if each.older is not None and prompter is None:
            remark(f"If you began it before November 2021, write {each.older} under awards instead.", context)
    not_proof = "This is your own statement, not proof. `npqpath plan check` works the advice out with it."
    remark(not_proof if found else "Nothing was added.", context)


def _record(source: str, context: Context) -> str:
    options.check_file(Path(source), "Name a text file; - reads stdin.")
    raw = read_stream(source, context)
    if len(raw) > MOST_BYTES:
        raise UsageError(f"{source} is larger than 1 MiB.", "Copy out of it what names your qualifications.")
    return raw.decode("utf-8-sig", "replace")


def _confirmed(found: Sequence[Found], prompter: Prompter, catalogue: Catalogue) -> tuple[Found, ...]:
    """Return what the person says is right, the older NPQs told apart from those of today."""
    from npqpath.wizard.prompter import Chosen, Option, Prompt
    from npqpath.words import day as in_words

    offered = tuple(
        Option(str(at), _name(it, catalogue), f"Awarded on {in_words(it.awarded)}" if it.awarded else None)
        for at, it in enumerate(found)
    )
    every = tuple(option.id for option in offered)
    why = "What the program reads out of a text may be wrong. Only what you tick goes into your plan."
    prompt = Prompt("held", "Which of these do you hold?", offered, several=True, chosen=every, why=why)
    reply = prompter.ask(prompt)
    chosen = [found[int(at)] for at in reply.ids] if isinstance(reply, Chosen) else []
    return tuple(_of_today(each, prompter, catalogue) for each in chosen)


def _of_today(each: Found, prompter: Prompter, catalogue: Catalogue) -> Found:
    from npqpath.wizard.prompter import Chosen, Option, Prompt

    if each.older is None:
        return each
    ask = f"Did you begin {_name(each, catalogue)} before November 2021?"
    why = "The NPQs of before November 2021 were others under the same names, and count in another way."
    offered = (Option("no", "No, later"), Option("yes", "Yes, before November 2021"))
    reply = prompter.ask(Prompt("older", ask, offered, why=why))
    if isinstance(reply, Chosen) and reply.ids == ("yes",):
        return replace(each, question="awards", part=each.older, older=None)
    return replace(each, older=None)


def _name(each: Found, catalogue: Catalogue) -> str:
    if each.question == "npqs":
        return catalogue.qualification(each.part).name
    question = catalogue.question(each.question)
    return next(answer.label for answer in question.answers if answer.id == each.part)


# What a command needs is imported where it runs: help and completion have to be there at once.


About = Annotated[str | None, options.option("--for", "STEP", "The step or qualification that it is about.")]


@options.takes(*options.PERSON, options.PLAIN, options.ON, options.DATA, options.FILE)
def start(
    request: options.Request,
    route: Annotated[
        str | None, options.option("--route", "POST", "Note the shortest way to a post in it.")
    ] = None,
) -> None:
    """Answer the questions and start a plan file."""
    from npqpath.advice.pacing import USUAL
    from npqpath.advice.route import find_route
    from npqpath.advice.wording import find_post
    from npqpath.cli.answers import ask_plan
    from npqpath.output.views.route import way_in_words
    from npqpath.planfile import model

    check_free(request.plan_file)
    goal = None if route is None else find_post(options.load_rules(request).catalogue, route)
    plan = ask_plan(request, USUAL)
    notes = () if goal is None else (way_in_words(find_route(plan.person, goal, plan.standing)),)
    kept = tuple(model.Note(day=request.on, text=text) for text in notes)
    save_plan(request.plan_file, plan, request, USUAL, kept)


def check_free(path: Path) -> None:
    """Raise `UsageError` before anything is asked where a file is there already, or the folder is not."""

    check_new(path, "`npqpath plan check` brings a plan up to date; another name starts another plan.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Make it first, or name another file.")


def save_plan(
    path: Path, plan: Plan, request: options.Request, pacing: Pacing, notes: tuple[model.Note, ...] = ()
) -> None:
    """Write a new plan file, with some notes, and say what to do with it."""
    from npqpath.planfile import store
    from npqpath.planfile.check import book_of

    store.start_plan(path, replace(book_of(plan, pacing), notes=notes))
    remark(f"Your plan is in {path}. It is yours: read it, change it, take it with you.", request.context)
    _give_next(replace(request, file=path, format=None, outputs=(), plain=False))


@options.takes(options.ON, *options.RESULT, options.FILE)
def show(request: options.Request) -> None:
    """Show your plan: steps, ticks, talks, notes and evidence."""
    from npqpath.output.views.plan_file import book_document, book_json
    from npqpath.planfile import model

    for key, meant in model.own_keys(_give_book(book_document, book_json, request)).items():
        hint = f' Did you mean "{meant}"?' if meant else ""
        remark(f'"{key}" is a key of your own: it is kept, and shown as it is.{hint}', request.context)


@options.takes(options.ON, *options.RESULT, options.FILE)
def next_(request: options.Request) -> None:
    """The one or two things to do now."""
    _give_next(request)


def _give_next(request: options.Request) -> None:
    from npqpath.output.views.plan_file import next_document, next_json

    _give_book(next_document, next_json, request)


def _give_book(
    document: Callable[[model.Book, dt.date], Document],
    data: Callable[[model.Book, dt.date], object],
    request: options.Request,
) -> model.Book:
    """Write what the plan file says to where it is wanted, and return the plan."""
    from npqpath.planfile import store

    choose(request)
    book = store.open_plan(request.plan_file)
    give_both(request, document, data, book, request.on)
    return book


@options.takes(options.ON, options.FILE)
def done(
    request: options.Request,
    steps: Annotated[list[str], options.argument("STEP...", "Numbers or ids of steps.")],
    undo: Annotated[bool, typer.Option("--undo", help="Take the tick away again.")] = False,
) -> None:
    """Tick off steps."""
    from npqpath.planfile import store
    from npqpath.planfile.steps import find_step, next_steps, tick
    from npqpath.words import day as in_words

    context, day = request.context, request.on
    told: list[str] = []

    def change(book: model.Book) -> model.Book:
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
                if step.about and step.id == f"apply-{step.about}":
                    check = f"npqpath plan check --set npqs={step.about}:starting-soon"
                    told.append(f"When you have a place: `{check}`")
            book = tick(book, number, None if undo else day)
        return book

    book = store.change_plan(request.plan_file, change)
    for line in told:
        tell(line, context)
    coming = next((each for each in next_steps(book, day) if each.number), None)
    if coming is not None and not undo and context.stderr_is_tty:
        remark(f"Next: {coming.number}. {coming.step.what}", context)


@options.takes(options.ON, options.FILE)
def note(
    request: options.Request,
    text: Annotated[str, options.argument("TEXT", "What to remember; - reads it from stdin.")],
    about: About = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Keep it among what you learned: a reflection.")
    ] = False,
) -> None:
    """Add a note with the day."""
    from npqpath.planfile import model

    def add(book: model.Book, day: dt.date, words: str, id: str | None) -> model.Book:
        entry = model.Note(day=day, text=words, about=id)
        if learned:
            return replace(book, reflections=(*book.reflections, entry))
        return replace(book, notes=(*book.notes, entry))

    _add(add, "Noted among what you learned" if learned else "Noted", text, about, request)


@options.takes(options.ON, options.FILE)
def evidence(
    request: options.Request,
    text: Annotated[str, options.argument("TEXT", "What it shows; - reads it from stdin.")],
    link: Annotated[str | None, options.option("--link", "URL", "Where it is: an address or a file.")] = None,
    about: About = None,
) -> None:
    """Add something that shows what you did."""
    from npqpath.planfile import model

    def add(book: model.Book, day: dt.date, words: str, id: str | None) -> model.Book:
        entry = model.Evidence(day=day, text=words, link=model.tidied(link or "")[0] or None, about=id)
        return replace(book, evidence=(*book.evidence, entry))

    _add(add, "Added to your evidence", text, about, request)


def _add(
    add: Callable[[model.Book, dt.date, str, str | None], model.Book],
    told: str,
    text: str,
    about: str | None,
    request: options.Request,
) -> None:
    """Put a text, or that of stdin, into the plan, and say so."""
    from npqpath.planfile import model, store
    from npqpath.planfile.steps import named_thing
    from npqpath.words import day as in_words

    context, day = request.context, request.on
    typed = read_stream("-", context).decode("utf-8", "replace") if text == "-" else text
    words, left_out = model.tidied(typed)
    if not words:
        raise UsageError("There is no text to keep.", "Write it in quotation marks after the command.")
    store.change_plan(request.plan_file, lambda book: add(book, day, words, named_thing(book, about)))
    tell(f"{told} on {in_words(day)}.", context)
    if left_out:
        remark("Letters that nobody can see were left out.", context)


COMMANDS = options.by_name(start, show, next_, done, note, evidence, review, check, export, import_)
