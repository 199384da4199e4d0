"""Would DfE pay? The first row of a cohort's funding table that matches decides."""

from __future__ import annotations

from typing import Literal

from npqpath.advice.situation import Situation, assume_left_out, is_open, take_as_usual
from npqpath.catalogue.qualifications import Cohort, FundingRow
from npqpath.values import dataclass

Outcome = Literal["funded", "not-funded", "needs-review", "ineligible", "incomplete"]

NOT_OFFERED = "No lead provider offers {name} in {cohort}."


@dataclass(frozen=True, slots=True)
class Funding:
    """The decision on one qualification in one cohort.

    `missing` are the questions whose answers would decide it; `assumed` are questions taken as
    "none" because they were left out; `next` is what the teacher can do.
    """

    id: str
    name: str
    cohort: str
    outcome: Outcome
    because: str
    next: str | None
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    sources: tuple[str, ...]


def decide_funding(person: Situation, cohort: Cohort, qualification: str) -> Funding:
    """Return whether DfE would pay for `qualification` in `cohort`; never a promise of a place."""
    catalogue = person.core.catalogue
    name = catalogue.qualification(qualification).short_name
    if qualification not in cohort.offers:
        because = NOT_OFFERED.format(name=name, cohort=cohort.name)
        return Funding(qualification, name, cohort.id, "ineligible", because, None, (), (), cohort.sources)
    filled = assume_left_out(person)
    reachable, needed = _reachable(filled, cohort, qualification)
    if len({row.outcome for row, _ in reachable}) == 1 and not needed:
        row = _most_likely(take_as_usual(filled), reachable)
        outcome = row.outcome or "incomplete"
        assumed = tuple(q for q in filled.assumed if _matters(person, cohort, qualification, q))
        sources = tuple(dict.fromkeys(source for each, _ in reachable for source in each.sources))
        return Funding(qualification, name, cohort.id, outcome, row.because, row.next, (), assumed, sources)
    order = [question.id for question in catalogue.pathways.questions]
    missing = tuple(sorted({*needed, *_decisive(filled, reachable)}, key=order.index))
    because = _open_reason(person, missing)
    sources = tuple(dict.fromkeys(source for row, _ in reachable for source in row.sources))
    return Funding(
        qualification, name, cohort.id, "incomplete", because, None, missing, filled.assumed, sources
    )


def _reachable(
    person: Situation, cohort: Cohort, qualification: str
) -> tuple[list[tuple[FundingRow, int]], tuple[str, ...]]:
    """Return the rows that could still decide, and the questions that must be answered first."""
    rows: list[tuple[FundingRow, int]] = []
    needed: list[str] = []
    for index, node in person.core.funding_rows(cohort.id, qualification):
        row = cohort.funding[index]
        if person.certainty(node) == "ruled-out":
            continue
        if row.needs is None:
            rows.append((row, node))
        elif is_open(person, row.needs):
            needed.append(row.needs)
    return rows, tuple(needed)


def _most_likely(person: Situation, rows: list[tuple[FundingRow, int]]) -> FundingRow:
    return max(rows, key=lambda pair: person.share(pair[1]))[0]


def _matters(person: Situation, cohort: Cohort, qualification: str, question: str) -> bool:
    rows, _ = _reachable(person, cohort, qualification)
    return question in _decisive(person, rows)


def _decisive(person: Situation, rows: list[tuple[FundingRow, int]]) -> tuple[str, ...]:
    """Return the open questions on which the outcome depends, not merely which row gives it."""
    outcomes = {row.outcome for row, _ in rows}
    if len(outcomes) < 2:
        return ()
    any_of = person.core.diagram.any_of
    return person.hangs_on(*(any_of(node for row, node in rows if row.outcome == each) for each in outcomes))


def _open_reason(person: Situation, missing: tuple[str, ...]) -> str:
    asks = [person.core.catalogue.question(question).ask for question in missing]
    more = "One more answer decides this:" if len(asks) == 1 else "These answers decide this:"
    return " ".join([more, *asks])
