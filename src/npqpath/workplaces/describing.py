"""Places and searches in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.workplaces.listing import told_by

if TYPE_CHECKING:
    from npqpath.workplaces.keeping import Kept
    from npqpath.workplaces.listing import Workplace


def describe(place: Workplace) -> str:
    """Return what tells a place from others of its name."""
    number = f"URN {place.urn}" if place.urn else f"UKPRN {place.ukprn}"
    return ", ".join(each for each in (place.type, place.town or place.area, place.postcode, number) if each)


def nothing_found(kept: Kept, typed: str) -> str:
    """Return a sentence for a search without a match, which knows of places that have closed."""
    number = typed.strip()
    closed = kept.closed(number) if number.isascii() and number.isdigit() else None
    register = next((told_by(info) for info in kept.lists if info.kind == "register"), None)
    if closed is not None and register is not None:
        return (
            f"{closed.name} (URN {number}) has closed, says the {register}. Try the name of the new school."
        )
    shown = typed if len(typed) <= 40 else f"{typed[:37]}..."
    return f'Nothing was found for "{shown}". Check the spelling, or try the postcode or the URN.'
