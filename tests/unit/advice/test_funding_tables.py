"""The funding tables of the frozen data, proved over everybody, and read row by row on samples."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.funding import decide_funding, outcome_of
from npqpath.advice.person import Person, assume_left_out, is_open, make_person
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.qualifications import UNPAID, Cohort, FundingRow
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import frozen, frozen_core
from tests.unit.advice.people import answers_of, complete_sheet, complete_sheets, completions, partial_answers
from tests.unit.rules.oracles import Given, matches

TABLES = [(start.id, npq) for start in frozen().qualifications.cohorts for npq in start.offers]
tables = pytest.mark.parametrize(("start", "npq"), TABLES, ids=[f"{npq} {start}" for start, npq in TABLES])


@tables
def test_the_table_decides_for_everybody_and_no_two_rows_decide_for_the_same_person(
    start: str, npq: str
) -> None:
    core = frozen_core()
    table = core.catalogue.cohort(start).funding
    deciding = [node for index, node in core.funding_rows(start, npq) if table[index].needs is None]
    assert core.diagram.any_of(deciding) == EVERYBODY
    assert sum(core.diagram.count(node) for node in deciding) == core.diagram.count(EVERYBODY)


def first_row(catalogue: Catalogue, cohort: Cohort, npq: str, sheet: dict[str, Given]) -> FundingRow:
    """Return the row that decides for a complete sheet, by going down the table."""
    terms = catalogue.pathways.terms
    for row in cohort.funding:
        is_about = not row.only_for or npq in row.only_for
        is_off = row.unless is not None and matches(row.unless, sheet, terms, npq)
        if is_about and not is_off and matches(row.when, sheet, terms, npq) and not row.needs:
            return row
    raise AssertionError(f"no row of {cohort.id} matches")


@given(complete_sheets())
def test_the_first_row_that_matches_decides_in_every_start(sheet: dict[str, Given]) -> None:
    core = frozen_core()
    person = make_person(core, answers_of(frozen(), sheet))
    for start, npq in TABLES:
        cohort = core.catalogue.cohort(start)
        decided, row = decide_funding(person, cohort, npq), first_row(frozen(), cohort, npq, sheet)
        assert (decided.outcome, decided.because, decided.next) == (row.outcome, row.because, row.next)
        assert (decided.missing, decided.assumed_none, decided.sources) == ((), (), row.sources)


@given(partial_answers(), st.integers(0, 2**32))
def test_a_decision_stands_however_the_open_questions_are_answered(
    answers: dict[str, AnswerValue], seed: int
) -> None:
    core = frozen_core()
    person = assume_left_out(make_person(core, answers))
    cohort = core.catalogue.cohort("autumn-2026")
    for sheet in completions(person, Random(seed), most=5):
        for npq in cohort.offers:
            decided = decide_funding(person, cohort, npq)
            row = first_row(frozen(), cohort, npq, sheet)
            assert {decided.outcome, row.outcome} <= UNPAID or decided.outcome in (row.outcome, "incomplete")


@given(partial_answers())
def test_what_is_missing_is_just_what_can_change_the_outcome(answers: dict[str, AnswerValue]) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    filled = assume_left_out(person)
    for start, npq in TABLES:
        cohort = core.catalogue.cohort(start)
        decided = decide_funding(person, cohort, npq)
        matter = _questions_that_matter(filled, cohort, npq)
        assert decided.missing == (matter if decided.outcome == "incomplete" else ())
        assert (decided.outcome == "incomplete") is bool(matter)
        assert outcome_of(filled, cohort, npq) == decided.outcome


def _questions_that_matter(person: Person, cohort: Cohort, npq: str) -> tuple[str, ...]:
    """Return open questions on which money depends, and what a row in reach needs; none where none pays."""
    diagram = person.core.diagram
    by_outcome: dict[str, int] = {}
    found: set[str] = set()
    for index, node in person.core.funding_rows(cohort.id, npq):
        row = cohort.funding[index]
        if row.needs and is_open(person, row.needs) and person.certainty(node) != "ruled-out":
            found.add(row.needs)
        elif row.outcome and person.certainty(node) != "ruled-out":
            money = "unpaid" if row.outcome in UNPAID else row.outcome
            by_outcome[money] = diagram.either(by_outcome.get(money, NOBODY), node)
    if list(by_outcome) == ["unpaid"]:
        return ()
    if len(by_outcome) > 1:
        found |= set(person.hangs_on(*by_outcome.values()))
    return tuple(question.id for question in frozen().pathways.questions if question.id in found)


def test_a_sheet_that_nobody_can_give_is_not_made() -> None:
    assert complete_sheet(frozen(), Random(0), {"role": "childminder", "setting": "school"}) is None
