"""One fault is one finding, and two faults are two."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from npqpath.errors import Place
from npqpath.validate.findings import Finding, Severity, one_for_each_cause
from npqpath.validate.run import report_on
from tests.unit.validate.small_set import DAY, change, copy_small

SOMEBODY_GETS_NOTHING = (
    "    because: Everybody can lead something.\n",
    "    because: Everybody can lead something.\n    when: {job: [teacher, head]}\n",
)
PROMISE_BROKEN = ("    never: [ehco]", "    never: [lead-in-school]")
NOBODY_IS_LIKE_THIS = (
    "    when: {job: head}\n    before",
    "    when: {job: head, paid: {all of: [ehco], none of: [ehco]}}\n    before",
)
TEST_FAILS = ("    first: [lead-in-school]", "    first: [npqsl]")
OTHERS = {
    "NP301": SOMEBODY_GETS_NOTHING,
    "NP302": PROMISE_BROKEN,
    "NP303": NOBODY_IS_LIKE_THIS,
    "NP601": TEST_FAILS,
}
"""Faults by the code they have, each as a text of `pathways.yaml` and what stands there instead."""

RULE, OTHER_RULE = Place("pathways.yaml", 90, 3), Place("pathways.yaml", 99, 3)


def found(line: int, cause: Place | None, *, code: str = "NP601", severity: Severity = "error") -> Finding:
    return Finding(
        Place("pathways.yaml", line, 1), code, severity, f"On line {line}.", "Mend it.", cause=cause
    )


def told(*findings: Finding) -> list[tuple[str, int]]:
    """Return the code and the line of each finding that is left."""
    return [(one.code, one.place.line) for one in one_for_each_cause(findings)]


def test_what_has_one_cause_is_one_finding_that_says_where_else() -> None:
    findings = [found(3, RULE, code="NP302", severity="warning"), found(9, RULE), found(7, RULE)]
    (one,) = one_for_each_cause(findings)
    assert (one.code, one.place.line, one.severity) == ("NP302", 3, "error")
    assert one.hint == "Mend it. Most likely the same fault shows on lines 7, 9."


def test_what_has_another_cause_or_none_stays() -> None:
    findings = found(1, RULE), found(2, OTHER_RULE), found(3, None), found(4, None)
    assert told(*findings) == [("NP601", line) for line in (1, 2, 3, 4)]


def test_notes_stay() -> None:
    assert told(found(1, RULE), found(2, RULE, code="NP308", severity="note")) == [("NP601", 1), ("NP308", 2)]


PAIRS = [pair for pair in combinations(OTHERS, 2) if pair != ("NP301", "NP302")]
"""Those who get nothing are those for whom the promise is broken."""


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_faults_are_two_findings(pair: tuple[str, str], tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "pathways.yaml"
    for code in pair:
        change(path, OTHERS[code])
    report = report_on([tmp_path], on=DAY, strict=False)
    assert sorted(one.code for one in report.findings) == sorted(pair)
