"""A file with lines that cannot be read: what was in them, as far as one can see, and what can be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from npqpath.catalogue.reading import Tree
from npqpath.catalogue.shape import build
from npqpath.catalogue.spots import Mark, Spot
from npqpath.errors import Place, Problem
from npqpath.validate.salvage import Cut, Rest, salvage, stand_in

if TYPE_CHECKING:
    from npqpath.validate.stages import OneFile

T = TypeVar("T")

WHOLE = ("questions",)
"""Lists of which an entry means something else without one of its parts."""
NAMED_ONLY = ("qualifications", "cohorts", "next_steps")
"""Lists whose entries suggestions and conditions know by their ids alone."""
_HEADING = re.compile(r"(\w+)\b")
_ENTRY = re.compile(r" {0,2}-|  \w+:")
_FIELD = re.compile(r"\b(id|suggest|strength):[ \t]*[\"']?([\w-]+)")


def readable(one: OneFile[T], model: type[T]) -> Rest[T] | None:
    """Return a file without the entries with faults in their YAML or their shape; None if that is nothing.

    Where only the id of such an entry matters to others, one with nothing but its id stands in.
    """
    if one.tree is None:
        return None
    lost, torn = _lost(one)
    tree = _with_stand_ins(one.tree, model, lost)
    if not (one.faults or torn):
        return Rest(build(tree, model), tree, tuple(lost), one.lost)
    rest = salvage(tree, model, [*one.faults, *torn], whole=WHOLE, blanks=NAMED_ONLY)
    return replace(rest, cuts=(*lost, *rest.cuts), lost=one.lost) if rest is not None else None


def _lost(one: OneFile[T]) -> tuple[list[Cut], list[Problem]]:
    """Return the entries that went with the lines, and where lines went from entries that are still there."""
    cuts: list[Cut] = []
    torn: list[Problem] = []
    for kind, number, lines in list(_stretches(one)):
        first, fields = lines[0], dict(reversed(_FIELD.findall("\n".join(lines))))
        place = Place(str(one.path), number + 1, len(first) - len(first.lstrip()) + 1)
        if not (_ENTRY.match(first) or _HEADING.match(first)):
            torn.append(Problem(place, "", ""))
        # Where the dash of a rule is missing, its lines read as the end of the rule above it.
        if _ENTRY.match(first) or (kind == "rules" and fields):
            cuts.append(Cut((kind,), fields, place))
    return cuts, torn


def _stretches(one: OneFile[T]) -> Iterator[tuple[str, int, list[str]]]:
    """Yield the lines that went, entry by entry, with the key at the top above them and the first number."""
    kind, stretch = "", list[str]()
    for number, line in enumerate(one.lines):
        heading = _HEADING.match(line)
        kind = heading[1] if heading else kind
        if number not in one.gone:
            stretch = []
        elif not stretch or _ENTRY.match(line):
            stretch = [line]
            yield kind, number, stretch
        else:
            stretch.append(line)


def _with_stand_ins(tree: Tree, model: type, lost: Iterable[Cut]) -> Tree:
    """Return the tree with entries of nothing but an id for those that were lost and that others name."""
    assert isinstance(tree.data, dict)
    data, below = dict(tree.data), dict(tree.root.below)
    for cut in lost:
        kind, fields = str(cut.loc[0]), cut.data
        entries = data.get(kind)
        if kind in NAMED_ONLY and isinstance(fields, dict) and "id" in fields and isinstance(entries, list):
            mark = Mark(cut.place.line - 1, 0)
            items = list(zip(entries, below[kind].below.values(), strict=True))
            items.append((stand_in(model, kind, fields["id"]), Spot(mark, mark)))
            items.sort(key=lambda item: item[1].start.line)
            data[kind] = [item for item, _ in items]
            below[kind] = below[kind].with_below(dict(enumerate(spot for _, spot in items)))
    return Tree(data, tree.text, tree.file, tree.root.with_below(below))
