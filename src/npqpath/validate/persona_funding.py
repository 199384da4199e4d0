"""What DfE would pay for a made-up person, set against what the test expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from npqpath.advice.funding import Funding, decide_funding
from npqpath.advice.phrases import listed
from npqpath.advice.situation import Situation, assume_left_out, is_open
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.pathways import PersonaTest
    from npqpath.catalogue.qualifications import Cohort
    from npqpath.validate.findings import DataSet


def check_funding_of(data: DataSet, index: int, test: PersonaTest, person: Situation) -> Iterator[Finding]:
    """Yield what a test expects of funding and what comes out otherwise; every id in it exists."""
    cohort = _cohort(data, test)
    for id, expected in (test.funding or {}).items():
        decision = decide_funding(person, cohort, id)
        if decision.outcome != expected:
            message = (
                f"{test.who.rstrip('.')}: expected {expected} for {id} in {cohort.id}, "
                f"but got {decision.outcome}."
            )
            place = data.place("pathways", ("tests", index, "funding", id))
            yield Finding(place, "NP601", "error", message, _why(decision))


def decided_rows(data: DataSet, test: PersonaTest, person: Situation) -> set[tuple[str, int]]:
    """Return the rows of funding tables, each as a start and a number, that decide about this person.

    Only what the test expects counts: nobody looks at the others.
    """
    cohort, filled = _cohort(data, test), assume_left_out(person)
    return {
        (cohort.id, number)
        for id in test.funding or {}
        if id in cohort.offers
        for number, node in data.core.funding_rows(cohort.id, id)
        if filled.certainty(node) == "certain" and _is_stopped(filled, cohort.funding[number].needs)
    }


def _is_stopped(person: Situation, needs: str | None) -> bool:
    """Return whether a row that needs an answer stops this person; any other row counts always."""
    return needs is None or is_open(person, needs)


def _cohort(data: DataSet, test: PersonaTest) -> Cohort:
    cohorts = data.catalogue.qualifications.cohorts
    return data.catalogue.cohort(test.cohort) if test.cohort is not None else cohorts[-1]


def _why(decision: Funding) -> str:
    if decision.missing:
        return f"It still hangs on {listed(decision.missing)}. Answer this in the test, or expect incomplete."
    return decision.because
