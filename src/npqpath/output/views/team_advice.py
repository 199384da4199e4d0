"""Everybody's own suggestions as CSV or JSON Lines, made person by person.

CSV has a line for each suggestion, best first; JSON Lines has a line for each person. Many people get the
same advice, so what follows the id and the school is made once for each advice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from npqpath.advice.cohort_dates import month
from npqpath.advice.legal_deadlines import due_of
from npqpath.advice.wording import reason_for
from npqpath.output.excel import csv_cell, csv_line
from npqpath.output.text import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from npqpath.advice.batch import Advice, Line
    from npqpath.advice.cohort_dates import Standing
    from npqpath.advice.legal_deadlines import Due
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
    ends: _Made[Line, str] = _Made(lambda line: _csv_end(line, catalogue, standing))
    # What joins stands before every end, because the first is empty.
    whole: _Made[Advice, list[str]] = _Made(lambda advice: ["", *_clash(advice), *map(ends.of, advice.lines)])
    schools = _Cells()
    for id, school, advice in people:
        yield f"{csv_cell(id)},{schools[school]},".join(whole.of(advice))


def _clash(advice: Advice) -> list[str]:
    return [] if advice.clash is None else [csv_line(("", "", "", "", "", "", advice.clash, "", "", "", ""))]


def _csv_end(line: Line, catalogue: Catalogue, standing: Standing) -> str:
    """Return what follows the id and the school in a line."""
    told = line.suggestion
    due = due_of(catalogue, line.deadline, standing).text if line.deadline else ""
    return csv_line(
        (
            str(told.rank),
            told.id,
            told.name,
            told.certainty,
            told.strength,
            line.funding.outcome if line.funding else "",
            reason_for(told),
            next_start(standing) if line.funding else "",
            "; ".join(open_questions(line)),
            due,
            line.funding.cohort if line.funding else "",
        )
    )


def advice_jsonl(people: Iterable[Advised], catalogue: Catalogue, standing: Standing) -> Iterator[str]:
    """Yield a line of JSON for each person, from ids, schools and advice."""
    lines: _Made[Line, str] = _Made(
        lambda line: json.dumps(_json_line(line, catalogue, standing), ensure_ascii=False)
    )
    ends: _Made[Advice, str] = _Made(lambda advice: _json_end(advice, map(lines.of, advice.lines)))
    schema = json.dumps(SCHEMA)
    for id, school, advice in people:
        who = f'"id": {_json(id)}, "school": {_json(school)}'
        yield f'{{"schema": {schema}, {who}, {ends.of(advice)}}}\n'


def _json(text: str) -> str:
    return json.dumps(safe(text), ensure_ascii=False)


def _json_end(advice: Advice, lines: Iterable[str]) -> str:
    told = f'"suggestions": [{", ".join(lines)}]'
    return told if advice.clash is None else f'{told}, "problem": {_json(advice.clash)}'


def _json_line(line: Line, catalogue: Catalogue, standing: Standing) -> dict[str, object]:
    told, paid = line.suggestion, line.funding
    funding = None
    if paid is not None:
        funding = {
            "outcome": paid.outcome,
            "because": paid.because,
            "missing": list(paid.missing),
            "cohort": paid.cohort,
        }
    return {
        "rank": told.rank,
        "id": told.id,
        "kind": told.kind,
        "certainty": told.certainty,
        "strength": told.strength,
        "because": told.because,
        "sources": list(told.sources),
        "funding": funding,
        "next_start": f"{standing.next_start:%Y-%m}" if paid is not None else None,
        "find_out": list(open_questions(line)),
        "deadline": None if line.deadline is None else _deadline(due_of(catalogue, line.deadline, standing)),
    }


def _deadline(due: Due) -> dict[str, object]:
    return {"text": due.text, "act": due.act, "sources": list(due.sources)}


def open_questions(line: Line) -> tuple[str, ...]:
    """Return the questions whose answers the suggestion or its funding still hangs on."""
    missing = line.funding.missing if line.funding is not None else ()
    return tuple(dict.fromkeys((*line.suggestion.hangs_on, *missing)))


def next_start(standing: Standing) -> str:
    """Return the month in which courses next start, in words."""
    expected = " (expected, not announced)" if standing.expected else ""
    return f"{month(standing.next_start)}{expected}"


class _Made(Generic[T, U]):
    """What was made for a thing, for everybody who gets the very same one."""

    def __init__(self, make: Callable[[T], U]) -> None:
        self._make = make
        self._made: dict[int, tuple[T, U]] = {}

    def of(self, thing: T) -> U:
        """Return what stands for a thing in the output."""
        # By identity: comparing advice takes longer than making it anew. The thing is kept too, so that no
        # other one gets its place in memory.
        found = self._made.get(id(thing))
        if found is None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            found = self._made[id(thing)] = (thing, self._make(thing))
        return found[1]


class _Cells(dict[str, str]):
    """Texts as cells of a CSV file; each is made once."""

    def __missing__(self, text: str) -> str:
        found = self[text] = csv_cell(text)
        return found
