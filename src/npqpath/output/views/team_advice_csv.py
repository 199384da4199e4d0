"""Everybody's own suggestions as CSV or JSON Lines, made person by person.

CSV has a line for each suggestion, best first; JSON Lines has a line for each person. Many people get the
same advice, so what follows the id and the school is made once for each advice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from npqpath.advice.legal_deadlines import due_of
from npqpath.output.excel import csv_cell, csv_line
from npqpath.output.text import safe
from npqpath.words import month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from npqpath.advice.batch import Advice, Line
    from npqpath.advice.cohort_dates import Standing
    from npqpath.dataset.catalogue import Catalogue

    Advised: TypeAlias = tuple[str, str, Advice]

T = TypeVar("T")
U = TypeVar("U")

HEADINGS = (
    *("id", "school", "rank", "suggestion", "name", "certainty", "strength"),
    *("funding", "because", "next_start", "find_out", "by_law", "rules_of"),
)
SCHEMA = "npqpath/team-advice/1"
_MOST_KEPT = 100_000


def advice_csv(people: Iterable[Advised], catalogue: Catalogue, standing: Standing) -> Iterator[str]:
    """Yield the headings, then the lines of each person, from ids, schools and advice."""
    yield csv_line(HEADINGS)
    expected = " (expected, not announced)" if standing.expected else ""
    start = f"{month(standing.next_start)}{expected}"

    def end(line: Line) -> str:
        told, paid = line.suggestion, line.funding
        by_law = due_of(catalogue, line.deadline, standing).text if line.deadline else ""
        funding, begins, rules = (paid.outcome, start, paid.cohort) if paid else ("", "", "")
        advised = (str(told.rank), told.id, told.name, told.certainty, told.strength)
        find_out = "; ".join(_open_questions(line))
        return csv_line((*advised, funding, told.because, begins, find_out, by_law, rules))

    def all_ends(advice: Advice) -> list[str]:
        cells = (advice.clash or "" if heading == "because" else "" for heading in HEADINGS[2:])
        return [csv_line(tuple(cells))] if advice.clash else list(map(once, advice.lines))

    once, ends = _once(end), _once(all_ends)
    for id, school, advice in people:
        who = f"{csv_cell(id)},{csv_cell(school)},"
        yield "".join(who + each for each in ends(advice))


def advice_jsonl(people: Iterable[Advised], catalogue: Catalogue, standing: Standing) -> Iterator[str]:
    """Yield a line of JSON for each person, from ids, schools and advice."""

    def end(advice: Advice) -> str:
        problem = {"problem": safe(advice.clash)} if advice.clash else {}
        told = {"suggestions": list(map(once, advice.lines)), **problem}
        return json.dumps(told, ensure_ascii=False)[1:]

    once: Callable[[Line], object] = _once(lambda line: _record(line, catalogue, standing))
    ends = _once(end)
    for id, school, advice in people:
        who = {"schema": SCHEMA, "id": safe(id), "school": safe(school)}
        yield f"{json.dumps(who, ensure_ascii=False)[:-1]}, {ends(advice)}\n"


def _record(line: Line, catalogue: Catalogue, standing: Standing) -> dict[str, object]:
    told, paid = line.suggestion, line.funding
    due = due_of(catalogue, line.deadline, standing) if line.deadline else None
    return {
        "rank": told.rank,
        "id": told.id,
        "kind": told.kind,
        "certainty": told.certainty,
        "strength": told.strength,
        "because": told.because,
        "sources": told.sources,
        "funding": paid and {key: getattr(paid, key) for key in ("outcome", "because", "missing", "cohort")},
        "next_start": f"{standing.next_start:%Y-%m}" if paid else None,
        "find_out": _open_questions(line),
        "deadline": due and {"text": due.text, "act": due.act, "sources": due.sources},
    }


def _open_questions(line: Line) -> tuple[str, ...]:
    """Return the questions whose answers the suggestion or its funding still hangs on."""
    missing = line.funding.missing if line.funding is not None else ()
    return tuple(dict.fromkeys((*line.suggestion.hangs_on, *missing)))


def _once(make: Callable[[T], U]) -> Callable[[T], U]:
    """Return a function that makes something once for everybody who gets the very same advice."""
    made: dict[int, tuple[T, U]] = {}

    def of(thing: T) -> U:
        # By identity: comparing advice takes longer than making it anew. The thing is kept too, so that no
        # other one gets its place in memory.
        if id(thing) not in made:
            if len(made) >= _MOST_KEPT:
                made.clear()
            made[id(thing)] = thing, make(thing)
        return made[id(thing)][1]

    return of
