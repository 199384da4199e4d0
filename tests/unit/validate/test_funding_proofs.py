"""The proofs about funding tables: one broken table a code, none on the frozen data, and brute force."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from npqpath.validate.findings import one_for_each_cause
from npqpath.validate.funding_tables import check_funding_rows
from npqpath.validate.personas import check_personas
from tests.builders import catalogue, cohort, one, row
from tests.unit.rules.oracles import matches
from tests.unit.validate.changed_data import Edit, changed, found, line_of, made, the_only

BECAUSE = "because: So it is., sources: [gov-npq-funding-2025]"
NEWEST = r"- id: autumn-2026\n(?:    .*\n|\n)*?(?=    funding:\n)"


def _first_row(entry: str) -> Edit:
    """Return the edit that puts a row before all others of the newest table."""
    return NEWEST, rf"\g<0>    add:\n      - {{{entry}, before: ehco-without-npqh, {BECAUSE}}}\n"


def test_bundled_tables_have_no_faults() -> None:
    assert [each for each in check_funding_rows(changed()) if each.severity != "note"] == []


def test_row_that_is_never_reached() -> None:
    entry = "id: catch, outcome: funded, when: {mastery_evidence: none}"
    data = changed(qualifications=[_first_row(entry)])
    finding = the_only(check_funding_rows, data, "NP311")
    assert line_of(data, finding) == "npqlpm-without-mastery"
    never = 'The row "npqlpm-without-mastery" of autumn-2026 is never reached: "catch" (line '
    assert finding.message.startswith(never)
    assert finding.message.endswith(") above it decides first.")


def test_a_row_that_leaves_nobody_to_others_is_one_finding() -> None:
    data = changed(qualifications=[_first_row("id: catch, outcome: funded, only_for: [ehco]")])
    every = list(check_funding_rows(data))
    [finding] = one_for_each_cause(every)
    assert (len(every) > 1, finding.code, line_of(data, finding)) == (True, "NP311", "ehco-without-npqh")
    assert 'never reached: "catch" (line ' in finding.message
    assert not [each for each in check_personas(data) if "the row" in each.message]


def test_a_row_that_a_test_expects_and_nobody_reaches_is_an_error() -> None:
    row = 'id: catch, outcome: funded, when: {works_in_england: "no"}'
    finding = the_only(check_funding_rows, changed(qualifications=[_first_row(row)]), "NP311")
    assert (finding.severity, "not-in-england" in finding.message) == ("error", True)


def test_row_whose_lines_fight() -> None:
    entry = (
        "id: wrong, outcome: funded, when: {setting: school, early_years_kind: childminder, aim: research}"
    )
    data = changed(qualifications=[_first_row(entry)])
    finding = the_only(check_funding_rows, data, "NP311")
    assert line_of(data, finding) == "school"
    assert "`setting: school`" in finding.message
    assert "`early_years_kind: childminder`" in finding.message
    assert "aim" not in finding.message


def test_row_about_this_qualification_is_read_for_each() -> None:
    entry = "id: held, outcome: ineligible, only_for: [npqsl, npqh], when: {npqs: {this: completed}}"
    assert found(check_funding_rows, changed(qualifications=[_first_row(entry)]), "NP311") == []


PLACE, KIND = (
    one("place", "school", "nursery", "home"),
    one("kind", "state", "fee", ask_if={"place": "school"}),
)
PEOPLE = [
    {"place": "school", "kind": "state"},
    {"place": "school", "kind": "fee"},
    {"place": "nursery"},
    {"place": "home"},
]
_WHEN = st.sampled_from(
    [
        None,
        {"place": "school"},
        {"kind": "fee"},
        {"place": ["nursery", "home"]},
        {"place": "home", "kind": "fee"},
    ]
)


@given(st.lists(st.tuples(_WHEN, st.sampled_from(["funded", "not-funded"])), min_size=1, max_size=5))
def test_unreached_rows_agree_with_brute_force(
    rows: list[tuple[dict[str, object] | None, str]],
) -> None:
    table = [row(f"row-{i}", outcome, when) for i, (when, outcome) in enumerate(rows)]  # type: ignore[arg-type]
    data = made(catalogue([PLACE, KIND], cohorts=[cohort(*table)]))
    first = [next((each.id for each in table if matches(each.when, person, {})), None) for person in PEOPLE]
    messages = [each.message for each in found(check_funding_rows, data, "NP311")]
    unreached = {row for each in messages for row in _said_to_be_unreached(each)}
    assert unreached == {each.id for each in table if each.id not in first}


def _said_to_be_unreached(message: str) -> list[str]:
    """Return the rows that a finding is about, be it one or several below one that stands too high."""
    before, _, after = message.partition(" never reached: ")
    return re.findall(r'"(row-\d)"', after if "leaves nobody" in before else before)
