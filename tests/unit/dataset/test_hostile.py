"""Files that are made to crash, stall or mislead a reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from npqpath.dataset.yaml_reader import parse, read
from npqpath.errors import DataError, UserError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]\n"
    for below, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        pytest.param(b"[" * 100_000, ["NP004"], id="open brackets"),
        pytest.param(b"{a: " * 50_000, ["NP004"], id="open braces"),
        pytest.param(b"- " * 50_000, ["NP004"], id="dashes"),
        pytest.param(b"? " * 50_000, ["NP004"], id="question marks"),
        pytest.param(b"".join(b" " * n + b"a:\n" for n in range(1_000)), ["NP004"], id="indents"),
        pytest.param(BOMB.encode(), ["NP008"] * 8, id="alias bomb"),
        pytest.param(b"a: &x [*x]\n", ["NP008"], id="list inside itself"),
        pytest.param(b"a: 1\n" * 100_000, ["NP007"], id="one key very often"),
        pytest.param(b"x" * (1024 * 1024 + 1), ["NP001"], id="too large"),
        pytest.param(b"\0" * 1024 * 1024, ["NP003"], id="nothing but NUL"),
        pytest.param(b"\0\n" * 1024, ["NP003"] * 20, id="NUL on every line"),
        pytest.param(b"a: \xff\n", ["NP002"], id="not UTF-8"),
        pytest.param("a: 1\n".encode("utf-16"), ["NP002"], id="UTF-16"),
        pytest.param(b"a: \xed\xa0\x80\n", ["NP002"], id="half a pair"),
        pytest.param("a: x\u2028b: y\n".encode(), ["NP003"], id="unseen line end"),
        pytest.param("a: \u202exyz\n".encode(), ["NP003"], id="reading direction"),
        pytest.param("a: \ufeffxyz\n".encode(), ["NP003"], id="byte order mark inside"),
        pytest.param(b'a: "\\e]0;title\\a"\n', ["NP003"], id="terminal codes in quotes"),
        pytest.param(b"a: !!python/object/apply:os.system [ls]\n", ["NP010"], id="python object"),
    ],
)
def test_is_refused_quickly(raw: bytes, codes: list[str]) -> None:
    began = time.perf_counter()
    with pytest.raises(DataError) as caught:
        parse(raw, "f.yaml")
    assert [problem.code for problem in caught.value.problems] == codes
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        pytest.param("é: x\nb: à".encode() + b"\xe9\n", 2, 5, id="after accents"),
        pytest.param(b"\xef\xbb\xbfa\xff", 1, 2, id="after a byte order mark"),
        pytest.param(b"a\r\nb\rc\xff", 3, 2, id="after every kind of line end"),
    ],
)
def test_bad_bytes_are_placed_in_letters(raw: bytes, line: int, column: int) -> None:
    with pytest.raises(DataError) as caught:
        parse(raw, "f")
    place = caught.value.problems[0].place
    assert (place.line, place.column) == (line, column)


def test_a_file_without_end_is_not_read_to_the_end() -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this computer has no endless file")
    with pytest.raises(UserError, match="is not a file"):
        read(endless)


def test_json_nested_very_deep_is_refused() -> None:
    with pytest.raises(DataError):
        parse(b'{"a": "\\ud83d\\ude00", "b": ' + b"[" * 100_000, "f.json")
