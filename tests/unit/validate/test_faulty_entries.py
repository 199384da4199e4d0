"""A fault in one entry is told once, where it is, and hides nothing that is wrong elsewhere; proofs wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.validate.run import check_folders
from tests.unit.validate.small_set import DAY, EXAMPLES, SMALL, broken, change, copy_small

TERM = ("is: [ready]", "is: [redy]")
"""A misspelt name in another entry than any of the slips."""
SLIPS = {
    "tab": ("    ask: What is your job?", "\task: What is your job?", "NP006"),
    "no colon": ("    suggest: ehco", "    suggest ehco", "NP005"),
    "too far in": ("    because: Made up", "     because: Made up", "NP005"),
    "not far enough": ("    before:", "   before:", "NP005"),
    "not indented at all": ("    before:", "before:", "NP005"),
    "part of the file indented": ("\nmoves:\n", "\n moves:\n", "NP005"),
    "part of the file without its colon": ("\nmoves:\n", "\nmoves\n", "NP005"),
    "list not closed": ("kind: npqs\n    of: [any NPQ, ehco]", "kind: npqs\n    of: [any NPQ, ehco", "NP005"),
    "map not closed": ("fact: you hold QTS}", "fact: you hold QTS", "NP005"),
    "quotation mark not closed": ('usual: "5"', 'usual: "5', "NP005"),
    "apostrophe in single marks": ("ask: Where do you work?", "ask: 'Where's your work?'", "NP005"),
    "key twice": ("    qualification: ehco", "    qualification: ehco\n    qualification: ehco", "NP007"),
    "dash forgotten": ("  - id: new-heads", "    id: new-heads", "NP007"),
    "dash without a space": ("  - id: new-heads", "  -id: new-heads", "NP005"),
    "anchor": ("    qualification: ehco", "    qualification: &it ehco", "NP008"),
    "tag": ("    qualification: ehco", "    qualification: !it ehco", "NP010"),
    "hidden letter": ("qualification: ehco", "qualification: eh\u200bco", "NP003"),
}


def told(folder: Path) -> list[tuple[int, str]]:
    """Return the line and the code of each finding."""
    found = sorted(check_folders([folder], DAY).findings, key=lambda one: one.order)
    return [(one.place.line, one.code) for one in found]


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_finding_and_hides_no_other(slip: tuple[str, str, str], tmp_path: Path) -> None:
    old, new, code = slip
    copy_small(tmp_path, pathways=(old, new))
    assert [found for _, found in told(tmp_path)] == [code]
    change(tmp_path / "pathways.yaml", TERM)
    assert sorted(found for _, found in told(tmp_path)) == sorted([code, "NP106"])


def test_a_file_of_another_encoding_is_looked_at_all_the_same(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=TERM)
    path = tmp_path / "pathways.yaml"
    text = path.read_text(encoding="utf-8").replace("A talk about", "A talk \u2013 about")
    path.write_bytes(text.encode("cp1252"))
    assert [code for _, code in told(tmp_path)] == ["NP002", "NP106"]


def test_names_that_went_with_unread_lines_are_not_told_as_unknown(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("  works: {job: [teacher, head]}", "  works: {job: [teacher, head}"))
    assert [code for _, code in told(tmp_path)] == ["NP005"]


def test_several_slips_are_told_in_one_go(tmp_path: Path) -> None:
    copy_small(tmp_path, pathways=("    suggest: ehco", "    suggest ehco"))
    path = tmp_path / "pathways.yaml"
    text = path.read_text(encoding="utf-8").replace("says: Everybody gets", "says: Everybody: gets")
    path.write_text(text, encoding="utf-8")
    assert [code for _, code in told(tmp_path)] == ["NP005", "NP005"]


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"a: [" * 50, "checked: x".encode("utf-16"), b"\xff" * 9])
def test_what_is_no_data_file_gives_one_finding(raw: bytes, tmp_path: Path) -> None:
    copy_small(tmp_path)
    (tmp_path / "pathways.yaml").write_bytes(raw)
    assert len(told(tmp_path)) == 1


@pytest.mark.parametrize("kind", ["cohorts", "qualifications"])
def test_text_on_the_line_of_a_list_is_told(kind: str, tmp_path: Path) -> None:
    copy_small(tmp_path, qualifications=(f"\n{kind}:\n", f"\n{kind}: new\n"))
    assert told(tmp_path)[0][1] == "NP005"


FAULTS = [
    path
    for folder in ("pathways", "qualifications")
    for path in sorted((EXAMPLES / "bad" / folder).glob("NP[012]*.patch"))
    if not path.stem.startswith("NP08")
]
OTHERS = {
    "NP124": ("- {start: teacher, to: mentor", "- {start: teacher, to: mentors"),
    "NP163": ("url: https://www.example.org/talk", "url: example.org/talk"),
    "NP506": ("because: Made up for this file.", "because: You are guaranteed a place."),
}
"""Faults of names, addresses and words by the code they have."""
IN_ONE_ENTRY = {
    ("NP034-day-as-in-a-letter", "NP163"),
    ("NP049-one-number-for-two", "NP506"),
    ("NP163-source-without-https", "NP163"),
}
PROMISE_BROKEN = ("    never: [ehco]", "    never: [lead-in-school]")


def codes(*folders: Path) -> list[str]:
    return sorted(one.code for one in check_folders(folders, DAY).findings)


@pytest.mark.parametrize(
    ("path", "code"),
    [(path, code) for path in FAULTS for code in OTHERS if (path.stem, code) not in IN_ONE_ENTRY],
    ids=lambda part: part if isinstance(part, str) else part.stem,
)
def test_a_fault_that_stops_the_data_hides_no_other(path: Path, code: str, tmp_path: Path) -> None:
    (copy_small(tmp_path) / f"{path.parent.name}.yaml").write_bytes(broken(path))
    change(tmp_path / "pathways.yaml", OTHERS[code])
    assert codes(tmp_path) == sorted([path.stem[:5], code])


@pytest.mark.parametrize("fault", [TERM, ("    suggest: ehco", "    suggest ehco")], ids=["name", "slip"])
def test_proofs_wait_for_right_names(fault: tuple[str, str], tmp_path: Path) -> None:
    path = copy_small(tmp_path, pathways=PROMISE_BROKEN) / "pathways.yaml"
    assert codes(tmp_path) == ["NP302"]
    change(path, fault)
    assert codes(tmp_path) in (["NP106"], ["NP005"])
    assert not check_folders([tmp_path], DAY).is_proved


def test_a_copied_start_with_the_old_id_is_told(tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "qualifications.yaml"
    text = path.read_text(encoding="utf-8")
    start = text[text.index("cohorts:\n") + len("cohorts:\n") : text.index("next_cohort:")]
    path.write_text(text.replace("next_cohort:", f"{start}next_cohort:"), encoding="utf-8")
    assert "NP130" in codes(tmp_path)


ABOUT = "about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n"
RULE = """\
  - id: leading
    suggest: npqsl
    strength: strong
    because: You are guaranteed a place.
    sources: [hub-talk]
    when: {job: head, awards: {any of: [qts]}}
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("job: head", "jobb: head", "NP104"),
        ("strength: strong", "strenth: strong", "NP032"),
        ("id: leading", "id: leaders", "NP161"),
    ],
)
def test_a_fault_in_an_overlay_hides_no_other(old: str, new: str, fault: str, tmp_path: Path) -> None:
    other = RULE.replace("leading", "other").replace("qts", "qtss")
    text = f"{ABOUT.replace('2026-11', '2025-11')}rules:\n{RULE.replace(old, new)}{other}"
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    assert set(codes(SMALL, tmp_path)) == {fault, "NP109", "NP401", "NP506"}


def test_a_file_without_an_end_of_line_is_looked_at_to_its_end(tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "pathways.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip(), encoding="utf-8")
    assert codes(tmp_path) == []
