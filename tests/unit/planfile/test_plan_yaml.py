"""A file that is changed says what it should, and nothing else in it is lost."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from npqpath.dataset.yaml_reader import read_text
from npqpath.planfile.model import tidied
from npqpath.planfile.plan_yaml import edited

HARD = (
    *("yes", "No", "on", "null", "~", "1", "1.5", "1_000", "12:30", "0x1f", "2026-11-22", "=", "<<", ".inf"),
    *(
        "- a",
        "a: b",
        "a #b",
        "# a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a",
        '"a"',
        "[a",
        "{a",
        "|",
        ">",
        "?",
    ),
    *("a:", ":a", "a\nb", "a\n\nb", " a", "a ", "a  b", "\ta", "a\tb", "a\n b", "a\n", "\na", "---", "..."),
    *("\\", "\\n", "caf\u00e9", "\u4f60\u597d", "\U0001f469\u200d\U0001f3eb", "\u00a0", "e\u0301", "y" * 250),
    " ".join(["word"] * 60),
    "\n".join(["- line: one # two"] * 3),
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n\t")
TEXTS = st.one_of(st.sampled_from(HARD), st.text(LETTERS, max_size=40)).map(lambda text: tidied(text)[0])
KEYS = st.one_of(
    st.sampled_from(["id", "text", "on", "no", "a b", "1"]), st.text("abc-_", min_size=1, max_size=4)
)
DATA = st.recursive(
    st.one_of(TEXTS, st.integers(0, 999)),
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=20,
)
FILES = st.dictionaries(KEYS, DATA, min_size=1, max_size=5)


def as_text(value: Any) -> Any:
    """Return data with every scalar as the strict reader gives it."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    return value if value is None else str(value)


def written(data: dict[str, object]) -> str:
    return edited("", data)


@given(FILES)
def test_every_reader_reads_the_same(data: dict[str, object]) -> None:
    text = written(data)
    assert as_text(read_text(text, "").data) == as_text(data)
    assert yaml.safe_load(text) == data
    assert YAML(typ="safe").load(io.StringIO(text)) == data


@st.composite
def changed(draw: st.DrawFn, value: object) -> object:
    """Return data like `value`, with something added, taken away or replaced here and there."""
    if draw(st.integers(0, 5)) == 0:
        return draw(DATA)
    if isinstance(value, dict):
        kept = {key: draw(changed(each)) for key, each in value.items() if draw(st.integers(0, 5))}
        return {**kept, **draw(st.dictionaries(KEYS, DATA, max_size=1))}
    if isinstance(value, list):
        kept_items = [draw(changed(each)) for each in value if draw(st.integers(0, 5))]
        at = draw(st.integers(0, len(kept_items)))
        return [*kept_items[:at], *draw(st.lists(DATA, max_size=1)), *kept_items[at:]]
    return value


@st.composite
def commented(draw: st.DrawFn, data: dict[str, object]) -> tuple[str, list[str]]:
    """Return the file with comments at the end of some lines and between some, and the comments."""
    lines: list[str] = []
    comments: list[str] = []
    for number, line in enumerate(written(data).splitlines()):
        inside = line.startswith(" ") and not re.match(r" *(- )*[\w\"][^:]*:( |$)| *- ", line)
        if (
            not inside
            and draw(st.integers(0, 3)) == 0
            and not re.search(r"[|>]-$", lines[-1] if lines else "")
        ):
            comments.append(f"# above {number}: x")
            lines.append(" " * (len(line) - len(line.lstrip())) + comments[-1])
        lines.append(line)
    return "\n".join(lines) + "\n", comments


@given(st.data())
def test_a_changed_file_says_what_it_should_and_keeps_every_comment(data: st.DataObject) -> None:
    old = data.draw(FILES)
    text, comments = data.draw(commented(old))
    try:
        tree = read_text(text, "")
    except Exception:
        return
    if as_text(tree.data) != as_text(old):
        return
    new = data.draw(changed(old).filter(lambda made: isinstance(made, dict) and made))
    assert isinstance(new, dict)
    after = edited(tree.text, new)
    assert pruned(read_text(after, "").data) == pruned(as_text(new))
    assert [comment for comment in comments if comment not in after] == []


