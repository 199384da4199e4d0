"""A data file with faults: the entries that have one are set aside, so that faults elsewhere show too.

Their lines are blanked, so that everything else stays where it is: first the key with the fault, then what it
is part of where that leaves another fault. A fault that only follows from blanked lines is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin

from npqpath.dataset.model_errors import build
from npqpath.dataset.model_fields import hint_below, legal_words, needed_keys
from npqpath.dataset.yaml_errors import CONFLICT
from npqpath.dataset.yaml_reader import Tree, read_text
from npqpath.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from npqpath.validate.findings import Finding


T = TypeVar("T")
P = TypeVar("P", "Problem", "Finding")

_MOST_ROUNDS = 20
_NOT_UTF8, _NOT_YAML, _ANOTHER_DOCUMENT = "NP002", "NP005", "NP012"
_KEY_MISSING = re.compile(r'The key "(\w+)" is missing here\.')
_BY_ABSENCE = frozenset(
    {"NP110", "NP140", "NP142", "NP143", "NP150", "NP152", "NP153", "NP154", "NP158"}
    | {"NP402", "NP407", "NP409", "NP504"}
)
"""Faults that may be there only because an entry, or a part of one, was set aside."""
_NO_DATA = ("#", CONFLICT, "=" * len(CONFLICT), ">" * len(CONFLICT))
_NAME = re.compile(r"""\bid: *["']?([\w-]+)|^ +["']?([\w-]+)["']?:""")
"""What a line may give a name to: an id, or a key."""


@dataclass(frozen=True, slots=True)
class DataFile(Generic[T]):
    """A data file as far as it can be used: what it holds and its model, or nothing.

    `set_aside` are the names that went with the lines that have faults.
    """

    path: Path
    text: str = ""
    problems: tuple[Problem, ...] = ()
    content: tuple[Tree, T] | None = None
    set_aside: frozenset[str] = frozenset()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file, as reports show them."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of the files: all of them, or all but entries that gave these names."""

    is_whole: bool
    set_aside: frozenset[str]

    def still_wrong(self, found: Iterable[P]) -> Iterator[P]:
        """Yield what is found in the rest and is wrong whatever the entries say that were set aside."""
        for one in found:
            names_absent = any(f'"{name}"' in one.message for name in self.set_aside)
            if self.is_whole or not (one.code in _BY_ABSENCE or names_absent):
                yield one


def rest_of(files: Sequence[DataFile[Any]]) -> Rest:
    """Return what is known of what was set aside in these files."""
    set_aside = (name for file in files for name in file.set_aside)
    return Rest(is_whole=not any(file.problems for file in files), set_aside=frozenset(set_aside))


def without_faulty_entries(file: DataFile[T], model: type[T]) -> DataFile[T]:
    """Return a file that has problems with what is left of it without the entries that these are in."""
    if not file.text or "\x00" in file.text:
        return file
    lines = _Lines(file.lines, legal_words(model))
    told, problems = list(file.problems), file.problems
    for _ in range(_MOST_ROUNDS):
        lines.blank_out(problems)
        try:
            tree = read_text(lines.rest(), str(file.path))
            if not isinstance(tree.data, dict):
                break
            tree = replace(tree, data=_with_all_sections(tree.data, model, lines))
            built = build(tree, model)
        except DataError as error:
            if error.problems == problems:
                break
            problems = error.problems
            told += [problem for problem in problems if problem not in told and not lines.explain(problem)]
        else:
            file = replace(file, content=(tree, built), set_aside=lines.blanked_names())
            break
    return replace(file, problems=_in_order(told))


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.place.line, one.place.column)))


def _with_all_sections(data: dict[str, object], model: type, lines: _Lines) -> dict[str, object]:
    """Return what a file holds, with nothing in the sections that are blanked as a whole."""
    hints = {key: hint_below(model, key) for key in needed_keys(model) if lines.lack_section(key)}
    empty: dict[str, object] = {
        key: {} if get_origin(hint) is dict else []
        for key, hint in hints.items()
        if get_origin(hint) in (dict, tuple)
    }
    return empty | data


