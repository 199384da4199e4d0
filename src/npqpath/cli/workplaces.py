"""`npqpath workplaces`: read published lists in and look places up in them, by command or for an answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from npqpath import console, errors
from npqpath.cli.options import DATA, RESULT, Request, argument, option, read_day, takes
from npqpath.workplaces import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.rules.question_kinds import AnswerValue
    from npqpath.wizard.interview import LookUp
    from npqpath.wizard.prompter import Prompter
    from npqpath.workplaces.official_lists import Kind, ListInfo, Listing, Wish
    from npqpath.workplaces.store import Workplaces


# Each command loads what it needs when it runs.


NO_FILE = "There are no workplaces to search yet."
NO_FILE_HINT = (
    "Download the register of schools and the lists of eligible settings, and read them in with "
    "`npqpath workplaces import FILE...`."
)
_OLD = 366
"""Days after which a list is likely to have a newer edition."""


@takes()
def import_lists(
    request: Request,
    files: Annotated[
        list[Path], argument("FILE...", "The register of schools or a list, as CSV, XLSX or ODS.")
    ],
    kind: Annotated[
        str | None, option("--as", "LIST", "register, schools-list, 16-to-19-list, rise or childminders.")
    ] = None,
    on: Annotated[str | None, option("--on", "DATE", "The day of the list: 2026-05-18.")] = None,
    to: Annotated[Path | None, option("--to", "DIR", "An overlay; without it, your own folder.")] = None,
) -> None:
    """Read in the register of schools or a list from GOV.UK."""
    from npqpath.workplaces.official_lists import KINDS
    from npqpath.workplaces.store import write

    context = request.context
    new = _read(files, _wish(files, kind, on, context), context)
    folder = to or context.data_folder()
    listings = {**_before(folder, context), **new}
    for each in KINDS:
        if each in listings:
            told = _summary(listings[each].info, is_new=each in new, today=context.today)
            context.stdout.write(f"{told}\n")
    if "register" not in listings:
        context.stdout.write("Without the register of schools, only places on these lists can be found.\n")
    console.remark(f"Written to {write(listings.values(), folder)}.", context)


def _wish(files: Sequence[Path], kind: str | None, on: str | None, context: console.Context) -> Wish:
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.workplaces.official_lists import KINDS, Wish, kind_of

    known = kind_of(kind) if kind is not None else None
    if kind is not None and known is None:
        raise errors.UsageError(f'There is no list "{kind}".', did_you_mean(kind, KINDS))
    if known is not None and len(files) > 1:
        raise errors.UsageError("--as is about one file.", "Read the files in one after the other.")
    return Wish(known, read_day(on, context.today) if on is not None else None)


def _read(files: Sequence[Path], wish: Wish, context: console.Context) -> dict[Kind, Listing]:
    from npqpath.workplaces.official_lists import import_file, told_by

    found: dict[Kind, Listing] = {}
    for file in files:
        for listing in import_file(file, wish, context.today):
            other = found.setdefault(listing.info.kind, listing)
            if other is not listing:
                raise errors.UsageError(
                    f"{other.info.file} and {file.name} are both the {told_by(listing.info)}.",
                    "Give the newer one only.",
                )
    return found


def _before(folder: Path, context: console.Context) -> dict[Kind, Listing]:
    """Return the lists that are there already, none where the file cannot be read."""
    from npqpath.workplaces.store import open_file, read_all

    path = folder / FILE
    try:
        return {each.info.kind: each for each in read_all(open_file(path))} if path.is_file() else {}
    except errors.UserError as error:
        console.remark(f"{error.message} A new file takes its place.", context)
        return {}


def _summary(info: ListInfo, *, is_new: bool, today: dt.date) -> str:
    from npqpath.output.text import safe
    from npqpath.workplaces.official_lists import told_by

    told, places = told_by(info), "place" if info.rows == 1 else "places"
    words = [f"{told[0].upper()}{told[1:]}: {info.rows:,} {places}, from {safe(info.file)}."]
    if not is_new:
        words.append("It was here before.")
    elif not info.is_dated:
        words.append("It does not say its day: add --on DATE.")
    if (today - info.on).days > _OLD:
        words.append("That is over a year ago, so look for a newer one.")
    return " ".join(words)


@takes(*RESULT, DATA)
def find_places(
    request: Request, text: Annotated[str, argument("TEXT", "A name, a postcode, a URN or a UKPRN.")]
) -> None:
    """Find a workplace and what the lists say about it."""
    from npqpath.cli.results import give_both
    from npqpath.output.views.lookups import places_document, places_json
    from npqpath.workplaces.search import find

    workplaces = open_workplaces(request)
    places = find(workplaces, text)
    give_both(
        request, lambda: places_document(workplaces, text, places), lambda: places_json(workplaces, places)
    )


def workplaces_file(request: Request) -> Path | None:
    """Return the workplaces file of the last folder that has one, or the person's own; None without any."""
    places = (folder / FILE for folder in (*reversed(request.data), request.context.data_folder()))
    return next((path for path in places if path.is_file()), None)


