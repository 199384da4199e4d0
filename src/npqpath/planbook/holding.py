"""What somebody says they hold, put into their plan, and written as a JSON Resume."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from npqpath.catalogue.catalogue import Catalogue
from npqpath.planbook.book import Book, Evidence
from npqpath.planbook.own_words import tidied
from npqpath.planbook.recognising import Found, entry_text, recognise

RESUME = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
OWN_STATEMENT = "My own statement, not proof."


def with_holdings(book: Book, found: Iterable[Found], day: dt.date) -> Book:
    """Return the plan with what was found as completed answers, and as evidence with its date of award."""
    found = tuple(found)
    answers = dict(book.answers)
    for each in found:
        if each.question == "npqs":
            held = answers.get("npqs")
            answers["npqs"] = {**(held if isinstance(held, dict) else {}), each.part: each.status}
        else:
            kept = _ticks(answers.get(each.question))
            answers[each.question] = [*kept, *([each.part] if each.part not in kept else [])]
    known = {(each.about, each.awarded) for each in book.evidence}
    evidence = [
        Evidence(
            day=day, text=f"{tidied(each.words)[0]}. {OWN_STATEMENT}", about=each.part, awarded=each.awarded
        )
        for each in found
        if each.status == "completed" and (each.part, each.awarded) not in known
    ]
    return replace(book, answers=answers, evidence=(*book.evidence, *evidence))


def _ticks(answer: object) -> list[object]:
    """Return what is ticked already, in whichever way the person wrote it."""
    if isinstance(answer, list):
        return answer
    is_one = isinstance(answer, str) and answer.casefold().replace("-", " ") not in ("none", "not sure", "")
    return [answer] if is_one else []


def resume_with(resume: Mapping[str, Any], book: Book, catalogue: Catalogue) -> dict[str, Any]:
    """Return a JSON Resume with the person's NPQs among its certificates and its education.

    Everything that is there already stays as it is; an entry that names an NPQ is not written twice, and only
    gets a date where it has none.
    """
    made = dict(resume) or {"$schema": RESUME}
    for key, npqs in (("certificates", _held(book, catalogue)), ("education", _under_way(book, catalogue))):
        entries = list(made[key]) if isinstance(made.get(key), list) else []
        for part, entry in npqs:
            at = next((at for at, each in enumerate(entries) if _names(each, part, catalogue)), None)
            if at is None:
                entries.append(entry)
            elif entry.get("date") and not entries[at].get("date"):
                entries[at] = {**entries[at], "date": entry["date"]}
        if entries and (key not in made or isinstance(made[key], list)):
            made[key] = entries
    return made


def _names(entry: object, part: str, catalogue: Catalogue) -> bool:
    if not isinstance(entry, dict):
        return False
    return any(part in (each.part, each.older) for each in recognise(entry_text(entry), catalogue))


def _held(book: Book, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the NPQs that were completed, each with its certificate."""
    dates = {each.about: each.awarded.isoformat() for each in book.evidence if each.awarded}
    older = [part for each in _ticks(book.answers.get("awards")) if (part := str(each)).startswith("legacy-")]
    for part in (*_with_status(book, ("completed",)), *older):
        name = _name(catalogue, part)
        if name is not None:
            yield part, {"name": name, **({"date": dates[part]} if part in dates else {})}


def _under_way(book: Book, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the NPQs under way, each as education."""
    for part in _with_status(book, ("studying", "starting-soon")):
        name = _name(catalogue, part)
        if name is not None:
            yield part, {"studyType": "National professional qualification", "area": name}


def _with_status(book: Book, wanted: tuple[str, ...]) -> Iterator[str]:
    held = book.answers.get("npqs")
    yield from (npq for npq, status in held.items() if status in wanted) if isinstance(held, dict) else ()


def _name(catalogue: Catalogue, part: str) -> str | None:
    known = catalogue.qualifications_by_id.get(part)
    if known is None:
        return None
    says_it_all = known.short_name in known.name or known.name.endswith(")")
    return known.name if says_it_all else f"{known.name} ({known.short_name})"
