"""Slow and simple stand-ins for the reasoning core, to hold its answers against."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from hypothesis import strategies as st

from npqpath.rules.decision_diagram import Diagram

Sheet: TypeAlias = tuple[int, ...]
"""One value for each variable of a diagram."""
People: TypeAlias = frozenset[Sheet]

Given: TypeAlias = "str | int | frozenset[str] | dict[str, str]"
"""An answer in a sheet of answers: an id, a number, ticked ids, or statuses by NPQ."""


def all_sheets(sizes: Sequence[int]) -> list[Sheet]:
    """Return every sheet of a small space."""
    return list(product(*(range(size) for size in sizes)))


def holds(diagram: Diagram, node: int, sheet: Sequence[int]) -> bool:
    """Return whether a sheet is in a node, by walking down from it."""
    while node > 1:
        node = diagram.children(node)[sheet[diagram.level(node)]]
    return node == 1


def members(diagram: Diagram, node: int) -> People:
    """Return all sheets of a small space that are in a node."""
    return frozenset(sheet for sheet in all_sheets(diagram.sizes) if holds(diagram, node, sheet))


@dataclass(frozen=True)
class Expression:
    """A statement made of choices: `build` makes its node, `check` says whether it holds for a sheet."""

    words: str
    build: Callable[[Diagram], int]
    check: Callable[[Sequence[int]], bool]

    def __repr__(self) -> str:
        return self.words

    def people(self, sizes: Sequence[int]) -> People:
        """Return the sheets for which the statement holds."""
        return frozenset(sheet for sheet in all_sheets(sizes) if self.check(sheet))


def _choice(level: int, values: frozenset[int]) -> Expression:
    return Expression(
        f"x{level} in {sorted(values)}",
        lambda d: d.choose(level, values),
        lambda sheet: sheet[level] in values,
    )


def _negation(one: Expression) -> Expression:
    return Expression(f"not ({one})", lambda d: d.negate(one.build(d)), lambda sheet: not one.check(sheet))


def _pair(one: Expression, other: Expression, is_both: bool) -> Expression:
    if is_both:
        return Expression(
            f"({one} and {other})",
            lambda d: d.both(one.build(d), other.build(d)),
            lambda sheet: one.check(sheet) and other.check(sheet),
        )
    return Expression(
        f"({one} or {other})",
        lambda d: d.either(one.build(d), other.build(d)),
        lambda sheet: one.check(sheet) or other.check(sheet),
    )


def expressions(sizes: Sequence[int]) -> st.SearchStrategy[Expression]:
    """Make statements about a space of `sizes`."""
    choices = st.integers(0, len(sizes) - 1).flatmap(
        lambda level: st.builds(_choice, st.just(level), st.frozensets(st.integers(0, sizes[level] - 1)))
    )
    return st.recursive(
        choices,
        lambda below: st.builds(_negation, below) | st.builds(_pair, below, below, st.booleans()),
        max_leaves=8,
    )


small_sizes = st.lists(st.integers(1, 4), min_size=1, max_size=4)
"""The sizes of spaces that are small enough to be looked through sheet by sheet."""


def matches(
    raw: Mapping[str, object] | None,
    sheet: Mapping[str, Given],
    terms: Mapping[str, Mapping[str, object]],
    this: str | None = None,
) -> bool:
    """Return whether a condition, as written in the data, holds for a complete sheet of answers.

    The sheet leaves out the questions that its person is not asked. Reads the data directly: it
    shares no code with the condition reader, the compiler or the diagram.
    """
    return all(_entry_matches(key, value, sheet, terms, this) for key, value in (raw or {}).items())


def _entry_matches(
    key: str,
    value: object,
    sheet: Mapping[str, Given],
    terms: Mapping[str, Mapping[str, object]],
    this: str | None,
) -> bool:
    if key == "is":
        return all(matches(terms[name], sheet, terms) for name in _names(value))
    if key == "any of":
        assert isinstance(value, list)
        return any(matches(branch, sheet, terms, this) for branch in value)
    given = sheet.get(key)
    if isinstance(value, Mapping):
        return all(_several_matches(op, _names(names), given, this) for op, names in value.items())
    if isinstance(value, str) and re.search(r"\d", value) and (given is None or isinstance(given, int)):
        return given is not None and _number_matches(value, given)
    return given in _names(value)


def _several_matches(op: str, names: list[str], given: Given | None, this: str | None) -> bool:
    names = [this if name == "this" and this else name for name in names]
    held = {} if given is None or isinstance(given, (str, int)) else dict.fromkeys(given, "yes")
    if isinstance(given, dict):
        held = {npq: status for npq, status in given.items() if status != "none"}
    npqs = {name for name in held if name.startswith("npq")}
    count = sum(bool(npqs) if name == "any NPQ" else name in held for name in names)
    if op == "any of":
        return count >= 1
    if op == "all of":
        return count == len(names)
    if op == "none of":
        return count == 0
    if op.startswith("at least"):
        return count >= int(op.split()[2])
    if op == "any NPQ":
        return any(held[npq] in names for npq in npqs)
    npq = this if op == "this" and this else op
    return given is not None and held.get(npq, "none") in names


def _number_matches(words: str, given: int) -> bool:
    numbers = [int(word) for word in re.findall(r"\d+", words)]
    if words.endswith("or more"):
        return given >= numbers[0]
    if words.startswith("under"):
        return given < numbers[0]
    return numbers[0] <= given <= numbers[1]


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(name) for name in value]
    return [str(value)]


def subsets(items: Sequence[int]) -> Iterator[frozenset[int]]:
    """Yield every set of some of `items`, the smallest first."""
    picked = [
        frozenset(i for i, is_in in zip(items, bits, strict=True) if is_in)
        for bits in product((0, 1), repeat=len(items))
    ]
    yield from sorted(picked, key=len)