def open_workplaces(request: Request) -> Workplaces:
    """Return the workplaces file. Raises `UserError` where there is none or it cannot be read."""
    from npqpath.workplaces.store import open_file

    path = workplaces_file(request)
    if path is None:
        raise errors.UserError(NO_FILE, NO_FILE_HINT)
    is_own = path.parent == request.context.data_folder()
    if not is_own and not path.resolve().is_relative_to(path.parent.resolve()):
        message = f"{path} is a link that leads out of the folder of the overlay."
        raise errors.UserError(message, "Put the file itself here.")
    return open_file(path)


def look_up_in(rules: CompiledRules, request: Request, prompter: Prompter) -> LookUp | None:
    """Return what looks the workplace up while questions are asked, or None without a workplaces file."""
    if workplaces_file(request) is None:
        return None
    from npqpath.wizard.workplace_search import WorkplaceSearch

    def open_file() -> Workplaces | None:
        try:
            return open_workplaces(request)
        except errors.UserError as error:
            prompter.say(f"{error.message} The questions go on without it. {error.hint or ''}".rstrip())
            return None

    return WorkplaceSearch(rules, prompter, open_file)


def workplace_answers(
    rules: CompiledRules, request: Request
) -> Callable[[str], dict[str, AnswerValue]] | None:
    """Return what tells the answers for the name or number of a school, or None without a workplaces file.

    A name that several places have tells nothing.
    """
    if workplaces_file(request) is None:
        return None
    from npqpath.wizard.workplace_search import answers_that_fit
    from npqpath.workplaces.search import answers_about, find
    from npqpath.workplaces.store import plain_words

    workplaces = open_workplaces(request)

    def answers(text: str) -> dict[str, AnswerValue]:
        named = plain_words(text)
        places = [p for p in find(workplaces, text) if text == p.urn or plain_words(p.name) == named]
        found = answers_about(places[0], workplaces.lists) if len(places) == 1 else ()
        return answers_that_fit(rules, {}, found)

    return answers


def with_workplace(
    rules: CompiledRules, answers: dict[str, AnswerValue], number: str, request: Request
) -> dict[str, AnswerValue]:
    """Return the answers with what the lists say about the place with this URN or UKPRN.

    What was answered already stays. Raises `UsageError` for a number that no place has.
    """
    from npqpath.wizard.workplace_search import answers_that_fit
    from npqpath.workplaces.search import answers_about, find, nothing_found

    if not (number.isascii() and number.isdigit()):
        raise errors.UsageError(
            f'"{number}" is not the number of a workplace.',
            "Give its URN: --set workplace=123456. `npqpath workplaces find NAME` tells it.",
        )
    workplaces = open_workplaces(request)
    places = find(workplaces, number)
    if not places:
        raise errors.UsageError(nothing_found(workplaces, number))
    found = answers_about(places[0], workplaces.lists)
    fitting = {**answers_that_fit(rules, answers, found), **answers}
    console.remark(f"{places[0].name}:", request.context)
    for each in found:
        if each.question in fitting and each.question not in answers:
            console.remark(f"- {each.because}", request.context)
    return {each.id: fitting[each.id] for each in rules.catalogue.pathways.questions if each.id in fitting}


COMMANDS = {"import": import_lists, "find": find_places}