class _Lines:
    """The lines of a file, of which some, counted from 0, are blanked."""

    def __init__(self, lines: Sequence[str], keys: Iterable[str]) -> None:
        self.lines = lines
        self.blanked: set[int] = set()
        self._indents = [_indent(line) for line in lines]
        # A value for no key of the file's own belongs further in, to the entry around it.
        own = set(keys)
        for at, line in enumerate(lines):
            key, _, value = line.partition(":")
            if self._indents[at] == 0 and key not in own and value.strip():
                self._indents[at] = None
            own.discard(key)

    def rest(self) -> str:
        """Return the text without what is blanked."""
        return "\n".join("" if at in self.blanked else line for at, line in enumerate(self.lines))

    def blank_out(self, problems: Iterable[Problem]) -> None:
        """Blank for each problem the smallest part round it that is not blanked yet."""
        for problem, goes_on in [(one, self._goes_on(one)) for one in problems]:
            at = problem.place.line - 1
            if problem.code == _ANOTHER_DOCUMENT:
                self.blanked.update(range(at, len(self.lines)))
            elif problem.code != _NOT_UTF8 and not self._is_of_the_file(problem):
                parts = [part for part in self._around(at) if not self.blanked.issuperset(part)]
                self.blanked.update(*parts[goes_on:][:1])

    def lack_section(self, key: str) -> bool:
        """Return whether a key at the top of the file may be missing because it is blanked."""
        return self._lack(key) or any(self._indents[at] == 0 for at in self.blanked)

    def explain(self, problem: Problem) -> bool:
        """Return whether a problem may be there only because lines are blanked."""
        missing = _KEY_MISSING.match(problem.message)
        if missing and self._is_of_the_file(problem):
            return self.lack_section(missing[1])
        if self._goes_on(problem):
            return True
        is_torn = not self.blanked.isdisjoint(self._entry(problem.place.line - 1))
        return is_torn or (missing is not None and self._lack(missing[1]))

    def _lack(self, key: str) -> bool:
        return any(re.match(rf"[\s-]*{key}\b", self.lines[at]) for at in self.blanked)

    def blanked_names(self) -> frozenset[str]:
        """Return the names in the blanked lines, and those of entries that have lost a part."""
        firsts = {self._entry(at).start for at in self.blanked}
        found = (_NAME.findall(self.lines[at]) for at in self.blanked | firsts)
        return frozenset(name for names in found for either in names for name in either if name)

    def _goes_on(self, problem: Problem) -> bool:
        """Return whether the reader stumbles again right after blanked lines: it is still the same slip."""
        above = range(problem.place.line - 2, -1, -1)
        before = next((at for at in above if self._indents[at] is not None), None)
        return problem.code == _NOT_YAML and before in self.blanked

    def _is_of_the_file(self, problem: Problem) -> bool:
        """Return whether a problem is that a whole part of the file is missing."""
        at_the_top = self._indents[problem.place.line - 1] == 0
        return at_the_top and _KEY_MISSING.match(problem.message) is not None

    def _entry(self, at: int) -> range:
        """Return the item of a list or the named entry that a line is in."""
        parts = list(self._around(at))
        items = (part for part in parts if self.lines[part.start].lstrip().startswith("-"))
        return next(items, parts[-2] if len(parts) > 1 else parts[0])

    def _around(self, at: int) -> Iterator[range]:
        """Yield the lines of what stands at a line, then of what that is part of, and so on."""
        if self.lines[at].startswith(CONFLICT):
            closing = (end for end in range(at, len(self.lines)) if self.lines[end].startswith(_NO_DATA[-1]))
            yield range(at, next(closing, at) + 1)
        if self._indents[at] is None:
            yield range(at, at + 1)
        limit = len(self.lines[at].expandtabs(4)) + 1
        for start in range(at, -1, -1):
            indent = self._indents[start]
            if indent is not None and indent < limit:
                yield range(start, self._end(max(start, at), indent))
                limit = indent

    def _end(self, at: int, indent: int) -> int:
        """Return the first line after `at` that is indented no more than `indent`."""
        for number in range(at + 1, len(self.lines)):
            found = self._indents[number]
            if found is not None and found <= indent:
                return number
        return len(self.lines)


def _indent(line: str) -> int | None:
    """Return how far a line is indented; None for one without data."""
    bare = line.lstrip()
    return None if not bare or bare.startswith(_NO_DATA) else len(line.expandtabs(4)) - len(bare)
