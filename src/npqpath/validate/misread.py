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

from npqpath.validate.findings import Finding

if TYPE_CHECKING:
    from npqpath.catalogue.reading import Tree
    from npqpath.catalogue.spots import Spot
    from npqpath.validate.findings import DataSet

_BARE = re.compile(
    "(?:yes|no|on|off|Yes|No|On|Off|YES|NO|ON|OFF|True|False|TRUE|FALSE)|[0-9]{1,2}(?::[0-5][0-9]){1,2}"
)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def check_misread(data: DataSet) -> Iterable[Finding]:
    """Yield the texts of a data set that other programs read as something else.

    Of a data set with overlays each overlay is looked at by itself.
    """
    for tree in (data.qualifications, data.pathways):
        yield from (one for one in misread(tree) if one.place.file not in data.overlays)


def misread(tree: Tree) -> Iterator[Finding]:
    """Yield the texts of a tree that other programs read as something else."""
    for spot in _below(tree.root):
        word = _words(spot)
        if _BARE.fullmatch(word) or (_DAY.fullmatch(word) and spot.key and _words(spot.key) == "as_of"):
            message = f"Other programs read {word} as {_kind(word)} here, not as text."
            yield Finding(spot.place, "NP507", "warning", message, f'Put quotation marks round it: "{word}".')


def _words(spot: Spot) -> str:
    """Return what stands at a spot of one line, with the quotation marks that are round it."""
    return spot.text.lines[spot.start.line][spot.start.column : spot.end.column]


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
