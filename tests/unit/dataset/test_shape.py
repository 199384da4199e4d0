"""From trees to models; the wording of each fault is in `tests/examples/bad`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from npqpath.dataset.model_errors import build
from npqpath.dataset.model_fields import hint_at, in_words
from npqpath.dataset.pathways import PathwaysFile
from npqpath.dataset.qualifications import QualificationsFile, Raw
from npqpath.dataset.yaml_reader import read, read_text
from npqpath.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    funding: str
    count: int = 0
    sure: bool = False
    day: dt.date | None = None
    when: Raw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    parts: tuple[Part, ...]
    named: dict[str, Part]
    between: tuple[int, int] = (0, 1)


def test_values_get_their_types() -> None:
    text = "parts: [{funding: no, count: -12, sure: true, day: 2026-02-28}]\nnamed: {a: {funding: '010'}}\n"
    assert build(read_text(text, "f"), Whole) == Whole(
        parts=(Part(funding="no", count=-12, sure=True, day=dt.date(2026, 2, 28)),),
        named={"a": Part(funding="010")},
    )


def test_conditions_stay_as_they_are_written() -> None:
    tree = read_text(
        "parts: []\nnamed: {a: {funding: x, when: {years: 12, ok: no, day: 1, of: [a, ]}}}\n", "f"
    )
    assert build(tree, Whole).named["a"].when == {"years": "12", "ok": "no", "day": "1", "of": ["a"]}


@pytest.mark.parametrize(
    "text", ["2026-9-1", "20260901", "2026-09-01T00:00:00", "1780272000", "2026-13-01", "1 May"]
)
def test_a_date_has_one_spelling(text: str) -> None:
    assert _codes(f"parts: [{{funding: x, day: {text}}}]\nnamed: {{}}\n") == ["NP034"]


@pytest.mark.parametrize("text", ["1_0", "1.0", "01", "+1", "1e3", "ten", "9" * 5000])
def test_a_number_has_one_spelling(text: str) -> None:
    assert _codes(f"parts: [{{funding: x, count: {text}}}]\nnamed: {{}}\n") == ["NP035"]


@pytest.mark.parametrize("text", ["yes", "no", "on", "1", "t", "True"])
def test_true_and_false_have_one_spelling(text: str) -> None:
    assert _codes(f"parts: [{{funding: x, sure: {text}}}]\nnamed: {{}}\n") == ["NP036"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("[1]", "a list of 1"), ("[1, 2, 3]", "a list of 3"), ("[]", "a list of 0"), ("[one]", "a list of 1")],
)
def test_a_pair_has_two_items(text: str, found: str) -> None:
    with pytest.raises(DataError) as caught:
        build(read_text(f"parts: []\nnamed: {{}}\nbetween: {text}\n", "f"), Whole)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("NP049", 3)
    assert problem.message == f'"between" takes a list of 2, but here is {found}.'
    assert problem.hint == "Write a list of 2, such as [12, 24]."


def test_the_items_of_a_pair_are_looked_at() -> None:
    assert _codes("parts: []\nnamed: {}\nbetween: [1, two]\n") == ["NP035"]
    assert _codes("parts: []\nnamed: {}\nbetween: 3\n") == ["NP038"]


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert _codes("parts: [{fundng: x}]\nnamed: {}\n") == ["NP032"]


def test_another_unknown_key_does_not_hide_a_missing_one() -> None:
    assert _codes("parts: [{colour: x}]\nnamed: {}\n") == ["NP031", "NP032"]


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    text = "parts:\n  - funding: [x]\n    count: ten\n  - x\nnamed:\n  a: {funding: x, day: soon, other: 1}\n"
    with pytest.raises(DataError) as caught:
        build(read_text(text, "f"), Whole)
    found = [(problem.place.line, problem.code) for problem in caught.value.problems]
    assert found == [(2, "NP037"), (3, "NP035"), (4, "NP039"), (6, "NP034"), (6, "NP032")]


def test_small_files_have_the_right_shape() -> None:
    folder = Path(__file__).parent / "small"
    assert build(read(folder / "qualifications.yaml"), QualificationsFile).qualifications[0].id == "npqsl"
    assert build(read(folder / "pathways.yaml"), PathwaysFile).rules[0].when == {
        "is": ["leads-a-team"],
        "works_in_england": "yes",
    }


def test_types_are_found_along_a_path() -> None:
    assert hint_at(Whole, ("parts", 3, "day")) is dt.date
    assert hint_at(Whole, ("named", "a")) is Part
    assert hint_at(Whole, ("parts", 0, "when", "years")) is object
    assert in_words(hint_at(Whole, ("named",))) == "keys with values under it"


def _codes(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        build(read_text(text, "f"), Whole)
    return [problem.code for problem in caught.value.problems]
