"""A data set and its overlays as one data set, in which every part still knows the file it came from.

Merging is pure and goes overlay by overlay: laying two at once is the same as laying one, then the other.
What is national comes first in every list, save that the activities of a hub stand before those that
everybody has. So an overlay adds, and takes away only what it switches off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.local import Local
from npqpath.catalogue.near import did_you_mean
from npqpath.catalogue.switching import NOTHING, Off, fitting_test, switch_off
from npqpath.errors import Problem

if TYPE_CHECKING:
    from npqpath.catalogue.loading import Check
    from npqpath.catalogue.overlay_file import Overlay
    from npqpath.catalogue.pathways import NextStep, PersonaTest
    from npqpath.catalogue.reading import Tree
    from npqpath.catalogue.spots import Spot
    from npqpath.errors import Place

Entry: TypeAlias = "tuple[Any, Spot]"
"""A model, and where it stands."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A data set with where its parts stand, what is switched off in it, and what is wrong with the overlays.

    What is wrong has been left out of the catalogue.
    """

    catalogue: Catalogue
    qualifications: Tree
    pathways: Tree
    off: Off = NOTHING
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Ids of the overlays that were taken already."""


def merge(base: Merged, overlays: Iterable[Overlay]) -> Merged:
    """Return the data set with the overlays laid over it, in order."""
    return reduce(_lay, overlays, base)


def problems_of(merged: Merged, check: Check | None) -> tuple[Problem, ...]:
    """Return what is wrong with the overlays and what `check` finds in the data set.

    What it says of an id that was left out would be one fault told twice.
    """
    found = check(merged.catalogue, merged.qualifications, merged.pathways) if check is not None else ()
    told = [one for one in found if not any(f'"{id}"' in one.message for id in merged.left_out)]
    return (*merged.problems, *told)


def _lay(under: Merged, overlay: Overlay) -> Merged:
    """Return a data set with one more overlay on it."""
    off, unknown = switch_off(under.off, overlay, under.catalogue)
    laying = _Laying(under, overlay, off, [*under.problems, *unknown], dict(under.pathways.root.below))
    changes: dict[str, Any] = {
        **{key: laying.named(key) for key in ("sources", "terms")},
        **{key: laying.listed(key) for key in ("questions", "impossible", "promises")},
        "rules": laying.listed("rules", keep=lambda rule: not off.has_rule(rule)),
        "tests": laying.tests(),
        "next_steps": laying.next_steps(),
        "local": laying.local(),
    }
    catalogue = replace(under.catalogue, pathways=replace(under.catalogue.pathways, **changes))
    tree = replace(under.pathways, root=under.pathways.root.with_below(laying.spots))
    left_out = under.left_out | laying.left_out
    return Merged(catalogue, under.qualifications, tree, off, tuple(laying.problems), left_out)