def pruned(value: Any) -> Any:
    """Return data without what is empty: the file may leave it out."""
    if isinstance(value, dict):
        return {key: made for key, each in value.items() if (made := pruned(each)) not in ({}, [], "", None)}
    if isinstance(value, list):
        return [None if (made := pruned(each)) in ({}, [], "") else made for each in value]
    return value


@given(FILES)
def test_the_same_data_leaves_every_letter(data: dict[str, object]) -> None:
    text = "# first\n\n" + written(data).replace("\n", "\n\n", 1) + "\n# last\n"
    tree = read_text(text, "")
    if as_text(tree.data) == as_text(data):
        assert edited(tree.text, data) == text.rstrip("\n") + "\n"


OLD = """\
# top
schema: x   # keep me
notes:      # mine

  # about the first
  - day: '2026-01-01'   # a Thursday
    text: >
      folded
      text
  - {day: "2026-01-02", text: flow}  # short form
  # after the last

empty:
steps: [a, b]  # flow
# the end
"""


@pytest.mark.parametrize(
    ("change", "new"),
    [
        (
            {"notes": [{"day": "2026-01-01", "text": "other"}, {"day": "2026-01-02", "text": "flow"}]},
            OLD.replace("    text: >\n      folded\n      text\n", "    text: other\n"),
        ),
        (
            {
                "notes": [
                    {"day": "2026-01-01", "text": "folded text\n"},
                    {"day": "2026-01-02", "text": "flow"},
                    {"day": "2026-01-03"},
                ]
            },
            OLD.replace("# short form\n", '# short form\n  - day: "2026-01-03"\n'),
        ),
        (
            {"steps": ["a", "b", "c"]},
            OLD.replace("steps: [a, b]  # flow\n", "steps:         # flow\n  - a\n  - b\n  - c\n"),
        ),
        ({"empty": "x: y"}, OLD.replace("empty:\n", 'empty: "x: y"\n')),
        ({"schema": "no"}, OLD.replace("schema: x   # keep", 'schema: "no" # keep')),
        ({"more": ["one"]}, OLD.replace("# flow\n", "# flow\n\nmore:\n  - one\n")),
    ],
    ids=["a text", "one more item", "a flow list", "an empty key", "a word", "a new key"],
)
def test_only_the_lines_that_say_something_else_are_new(change: dict[str, object], new: str) -> None:
    assert edited(OLD, {**read(OLD), **change}) == new


def test_what_stands_before_or_after_what_goes_stays() -> None:
    text = "a:  # of a\n  - id: x  # of x\n    done: y  # of y\n\n  # above z\n  - id: z\n# end\n"
    wanted = "# of y\na:  # of a\n  - id: x  # of x\n\n  # above z\n  - id: z\n# end\n"
    assert edited(text, {"a": [{"id": "x"}, {"id": "z"}]}) == wanted
    more = text.replace("# of y\n", "# of y\n    more: new\n")
    assert edited(text, {"a": [{"id": "x", "done": "y", "more": "new"}, {"id": "z"}]}) == more


HAND = f"""\
---
'schema':   x
notes:
- day: "2026-01-01"
  text:  '{"long " * 40}and so on'
- "day": 2026-01-02
  text: "two
    lines"

answers: {{a: "no",
          b: ~}}   # mine
mine:
      deep:    "caf\\xe9"
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["plain line ends", "line ends of Windows"])
def test_what_is_laid_out_in_another_way_stays_so(end: str) -> None:
    notes = read(HAND)["notes"]
    assert isinstance(notes, list)
    changed = {**read(HAND), "notes": [*notes, {"day": "2026-01-03"}], "more": "new"}
    after = edited(HAND.replace("\n", end), changed)
    wanted = HAND.replace('lines"\n', 'lines"\n- day: "2026-01-03"\n')
    assert after == (wanted + "more: new\n").replace("\n", end)


def test_json_becomes_yaml_that_says_the_same() -> None:
    text = '{"schema": "x", "notes": [{"text": "a # b"}]}'
    assert read(edited(text, {"schema": "x", "notes": [{"text": "a # c"}]})) == {
        "schema": "x",
        "notes": [{"text": "a # c"}],
    }


def read(text: str) -> dict[str, object]:
    """Return what a file says."""
    data = read_text(text, "").data
    assert isinstance(data, dict)
    return data
