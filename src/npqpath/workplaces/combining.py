"""From the lists to one list of workplaces: the register gives the places, the others say which they name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from npqpath.workplaces.listing import KINDS, Kind, ListInfo, Listing, Workplace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Combined:
    """All lists in one: the places to search, the ones that have closed, and the numbers of childminders."""

    lists: tuple[ListInfo, ...]
    places: tuple[Workplace, ...]
    closed: tuple[Workplace, ...]
    childminders: tuple[str, ...]


def combine(listings: Iterable[Listing]) -> Combined:
    """Return the lists in one, one list of a kind at most.

    A place that the register does not hold stays in, with what its list tells of it.
    """
    by_kind: Mapping[Kind, Listing] = {listing.info.kind: listing for listing in listings}
    places: dict[str, Workplace] = {}
    for kind in KINDS:
        if kind in by_kind and kind != "childminders":
            _add(places, kind, by_kind[kind].places)
    minders = by_kind["childminders"].places if "childminders" in by_kind else ()
    return Combined(
        lists=tuple(by_kind[kind].info for kind in KINDS if kind in by_kind),
        places=tuple(place for place in places.values() if not place.is_closed),
        closed=tuple(place for place in places.values() if place.is_closed),
        childminders=tuple(place.urn for place in minders),
    )


def take_apart(combined: Combined) -> tuple[Listing, ...]:
    """Return the lists that were combined, so that one of them can be replaced by a newer one."""
    everything = (*combined.places, *combined.closed)
    return tuple(Listing(info, tuple(_named(info.kind, everything, combined))) for info in combined.lists)


def _add(places: dict[str, Workplace], kind: Kind, named: Iterable[Workplace]) -> None:
    """Mark the places of the list, and add those that are not there yet."""
    known = _by_number(places, kind)
    for place in named:
        number = place.number(kind)
        if number in known:
            for key in known[number]:
                places[key] = places[key].also_on(kind)
        else:
            places[f"{kind} {number}"] = place.also_on(kind)


def _by_number(places: Mapping[str, Workplace], kind: Kind) -> dict[str, list[str]]:
    """Return the keys of the places with each number; one UKPRN may belong to several open places."""
    found: dict[str, list[str]] = {}
    for key, place in places.items():
        number = place.number(kind)
        if number and not (kind == "16-to-19-list" and place.is_closed):
            found.setdefault(number, []).append(key)
    return found


def _named(kind: Kind, everything: Iterable[Workplace], combined: Combined) -> Iterable[Workplace]:
    if kind == "childminders":
        return [Workplace(number, "", "", kinds=frozenset({kind})) for number in combined.childminders]
    named = [place for place in everything if kind in place.kinds]
    if kind != "16-to-19-list":
        return [_as_listed(place, kind) for place in named]
    return {place.ukprn: _as_listed(place, kind) for place in named}.values()


def _as_listed(place: Workplace, kind: Kind) -> Workplace:
    # A closed place is closed only as long as the register says so.
    closed = place.is_closed and kind == "register"
    return replace(place, kinds=frozenset[Kind]({kind}), is_closed=closed)
