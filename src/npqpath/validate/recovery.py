"""What can still be read of a file that is not written as YAML expects: all but the entry with the slip.

The lines of that entry are blanked, so that everything else stays where it is. Reading goes on until the
rest can be read as a whole, so a slip in one place does not hide what is wrong elsewhere. Where that does not
come about, the slip may reach further than it seems, and the file counts as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from npqpath.catalogue.reading import Tree, read_text
from npqpath.catalogue.shape import build
from npqpath.catalogue.spots import Spot
from npqpath.catalogue.syntax import CONFLICT
from npqpath.errors import DataError, Problem

T = TypeVar("T")

_MOST_SLIPS = 10
_NOT_READABLE = frozenset({"NP001", "NP004"})
"""Faults after which nothing else in the file is worth reading."""
_KEY_TWICE = "NP007"
_ANOTHER_FILE = "NP012"
_NOT_UTF8 = "NP002"
_DEFINED = re.compile(r"""\bid\b\W{0,4}(\w[\w-]*)|(\w[\w-]*)["']?:[ \t]*(?:\{.*)?$""", re.MULTILINE)
"""What a text that is not read may give a name to: an id, or a key with more below it."""
_KEY = re.compile(r"^[ \t-]*(\w+)", re.MULTILINE)
_KEY_MISSING = re.compile(r'The key "(\w+)" is missing here\.')


