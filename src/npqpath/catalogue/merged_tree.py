"""Where everything in a merged data set stands: each part in the file that it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from npqpath.catalogue.reading import Loc, Tree
from npqpath.catalogue.spots import Spot

if TYPE_CHECKING:
    from npqpath.catalogue.overlay_file import Places
    from npqpath.errors import Place

Routes: TypeAlias = "dict[Loc, tuple[Places, Loc]]"
"""For a way in the merged file: the file that this part came from, and the way to it there."""


@dataclass(frozen=True, slots=True)
class MergedTree(Tree):
    """A tree of which some parts stand in other files; `data`, `text` and `file` are those of the base."""

    base: Tree
    routes: Routes

    def place(self, loc: Loc) -> Place:
        """Return where the value stands, in whichever file that is."""
        places, there = self._route(loc)
        return places.place(there)

    def key_place(self, loc: Loc) -> Place:
        """Return where the key of the value stands; for an item of a list, where the item stands."""
        places, there = self._route(loc)
        return places.key_place(there)

    def first_key_place(self, loc: Loc) -> Place:
        """Return where the first key below `loc` stands; without one, where the value stands."""
        places, there = self._route(loc)
        return places.first_key_place(there)

    def _route(self, loc: Loc) -> tuple[Places, Loc]:
        """Return the file that the part at `loc` came from, and the way there; the longest route counts."""
        for length in range(len(loc), 0, -1):
            found = self.routes.get(loc[:length])
            if found is not None:
                return found[0], (*found[1], *loc[length:])
        return self.base, loc


def merged_tree(base: Tree, routes: Routes) -> Tree:
    """Return the tree of a file that has been merged; parts without a route are those of the base."""
    return MergedTree(base.data, base.text, base.file, Spot.start_of_file(), base, routes)
