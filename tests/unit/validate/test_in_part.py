"""A fault in one entry hides no fault elsewhere, and what may be none at all is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.validate.run import look_through
from tests.unit.validate.small_set import DAY, EXAMPLES, SMALL, broken, copy_small
from tests.unit.validate.test_recovery import SLIPS

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
FAULTS = [
    path
    for folder in ("pathways", "qualifications")
    for path in sorted((EXAMPLES / "bad" / folder).glob("NP[012]*.patch"))
    if not path.stem.startswith("NP08")
]
WAITING = {
    # The fault is in the same entry, or in the one question that the entry is about.
    "NP049-one-number-for-two": {"NP303"},
    "NP123-unknown-suggestion": {"NP302"},
    "NP130-promise-twice": {"NP302"},
    "NP109-this-is-not-listed": {"NP303"},
    # It may be that the people concerned cannot exist.
    "NP109-answer-to-another-question": {"NP301", "NP302"},
    "NP109-unknown-npq-as-key": {"NP301", "NP302"},
    "NP109-unknown-status": {"NP301", "NP302"},
    # All that the other fault is about hangs on a question, or a qualification, that is not clear.
    "NP109-answer-renamed": {"NP301", "NP303"},
    "NP122-qualification-renamed": {"NP301", "NP302", "NP303", "NP601"},
    "NP126-later-is-no-answer": {"NP301", "NP302", "NP303"},
    "NP140-no-answers": {"NP301", "NP302", "NP303"},
    "NP140-no-list-of-npqs": {"NP301", "NP302"},
    # Without a start there is no newest funding table, so nothing can be compiled.
    "NP153-no-cohort": {"NP301", "NP302", "NP303", "NP601"},
}
"""By the file of one fault the codes of others that wait for it, as they may be none once it is mended."""


PAIRS = [
    pytest.param(path, code, id=f"{path.stem}-{code}")
    for path in FAULTS
    for code, (old, _) in OTHERS.items()
    # Not where one fault is in the place of the other, or takes it away.
    if (broken(path) if path.parent.name == "pathways" else (SMALL / "pathways.yaml").read_bytes())
    .decode()
    .count(old)
    == 1
    and (path.stem, code) != ("NP156-promise-against-itself", "NP302")
]


def codes(folder: Path) -> list[str]:
    return sorted(one.code for one in look_through([folder], DAY).findings)


def change(path: Path, other: tuple[str, str]) -> None:
    """Put one more fault into a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(other[0]) == 1
    path.write_text(text.replace(*other), encoding="utf-8")


@pytest.mark.parametrize("code", OTHERS)
def test_each_fault_by_itself(code: str, tmp_path: Path) -> None:
    assert codes(copy_small(tmp_path, pathways=OTHERS[code])) == [code]


@pytest.mark.parametrize(("path", "code"), PAIRS)
def test_a_fault_that_stops_the_data_hides_no_other(path: Path, code: str, tmp_path: Path) -> None:
    copy_small(tmp_path)
    (tmp_path / f"{path.parent.name}.yaml").write_bytes(broken(path))
    change(tmp_path / "pathways.yaml", OTHERS[code])
    waits = code in WAITING.get(path.stem, ())
    assert codes(tmp_path) == sorted([path.stem[:5], *([] if waits else [code])])


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_in_the_yaml_makes_up_no_other_fault(
    slip: tuple[str, str, str], code: str, tmp_path: Path
) -> None:
    change(copy_small(tmp_path, pathways=OTHERS[code]) / "pathways.yaml", slip[:2])
    assert codes(tmp_path) in (sorted([slip[2], code]), [slip[2]])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("- {start: teacher, to: mentor", "- {start: teacher, to: mentor, too: far", "NP032"),
        ("    because: Made up for this file.", "    because: Made up: for this file.", "NP005"),
        ("      - {id: qts, label: QTS, fact: you hold QTS}", "      - {id: qts, label: QTS}", "NP143"),
    ],
)
@pytest.mark.parametrize("code", ["NP301", "NP302", "NP601"])
def test_what_has_nothing_to_do_with_a_fault_is_told(
    old: str, new: str, fault: str, code: str, tmp_path: Path
) -> None:
    change(copy_small(tmp_path, pathways=OTHERS[code]) / "pathways.yaml", (old, new))
    assert codes(tmp_path) == sorted([fault, code])


