"""One fault is one finding, and two faults are two."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from npqpath.errors import Place
from npqpath.validate.findings import Finding, Root, Severity
from npqpath.validate.roots import one_for_each_fault
from npqpath.validate.run import report_on
from tests.unit.validate.small_set import DAY, change, copy_small

SOMEBODY_GETS_NOTHING = (
    "    because: Everybody can lead something.\n",
    "    because: Everybody can lead something.\n    when: {job: [teacher, head]}\n",
)
PROMISE_BROKEN = ("    never: [ehco]", "    never: [lead-in-school]")
NOBODY_IS_LIKE_THIS = (
    "    when: {job: head}\n    months_left",
    "    when: {job: head, paid: {all of: [ehco], none of: [ehco]}}\n    months_left",
)
TEST_FAILS = ("    first: [lead-in-school]", "    first: [npqsl]")
OTHERS = {
    "NP301": SOMEBODY_GETS_NOTHING,
    "NP302": PROMISE_BROKEN,
    "NP303": NOBODY_IS_LIKE_THIS,
    "NP601": TEST_FAILS,
}
"""Faults by the code they have, each as a text of `pathways.yaml` and what stands there instead."""

RULE, OTHER_RULE = Root("rule", "heads"), Root("rule", "leaders")
TEST, OTHER_TEST = Root("test", "new-head"), Root("test", "teacher")
PEOPLE = Root("people", "nobody", Place("pathways.yaml", 90, 3))


def found(line: int, *roots: Root, code: str = "NP601", severity: Severity = "error") -> Finding:
    return Finding(
        Place("pathways.yaml", line, 1), code, severity, f"On line {line}.", "Mend it.", roots=roots
    )


def told(*findings: Finding) -> list[tuple[str, int]]:
    """Return the code and the line of each finding that is left."""
    return [(one.code, one.place.line) for one in one_for_each_fault(findings)]


def test_what_has_a_root_in_common_is_one_finding_that_says_where_else() -> None:
    findings = [found(3, RULE, code="NP302", severity="warning"), found(9, RULE), found(7, RULE)]
    (one,) = one_for_each_fault(findings)
    assert (one.code, one.place.line, one.severity) == ("NP302", 3, "error")
    assert one.hint == "Mend it. Most likely the same fault shows on lines 7, 9."


def test_a_root_leads_from_one_to_the_next() -> None:
    assert told(found(1, RULE), found(2, OTHER_RULE), found(3, RULE, OTHER_RULE)) == [("NP601", 1)]


def test_what_has_no_root_in_common_stays() -> None:
    assert told(found(1, RULE), found(2, OTHER_RULE), found(3), found(4)) == [
        ("NP601", 3),
        ("NP601", 4),
        ("NP601", 1),
        ("NP601", 2),
    ]


def test_notes_stay() -> None:
    note = found(2, RULE, code="NP305", severity="note")
    assert told(found(1, RULE), note) == [("NP305", 2), ("NP601", 1)]


def test_a_test_is_to_blame_only_where_nothing_else_is() -> None:
    assert told(found(1, TEST, RULE), found(2, TEST, OTHER_RULE)) == [("NP601", 1)]
    # Two rules fail one test in common and one more each: these are two faults.
    shared = [found(1, TEST, RULE), found(2, TEST, OTHER_RULE)]
    assert told(*shared, found(3, OTHER_TEST, OTHER_RULE)) == [("NP601", 2), ("NP601", 1)]


def test_an_entry_about_impossible_people_is_told_itself_from_three_findings_on() -> None:
    two = [
        found(3, PEOPLE, code="NP303", severity="warning"),
        found(4, PEOPLE, code="NP307", severity="warning"),
    ]
    assert told(*two) == [("NP303", 3)]
    (one,) = one_for_each_fault([*two, found(5, PEOPLE, code="NP602"), found(6, PEOPLE, code="NP602")])
    assert (one.code, one.severity, one.place) == ("NP309", "error", PEOPLE.place)
    assert one.message == (
        'Because of the entry "nobody" under `impossible` 1 condition matches nobody, '
        "1 answer can be given by nobody and 2 made-up people cannot be."
    )
    assert one.hint == "Make its condition narrower. Most likely the same fault shows on lines 3, 4, 5, 6."


PAIRS = [pair for pair in combinations(OTHERS, 2) if pair != ("NP301", "NP302")]
"""Those who get nothing are those for whom the promise is broken."""


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_faults_are_two_findings(pair: tuple[str, str], tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "pathways.yaml"
    for code in pair:
        change(path, OTHERS[code])
    report = report_on([tmp_path], on=DAY, strict=False)
    assert sorted(one.code for one in report.findings) == sorted(pair)
