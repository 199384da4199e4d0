"""The workplaces file gives back what was put in, and a damaged one is a clear sentence."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from npqpath.errors import UserError
from npqpath.workplaces import FILE
from npqpath.workplaces import store as index
from npqpath.workplaces.official_lists import Workplace
from npqpath.workplaces.search import find
from npqpath.workplaces.store import SCHEMA, Combined, combine, keep, open_kept
from tests.unit.workplaces.lists import big_register, listing, place

SMALL = combine(
    [
        listing(
            "register",
            place("100001", "St \u00c9lan's", type="Community school", town="Widnes", ukprn="10000001"),
            Workplace("100002", "", "Old Mill", is_closed=True),
            Workplace("100003", "", "Ysgol", is_outside_england=True),
        ),
        listing("schools-list", place("100001", "St Elan")),
        listing("childminders", Workplace("EY123456", "", "")),
    ]
)


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    file = open_kept(keep(SMALL, tmp_path / "new" / "folder"))
    assert file.all() == SMALL
    assert file.lists == SMALL.lists
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == [FILE]


def test_the_same_lists_give_the_same_file(tmp_path: Path) -> None:
    assert keep(SMALL, tmp_path / "a").read_bytes() == keep(SMALL, tmp_path / "b").read_bytes()


def test_closed_places_and_childminders_are_known_by_number_only(tmp_path: Path) -> None:
    file = open_kept(keep(SMALL, tmp_path))
    assert find(file, "Old Mill") == ()
    closed = file.closed("100002")
    assert closed is not None
    assert closed.name == "Old Mill"
    assert file.closed("100001") is None
    assert file.has_childminder("EY123456")
    assert not file.has_childminder("EY12345")
    assert not file.has_childminder('EY123456","')


def test_an_empty_file_is_fine(tmp_path: Path) -> None:
    assert open_kept(keep(Combined((), (), (), ()), tmp_path)).all() == Combined((), (), (), ())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no gzip",
        gzip.compress(b""),
        gzip.compress(b"[]\n"),
        gzip.compress(b'{"schema": "npqpath/workplaces/1"}\n'),
        gzip.compress(json.dumps({"schema": SCHEMA, "lists": [], "parts": [1, 2]}).encode() + b"\nxxx"),
        gzip.compress(json.dumps({"schema": SCHEMA, "lists": [], "parts": [0] * 8}).encode() + b"\n"),
        gzip.compress(json.dumps({"schema": SCHEMA, "lists": [], "parts": [-1, 1] * 4}).encode() + b"\n"),
        gzip.compress(b"[" * 100_000),
        gzip.compress(b"a" * 70_000_000, 1),
    ],
    ids=["empty", "no-gzip", "nothing", "list", "no-parts", "lengths", "zeros", "negative", "deep", "bomb"],
)
def test_a_damaged_file_is_a_clear_sentence(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(raw)
    with pytest.raises(UserError, match="is damaged and cannot be read") as caught:
        open_kept(path)
    assert caught.value.hint == "Make it again with `npqpath workplaces import`."


def test_a_file_of_another_version_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(gzip.compress(b'{"schema": "npqpath/workplaces/2"}\n'))
    with pytest.raises(UserError, match="another version"):
        open_kept(path)


def test_whatever_is_damaged_nothing_worse_than_a_sentence_comes_of_it(tmp_path: Path) -> None:
    """Change bytes here and there, in what is compressed: the file opens, or says what is wrong."""
    path = keep(SMALL, tmp_path)
    whole, random = gzip.decompress(path.read_bytes()), Random(7)
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(random.randrange(1, 4)):
            raw[random.randrange(len(raw))] = random.randrange(256)
        path.write_bytes(gzip.compress(bytes(raw)))
        with suppress(UserError):
            file = open_kept(path)
            for typed in ("elan widnes", "100001", "WA8", "saint"):
                find(file, typed)
            file.closed("100002")
            file.all()


def test_letters_that_steer_a_terminal_do_not_come_out(tmp_path: Path) -> None:
    combined = combine([listing("register", place("100001", "Oak\x1b[2J\u202eSchool"))])
    assert [found.name for found in find(open_kept(keep(combined, tmp_path)), "100001")] == ["Oak[2JSchool"]


def test_30_000_places_take_less_than_2_megabytes(tmp_path: Path) -> None:
    assert keep(combine([big_register()]), tmp_path).stat().st_size < 2_000_000


def test_numbers_are_written_with_the_lowest_byte_first() -> None:
    numbers = index.read_numbers(bytes([1, 0, 0, 0, 0, 1, 0, 0]))
    assert list(numbers) == [1, 256]
    assert index.write_numbers(numbers) == bytes([1, 0, 0, 0, 0, 1, 0, 0])