RULE = """\
  - id: for-trainees
    suggest: lead-in-school
    strength: worth-considering
    because: Trainees can lead something.
    sources: [hub-talk]
    when: {CONDITION}
impossible:
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        pytest.param("{job: trainne}", ["NP109"], id="this rule may be for the people who get nothing"),
        pytest.param("{job: head, place: stat}", ["NP109", "NP301"], id="this one cannot be"),
        pytest.param("{is: [redy], job: trainee}", ["NP106"], id="not known which of them"),
    ],
)
def test_who_gets_nothing_is_told_only_if_no_rule_may_be_for_them(
    condition: str, told: list[str], tmp_path: Path
) -> None:
    path = copy_small(tmp_path, pathways=SOMEBODY_GETS_NOTHING) / "pathways.yaml"
    change(path, ("impossible:\n", RULE.replace("{CONDITION}", condition)))
    assert codes(tmp_path) == told


def test_a_test_waits_while_a_rule_may_suggest_what_it_expects(tmp_path: Path) -> None:
    path = copy_small(tmp_path, pathways=TEST_FAILS) / "pathways.yaml"
    change(path, ("npqs: {none of: [npqsl]}", "npqs: {none off: [npqsl]}"))
    # The teacher has led for a year only, so the rule cannot be for them whatever that line says.
    assert codes(tmp_path) == ["NP112", "NP601"]
    change(path, ("      is: [ready]", "      is: [redy]"))
    assert codes(tmp_path) == ["NP106", "NP112"]


def test_notes_wait_until_the_data_can_be_used(tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "pathways.yaml"
    path.write_bytes(broken(EXAMPLES / "bad" / "pathways" / "NP603-rule-without-a-person.patch"))
    assert codes(tmp_path) == ["NP603"]
    change(path, ("months_left: [12, 24]", "months_lef: [12, 24]"))
    assert codes(tmp_path) == ["NP032"]


ABOUT = "about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n"
BREAKS_A_PROMISE = """\
  - id: coaching
    suggest: ehco
    strength: strong
    because: Coaching helps.
    sources: [hub-talk]
    when: {job: trainee}
"""
MATCHES_NOBODY = BREAKS_A_PROMISE.replace("{job: trainee}", "{job: trainee, place: state}")
FAULTY = """\
  - id: leading
    suggest: npqsl
    strength: strong
    because: Leading helps.
    sources: [hub-talk]
    when: {job: head, awards: {any of: [qts]}}
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("job: head", "jobb: head", "NP104"),
        ("Leading helps.", "Leading: it helps.", "NP005"),
        ("strength: strong", "strenth: strong", "NP032"),
        ("id: leading", "id: leaders", "NP161"),
    ],
)
@pytest.mark.parametrize(("rule", "code"), [(BREAKS_A_PROMISE, "NP302"), (MATCHES_NOBODY, "NP303")])
def test_a_fault_in_an_overlay_hides_no_other(
    rule: str, code: str, old: str, new: str, fault: str, tmp_path: Path
) -> None:
    text = f"{ABOUT}rules:\n{FAULTY.replace(old, new)}{rule}"
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    found = look_through([SMALL, tmp_path], DAY).findings
    assert sorted(one.code for one in found) == sorted([fault, code])
    assert {Path(one.place.file).name for one in found} == {"overlay.yaml"}


@pytest.mark.parametrize(("rule", "codes"), [(BREAKS_A_PROMISE, []), (MATCHES_NOBODY, ["NP303"])])
def test_what_may_be_meant_to_be_switched_off_is_taken_into_account(
    rule: str, codes: list[str], tmp_path: Path
) -> None:
    text = f"{ABOUT}switch_off: {{rules: [new-headss]}}\nrules:\n{rule}"
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    found = look_through([SMALL, tmp_path], DAY).findings
    assert sorted(one.code for one in found) == sorted(["NP162", *codes])


def test_days_and_words_of_an_overlay_are_looked_at_beside_a_fault(tmp_path: Path) -> None:
    text = f"{ABOUT.replace('2026-11', '2025-11')}rules:\n{FAULTY}".replace("qts", "qtss")
    (tmp_path / "overlay.yaml").write_text(
        text.replace("Leading helps.", "You are guaranteed a place."), encoding="utf-8"
    )
    found = look_through([SMALL, tmp_path], DAY).findings
    assert sorted(one.code for one in found) == ["NP109", "NP401", "NP506"]
