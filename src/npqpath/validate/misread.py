"""Text that other programs read as something else: they turn a bare word into true, false, a time or a date.

NP507: Other programs read a text as something else
    npqpath takes it for the text that it is. An editor, a linter or whatever else reads the file may not, so
    it goes in quotation marks.

    Passes:
        when: {works_in_england: "no"}
    Fails:
        when: {works_in_england: no}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from npqpath.catalogue.merged_tree import MergedTree
from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.reading import Tree
    from npqpath.catalogue.spots import Spot
    from npqpath.validate.findings import DataSet

_WORDS = "yes|no|on|off|Yes|No|On|Off|YES|NO|ON|OFF|True|False|TRUE|FALSE"
_ENDS = r"(?=[ \t]*(?:$|[,\]}]|\s#))"
# Each begins with letters that are found fast: these are looked for in every line of every file.
_BARE = tuple(
    re.compile(begins + found + _ENDS, re.MULTILINE)
    for begins, found in (
        (": ", rf"({_WORDS}|[0-9]{{1,2}}(?::[0-5][0-9]){{1,2}})"),
        ("- ", rf"({_WORDS})"),
        (r"\[", rf"({_WORDS})"),
        (", ", rf"({_WORDS})"),
        ("as_of: ", "([0-9]{4}-[0-9]{2}-[0-9]{2})"),
    )
)


def check_misread(data: DataSet) -> Iterable[Finding]:
    """Yield the texts of a data set that other programs read as something else.

    Of a data set with overlays each overlay is looked at by itself.
    """
    for tree in (data.qualifications, data.pathways):
        if not isinstance(tree, MergedTree):
            yield from misread(tree)


def misread(tree: Tree) -> Iterator[Finding]:
    """Yield the texts of one file that other programs read as something else."""
    found = [match for pattern in _BARE for match in pattern.finditer(tree.text)]
    if not found:
        return
    spots = {(spot.start.line, spot.start.column): spot for spot in _below(tree.root)}
    for match in found:
        before = tree.text[: match.start(1)]
        word, column = match[1], len(before) - before.rfind("\n") - 1
        spot = spots.get((before.count("\n"), column))
        if spot is not None and spot.end.column == column + len(word):
            message = f"Other programs read {word} as {_kind(word)} here, not as text."
            hint = f'Put quotation marks round it: "{word}".'
            yield Finding(spot.place(tree.file, tree.text), "NP507", "warning", message, hint)


def _kind(word: str) -> str:
    if word[0].isdigit():
        return "a time" if ":" in word else "a date"
    return "true" if word.lower() in ("yes", "on", "true") else "false"


def _below(spot: Spot) -> Iterator[Spot]:
    """Yield the spots of all values, without those of lists and maps themselves."""
    if not spot.below:
        yield spot
    for below in spot.below.values():
        yield from _below(below)
