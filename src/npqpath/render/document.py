"""A document as data: the blocks that every text format prints in its own way.

Text in a block is never markup: each renderer escapes it for its own format.
"""

from __future__ import annotations

from typing import TypeAlias

from npqpath.values import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, 2 a section, 3 a part of a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A paragraph that must not be missed, such as a closed registration window."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, with smaller lines under it (reasons, sources, what would change it)."""

    text: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tasks:
    """A list of things to do, printed with boxes to tick."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with values, such as "Hours a week" and "1 to 2"."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; where a table does not fit, each row becomes a small list with the column names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources: title, address and the day each was checked."""

    rows: tuple[tuple[str, str, str], ...]


Block: TypeAlias = Heading | Paragraph | Notice | Bullets | Steps | Tasks | Pairs | Table | Sources


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of one answer of the program, in reading order."""

    blocks: tuple[Block, ...]
