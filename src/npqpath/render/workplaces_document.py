"""Workplaces that were found, as a document and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npqpath.render.document import Bullets, Document, Heading, Item, Paragraph
from npqpath.workplaces.answering import answers_about
from npqpath.workplaces.describing import describe, nothing_found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from npqpath.workplaces.keeping import Kept
    from npqpath.workplaces.listing import Workplace

SCHEMA = "npqpath/workplaces-found/1"


def places_document(kept: Kept, text: str, places: Iterable[Workplace]) -> Document:
    """Return the places with what the lists say about each."""
    items = tuple(
        Item(place.name, (describe(place), *(found.because for found in answers_about(place, kept.lists))))
        for place in places
    )
    return Document(
        (Heading("Workplaces", 1), Bullets(items) if items else Paragraph(nothing_found(kept, text)))
    )


def places_json(kept: Kept, places: Iterable[Workplace]) -> object:
    """Return the places and the lists, with the answers in the words of the lists."""
    return {
        "schema": SCHEMA,
        "matches": [
            {
                "urn": place.urn or None,
                "ukprn": place.ukprn or None,
                "name": place.name,
                "type": place.type or None,
                "postcode": place.postcode or None,
                "town": place.town or None,
                "local_authority": place.area or None,
                "answers": {
                    found.question: {"answer": found.answer, "because": found.because}
                    for found in answers_about(place, kept.lists)
                },
            }
            for place in places
        ],
        "lists": [
            {"list": info.kind, "on": info.on.isoformat(), "dated": info.is_dated, "file": info.file}
            for info in kept.lists
        ],
    }
