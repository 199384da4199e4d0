"""Change what a YAML file says and leave everything else as it stands: comments, order, quotes, blank lines.

Only the lines of a value that is another one now are written anew. The result is read again before anybody
sees it, so a way of writing that this does not understand costs some comments, never a word that counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from npqpath.catalogue.reading import read_text
from npqpath.errors import DataError
from npqpath.planbook import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from npqpath.catalogue.reading import Tree
    from npqpath.catalogue.spots import Spot

Data = dict[str, object]

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")


def edited(tree: Tree, new: Data) -> str:
    """Return the text of the file with `new` in place of what it held."""
    writer = _Writer(tree.text.removesuffix("\n").split("\n"))
    try:
        if not isinstance(tree.data, dict) or writer.is_flow(tree.root):
            raise _CannotEditError
        writer.mapping(tree.root, tree.data, new)
        text = writer.text()
        if _reads_as(text, new):
            return text
    except _CannotEditError:
        pass
    comments = writer.comments(tree.root, range(len(writer.lines))) if tree.root.below else ()
    return "\n".join([*comments, *yaml_text.mapping(new, 0)]) + "\n"


def _reads_as(text: str, data: Data) -> bool:
    try:
        return _same(read_text(text, "").data, data)
    except DataError:
        return False


def _same(old: object, new: object) -> bool:
    """Return whether the file says the same; a key without a value says as much as no key."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_same(old.get(key), new.get(key)) for key in (*old, *new))
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    if old is None or new is None or isinstance(old, (dict, list)) or isinstance(new, (dict, list)):
        return old == new or (_is_empty(old) and _is_empty(new))
    return str(old) == str(new)


def _is_empty(value: object) -> bool:
    return value in (None, "", [], {})


class _CannotEditError(Exception):
    """The part is written in a way that only writing it anew as a whole can change."""


