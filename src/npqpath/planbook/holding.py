"""What somebody says they hold, put into their plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from npqpath.planbook.book import Book, Evidence
from npqpath.planbook.own_words import tidied
from npqpath.planbook.recognising import Found

OWN_STATEMENT = "My own statement, not proof."


def with_holdings(book: Book, found: Iterable[Found], day: dt.date) -> Book:
    """Return the plan with what was found as completed answers, and as evidence with its date of award."""
    found = tuple(found)
    answers = dict(book.answers)
    for each in found:
        if each.question == "npqs":
            held = answers.get("npqs")
            answers["npqs"] = {**(held if isinstance(held, dict) else {}), each.part: "completed"}
        else:
            kept = _ticks(answers.get(each.question))
            answers[each.question] = [*kept, *([each.part] if each.part not in kept else [])]
    known = {(each.about, each.awarded) for each in book.evidence}
    evidence = [
        Evidence(
            day=day, text=f"{tidied(each.words)[0]}. {OWN_STATEMENT}", about=each.part, awarded=each.awarded
        )
        for each in found
        if (each.part, each.awarded) not in known
    ]
    return replace(book, answers=answers, evidence=(*book.evidence, *evidence))


def _ticks(answer: object) -> list[object]:
    """Return what is ticked already, in whichever way the person wrote it."""
    if isinstance(answer, list):
        return answer
    is_one = isinstance(answer, str) and answer.casefold().replace("-", " ") not in ("none", "not sure", "")
    return [answer] if is_one else []
