"""What somebody says they hold, put into their plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from npqpath.advice.answers import write_answers
from npqpath.catalogue.catalogue import Catalogue
from npqpath.logic.question_kinds import read_answer
from npqpath.planbook.book import Book, Evidence
from npqpath.planbook.own_words import tidied
from npqpath.planbook.recognising import Found

OWN_STATEMENT = "My own statement, not proof."


def with_holdings(book: Book, found: Iterable[Found], day: dt.date, catalogue: Catalogue) -> Book:
    """Return the plan with what was found as completed answers, and as evidence with its date of award."""
    found = tuple(found)
    answers = dict(book.answers)
    for each in found:
        held = answers.get(each.question)
        if isinstance(held, str):
            value = read_answer(catalogue.question(each.question), held, catalogue)
            held = write_answers({each.question: value})[each.question]
        if each.question == "npqs":
            answers["npqs"] = {**(held if isinstance(held, dict) else {}), each.part: "completed"}
        else:
            kept = held if isinstance(held, list) else []
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
