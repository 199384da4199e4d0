"""A document as data: the blocks that every form prints in its own way, and the numbers of its sources.

Text in a block is never markup: each renderer escapes it for its own format.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from npqpath.advice.pacing import Bar
from npqpath.dataset import pathways, qualifications
from npqpath.dataset.catalogue import Catalogue
from npqpath.words import day


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document, 2 a section, 3 a part of a section."""

    text: str
    level: int = 2


class NewPage(Heading):
    """A heading that begins a page, where there are pages."""


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
    """One line of a list, with smaller lines under it (reasons, sources, what would change it).

    In a list of things to do, `done` is one that is ticked.
    """

    text: str
    under: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of any kind."""

    items: tuple[Item, ...]


class Bullets(Points):
    """A list of points."""


class Steps(Points):
    """A numbered list."""


class Tasks(Points):
    """A list of things to do, printed with boxes to tick."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with values, such as "Hours a week" and "1 to 2"."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; where a table does not fit, each row becomes a small list with the column names.

    `shades` are from 0 to 4 for each cell, for a picture of where there is more; without them there are none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        if {len(row) for row in self.rows} - {len(self.columns)}:
            raise ValueError(f"a row has more or fewer cells than {self.columns}")


class Worksheet(Table):
    """A table with room to write: its empty cells are filled in by hand."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The numbered list of sources: title, address and the day each was checked."""

    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline, its bars in order; `first` and `last` are the first days of its first and last month."""

    title: str
    first: dt.date
    last: dt.date
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class MapPost:
    """A post on the map of tracks, with a note of a word or two below it."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapTrack:
    """A track with its posts, from the first to the last."""

    name: str
    posts: tuple[MapPost, ...]


@dataclass(frozen=True, slots=True)
class MapMove:
    """A move from one post to another, by their ids, and what makes it work."""

    start: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class TrackMap:
    """The map of tracks, or a part of it: posts, some moves, where somebody stands and where a way leads.

    `here` and `way` are ids of posts; the way begins at a post where the person stands, if there is a way.
    """

    title: str
    tracks: tuple[MapTrack, ...]
    moves: tuple[MapMove, ...]
    here: tuple[str, ...]
    way: tuple[str, ...]


Block: TypeAlias = Heading | Paragraph | Notice | Points | Pairs | Table | Chart | TrackMap | Sources


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of one answer of the program, in reading order."""

    blocks: tuple[Block, ...]


def titled(title: str, *blocks: Block) -> Document:
    """Return the blocks as a document under a title."""
    return Document((Heading(title, 1), *blocks))


_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z`])")
_CITED = re.compile(r" \([^()]*\)$")


def said_once(blocks: Iterable[Block]) -> Document:
    """Return the blocks as a document that repeats no sentence, save in headings and as a point of a list."""
    found = tuple(blocks)
    items = (item for block in found if isinstance(block, Points) for item in block.items)
    said = {_bare(_SENTENCES.split(item.text)[0]) for item in items}

    def new(text: str) -> str:
        told = [each for each in _SENTENCES.split(text) if _bare(each) not in said]
        said.update(bare for bare in map(_bare, told) if bare.endswith((".", "?", "!")))
        return " ".join(told)

    return Document(tuple(_each_line(block, new) for block in found))


def _bare(sentence: str) -> str:
    """Return a sentence without the numbers of its sources."""
    return _CITED.sub("", sentence)


def _each_line(block: Block, change: Callable[[str], str]) -> Block:
    def point(item: Item) -> Item:
        first, *rest = _SENTENCES.split(item.text, maxsplit=1)
        text = " ".join(filter(None, (first, *map(change, rest))))
        return replace(item, text=text, under=tuple(map(change, item.under)))

    match block:
        case Paragraph(text) | Notice(text):
            return replace(block, text=change(text))
        case Pairs(rows):
            return Pairs(tuple((name, new) for name, value in rows if (new := change(value))))
        case Points(items):
            return replace(block, items=tuple(map(point, items)))
        case Chart(bars=bars):
            return replace(block, bars=tuple(replace(bar, note=change(bar.note)) for bar in bars))
        case TrackMap(moves=moves):
            return replace(block, moves=tuple(replace(move, text=change(move.text)) for move in moves))
        case _:
            return block


def points(texts: Iterable[str]) -> Bullets:
    """Return texts as a list of points."""
    return Bullets(tuple(map(Item, texts)))


def section(title: str, *blocks: Block, level: int = 2) -> tuple[Block, ...]:
    """Return a heading with what stands under it; nothing where all lists and tables under it are empty."""
    lists = [getattr(block, "items", getattr(block, "rows", None)) for block in blocks]
    held = [each for each in lists if each is not None]
    return () if held and not any(held) else (Heading(title, level), *blocks)


Dated: TypeAlias = qualifications.Fact | pathways.Implementation | pathways.Stage
"""Something that is said with its sources, and the date or period that they speak of."""


class Citations:
    """Gives each source a number in the order of first use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
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

    def fact(self, fact: Dated) -> str:
        """Return what a fact says, likewise."""
        return self.cite(fact.text, fact.sources, fact.as_of, added_by=getattr(fact, "added_by", None))

    def facts(self, facts: Iterable[Dated]) -> tuple[Item, ...]:
        """Return facts as the points of a list."""
        return tuple(Item(self.fact(fact)) for fact in facts)

    def document(self, title: str, *blocks: Block) -> Document:
        """Return a document with the sources of all that its blocks say at its end."""
        return titled(title, *blocks, Heading("Sources"), self.listed())

    def listed(self) -> Sources:
        """Return the sources used so far, by number, each with its address and the day it was checked."""
        sources = map(self.catalogue.source, self._numbers)
        return Sources(tuple((source.title, source.url, day(source.checked)) for source in sources))
