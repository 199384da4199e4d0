"""What an overlay switches off, found among what it is laid over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.catalogue.near import did_you_mean
from npqpath.errors import Problem

if TYPE_CHECKING:
    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.overlay_file import Overlay
    from npqpath.catalogue.pathways import PersonaTest, Rule
    from npqpath.catalogue.reading import Loc
    from npqpath.catalogue.spots import Spot
    from npqpath.errors import Place

Key: TypeAlias = tuple[str, ...]
"""A kind of thing and its id, such as ("rules", "new-heads"); for an activity its next step goes between."""


@dataclass(frozen=True, slots=True)
class Off:
    """Everything that is switched off so far, each with the place that says so."""

    places: dict[Key, Place]

    def has_rule(self, rule: Rule) -> bool:
        """Return whether the rule is left out, by its id or because of what it suggests."""
        return ("rules", rule.id) in self.places or rule.suggest in self.suggestions

    def has_activity(self, step: str, activity: str) -> bool:
        """Return whether the activity of this next step is left out."""
        return ("activities", step, activity) in self.places

    @property
    def suggestions(self) -> frozenset[str]:
        """The ids of what no rule may suggest any more."""
        return frozenset(key[1] for key in self.places if key[0] in ("qualifications", "next_steps"))


NOTHING = Off({})


def switch_off(off: Off, overlay: Overlay, catalogue: Catalogue) -> tuple[Off, tuple[Problem, ...]]:
    """Return what is off with this overlay too, and what it names that is not there.

    What an earlier overlay has switched off may be switched off again.
    """
    places, problems = dict(off.places), []
    for key, loc in _named(overlay):
        known = [*_known(catalogue, key), *(each[-1] for each in off.places if each[:-1] == key[:-1])]
        if key[-1] in known:
            places.setdefault(key, overlay.tree.place(loc))
        else:
            problems.append(_unknown(overlay, key, loc, known))
    return Off(places), tuple(problems)


def fitting_test(
    test: PersonaTest, spot: Spot, off: Off, rules: frozenset[str]
) -> tuple[PersonaTest, Spot] | None:
    """Return the test without what is not on offer, and where it stands.

    `rules` are the ids of those that are left out. None where nothing is left that the test expects.
    """
    kept: dict[str, Any] = {}
    below = dict(spot.below)
    for name, gone in (
        ("first", off.suggestions),
        ("gets", off.suggestions),
        ("never", off.suggestions),
        ("rules", rules),
    ):
        ids: tuple[str, ...] = getattr(test, name)
        if not gone.isdisjoint(ids):
            below[name] = below[name].with_items(
                below[name].below[index] for index, id in enumerate(ids) if id not in gone
            )
        kept[name] = tuple(id for id in ids if id not in gone)
    if all(kept[name] == getattr(test, name) for name in kept):
        return test, spot
    if not (any(kept.values()) or test.funding or test.rows):
        return None
    return replace(test, **kept), spot.with_below(below)


def _named(overlay: Overlay) -> Iterator[tuple[Key, Loc]]:
    """Yield everything that the overlay switches off, and where it says so."""
    named = overlay.model.switch_off
    if named is None:
        return
    for step, ids in (named.activities or {}).items():
        for index, id in enumerate(ids):
            yield ("activities", step, id), ("switch_off", "activities", step, index)
    for kind in ("rules", "qualifications", "next_steps"):
        for index, id in enumerate(getattr(named, kind)):
            yield (kind, id), ("switch_off", kind, index)


def _known(catalogue: Catalogue, key: Key) -> Sequence[str]:
    """Return the ids of what could be switched off in the place of the thing called `key`."""
    if key[0] == "activities":
        step = catalogue.next_steps_by_id.get(key[1])
        return [activity.id for activity in step.activities] if step is not None else []
    if key[0] == "rules":
        return list(catalogue.rules_by_id)
    return list(catalogue.qualifications_by_id if key[0] == "qualifications" else catalogue.next_steps_by_id)


def _unknown(overlay: Overlay, key: Key, loc: Loc, known: Sequence[str]) -> Problem:
    kind = {"rules": "rule", "qualifications": "qualification", "next_steps": "next step"}.get(key[0])
    what = kind or f'activity of the next step "{key[1]}"'
    message = f'There is no {what} called "{key[-1]}" to switch off.'
    return Problem(overlay.tree.place(loc), "NP162", message, did_you_mean(key[-1], known))
