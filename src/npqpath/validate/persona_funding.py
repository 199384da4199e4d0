"""What DfE would pay for a made-up person, set against what the test expects.

The person comes `filled`: with "none" for tick boxes that were left out, as for everybody who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.advice.funding import Funding, decide_funding, outcome_of
from npqpath.advice.phrases import listed
from npqpath.advice.situation import Person, is_open
from npqpath.catalogue.near import did_you_mean
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.qualifications import Cohort
    from npqpath.catalogue.reading import Loc
    from npqpath.errors import Place
    from npqpath.validate.findings import DataSet


def check_names_of_funding(data: DataSet, index: int, test: PersonaTest) -> Iterator[Finding]:
    """Yield the starts, qualifications and rows that a test of funding names and that do not exist."""
    here: Loc = ("tests", index)
    starts = data.catalogue.cohorts_by_id

    def unknown(place: Place, what: str, id: str, known: Iterable[str]) -> Finding:
        return Finding(place, "NP602", "error", f'There is no {what} "{id}".', did_you_mean(id, list(known)))

    if test.cohort is not None and test.cohort not in starts:
        yield unknown(data.place("pathways", (*here, "cohort")), "start", test.cohort, starts)
    elif test.cohort is not None and not test.funding:
        message = f'The test "{test.id}" names a start and expects nothing of its funding.'
        place = data.key_place("pathways", (*here, "cohort"))
        yield Finding(place, "NP602", "error", message, "Add `funding`, or take this away.")
    known = data.catalogue.qualifications_by_id
    for id in test.funding or {}:
        if id not in known:
            yield unknown(data.key_place("pathways", (*here, "funding", id)), "qualification", id, known)
    for start, ids in (test.rows or {}).items():
        way: Loc = (*here, "rows", start)
        if start not in starts:
            yield unknown(data.key_place("pathways", way), "start", start, starts)
            continue
        rows = [row.id for row in starts[start].funding]
        for number, id in enumerate(ids):
            if id not in rows:
                what = f"row of the funding table of {start} called"
                yield unknown(data.place("pathways", (*way, number)), what, id, rows)


def check_rows_of(data: DataSet, index: int, test: PersonaTest, filled: Person) -> Iterator[Finding]:
    """Yield the rows that a test names and that decide about no qualification of this person.

    A row that decides about nobody at all is told by itself.
    """
    for start, ids in (test.rows or {}).items():
        cohort = data.catalogue.cohort(start)
        for number, id in enumerate(ids):
            row = _number_of(cohort, id)
            if not _decides(data, filled, cohort, row) and _is_reached(data, cohort, row):
                message = (
                    f'{test.who.rstrip(".")}: expected the row "{id}" of {start} to decide about something.'
                )
                hint = "Another row comes first, or an answer is missing. Mend the table, or the test."
                place = data.place("pathways", ("tests", index, "rows", start, number))
                about = cohort.funding[row].only_for or cohort.offers
                cause = _row_to_blame(data, index, filled, cohort, about)
                yield Finding(place, "NP601", "error", message, hint, cause=cause)


def check_funding_of(data: DataSet, index: int, test: PersonaTest, filled: Person) -> Iterator[Finding]:
    """Yield what a test expects of funding and what comes out otherwise; every id in it exists."""
    cohort = _cohort(data, test)
    for id, expected in (test.funding or {}).items():
        if outcome_of(filled, cohort, id) != expected:
            decision = decide_funding(filled, cohort, id)
            message = (
                f"{test.who.rstrip('.')}: expected {expected} for {id} in {cohort.id}, "
                f"but got {decision.outcome}."
            )
            place = data.place("pathways", ("tests", index, "funding", id))
            cause = _row_to_blame(data, index, filled, cohort, [id])
            yield Finding(place, "NP601", "error", message, _why(decision), cause=cause)


def decided_rows(data: DataSet, test: PersonaTest, filled: Person) -> set[tuple[str, int]]:
    """Return the rows of funding tables, each as a start and a number, that decide about this person.

    Only what the test expects or names counts: nobody looks at the others.
    """
    cohort = _cohort(data, test)
    named = {
        (start, _number_of(data.catalogue.cohort(start), id))
        for start, ids in (test.rows or {}).items()
        for id in ids
    }
    return named | {
        (cohort.id, number)
        for id in test.funding or {}
        if id in cohort.offers
        for number, node in data.core.funding_rows(cohort.id, id)
        if filled.certainty(node) == "certain" and _is_stopped(filled, cohort.funding[number].needs)
    }


def _row_to_blame(data: DataSet, index: int, filled: Person, cohort: Cohort, ids: Iterable[str]) -> Place:
    """Return where the row stands that decides for this person about `ids`; if that is not one, the test."""
    rows = {
        number
        for id in ids
        if id in cohort.offers
        for number, node in data.core.funding_rows(cohort.id, id)
        if filled.certainty(node) == "certain"
    }
    if len(rows) != 1:
        return data.place("pathways", ("tests", index, "id"))
    start = data.catalogue.qualifications.cohorts.index(cohort)
    return data.place("qualifications", ("cohorts", start, "funding", rows.pop(), "id"))


def _number_of(cohort: Cohort, row: str) -> int:
    return next(number for number, each in enumerate(cohort.funding) if each.id == row)


def _decides(data: DataSet, person: Person, cohort: Cohort, wanted: int) -> bool:
    """Return whether a row, by number, is for certain the first to match for some qualification."""
    row = cohort.funding[wanted]
    return _is_stopped(person, row.needs) and any(
        number == wanted and person.certainty(node) == "certain"
        for id in row.only_for or cohort.offers
        for number, node in data.core.funding_rows(cohort.id, id)
    )


def _is_reached(data: DataSet, cohort: Cohort, wanted: int) -> bool:
    """Return whether a row, by number, is the first to match for anybody."""
    return any(
        number == wanted and data.core.diagram.meet(node, data.core.possible)
        for id in cohort.funding[wanted].only_for or cohort.offers
        for number, node in data.core.funding_rows(cohort.id, id)
    )


def _is_stopped(person: Person, needs: str | None) -> bool:
    """Return whether a row that needs an answer stops this person; any other row counts always."""
    return needs is None or is_open(person, needs)


def _cohort(data: DataSet, test: PersonaTest) -> Cohort:
    cohorts = data.catalogue.qualifications.cohorts
    return data.catalogue.cohort(test.cohort) if test.cohort is not None else cohorts[-1]


def _why(decision: Funding) -> str:
    if decision.missing:
        return f"It still hangs on {listed(decision.missing)}. Answer this in the test, or expect incomplete."
    return decision.because