@dataclass(frozen=True, slots=True)
class Remainder(Generic[T]):
    """A file without the entries that cannot be read; `model` is None where the rest has the wrong shape.

    `problems` are the slips and what is wrong with the shape of the rest, `faults` the latter with what is
    there only because lines were left out. `lost` are the names that may have gone with those lines, `gone`
    the lines themselves, counted from 0.
    """

    tree: Tree
    model: T | None
    problems: tuple[Problem, ...]
    faults: tuple[Problem, ...]
    lost: frozenset[str]
    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file of which some lines, counted from 0, are left out: its tree, or the slips in the rest."""

    gone: frozenset[int]
    tree: Tree | None
    problems: tuple[Problem, ...] = ()


def remainder(text: str, name: str, model: type[T], problems: tuple[Problem, ...]) -> Remainder[T] | None:
    """Return what can be read of a text whose YAML has these faults; None if that is nothing.

    Bytes that are not UTF-8 stand in the text as U+FFFD.
    """
    if "\x00" in text or any(one.code in _NOT_READABLE for one in problems):
        return None
    lines, told, now = text.split("\n"), list(problems), _Reading(frozenset(), None, problems)
    for _ in range(_MOST_SLIPS):
        readings = [_reading(lines, now.gone | cut, name) for cut in _cuts(lines, now.problems)]
        if whole := [one for one in readings if one.tree is not None and isinstance(one.tree.data, dict)]:
            rests = (_rest(text, one, model, told) for one in whole)
            return min(rests, key=lambda one: len(one.problems))
        further = (one for one in readings if _gets_further(now, one))
        found = next(further, None)
        if found is None:
            return None
        told += found.problems
        now = found
    return None


def _reading(lines: list[str], gone: frozenset[int], name: str) -> _Reading:
    rest = "\n".join("" if number in gone else line for number, line in enumerate(lines))
    try:
        return _Reading(gone, read_text(rest, name))
    except DataError as error:
        return _Reading(gone, None, error.problems)


def _gets_further(before: _Reading, after: _Reading) -> bool:
    """Return whether every slip that is left is behind what was left out for the last ones."""
    new = after.gone - before.gone
    return all(one.place.line - 1 > max(new, default=-1) for one in after.problems)


def _rest(text: str, reading: _Reading, model: type[T], told: list[Problem]) -> Remainder[T]:
    assert reading.tree is not None
    tree = Tree(reading.tree.data, text, reading.tree.file, reading.tree.root)
    emptied = set(_take_emptied(tree.data, tree.root, reading.gone))
    built, faults = None, tuple[Problem, ...]()
    try:
        built = build(tree, model)
    except DataError as error:
        faults = error.problems
    lines = text.split("\n")
    unread = "\n".join(lines[number] for number in sorted(reading.gone))
    keys = {*_KEY.findall(unread), *emptied}
    own = (one for one in faults if not _is_left_over(one, keys, reading.gone))
    problems = tuple(sorted((*told, *own), key=lambda one: (one.place.line, one.place.column)))
    lost = frozenset(word for words in _DEFINED.findall(unread) for word in words if word)
    return Remainder(tree, built, problems, faults, lost, reading.gone)


def _take_emptied(data: object, spot: Spot, gone: frozenset[int]) -> Iterator[str]:
    """Take away the keys of which everything below was left out, and yield them."""
    if isinstance(data, dict):
        for key in list(data):
            below = spot.below[key]
            if data[key] is None and below.start.line + 1 in gone:
                del data[key]
                yield key
            else:
                yield from _take_emptied(data[key], below, gone)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _take_emptied(value, spot.below[index], gone)


def _is_left_over(problem: Problem, keys: set[str], gone: frozenset[int]) -> bool:
    """Return whether a fault in the shape is there only because lines with these keys were left out."""
    missing = _KEY_MISSING.match(problem.message)
    return missing[1] in keys if missing else problem.place.line in gone


def _cuts(lines: list[str], problems: Sequence[Problem]) -> Iterator[frozenset[int]]:
    """Yield the lines that may be left out because of the problems, from few to many."""
    choices = [list(_choices(lines, one)) for one in problems]
    for size in range(max(map(len, choices), default=0)):
        yield frozenset(number for each in choices for number in each[min(size, len(each) - 1)])


def _choices(lines: list[str], problem: Problem) -> Iterator[Iterable[int]]:
    """Yield the entries that the problem may be in: the innermost, the line itself, and wider ones."""
    at = problem.place.line - 1
    if problem.code == _NOT_UTF8:
        yield range(0)
        return
    if problem.code == _ANOTHER_FILE:
        yield range(at, len(lines))
        return
    if lines[at].startswith(CONFLICT):
        yield from _either_version(lines, at)
        return
    around = list(_around(lines, at))
    if around and problem.code == _KEY_TWICE and _first_key(lines[around[0].start]) == _first_key(lines[at]):
        yield range(at, around[0].stop)
    yield from around[:1]
    yield range(at, _end(lines, at, _indent(lines[at]) or 0))
    if around and around[0].start > 0:
        before = next(_around(lines, around[0].start - 1), around[0])
        yield range(before.start, around[0].stop)
    yield from around[1:]


def _first_key(line: str) -> str:
    """Return the key that a line begins with; where an entry begins with it again, it has lost its dash."""
    return line.lstrip(" -").partition(":")[0]


def _either_version(lines: list[str], at: int) -> Iterator[Iterable[int]]:
    """Yield what to leave out of two versions of the same lines: the second, the first, or both."""
    end = next((i for i in range(at, len(lines)) if lines[i].startswith(">" * 7)), at)
    middle = next((i for i in range(at, end) if lines[i].startswith("=" * 7)), at)
    yield [at, *range(middle, end + 1)]
    yield [*range(at, middle + 1), end]
    yield range(at, end + 1)


def _around(lines: list[str], at: int) -> Iterator[range]:
    """Yield the entries around a line, from the innermost to the whole part of the file."""
    limit = len(lines[at]) + 1
    for number in range(at, -1, -1):
        line = lines[number]
        indent = _indent(line)
        if indent is None or indent >= limit:
            continue
        if line[indent] == "-" or indent in (0, 2):
            yield range(number, _end(lines, at, indent))
            limit = indent
        elif number < at:
            limit = indent
        if indent == 0 and number < at:
            return


def _end(lines: list[str], at: int, indent: int) -> int:
    """Return the first line after `at` that is indented no more than `indent`."""
    for number in range(at + 1, len(lines)):
        found = _indent(lines[number])
        if found is not None and found <= indent:
            return number
    return len(lines)


def _indent(line: str) -> int | None:
    """Return how far a line is indented; None for one without data."""
    bare = line.lstrip()
    return None if not bare or bare.startswith("#") else len(line) - len(bare)
