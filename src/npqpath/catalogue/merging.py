"""A data set and its overlays as one data set, in which every part still knows the file it came from.

Merging is pure and goes overlay by overlay: laying two at once is the same as laying one, then the other.
What is national comes first in every list, save that the activities of a hub stand before those that
everybody has. So an overlay adds, and takes away only what it switches off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.local import Local
from npqpath.catalogue.merged_tree import merged_tree
from npqpath.catalogue.near import did_you_mean
from npqpath.catalogue.switching import NOTHING, Off, fitting_test, switch_off
from npqpath.errors import Problem

if TYPE_CHECKING:
    from npqpath.catalogue.loading import Check
    from npqpath.catalogue.merged_tree import Routes
    from npqpath.catalogue.overlay_file import Overlay
    from npqpath.catalogue.pathways import Activity, NextStep, PersonaTest
    from npqpath.catalogue.reading import Loc, Tree
    from npqpath.errors import Place

V = TypeVar("V")


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
    laying = _Laying(under, overlay, off, [*under.problems, *unknown])
    book, model = under.catalogue.pathways, overlay.model
    pathways = replace(
        book,
        sources=laying.mapping("sources", book.sources, model.sources),
        terms=laying.mapping("terms", book.terms, model.terms),
        questions=laying.listed("questions"),
        rules=laying.listed("rules", [i for i, rule in enumerate(book.rules) if not off.has_rule(rule)]),
        impossible=laying.listed("impossible"),
        promises=laying.listed("promises"),
        tests=laying.tests(),
        next_steps=laying.next_steps(),
        local=laying.local(),
    )
    return Merged(
        Catalogue(under.catalogue.qualifications, pathways, under.catalogue.fingerprint),
        under.qualifications,
        merged_tree(under.pathways, laying.routes),
        off,
        tuple(laying.problems),
        under.left_out | laying.left_out,
    )


@dataclass(slots=True)
class _Laying:
    """Puts together what is under an overlay and what is in it, and notes where each part came from."""

    under: Merged
    overlay: Overlay
    off: Off
    problems: list[Problem]
    routes: Routes = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    def mapping(self, key: str, old: Mapping[str, V], new: Mapping[str, V] | None) -> dict[str, V]:
        """Return named entries: those under the overlay, then its own. No name is given a second meaning."""
        found = dict(old)
        for name, value in (new or {}).items():
            taken = self._place_of_name(key, name)
            if taken is not None:
                self._clash(key, name, self.overlay.places.key_place((key, name)), taken)
            else:
                found[name] = value
                self._route((key, name), (key, name))
        return found

    def listed(self, key: str, kept: Iterable[int] | None = None) -> tuple[Any, ...]:
        """Return entries with ids: of those under the overlay the ones that are kept, then its own."""
        old = getattr(self.under.catalogue.pathways, key)
        found: list[Any] = []
        for index in range(len(old)) if kept is None else kept:
            self._route_back((key, len(found)), (key, index))
            found.append(old[index])
        return self._with_new((key,), found, (key,), old, getattr(self.overlay.model, key))

    def tests(self) -> tuple[PersonaTest, ...]:
        """Return the tests under the overlay as far as they fit what is on offer, then its own."""
        book = self.under.catalogue.pathways
        old = book.tests
        gone = frozenset(rule.id for rule in book.rules if self.off.has_rule(rule))
        found: list[PersonaTest] = []
        for index, test in enumerate(old):
            fitting = fitting_test(test, self.off, gone)
            if fitting is None:
                continue
            self._route_back(("tests", len(found)), ("tests", index))
            for name, indexes in fitting[1].items():
                for at, before in enumerate(indexes):
                    self._route_back(("tests", len(found), name, at), ("tests", index, name, before))
            found.append(fitting[0])
        if not old:
            self._route(("tests",), ("tests",))
        return self._with_new(("tests",), found, ("tests",), old, self.overlay.model.tests)

    def next_steps(self) -> tuple[NextStep, ...]:
        """Return the next steps with the overlay's activities in them, and without what is switched off."""
        steps = self.under.catalogue.pathways.next_steps
        added = self.overlay.model.activities or {}
        known = [step.id for step in steps]
        for id in added:
            if id not in known:
                place = self.overlay.places.key_place(("activities", id))
                message = f'There is no next step "{id}".'
                self.problems.append(Problem(place, "NP123", message, did_you_mean(id, known)))
        return tuple(
            replace(step, activities=self._activities(number, step, added.get(step.id, ())))
            for number, step in enumerate(steps)
        )

    def _activities(self, number: int, step: NextStep, added: tuple[Activity, ...]) -> tuple[Activity, ...]:
        """Return local activities, those of earlier overlays first, and then what everybody has."""
        loc: Loc = ("next_steps", number, "activities")
        kept = [
            (index, activity)
            for index, activity in enumerate(step.activities)
            if not self.off.has_activity(step.id, activity.id)
        ]
        found: list[Activity] = []
        for index, activity in (each for each in kept if each[1].added_by is not None):
            self._route_back((*loc, len(found)), (*loc, index))
            found.append(activity)
        found = list(self._with_new(loc, found, ("activities", step.id), step.activities, added))
        for index, activity in (each for each in kept if each[1].added_by is None):
            self._route_back((*loc, len(found)), (*loc, index))
            found.append(activity)
        return tuple(found)

    def local(self) -> tuple[Local, ...]:
        """Return who is near the teacher: one more where the overlay has anything to say of that."""
        model, old = self.overlay.model, self.under.catalogue.pathways.local
        if not (model.partners or model.contacts or model.events):
            return old
        self._route(("local", len(old)), ())
        one = Local(
            name=model.about.name,
            area=model.about.area,
            checked=model.about.checked,
            partners=model.partners,
            contacts=model.contacts,
            events=model.events,
        )
        return (*old, one)

    def _with_new(
        self, loc: Loc, found: list[Any], there: Loc, old: tuple[Any, ...], new: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        """Return the entries found so far and those of the overlay whose ids nothing under it has."""
        taken = {each.id: index for index, each in reversed(list(enumerate(old)))}
        for index, entry in enumerate(new):
            if entry.id in taken:
                place = self.under.pathways.place((*loc, taken[entry.id], "id"))
                here = self.overlay.places.place((*there, index, "id"))
                self._clash(str(there[0]), entry.id, here, place)
            else:
                self._route((*loc, len(found)), (*there, index))
                found.append(self._named(entry))
        return tuple(found)

    def _named(self, entry: Any) -> Any:
        """Return the entry with the name of the hub or trust, where its kind has room for that."""
        has_room = "added_by" in type(entry).__dataclass_fields__
        return replace(entry, added_by=self.overlay.model.about.name) if has_room else entry

    def _place_of_name(self, key: str, name: str) -> Place | None:
        """Return where the data set has something with this name already."""
        catalogue = self.under.catalogue
        if name in getattr(catalogue.pathways, key):
            return self.under.pathways.key_place((key, name))
        if key == "sources" and name in catalogue.qualifications.sources:
            return self.under.qualifications.key_place((key, name))
        return None

    def _clash(self, key: str, id: str, place: Place, taken: Place) -> None:
        message = f'The id "{id}" is taken: {taken.in_words} has it.'
        hint = "Choose another id."
        if key in ("rules", "activities"):
            hint += " To have yours and not the other, name the other under `switch_off`."
        self.problems.append(Problem(place, "NP161", message, hint))
        self.left_out.add(id)

    def _route(self, loc: Loc, there: Loc) -> None:
        self.routes[loc] = (self.overlay.places, there)

    def _route_back(self, loc: Loc, before: Loc) -> None:
        self.routes[loc] = (self.under.pathways, before)
