"""Text that other programs read as something else: found where it is text, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqpath.catalogue.reading import read_text
from npqpath.validate.misread import misread
from npqpath.validate.run import look_through
from tests.unit.validate.small_set import DAY


def pointed_at(text: str) -> list[str]:
    """Return the words of the text that findings point at."""
    found = sorted(misread(read_text(text, "f.yaml")), key=lambda one: one.order)
    lines = text.split("\n")
    return [
        lines[one.place.line - 1][one.place.column - 1 :][: one.place.length] for one in found if one.place
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: no", ["no"]),
        ("a: No # really", ["No"]),
        ("a: [yes, off]", ["yes", "off"]),
        ("a: {b: on, c: x}", ["on"]),
        ("a:\n  - no\n  - x", ["no"]),
        ("a: 12:30", ["12:30"]),
        ("as_of: 2026-01-31", ["2026-01-31"]),
    ],
)
def test_bare_words_are_found(text: str, words: list[str]) -> None:
    assert pointed_at(text) == words


@pytest.mark.parametrize(
    "text",
    [
        'a: "no"',
        "a: 'yes'",
        "a: true",
        "a: none",
        "a: no, thanks",
        "checked: 2026-01-31",
        "a: >-\n  Say so: no\n  - no\n",
        "# a: no",
        "a: x # b: no",
    ],
)
def test_what_is_text_or_meant_is_left_alone(text: str) -> None:
    assert pointed_at(text) == []


def test_an_overlay_is_looked_at_too(tmp_path: Path) -> None:
    overlay = "about: {name: Hub, area: No, checked: 2026-11-21}\n"
    (tmp_path / "overlay.yaml").write_text(overlay, encoding="utf-8")
    found = look_through([tmp_path], DAY).findings
    assert [(one.code, one.place.line, one.place.column) for one in found] == [("NP507", 1, 26)]
