"""A slip in the YAML of a file: told once, where it is, and it hides nothing that is wrong elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.validate.run import look_through
from tests.unit.validate.small_set import DAY, copy_small

TERM = ("is: [ready]", "is: [redy]")
"""A misspelt name in another entry than any of the slips."""
SLIPS = {
    "tab": ("    ask: What is your job?", "\task: What is your job?", "NP006"),
    "no colon": ("    suggest: ehco", "    suggest ehco", "NP005"),
    "too far in": ("    months_left:", "     months_left:", "NP005"),
    "not far enough": ("    months_left:", "   months_left:", "NP005"),
    "not indented at all": ("    months_left:", "months_left:", "NP005"),
    "part of the file indented": ("\nmoves:\n", "\n moves:\n", "NP005"),
    "part of the file without its colon": ("\nmoves:\n", "\nmoves\n", "NP005"),
    "list not closed": ("kind: npqs\n    of: [npqsl, ehco]", "kind: npqs\n    of: [npqsl, ehco", "NP005"),
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
    found = sorted(look_through([folder], DAY).findings, key=lambda one: one.order)
    return [(one.place.line, one.code) for one in found]


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_finding_and_hides_no_other(slip: tuple[str, str, str], tmp_path: Path) -> None:
    old, new, code = slip
    copy_small(tmp_path, pathways=(old, new))
    assert [found for _, found in told(tmp_path)] == [code]
    path = tmp_path / "pathways.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(*TERM), encoding="utf-8")
    line = text[: text.index(TERM[0])].count("\n") + 1
    assert (line, "NP106") in told(tmp_path)
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
