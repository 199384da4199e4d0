"""Keys in a plan file that the program does not know: kept as they are, and perhaps a slip of the pen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from npqpath.catalogue.fields import EXTRA, is_model, legal_words
from npqpath.catalogue.near import near
from npqpath.planbook.book import Book


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key that the program does not know, and the one that may have been meant."""

    key: str
    meant: str | None


def own_keys(book: Book) -> tuple[OwnKey, ...]:
    """Return the keys of a plan that the program does not know, each once."""
    return tuple(dict.fromkeys(_below(book)))


def _below(record: Any) -> Iterator[OwnKey]:
    known = legal_words(type(record))
    for key in getattr(record, EXTRA):
        yield OwnKey(key, near(key, known))
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if is_model(type(each)):
                yield from _below(each)
