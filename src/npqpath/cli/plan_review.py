"""`npqpath plan review`: a talk with a line manager, on a terminal or told by flags."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.advice.calendar import day as in_words
from npqpath.catalogue.near import did_you_mean
from npqpath.cli.data import load_rules
from npqpath.cli.giving import read_day
from npqpath.cli.plan_file import plan_path
from npqpath.console import current_context, tell
from npqpath.errors import UsageError
from npqpath.planbook.book import Agreed
from npqpath.planbook.opening import change_plan, open_plan
from npqpath.planbook.own_words import tidied
from npqpath.planbook.reviewing import Kept, before, likely_stages, put_review, review_of
from npqpath.wizard.prompter import open_prompter

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import Implementation
    from npqpath.console import Context
    from npqpath.planbook.book import Book
    from npqpath.wizard.prompter import Prompter

NO_TERMINAL = "There is no terminal to ask on."
NO_TERMINAL_HINT = "Tell it with --with, --agreed, --answer STAGE.N=TEXT and --next DATE."


@dataclass(frozen=True, slots=True)
class Told:
    """What the flags say about a talk."""

    who: str | None
    agreed: str | None
    answers: tuple[str, ...]
    next: str | None

    @property
    def is_empty(self) -> bool:
        """Whether no flag says anything."""
        return not (self.who or self.agreed or self.answers or self.next)


def review(file: Path | None, told: Told, on: str | None, plain: bool, folders: list[Path]) -> None:
    """Put a talk into the plan file: as the flags tell it, or as it is told on the terminal."""
    context = current_context()
    day = read_day(on, context)
    path = plan_path(file, context)
    book = open_plan(path)
    stages = load_rules(folders, context, on=day).catalogue.pathways.implementation
    if told.is_empty:
        prompter = open_prompter(context, plain=plain)
        if prompter is None:
            raise UsageError(NO_TERMINAL, NO_TERMINAL_HINT)
        kept = _talk(path, book, stages, prompter, day)
    else:
        kept = _from_flags(told, book, stages, day, context)
        change_plan(
            path, lambda fresh: put_review(fresh, _from_flags(told, fresh, stages, day, context), None)
        )
    tell(f"Your talk of {in_words(day)} is in your plan.", context)
    if kept.next is not None:
        tell(f"Next talk: {in_words(kept.next)}.", context)


def _from_flags(
    told: Told, book: Book, stages: tuple[Implementation, ...], day: dt.date, context: Context
) -> Kept:
    coming = read_day(told.next, context) if told.next else None
    review = review_of(book, day)
    agreed = {each.ask: each for each in review.agreed}
    agreed |= {each.ask: each for each in (_answer(text, stages) for text in told.answers)}
    review = replace(
        review,
        who=tidied(told.who)[0] if told.who else review.who,
        agreed=tuple(agreed.values()),
        summary=tidied(told.agreed)[0] if told.agreed else review.summary,
    )
    return Kept(review, None, coming)


def _answer(text: str, stages: tuple[Implementation, ...]) -> Agreed:
    """Return what `--answer explore.2=TEXT` says. Raises `UsageError` where there is no such question."""
    where, sign, answer = text.partition("=")
    name, _, number = where.strip().partition(".")
    stage = next((each for each in stages if each.id == name.casefold()), None)
    words = tidied(answer)[0]
    if not sign or not words:
        raise UsageError(f'"{text}" gives no answer.', 'Write it as --answer explore.2="What we agreed".')
    if stage is None:
        ids = [each.id for each in stages]
        raise UsageError(f'There is no stage "{name}".', did_you_mean(name, ids))
    if not number.isdecimal() or not 1 <= int(number) <= len(stage.ask):
        told = f"{stage.name} has questions 1 to {len(stage.ask)}, such as {stage.id}.1: {stage.ask[0]}"
        raise UsageError(f'There is no question "{where.strip()}".', told)
    return Agreed(stage=stage.id, ask=stage.ask[int(number) - 1], answer=words)


def _talk(
    path: Path, book: Book, stages: tuple[Implementation, ...], prompter: Prompter, day: dt.date
) -> Kept:
    """Have the talk; every answer is in the plan file before the next question comes."""
    from npqpath.wizard.talk import Talk

    last: list[Kept] = []

    def keep(now: Kept) -> None:
        change_plan(
            path,
            lambda fresh: put_review(fresh, now, last[0] if last else None),
            "as it is" if last else "new",
        )
        last[:] = [now]

    said = Kept(review_of(book, day), None, None)
    return Talk(stages, prompter, keep, said, likely_stages(book), before(book, day)).run()