@dataclass(slots=True)
class _Laying:
    """Puts together what is under an overlay and what is in it, and notes where each part stands."""

    under: Merged
    overlay: Overlay
    off: Off
    problems: list[Problem]
    spots: dict[str | int, Spot]
    """Where the keys at the top of the merged file stand."""
    left_out: set[str] = field(default_factory=set)

    def named(self, key: str) -> dict[str, Any]:
        """Return named entries: those under the overlay, then its own. No name is given a second meaning."""
        found = dict(getattr(self.under.catalogue.pathways, key))
        spots = self._spots_under(key)
        for name, value in (getattr(self.overlay.model, key) or {}).items():
            spot = self.overlay.tree.root.follow((key, name))
            taken = self._place_of_name(key, name)
            if taken is not None:
                self._clash(key, name, spot.key_place, taken)
            else:
                found[name], spots[name] = value, spot
        self.spots[key] = self._whole(key).with_below(spots)
        return found

    def listed(self, key: str, keep: Callable[[Any], bool] = lambda _: True) -> tuple[Any, ...]:
        """Return entries with ids: of those under the overlay the ones to keep, then its own."""
        old = self._entries_under(key)
        return self._as_list(key, [*(each for each in old if keep(each[0])), *self._new(key, old)])

    def tests(self) -> tuple[PersonaTest, ...]:
        """Return the tests under the overlay as far as they fit what is on offer, then its own."""
        gone = frozenset(rule.id for rule in self.under.catalogue.pathways.rules if self.off.has_rule(rule))
        old = self._entries_under("tests")
        fitting = (fitting_test(test, spot, self.off, gone) for test, spot in old)
        return self._as_list("tests", [*filter(None, fitting), *self._new("tests", old)])

    def next_steps(self) -> tuple[NextStep, ...]:
        """Return the next steps with the overlay's activities in them, and without what is switched off."""
        added = self.overlay.model.activities or {}
        entries = self._entries_under("next_steps")
        known = [step.id for step, _ in entries]
        for id in added:
            if id not in known:
                place = self.overlay.tree.key_place(("activities", id))
                message = f'There is no next step "{id}".'
                self.problems.append(Problem(place, "NP123", message, did_you_mean(id, known)))
        return self._as_list("next_steps", [self._with_activities(step, spot) for step, spot in entries])

    def _with_activities(self, step: NextStep, spot: Spot) -> Entry:
        """Return a step: local activities, those of earlier overlays first, and then what everybody has."""
        whole = spot.below["activities"]
        old = [(activity, whole.below[index]) for index, activity in enumerate(step.activities)]
        new = (self.overlay.model.activities or {}).get(step.id, ())
        at = self.overlay.tree.root.follow(("activities", step.id))
        added = self._added("activities", old, [(one, at.below[index]) for index, one in enumerate(new)])
        kept = [entry for entry in old if not self.off.has_activity(step.id, entry[0].id)]
        local = [entry for entry in kept if entry[0].added_by is not None]
        entries = [*local, *added, *(entry for entry in kept if entry[0].added_by is None)]
        below = {**spot.below, "activities": whole.with_items(each for _, each in entries)}
        return replace(step, activities=tuple(one for one, _ in entries)), spot.with_below(below)

    def local(self) -> tuple[Local, ...]:
        """Return who is near the teacher: one more where the overlay has anything to say of that."""
        model, old = self.overlay.model, self.under.catalogue.pathways.local
        if not (model.partners or model.contacts or model.events):
            return old
        root = self.overlay.tree.root
        self.spots["local"] = root.with_items((*self._spots_under("local").values(), root))
        about = model.about
        return (
            *old,
            Local(
                name=about.name,
                area=about.area,
                checked=about.checked,
                partners=model.partners,
                contacts=model.contacts,
                events=model.events,
            ),
        )

    def _whole(self, key: str) -> Spot:
        """Return where a key at the top stands: in the file below, or else in the overlay."""
        return self.under.pathways.root.below.get(key) or self.overlay.tree.root.follow((key,))

    def _spots_under(self, key: str) -> dict[str | int, Spot]:
        """Return where the entries under the overlay stand."""
        whole = self.under.pathways.root.below.get(key)
        return dict(whole.below) if whole is not None else {}

    def _entries_under(self, key: str) -> list[Entry]:
        values = getattr(self.under.catalogue.pathways, key)
        return list(zip(values, self._spots_under(key).values(), strict=True))

    def _new(self, key: str, old: list[Entry]) -> list[Entry]:
        values, at = getattr(self.overlay.model, key), self.overlay.tree.root.follow((key,))
        return self._added(key, old, list(zip(values, at.below.values(), strict=False)))

    def _added(self, key: str, old: list[Entry], new: list[Entry]) -> list[Entry]:
        """Return the entries of the overlay whose ids nothing under it has."""
        taken = {entry.id: spot for entry, spot in reversed(old)}
        found: list[Entry] = []
        for entry, spot in new:
            if entry.id in taken:
                self._clash(key, entry.id, spot.follow(("id",)).place, taken[entry.id].follow(("id",)).place)
            elif "added_by" in type(entry).__dataclass_fields__:
                found.append((replace(entry, added_by=self.overlay.model.about.name), spot))
            else:
                found.append((entry, spot))
        return found

    def _as_list(self, key: str, entries: list[Entry]) -> tuple[Any, ...]:
        self.spots[key] = self._whole(key).with_items(spot for _, spot in entries)
        return tuple(entry for entry, _ in entries)

    def _place_of_name(self, key: str, name: str) -> Place | None:
        """Return where the data set has something with this name already."""
        for tree in (self.under.pathways, self.under.qualifications):
            taken = tree.root.below.get(key)
            if taken is not None and name in taken.below:
                return taken.below[name].key_place
        return None

    def _clash(self, key: str, id: str, place: Place, taken: Place) -> None:
        message = f'The id "{id}" is taken: {taken.in_words} has it.'
        hint = "Choose another id."
        if key in ("rules", "activities"):
            hint += " To have yours and not the other, name the other under `switch_off`."
        self.problems.append(Problem(place, "NP161", message, hint))
        self.left_out.add(id)
