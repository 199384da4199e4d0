"""Good files broken on purpose, in the ways a hand can slip: no traceback, and no misspelt name gets by.

`NPQPATH_MUTANTS=5000 pytest tests/unit/validate/test_mutants.py` tries that many of each kind.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from npqpath.dataset.yaml_reader import Loc, Tree, read
from npqpath.validate.findings import Finding
from npqpath.validate.run import check_folders
from tests.unit.validate.small_set import DAY, SMALL, copy_small

FILES = ("qualifications", "pathways")
MUTANTS = int(os.environ.get("NPQPATH_MUTANTS", "12"))
PROSE = frozenset(
    {"id", "name", "short_name", "title", "text", "because", "says", "who", "ask", "why", "label", "fact"}
    | {
        "lacking",
        "unit",
        "as_of",
        "url",
        "aliases",
        "kind",
        "strength",
        "outcome",
        "gets",
        "focus",
        "if_left_out",
    }
)
"""Keys whose values are words for people or one of a few words, not names of other entries."""
VALUES = (
    "",
    "yes",
    "[]",
    "{}",
    "~",
    "[a, b]",
    "{a: b}",
    "12:30",
    "2026-02-30",
    '"',
    "- x",
    "*a",
    "&a b",
    "!b c",
    "9" * 5000,
)


def names(file: str) -> list[tuple[str, int, int, int]]:
    """Return where a name of something else stands in a file: the file, line, column and length."""
    tree = read(SMALL / f"{file}.yaml")
    known = {str(value) for name in FILES for value in _ids(read(SMALL / f"{name}.yaml").data)}
    return [(file, *where) for where in _names(tree, tree.data, (), known)]


def _ids(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for key in ("sources", "providers", "terms"):
            yield from data[key] if isinstance(data.get(key), dict) else ()
        for below in data.values():
            yield from _ids(below)
    elif isinstance(data, list):
        for below in data:
            yield from _ids(below)


def _names(tree: Tree, data: object, loc: Loc, known: set[str]) -> Iterator[tuple[int, int, int]]:
    is_definition = len(loc) == 1 and loc[0] in ("sources", "providers", "terms")
    if isinstance(data, dict):
        for key, below in data.items():
            at = (*loc, key)
            if key in known and not is_definition and len(loc) > 1:
                place = tree.key_place(at)
                yield place.line, place.column, place.length
            if key not in PROSE:
                yield from _names(tree, below, at, known)
    elif isinstance(data, list):
        for index, below in enumerate(data):
            yield from _names(tree, below, (*loc, index), known)
    elif isinstance(data, str) and data in known:
        place = tree.place(loc)
        yield place.line, place.column, place.length


@pytest.mark.parametrize(
    "where", [one for file in FILES for one in names(file)], ids=lambda one: f"{one[0]}-{one[1]}-{one[2]}"
)
def test_every_misspelt_name_is_caught(where: tuple[str, int, int, int], tmp_path: Path) -> None:
    line, column, wrong = misspell(copy_small(tmp_path), where)
    found = [one for one in check_folders([tmp_path], DAY).findings if one.severity == "error"]
    assert any(
        one.place.line == line and (wrong in one.message or one.place.column == column) for one in found
    ), found


def misspell(folder: Path, where: tuple[str, int, int, int]) -> tuple[int, int, str]:
    """Misspell the name in that place of a data set; return its line, its column and how it is spelt now."""
    file, line, column, length = where
    path = folder / f"{file}.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    text = lines[line - 1]
    wrong = f"{text[column - 1 : column - 1 + length]}zz"
    lines[line - 1] = f"{text[: column - 1]}{wrong}{text[column - 1 + length :]}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return line, column, wrong


@pytest.mark.parametrize("kind", ["drop", "double", "swap", "retype", "indent", "cut"])
def test_no_slip_of_the_hand_gives_a_traceback(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)
    for _ in range(MUTANTS):
        file = chance.choice(FILES)
        copy_small(tmp_path)
        path = tmp_path / f"{file}.yaml"
        text = mutant(path.read_text(encoding="utf-8"), kind, chance)
        path.write_text(text, encoding="utf-8")
        results = check_folders([tmp_path], DAY)
        assert all(_is_inside(one, results.lines[one.place.file]) for one in results.findings), text


def mutant(text: str, kind: str, chance: random.Random) -> str:
    """Return the text with one slip of a kind."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    if kind == "drop":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "swap":
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "retype":
        lines[at] = f"{lines[at].partition(':')[0]}: {chance.choice(VALUES)}"
    elif kind == "indent":
        lines[at] = chance.choice(["  ", "\t", "- "]) + lines[at]
    else:
        start = chance.randrange(len(text))
        return text[:start] + text[start + chance.randrange(1, 30) :]
    return "\n".join(lines)


def _is_inside(finding: Finding, lines: tuple[str, ...]) -> bool:
    place = finding.place
    return 1 <= place.line <= len(lines) and 1 <= place.column <= max(len(lines[place.line - 1]), 1)
