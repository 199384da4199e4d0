"""Checks of a data set with overlays: every finding points into an overlay, at the line to change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from npqpath.dataset.overlays import overlay_text
from npqpath.validate.findings import Results
from npqpath.validate.run import check_folders, report_on
from tests.unit.validate.small_set import DAY, SMALL, copy_small

ABOUT = "about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n"


def look(tmp_path: Path, *texts: str, base: Path = SMALL) -> Results:
    """Return what is found in overlays with these texts, in folders hub0 and so on."""
    folders = []
    for number, text in enumerate(texts):
        folder = tmp_path / f"hub{number}"
        folder.mkdir()
        (folder / "overlay.yaml").write_text(text, encoding="utf-8")
        folders.append(folder)
    return check_folders([base, *folders], DAY)


def found(seen: Results) -> list[tuple[str, int, str]]:
    """Return the folder, the line and the code of each finding, in order."""
    return [
        (Path(one.place.file).parent.name, one.place.line, one.code)
        for one in sorted(seen.findings, key=lambda one: one.order)
    ]


def pointed_at(seen: Results) -> list[str]:
    """Return the text that each finding points at."""
    return [
        seen.lines[one.place.file][one.place.line - 1][one.place.column - 1 :][: one.place.length]
        for one in sorted(seen.findings, key=lambda one: one.order)
    ]


def test_nothing_is_found_in_an_overlay_that_adds_nothing(tmp_path: Path) -> None:
    assert found(look(tmp_path, ABOUT)) == []


def test_the_overlay_to_start_from_has_no_fault(tmp_path: Path) -> None:
    assert found(look(tmp_path, overlay_text("hub", DAY))) == []


def test_switching_off_the_last_advice_is_told_at_its_line(tmp_path: Path) -> None:
    seen = look(
        tmp_path, ABOUT + "switch_off:\n  activities: {lead-in-school: [meet]}\n  rules: [leaders, for-all]\n"
    )
    assert [one for one in found(seen) if one[2] == "NP301"] == [("hub0", 4, "NP301")]
    assert {place for place, _ in zip(pointed_at(seen), seen.findings, strict=True)} <= {"for-all", "leaders"}
    (gap,) = (one for one in seen.findings if one.code == "NP301")
    assert seen.lines[gap.place.file][gap.place.line - 1][gap.place.column - 1 :].startswith("for-all")
    assert gap.example


def test_two_overlays_and_only_the_second_is_to_blame(tmp_path: Path) -> None:
    seen = look(
        tmp_path, ABOUT + "switch_off: {rules: [new-heads]}\n", ABOUT + "switch_off: {rules: [for-all]}\n"
    )
    assert [(folder, line) for folder, line, code in found(seen) if code == "NP301"] == [("hub1", 2)]


def test_a_rule_that_breaks_a_national_promise_is_told_at_the_rule(tmp_path: Path) -> None:
    rule = "{id: coach-all, suggest: ehco, strength: strong, because: So., sources: [hub-talk]}"
    seen = look(tmp_path, f"{ABOUT}rules:\n  - {rule}\n")
    assert ("hub0", 3, "NP302") in found(seen)
    assert set(pointed_at(seen)) == {"coach-all"}


def test_lines_in_the_words_of_a_finding_are_named_with_their_file(tmp_path: Path) -> None:
    rule = "{id: coach-all, suggest: ehco, strength: strong, because: So., sources: [hub-talk]}"
    seen = look(tmp_path, f"{ABOUT}rules:\n  - {rule}\n")
    (broken,) = (one for one in seen.findings if one.code == "NP302")
    assert '"coach-all" (line 3 of hub0/overlay.yaml)' in (broken.hint or "")
    for one in seen.findings:
        words = f"{one.message} {one.hint}"
        assert len(re.findall(r"[Ll]ine \d+", words)) == len(re.findall(r"[Ll]ine \d+ of \S+\.yaml", words))


def test_a_rule_that_makes_a_national_one_idle_is_told_at_the_rule(tmp_path: Path) -> None:
    rule = "{id: lead-all, suggest: lead-in-school, strength: must, because: So., sources: [hub-talk]}"
    seen = look(tmp_path, f"{ABOUT}rules:\n  - {rule}\n")
    assert {line for _, line, code in found(seen) if code == "NP304"} == {3}


def test_an_own_rule_that_never_matches_is_told_at_the_rule(tmp_path: Path) -> None:
    rule = "{id: nobody, suggest: ehco, strength: must, when: {job: trainee, npqs: {npqsl: completed}}, because: So., sources: [hub-talk]}"  # noqa: E501
    assert ("hub0", 3, "NP303") in found(look(tmp_path, f"{ABOUT}rules:\n  - {rule}\n"))


def test_what_is_not_on_offer_is_no_finding(tmp_path: Path) -> None:
    assert found(look(tmp_path, ABOUT + "switch_off: {qualifications: [npqsl]}\n")) == []


def test_a_failing_test_of_the_national_data_is_told_at_the_line_that_breaks_it(tmp_path: Path) -> None:
    seen = look(tmp_path, ABOUT + "switch_off:\n  rules:\n    - new-heads\n")
    assert {(line, code) for _, line, code in found(seen)} >= {(4, "NP602")}
    assert set(pointed_at(seen)) == {"new-heads"}


def test_an_own_test_and_an_own_promise_are_checked(tmp_path: Path) -> None:
    test = "{id: mine, who: A trainee., answers: {job: trainee}, gets: [ehco]}"
    promise = "{id: all-coached, says: All are coached., always: [ehco]}"
    seen = look(tmp_path, f"{ABOUT}promises:\n  - {promise}\ntests:\n  - {test}\n")
    assert found(seen) == [("hub0", 3, "NP302"), ("hub0", 5, "NP601")]


def test_a_fault_hides_no_other(tmp_path: Path) -> None:
    seen = look(
        tmp_path,
        ABOUT
        + """\
