"""Rules that begin or end on a day: what must always hold is proved for every stretch of days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from npqpath.validate.findings import Finding
from npqpath.validate.run import check_folders, report_on
from tests.unit.validate.small_set import DAY, change, copy_small

FOR_ALL = "    because: Everybody can lead something.\n"
ENDS = f"{FOR_ALL}    holds_until: 2027-08-31\n"
AFTERWARDS = """\
  - id: for-all-afterwards
    suggest: lead-in-school
    strength: worth-considering
    because: Everybody can still lead something.
    sources: [hub-talk]
    holds_from: 2027-09-01
impossible:
"""
TRAINEES = AFTERWARDS.replace("impossible:", "    when: {job: trainee}\nimpossible:")


def look(tmp_path: Path, *, then: str = "impossible:\n", on: dt.date = DAY) -> list[Finding]:
    folder = copy_small(tmp_path / "data", pathways=(FOR_ALL, ENDS))
    path = folder / "pathways.yaml"
    path.write_text(path.read_text("utf-8").replace("impossible:\n", then, 1), "utf-8")
    return list(report_on([folder], on=on, strict=False).findings)


def test_a_rule_that_hands_over_is_no_fault(tmp_path: Path) -> None:
    assert look(tmp_path, then=AFTERWARDS) == []
    later = look(tmp_path / "later", then=AFTERWARDS, on=dt.date(2027, 9, 1))
    assert [one.code for one in later] == ["NP402"]


def test_somebody_left_without_a_next_step_later_is_told_with_the_day(tmp_path: Path) -> None:
    found = look(tmp_path, then=TRAINEES)
    assert [one.code for one in found] == ["NP301"]
    assert found[0].message == "From 1 September 2027 on: Somebody gets no next step at all."
    assert (found[0].hint or "").startswith('It begins as "for-all" (line 112) ends. ')


def test_places_are_those_in_the_file_whatever_rules_count(tmp_path: Path) -> None:
    on = dt.date(2027, 9, 1)
    found = [one for one in look(tmp_path, then=TRAINEES, on=on) if one.code == "NP301"]
    assert found[0].hint is not None
    lines = (tmp_path / "data" / "pathways.yaml").read_text("utf-8").split("\n")
    number = lines.index("  - id: for-all-afterwards") + 1
    assert f'"for-all-afterwards" (line {number})' in found[0].hint


def test_a_fault_of_today_is_not_told_again_for_later(tmp_path: Path) -> None:
    broken = "promises:\n  - {id: heads, says: None for heads., when: {job: head}, never: [ehco]}\n"
    folder = copy_small(tmp_path / "data", pathways=(FOR_ALL, ENDS))
    path = folder / "pathways.yaml"
    text = path.read_text("utf-8").replace("impossible:\n", AFTERWARDS)
    path.write_text(text.replace("promises:\n", broken), "utf-8")
    found = check_folders([folder], DAY).findings
    assert [(one.code, one.message[:5]) for one in found] == [("NP302", "The p")]


def test_rules_that_end_on_one_day_are_named_together_and_told_each(tmp_path: Path) -> None:
    folder = copy_small(tmp_path / "data", pathways=(FOR_ALL, ENDS))
    change(
        folder / "pathways.yaml",
        ("    because: You are a head.\n", "    because: You are a head.\n    holds_until: 2027-08-31\n"),
    )
    found = sorted(check_folders([folder], DAY).findings, key=lambda one: one.code)
    assert [one.code for one in found] == ["NP301", "NP410", "NP410"]
    assert '"new-heads" (line' in (found[0].hint or "")
    assert '"for-all" (line' in (found[0].hint or "")


def test_expectations_are_for_the_rules_of_the_day(tmp_path: Path) -> None:
    codes = {one.code for one in look(tmp_path)}
    assert codes == {"NP301"}
    assert "NP602" in {one.code for one in look(tmp_path / "later", on=dt.date(2027, 9, 1))}
