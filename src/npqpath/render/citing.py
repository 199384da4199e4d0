"""Numbered sources: a line says where it comes from by number, and the list at the end says the rest."""

from __future__ import annotations

from collections.abc import Iterable

from npqpath.advice.calendar import day
from npqpath.catalogue.catalogue import Catalogue
from npqpath.render.document import Sources


class Citations:
    """Gives each source a number in the order of first use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbers: dict[str, int] = {}

    def cite(
        self, text: str, sources: Iterable[str], as_of: str | None = None, *, added_by: str | None = None
    ) -> str:
        """Return the text with the date it speaks of, where one is given, and the numbers of its sources.

        What a hub or trust has added says so first.
        """
        numbers = sorted({self._numbers.setdefault(id, len(self._numbers) + 1) for id in sources})
        marks = [*([f"from {added_by}"] if added_by else []), *([as_of] if as_of else [])]
        if numbers:
            marks.append(f"source{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}")
        return f"{text} ({'; '.join(marks)})" if marks else text

    def listed(self) -> Sources:
        """Return the sources used so far, by number, each with its address and the day it was checked."""
        sources = map(self._catalogue.source, self._numbers)
        return Sources(tuple((source.title, source.url, day(source.checked)) for source in sources))