partners: [{name: A, text: T., link: nowhere}]
rules:
  - {id: one, suggest: ehco, strength: high, because: So., sources: [hub-talk]}
  - {id: two, suggest: ehcoo, strength: must, because: So., sources: [hub-talk]}
  - {id: leaders, suggest: ehco, strength: must, because: So., sources: [hub-talk]}
switch_off: {rules: [leader]}
""",
        "about: [\n",
    )
    assert not seen.is_proved
    assert found(seen) == [
        ("hub0", 2, "NP163"),
        ("hub0", 4, "NP033"),
        ("hub0", 5, "NP123"),
        ("hub0", 6, "NP161"),
        ("hub0", 7, "NP162"),
        ("hub1", 1, "NP005"),
    ]


def test_faults_of_the_data_set_under_it_are_told_as_well(tmp_path: Path) -> None:
    base = copy_small(tmp_path / "base", pathways=("suggest: lead-in-school", "suggest: lead-in-shcool"))
    seen = look(tmp_path, ABOUT + "nothing: 1\n", base=base)
    assert [code for _, _, code in found(seen)] == ["NP123", "NP032"]
    assert {one.place.file for one in seen.findings} <= set(seen.lines)


def test_warnings_that_the_data_set_has_by_itself_are_left_out(tmp_path: Path) -> None:
    base = copy_small(tmp_path / "base", pathways=("checked: 2026-11-20", "checked: 2020-01-01"))
    assert found(look(tmp_path, ABOUT, base=base)) == []


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        (ABOUT.replace("2026-11-21", "2025-11-21"), "NP401", "warning"),
        (ABOUT.replace("2026-11-21", "2026-11-22"), "NP404", "error"),
        (ABOUT + "events: [{name: E, starts: 2026-11-20, text: T.}]", "NP701", "note"),
        (
            ABOUT + "sources: {own: {url: 'https://example.org', title: T, checked: 2020-01-01}}",
            "NP401",
            "warning",
        ),
    ],
)
def test_days(text: str, code: str, severity: str, tmp_path: Path) -> None:
    (one,) = look(tmp_path, text).findings
    assert (one.code, one.severity) == (code, severity)
    assert Path(one.place.file).parent.name == "hub0"


def test_a_slip_in_its_yaml_hides_nothing_else(tmp_path: Path) -> None:
    seen = look(
        tmp_path,
        ABOUT
        + """\
partners:
  - {name: A, text: T., link: nowhere}
rules:
  - id: own
    suggest ehco
    strength: strong
    because: So.
    sources: [hub-talk]
  - {id: other, suggest: ehcoo, strength: strong, because: So., sources: [hub-talk]}
""",
    )
    assert found(seen) == [("hub0", 3, "NP163"), ("hub0", 6, "NP005"), ("hub0", 10, "NP123")]


def test_what_comes_of_one_line_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text(ABOUT + "switch_off:\n  rules:\n    - for-all\n", "utf-8")
    (one,) = report_on([SMALL, tmp_path], on=DAY, strict=False).findings
    assert (one.place.line, one.code) == (4, "NP301")
    assert (one.hint or "").endswith("3 more findings come of this line.")
