"""The strict reader: what it keeps, and where it says that things stand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from npqpath.dataset.yaml_reader import Loc, Tree, read, read_text
from npqpath.errors import DataError, Place, UserError

WORDS = st.text("abz09 .:-'\"\\#[]{},&*!|>%@`~é\t\n", max_size=12)
DATA = st.recursive(
    WORDS | st.sampled_from(["no", "on", "12:30", "010", "2026-09-01", "1e3", "true", "~", "null", ""]),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(WORDS, below, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "text", ["no", "on", "Yes", "12:30", "010", "1_000", "2026-09-01", "1e3", "=", "0x1F", "true"]
)
def test_plain_values_stay_text(text: str) -> None:
    assert read_text(f"a: {text}\n", "f").data == {"a": text}


@pytest.mark.parametrize("text", ["no", "12:30", "010"])
def test_keys_stay_text(text: str) -> None:
    assert read_text(f"{text}: x\n", "f").data == {text: "x"}


@pytest.mark.parametrize("text", ["", " ~", " null"])
def test_nothing_is_none(text: str) -> None:
    assert read_text(f"a:{text}\n", "f").data == {"a": None}


@pytest.mark.parametrize("text", ['""', '"~"', "'null'"])
def test_nothing_in_quotes_is_text(text: str) -> None:
    assert read_text(f"a: {text}\n", "f").data == {"a": text.strip("\"'")}


@pytest.mark.parametrize("text", ["", "# a remark\n", "---\n"])
def test_a_file_without_data_holds_none(text: str) -> None:
    tree = read_text(text, "f")
    assert tree.data is None
    assert tree.place(("a", 1)) == Place("f", 1, 1)


PLACES = """\
sources:
  dfe: {url: https://a.example, title: "Two
    lines"}
list:
  - one
  -
empty:
café: naïve
"""


@pytest.mark.parametrize(
    ("loc", "place", "key_place"),
    [
        pytest.param((), Place("f", 1, 1, 8), Place("f", 1, 1, 8), id="whole file"),
        pytest.param(("sources",), Place("f", 2, 3, 41), Place("f", 1, 1, 7), id="map"),
        pytest.param(("sources", "dfe", "url"), Place("f", 2, 14, 17), Place("f", 2, 9, 3), id="flow value"),
        pytest.param(("sources", "dfe", "title"), Place("f", 2, 40, 4), Place("f", 2, 33, 5), id="two lines"),
        pytest.param(("list", 0), Place("f", 5, 5, 3), Place("f", 5, 5, 3), id="item"),
        pytest.param(("list", 1), Place("f", 6, 3, 1), Place("f", 6, 3, 1), id="empty item at its dash"),
        pytest.param(("empty",), Place("f", 7, 1, 5), Place("f", 7, 1, 5), id="empty value at its key"),
        pytest.param(("café",), Place("f", 8, 7, 5), Place("f", 8, 1, 4), id="accents count once"),
        pytest.param(("list", 0, "x", 3), Place("f", 5, 5, 3), Place("f", 5, 5, 3), id="longest known part"),
        pytest.param(("nowhere",), Place("f", 1, 1, 8), Place("f", 1, 1, 8), id="unknown"),
    ],
)
def test_places(loc: Loc, place: Place, key_place: Place) -> None:
    tree = read_text(PLACES, "f")
    assert tree.place(loc) == place
    assert tree.key_place(loc) == key_place


def test_first_key_stands_for_what_is_missing_beside_it() -> None:
    tree = read_text(PLACES, "f")
    assert tree.first_key_place(("sources", "dfe")) == Place("f", 2, 9, 3)
    assert tree.first_key_place(("empty",)) == Place("f", 7, 1, 5)


@given(DATA, st.booleans(), st.sampled_from([20, 80, 1000]))
def test_data_survives_and_every_place_is_inside_the_file(data: object, flow: bool, width: int) -> None:
    text = yaml.dump(data, Dumper=_Quoting, default_flow_style=flow, width=width, allow_unicode=True)
    tree = read_text(text, "f")
    assert tree.data == data
    lines = text.split("\n")
    for loc in _locs(data):
        for place in (tree.place(loc), tree.key_place(loc), tree.first_key_place(loc)):
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= max(1, len(lines[place.line - 1]))
            assert 1 <= place.length <= max(1, len(lines[place.line - 1]) - place.column + 1)


@given(st.text("a:-?[]{},&*!|>'\"%@ \n\t~#", max_size=30))
def test_any_text_is_read_or_refused_inside_the_file(text: str) -> None:
    lines = text.split("\n")
    try:
        tree = read_text(text, "f")
    except DataError as error:
        places = [problem.place for problem in error.problems]
    else:
        places = [tree.place(loc) for loc in _locs(tree.data)]
    for place in places:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= max(1, len(lines[place.line - 1]))


@given(DATA, DATA)
def test_without_the_c_loader_the_data_are_the_same(data: object, other: object) -> None:
    text = yaml.dump({"a": data, "b": other}, Dumper=_Quoting, allow_unicode=True)
    compiled = yaml.CSafeLoader
    try:
        del yaml.CSafeLoader
        plain = read_text(text, "f")
    finally:
        yaml.CSafeLoader = compiled  # type: ignore[misc]
    assert plain.data == {"a": data, "b": other}


class _Quoting(yaml.SafeDumper):
    """Writes text plain where YAML leaves it text, in quotes where it would not be."""


_Quoting.yaml_implicit_resolvers = {
    letter: [(tag, found) for tag, found in resolvers if tag.endswith((":null", ":merge"))]
    for letter, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Quoting.ignore_aliases = lambda self, data: True  # type: ignore[method-assign]  # noqa: ARG005


def _locs(data: object, loc: Loc = ()) -> list[Loc]:
    found: list[Loc] = [loc]
    if isinstance(data, dict):
        for key, below in data.items():
            found += _locs(below, (*loc, key))
    elif isinstance(data, list):
        for index, below in enumerate(data):
            found += _locs(below, (*loc, index))
    return found


JSON = '{\n\t"npqs": {"npqsl": "completed"},\n\t"years":3,\n\t"aim": null,\n\t"sure": true\n}\n'


def test_json_indented_with_tabs_is_read_with_places() -> None:
    tree = read_text(JSON, "answers.json")
    assert tree.data == {"npqs": {"npqsl": "completed"}, "years": "3", "aim": None, "sure": "true"}
    assert tree.place(("years",)) == Place("answers.json", 3, 10, 1)


def test_a_letter_that_json_writes_in_two_halves_is_read() -> None:
    tree = read_text(
        '{\n\t"a": ["\\ud83d\\ude00", null, 1.50, false], "b": "\\\\ud83d\\\\ude00"}', "answers.json"
    )
    assert tree.data == {"a": ["\U0001f600", None, "1.50", "false"], "b": "\\ud83d\\ude00"}
    assert tree.place(("a", 0)) == Place("answers.json", 2, 8, 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"a": "\\ud83d\\ude00", "a": 1}', id="a key twice"),
        pytest.param('{"a": "\\ud83d"}', id="half an emoji"),
        pytest.param('{"a": "\\ud83d\\ude00", "b": "\\u001b[31m"}', id="hidden character"),
        pytest.param('{"a": "\\ud83d\\ude00"', id="not closed"),
    ],
)
def test_json_is_no_way_around_the_rules(text: str) -> None:
    with pytest.raises(DataError):
        read_text(text, "answers.json")


def test_windows_line_ends_and_byte_order_mark_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    tree = read(path)
    assert tree.data == {"a": "1", "b": "x\ny\n"}
    assert tree.place(("a",)) == Place(str(path), 1, 4, 1)
    assert tree.place(("b",)).line == 2


def test_several_faults_are_reported_in_one_go() -> None:
    text = "a: 1\na: 2\nb: &x 1\nc: !t 2\nd: {e: 1, e: 2}\n? [f]\n: g\n"
    assert _codes(text) == ["NP007", "NP008", "NP010", "NP007", "NP013"]


def test_faults_before_a_syntax_error_are_reported_with_it() -> None:
    assert _codes("a: 1\na: 2\nb: 'x\n") == ["NP007", "NP005"]


def test_an_anchor_its_aliases_and_merges_are_one_fault() -> None:
    assert _codes("a: &x {b: 1}\nc: *x\nd: {<<: *x}\n") == ["NP008"]


def test_a_value_below_a_refused_key_is_looked_through_too() -> None:
    assert _codes("a: 1\na: {b: 1, b: 2}\n? [c, {d: 1, d: 2}]\n: e\n") == ["NP007", "NP007", "NP013", "NP007"]


def test_a_missing_file_is_named_with_the_near_one(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").touch()
    with pytest.raises(UserError) as caught:
        read(tmp_path / "anwsers.yaml")
    assert caught.value.message == f"There is no file {tmp_path / 'anwsers.yaml'}."
    assert caught.value.hint == 'Did you mean "answers.yaml"? It is in the same folder.'


def test_a_file_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read(tmp_path / "gone" / "answers.yaml")
    assert caught.value.hint == f"There is no folder {tmp_path / 'gone'} either."


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder, not a file"):
        read(tmp_path)


def _codes(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_text(text, "f")
    return [problem.code for problem in caught.value.problems]


def test_tree_keeps_text_and_file() -> None:
    tree = read_text("a: 1", "f")
    assert isinstance(tree, Tree)
    assert (tree.text, tree.file) == ("a: 1", "f")