@dataclass(slots=True)
class _Writer:
    """Collects what takes the place of which lines."""

    lines: list[str]
    changes: list[tuple[int, int, list[str]]] = field(default_factory=list)
    """First line, the line after the last, and the new lines."""

    def text(self) -> str:
        """Return the lines with all changes made."""
        lines = list(self.lines)
        order = sorted(enumerate(self.changes), key=lambda one: (one[1][:2], one[0]))
        for _, (first, end, new) in reversed(order):
            lines[first:end] = new
        return "\n".join(lines) + "\n"

    def mapping(self, spot: Spot, old: Data, new: Data) -> None:
        """Change the keys of a block of keys that are not the same in `new`."""
        indent = spot.start.column
        after = self._first_line(spot)
        for key, value in new.items():
            if key not in old:
                if after is None:
                    raise _CannotEditError
                lines = yaml_text.entry(key, value, indent)
                self.changes.append((after, after, lines if indent else ["", *lines]))
                continue
            below = spot.below[key]
            if not _same(old[key], value):
                self._value(key, below, old[key], value, indent)
            after = self._last_line(below) + 1
        for key in old:
            if key not in new and old[key] is not None:
                self._remove(spot.below[key])

    def _value(self, key: str, spot: Spot, old: object, new: object, indent: int) -> None:
        if self._try_below(spot, old, new):
            return
        assert spot.key is not None, "what stands in a block of keys has a key"
        first, end = spot.key.start.line, self._last_line(spot) + 1
        before = self.lines[first][: spot.key.start.column]
        lines = yaml_text.entry(key, new, indent)
        lines[0] = before + lines[0][indent:]
        for comment in self.comments(spot, range(first, first + 1)):
            lines[0] += f"  {comment}"
        comments = [" " * indent + each for each in self.comments(spot, range(first + 1, end))]
        if comments and before.strip():
            raise _CannotEditError
        self.changes.append((first, end, [*comments, *lines]))

    def _try_below(self, spot: Spot, old: object, new: object) -> bool:
        """Change a part from within, if it is written in a way that allows it."""
        if self.is_flow(spot) or not old or not new:
            return False
        kept = len(self.changes)
        try:
            if isinstance(old, dict) and isinstance(new, dict):
                self.mapping(spot, old, new)
                return True
            if isinstance(old, list) and isinstance(new, list):
                self._list(spot, old, new)
                return True
        except _CannotEditError:
            del self.changes[kept:]
        return False

    def _list(self, spot: Spot, old: list[object], new: list[object]) -> None:
        """Change, add and take out items of a list with dashes; what stays the same is left alone."""
        steps = SequenceMatcher(
            None, [_key(each) for each in old], [_key(each) for each in new], autojunk=False
        )
        for _, first, end, start, stop in steps.get_opcodes():
            if end - first == stop - start:
                for at, value in zip(range(first, end), new[start:stop], strict=True):
                    self._item(spot, at, old[at], value)
                continue
            for at in range(first, end):
                self._take_out(spot, at)
            line = self._last_line(spot.below[first - 1]) + 1 if first else self._dash_line(spot, 0)
            for value in new[start:stop]:
                self.changes.append((line, line, yaml_text.item(value, spot.start.column)))

    def _take_out(self, spot: Spot, at: int) -> None:
        first, end = self._dash_line(spot, at), self._last_line(spot.below[at]) + 1
        comments = [
            " " * spot.start.column + each for each in self.comments(spot.below[at], range(first, end))
        ]
        self.changes.append((first, end, comments))

    def _item(self, spot: Spot, at: int, old: object, new: object) -> None:
        below = spot.below[at]
        if _same(old, new) or self._try_below(below, old, new):
            return
        first, end = self._dash_line(spot, at), self._last_line(below) + 1
        indent = spot.start.column
        comments = [" " * indent + each for each in self.comments(below, range(first, end))]
        self.changes.append((first, end, [*comments, *yaml_text.item(new, indent)]))

    def _remove(self, spot: Spot) -> None:
        assert spot.key is not None, "what stands in a block of keys has a key"
        first, end = spot.key.start.line, self._last_line(spot) + 1
        if self.lines[first][: spot.key.start.column].strip():
            raise _CannotEditError
        margin = " " * spot.key.start.column
        comments = [margin + each for each in self.comments(spot, range(first, end))]
        self.changes.append((first, end, comments))

    def is_flow(self, spot: Spot) -> bool:
        """Return whether the part is written with brackets."""
        line = self.lines[spot.start.line] if spot.start.line < len(self.lines) else ""
        return line[spot.start.column : spot.start.column + 1] in ("{", "[")

    def _first_line(self, spot: Spot) -> int | None:
        """Return the line of the first key, or None where a dash stands before it."""
        line = spot.start.line
        return None if self.lines[line][: spot.start.column].strip() else line

    def _dash_line(self, spot: Spot, at: int) -> int:
        line = spot.below[at].start.line
        while not self.lines[line].startswith("-", spot.start.column):
            line -= 1
        return line

    def _last_line(self, spot: Spot) -> int:
        if spot.below and not self.is_flow(spot):
            return max(self._last_line(each) for each in spot.below.values())
        if spot.end.column or spot.end.line == spot.start.line:
            return spot.end.line
        last = min(spot.end.line, len(self.lines)) - 1
        keeps_blanks = re.search(r"[|>]\d?\+", self.lines[spot.start.line][spot.start.column :])
        while last > spot.start.line and not keeps_blanks and not self.lines[last].strip():
            last -= 1
        return last

    def comments(self, spot: Spot, within: range) -> Iterator[str]:
        """Yield the comments in some lines, leaving out every # that belongs to a text of this part."""
        covered = list(_leaves(spot))
        for line in within:
            for found in re.finditer(_COMMENT, self.lines[line]):
                if not any(_covers(each, line, found.start()) for each in covered):
                    yield found.group()


def _leaves(spot: Spot) -> Iterator[Spot]:
    if not spot.below:
        yield spot
    for each in spot.below.values():
        if each.key is not None:
            yield each.key
        yield from _leaves(each)


def _covers(spot: Spot, line: int, column: int) -> bool:
    start, end = (spot.start.line, spot.start.column), (spot.end.line, spot.end.column)
    return start <= (line, column) < end


def _key(value: object) -> str:
    """Return what an item of a list is known by: its id, or all that it says."""
    if isinstance(value, dict) and value.get("id"):
        return f"id {value['id']}"
    return repr(_told(value))


def _told(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, _told(each)) for key, each in value.items() if each is not None)
    return [_told(each) for each in value] if isinstance(value, list) else str(value)
