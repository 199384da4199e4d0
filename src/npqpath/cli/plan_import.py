"""`npqpath plan import`: what somebody says they hold, from pasted text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.advice.calendar import day as in_words
from npqpath.cli.data import load_rules
from npqpath.cli.giving import read_day
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context, remark, tell
from npqpath.errors import UsageError
from npqpath.planbook.holding import with_holdings
from npqpath.planbook.opening import change_plan, open_plan
from npqpath.planbook.recognising import Found, recognise
from npqpath.wizard.prompter import Chosen, Option, Prompt, open_prompter

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.console import Context
    from npqpath.wizard.prompter import Prompter

MOST_BYTES = 1024 * 1024
NOTHING = "No NPQ and no award was found in it."
NOTHING_HINT = (
    "Paste the names as they stand on your record, such as: NPQ for Senior Leadership, 27 February 2023."
)
TRUE = "Which of these do you hold?"
TRUE_WHY = "What the program reads out of a text may be wrong. Only what you tick goes into your plan."
OLDER = "Did you begin {name} before November 2021?"
OLDER_WHY = "The NPQs of before November 2021 were others under the same names, and count in another way."
NOT_PROOF = "This is your own statement, not proof. `npqpath plan check` works the advice out with it."


def import_record(file: Path | None, source: str, on: str | None, plain: bool, folders: list[Path]) -> None:
    """Put what a text names into the plan; on a terminal, what the person says is right."""
    context = current_context()
    day = read_day(on, context)
    path = plan_path(file, context)
    open_plan(path)
    catalogue = load_rules(folders, context, on=day).catalogue
    found = recognise(_read(source, context), catalogue)
    if not found:
        raise UsageError(NOTHING, NOTHING_HINT)
    prompter = None if source == "-" else open_prompter(context, plain=plain)
    if prompter is not None:
        found = _asked(found, prompter, catalogue)
    change_plan(path, lambda book: with_holdings(book, found, day, catalogue))
    for each in found:
        awarded = f", awarded on {in_words(each.awarded)}" if each.awarded else ""
        tell(f"Added: {_name(each, catalogue)}{awarded}.", context)
        if each.older is not None and prompter is None:
            remark(f"If you began it before November 2021, write {each.older} under awards instead.", context)
    remark(NOT_PROOF if found else "Nothing was added.", context)


def _read(source: str, context: Context) -> str:
    if source == "-":
        raw = context.stdin.buffer.read(MOST_BYTES + 1)
    else:
        path = Path(source)
        if not path.is_file():
            raise UsageError(f"There is no file {source}.", "Name a text file; - reads stdin.")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise UsageError(f"{source} is larger than 1 MiB.", "Copy out of it what names your qualifications.")
    return raw.decode("utf-8-sig", "replace")


def _asked(found: tuple[Found, ...], prompter: Prompter, catalogue: Catalogue) -> tuple[Found, ...]:
    """Return what the person says is right, the older NPQs told apart from those of today."""
    options = tuple(
        Option(
            str(at), _name(each, catalogue), f"Awarded on {in_words(each.awarded)}" if each.awarded else None
        )
        for at, each in enumerate(found)
    )
    every = tuple(option.id for option in options)
    reply = prompter.ask(Prompt("held", TRUE, options, several=True, chosen=every, why=TRUE_WHY))
    chosen = [found[int(at)] for at in reply.ids] if isinstance(reply, Chosen) else []
    return tuple(_of_today(each, prompter, catalogue) for each in chosen)


def _of_today(each: Found, prompter: Prompter, catalogue: Catalogue) -> Found:
    if each.older is None:
        return each
    prompt = Prompt(
        "older",
        OLDER.format(name=_name(each, catalogue)),
        (Option("no", "No, later"), Option("yes", "Yes, before November 2021")),
        why=OLDER_WHY,
    )
    reply = prompter.ask(prompt)
    if isinstance(reply, Chosen) and reply.ids == ("yes",):
        return replace(each, question="awards", part=each.older, older=None)
    return replace(each, older=None)


def _name(each: Found, catalogue: Catalogue) -> str:
    if each.question == "npqs":
        return catalogue.qualification(each.part).name
    question = catalogue.question(each.question)
    return next(answer.label for answer in question.answers if answer.id == each.part)
