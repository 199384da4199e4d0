"""A teaching record: what somebody says they hold, read from its text and put into their plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from npqpath.advice.person import write_answers
from npqpath.dataset.catalogue import Catalogue
from npqpath.planfile.model import Book, Evidence, tidied
from npqpath.rules.question_kinds import NpqStatuses, kind_of, read_answer
from npqpath.words import days_in

NEW_SINCE = dt.date(2021, 11, 1)
"""When the NPQs of today first started: the answers about older NPQs are worded by that month."""
SHORTEST = dt.timedelta(days=365)
"""No NPQ of today takes less, so an award before this time has passed is of an older one."""
LOOK_BELOW = 4
"""How many lines below a name its date may stand."""

_DOWNLOAD = re.compile(r"\bdownload\b.*\bcertificate\b", re.IGNORECASE)
_OTHER_AWARDS = {
    "qts": r"qualified teacher status|\bqts\b",
    "nasenco": r"\bnasenco\b|national award for sen co-?ordination",
    "npqml": r"\bnpqml\b|(?:npq\)?|qualification) (?:for|in) middle leadership",
    "masters": r"\bmaster(?:'s|s)? (?:degree|of|in)\b|\bm\.?ed\b|\bmaster(?:'s|s)?$",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that somebody says they hold: the part of which question, in whose words, and since when.

    `older` is the answer that it would be if it was begun before the NPQs of today, where the day leaves
    that open.
    """

    question: str
    part: str
    words: str
    awarded: dt.date | None
    older: str | None = None


def recognise(text: str, catalogue: Catalogue) -> tuple[Found, ...]:
    """Return what a text names, each thing once, in the order of the text."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    # The link to a certificate names an award once more, without its day.
    lines = [line for line in lines if not _DOWNLOAD.search(line)]
    named = [(at, thing) for at, line in enumerate(lines) for thing in _named(line, catalogue)]
    found: dict[tuple[str, str], Found] = {}
    for index, (at, (question, part)) in enumerate(named):
        later = [line for line, (_, other) in named[index + 1 :] if other != part]
        end = min([at + 1 + LOOK_BELOW, *later]) if later else at + 1 + LOOK_BELOW
        # A month counts from its first day.
        told = (re.sub(r"\b(\d{4}-\d\d)(?![-\d])", r"\1-01", line) for line in lines[at : max(end, at + 1)])
        day = next((day for line in told for day in days_in(line)), None)
        made = _settled(question, part, lines[at], day, catalogue)
        before = found.get((made.question, made.part))
        if before is None or (before.awarded is None and made.awarded is not None):
            found[made.question, made.part] = made
    return tuple(found.values())


def _named(line: str, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the questions and parts of what a line names."""
    plain = line.casefold().replace("\u2019", "'")
    for question in catalogue.pathways.questions:
        for id in question.of if isinstance(kind_of(question), NpqStatuses) else ():
            known = catalogue.qualification(id)
            if re.search(_pattern(known.name, known.short_name), plain):
                yield question.id, id
    awards = catalogue.questions_by_id.get("awards")
    offered = {answer.id for answer in awards.answers} if awards else set()
    for part, pattern in _OTHER_AWARDS.items():
        if part in offered and re.search(pattern, plain):
            yield "awards", part


def _pattern(name: str, short_name: str) -> str:
    """Return a pattern for an NPQ by its short name, or by "NPQ" or so and its subject."""
    subject = re.sub(r"^npq (in|for) ", "", name.casefold())
    words = [re.escape(word).replace("co\\-ordinator", "co-?ordinator") for word in subject.split()]
    told = r"\s".join(words).replace("mathematics", "math(?:ematic)?s").replace(r"\ ", " ")
    before = "" if subject == name.casefold() else r"(?:npqs?\)?|qualifications?) (?:for|in) "
    return rf"\b{re.escape(short_name.casefold())}\b|{before}{told}"


def _settled(question: str, part: str, words: str, day: dt.date | None, catalogue: Catalogue) -> Found:
    """Return what was found as an answer: an NPQ from before the ones of today is another answer."""
    awards = catalogue.questions_by_id.get("awards")
    older = f"legacy-{part}"
    if question == "awards" or awards is None or older not in {answer.id for answer in awards.answers}:
        return Found(question, part, words, day)
    if day is not None and day < NEW_SINCE + SHORTEST:
        return Found("awards", older, words, day)
    # Somebody who began an older one late may have been given it as late as this.
    is_open = day is None or day < NEW_SINCE + 3 * SHORTEST
    return Found(question, part, words, day, older if is_open else None)


OWN_STATEMENT = "My own statement, not proof."


def with_holdings(book: Book, found: Iterable[Found], day: dt.date, catalogue: Catalogue) -> Book:
    """Return the plan with what was found as completed answers, and as evidence with its date of award."""
    found = tuple(found)
    answers = dict(book.answers)
    for each in found:
        kind = kind_of(catalogue.question(each.question))
        held = kind.held(read_answer(kind.question, answers.get(each.question, "none"), catalogue))
        # The last word of a part is the one of what is fully held.
        value = kind.of_parts({**held, each.part: kind.part_words[-1]})
        answers |= write_answers({each.question: value})
    known = {(each.about, each.awarded) for each in book.evidence}
    evidence = [
        Evidence(day=day, text=f"{tidied(it.words)[0]}. {OWN_STATEMENT}", about=it.part, awarded=it.awarded)
        for it in found
        if (it.part, it.awarded) not in known
    ]
    return replace(book, answers=answers, evidence=(*book.evidence, *evidence))
